// Every described approach of a needle, laid against a body: which reach their zone, and which dangers that a record
// names lie near some approach within the described cone.
#pragma once

#include "manikin.h"

#include <palpate/atlas/loader.h>
#include <palpate/query/anchors.h>
#include <palpate/query/needle_path.h>
#include <palpate/scene/build.h>
#include <palpate/scene/needle_view.h>

#include <fmt/format.h>

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {

// How near a named danger must lie to some described approach: about as far as the needles that are described are long,
// so that one that goes astray from the described entry could meet it.
inline constexpr float hazard_within_mm = 50.0f;

struct DescribedNeedles {
  std::size_t approaches = 0, hazards = 0;
  std::map<std::string, std::string> short_of_zone;  // "infraspinatus/upper": why
  std::map<std::string, float> nearest_hazards;      // "infraspinatus: lung": mm from the nearest of its approaches
  std::vector<std::string> silent;                   // go towards a lung without a warning
  std::vector<std::string> struck;                   // a lung, the cord or the heart, on the way to the zone
};

// Directions of the described cone: its axis, and eight around its edge.
inline std::vector<glm::vec3> cone_of(glm::vec3 axis, float spread_deg) {
  std::vector<glm::vec3> directions = {axis};
  const glm::vec3 helper = std::abs(axis.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
  const glm::vec3 u = glm::normalize(glm::cross(axis, helper)), v = glm::cross(axis, u);
  for (int i = 0; i < 8; ++i) {
    const float angle = glm::radians(45.0f * static_cast<float>(i));
    directions.push_back(
        glm::normalize(axis + std::tan(glm::radians(spread_deg)) * (std::cos(angle) * u + std::sin(angle) * v)));
  }
  return directions;
}

// From where a danger lies to the nearest described approach, as deep as the longest described needle goes; what is
// behind a bone counts, because a needle can pass beside its edge.
inline float distance_to_hazard(const ZoneView& zone, const std::vector<StructureId>& hazard, const RayScene& rays) {
  const float length = zone.guide->length_mm.high > 0.0f ? zone.guide->length_mm.high : 40.0f;
  float best = 1e6f;
  for (const ResolvedNeedle* needle : {&*zone.needle, &*zone.approach}) {
    for (const glm::vec3 direction : cone_of(needle->direction, zone.way->spread_deg)) {
      for (const StructureId id : hazard) {
        const auto near = rays.nearest_to_stretch(id.index(), needle->entry, needle->entry + direction * length, best);
        if (near) best = near->distance;
      }
    }
  }
  return best;
}

inline std::string in_words(const NeedleView& view, const Body& body) {
  switch (view.aim->miss) {
    case NeedleAim::Miss::stopped_by_bone:
      return "stopped by " + body.structures()[view.path.stop->bone].key;
    case NeedleAim::Miss::ends_before:
      return "the needle ends before";
    case NeedleAim::Miss::passes_beside:
      return "passes beside";
    case NeedleAim::Miss::points_away:
      return "points away";
    case NeedleAim::Miss::none:
      break;
  }
  return {};
}

inline void judge_zone(const ZoneView& zone, const LoadedBody& loaded, const NeedleView& view, const RayScene& rays,
                       DescribedNeedles& found) {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  const std::string name = zone.record->muscle + "/" + zone.point->id;
  ++found.approaches;
  if (view.aim->miss != NeedleAim::Miss::none && zone.choice.side == Side::right)
    found.short_of_zone[name] = in_words(view, loaded.body);
  for (const Hazard& hazard : zone.guide->hazards) {
    const Side side = hazard.side == Hazard::Where::both    ? Side::none
                      : hazard.side == Hazard::Where::other ? opposite(zone.choice.side)
                                                            : zone.choice.side;
    const auto structures = loaded.body.realise(concepts, concepts.find(hazard.structure), side);
    if (structures.empty()) continue;  // told in the program as not in this body
    ++found.hazards;
    const float far = distance_to_hazard(zone, structures, rays);
    const auto entry = found.nearest_hazards.emplace(zone.record->muscle + ": " + hazard.structure, far).first;
    entry->second = std::min(entry->second, far);
  }
  for (const NeedleNearest& near : view.nearest) {
    const bool vital =
        near.danger == NeedleTissue::lung || near.danger == NeedleTissue::cord || near.danger == NeedleTissue::heart;
    if (vital && near.struck) found.struck.push_back(name);
  }
  // Asked in another way than the view does: a plain ray from the tip.
  const auto is_lung = [&](std::uint32_t s) {
    const Kind kind = loaded.body.structures()[s].kind;
    return kind == Kind::lung || kind == Kind::pleura;
  };
  const glm::vec3 tip = view.line.at(view.path.reached_mm);
  const bool towards_lung = rays.nearest_hit({tip, view.line.direction, 55.0f}, is_lung).has_value();
  const bool warned = std::any_of(view.warnings.begin(), view.warnings.end(), [](const std::string& w) {
    return w.find("ung") != std::string::npos || w.find("leura") != std::string::npos;
  });
  if (towards_lung && !warned) found.silent.push_back(name);
}

// `wanted`: which records; empty: all.
inline DescribedNeedles lay_described_needles(const LoadedBody& loaded,
                                              const std::function<bool(const MuscleRecord&)>& wanted = {}) {
  const ProgramData& data = program_data();
  const RayScene rays(chunk_scenes(loaded.geometry));
  const AnchorResolver anchors(loaded.body, data.anatomy.concepts, data.anatomy.landmarks, rays);
  const NeedleProbe probe(loaded.body, rays);
  DescribedNeedles found;
  for (const MuscleRecord& record : data.library.records()) {
    if (wanted && !wanted(record)) continue;
    for (const TriggerPoint& point : record.trigger_points) {
      // Spleen, liver and colon are on one side only.
      for (const Side side : {Side::right, Side::left}) {
        Session session;
        session.zone = ZoneChoice{record.muscle, point.id, side};
        const auto zone = view_zone(*session.zone, loaded.body, data.anatomy.concepts, data.library, anchors);
        if (!zone || zone->target.empty()) continue;
        const auto view = view_needle(session, &*zone, loaded.body, anchors, probe);
        if (view) judge_zone(*zone, loaded, *view, rays, found);
      }
    }
  }
  return found;
}

// The dangers that lie farther from every described approach of their record than is stated.
inline std::map<std::string, float> far_hazards(const DescribedNeedles& found) {
  std::map<std::string, float> far;
  for (const auto& [name, mm] : found.nearest_hazards) {
    if (mm > hazard_within_mm) far[name] = std::ceil(mm);
  }
  return far;
}

}  // namespace palpate::test
