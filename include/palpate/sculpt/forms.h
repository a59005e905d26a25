// From figures to meshes: one function a kind of form. All meshes are closed and 2-manifold with the outside outside,
// welded, in canonical millimetres, with normals; the same figures give the same bytes.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

namespace palpate {

// uv: u from one edge (0) to the other (1) on both faces, v from origin (0) to insertion (1). `edge_mm`: about how long
// edges become.
[[nodiscard]] MeshData mesh_of(const Loft& loft, float edge_mm);

// `edge_mm`: about how long edges become; thin lobes are found down to 0.3 of it.
[[nodiscard]] MeshData mesh_of(const Lobes& lobes, float edge_mm);

// `edge_mm` is an upper bound: thin tubes get shorter edges. Joined runs become one surface. uv: u around, v along.
[[nodiscard]] MeshData mesh_of(const Tubes& tubes, float edge_mm);

// Below the lowest elevation it is closed as a cone.
[[nodiscard]] MeshData mesh_of(const Shell& shell, float edge_mm);

}  // namespace palpate
