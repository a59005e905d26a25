// A run of tube as rings along its line.
#pragma once

#include "tube_fork.h"
#include "tube_line.h"

#include <glm/vec3.hpp>

#include <optional>
#include <vector>

namespace palpate {

struct TubeSweep {
  std::vector<TubeRing> rings;
  std::vector<std::vector<glm::dvec3>> corners;  // right-handed round the way that the tube goes
};

// How many corners rings of a tube get, and how much farther out than its radius they lie, so that the area is right.
[[nodiscard]] int tube_sides(const TubeLine& line, double edge_mm);
[[nodiscard]] double corner_stretch(int sides);

// Rings where the line bends or widens, and at least every few `edge_mm`; from the ring of the fork at either end, if
// it ends at one. Rings that would cut through each other are left out; no rings at all if the tube cannot be.
[[nodiscard]] TubeSweep sweep(const TubeLine& line, double edge_mm, const std::optional<ForkEnd>& at_start,
                              const std::optional<ForkEnd>& at_end);

}  // namespace palpate
