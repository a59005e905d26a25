// A muscle in pieces: its bellies that do not touch, and the slips that leave a common trunk.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstddef>
#include <vector>

namespace palpate {

struct Strand {
  MeshData mesh;             // compact, with normals
  std::vector<float> along;  // by vertex, 0..1 over the piece; empty if unknown
};

// The connected pieces of the mesh, largest first, without specks (less than 1.5 % of the largest piece's surface).
[[nodiscard]] std::vector<Strand> strands_of(const MeshData& mesh, const std::vector<float>& along);

// A trunk and the slips it gives off towards the insertion, the origin or both; one piece if it has none.
[[nodiscard]] std::vector<Strand> trunk_and_slips(const Strand& whole);

}  // namespace palpate
