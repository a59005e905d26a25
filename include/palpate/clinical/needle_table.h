// The filiform needles that are really sold, so that what a record describes can be said as a needle one can buy.
#pragma once

#include <palpate/clinical/record.h>

#include <vector>

namespace palpate {

struct RealNeedle {
  float length_mm = 0.0f;    // of the shaft, without the handle
  float diameter_mm = 0.0f;  // of the shaft
  float handle_mm = 0.0f;    // length of the handle; 0 where no page says
  SourceKeys sources;        // where it is offered
};

// By length, then by diameter: the order of a needle table.
[[nodiscard]] bool comes_before(const RealNeedle& a, const RealNeedle& b);

// The needle that lies within both ranges: the shortest such, of these the one nearest the middle of the diameters, of
// these the thinner. If none does, the one whose length lies nearest to the range, then its diameter. A range whose
// high end is 0 is one that no source gives, and any needle fits it. Null only for an empty table.
[[nodiscard]] const RealNeedle* fitting(const std::vector<RealNeedle>& table, Range length_mm, Range diameter_mm);

}  // namespace palpate
