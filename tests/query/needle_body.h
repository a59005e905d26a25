// A body of plain shapes for a needle, and what it meets there worked out in another way: a line clipped by the planes
// of convex pieces, distances by narrowing down a convex function.
#pragma once

#include "made_scene.h"
#include "measure.h"
#include "shapes.h"

#include <palpate/anatomy/body.h>
#include <palpate/mesh/topology.h>
#include <palpate/query/needle_path.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

class NeedleBody {
 public:
  // A structure of convex pieces, which may overlap.
  std::uint32_t add(std::string key, Kind kind, std::vector<MeshData> pieces, System system = System::other) {
    MeshData all;
    for (const MeshData& piece : pieces) all = joined(all, piece);
    const Topology topology = examine(all);
    Structure structure;
    structure.key = structure.name = std::move(key);
    structure.kind = kind;
    structure.system = system;
    structure.quality = {static_cast<std::uint32_t>(all.triangle_count()),
                         topology.boundary_edges,
                         topology.nonmanifold_edges,
                         topology.flipped_edges,
                         topology.components,
                         0.0f};
    for (const glm::vec3 p : all.positions) structure.bounds.include(p);
    const std::uint32_t index = body.add(std::move(structure)).index();
    meshes.emplace_back(index, std::move(all));
    convex.push_back(std::move(pieces));
    return index;
  }

  Body body;
  NumberedMeshes meshes;
  std::vector<std::vector<MeshData>> convex;  // by structure
};

// All that is asked of one body.
struct NeedleScene {
  explicit NeedleScene(NeedleBody made)
      : shapes(std::move(made)), rays({chunk_scenes(shapes.meshes)}), probe(shapes.body, rays) {}

  NeedleBody shapes;
  RayScene rays;
  NeedleProbe probe;
};

using Stretch = std::pair<double, double>;

// Where a line is within a convex piece: clipped by the plane of every face.
inline std::optional<Stretch> clipped(const MeshData& piece, const NeedleLine& line) {
  double from = -std::numeric_limits<double>::infinity(), to = std::numeric_limits<double>::infinity();
  const glm::dvec3 o = line.entry, d = line.direction;
  for (std::size_t t = 0; t < piece.triangle_count(); ++t) {
    const glm::dvec3 a = corner(piece, t, 0), b = corner(piece, t, 1), c = corner(piece, t, 2);
    const glm::dvec3 normal = glm::cross(b - a, c - a);
    if (glm::length(normal) < 1e-9) continue;
    const double slope = glm::dot(normal, d), gap = glm::dot(normal, a - o);
    if (slope > 0.0) to = std::min(to, gap / slope);
    if (slope < 0.0) from = std::max(from, gap / slope);
    if (slope == 0.0 && gap < 0.0) return std::nullopt;
  }
  if (from >= to) return std::nullopt;
  return Stretch{from, to};
}

// Where a line is within any of the pieces.
inline std::vector<Stretch> within_any(const std::vector<MeshData>& pieces, const NeedleLine& line) {
  std::vector<Stretch> all, united;
  for (const MeshData& piece : pieces) {
    if (const auto stretch = clipped(piece, line)) all.push_back(*stretch);
  }
  std::sort(all.begin(), all.end());
  for (const Stretch& stretch : all) {
    if (!united.empty() && stretch.first <= united.back().second) {
      united.back().second = std::max(united.back().second, stretch.second);
    } else {
      united.push_back(stretch);
    }
  }
  return united;
}

inline double distance_to(const MeshData& mesh, glm::dvec3 p) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const glm::vec3 on = nearest_on_triangle(glm::vec3(p), corner(mesh, t, 0), corner(mesh, t, 1), corner(mesh, t, 2));
    best = std::min(best, glm::distance(glm::dvec3(on), p));
  }
  return best;
}

// The distance of a stretch to a convex piece that it does not enter is a convex function along it.
inline double distance_of_stretch(const MeshData& piece, const NeedleLine& line, double length) {
  const auto at = [&](double t) { return distance_to(piece, glm::dvec3(line.entry) + t * glm::dvec3(line.direction)); };
  double low = 0.0, high = length;
  for (int step = 0; step < 60; ++step) {
    const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
    (at(a) <= at(b) ? high : low) = at(a) <= at(b) ? b : a;
  }
  return std::min({at(0.5 * (low + high)), at(0.0), at(length)});
}

}  // namespace palpate::test
