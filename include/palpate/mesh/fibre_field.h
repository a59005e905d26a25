// The course of a muscle's fibres over its surface.
//
// A harmonic field runs from the origin (0) to the insertion (1); its gradient is the direction of the fibres. Every
// point of the surface is then carried along its fibre to the middle of the muscle: all points of one fibre share that
// place, so that a pattern over it runs along the fibres without seams, for straps, fans and sheets alike.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <vector>

namespace palpate {

enum class FibreEnd : std::uint8_t { none, origin, insertion };

// Where a connected piece of a muscle is attached.
struct FibrePieceEnds {
  bool origin = false, insertion = false;
  bool lone_tendon = false;  // only to its insertion, and thin all along: a tendon apart from its muscle's belly
};

struct FibreField {
  std::vector<float> along;          // 0 at the origin .. 1 at the insertion, by length
  std::vector<glm::vec3> crossing;   // mm: where the vertex's fibre crosses the middle of the muscle
  std::vector<float> tendon;         // 0 muscle belly .. 1 tendon, from how thin the muscle is there
  std::vector<FibrePieceEnds> ends;  // of the connected piece that the vertex belongs to

  [[nodiscard]] bool empty() const { return along.empty(); }
};

// `ends` tells for each vertex whether the muscle is attached there; it may be empty or mark one end only: what is
// missing is taken from the two places of each piece that lie farthest apart. Expects a welded mesh with normals.
[[nodiscard]] FibreField fibre_field(const MeshData& mesh, const std::vector<FibreEnd>& ends);

}  // namespace palpate
