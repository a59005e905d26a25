#include <palpate/query/pain_comparison.h>

#include <algorithm>
#include <set>

namespace palpate {
namespace {

// Pieces in any order and more than once.
SkinArea in_order(SkinArea pieces) {
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
  return pieces;
}

AreaOverlap overlap(const SkinArea& first, const SkinArea& second) {
  return {first.size(), second.size(), count_common(first, second)};
}

}  // namespace

float AreaOverlap::jaccard() const {
  const std::size_t either = first + second - both;
  return either == 0 ? 0.0f : static_cast<float>(both) / static_cast<float>(either);
}

MusclePain pain_of(const PainMap& map, const MuscleRecord& record, Side side) {
  MusclePain pain;
  for (const PainCover& cover : map.muscles()) {
    if (cover.record != &record || cover.side != side) continue;
    pain.essential.insert(pain.essential.end(), cover.essential.begin(), cover.essential.end());
    pain.anywhere.insert(pain.anywhere.end(), cover.spillover.begin(), cover.spillover.end());
  }
  pain.anywhere.insert(pain.anywhere.end(), pain.essential.begin(), pain.essential.end());
  return {in_order(std::move(pain.essential)), in_order(std::move(pain.anywhere))};
}

PainComparison compare(const MusclePain& first, const MusclePain& second) {
  return {overlap(first.essential, second.essential), overlap(first.anywhere, second.anywhere)};
}

std::vector<AlikeMuscle> muscles_alike(const PainMap& map, const MuscleRecord& record, Side side, std::size_t most) {
  const MusclePain own = pain_of(map, record, side);
  std::vector<AlikeMuscle> found;
  std::set<const MuscleRecord*> seen = {&record};
  for (const PainCover& cover : map.muscles()) {
    if (cover.side != side || !seen.insert(cover.record).second) continue;
    const float jaccard = compare(own, pain_of(map, *cover.record, side)).essential.jaccard();
    if (jaccard > 0.0f) found.push_back({cover.record, jaccard});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const AlikeMuscle& a, const AlikeMuscle& b) { return a.jaccard > b.jaccard; });
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace palpate
