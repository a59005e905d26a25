// A muscle in pieces: its bellies that do not touch, and the slips that leave a common trunk.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstddef>
#include <vector>

namespace palpate {

struct Strand {
  MeshData mesh;             // compact, with normals
  std::vector<float> along;  // by vertex, 0..1 over the piece; empty if unknown
  bool only_along = false;   // it has no other length: a slip that is cut out of a sheet could be taken for a fold
};

// The connected pieces of the mesh, largest first, without specks (less than 1.5 % of the largest piece's surface).
[[nodiscard]] std::vector<Strand> strands_of(const MeshData& mesh, const std::vector<float>& along);

// A trunk and the slips it gives off towards the insertion, the origin or both; one piece if it has none.
[[nodiscard]] std::vector<Strand> trunk_and_slips(const Strand& whole);

// All branches of a muscle that forks at several places, or whose branches join again: tendons with cross-connections,
// the ring around an eye or the mouth. One piece if it has none.
[[nodiscard]] std::vector<Strand> branches_of(const Strand& whole);

// The same by the length of the way over the surface from the origin: where the way between the attachments tells too
// little, as in tendons that run on beyond the first bone they reach.
[[nodiscard]] std::vector<Strand> branches_by_length(const Strand& whole);

// A sheet whose one edge has teeth (serratus anterior on its ribs), divided along its fibres into a slip for each tooth.
// One piece if it has few teeth.
[[nodiscard]] std::vector<Strand> digitations_of(const Strand& whole);

}  // namespace palpate
