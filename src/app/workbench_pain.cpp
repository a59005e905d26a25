// From pain to muscle: what the brush does on the skin, and what its answer leads to.
#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/pain_figure.h>

#include <fmt/format.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr float least_step = 0.35f;  // of the brush's radius, between two points of a line
constexpr float leap_mm = 70.0f;     // farther from the last point, the pointer went round the body: a new line

// As much as a drawing on skin can mean.
glm::vec3 rounded(glm::vec3 p) {
  return glm::round(p * 10.0f) / 10.0f;
}

}  // namespace

void Workbench::refresh_pain() {
  if (pain_shown() || !session().compared.empty()) prepare_pain();
  if (pain_.update(session(), record())) list_stale_ = true;
  look_at_comparison();
}

void Workbench::prepare_pain() {
  if (loading() || !rays_ready() || loaded_->body.size() == 0) return;
  pain_.prepare(*loaded_, rays_);
}

const PainMap* Workbench::pain_map() {
  prepare_pain();
  return pain_.view().map;
}

void Workbench::compare_with(const std::string& muscle) {
  const ConceptId id = data_.anatomy.concepts.find(muscle);
  const MuscleRecord* second = data_.library.about(muscle);
  if (!muscle.empty() && second == nullptr)
    return say(fmt::format("There is no record of {} to compare with.",
                           id.valid() ? data_.anatomy.concepts[id].name : muscle));
  if (second != nullptr && second == record()) return say("That is the muscle that is chosen; choose another one.");
  look_at_comparison_when_ready_ = !muscle.empty();
  perform(Compare{muscle, id.valid() ? data_.anatomy.concepts[id].name : muscle});
}

// Turns the body so that the pain of both muscles is seen, once it is known where it is.
void Workbench::look_at_comparison() {
  const ComparisonView* view = comparison();
  if (!look_at_comparison_when_ready_ || view == nullptr || !view->ready) return;
  look_at_comparison_when_ready_ = false;
  constexpr float around_mm = 60.0f;
  Bounds bounds;
  glm::vec3 towards(0.0f);
  std::size_t count = 0;
  for (const MusclePain& pain : view->pain) {
    for (const std::uint32_t index : pain.essential) {
      const SkinPiece& piece = pain_.view().map->skin().pieces()[index];
      bounds.include(piece.position - around_mm);
      bounds.include(piece.position + around_mm);
      towards += piece.normal;
      ++count;
    }
  }
  if (count == 0) return;
  const bool all_round = glm::length(towards) < 0.15f * static_cast<float>(count);
  const Camera turned = all_round ? session().camera : turned_to(session().camera, towards);
  fly_to(framed(turned, bounds, aspect()), {});
}

// Where a ray meets a structure that is shown there, and not cut away.
std::optional<glm::vec3> Workbench::shown_place(const Ray& ray, StructureId structure) const {
  if (!shown_at(structure.index(), false)) return std::nullopt;
  for (const RayHit& hit : rays_->all_hits(ray, [&](std::uint32_t s) { return s == structure.index(); })) {
    if (!cut_away(list_, hit.position)) return hit.position;
  }
  return std::nullopt;
}

std::optional<DrawList> Workbench::pain_figure_of(const ZoneChoice& choice) const {
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  const auto zone = view_zone(choice, loaded_->body, data_.anatomy.concepts, data_.library, anchors);
  if (!zone) return std::nullopt;
  Session alone;
  alone.zone = choice;
  alone.needle = alone.hazards = alone.attachments = false;
  const SceneInput input{loaded_->body,
                         data_.anatomy.concepts,
                         data_.library,
                         alone,
                         settings_.theme,
                         loaded_->geometry.version(),
                         std::nullopt,
                         &*zone,
                         {}};
  return pain_figure(input, 1.0f);
}

void Workbench::paint_pain(glm::vec2 at, const PainMark& brush, bool begins) {
  const StructureId skin = loaded_->body.find("skin");
  if (!skin.valid()) return say("This body has no skin to paint on.");
  (void)draw_list();  // what is shown must be up to date
  const std::optional<glm::vec3> place = shown_place(ray_through(session().camera, at, viewport_), skin);
  if (begins) pain_line_open_ = place.has_value();
  if (!place || !pain_line_open_) return;
  const glm::vec3 p = rounded(*place);
  PainDrawing drawing = session().pain;
  const bool goes_on = !begins && !drawing.empty() && !drawing.back().points.empty() &&
                       glm::distance(drawing.back().points.back(), p) < leap_mm;
  if (goes_on) {
    PainMark& line = drawing.back();
    if (glm::distance(line.points.back(), p) < least_step * line.radius_mm) return;
    line.points.push_back(p);
  } else {
    PainMark line = brush;
    line.points = {p};
    drawing.push_back(std::move(line));
  }
  perform(SetPain{std::move(drawing), brush.erases ? "Erase pain" : "Draw pain"});
}

void Workbench::choose_match(const ZoneChoice& choice) {
  const MuscleRecord* record = data_.library.record(choice.muscle);
  const TriggerPoint* point = record != nullptr ? record->find(choice.point) : nullptr;
  if (point == nullptr) return;
  const ConceptId id = data_.anatomy.concepts.find(point->in);
  perform(
      Select{structure_key(point->in, choice.side), id.valid() ? data_.anatomy.concepts[id].name : point->in, choice});
  fly_to_zone_when_ready_ = !zone_is_placed();
  if (zone_ && !fly_to_zone_when_ready_)
    fly_to(camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_), {});
}

std::string Workbench::pointed_region() const {
  const PainView* view = pain();
  if (view == nullptr || view->map == nullptr || !pointed_) return {};
  if (loaded_->body[pointed_->structure].system != System::skin) return {};
  const RegionCover* region = view->map->region_at(pointed_->position);
  if (region == nullptr) return {};
  const std::string& name = data_.anatomy.concepts[data_.anatomy.concepts.find(region->region->region)].name;
  return region->side == Side::none ? name : fmt::format("{}, {}", name, key_of(region->side));
}

float Workbench::pointed_px_per_mm() const {
  return pointed_ ? 1.0f / pixel_size_mm(std::max(pointed_->distance_mm, 1.0f), viewport_.y) : 0.0f;
}

}  // namespace palpate
