// Smooth normals, weighted by the angle at the vertex (Thuermer and Wuethrich 1998): independent of the triangulation.
#pragma once

#include <palpate/mesh/mesh_data.h>

namespace palpate {

// Replaces the mesh's normals. A vertex without area gets (0, 1, 0).
void compute_normals(MeshData& mesh);

}  // namespace palpate
