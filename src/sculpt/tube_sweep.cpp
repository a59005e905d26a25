#include "tube_sweep.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

constexpr int least_sides = 6, most_sides = 32;
constexpr double longest = 4.0;    // edge lengths between rings where the line is straight
constexpr double bow = 0.1;        // edge lengths or radii that the line may bow out between rings
constexpr double widening = 0.15;  // share of the radius
constexpr double hairpin = 3.0;    // radii
constexpr double flare = 0.5;      // mm a mm: how fast a tube narrowed at a fork becomes as wide as it is

TubeRing ring_at(const TubeLine& line, double s) {
  const TubeLine::Place place = line.at(s);
  return {place.at, line.direction(s, std::max(0.6 * place.radius, 0.1)), place.radius, s};
}

// Whether a ring can stand straight from s on, up to `to`.
bool straight(const TubeLine& line, double edge_mm, double s, double to) {
  const TubeLine::Place a = line.at(s), b = line.at(to);
  for (int k = 1; k < 6; ++k) {
    const double t = k / 6.0;
    const TubeLine::Place place = line.at(s + t * (to - s));
    const double radius = a.radius + t * (b.radius - a.radius);
    if (glm::length(place.at - (a.at + t * (b.at - a.at))) > bow * std::max(edge_mm, radius)) return false;
    if (std::abs(place.radius - radius) > widening * radius + 0.05) return false;
  }
  return true;
}

std::vector<double> stations(const TubeLine& line, double edge_mm, double begin, double end) {
  std::vector<double> found = {begin};
  for (double s = begin; s < end;) {
    const double least = std::max({0.35 * line.at(s).radius, 0.02 * edge_mm, 1e-3});
    double step = longest * edge_mm;
    if (s + 2.0 * step > end) step = s + step >= end ? end - s : 0.5 * (end - s);
    while (step > least && !straight(line, edge_mm, s, s + step)) step *= 0.7;
    s += std::max(step, least);
    if (end - s < least) s = end;
    found.push_back(s);
  }
  return found;
}

// Whether each of two rings lies behind the other's plane, so that the tube between them is whole.
bool apart(const TubeRing& a, const TubeRing& b, double stretch) {
  const double cosine = glm::dot(a.facing, b.facing);
  const double sine = std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
  const glm::dvec3 way = b.centre - a.centre;
  const double slack = 0.02 * std::min(a.radius, b.radius);
  return cosine > 0.1 && glm::dot(way, a.facing) > b.radius * stretch * sine + slack &&
         glm::dot(way, b.facing) > a.radius * stretch * sine + slack;
}

// A hairpin cannot be swept without a fold: after a while the tube goes on in any case.
bool fits(const TubeRing& a, const TubeRing& b, double stretch) {
  return std::abs(b.s - a.s) > hairpin * std::max(a.radius, b.radius) || apart(a, b, stretch);
}

double farthest_from_start(const TubeLine& line) {
  std::size_t farthest = 0;
  const auto away = [&](std::size_t i) { return glm::length(line.samples()[i].at - line.samples()[0].at); };
  for (std::size_t i = 1; i < line.samples().size(); ++i) {
    if (away(i) > away(farthest)) farthest = i;
  }
  return line.lengths()[farthest];
}

// Of two rings, those that are free to turn are turned towards the other.
void face_each_other(TubeRing& first, bool first_is_free, TubeRing& last, bool last_is_free) {
  const glm::dvec3 way = last.centre - first.centre;
  if (glm::length(way) <= 0.0) return;
  if (first_is_free) first.facing = glm::normalize(way);
  if (last_is_free) last.facing = glm::normalize(way);
}

// The turn that takes `from` to `to`, both of unit length, done to v.
glm::dvec3 carried(glm::dvec3 v, glm::dvec3 from, glm::dvec3 to) {
  const glm::dvec3 axis = glm::cross(from, to);
  const double cosine = glm::dot(from, to);
  if (cosine < -0.9999) return v;
  return v * cosine + glm::cross(axis, v) + axis * (glm::dot(axis, v) / (1.0 + cosine));
}

glm::dvec3 across(glm::dvec3 way, glm::dvec3 about) {
  const glm::dvec3 side = about - glm::dot(about, way) * way;
  if (glm::length(side) > 1e-3) return glm::normalize(side);
  return across(way, std::abs(way.x) < 0.7 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 0, 1));
}

std::vector<glm::dvec3> ring_corners(const TubeRing& ring, glm::dvec3 side, double turn, int sides) {
  const glm::dvec3 up = glm::cross(ring.facing, side);
  const double radius = ring.radius * corner_stretch(sides);
  std::vector<glm::dvec3> corners;
  for (int k = 0; k < sides; ++k) {
    const double angle = turn + 2.0 * std::numbers::pi * k / sides;
    corners.push_back(ring.centre + radius * (std::cos(angle) * side + std::sin(angle) * up));
  }
  return corners;
}

void put_corners(TubeSweep& sweep, bool closed, int sides) {
  std::vector<glm::dvec3> side = {across(sweep.rings[0].facing, glm::dvec3(0, 0, 1))};
  for (std::size_t i = 1; i < sweep.rings.size(); ++i) {
    const glm::dvec3 way = sweep.rings[i].facing;
    side.push_back(across(way, carried(side.back(), sweep.rings[i - 1].facing, way)));
  }
  double twist = 0.0;  // by which a closed tube misses its own beginning
  if (closed) {
    const glm::dvec3 way = sweep.rings[0].facing;
    const glm::dvec3 back = across(way, carried(side.back(), sweep.rings.back().facing, way));
    twist = std::atan2(glm::dot(glm::cross(back, side[0]), way), glm::dot(back, side[0]));
  }
  const auto count = static_cast<double>(sweep.rings.size());
  for (std::size_t i = 0; i < sweep.rings.size(); ++i) {
    sweep.corners.push_back(ring_corners(sweep.rings[i], side[i], twist * static_cast<double>(i) / count, sides));
  }
}

}  // namespace

int tube_sides(const TubeLine& line, double edge_mm) {
  double sum = 0.0;
  for (const TubeLine::Place& place : line.samples()) sum += place.radius;
  const double radius = sum / static_cast<double>(line.samples().size());
  return std::clamp(static_cast<int>(std::ceil(2.0 * std::numbers::pi * radius / edge_mm)), least_sides, most_sides);
}

double corner_stretch(int sides) {
  return std::sqrt(2.0 * std::numbers::pi / (sides * std::sin(2.0 * std::numbers::pi / sides)));
}

TubeSweep sweep(const TubeLine& line, double edge_mm, const std::optional<ForkEnd>& at_start,
                const std::optional<ForkEnd>& at_end) {
  const double begin = at_start ? at_start->taken : 0.0;
  const double end = line.length() - (at_end ? at_end->taken : 0.0);
  const int sides = tube_sides(line, edge_mm);
  const double stretch = corner_stretch(sides);
  const auto narrowed = [&](TubeRing ring) {
    if (at_start) ring.radius = std::min(ring.radius, at_start->radius + flare * (ring.s - begin));
    if (at_end) ring.radius = std::min(ring.radius, at_end->radius + flare * (end - ring.s));
    return ring;
  };
  TubeRing first = narrowed(ring_at(line, begin)), last = narrowed(ring_at(line, end));
  if (at_start) first.facing = at_start->out;
  if (at_end) last.facing = -at_end->out;
  TubeSweep found;
  found.rings = {first};
  std::vector<double> at = stations(line, edge_mm, begin, end);
  for (std::size_t i = 1; i + 1 < at.size(); ++i) {
    const TubeRing ring = narrowed(ring_at(line, at[i]));
    if (fits(found.rings.back(), ring, stretch)) found.rings.push_back(ring);
  }
  while (found.rings.size() > 1 && !fits(found.rings.back(), last, stretch)) found.rings.pop_back();
  if (line.closed() && found.rings.size() < 4) return {};
  if (!line.closed()) {
    if (found.rings.size() == 1) {
      if (!at_start && !at_end) last = narrowed(ring_at(line, farthest_from_start(line)));
      face_each_other(found.rings[0], !at_start, last, !at_end);
    }
    if (found.rings.size() == 1 && !apart(found.rings[0], last, stretch)) return {};
    found.rings.push_back(last);
  }
  put_corners(found, line.closed(), sides);
  return found;
}

}  // namespace palpate
