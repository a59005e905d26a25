// Fewer triangles over the same vertices, for detail levels.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstdint>
#include <vector>

namespace palpate {

struct DetailLevel {
  std::vector<std::uint32_t> indices;
  float error_mm = 0.0f;  // how far the surface moved, about
};

// Level 0 is the mesh itself, ordered for the vertex cache; each further level has about a third of the triangles of
// the one before, until `smallest` triangles are reached or nothing more can be taken away.
[[nodiscard]] std::vector<DetailLevel> detail_levels(const MeshData& mesh, std::size_t smallest = 60);

// The mesh with about `triangles` triangles, or as many more as keep its holes and handles, with smooth normals;
// without uv. A mesh that has fewer stays as it is; a closed 2-manifold mesh stays one.
[[nodiscard]] MeshData simplified(const MeshData& mesh, std::size_t triangles);

// Orders vertices as the triangles of the mesh first use them (better memory access while drawing).
void order_vertices(MeshData& mesh);

}  // namespace palpate
