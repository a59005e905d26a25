#include <palpate/query/pain_map.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace palpate {
namespace {

constexpr float patch_gap_mm = 14.0f;  // painted areas nearer to each other are one

std::vector<Side> sides_of(bool sided) {
  return sided ? std::vector<Side>{Side::right, Side::left} : std::vector<Side>{Side::none};
}

SkinArea united(const SkinArea& a, const SkinArea& b) {
  SkinArea all;
  all.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

PainCover cover_of(const MuscleRecord& record, const TriggerPoint& point, Side side, const SkinMap& skin,
                   const AnchorResolver& anchors) {
  PainCover cover{&record, &point, side, {}, {}};
  for (const ResolvedZone& zone : anchors.zones(point, side)) {
    SkinArea& area = zone.essential ? cover.essential : cover.spillover;
    area = united(area, skin.under(zone.strokes));
  }
  cover.spillover = without(cover.spillover, cover.essential);
  return cover;
}

// The sides of the body on which an area is, and the side that its landmarks are taken from.
std::vector<std::pair<Side, Side>> sides_of(PainArea::Where where) {
  switch (where) {
    case PainArea::Where::same:
      return {{Side::right, Side::right}, {Side::left, Side::left}};
    case PainArea::Where::left:
      return {{Side::left, Side::left}};
    case PainArea::Where::right:
      return {{Side::right, Side::right}};
    case PainArea::Where::middle:
      return {{Side::none, Side::right}};
  }
  return {};
}

}  // namespace

PainMap::PainMap(SkinMap skin, const AnchorResolver& anchors, const ClinicalLibrary& library, const SkinAreas& areas,
                 const ConceptCatalog& concepts, const CancelToken& cancel)
    : skin_(std::move(skin)) {
  for (const SkinRegion& region : areas.regions) {
    const ConceptId id = concepts.find(region.region);
    if (cancel.cancelled() || !id.valid()) continue;
    for (const Side side : sides_of(concepts[id].sided)) {
      const Side landmarks_of = side == Side::none ? Side::right : side;
      regions_.push_back({&region, side, skin_.under(anchors.strokes(region.strokes, landmarks_of))});
    }
  }
  find_finest();
  for (const PainArea& area : areas.others) {
    if (cancel.cancelled()) return;
    for (const auto& [side, landmarks_of] : sides_of(area.side))
      others_.push_back({&area, side, skin_.under(anchors.strokes(area.strokes, landmarks_of))});
  }
  for (const MuscleRecord& record : library.records()) {
    if (cancel.cancelled()) return;
    for (const TriggerPoint& point : record.trigger_points) {
      for (const Side side : sides_of(true)) muscles_.push_back(cover_of(record, point, side, skin_, anchors));
    }
  }
}

// The smaller a region, the more it says.
void PainMap::find_finest() {
  finest_.assign(skin_.pieces().size(), -1);
  std::vector<std::size_t> largest_first(regions_.size());
  std::iota(largest_first.begin(), largest_first.end(), std::size_t{0});
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [&](std::size_t a, std::size_t b) { return regions_[a].skin.size() > regions_[b].skin.size(); });
  for (const std::size_t i : largest_first) {
    for (const std::uint32_t piece : regions_[i].skin) finest_[piece] = static_cast<std::int32_t>(i);
  }
}

const RegionCover* PainMap::region_at(glm::vec3 p) const {
  const std::optional<std::uint32_t> piece = skin_.nearest(p);
  if (!piece || finest_[*piece] < 0) return nullptr;
  return &regions_[static_cast<std::size_t>(finest_[*piece])];
}

const OtherCover* PainMap::other(std::string_view id, Side side) const {
  const auto found = std::find_if(others_.begin(), others_.end(), [&](const OtherCover& o) {
    return o.area->id == id && (side == Side::none || o.side == Side::none || o.side == side);
  });
  return found == others_.end() ? nullptr : &*found;
}

DrawnMark drawn(const PainMark& mark, const SkinAreas& areas, const AnchorResolver& anchors) {
  DrawnMark made{mark, {}};
  if (mark.region.empty()) {
    std::vector<std::pair<glm::vec3, float>> line;
    for (const glm::vec3 p : mark.points) line.emplace_back(p, mark.radius_mm);
    made.strokes.push_back(anchors.pressed(line));
  } else if (const SkinRegion* region = areas.region(mark.region)) {
    made.strokes = anchors.strokes(region->strokes, mark.side == Side::none ? Side::right : mark.side);
  }
  return made;
}

PaintedPain paint(const std::vector<DrawnMark>& drawing, const SkinMap& skin) {
  const std::size_t pieces = skin.pieces().size();
  std::vector<std::uint8_t> intensity(pieces, 0);
  std::vector<bool> deep(pieces, false);
  for (const auto& [mark, strokes] : drawing) {
    for (const std::uint32_t piece : skin.under(strokes)) {
      intensity[piece] = mark.erases ? std::uint8_t{0} : std::max(intensity[piece], mark.intensity);
      deep[piece] = !mark.erases && (deep[piece] || mark.deep);
    }
  }
  PaintedPain painted;
  std::uint8_t strongest = 1;
  for (std::uint32_t i = 0; i < pieces; ++i) {
    if (intensity[i] == 0) continue;
    painted.skin.push_back(i);
    painted.deep += deep[i] ? 1 : 0;
    strongest = std::max(strongest, intensity[i]);
  }
  for (const std::uint32_t piece : painted.skin)
    painted.strength.push_back(static_cast<float>(intensity[piece]) / static_cast<float>(strongest));
  painted.areas = skin.patches(painted.skin, patch_gap_mm);
  return painted;
}

}  // namespace palpate
