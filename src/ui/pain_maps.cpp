// All pain maps: a small picture of the described pain of every trigger point, as in the atlases that hang on the wall.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float picture_side = 148.0f, card_width = 164.0f, card_height = 236.0f, card_gap = 10.0f;

struct MapEntry {
  const MuscleRecord* record;
  const TriggerPoint* point;
  std::string group;  // under which it stands
  std::string name;
};

// In the order of the body's regions; with a filter, by what fits: names before all else.
std::vector<MapEntry> entries_of(const PanelContext& c) {
  const std::string wanted = fold(c.state.map_filter);
  std::vector<std::pair<int, MapEntry>> entries;
  for (const MuscleRecord& record : c.in.library.records()) {
    const ConceptId id = c.in.concepts.find(record.muscle);
    if (!id.valid()) continue;
    const Fit fit = fit_of(c.in.concepts[id], wanted, c.in.library, c.in.concepts);
    if (fit == Fit::none) continue;
    const Region region = c.in.concepts[id].region;
    const std::string fitting = fit == Fit::name ? "Name" : capitalised(std::string(label_of(fit)));
    for (const TriggerPoint& point : record.trigger_points) {
      const ConceptId in = c.in.concepts.find(point.in);
      entries.push_back({wanted.empty() ? static_cast<int>(region) : static_cast<int>(fit),
                         {&record, &point, wanted.empty() ? std::string(label_of(region)) : fitting,
                          in.valid() ? c.in.concepts[in].name : c.in.concepts[id].name}});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<MapEntry> sorted;
  sorted.reserve(entries.size());
  for (auto& [order, entry] : entries) sorted.push_back(std::move(entry));
  return sorted;
}

void draw_picture(const PanelContext& c, const ZoneChoice& choice, ImVec2 at) {
  const float side = px(picture_side);
  const ImVec2 end(at.x + side, at.y + side);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(at, end, palette().field, px(6.0f));
  const auto found = std::find_if(c.in.pain_pictures.begin(), c.in.pain_pictures.end(),
                                  [&](const UiPainPicture& p) { return p.choice == choice; });
  if (found != c.in.pain_pictures.end()) {
    // OpenGL's rows begin at the bottom.
    draw->AddImageRounded(to_imgui(found->picture), at, end, ImVec2(0, 1), ImVec2(1, 0), IM_COL32_WHITE, px(6.0f));
  }
  c.out.wanted_pictures.push_back(choice);
}

void draw_card(const PanelContext& c, const MapEntry& entry, ImVec2 at) {
  const ZoneChoice choice{entry.record->muscle, entry.point->id, c.in.session.side};
  const ImVec2 size(px(card_width), px(card_height));
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(&entry.record->muscle);
  const bool pressed = ImGui::InvisibleButton(entry.point->id.c_str(), size);
  ImGui::PopID();
  note_item(c.state, fmt::format("map.{}.{}", choice.muscle, choice.point));
  const bool lit = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  tip(entry.point->referral_text);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end(at.x + size.x, at.y + size.y);
  draw->AddRectFilled(at, end, lit ? palette().card_chosen : palette().card, px(8.0f));
  const float inset = px((card_width - picture_side) * 0.5f);
  draw_picture(c, choice, ImVec2(at.x + inset, at.y + inset));
  draw->PushClipRect(ImVec2(at.x + inset, at.y), ImVec2(end.x - inset, end.y - px(4.0f)), true);
  float y = at.y + px(picture_side + 13.0f);
  const auto lines = [&](Font which, ImU32 colour, const std::string& text) {
    const Style style(which);
    const float width = px(picture_side);
    draw->AddText(ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(at.x + inset, y), colour, text.c_str(), nullptr,
                  width);
    y += ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y + px(2.0f);
  };
  lines(Font::strong, palette().strong, entry.name);
  lines(Font::small, palette().quiet, capitalised(entry.point->label));
  draw->PopClipRect();
  if (!pressed) return;
  c.state.dialog = UiDialog::none;
  c.state.focus = UiFocus::body;
  c.emit(UiChooseMatch{choice});
}

// A row of cards is laid out whether it is seen or not, and drawn only if it is.
void draw_grid(const PanelContext& c, const std::vector<MapEntry>& entries) {
  const float pitch = px(card_width + card_gap), row = px(card_height + card_gap);
  const auto columns = static_cast<std::size_t>(std::max(1.0f, std::floor((content_width() + px(card_gap)) / pitch)));
  for (std::size_t i = 0; i < entries.size();) {
    heading(entries[i].group);
    std::size_t end = i;
    while (end < entries.size() && entries[end].group == entries[i].group) ++end;
    for (; i < end; i += std::min(columns, end - i)) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (ImGui::IsRectVisible(at, ImVec2(at.x + content_width(), at.y + row))) {
        for (std::size_t k = 0; k < std::min(columns, end - i); ++k)
          draw_card(c, entries[i + k], ImVec2(at.x + static_cast<float>(k) * pitch, at.y));
      }
      ImGui::SetCursorScreenPos(at);
      ImGui::Dummy(ImVec2(1.0f, row));
    }
  }
}

}  // namespace

void draw_pain_maps(const PanelContext& c) {
  begin_dialog(c, "All pain maps", ImVec2(1120, 780));
  ImGui::SetNextItemWidth(-1.0f);
  if (c.state.dialog_just_opened) ImGui::SetKeyboardFocusHere();
  ImGui::InputTextWithHint("##maps", "Muscle, region of pain, nerve, root, action, hazard or evidence",
                           &c.state.map_filter);
  note_item(c.state, "maps.field");
  c.state.dialog_just_opened = false;
  gap(4.0f);
  const std::vector<MapEntry> entries = entries_of(c);
  const bool no_skin = c.in.body.size() > 0 && !c.in.progress.running && !c.in.body.find("skin").valid();
  paragraph(no_skin
                ? "This body has no skin to paint on, so there are no pictures. Open one with a skin."
                : fmt::format("{} patterns, {} side. Ring: the zone. Solid: essential pain; dots: spillover, felt by "
                              "some. Commonly described, never certain; a press shows it with its sources.",
                              entries.size(), key_of(c.in.session.side)),
            Font::small, no_skin ? palette().caution : palette().quiet);
  ImGui::BeginChild("maps");
  if (entries.empty()) paragraph("No muscle with a described pattern fits.", Font::text, palette().quiet);
  draw_grid(c, entries);
  ImGui::EndChild();
  end_dialog();
}

}  // namespace palpate
