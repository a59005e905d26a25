// Before the needle: what speaks against it, what is asked and prepared, and what is done when something goes wrong.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr float least_column = 300.0f;

// A square with a tick: the state is told by shape, not by colour alone.
bool tick_box(const char* id, bool ticked) {
  const Palette& p = palette();
  const float side = px(18.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(id, ImVec2(side, side));
  const bool lit = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end(at.x + side, at.y + side);
  draw->AddRectFilled(at, end, p.field, px(4.0f));
  draw->AddRect(at, end, lit ? p.accent : p.quiet, px(4.0f), 0, px(1.5f));
  if (ticked) {
    draw->AddLine(ImVec2(at.x + side * 0.2f, at.y + side * 0.52f), ImVec2(at.x + side * 0.42f, at.y + side * 0.76f),
                  p.accent, px(2.2f));
    draw->AddLine(ImVec2(at.x + side * 0.42f, at.y + side * 0.76f), ImVec2(at.x + side * 0.82f, at.y + side * 0.24f),
                  p.accent, px(2.2f));
  }
  return pressed;
}

void draw_line(const PanelContext& c, const ChecklistLine& line, std::set<std::string>& ticked) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool on = ticked.count(line.id) > 0;
  const bool pressed = tick_box(line.id.c_str(), on);
  note_item(c.state, "tick." + line.id);
  c.out.wants_another_frame = c.out.wants_another_frame || pressed;  // the tick is drawn in the next one
  if (pressed && on) ticked.erase(line.id);
  if (pressed && !on) ticked.insert(line.id);
  const float indent = px(28.0f);
  ImGui::SetCursorScreenPos(at);
  ImGui::Indent(indent);
  paragraph(line.text);
  if (!line.why.empty()) paragraph(line.why, Font::small, palette().quiet);
  if (line.graded) paragraph(label_of(line.grade), Font::small, colour_of(line.grade));
  citation_line(line.sources, c.in.library);
  ImGui::Unindent(indent);
  gap(6.0f);
}

void draw_section(const PanelContext& c, const ChecklistSection& section, std::set<std::string>& ticked) {
  ImGui::PushID(section.title.c_str());
  if (!section.emergency) heading(section.title);
  for (const ChecklistLine& line : section.lines) draw_line(c, line, ticked);
  ImGui::PopID();
}

void draw_disagreements(const PanelContext& c, const std::vector<Disagreement>& disagreements) {
  if (disagreements.empty()) return;
  heading("Where sources disagree");
  for (std::size_t i = 0; i < disagreements.size(); ++i) {
    const Card card(fmt::format("disagreement {}", i).c_str(), Card::Kind::plain);
    paragraph(disagreements[i].about, Font::strong, palette().strong);
    for (const Statement& view : disagreements[i].views) {
      paragraph(view.text);
      citation_line(view.sources, c.in.library);
    }
  }
}

// A triangle with words: it is found without seeing colours.
void draw_emergency_title() {
  const float side = px(20.0f), indent = px(30.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddTriangleFilled(ImVec2(at.x + side * 0.5f, at.y), ImVec2(at.x, at.y + side), ImVec2(at.x + side, at.y + side),
                          palette().warning_edge);
  draw->AddLine(ImVec2(at.x + side * 0.5f, at.y + side * 0.34f), ImVec2(at.x + side * 0.5f, at.y + side * 0.66f),
                palette().panel, px(2.4f));
  draw->AddCircleFilled(ImVec2(at.x + side * 0.5f, at.y + side * 0.83f), px(1.5f), palette().panel);
  ImGui::Indent(indent);
  paragraph("Emergency: stop, sit, call, say that a needle was used", Font::strong, palette().warning_edge);
  ImGui::Unindent(indent);
  gap(4.0f);
}

void draw_emergency(const PanelContext& c, const Checklist& list, std::set<std::string>& ticked, ImVec2 size) {
  ImGui::BeginChild("emergency", size);
  draw_emergency_title();
  ImGui::BeginChild("what to do");
  for (const ChecklistSection& section : list.sections) {
    if (section.emergency) draw_section(c, section, ticked);
  }
  ImGui::EndChild();
  ImGui::EndChild();
}

void draw_sections(const PanelContext& c, const Checklist& list, std::set<std::string>& ticked, ImVec2 size,
                   bool opened) {
  ImGui::BeginChild("sections", size);
  if (opened) ImGui::SetScrollY(0.0f);
  for (const ChecklistSection& section : list.sections) {
    if (!section.emergency) draw_section(c, section, ticked);
  }
  draw_disagreements(c, list.disagreements);
  if (!c.in.before_needle->no_source.empty()) {
    heading("No source found");
    for (const std::string& missing : c.in.before_needle->no_source) paragraph(missing, Font::small);
  }
  ImGui::EndChild();
}

void draw_foot(const PanelContext& c, std::set<std::string>& ticked) {
  gap(6.0f);
  if (filled_button("Print \xE2\x80\xA6", "needle.print", c.state)) c.emit(UiAskToPrint{});
  ImGui::SameLine();
  if (text_button("Clear ticks", "needle.clear", c.state)) ticked.clear();
  if (!c.state.checklist_note.empty()) paragraph(c.state.checklist_note, Font::small, palette().accent);
}

}  // namespace

ShownChecklist shown_checklist(const BeforeNeedle& before, const ClinicalLibrary& library,
                               const ConceptCatalog& concepts, ConceptId id) {
  const Region region = id.valid() ? concepts[id].region : Region::whole;
  const MuscleRecord* record = id.valid() ? library.about(concepts[id].key) : nullptr;
  ShownChecklist shown{checklist_for(before, region, record), std::string(label_of(region)), {}};
  if (record != nullptr) {
    const ConceptId muscle = concepts.find(record->muscle);
    shown.about = muscle.valid() ? concepts[muscle].name : record->muscle;
  }
  shown.key = record != nullptr ? record->muscle : std::string(key_of(region));
  return shown;
}

void draw_before_needle(const PanelContext& c) {
  begin_dialog(c, "Before the needle", ImVec2(1080, 760));
  const bool opened = c.state.dialog_just_opened;
  c.state.dialog_just_opened = false;
  if (c.in.before_needle == nullptr || c.in.before_needle->items.empty()) {
    paragraph("The list could not be read; the messages say why.", Font::text, palette().caution);
    return end_dialog();
  }
  const ShownChecklist shown = shown_checklist(*c.in.before_needle, c.in.library, c.in.concepts,
                                               selected_concept(c.in.session, c.in.body, c.in.concepts).id);
  std::set<std::string>& ticked = c.state.ticks[shown.key];
  paragraph(fmt::format("{} \xC2\xB7 {}", shown.about, label_of(shown.list.region)), Font::strong, palette().strong);
  paragraph(checklist_caution(), Font::small, palette().quiet);
  gap(6.0f);
  const float foot = px(c.state.checklist_note.empty() ? 48.0f : 84.0f);
  const ImVec2 room(content_width(), std::max(ImGui::GetContentRegionAvail().y - foot, px(120.0f)));
  if (room.x >= px(2 * least_column)) {
    const float right = room.x * 0.38f;
    draw_sections(c, shown.list, ticked, ImVec2(room.x - right - px(18.0f), room.y), opened);
    ImGui::SameLine(0.0f, px(18.0f));
    draw_emergency(c, shown.list, ticked, ImVec2(right, room.y));
  } else {
    draw_emergency(c, shown.list, ticked, ImVec2(room.x, room.y * 0.36f));
    gap(6.0f);
    draw_sections(c, shown.list, ticked, ImVec2(room.x, room.y * 0.62f), opened);
  }
  draw_foot(c, ticked);
  end_dialog();
}

}  // namespace palpate
