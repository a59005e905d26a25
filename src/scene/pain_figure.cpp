#include <palpate/scene/pain_figure.h>

#include <algorithm>

namespace palpate {

DrawList skin_alone(DrawList list, StructureId skin) {
  for (DrawState& s : list.states) s.mode = DrawState::Mode::hidden;
  list.states[skin.index()].mode = DrawState::Mode::solid;
  list.states[skin.index()].emphasis = DrawState::none;
  list.glows.clear();
  list.lines.clear();
  list.labels.clear();
  list.clip.reset();
  list.paint.erase(std::remove_if(list.paint.begin(), list.paint.end(),
                                  [](const PaintStroke& s) { return s.style == PaintStroke::Style::entry; }),
                   list.paint.end());
  return list;
}

std::optional<DrawList> pain_figure(const SceneInput& input, float aspect) {
  const StructureId skin = input.body.find("skin");
  if (!skin.valid() || input.zone == nullptr) return std::nullopt;
  DrawList list = skin_alone(build_draw_list(input), skin);
  const ResolvedPoint& zone = input.zone->resolved;
  list.paint.push_back({PaintStroke::Style::entry, {{zone.skin, input.zone->point->radius_mm, zone.skin_normal}}});
  list.camera = camera_for_zone(Camera(), *input.zone, input.body, aspect);
  list.bounds = input.body[skin].bounds;
  return list;
}

}  // namespace palpate
