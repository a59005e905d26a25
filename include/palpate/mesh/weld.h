// Joins vertices that lie at one place, so that triangles become neighbours.
#pragma once

#include <palpate/mesh/mesh_data.h>

namespace palpate {

// Equal positions become one vertex; then vertices on open edges that lie within `tolerance_mm` of each other.
// Triangles that collapse are dropped. Normals are dropped; uv too if vertices that differ in it are joined.
[[nodiscard]] MeshData weld(const MeshData& mesh, float tolerance_mm = 0.01f);

}  // namespace palpate
