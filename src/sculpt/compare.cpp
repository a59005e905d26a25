#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/compare.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr std::size_t sample = 10'000;  // points over each of the two surfaces

// Enough points that hardly a triangle is without one: the nearest place is looked for on triangles that have points.
SurfaceTree tree_over(const MeshData& mesh) {
  return SurfaceTree(mesh, std::clamp<std::size_t>(3 * mesh.triangle_count(), 20'000, 400'000));
}

struct Distances {
  std::vector<float> mm;
  std::size_t flipped = 0;

  void add(const MeshData& from, const SurfaceTree& to) {
    for (const SurfacePoint& point : spread_points(from, sample)) {
      const SurfaceTree::Place place = to.nearest(point.position);
      mm.push_back(place.distance);
      if (glm::dot(point.normal, place.normal) < 0.0f) ++flipped;
    }
  }
};

// By the divergence theorem, seen from the middle of the mesh, so that where a mesh with holes lies does not count.
double enclosed(const MeshData& mesh) {
  if (mesh.positions.empty()) return 0.0;
  glm::vec3 low = mesh.positions.front(), high = low;
  for (const glm::vec3 p : mesh.positions) {
    low = glm::min(low, p);
    high = glm::max(high, p);
  }
  MeshData centred;
  centred.indices = mesh.indices;
  centred.positions.reserve(mesh.positions.size());
  for (const glm::vec3 p : mesh.positions) centred.positions.push_back(p - 0.5f * (low + high));
  return signed_volume(centred);
}

}  // namespace

bool Agreement::strict() const {
  return mean_mm <= 1.5 && p95_mm <= 3.0 && flipped_share < 0.05 && volume_ratio >= 0.85 && volume_ratio <= 1.15;
}

Agreement compare(const MeshData& sculpted, const MeshData& reference) {
  Agreement found;
  const SurfaceTree to_sculpted = tree_over(sculpted), to_reference = tree_over(reference);
  if (to_sculpted.empty() || to_reference.empty()) {
    found.mean_mm = found.p95_mm = found.worst_mm = std::numeric_limits<double>::infinity();
    return found;
  }
  Distances distances;
  distances.add(sculpted, to_reference);
  distances.add(reference, to_sculpted);
  std::vector<float>& mm = distances.mm;
  std::sort(mm.begin(), mm.end());
  double sum = 0.0;
  for (const float d : mm) sum += static_cast<double>(d);
  const auto count = static_cast<double>(mm.size());
  found.mean_mm = sum / count;
  found.p95_mm = static_cast<double>(mm[std::min(mm.size() - 1, mm.size() * 95 / 100)]);
  found.worst_mm = static_cast<double>(mm.back());
  found.flipped_share = static_cast<double>(distances.flipped) / count;
  const double volume = enclosed(reference);
  if (volume > 0.0) found.volume_ratio = enclosed(sculpted) / volume;
  return found;
}

}  // namespace palpate
