#include <palpate/scene/build.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/exercise.h>

#include "exercise_lines.h"
#include "needle_lines.h"

#include <fmt/format.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

using Mark = ExerciseGrade::Mark;

constexpr float near_mm = 10.0f, near_deg = 10.0f;  // outside of what is described, and still called near
constexpr float glassy_peel = 0.12f;                // every muscle is there, behind a pane of skin
const glm::vec4 error_colour(0.98f, 0.80f, 0.35f, 1.0f);

Mark mark_of(float outside, float near) {
  return outside <= 0.0f ? Mark::within : outside <= near ? Mark::near : Mark::off;
}

// The angle between unit vectors. The cosine alone loses everything below a fiftieth of a degree.
float angle_between(glm::vec3 a, glm::vec3 b) {
  return glm::degrees(2.0f * std::atan2(glm::length(a - b), glm::length(a + b)));
}

// What an exercise lets be seen of a session.
Session bare(const Session& asked) {
  Session s;
  s.camera = asked.camera;
  const bool blind = asked.exercise->look == Exercise::Look::blind;
  s.peel = blind ? 0.0f : glassy_peel;
  if (blind) s.systems.fill(false);
  s.systems[static_cast<std::size_t>(System::skin)] = true;
  s.attachments = false;
  s.labels = false;
  return s;
}

}  // namespace

bool reaches_zone(const NeedleView& described, const ZoneView& zone) {
  return described.aim && described.aim->path_mm <= zone.point->radius_mm;
}

ExerciseGrade grade_needle(const NeedleView& own, const ZoneView& zone, const NeedleView* described, float margin_mm) {
  ExerciseGrade grade;
  const bool reached = described != nullptr && reaches_zone(*described, zone);
  if (reached && zone.needle && zone.guide != nullptr) {
    ExerciseGrade::Against a;
    a.entry_radius_mm = zone.way->entry_radius_mm;
    a.entry_mm = glm::distance(own.needle.entry, zone.needle->entry) * zone.scale;
    a.entry_out_mm = std::max(0.0f, a.entry_mm - a.entry_radius_mm);
    a.cone_deg = zone.way->spread_deg;
    a.angle_deg = angle_between(own.needle.direction, zone.needle->direction);
    a.angle_out_deg = std::max(0.0f, a.angle_deg - a.cone_deg);
    a.entry = mark_of(a.entry_out_mm, near_mm);
    a.angle = mark_of(a.angle_out_deg, near_deg);
    grade.against = a;
  } else if (described != nullptr && described->aim) {
    grade.missed_by_mm = described->aim->path_mm;
  }
  const glm::vec3 off = (own.line.at(own.path.reached_mm) - zone.resolved.position) * zone.scale;
  grade.tip_mm = glm::length(off);
  grade.tip_beyond_mm = glm::dot(off, own.needle.direction);
  grade.tip_beside_mm = glm::length(off - grade.tip_beyond_mm * own.needle.direction);
  grade.zone_radius_mm = zone.point->radius_mm;
  grade.in_zone = grade.tip_mm <= grade.zone_radius_mm;
  grade.in_muscle = own.aim && own.aim->in_muscle;
  grade.tip = grade.in_zone ? Mark::within : mark_of(grade.tip_mm - grade.zone_radius_mm, near_mm);
  for (const NeedleNearest& near : own.nearest) {
    if (near.danger == NeedleTissue::joint) continue;
    const bool nearer = !grade.nearest || (near.struck && !grade.nearest->struck) ||
                        (near.struck == grade.nearest->struck && near.path_mm < grade.nearest->path_mm);
    if (nearer) grade.nearest = near;
  }
  if (grade.nearest) grade.verdict = verdict_on(*grade.nearest, margin_mm);
  return grade;
}

Camera camera_for_grade(const Camera& now, const NeedleView& own, const ZoneView& zone, float aspect) {
  constexpr float around_mm = 30.0f;
  Bounds bounds;
  const auto include = [&](glm::vec3 p) {
    bounds.include(p - around_mm);
    bounds.include(p + around_mm);
  };
  include(own.line.at(own.path.reached_mm - own.needle.length_mm - needle_handle_mm));
  include(own.line.at(own.path.reached_mm));
  include(zone.resolved.position);
  if (zone.needle) include(zone.needle->entry - 45.0f * zone.needle->direction);
  // From outside of the body over the zone, and a little from the needle's side.
  glm::vec3 beside = glm::cross(own.line.direction, glm::vec3(0, 1, 0));
  if (glm::length(beside) < 0.1f) beside = {1, 0, 0};
  beside = glm::normalize(beside);
  if (glm::dot(beside, view_frame(now).forward) > 0.0f) beside = -beside;
  return framed(turned_to(now, glm::normalize(zone.resolved.skin_normal + 0.6f * beside)), bounds, aspect);
}

DrawList question_list(const SceneInput& input) {
  const Session session = bare(input.session);
  DrawList list = build_draw_list({input.body,
                                   input.concepts,
                                   input.library,
                                   session,
                                   input.theme,
                                   input.geometry_version,
                                   std::nullopt,
                                   nullptr,
                                   {}});
  if (input.needle == nullptr || input.needle->described) return list;
  const std::size_t before = list.lines.size();
  draw_needle_alone(*input.needle, list);
  for (std::size_t i = before; i < list.lines.size(); ++i) {
    list.bounds.include(list.lines[i].from);
    list.bounds.include(list.lines[i].to);
  }
  return list;
}

void draw_errors(const NeedleView& own, const ZoneView& zone, DrawList& list) {
  if (own.described) return;
  const auto dashed = [&](glm::vec3 from, glm::vec3 to) {
    constexpr float dash_mm = 2.0f;
    const float far = glm::distance(from, to);
    const int dashes = static_cast<int>(far / (2.0f * dash_mm)) + 1;
    for (int i = 0; i < dashes; ++i) {
      const float begin = static_cast<float>(i) / static_cast<float>(dashes);
      const float end = (static_cast<float>(i) + 0.5f) / static_cast<float>(dashes);
      list.lines.push_back({glm::mix(from, to, begin), glm::mix(from, to, end), 2.2f, error_colour, 0.8f});
    }
  };
  const glm::vec3 tip = own.line.at(own.path.reached_mm);
  dashed(tip, zone.resolved.position);
  if (!zone.needle) return;
  dashed(own.needle.entry, zone.needle->entry);
  list.labels.push_back(
      {own.needle.entry,
       fmt::format("Your entry, {:.0f} mm from the described one",
                   static_cast<double>(glm::distance(own.needle.entry, zone.needle->entry) * zone.scale)),
       DrawLabel::Tone::needle});
}

}  // namespace palpate
