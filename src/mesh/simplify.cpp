#include <palpate/mesh/normals.h>
#include <palpate/mesh/simplify.h>

#include <meshoptimizer.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

constexpr float step = 0.32f;  // triangles of a level, as a share of the level before
constexpr std::size_t most_levels = 6;

// The topology-preserving simplifier keeps open edges; where they hold it back, the sloppy one goes on.
std::vector<std::uint32_t> reduced(const MeshData& mesh, const std::vector<std::uint32_t>& from, std::size_t target,
                                   float& error) {
  std::vector<std::uint32_t> out(from.size());
  const float* positions = &mesh.positions[0].x;
  const std::size_t count = mesh.positions.size();
  std::size_t size = meshopt_simplify(out.data(), from.data(), from.size(), positions, count, sizeof(glm::vec3), target,
                                      1.0f, 0, &error);
  if (size > target + target / 2) {
    float sloppy_error = 0.0f;
    std::vector<std::uint32_t> sloppy(from.size());
    const std::size_t sloppy_size = meshopt_simplifySloppy(sloppy.data(), from.data(), from.size(), positions, count,
                                                           sizeof(glm::vec3), target, 1.0f, &sloppy_error);
    if (sloppy_size >= 12 && sloppy_size < size) {
      out.swap(sloppy);
      size = sloppy_size;
      error = sloppy_error;
    }
  }
  out.resize(size);
  meshopt_optimizeVertexCache(out.data(), out.data(), out.size(), count);
  return out;
}

// As `reduced`, but the triangles that are to be kept stay as they are.
std::vector<std::uint32_t> reduced_but(const MeshData& mesh, const std::vector<bool>& kept, std::size_t triangles) {
  std::vector<std::uint32_t> rest, out;
  for (std::size_t t = 0; t < kept.size(); ++t) {
    std::vector<std::uint32_t>& to = kept[t] ? out : rest;
    to.insert(to.end(), mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * t),
              mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * t + 3));
  }
  const bool whole = out.empty();
  const std::size_t target = 3 * triangles - std::min(out.size(), 3 * triangles);
  std::vector<std::uint32_t> fewer(rest.size());
  fewer.resize(meshopt_simplify(fewer.data(), rest.data(), rest.size(), &mesh.positions[0].x, mesh.positions.size(),
                                sizeof(glm::vec3), target, 1.0f, whole ? 0u : unsigned{meshopt_SimplifyLockBorder},
                                nullptr));
  out.insert(out.end(), fewer.begin(), fewer.end());
  return out;
}

// The simplifier may fold a thin place together, so that more than two triangles share an edge where none did before:
// the triangles around are marked to be kept. Whether there are any.
bool keep_crowded(const MeshData& mesh, const std::vector<std::uint32_t>& fewer, std::vector<bool>& kept) {
  const auto crowded = [](const std::vector<std::uint32_t>& indices) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      edges.push_back(std::minmax(indices[i], indices[i % 3 == 2 ? i - 2 : i + 1]));
    }
    std::sort(edges.begin(), edges.end());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (std::size_t i = 0; i + 2 < edges.size(); ++i) {
      if (edges[i] == edges[i + 2] && (found.empty() || found.back() != edges[i])) found.push_back(edges[i]);
    }
    return found;
  };
  const auto folded = crowded(fewer);
  if (folded.empty() || !crowded(mesh.indices).empty()) return false;
  for (const auto& [a, b] : folded) {
    const glm::vec3 middle = 0.5f * (mesh.positions[a] + mesh.positions[b]);
    const float about = 1.5f * glm::distance(mesh.positions[a], mesh.positions[b]);
    for (std::size_t t = 0; t < kept.size(); ++t) {
      if (glm::distance(mesh.positions[mesh.indices[3 * t]], middle) <= about) kept[t] = true;
    }
  }
  return true;
}

}  // namespace

std::vector<DetailLevel> detail_levels(const MeshData& mesh, std::size_t smallest) {
  std::vector<DetailLevel> levels(1);
  levels[0].indices.resize(mesh.indices.size());
  if (mesh.empty()) return levels;
  meshopt_optimizeVertexCache(levels[0].indices.data(), mesh.indices.data(), mesh.indices.size(),
                              mesh.positions.size());
  const float scale = meshopt_simplifyScale(&mesh.positions[0].x, mesh.positions.size(), sizeof(glm::vec3));
  while (levels.size() < most_levels) {
    const std::vector<std::uint32_t>& last = levels.back().indices;
    const auto target = static_cast<std::size_t>(static_cast<float>(last.size()) * step) / 3 * 3;
    if (target < smallest * 3) break;
    float error = 0.0f;
    std::vector<std::uint32_t> next = reduced(mesh, last, target, error);
    if (next.size() < 12 || static_cast<float>(next.size()) > 0.7f * static_cast<float>(last.size())) break;
    // Errors of successive steps add up at worst.
    const float error_mm = levels.back().error_mm + error * scale;
    levels.push_back({std::move(next), error_mm});
  }
  return levels;
}

MeshData simplified(const MeshData& mesh, std::size_t triangles) {
  constexpr int most_rounds = 8;
  if (mesh.triangle_count() <= triangles) return mesh;
  MeshData fewer;
  fewer.positions = mesh.positions;
  std::vector<bool> kept(mesh.triangle_count(), false);
  for (int round = 0; round < most_rounds; ++round) {
    fewer.indices = reduced_but(mesh, kept, triangles);
    if (!keep_crowded(mesh, fewer.indices, kept)) break;
    if (round + 1 == most_rounds) return mesh;
  }
  fewer = compact(fewer);
  compute_normals(fewer);
  return fewer;
}

void order_vertices(MeshData& mesh) {
  if (mesh.empty()) return;
  std::vector<std::uint32_t> remap(mesh.positions.size());
  const std::size_t used =
      meshopt_optimizeVertexFetchRemap(remap.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.size());
  const auto move = [&](auto& values) {
    if (values.empty()) return;
    auto moved = values;
    meshopt_remapVertexBuffer(moved.data(), values.data(), values.size(), sizeof(values[0]), remap.data());
    moved.resize(used);
    values.swap(moved);
  };
  meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), remap.data());
  move(mesh.positions);
  move(mesh.normals);
  move(mesh.uv);
}

}  // namespace palpate
