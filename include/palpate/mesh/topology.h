// What a mesh can be trusted with: holes, flipped faces, pieces.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <cstdint>
#include <vector>

namespace palpate {

struct Topology {
  std::uint32_t boundary_edges = 0;
  std::uint32_t nonmanifold_edges = 0;
  std::uint32_t flipped_edges = 0;  // two triangles that run along their edge in the same direction
  std::uint32_t components = 0;
  double volume_mm3 = 0.0;  // signed; meaningful only if closed

  [[nodiscard]] bool closed() const { return boundary_edges == 0 && nonmanifold_edges == 0 && flipped_edges == 0; }
};

// Expects a welded mesh.
[[nodiscard]] Topology examine(const MeshData& mesh);

// For each vertex, whether it lies on an edge of only one triangle.
[[nodiscard]] std::vector<bool> boundary_vertices(const MeshData& mesh);

// Signed volume by the divergence theorem.
[[nodiscard]] double signed_volume(const MeshData& mesh);

// Whether the mesh, welded or not, has neither holes nor faces that disagree, and its outside outside: enough to leave
// out its back faces in a quick picture. A sum of hashes, in one walk over the triangles: it is wrong by chance once in
// 2^64 meshes, and for a mesh of several pieces of which some are inside out.
[[nodiscard]] bool seems_closed(const MeshData& mesh);

// Turns triangles so that neighbours agree, and pieces that enclose something, holes or not, so that its volume is
// positive; a sheet keeps the side that most of its triangles had. Returns how many were turned. Pieces that cannot be
// oriented stay as they are.
std::size_t orient(MeshData& mesh);

}  // namespace palpate
