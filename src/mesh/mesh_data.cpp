#include <palpate/mesh/mesh_data.h>

#include <limits>

namespace palpate {

MeshData compact(const MeshData& mesh) {
  constexpr std::uint32_t unused = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> moved(mesh.positions.size(), unused);
  MeshData out;
  out.indices.reserve(mesh.indices.size());
  for (const std::uint32_t index : mesh.indices) {
    if (moved[index] == unused) {
      moved[index] = static_cast<std::uint32_t>(out.positions.size());
      out.positions.push_back(mesh.positions[index]);
      if (!mesh.normals.empty()) out.normals.push_back(mesh.normals[index]);
      if (!mesh.uv.empty()) out.uv.push_back(mesh.uv[index]);
    }
    out.indices.push_back(moved[index]);
  }
  return out;
}

MeshData joined(const MeshData& a, const MeshData& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  MeshData out = a;
  const auto offset = static_cast<std::uint32_t>(a.positions.size());
  out.positions.insert(out.positions.end(), b.positions.begin(), b.positions.end());
  const bool normals = !a.normals.empty() && !b.normals.empty();
  const bool uv = !a.uv.empty() && !b.uv.empty();
  if (normals) out.normals.insert(out.normals.end(), b.normals.begin(), b.normals.end());
  if (uv) out.uv.insert(out.uv.end(), b.uv.begin(), b.uv.end());
  if (!normals) out.normals.clear();
  if (!uv) out.uv.clear();
  for (const std::uint32_t index : b.indices) out.indices.push_back(index + offset);
  return out;
}

}  // namespace palpate
