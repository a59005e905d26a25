// Where a mesh cuts through itself.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace palpate {

// The pairs of triangles that cut through each other, the lower number first, in order. Triangles that only share
// corners, or touch, do not. Expects a welded mesh: corners at one place with two numbers are two corners.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> crossings(const MeshData& mesh);

}  // namespace palpate
