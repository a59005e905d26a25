// "Place it yourself": the trigger point in words while it is asked for, and how near the hand came once it is checked.
#include "needle_rows.h"
#include "panels.h"
#include "widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace palpate {
namespace {

using Mark = ExerciseGrade::Mark;
using Verdict = NeedleView::Verdict;

constexpr std::size_t tries_shown = 8;

struct Target {
  const ZoneChoice& choice;
  const MuscleRecord* record;
  const TriggerPoint* point;
};

Target target_of(const PanelContext& c) {
  const ZoneChoice& choice = *c.in.session.zone;
  const MuscleRecord* record = c.in.library.record(choice.muscle);
  return {choice, record, record != nullptr ? record->find(choice.point) : nullptr};
}

bool command_button(const PanelContext& c, CommandId id, const char* label, const char* item) {
  const Command& entry = command(id);
  const std::string note = fmt::format("{} ({})", entry.description, text_of(entry.shortcut));
  if (!text_button(label, item, c.state, note.c_str())) return false;
  c.emit(id);
  return true;
}

void draw_target(const PanelContext& c, const Target& target) {
  const ConceptId id = c.in.concepts.find(target.point->in);
  const Card card("exercise.target", Card::Kind::chosen);
  paragraph(fmt::format("{}, {}", id.valid() ? c.in.concepts[id].name : target.point->in, key_of(target.choice.side)),
            Font::strong, palette().strong);
  paragraph(target.point->label, Font::italic, palette().quiet);
  gap(4.0f);
  paragraph(target.point->location.text);
  citation_line(target.point->location.sources, c.in.library);
}

void draw_disclaimer() {
  paragraph(
      "A score says how near you came to a description, on one body of many. It says nothing about readiness to needle "
      "people.",
      Font::small, palette().quiet);
}

// What of the needle the hand itself knows.
void draw_own_needle(const PanelContext& c) {
  heading("Your needle");
  if (c.in.needle == nullptr) {
    paragraph("Not set yet. Click on the skin where it is to enter: it is set there, perpendicular.");
    return;
  }
  const NeedleView& view = *c.in.needle;
  HeldNeedle needle = view.needle;
  paragraph(fmt::format("{:.2f} \xC3\x97 {:.0f} mm, {:.0f} mm deep{} \xC2\xB7 {}", needle.diameter_mm, needle.length_mm,
                        view.path.reached_mm, view.path.stop ? ", stopped by bone" : "", view.tilt),
            Font::text, palette().strong);
  paragraph("Depth", Font::small, palette().quiet);
  if (slider("exercise.depth", needle.depth_mm, 0.0f, needle.length_mm, c.state, "%.0f mm"))
    c.emit(Action(HoldNeedle{needle, "Push the needle"}));
  if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
  ImGui::PushItemWidth(content_width());
  const std::string chosen = fmt::format("{:.2f} \xC3\x97 {:.0f} mm", needle.diameter_mm, needle.length_mm);
  if (ImGui::BeginCombo("##exercise.sold", chosen.c_str())) {
    for (const RealNeedle& sold : c.in.library.needles()) {
      const std::string name = fmt::format("{:.2f} \xC3\x97 {:.0f} mm", sold.diameter_mm, sold.length_mm);
      if (!ImGui::Selectable(name.c_str(), name == chosen)) continue;
      needle.length_mm = sold.length_mm;
      needle.diameter_mm = sold.diameter_mm;
      c.emit(Action(HoldNeedle{needle, "Another needle"}));
    }
    ImGui::EndCombo();
  }
  note_item(c.state, "exercise.sold");
  ImGui::PopItemWidth();
  paragraph(
      "Drag its entry over the skin, its handle to tilt it, its shaft to push it; or hold Alt: arrows tilt, with "
      "Shift they move the entry, Page Down pushes it in, End sets it perpendicular.",
      Font::small, palette().quiet);
}

void draw_question(const PanelContext& c, const Target& target) {
  paragraph("Place it yourself", Font::title, palette().strong);
  paragraph("Where does its needle enter, in which direction, and how deep?", Font::italic, palette().quiet);
  gap(6.0f);
  draw_target(c, target);
  gap(6.0f);
  const bool blind = c.in.session.exercise->look == Exercise::Look::blind;
  if ((segmented("exercise.look", {"Blind: skin only", "Glassy"}, blind ? 0 : 1, c.state) == 0) != blind)
    c.emit(CommandId::exercise_look);
  draw_own_needle(c);
  gap(8.0f);
  if (c.in.needle != nullptr) {
    if (filled_button("Check the needle", "exercise.check", c.state)) c.emit(CommandId::exercise_check);
  } else {
    command_button(c, CommandId::exercise_check, "Show me", "exercise.show");
  }
  ImGui::SameLine(0.0f, px(6.0f));
  command_button(c, CommandId::exercise_end, "End", "exercise.end");
  gap(6.0f);
  draw_disclaimer();
}

Verdict sign_of(Mark mark) {
  return mark == Mark::within ? Verdict::clear : mark == Mark::near ? Verdict::close : Verdict::struck;
}

// A sign, what was judged, the figure at the right edge, and what it means in words.
void result(const char* key, Mark mark, const std::string& name, const std::string& figure, const std::string& words) {
  const Card card(key, Card::Kind::plain);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width();
  draw_needle_sign(ImVec2(at.x + px(7.0f), at.y + px(10.0f)), px(6.0f), sign_of(mark));
  ImGui::SetCursorScreenPos(ImVec2(at.x + px(24.0f), at.y));
  const char* judged = mark == Mark::within ? "within" : mark == Mark::near ? "near" : "off";
  {
    const Style strong(Font::strong);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float figure_width = ImGui::CalcTextSize(figure.c_str()).x;
    draw->AddText(ImVec2(at.x + width - figure_width, at.y), palette().strong, figure.c_str());
    draw->AddText(ImVec2(at.x + px(24.0f), at.y), palette().strong, fmt::format("{}: {}", name, judged).c_str());
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, ImGui::GetTextLineHeight() + px(2.0f)));
  }
  paragraph(words, Font::small, palette().text);
}

void draw_against(const ExerciseGrade& grade) {
  if (!grade.against) {
    const Card card("exercise.none", Card::Kind::warning);
    paragraph(grade.missed_by_mm
                  ? fmt::format("On this body the described approach does not reach the zone: it passes {} mm from its "
                                "middle. Entry and direction are not compared with a line that misses.",
                                short_mm(*grade.missed_by_mm))
                  : std::string("No approach is described here that entry and direction could be compared with."),
              Font::small, palette().warning_text);
    return;
  }
  const ExerciseGrade::Against& a = *grade.against;
  const std::string edge = a.entry_out_mm > 0.0f ? fmt::format("{} mm outside of its edge", short_mm(a.entry_out_mm))
                                                 : std::string("0 mm outside: within it");
  result("exercise.entry", a.entry, "Entry", short_mm(a.entry_mm) + " mm",
         fmt::format("from the middle of the described entry zone (radius {:.0f} mm); {}.", a.entry_radius_mm, edge));
  const std::string cone = a.angle_out_deg > 0.0f
                               ? fmt::format("{:.0f}\xC2\xB0 outside of the described cone", a.angle_out_deg)
                               : std::string("0\xC2\xB0 outside of the described cone: within it");
  result("exercise.angle", a.angle, "Direction", fmt::format("{:.0f}\xC2\xB0", a.angle_deg),
         fmt::format("from the described direction; {} ({:.0f}\xC2\xB0 to all sides).", cone, a.cone_deg));
}

void draw_tip(const ExerciseGrade& grade) {
  const std::string where = grade.in_zone     ? "within it"
                            : grade.in_muscle ? "in the muscle, outside of the zone"
                                              : "outside of the muscle, as far as this body can tell";
  const std::string along = std::abs(grade.tip_beyond_mm) < 0.5f
                                ? std::string("as deep as it")
                                : fmt::format("{} mm {}", short_mm(std::abs(grade.tip_beyond_mm)),
                                              grade.tip_beyond_mm > 0.0f ? "deeper than it" : "short of it");
  result("exercise.tip", grade.tip, "Tip", short_mm(grade.tip_mm) + " mm",
         fmt::format("from the middle of the trigger-point zone (radius {:.0f} mm): {}; {}, {} mm beside.",
                     grade.zone_radius_mm, where, along, short_mm(grade.tip_beside_mm)));
}

void draw_danger(const PanelContext& c, const ExerciseGrade& grade) {
  if (!grade.nearest)
    return result("exercise.danger", Mark::within, "Danger", "none near",
                  "Nothing of what must not be met lies within 60 mm, as far as this body has it.");
  const std::string name = shown_name(c.in.body.structures()[grade.nearest->structure]);
  const Card card("exercise.danger", grade.verdict == Verdict::clear ? Card::Kind::plain : Card::Kind::warning);
  const char* judged = grade.verdict == Verdict::struck  ? "Danger: struck"
                       : grade.verdict == Verdict::close ? "Danger: close"
                                                         : "Danger: clear";
  needle_row(grade.verdict, true, judged,
             grade.nearest->struck ? fmt::format("at {} mm", short_mm(grade.nearest->at_mm))
                                   : fmt::format("{} mm", short_mm(grade.nearest->path_mm)),
             palette().strong);
  paragraph(fmt::format("{} is nearest of what must not be met.", name), Font::small,
            grade.verdict == Verdict::clear ? palette().text : palette().warning_text);
}

void draw_described_words(const PanelContext& c, const Target& target) {
  const auto guides = target.record->guides_for(target.point->id);
  if (guides.empty()) return;
  heading("As it is described");
  const NeedlingGuide& g = *guides.front();
  const NeedleWay& way = g.way_to(target.point->id);
  const struct {
    const char* name;
    const std::string& text;
    const SourceKeys& sources;
  } facts[] = {{"Entry", way.entry_text, way.entry_sources},
               {"Direction", way.direction_text, way.direction_sources},
               {"Depth", g.depth_text, g.depth_sources}};
  for (const auto& fact : facts) {
    if (fact.text.empty()) continue;
    paragraph(fact.name, Font::small, palette().quiet);
    paragraph(fact.text);
    citation_line(fact.sources, c.in.library);
  }
}

void draw_tries(const PanelContext& c) {
  if (c.in.exercise == nullptr || c.in.exercise->tries.empty()) return;
  heading("Your tries of this one, the newest first");
  const Style small(Font::small);
  std::size_t shown = 0;
  for (const Score& score : c.in.exercise->tries) {
    if (shown++ == tries_shown) break;
    const auto figure = [](const std::optional<float>& value, const char* unit) {
      return value ? fmt::format("{:.0f}{}", *value, unit) : std::string("\xE2\x80\x93");
    };
    needle_row(score.struck    ? Verdict::struck
               : score.in_zone ? Verdict::clear
                               : Verdict::close,
               true,
               fmt::format("{} {}, {}, {}", score.when.substr(0, 10), score.when.substr(11, 5),
                           key_of(score.target.side), key_of(score.look)),
               fmt::format("{} \xC2\xB7 {} \xC2\xB7 {:.0f} mm", figure(score.entry_mm, " mm"),
                           figure(score.angle_deg, "\xC2\xB0"), score.tip_mm),
               palette().text);
  }
  paragraph(
      "Entry, direction, tip. Dot: the tip within the zone; triangle: outside; cross: something struck. Kept on "
      "this computer only.",
      Font::small, palette().quiet);
}

void draw_next(const PanelContext& c) {
  const struct {
    CommandId id;
    const char *label, *item;
  } buttons[] = {{CommandId::exercise_again, "Try again", "exercise.again"},
                 {CommandId::exercise_near, "Another nearby", "exercise.near"},
                 {CommandId::exercise_anywhere, "Anywhere", "exercise.anywhere"},
                 {CommandId::exercise_end, "End", "exercise.end"}};
  bool first = true;
  for (const auto& button : buttons) {
    if (!first) ImGui::SameLine(0.0f, px(4.0f));
    first = false;
    command_button(c, button.id, button.label, button.item);
  }
}

void draw_checked(const PanelContext& c, const Target& target) {
  const ExerciseView* view = c.in.exercise;
  const bool graded = view != nullptr && view->grade && c.in.needle != nullptr;
  paragraph(graded ? "How near you came" : "Shown without a try", Font::title, palette().strong);
  gap(4.0f);
  draw_next(c);
  gap(6.0f);
  draw_target(c, target);
  gap(4.0f);
  if (graded) {
    draw_against(*view->grade);
    draw_tip(*view->grade);
    draw_danger(c, *view->grade);
  }
  draw_disclaimer();
  if (graded) {
    const Style small(Font::small);
    heading("Met, in this order, mm");
    draw_needle_passes(c, *c.in.needle);
  }
  draw_tries(c);
  draw_described_words(c, target);
}

}  // namespace

bool shows_exercise_page(const PanelContext& c) {
  return c.in.session.exercise && c.in.session.zone && !shows_needle_page(c);
}

void draw_exercise_page(const PanelContext& c) {
  const Target target = target_of(c);
  if (target.point == nullptr) {
    paragraph("Place it yourself", Font::title, palette().strong);
    paragraph(fmt::format("The trigger point {} of {} is not known here.", target.choice.point, target.choice.muscle));
    command_button(c, CommandId::exercise_end, "End", "exercise.end");
  } else if (c.in.session.asks()) {
    draw_question(c, target);
  } else {
    draw_checked(c, target);
  }
}

void draw_exercise_button(const PanelContext& c) {
  if (c.in.session.zone && !c.in.session.exercise)
    command_button(c, CommandId::exercise_begin, "Place it yourself", "exercise.begin");
}

}  // namespace palpate
