// "It hurts when I turn my head": the muscles that make a movement, and those that it stretches.
#include "panels.h"
#include "widgets.h"

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t most_movements = 6, first_muscles = 8;

void draw_search(const PanelContext& c) {
  gap(4.0f);
  ImGui::SetNextItemWidth(content_width());
  ImGui::InputTextWithHint("##movement", "or a movement: turn the head", &c.state.movement_query);
  note_item(c.state, "pain.movement");
  if (c.state.movement_query.empty()) return;
  const std::vector<Movement>& movements = c.in.library.movements();
  const SearchIndex index(movement_entries(movements));  // about a hundred, and only while one is typed
  const std::vector<SearchHit> hits = index.find(c.state.movement_query, most_movements);
  for (const SearchHit& hit : hits) {
    const Movement& movement = movements[hit.target];
    Card card(movement.id.c_str(), Card::Kind::button);
    card.note(c.state, "pain.movement." + movement.id);
    paragraph(movement.plain, Font::strong, palette().strong);
    paragraph(movement.name, Font::small, palette().quiet);
    if (!card.pressed()) continue;
    c.emit(Action(AskMovement{movement.id, movement.plain}));
    c.state.movement_query.clear();
    c.state.movers_shown = first_muscles;
    return;
  }
  if (hits.empty()) paragraph("No movement of this library is called that.", Font::small, palette().quiet);
}

void draw_muscles(const PanelContext& c, const char* title, MovementPart::Kind kind,
                  const std::vector<MovingMuscle>& muscles) {
  const auto count = static_cast<std::size_t>(
      std::count_if(muscles.begin(), muscles.end(), [&](const MovingMuscle& m) { return m.part.kind == kind; }));
  if (count == 0) return;
  heading(fmt::format("{} ({})", title, count));
  std::size_t shown = 0;
  for (const MovingMuscle& m : muscles) {
    if (m.part.kind != kind) continue;
    if (shown++ == c.state.movers_shown) break;
    const ConceptId id = c.in.concepts.find(m.record->muscle);
    const std::string note = m.record->trigger_points.empty()
                                 ? ""
                                 : fmt::format("{} {}", m.record->trigger_points.size(),
                                               m.record->trigger_points.size() == 1 ? "zone" : "zones");
    const std::string item = "pain.mover." + m.record->muscle;
    if (toggle_row(id.valid() ? c.in.concepts[id].name.c_str() : m.record->muscle.c_str(), true, item.c_str(), c.state,
                   note.c_str()))
      c.emit(UiChooseConcept{id, Side::none});
    tip(m.part.action->text);
  }
}

}  // namespace

const Movement* asked_movement(const PanelContext& c) {
  return c.in.session.movement.empty() ? nullptr : c.in.library.movement(c.in.session.movement);
}

void draw_movement_question(const PanelContext& c) {
  const Movement* movement = asked_movement(c);
  if (movement == nullptr) {
    if (!c.in.session.movement.empty())
      paragraph(fmt::format("The movement \"{}\" of this session is not known here.", c.in.session.movement),
                Font::small, palette().caution);
    return draw_search(c);
  }
  gap(6.0f);
  {
    const Card card("movement", Card::Kind::plain);
    paragraph("It hurts on:", Font::small, palette().quiet);
    paragraph(movement->plain, Font::strong, palette().strong);
    paragraph(movement->name, Font::small, palette().quiet);
    if (text_button("Leave out", "pain.movement.clear", c.state, "Asks for no movement")) c.emit(Action(AskMovement{}));
  }
}

void draw_moving_muscles(const PanelContext& c) {
  const Movement* movement = asked_movement(c);
  if (movement == nullptr) return;
  const std::vector<MovingMuscle> muscles = muscles_of(*movement, c.in.library.records());
  draw_muscles(c, "Make this movement", MovementPart::Kind::makes, muscles);
  draw_muscles(c, "Are stretched by it", MovementPart::Kind::is_stretched, muscles);
  if (muscles.size() > c.state.movers_shown && text_button("More", "pain.movement.more", c.state))
    c.state.movers_shown += 3 * first_muscles;
  gap(4.0f);
  paragraph(
      "A muscle with a trigger point is described to hurt when it works against resistance and when it is stretched. "
      "So does much else: joint, tendon, nerve.",
      Font::small, palette().quiet);
  citation_line({"donnelly-2019-manual"}, c.in.library);
}

void draw_movement_note(const PanelContext& c, const MuscleRecord& record, const std::string& part) {
  const Movement* movement = asked_movement(c);
  if (movement == nullptr) return;
  const MovementPart found = part_in(record, part, *movement);
  if (found.kind == MovementPart::Kind::none) {
    paragraph("Not named with this movement.", Font::small, palette().faint);
  } else {
    const bool makes = found.kind == MovementPart::Kind::makes;
    flow({{makes ? "Makes this movement:" : "Is stretched by it:", palette().accent, Font::small},
          {found.action->text, palette().quiet, Font::small}});
  }
}

}  // namespace palpate
