// The selected muscle beside the one it is compared with, on one body and one side of it.
#pragma once

#include <palpate/query/pain_comparison.h>

#include <array>
#include <vector>

namespace palpate {

struct ComparisonView {
  const MuscleRecord* first = nullptr;  // the selected one
  const MuscleRecord* second = nullptr;
  Side side = Side::right;
  bool ready = false;  // what follows is there; on a body without a skin it never is
  PainComparison skin;
  // Of the first and of the second.
  std::array<MusclePain, 2> pain;
  std::array<std::vector<ResolvedZone>, 2> zones;
};

}  // namespace palpate
