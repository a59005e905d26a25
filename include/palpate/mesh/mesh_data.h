// A triangle mesh as plain data, in millimetres of whatever frame the caller says.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

struct MeshData {
  std::vector<glm::vec3> positions;
  std::vector<glm::vec3> normals;      // unit; one a position, or empty
  std::vector<glm::vec2> uv;           // texture coordinates; one a position, or empty
  std::vector<std::uint32_t> indices;  // three a triangle, counter-clockwise seen from outside

  [[nodiscard]] std::size_t triangle_count() const { return indices.size() / 3; }
  [[nodiscard]] bool empty() const { return indices.empty(); }
};

// The same triangles with only the vertices that they use.
[[nodiscard]] MeshData compact(const MeshData& mesh);

// Both in one mesh; normals and uv are kept only if both have them.
[[nodiscard]] MeshData joined(const MeshData& a, const MeshData& b);

}  // namespace palpate
