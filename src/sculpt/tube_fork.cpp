#include "tube_fork.h"

#include "convex_hull.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr double clearance = 0.06;  // of a ring's radius: how far the others stay below its plane
constexpr double nearest = 0.4;     // of a ring's radius: from the fork
constexpr double narrowest = 0.45;  // of a tube's radius: how far a ring may be drawn in to find a place
constexpr int most_rounds = 600;

void put(glm::dvec3 fork, ForkEnd& end, double narrowed) {
  const double length = end.line->length();
  const TubeLine::Place place = end.line->at(end.at_end ? length - end.taken : end.taken);
  end.centre = place.at;
  end.radius = place.radius * narrowed;
  const glm::dvec3 way = end.centre - fork;
  const double distance = glm::length(way);
  end.out = distance > 0.0 ? way / distance : glm::dvec3(0, 1, 0);
}

// By how much ring `other` reaches above where the plane of ring `end` lets it.
double excess(glm::dvec3 fork, const ForkEnd& end, const ForkEnd& other) {
  const double cosine = std::clamp(glm::dot(end.out, other.out), -1.0, 1.0);
  const double sine = std::sqrt(1.0 - cosine * cosine);
  const double reach = glm::dot(other.centre - fork, end.out) + other.radius * other.stretch * sine;
  return reach + clearance * end.radius - glm::dot(end.centre - fork, end.out);
}

}  // namespace

std::optional<std::size_t> place_rings(glm::dvec3 fork, std::vector<ForkEnd>& ends) {
  std::vector<double> narrowed(ends.size(), 1.0);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const double radius = ends[i].line->at(ends[i].at_end ? ends[i].line->length() : 0.0).radius;
    ends[i].taken = std::min(nearest * radius, ends[i].limit);
    put(fork, ends[i], 1.0);
  }
  for (int round = 0; round < most_rounds; ++round) {
    std::size_t worst = 0, by = 0;
    double most = 0.0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      for (std::size_t j = 0; j < ends.size(); ++j) {
        const double over = i == j ? 0.0 : excess(fork, ends[i], ends[j]);
        if (over > most) {
          most = over;
          worst = i;
          by = j;
        }
      }
    }
    if (most <= 0.0) return std::nullopt;
    if (ends[worst].taken < ends[worst].limit) {
      const double step = std::max({most, 0.05 * ends[worst].radius, 1e-4});
      ends[worst].taken = std::min(ends[worst].taken + step, ends[worst].limit);
      put(fork, ends[worst], narrowed[worst]);
      continue;
    }
    const std::size_t thinner = ends[by].radius <= ends[worst].radius ? by : worst;
    if (narrowed[by] < narrowest && narrowed[worst] < narrowest) return thinner;
    for (const std::size_t i : {worst, by}) {
      narrowed[i] *= 0.93;
      put(fork, ends[i], narrowed[i]);
    }
  }
  std::size_t thinnest = 0;
  for (std::size_t i = 1; i < ends.size(); ++i) {
    if (ends[i].radius < ends[thinnest].radius) thinnest = i;
  }
  return thinnest;
}

std::vector<std::array<std::uint32_t, 3>> join_rings(const std::vector<std::vector<glm::dvec3>>& rings,
                                                     const std::vector<glm::dvec3>& outward,
                                                     const std::vector<glm::dvec3>& more) {
  // A tip just above each ring makes the ring a face of the hull that is known by the tip.
  std::vector<glm::dvec3> points;
  std::vector<std::uint32_t> first;
  for (const std::vector<glm::dvec3>& ring : rings) {
    first.push_back(static_cast<std::uint32_t>(points.size()));
    points.insert(points.end(), ring.begin(), ring.end());
  }
  const auto corners = static_cast<std::uint32_t>(points.size());
  points.insert(points.end(), more.begin(), more.end());
  const auto tips = static_cast<std::uint32_t>(points.size());
  for (std::size_t r = 0; r < rings.size(); ++r) {
    glm::dvec3 middle(0.0);
    for (const glm::dvec3& p : rings[r]) middle += p / static_cast<double>(rings[r].size());
    points.push_back(middle + 1e-3 * glm::length(rings[r][0] - middle) * outward[r]);
  }
  first.push_back(corners);
  std::vector<std::array<std::uint32_t, 3>> joined;
  std::vector<std::size_t> covered(rings.size(), 0);
  std::vector<bool> used(points.size(), false);
  for (const std::array<std::uint32_t, 3>& face : convex_hull(points)) {
    const auto tip = std::find_if(face.begin(), face.end(), [&](std::uint32_t p) { return p >= tips; });
    if (tip == face.end()) {
      joined.push_back(face);
      for (const std::uint32_t p : face) used[p] = true;
      continue;
    }
    const std::size_t ring = *tip - tips;
    const auto k = static_cast<std::size_t>(tip - face.begin());
    const std::uint32_t a = face[(k + 1) % 3], b = face[(k + 2) % 3];
    const std::uint32_t low = first[ring], sides = first[ring + 1] - low;
    if (a < low || b < low || a >= low + sides || b >= low + sides) return {};
    if ((a - low + 1) % sides != b - low) return {};
    ++covered[ring];
  }
  for (std::size_t r = 0; r < rings.size(); ++r) {
    if (covered[r] != rings[r].size()) return {};
  }
  if (!std::all_of(used.begin(), used.begin() + corners, [](bool is) { return is; })) return {};
  return joined;
}

}  // namespace palpate
