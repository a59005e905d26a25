// The shortest ways over a mesh, along its edges.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstdint>
#include <vector>

namespace palpate {

// By vertex: the vertices that it shares an edge with, twice where two triangles share the edge.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> neighbours_of(const MeshData& mesh);

// From the nearest of `starts` to each vertex, mm; the largest float where no way leads.
[[nodiscard]] std::vector<float> ways_from(const MeshData& mesh, const std::vector<std::uint32_t>& starts);

}  // namespace palpate
