// The connected pieces of a mesh.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstdint>
#include <vector>

namespace palpate {

// Pieces of a welded mesh, by falling number of triangles; pieces of one size by falling height (y) of their centre.
// Each piece is compact.
[[nodiscard]] std::vector<MeshData> components(const MeshData& mesh);

// For each vertex the number of its piece, in no particular order; unused vertices are pieces of their own.
[[nodiscard]] std::vector<std::uint32_t> component_labels(const MeshData& mesh, std::uint32_t& count);

// Without the pieces that enclose less than a hundredth of the largest, and those that enclose a negative volume:
// specks and bubbles within, which nobody sees.
[[nodiscard]] MeshData without_specks(const MeshData& mesh);

}  // namespace palpate
