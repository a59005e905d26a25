#include "skin_words.h"

#include "manikin.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <utility>

namespace palpate::test {
namespace {

constexpr float grown_by_mm = 10.0f;
constexpr float touch_mm = 6.0f;  // regions have no sharp borders
constexpr float least_in_words = 0.8f, least_on_side = 0.9f;
constexpr float midline_mm = 3.0f;  // so near to the midline, skin belongs to both sides

SkinMap skin_of(const LoadedBody& loaded) {
  return SkinMap(loaded.geometry.mesh(loaded.body.find("skin").index()));
}

// The skin of a named region on a side, its strokes wider by `more_mm`.
class Regions {
 public:
  Regions(const PainMap& map, const AnchorResolver& anchors) : map_(map), anchors_(anchors) {}

  const SkinArea& area(const std::string& region, Side side, float more_mm) {
    const auto key = std::tuple(region, side, more_mm);
    const auto found = areas_.find(key);
    if (found != areas_.end()) return found->second;
    SkinArea area;
    if (const SkinRegion* stated = program_data().areas.region(region)) {
      std::vector<Stroke> strokes = stated->strokes;
      for (Stroke& stroke : strokes) {
        for (StrokePoint& p : stroke) p.radius_mm += more_mm;
      }
      area = map_.skin().under(anchors_.strokes(strokes, side));
    }
    return areas_.emplace(key, std::move(area)).first->second;
  }

 private:
  const PainMap& map_;
  const AnchorResolver& anchors_;
  std::map<std::tuple<std::string, Side, float>, SkinArea> areas_;
};

class ZoneCheck {
 public:
  ZoneCheck(const PainMap& map, const AnchorResolver& anchors, std::vector<std::string>& faults)
      : map_(map), anchors_(anchors), regions_(map, anchors), faults_(faults) {}

  void zone(const std::string& name, const ReferralZone& zone, Side side) {
    const Side on = zone.side == ZoneSide::other ? opposite(side) : side;
    const SkinArea drawn = map_.skin().under(anchors_.strokes(zone.strokes, on));
    if (drawn.empty()) return faults_.push_back(name + ": nothing of it is on the skin");
    std::vector<bool> in_words(map_.skin().pieces().size(), false);
    for (const std::string& region : zone.regions) {
      bool touched = false;
      for (const Side s : sides(region, zone, on)) {
        touched = touched || count_common(drawn, regions_.area(region, s, touch_mm)) > 0;
        for (const std::uint32_t piece : regions_.area(region, s, grown_by_mm)) in_words[piece] = true;
      }
      if (!touched) faults_.push_back(fmt::format("{}: \"{}\" is named and not touched", name, region));
    }
    const auto within = std::count_if(drawn.begin(), drawn.end(), [&](std::uint32_t p) { return in_words[p]; });
    const float share = static_cast<float>(within) / static_cast<float>(drawn.size());
    if (share < least_in_words)
      faults_.push_back(fmt::format("{}: only {:.0f} % of what is drawn lies in the regions named", name, 100 * share));
    if (zone.side != ZoneSide::middle) check_side(name, drawn, on);
  }

 private:
  // A zone of the middle may name regions of both sides.
  static std::vector<Side> sides(const std::string& region, const ReferralZone& zone, Side on) {
    const ConceptCatalog& concepts = program_data().anatomy.concepts;
    const bool sided = concepts[concepts.find(region)].sided;
    if (!sided) return {Side::right};
    return zone.side == ZoneSide::middle ? std::vector<Side>{Side::right, Side::left} : std::vector<Side>{on};
  }

  void check_side(const std::string& name, const SkinArea& drawn, Side on) {
    const float outwards = on == Side::left ? 1.0f : -1.0f;
    const auto there = std::count_if(drawn.begin(), drawn.end(), [&](std::uint32_t p) {
      return map_.skin().pieces()[p].position.x * outwards > -midline_mm;
    });
    const float share = static_cast<float>(there) / static_cast<float>(drawn.size());
    if (share < least_on_side)
      faults_.push_back(fmt::format("{}: only {:.0f} % of what is drawn lies on its side", name, 100 * share));
  }

  const PainMap& map_;
  const AnchorResolver& anchors_;
  Regions regions_;
  std::vector<std::string>& faults_;
};

PaintedPain painted(SkinArea area, const SkinMap& skin) {
  PaintedPain pain;
  pain.strength.assign(area.size(), 1.0f);
  pain.areas = skin.patches(area, 14.0f);
  pain.skin = std::move(area);
  return pain;
}

}  // namespace

DescribedSkin::DescribedSkin(const LoadedBody& loaded)
    : loaded_(loaded),
      rays_(chunk_scenes(loaded.geometry)),
      anchors_(loaded_.body, program_data().anatomy.concepts, program_data().anatomy.landmarks, rays_),
      map_(std::make_unique<PainMap>(skin_of(loaded), anchors_, program_data().library, program_data().areas,
                                     program_data().anatomy.concepts)) {}

float DescribedSkin::named_share() const {
  const auto& pieces = map_->skin().pieces();
  const auto named = std::count_if(pieces.begin(), pieces.end(),
                                   [&](const SkinPiece& piece) { return map_->region_at(piece.position) != nullptr; });
  return static_cast<float>(named) / static_cast<float>(pieces.size());
}

std::vector<std::string> DescribedSkin::disagreements() const {
  std::vector<std::string> faults;
  ZoneCheck check(*map_, anchors_, faults);
  for (const MuscleRecord& record : program_data().library.records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      for (std::size_t i = 0; i < point.zones.size(); ++i) {
        for (const Side side : {Side::right, Side::left}) {
          const char* kind = point.zones[i].essential ? "essential" : "spillover";
          check.zone(fmt::format("{}, {}, zone {} ({}), {}", record.muscle, point.id, i + 1, kind, key_of(side)),
                     point.zones[i], side);
        }
      }
    }
  }
  return faults;
}

std::vector<std::string> DescribedSkin::not_found(float share, std::size_t most) const {
  std::vector<std::string> missed;
  std::mt19937 random(20);
  for (const PainCover& cover : map_->muscles()) {
    SkinArea area;
    for (const std::uint32_t piece : cover.essential) {
      if (share >= 1.0f || static_cast<float>(random() % 1000u) < 1000.0f * share) area.push_back(piece);
    }
    const PainAnswer answer = find_muscles(painted(std::move(area), map_->skin()), *map_);
    const auto end = answer.muscles.begin() + static_cast<std::ptrdiff_t>(std::min(most, answer.muscles.size()));
    const bool found = std::any_of(answer.muscles.begin(), end, [&](const PainMatch& m) {
      return m.cover->record == cover.record && m.cover->side == cover.side;
    });
    if (!found) missed.push_back(fmt::format("{}, {}, {}", cover.record->muscle, cover.point->id, key_of(cover.side)));
  }
  return missed;
}

}  // namespace palpate::test
