#include <palpate/base/text.h>
#include <palpate/scene/build.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/needle_view.h>

#include <fmt/format.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float usual_length_mm = 40.0f;  // where no needle is described
constexpr float usual_diameter_mm = 0.30f;
constexpr float least_depth_mm = 2.0f;
constexpr float upright_deg = 3.0f;        // less than this cannot be told from perpendicular by eye
constexpr float always_warned_mm = 20.0f;  // lung, cord and heart that come nearer are always spoken of
constexpr float listed_mm = 60.0f;         // what is farther from the path is not listed

bool is_vital(NeedleTissue tissue) {
  return tissue == NeedleTissue::lung || tissue == NeedleTissue::cord || tissue == NeedleTissue::heart;
}

bool is_limb(Region region) {
  constexpr std::array limbs = {Region::arm, Region::forearm, Region::hand, Region::thigh, Region::leg, Region::foot};
  return std::find(limbs.begin(), limbs.end(), region) != limbs.end();
}

std::string_view called(NeedleTissue tissue) {
  return tissue == NeedleTissue::lung ? "lung" : tissue == NeedleTissue::heart ? "heart" : "cord";
}

NeedleAim::Miss why_missed(const ZoneView& zone, const NeedleLine& line, const NeedlePath& path, const NeedleAim& aim) {
  if (aim.path_mm <= zone.point->radius_mm) return NeedleAim::Miss::none;
  if (path.stop) return NeedleAim::Miss::stopped_by_bone;
  const glm::vec3 way = zone.resolved.position - line.entry;
  const float along = glm::dot(way, line.direction);
  if (along < 0.0f) return NeedleAim::Miss::points_away;
  const float beside = glm::length(way - along * line.direction) * line.scale;
  return beside > zone.point->radius_mm ? NeedleAim::Miss::passes_beside : NeedleAim::Miss::ends_before;
}

NeedleAim aim_at(const ZoneView& zone, const NeedleLine& line, const NeedlePath& path) {
  NeedleAim aim;
  const glm::vec3 centre = zone.resolved.position;
  aim.tip_mm = glm::distance(line.at(path.reached_mm), centre) * line.scale;
  const float along = glm::clamp(glm::dot(centre - line.entry, line.direction) * line.scale, 0.0f, path.reached_mm);
  aim.path_mm = glm::distance(line.at(along), centre) * line.scale;
  aim.in_zone = aim.tip_mm <= zone.point->radius_mm;
  aim.miss = why_missed(zone, line, path, aim);
  for (const NeedleCrossing& c : path.crossings) {
    const bool target =
        std::find(zone.target.begin(), zone.target.end(), StructureId(c.structure)) != zone.target.end();
    aim.in_muscle |= target && c.to_mm >= path.reached_mm;
  }
  return aim;
}

std::vector<std::string> warnings_of(const NeedleView& view, const Body& body) {
  std::vector<std::string> warnings;
  const auto name = [&](std::uint32_t structure) { return shown_name(body.structures()[structure]); };
  for (const NeedleNearest& near : view.nearest) {
    if (!is_vital(near.danger)) continue;
    if (near.struck) {
      warnings.push_back(fmt::format("STRUCK: {} at {:.0f} mm", name(near.structure), near.at_mm));
    } else if (near.path_mm < always_warned_mm) {
      warnings.push_back(fmt::format("{} comes within {:.0f} mm", name(near.structure), near.path_mm));
    }
  }
  for (std::size_t i = 0; i < view.ahead.size(); ++i) {
    const NeedleAhead& ahead = view.ahead[i];
    if (!is_vital(ahead.tissue)) continue;
    const bool in_reach = ahead.beyond_mm <= view.needle.length_mm - view.path.reached_mm;
    std::string text = fmt::format("Towards the {}: {} lies straight ahead, {:.0f} mm beyond the tip",
                                   called(ahead.tissue), name(ahead.structure), ahead.beyond_mm);
    const auto bone = std::find_if(view.ahead.begin(), view.ahead.end(),
                                   [](const NeedleAhead& a) { return a.tissue == NeedleTissue::bone; });
    const bool behind_bone = view.path.stop || (bone != view.ahead.end() && bone->beyond_mm < ahead.beyond_mm);
    if (behind_bone) {
      const std::uint32_t first = view.path.stop ? view.path.stop->bone : bone->structure;
      text += fmt::format(", behind {}", name(first));
    } else if (in_reach) {
      text += fmt::format("; this needle of {:.0f} mm can reach it", view.needle.length_mm);
    }
    warnings.push_back(std::move(text));
  }
  return warnings;
}

std::vector<std::string> remarks_of(const NeedleView& view, const NeedlingGuide& guide, const Body& body) {
  std::vector<std::string> remarks;
  if (guide.grip == NeedlingGuide::Grip::pincer)
    remarks.emplace_back("Described on a lifted fold; this body is at rest.");
  const float far = view.aim->path_mm;
  switch (view.aim->miss) {
    case NeedleAim::Miss::none:
      break;
    case NeedleAim::Miss::stopped_by_bone:
      remarks.push_back(fmt::format("On this body {} stops it, {:.0f} mm from the middle of the zone.",
                                    shown_name(body.structures()[view.path.stop->bone]), far));
      break;
    case NeedleAim::Miss::ends_before:
      remarks.push_back(
          fmt::format("On this body the longest needle described ends {:.0f} mm before the middle of the zone.", far));
      break;
    case NeedleAim::Miss::passes_beside:
    case NeedleAim::Miss::points_away:
      remarks.push_back(fmt::format("On this body it does not meet the zone: it passes its middle at {:.0f} mm.", far));
      break;
  }
  return remarks;
}

std::string beyond_report_of(const NeedleView& view, const NeedlingGuide& guide) {
  if (!guide.depth_limit_mm || view.path.reached_mm <= *guide.depth_limit_mm) return {};
  return fmt::format("Deeper than {:.3g} mm, where danger has been reported", *guide.depth_limit_mm);
}

}  // namespace

NeedleView::Verdict verdict_on(const NeedleNearest& nearest, float margin_mm) {
  if (nearest.danger == NeedleTissue::joint) return NeedleView::Verdict::clear;
  if (nearest.struck) return NeedleView::Verdict::struck;
  return nearest.path_mm < margin_mm ? NeedleView::Verdict::close : NeedleView::Verdict::clear;
}

std::optional<NeedleGrip> grip_at(const NeedleView& view, const Camera& camera, glm::vec2 at, glm::vec2 size,
                                  float reach_px) {
  const float outside = view.needle.length_mm - view.path.reached_mm;
  const auto entry = on_screen(camera, view.line.entry, size);
  const auto begin = on_screen(camera, view.line.at(-outside), size);
  const auto end = on_screen(camera, view.line.at(-outside - needle_handle_mm), size);
  if (!entry || !begin || !end) return std::nullopt;
  const auto near = [&](glm::vec2 a, glm::vec2 b) {
    const glm::vec2 way = b - a;
    const float squared = glm::dot(way, way);
    const float t = squared > 0.0f ? glm::clamp(glm::dot(at - a, way) / squared, 0.0f, 1.0f) : 0.0f;
    return glm::distance(at, a + t * way) <= reach_px;
  };
  if (near(*begin, *end)) return NeedleGrip::handle;
  if (near(*entry, *entry)) return NeedleGrip::entry;
  if (near(*entry, *begin)) return NeedleGrip::shaft;
  return std::nullopt;
}

Camera camera_for_needle(const Camera& now, const NeedleView& view, float aspect) {
  constexpr float around_mm = 45.0f;
  Bounds bounds;
  const float outside = view.needle.length_mm - view.path.reached_mm + needle_handle_mm;
  for (const glm::vec3 p : {view.line.at(-outside), view.line.at(view.path.reached_mm)}) {
    bounds.include(p - around_mm);
    bounds.include(p + around_mm);
  }
  // From beside it, on the side from which it is seen already, and from outside of the body.
  glm::vec3 beside = glm::cross(view.line.direction, glm::vec3(0, 1, 0));
  if (glm::length(beside) < 0.1f) beside = {1, 0, 0};
  beside = glm::normalize(beside);
  if (glm::dot(beside, view_frame(now).forward) > 0.0f) beside = -beside;
  return framed(turned_to(now, glm::normalize(view.skin_normal + 0.8f * beside)), bounds, aspect);
}

std::optional<glm::vec3> handle_towards(const NeedleView& view, const Ray& ray) {
  const float radius =
      (view.needle.length_mm - view.path.reached_mm + 0.5f * needle_handle_mm) / view.line.scale;  // canonical
  const glm::vec3 centre = view.line.entry, now = centre - view.line.direction * radius;
  const float along = glm::dot(centre - ray.origin, ray.direction);
  const glm::vec3 nearest = ray.origin + ray.direction * along;
  const float aside = glm::distance(nearest, centre);
  if (aside < 1e-3f && radius <= 0.0f) return std::nullopt;
  if (aside >= radius) return centre + (nearest - centre) * (radius / aside);
  const float half = std::sqrt(radius * radius - aside * aside);
  const glm::vec3 front = nearest - ray.direction * half, back = nearest + ray.direction * half;
  return glm::distance(front, now) <= glm::distance(back, now) ? front : back;
}

std::string tilt_in_words(glm::vec3 entry, glm::vec3 skin_normal, glm::vec3 direction, bool limb) {
  const float along = glm::clamp(glm::dot(direction, -skin_normal), -1.0f, 1.0f);
  const float degrees = glm::degrees(std::acos(along));
  if (degrees < upright_deg) return "perpendicular to the skin";
  const glm::vec3 across = direction + along * skin_normal;
  // +x is the body's left: from its right side, medial is towards +x.
  const float medial = entry.x < 0.0f ? across.x : -across.x;
  const std::array<std::pair<float, const char*>, 3> shares = {
      {{medial, medial > 0.0f ? "medial" : "lateral"},
       {across.y, across.y > 0.0f ? (limb ? "proximal" : "cranial") : (limb ? "distal" : "caudal")},
       {across.z, across.z > 0.0f ? "anterior" : "posterior"}}};
  float most = 0.0f;
  for (const auto& share : shares) most = std::max(most, std::abs(share.first));
  std::vector<std::string> names;
  for (const auto& [share, name] : shares) {
    if (std::abs(share) > 0.4f * most) names.emplace_back(name);
  }
  std::string towards = names.back();
  names.pop_back();
  if (!names.empty()) towards = join(names, ", ") + " and " + towards;
  return fmt::format("{:.0f}\xC2\xB0 from perpendicular, towards {}", degrees, towards);
}

std::optional<HeldNeedle> described_needle(const ZoneView& zone) {
  if (!zone.approach || zone.guide == nullptr) return std::nullopt;
  HeldNeedle needle;
  needle.entry = zone.approach->entry;
  needle.direction = zone.approach->direction;
  needle.length_mm = zone.sold != nullptr ? zone.sold->length_mm : usual_length_mm;
  needle.diameter_mm = zone.sold != nullptr ? zone.sold->diameter_mm : usual_diameter_mm;
  // Published depths are of other people. Where this body differs, the readout says so (beyond_report); a needle that
  // stopped in front of the muscle would show nothing that anybody describes.
  const float to_zone = glm::dot(zone.resolved.position - needle.entry, needle.direction) * zone.scale;
  needle.depth_mm = glm::clamp(to_zone, least_depth_mm, needle.length_mm);
  return needle;
}

std::optional<NeedleView> view_needle(const Session& session, const ZoneView* zone, const Body& body,
                                      const AnchorResolver& anchors, const NeedleProbe& probe, float scale) {
  NeedleView view;
  const std::optional<HeldNeedle> described = zone != nullptr ? described_needle(*zone) : std::nullopt;
  if (!session.held && !described) return std::nullopt;
  view.described = !session.held;
  view.needle = session.held ? *session.held : *described;
  view.line = {view.needle.entry, view.needle.direction, view.needle.depth_mm, scale};
  view.skin_normal = anchors.on_skin(view.needle.entry).normal;
  view.tilt_deg = glm::degrees(std::acos(glm::clamp(glm::dot(view.needle.direction, -view.skin_normal), -1.0f, 1.0f)));
  view.limb = zone != nullptr && !zone->target.empty() && is_limb(body[zone->target.front()].region);
  view.tilt = tilt_in_words(view.needle.entry, view.skin_normal, view.needle.direction, view.limb);
  view.path = probe.path(view.line);
  view.nearest = probe.nearest(view.line, view.path, listed_mm);
  view.ahead = probe.ahead(view.line, view.path);
  if (zone != nullptr) view.aim = aim_at(*zone, view.line, view.path);
  for (const NeedleNearest& near : view.nearest)
    view.verdict = std::max(view.verdict, verdict_on(near, session.margin_mm));
  view.warnings = warnings_of(view, body);
  if (zone != nullptr && zone->guide != nullptr) {
    if (view.described) view.remarks = remarks_of(view, *zone->guide, body);
    view.beyond_report = beyond_report_of(view, *zone->guide);
  }
  return view;
}

}  // namespace palpate
