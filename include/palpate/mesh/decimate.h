// Fewer triangles for a closed surface that stays closed and never comes to cut through itself.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstddef>

namespace palpate {

struct Decimation {
  std::size_t triangles = 0;     // no fewer than these
  float most_error_mm = 0.1f;    // from the planes of the triangles that a vertex stands for, root mean square
  float longest_edge_mm = 1e6f;  // no edge becomes longer
};

// Edges collapse, the ones that matter least first, by quadric errors (Garland & Heckbert 1997), as far as no collapse
// turns a triangle over, makes a needle of one, or takes one through another. Closed and 2-manifold stays so; what cut
// through itself before may still do. The same mesh gives the same bytes. Expects a welded mesh; with normals, no uv.
[[nodiscard]] MeshData decimated(const MeshData& mesh, const Decimation& wanted);

}  // namespace palpate
