#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/compare.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

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

// Edges that one triangle has, in its direction, more often than others have them in the other.
std::vector<std::pair<std::uint32_t, std::uint32_t>> open_edges(const MeshData& mesh) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> uses;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
      uses[std::minmax(a, b)] += a < b ? 1 : -1;
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
  for (const auto& [edge, sum] : uses) {
    for (int n = std::abs(sum); n > 0; --n) {
      open.push_back(sum > 0 ? edge : std::pair(edge.second, edge.first));
    }
  }
  return open;
}

// The volume by the divergence theorem, once every hole is closed with a fan around the middle of its rim.
double enclosed(MeshData mesh) {
  mesh.normals.clear();
  mesh.uv.clear();
  const auto open = open_edges(mesh);
  std::vector<std::uint32_t> rim(mesh.positions.size());
  std::iota(rim.begin(), rim.end(), 0u);
  const auto of = [&](std::uint32_t x) {
    while (rim[x] != x) x = rim[x] = rim[rim[x]];
    return x;
  };
  for (const auto& [a, b] : open) rim[of(a)] = of(b);
  std::map<std::uint32_t, std::pair<glm::vec3, float>> middles;
  for (const auto& [a, b] : open) {
    auto& [sum, count] = middles.try_emplace(of(a), glm::vec3(0.0f), 0.0f).first->second;
    sum += mesh.positions[a];
    count += 1.0f;
  }
  std::map<std::uint32_t, std::uint32_t> corner;
  for (const auto& [hole, middle] : middles) {
    corner[hole] = static_cast<std::uint32_t>(mesh.positions.size());
    mesh.positions.push_back(middle.first / middle.second);
  }
  for (const auto& [a, b] : open) mesh.indices.insert(mesh.indices.end(), {b, a, corner[of(a)]});
  return signed_volume(mesh);
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
