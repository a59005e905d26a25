// From pain to muscle: what the described pain of every trigger point covers on one body's skin, and which of them a
// drawn area looks like. A study aid. It says what is commonly described for a place; it names no cause and gives no
// probability.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/clinical/library.h>
#include <palpate/clinical/pain_drawing.h>
#include <palpate/clinical/skin_areas.h>
#include <palpate/query/anchors.h>
#include <palpate/query/skin_map.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

// The described pain of a trigger point on a side of the body.
struct PainCover {
  const MuscleRecord* record = nullptr;
  const TriggerPoint* point = nullptr;
  Side side = Side::right;
  SkinArea essential;
  SkinArea spillover;  // as far as it is not essential
};

// An area in which something else hurts, on a side (none for those of the midline).
struct OtherCover {
  const PainArea* area = nullptr;
  Side side = Side::none;
  SkinArea skin;
};

struct RegionCover {
  const SkinRegion* region = nullptr;
  Side side = Side::none;
  SkinArea skin;
};

// All that is described, on one skin. `records` and `areas` must outlive it.
class PainMap {
 public:
  // Takes about a second; to be made in the background. Stops early, and is then incomplete, when it is cancelled.
  PainMap(SkinMap skin, const AnchorResolver& anchors, const ClinicalLibrary& library, const SkinAreas& areas,
          const ConceptCatalog& concepts, const CancelToken& cancel = {});

  [[nodiscard]] const SkinMap& skin() const { return skin_; }
  [[nodiscard]] const std::vector<PainCover>& muscles() const { return muscles_; }
  [[nodiscard]] const std::vector<OtherCover>& others() const { return others_; }
  [[nodiscard]] const std::vector<RegionCover>& regions() const { return regions_; }
  // The finest named region at a place of the skin; none where no region is described.
  [[nodiscard]] const RegionCover* region_at(glm::vec3 p) const;
  [[nodiscard]] const OtherCover* other(std::string_view id, Side side) const;

 private:
  void find_finest();

  SkinMap skin_;
  std::vector<PainCover> muscles_;
  std::vector<OtherCover> others_;
  std::vector<RegionCover> regions_;
  std::vector<std::int32_t> finest_;  // by piece: index into regions_, -1 for none
};

// A mark of a drawing, pressed onto the skin.
struct DrawnMark {
  PainMark mark;
  std::vector<ResolvedStroke> strokes;  // none if its region is not known
};
[[nodiscard]] DrawnMark drawn(const PainMark& mark, const SkinAreas& areas, const AnchorResolver& anchors);

// A drawing on the skin: how strong it is painted, piece by piece, and its separate painful areas.
struct PaintedPain {
  SkinArea skin;                // what is painted
  std::vector<float> strength;  // of each piece of `skin`: 0..1, 1 for the strongest of the drawing
  std::vector<SkinArea> areas;  // patches that lie apart, the largest first
  std::size_t deep = 0;         // pieces that are marked as deep

  [[nodiscard]] bool empty() const { return skin.empty(); }
};
[[nodiscard]] PaintedPain paint(const std::vector<DrawnMark>& drawing, const SkinMap& skin);

// How the described pain of a trigger point and a drawing lie over each other.
//
// The rank is a Jaccard index with weights: what both cover, divided by what either covers. Painted skin counts by its
// strength; spillover counts half where it is painted, and nothing where it is not, because it is described as pain
// that need not be there.
struct PainMatch {
  const PainCover* cover = nullptr;
  float index = 0.0f;              // 0..1, the rank
  float painted_explained = 0.0f;  // share of the painted skin that essential pain or spillover covers
  float essential_painted = 0.0f;  // share of the essential pain that is painted
  std::size_t common_essential = 0, common_spillover = 0;  // pieces
};

struct OtherMatch {
  const OtherCover* cover = nullptr;
  float painted_covered = 0.0f;  // share of the painted skin within the area
  float area_painted = 0.0f;     // share of the area that is painted
};

struct PainAnswer {
  std::vector<PainMatch> points;   // all that share skin with the drawing, best first
  std::vector<PainMatch> muscles;  // the best point of each muscle and side, best first
  std::vector<OtherMatch> others;  // red flags first, then by what they cover
  // For two or more painful areas: the fewest muscles that together cover most of each; empty if up to three do not.
  std::vector<PainMatch> together;
  float together_explained = 0.0f;  // share of the painted skin
};
[[nodiscard]] PainAnswer find_muscles(const PaintedPain& painted, const PainMap& map);

// The same matches, those that have to do with a movement first; otherwise their order stays.
[[nodiscard]] std::vector<PainMatch> movement_first(std::vector<PainMatch> matches, const Movement& movement);

}  // namespace palpate
