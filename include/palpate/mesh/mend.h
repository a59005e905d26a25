// A closed mesh that cuts through itself, changed a little so that it does not.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstddef>

namespace palpate {

// Collapses edges and moves corners where triangles cut through each other, each time in the way that leaves the fewest
// crossings, no farther from the surface than `farthest_mm`. Returns how many pairs still cross; 0: none. Closed and
// 2-manifold stays so. The same mesh gives the same bytes. Expects a welded mesh; normals follow, uv are dropped.
std::size_t mend_crossings(MeshData& mesh, float farthest_mm);

}  // namespace palpate
