// The needle in a hand: keys and pointer move it, the body answers what it meets.
#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>

#include <fmt/format.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float tilt_step_deg = 2.0f;
constexpr float push_step_mm = 1.0f;
constexpr float move_step_mm = 2.0f;
constexpr float flattest = 0.0523f;  // sine of 3 degrees: flatter, it would run along the skin

// As much as a place on skin can mean.
glm::vec3 rounded(glm::vec3 p) {
  return glm::round(p * 10.0f) / 10.0f;
}

// Never out of the body: turned back into it as far as is needed.
glm::vec3 into_body(glm::vec3 direction, glm::vec3 skin_normal) {
  direction = glm::normalize(direction);
  const float sine = -glm::dot(direction, skin_normal);
  if (sine >= flattest) return direction;
  const glm::vec3 along = direction + sine * skin_normal;
  if (glm::length(along) < 1e-4f) return -skin_normal;
  return glm::normalize(glm::normalize(along) * std::sqrt(1.0f - flattest * flattest) - skin_normal * flattest);
}

}  // namespace

// Only a body that is there whole can say what is not met.
void Workbench::refresh_needle() {
  needle_.reset();
  exercise_.reset();
  access_ = nullptr;
  if (loading() || !rays_ready() || loaded_->body.size() == 0) return;
  if (session().exercise) exercise_.emplace();
  if (!session().held && !zone_) return;
  if (!probe_ || needle_version_ != rays_version_) {
    access_desk_.forget();
    published_for_.reset();
    probe_.emplace(loaded_->body, *rays_);
    needle_version_ = rays_version_;
  }
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  // While it is asked for, the needle is seen without its zone: nothing of the answer leaves this room.
  needle_ = view_needle(session(), zone(), loaded_->body, anchors, *probe_, scale_);
  refresh_published(anchors);
  if (session().exercise && zone_) refresh_exercise(anchors);
  if (session().access && zone()) {
    const float length = needle_ ? needle_->needle.length_mm : HeldNeedle().length_mm;
    access_ = access_desk_.map({zone_->resolved.position, length / scale_, session().margin_mm / scale_}, *loaded_,
                               *rays_, *probe_);
  }
  list_stale_ = true;
}

// Only when another zone is chosen: it has nothing to do with where the needle is.
void Workbench::refresh_published(const AnchorResolver& anchors) {
  const std::optional<ZoneChoice> wanted = zone_ ? std::optional(zone_->choice) : std::nullopt;
  if (wanted == published_for_) return;
  published_for_ = wanted;
  published_.clear();
  if (!zone_) return;
  const PublishedMeasure measure(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_, anchors,
                                 scale_);
  for (const PublishedDistance* distance : data_.library.published_about(zone_->point->in))
    published_.push_back(measure.measure(*distance, wanted->side));
}

void Workbench::hold(const HeldNeedle& needle, std::string label) {
  if (session().exercise && session().exercise->checked)
    return say("The needle was checked and stays where it is: try again to place it anew.");
  perform(HoldNeedle{needle, std::move(label)});
}

void Workbench::run_needle_command(CommandId id) {
  switch (id) {
    case CommandId::exercise_begin:
    case CommandId::exercise_near:
    case CommandId::exercise_anywhere:
    case CommandId::exercise_look:
    case CommandId::exercise_check:
    case CommandId::exercise_again:
    case CommandId::exercise_end:
      return run_exercise_command(id);
    case CommandId::needle_here:
      return set_needle_here();
    case CommandId::needle_access:
      perform(SetSwitch{Switch::access, !session().access});
      if (session().access && !zone_) say("Choose a trigger point: the access map shows the ways to its zone.");
      return;
    default:
      break;
  }
  if (!needle_ && session().asks()) return say("Click on the skin first: the needle is set there.");
  if (!needle_) return say("There is no needle: choose a trigger point for which one is described, or set one here.");
  switch (id) {
    case CommandId::needle_tilt_left:
      return tilt_needle({-tilt_step_deg, 0.0f});
    case CommandId::needle_tilt_right:
      return tilt_needle({tilt_step_deg, 0.0f});
    case CommandId::needle_tilt_up:
      return tilt_needle({0.0f, tilt_step_deg});
    case CommandId::needle_tilt_down:
      return tilt_needle({0.0f, -tilt_step_deg});
    case CommandId::needle_in:
      return push_needle(push_step_mm);
    case CommandId::needle_out:
      return push_needle(-push_step_mm);
    case CommandId::needle_move_left:
      return move_entry({-move_step_mm, 0.0f});
    case CommandId::needle_move_right:
      return move_entry({move_step_mm, 0.0f});
    case CommandId::needle_move_up:
      return move_entry({0.0f, move_step_mm});
    case CommandId::needle_move_down:
      return move_entry({0.0f, -move_step_mm});
    case CommandId::needle_described:
      if (session().held) perform(HoldNeedle{std::nullopt, "Described approach"});
      return;
    case CommandId::needle_upright:
      return set_needle_upright(false);
    case CommandId::needle_to_zone:
      return set_needle_upright(true);
    default:
      return;
  }
}

void Workbench::tilt_needle(glm::vec2 by_deg) {
  HeldNeedle needle = needle_->needle;
  const ViewFrame frame = view_frame(session().camera);
  glm::vec3 handle = -needle.direction;
  for (const auto& [axis, degrees] : {std::pair(frame.right, by_deg.x), {frame.up, by_deg.y}}) {
    const glm::vec3 towards = axis - glm::dot(axis, handle) * handle;
    if (degrees == 0.0f || glm::length(towards) < 0.05f) continue;
    handle = glm::normalize(handle + std::tan(glm::radians(degrees)) * glm::normalize(towards));
  }
  needle.direction = into_body(-handle, needle_->skin_normal);
  hold(needle, "Tilt the needle");
}

void Workbench::push_needle(float by_mm) {
  HeldNeedle needle = needle_->needle;
  // At a bone it goes no further; pulled back, it leaves from where it was stopped.
  const float now = needle_->path.stop && by_mm < 0.0f ? needle_->path.reached_mm : needle.depth_mm;
  if (needle_->path.stop && by_mm > 0.0f)
    return say(session().asks() ? "The needle is stopped by bone."
                                : fmt::format("The needle is stopped by {}.",
                                              shown_name(loaded_->body.structures()[needle_->path.stop->bone])));
  needle.depth_mm = glm::clamp(now + by_mm, 0.0f, needle.length_mm);
  hold(needle, "Push the needle");
}

void Workbench::move_entry(glm::vec2 by_mm) {
  HeldNeedle needle = needle_->needle;
  const ViewFrame frame = view_frame(session().camera);
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  const NearestPoint on = anchors.on_skin(needle.entry + (frame.right * by_mm.x + frame.up * by_mm.y) / scale_);
  needle.entry = rounded(on.position);
  needle.direction = into_body(needle.direction, on.normal);
  hold(needle, "Move the needle");
}

void Workbench::set_needle_upright(bool towards_zone) {
  HeldNeedle needle = needle_->needle;
  if (!towards_zone) {
    needle.direction = -needle_->skin_normal;
    return hold(needle, "Needle perpendicular");
  }
  if (!zone_) return say("No trigger point is chosen that the needle could point to.");
  const glm::vec3 way = zone_->resolved.position - needle.entry;
  const float far_mm = glm::length(way) * scale_;
  if (far_mm < 0.5f) return;
  needle.direction = into_body(way, needle_->skin_normal);
  needle.depth_mm = std::min(far_mm, needle.length_mm);
  hold(needle, "Needle towards the zone");
  if (far_mm > needle.length_mm)
    say(fmt::format("The zone lies {:.0f} mm from there: farther than this needle is long.", far_mm));
}

void Workbench::set_needle_here() {
  const StructureId skin = loaded_->body.find("skin");
  if (!skin.valid() || !pointed_) return say("Point at a place of the body first; the needle is set there.");
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  HeldNeedle needle = needle_ ? needle_->needle : HeldNeedle();
  const NearestPoint on = anchors.on_skin(pointed_->position);
  needle.entry = rounded(on.position);
  needle.direction = -on.normal;
  hold(needle, "Set a needle");
}

void Workbench::drag_needle(NeedleGrip grip, glm::vec2 from, glm::vec2 to) {
  if (!needle_) return;
  HeldNeedle needle = needle_->needle;
  const Ray ray = ray_through(session().camera, to, viewport_);
  switch (grip) {
    case NeedleGrip::handle: {
      const auto handle = handle_towards(*needle_, ray);
      if (!handle) return;
      needle.direction = into_body(needle.entry - *handle, needle_->skin_normal);
      return hold(needle, "Tilt the needle");
    }
    case NeedleGrip::shaft: {
      const auto here = on_screen(session().camera, needle.entry, viewport_);
      const auto there = on_screen(session().camera, needle_->line.at(-10.0f), viewport_);
      if (!here || !there) return;
      const glm::vec2 way = (*here - *there) / 10.0f;  // pixels that a millimetre inwards takes
      const float squared = glm::dot(way, way);
      if (squared < 0.01f) return;  // seen from its end, it cannot be pushed by hand
      const float by = glm::dot(to - from, way) / squared;
      if (by > 0.0f && needle_->path.stop) return;
      const float now = needle_->path.stop ? needle_->path.reached_mm : needle.depth_mm;
      needle.depth_mm = glm::clamp(now + by, 0.0f, needle.length_mm);
      return hold(needle, "Push the needle");
    }
    case NeedleGrip::entry: {
      const StructureId skin = loaded_->body.find("skin");
      if (!skin.valid()) return;
      const auto hit = rays_->nearest_hit(ray, [&](std::uint32_t s) { return s == skin.index(); });
      if (!hit) return;
      const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
      const NearestPoint on = anchors.on_skin(hit->position);
      needle.entry = rounded(on.position);
      needle.direction = into_body(needle.direction, on.normal);
      return hold(needle, "Move the needle");
    }
  }
}

}  // namespace palpate
