// The body as a tree: by region (muscles, as a clinician looks for them) and by system (everything).
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>
#include <palpate/clinical/browse.h>

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace palpate {
namespace {

constexpr float row_height = 26.0f;

// One line that can be chosen: a name, a note at the right, and whether it is chosen now.
bool row(const PanelContext& c, const std::string& name, const std::string& note, float indent, bool chosen,
         const std::string& item) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(row_height);
  ImGui::PushID(item.c_str());
  const bool pressed = ImGui::InvisibleButton("row", ImVec2(width, height));
  ImGui::PopID();
  note_item(c.state, item);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 low(at.x - px(8.0f), at.y), high(at.x + width + px(8.0f), at.y + height);
  if (chosen) {
    draw->AddRectFilled(low, high, p.accent_soft, px(6.0f));
  } else if (ImGui::IsItemHovered()) {
    draw->AddRectFilled(low, high, p.card, px(6.0f));
  }
  const float y = at.y + (height - ImGui::GetFontSize()) * 0.5f;
  float note_width = 0.0f;
  if (!note.empty()) {
    const Style style(Font::small);
    note_width = ImGui::CalcTextSize(note.c_str()).x + px(8.0f);
    draw->AddText(ImVec2(at.x + width - note_width + px(8.0f), at.y + (height - ImGui::GetFontSize()) * 0.5f), p.quiet,
                  note.c_str());
  }
  draw->PushClipRect(low, ImVec2(at.x + width - note_width, high.y), true);
  draw->AddText(ImVec2(at.x + indent, y), chosen ? p.accent : p.text, name.c_str());
  draw->PopClipRect();
  return pressed;
}

// A heading that opens and closes what is below it.
bool branch(const PanelContext& c, const std::string& name, std::size_t count, bool open_at_first) {
  const Palette& p = palette();
  const ImGuiID id = ImGui::GetID(name.c_str());
  ImGuiStorage* storage = ImGui::GetStateStorage();
  bool open = storage->GetBool(id, open_at_first);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(30.0f);
  ImGui::PushID(name.c_str());
  if (ImGui::InvisibleButton("branch", ImVec2(width, height))) {
    open = !open;
    storage->SetBool(id, open);
  }
  ImGui::PopID();
  note_item(c.state, "branch." + name);
  std::string capitals = name;
  for (char& letter : capitals) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  const Style style(Font::capitals, ImGui::IsItemHovered() ? p.text : p.quiet);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = at.y + (height - ImGui::GetFontSize()) * 0.5f;
  draw->AddText(ImVec2(at.x, y), ImGui::GetColorU32(ImGuiCol_Text), capitals.c_str());
  const std::string note = std::to_string(count);
  draw->AddText(ImVec2(at.x + width - ImGui::CalcTextSize(note.c_str()).x, y), p.faint, note.c_str());
  return open;
}

void filter_field(const PanelContext& c, const char* hint) {
  gap(4.0f);
  ImGui::SetNextItemWidth(content_width());
  ImGui::InputTextWithHint("##filter", hint, &c.state.tree_filter);
  note_item(c.state, "tree.filter");
  gap(6.0f);
}

bool passes(const std::string& filter, const Concept& entry) {
  if (filter.empty()) return true;
  if (fold(entry.name).find(filter) != std::string::npos || fold(entry.latin).find(filter) != std::string::npos)
    return true;
  return std::any_of(entry.synonyms.begin(), entry.synonyms.end(),
                     [&](const std::string& s) { return fold(s).find(filter) != std::string::npos; });
}

// Records are long: they are looked through when the filter changes, not for every picture.
void refresh_fits(const PanelContext& c, const std::string& filter) {
  if (c.state.fits.size() == c.in.concepts.size() && c.state.fits_of == filter) return;
  c.state.fits_of = filter;
  c.state.fits.assign(c.in.concepts.size(), Fit::none);
  for (std::size_t i = 0; i < c.in.concepts.size(); ++i) {
    const Concept& entry = c.in.concepts.all()[i];
    if (entry.kind == Kind::muscle) c.state.fits[i] = fit_of(entry, filter, c.in.library, c.in.concepts);
  }
}

bool in_body(const PanelContext& c, ConceptId id) {
  return !c.in.body.realise(c.in.concepts, id, Side::none).empty();
}

std::string zone_note(const PanelContext& c, const std::string& key) {
  const std::size_t count = c.in.library.trigger_points_in(key).size();
  return count == 0 ? std::string() : fmt::format("{} {}", count, count == 1 ? "zone" : "zones");
}

// The last part of a part's name: "Descending part" of "Trapezius, descending part".
std::string part_name(const Concept& entry) {
  const std::size_t comma = entry.name.find(", ");
  if (comma == std::string::npos) return entry.name;
  std::string name = entry.name.substr(comma + 2);
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

void concept_row(const PanelContext& c, ConceptId id, ConceptId selected, float indent, bool as_part) {
  const Concept& entry = c.in.concepts[id];
  // Why a muscle fits that is called something else.
  const std::string why = as_part ? std::string() : std::string(label_of(c.state.fits[id.index()]));
  if (row(c, as_part ? part_name(entry) : entry.name, why.empty() ? zone_note(c, entry.key) : why, indent,
          id == selected, "tree." + entry.key))
    c.emit(UiChooseConcept{id, Side::none});
  if (ImGui::IsItemHovered() && !entry.latin.empty()) tip(entry.latin);
}

}  // namespace

void draw_region_tree(const PanelContext& c) {
  filter_field(c, "Name, nerve, C6, pain, hazard");
  const std::string filter = fold(c.state.tree_filter);
  refresh_fits(c, filter);
  const ConceptId selected = selected_concept(c.in.session, c.in.body, c.in.concepts).id;
  std::map<Region, std::vector<ConceptId>> by_region;
  for (std::uint32_t i = 0; i < c.in.concepts.size(); ++i) {
    const Concept& entry = c.in.concepts.all()[i];
    const ConceptId id(i);
    if (entry.kind != Kind::muscle || c.in.concepts.whole_of(id).valid()) continue;
    if (c.state.fits[i] == Fit::none) continue;
    if (!in_body(c, id) && c.in.library.about(entry.key) == nullptr) continue;
    by_region[entry.region].push_back(id);
  }
  for (const Region region : all_regions()) {
    const auto found = by_region.find(region);
    if (found == by_region.end()) continue;
    std::vector<ConceptId>& muscles = found->second;
    // Muscles with trigger points first: that is what most people look for.
    const auto has_zones = [&](ConceptId id) { return !c.in.library.trigger_points_in(c.in.concepts[id].key).empty(); };
    std::stable_sort(muscles.begin(), muscles.end(), [&](ConceptId a, ConceptId b) {
      const bool ra = has_zones(a), rb = has_zones(b);
      return ra != rb ? ra : c.in.concepts[a].name < c.in.concepts[b].name;
    });
    const bool chosen_here = selected.valid() && c.in.concepts[selected].region == region;
    if (!branch(c, std::string(label_of(region)), muscles.size(),
                region == Region::neck || region == Region::shoulder || chosen_here) &&
        filter.empty())
      continue;
    // The others would make the list endless: they stand below in a branch of their own.
    const auto others = std::find_if_not(muscles.begin(), muscles.end(), has_zones);
    const bool chosen_other = std::find(others, muscles.end(), selected) != muscles.end();
    for (auto it = muscles.begin(); it != muscles.end(); ++it) {
      if (it == others && filter.empty()) {
        const std::string name = fmt::format("{}: no zone described", label_of(region));
        if (!branch(c, name, static_cast<std::size_t>(muscles.end() - others), false) && !chosen_other) break;
      }
      const ConceptId id = *it;
      concept_row(c, id, selected, px(6.0f), false);
      const std::vector<ConceptId> parts = c.in.concepts.parts_of(id);
      const bool open =
          id == selected || std::find(parts.begin(), parts.end(), selected) != parts.end() || !filter.empty();
      if (!open) continue;
      for (const ConceptId part : parts) {
        if (in_body(c, part)) concept_row(c, part, selected, px(20.0f), true);
      }
    }
  }
  if (by_region.empty()) paragraph("No muscle fits.", Font::text, palette().quiet);
}

void draw_system_tree(const PanelContext& c) {
  filter_field(c, "Filter");
  const std::string filter = fold(c.state.tree_filter);
  std::map<System, std::vector<std::uint32_t>> by_system;
  for (std::uint32_t i = 0; i < c.in.body.size(); ++i) {
    const Structure& structure = c.in.body.structures()[i];
    const bool fits = filter.empty() || fold(structure.name).find(filter) != std::string::npos ||
                      (structure.concept_id.valid() && passes(filter, c.in.concepts[structure.concept_id]));
    if (fits) by_system[structure.system].push_back(i);
  }
  for (const System system : all_systems()) {
    const auto found = by_system.find(system);
    if (found == by_system.end()) continue;
    if (!branch(c, std::string(label_of(system)), found->second.size(), false)) continue;
    std::vector<std::uint32_t>& ids = found->second;
    std::stable_sort(ids.begin(), ids.end(), [&](std::uint32_t a, std::uint32_t b) {
      return c.in.body.structures()[a].name < c.in.body.structures()[b].name;
    });
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(ids.size()), px(row_height) + ImGui::GetStyle().ItemSpacing.y);
    while (clipper.Step()) {
      for (int k = clipper.DisplayStart; k < clipper.DisplayEnd; ++k) {
        const std::uint32_t i = ids[static_cast<std::size_t>(k)];
        const Structure& structure = c.in.body.structures()[i];
        if (row(c, structure.name, std::string(key_of(structure.side)), px(6.0f),
                structure.key == c.in.session.selected, "structure." + structure.key)) {
          c.emit(UiChooseStructure{StructureId(i)});
        }
      }
    }
  }
}

}  // namespace palpate
