#include "tube_diameters.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/point_tree.h>
#include <palpate/mesh/surface_points.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

constexpr float step_mm = 1.0f;      // between places on the lines
constexpr std::size_t a_point = 60;  // places on the surface, about, for each point of the lines
constexpr std::size_t fewest = 8;    // places from which a diameter is taken
constexpr float most_off = 4.0f;     // times as far off as the surface is elsewhere: it belongs to no line

struct LinePlace {
  std::size_t run = 0, point = 0;  // the straight piece from this point of the run to the next
};

struct LinePlaces {
  std::vector<glm::vec3> at;
  std::vector<LinePlace> of;
};

LinePlaces places_along(const TubeNet& net) {
  LinePlaces places;
  for (std::size_t r = 0; r < net.runs.size(); ++r) {
    const std::vector<RunPoint>& points = net.runs[r].points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const glm::vec3 way = points[i + 1].at - points[i].at;
      const int steps = std::max(2, static_cast<int>(std::ceil(glm::length(way) / step_mm)));
      for (int k = 0; k <= steps; ++k) {
        places.at.push_back(points[i].at + way * (static_cast<float>(k) / static_cast<float>(steps)));
        places.of.push_back({r, i});
      }
    }
  }
  return places;
}

float median(std::vector<float>& values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What the surface about one point of the lines says.
struct Surroundings {
  std::vector<float> distances;  // from the line
  glm::vec3 offset{0.0f};        // sum of the ways from the line
};

using Surround = std::vector<std::vector<Surroundings>>;  // by run and point

Surround surroundings(const std::vector<SurfacePoint>& surface, const TubeNet& net) {
  const LinePlaces places = places_along(net);
  const PointTree tree(places.at);
  Surround found;
  for (const NetRun& run : net.runs) found.emplace_back(run.points.size());
  for (const SurfacePoint& place : surface) {
    const LinePlace line = places.of[tree.nearest(place.position)];
    const RunPoint* from = &net.runs[line.run].points[line.point];
    const glm::vec3 way = from[1].at - from[0].at;
    const float t = glm::dot(place.position - from[0].at, way) / std::max(glm::dot(way, way), 1e-12f);
    if (t < -0.01f || t > 1.01f) continue;  // beyond an end, or outside of a bend
    const glm::vec3 offset = place.position - (from[0].at + t * way);
    Surroundings& about = found[line.run][line.point + (t > 0.5f ? 1 : 0)];
    about.distances.push_back(glm::length(offset));
    about.offset += offset;
  }
  return found;
}

// Points between the ends of runs move to the middle of the surface about them.
void centre(const Surround& about, TubeNet& net) {
  for (std::size_t r = 0; r < about.size(); ++r) {
    for (std::size_t i = 1; i + 1 < about[r].size(); ++i) {
      const Surroundings& near = about[r][i];
      if (near.distances.size() < fewest) continue;
      const glm::vec3 by = near.offset / static_cast<float>(near.distances.size());
      std::vector<float> distances = near.distances;
      if (glm::length(by) < median(distances)) net.runs[r].points[i].at += by;
    }
  }
}

// The line of a tube that does not branch: the middles of its slices across its longest extent.
std::vector<RunPoint> line_through(const MeshData& piece, std::vector<SurfacePoint> surface) {
  const auto farthest_from = [&](glm::vec3 p) {
    return std::max_element(surface.begin(), surface.end(),
                            [&](const SurfacePoint& a, const SurfacePoint& b) {
                              return glm::distance(a.position, p) < glm::distance(b.position, p);
                            })
        ->position;
  };
  const glm::vec3 end = farthest_from(surface[0].position), start = farthest_from(end);
  const float length = glm::distance(start, end);
  if (length <= 0.0f) return {};
  const glm::vec3 way = (end - start) / length;
  std::sort(surface.begin(), surface.end(), [&](const SurfacePoint& a, const SurfacePoint& b) {
    return glm::dot(a.position, way) < glm::dot(b.position, way);
  });
  const float radius = static_cast<float>(surface_area(piece)) / (2.0f * std::numbers::pi_v<float> * length);
  const auto slices = static_cast<std::size_t>(std::clamp(length / (4.0f * radius), 2.0f, 12.0f));
  std::vector<RunPoint> line;
  const auto add = [&](std::size_t from, std::size_t to) {
    glm::vec3 middle(0.0f);
    for (std::size_t i = from; i < to; ++i) middle += surface[i].position / static_cast<float>(to - from);
    line.push_back({middle, 2.0f * radius});
  };
  const std::size_t tip = std::max<std::size_t>(surface.size() / 40, 3);
  add(0, tip);
  for (std::size_t k = 1; k + 1 < slices; ++k) add(k * surface.size() / slices, (k + 1) * surface.size() / slices);
  add(surface.size() - tip, surface.size());
  return line;
}

// Pieces of the mesh that no line runs through get one.
void add_missing(const MeshData& mesh, TubeNet& net) {
  constexpr std::size_t sample = 400;
  constexpr float away = 3.0f;  // radii of the piece: a line that far from it is another's
  const PointTree tree(places_along(net).at);
  for (const MeshData& piece : components(mesh)) {
    const std::vector<SurfacePoint> surface = spread_points(piece, sample);
    if (surface.empty()) continue;
    std::vector<RunPoint> line = line_through(piece, surface);
    if (line.empty() || glm::distance(line.front().at, line.back().at) < line.front().diameter) continue;
    const auto missed = std::count_if(surface.begin(), surface.end(), [&](const SurfacePoint& place) {
      return tree.distance(place.position) > std::max(away * 0.5f * line.front().diameter, step_mm);
    });
    if (2 * missed < std::ssize(surface)) continue;
    net.runs.push_back({std::move(line), net.nodes, net.nodes + 1});
    net.nodes += 2;
  }
}

}  // namespace

void take_diameters(const MeshData& mesh, TubeNet& net) {
  add_missing(mesh, net);
  std::size_t points = 0;
  for (const NetRun& run : net.runs) points += run.points.size();
  if (points == 0) return;
  const std::vector<SurfacePoint> surface = spread_points(mesh, std::max<std::size_t>(2000, a_point * points));
  if (surface.empty()) return;
  centre(surroundings(surface, net), net);
  Surround about = surroundings(surface, net);
  std::vector<float> all;
  for (const std::vector<Surroundings>& run : about) {
    for (const Surroundings& near : run) all.insert(all.end(), near.distances.begin(), near.distances.end());
  }
  if (all.empty()) return;
  const float most = most_off * median(all);
  for (std::size_t r = 0; r < about.size(); ++r) {
    for (std::size_t i = 0; i < about[r].size(); ++i) {
      std::vector<float>& near = about[r][i].distances;
      if (near.size() < fewest) continue;
      const float radius = median(near);
      if (radius <= most) net.runs[r].points[i].diameter = 2.0f * radius;
    }
  }
}

}  // namespace palpate
