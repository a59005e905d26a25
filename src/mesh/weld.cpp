#include <palpate/mesh/point_tree.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>

#include <meshoptimizer.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

// Whether vertices that become one agree in their texture coordinates.
bool uv_agrees(const MeshData& mesh, const std::vector<std::uint32_t>& target) {
  for (std::size_t i = 0; i < mesh.uv.size(); ++i) {
    if (mesh.uv[i] != mesh.uv[target[i]]) return false;
  }
  return true;
}

// Renumbers vertices and drops triangles that lost a corner.
MeshData renumbered(const MeshData& mesh, const std::vector<std::uint32_t>& target) {
  MeshData out;
  out.positions = mesh.positions;
  if (uv_agrees(mesh, target)) out.uv = mesh.uv;
  out.indices.reserve(mesh.indices.size());
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const std::uint32_t a = target[mesh.indices[i]], b = target[mesh.indices[i + 1]], c = target[mesh.indices[i + 2]];
    if (a == b || b == c || c == a) continue;
    out.indices.insert(out.indices.end(), {a, b, c});
  }
  return compact(out);
}

MeshData weld_equal(const MeshData& mesh) {
  std::vector<std::uint32_t> target(mesh.positions.size());
  std::vector<glm::vec3> places = mesh.positions;
  for (glm::vec3& p : places) p += 0.0f;  // minus zero becomes zero: places are compared by their bytes
  const std::size_t unique = meshopt_generateVertexRemap(target.data(), nullptr, places.size(), places.data(),
                                                         places.size(), sizeof(glm::vec3));
  // The remap numbers unique positions; what follows wants the number of a vertex that stands for them.
  std::vector<std::uint32_t> representative(unique, 0);
  for (std::size_t i = target.size(); i-- > 0;) representative[target[i]] = static_cast<std::uint32_t>(i);
  for (std::uint32_t& t : target) t = representative[t];
  return renumbered(mesh, target);
}

}  // namespace

MeshData weld(const MeshData& mesh, float tolerance_mm) {
  MeshData out = weld_equal(mesh);
  if (tolerance_mm <= 0.0f) return out;

  const std::vector<bool> open = boundary_vertices(out);
  std::vector<std::uint32_t> rim;
  std::vector<glm::vec3> rim_points;
  for (std::uint32_t i = 0; i < open.size(); ++i) {
    if (!open[i]) continue;
    rim.push_back(i);
    rim_points.push_back(out.positions[i]);
  }
  if (rim.empty()) return out;

  const PointTree tree(std::move(rim_points));
  std::vector<std::uint32_t> target(out.positions.size());
  std::iota(target.begin(), target.end(), 0u);
  const auto root = [&](std::uint32_t i) {
    while (target[i] != i) i = target[i] = target[target[i]];
    return i;
  };
  std::vector<std::uint32_t> near;
  for (const std::uint32_t vertex : rim) {
    tree.within(out.positions[vertex], tolerance_mm, near);
    for (const std::uint32_t other : near) {
      // The lowest number of the neighbourhood stands for all of it.
      const std::uint32_t a = root(vertex), b = root(rim[other]);
      target[std::max(a, b)] = std::min(a, b);
    }
  }
  for (std::uint32_t i = 0; i < target.size(); ++i) target[i] = root(i);
  bool any = false;
  for (std::uint32_t i = 0; i < target.size() && !any; ++i) any = target[i] != i;
  return any ? renumbered(out, target) : out;
}

}  // namespace palpate
