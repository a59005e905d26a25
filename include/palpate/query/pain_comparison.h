// Two muscles side by side: how far the pain that is described of them lies on the same skin. An overlap of
// descriptions; how likely either is, it does not say.
#pragma once

#include <palpate/query/pain_map.h>

#include <cstddef>
#include <vector>

namespace palpate {

// All described pain of a muscle on a side, of all its trigger points.
struct MusclePain {
  SkinArea essential;
  SkinArea anywhere;  // with the spillover
};
[[nodiscard]] MusclePain pain_of(const PainMap& map, const MuscleRecord& record, Side side);

// Numbers of pieces of skin.
struct AreaOverlap {
  std::size_t first = 0, second = 0, both = 0;

  // What both cover, divided by what either covers; 0 for two empty areas.
  [[nodiscard]] float jaccard() const;
};
struct PainComparison {
  AreaOverlap essential, anywhere;
};
[[nodiscard]] PainComparison compare(const MusclePain& first, const MusclePain& second);

struct AlikeMuscle {
  const MuscleRecord* record = nullptr;
  float jaccard = 0.0f;  // of the essential pain
};
// Other muscles whose essential pain shares skin with that of `record`, the most alike first.
[[nodiscard]] std::vector<AlikeMuscle> muscles_alike(const PainMap& map, const MuscleRecord& record, Side side,
                                                     std::size_t most);

}  // namespace palpate
