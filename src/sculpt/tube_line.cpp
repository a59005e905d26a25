#include "tube_line.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr int pieces = 12;               // straight pieces between two points
constexpr double same_place = 1e-3;      // mm
constexpr double least_diameter = 0.05;  // mm

// Barry and Goldman 1988: the span between b and c, at t in 0..1.
glm::dvec3 on_span(const std::array<glm::dvec3, 4>& p, double t) {
  std::array<double, 4> knot{};
  for (std::size_t k = 1; k < 4; ++k) knot[k] = knot[k - 1] + std::sqrt(glm::length(p[k] - p[k - 1]));
  const double x = knot[1] + t * (knot[2] - knot[1]);
  const auto between = [&](glm::dvec3 from, glm::dvec3 to, double begin, double end) {
    return from + (to - from) * ((x - begin) / (end - begin));
  };
  const glm::dvec3 a1 = between(p[0], p[1], knot[0], knot[1]);
  const glm::dvec3 a2 = between(p[1], p[2], knot[1], knot[2]);
  const glm::dvec3 a3 = between(p[2], p[3], knot[2], knot[3]);
  const glm::dvec3 b1 = between(a1, a2, knot[0], knot[2]);
  const glm::dvec3 b2 = between(a2, a3, knot[1], knot[3]);
  return between(b1, b2, knot[1], knot[2]);
}

}  // namespace

TubeLine::TubeLine(const std::vector<RunPoint>& points, bool closed) : closed_(closed) {
  const auto count = static_cast<std::ptrdiff_t>(points.size());
  const std::ptrdiff_t spans = closed ? count : count - 1;
  const auto point = [&](std::ptrdiff_t k) -> glm::dvec3 {
    const auto at = [&](std::ptrdiff_t n) { return glm::dvec3(points[static_cast<std::size_t>(n)].at); };
    if (closed) return at((k + count) % count);
    if (k < 0) return 2.0 * at(0) - at(1);
    if (k >= count) return 2.0 * at(count - 1) - at(count - 2);
    return at(k);
  };
  const auto radius = [&](std::ptrdiff_t k) {
    return 0.5 * static_cast<double>(points[static_cast<std::size_t>(k % count)].diameter);
  };
  for (std::ptrdiff_t k = 0; k < spans; ++k) {
    const std::array<glm::dvec3, 4> around = {point(k - 1), point(k), point(k + 1), point(k + 2)};
    for (int i = 0; i < pieces; ++i) {
      const double t = static_cast<double>(i) / pieces;
      samples_.push_back({i == 0 ? around[1] : on_span(around, t), (1.0 - t) * radius(k) + t * radius(k + 1)});
    }
  }
  samples_.push_back({point(spans), radius(spans)});
  lengths_.push_back(0.0);
  for (std::size_t i = 1; i < samples_.size(); ++i) {
    lengths_.push_back(lengths_.back() + glm::length(samples_[i].at - samples_[i - 1].at));
  }
}

TubeLine::Place TubeLine::at(double s) const {
  if (closed_) s -= length() * std::floor(s / length());
  s = std::clamp(s, 0.0, length());
  const auto next = std::upper_bound(lengths_.begin(), lengths_.end(), s);
  const std::size_t after =
      std::clamp<std::size_t>(static_cast<std::size_t>(next - lengths_.begin()), 1, lengths_.size() - 1);
  const double span = lengths_[after] - lengths_[after - 1];
  const double t = span > 0.0 ? (s - lengths_[after - 1]) / span : 0.0;
  const Place &a = samples_[after - 1], &b = samples_[after];
  return {a.at + t * (b.at - a.at), a.radius + t * (b.radius - a.radius)};
}

glm::dvec3 TubeLine::direction(double s, double reach) const {
  for (; reach < 2.0 * length(); reach *= 2.0) {
    const glm::dvec3 way = at(s + 0.5 * reach).at - at(s - 0.5 * reach).at;
    if (glm::length(way) > 0.2 * std::min(reach, length())) return glm::normalize(way);
  }
  const glm::dvec3 way = samples_[1].at - samples_[0].at;
  return glm::length(way) > 0.0 ? glm::normalize(way) : glm::dvec3(0, 1, 0);
}

std::vector<RunPoint> usable_points(const std::vector<RunPoint>& run) {
  std::vector<RunPoint> points;
  for (RunPoint point : run) {
    if (!std::isfinite(point.at.x + point.at.y + point.at.z) || !std::isfinite(point.diameter)) continue;
    point.diameter = std::max(point.diameter, static_cast<float>(least_diameter));
    if (!points.empty() && static_cast<double>(glm::distance(points.back().at, point.at)) < same_place) continue;
    points.push_back(point);
  }
  if (points.size() < 2) points.clear();
  return points;
}

}  // namespace palpate
