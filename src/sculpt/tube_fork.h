// Where three and more tubes meet: each is cut off by a ring just outside the others, and the rings are joined by their
// convex hull.
#pragma once

#include "tube_line.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace palpate {

// A circle of `sides` corners, before it has any: corners are put round it by `ring_corners`.
struct TubeRing {
  glm::dvec3 centre{0.0};
  glm::dvec3 facing{0.0, 1.0, 0.0};  // unit: the way the tube goes on
  double radius = 1.0;
  double s = 0.0;  // where on the line
};

// One end of a run at a fork.
struct ForkEnd {
  const TubeLine* line = nullptr;
  bool at_end = false;     // the end of the line lies at the fork, not its start
  double limit = 0.0;      // mm of line that the fork may take
  double stretch = 1.0;    // of the ring's corners: they lie outside the tube so that the ring's area is the tube's
  double taken = 0.0;      // found: mm of line
  double radius = 0.0;     // found
  glm::dvec3 centre{0.0};  // found: of the ring
  glm::dvec3 out{0.0};     // found: unit, away from the fork
};

// Puts the rings where none reaches above another's plane, each as near to the fork as may be. If they cannot be: the
// number of the end that is best taken from the fork.
[[nodiscard]] std::optional<std::size_t> place_rings(glm::dvec3 fork, std::vector<ForkEnd>& ends);

// Triangles that join rings of corners, each counter-clockwise seen from outside the fork, and `more` corners where
// they lie outside: numbered through all rings and then through `more`. Empty if a ring is no face of the hull.
[[nodiscard]] std::vector<std::array<std::uint32_t, 3>> join_rings(const std::vector<std::vector<glm::dvec3>>& rings,
                                                                   const std::vector<glm::dvec3>& outward,
                                                                   const std::vector<glm::dvec3>& more);

}  // namespace palpate
