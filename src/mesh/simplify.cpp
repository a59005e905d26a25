#include <palpate/mesh/simplify.h>

#include <meshoptimizer.h>

#include <numeric>

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
