// Two muscles side by side: what is described of both, and what of only one. And how the second one is chosen.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t most_suggested = 8;

using Names = std::set<std::string>;

std::string name_of(const PanelContext& c, const std::string& key) {
  const ConceptId id = c.in.concepts.find(key);
  return id.valid() ? c.in.concepts[id].name : key;
}

Names roots_of(const MuscleRecord& record) {
  Names names;
  for (const Innervation& supply : record.innervation) names.insert(supply.roots.begin(), supply.roots.end());
  return names;
}

Names nerves_of(const MuscleRecord& record) {
  Names names;
  for (const Innervation& supply : record.innervation) names.insert(supply.nerve);
  return names;
}

Names movements_of(const PanelContext& c, const MuscleRecord& record) {
  Names names;
  for (const MuscleAction& action : record.actions) {
    for (const std::string& id : action.movements) {
      const Movement* movement = c.in.library.movement(id);
      if (movement != nullptr) names.insert(movement->name);
    }
  }
  return names;
}

Names regions_of(const PanelContext& c, const MuscleRecord& record, bool essential) {
  Names names;
  for (const TriggerPoint& point : record.trigger_points) {
    for (const ReferralZone& zone : point.zones) {
      if (zone.essential != essential) continue;
      for (const std::string& region : zone.regions) names.insert(name_of(c, region));
    }
  }
  return names;
}

Names hazards_of(const PanelContext& c, const MuscleRecord& record) {
  Names names;
  for (const NeedlingGuide& guide : record.needling) {
    for (const Hazard& hazard : guide.hazards) names.insert(name_of(c, hazard.structure));
  }
  return names;
}

void draw_dot(ImU32 colour) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float radius = px(6.0f), height = ImGui::GetTextLineHeight();
  ImGui::GetWindowDrawList()->AddCircleFilled(ImVec2(at.x + radius, at.y + height * 0.5f), radius, colour);
  ImGui::Dummy(ImVec2(2.0f * radius, height));
  ImGui::SameLine(0.0f, px(8.0f));
}

struct Pair {
  const PanelContext& c;
  const ComparisonView& view;
  std::string first, second;  // names
};

void set_line(const std::string& title, ImU32 tone, const std::vector<std::string>& names) {
  if (names.empty()) return;
  paragraph(title, Font::small, tone);
  paragraph(join(names, ", "));
  gap(3.0f);
}

// What both have, and what only one has.
void draw_sets(const Pair& pair, const char* title, const Names& first, const Names& second) {
  if (first.empty() && second.empty()) return;
  std::vector<std::string> both, only_first, only_second;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
  std::set_difference(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(only_first));
  std::set_difference(second.begin(), second.end(), first.begin(), first.end(), std::back_inserter(only_second));
  heading(title);
  const Card card(title, Card::Kind::plain);
  set_line("Both", palette().strong, both);
  set_line(fmt::format("Only {}", pair.first), palette().pain, only_first);
  set_line(fmt::format("Only {}", pair.second), palette().second, only_second);
}

void draw_overlap(const Pair& pair, const char* what, const AreaOverlap& overlap) {
  const SkinMap& skin = pair.c.in.pain_map->skin();
  const auto cm2 = [&](std::size_t pieces) { return static_cast<double>(skin.area_cm2(pieces)); };
  paragraph(what, Font::strong, palette().strong);
  flow({{fmt::format("{:.0f} cm\xC2\xB2", cm2(overlap.first)), palette().pain, Font::strong},
        {"and", palette().quiet},
        {fmt::format("{:.0f} cm\xC2\xB2", cm2(overlap.second)), palette().second, Font::strong},
        {"of skin;", palette().quiet},
        {fmt::format("{:.0f} cm\xC2\xB2", cm2(overlap.both)), palette().strong, Font::strong},
        {fmt::format("on both. Jaccard index {:.2f}.", static_cast<double>(overlap.jaccard())), palette().quiet}});
  gap(4.0f);
}

void draw_skin(const Pair& pair) {
  heading("Described pain on the skin");
  const Card card("skin", Card::Kind::plain);
  if (!pair.view.ready || pair.c.in.pain_map == nullptr) {
    const bool no_skin =
        pair.c.in.body.size() > 0 && !pair.c.in.progress.running && !pair.c.in.body.find("skin").valid();
    paragraph(no_skin ? "This body has no skin to paint on: the pain is compared in words only."
                      : "The body is being prepared.",
              Font::small, no_skin ? palette().caution : palette().quiet);
    return;
  }
  draw_overlap(pair, "Essential pain", pair.view.skin.essential);
  draw_overlap(pair, "With spillover", pair.view.skin.anywhere);
  paragraph("Solid: essential. Dots: spillover. Stripes of both colours: described of both.", Font::small,
            palette().quiet);
}

void draw_points(const Pair& pair, const MuscleRecord& record, const std::string& name, ImU32 tone) {
  paragraph(name, Font::small, tone);
  if (record.trigger_points.empty()) paragraph("No trigger point is described.", Font::text, palette().quiet);
  for (const TriggerPoint& point : record.trigger_points) {
    const std::string item = fmt::format("compare.{}.{}", record.muscle, point.id);
    if (toggle_row(capitalised(point.label).c_str(), true, item.c_str(), pair.c.state, "show")) {
      pair.c.emit(UiCompare{});
      pair.c.emit(UiChooseMatch{{record.muscle, point.id, pair.view.side}});
    }
  }
}

}  // namespace

void draw_comparison(const PanelContext& c, const ComparisonView& view) {
  const Pair pair{c, view, name_of(c, view.first->muscle), name_of(c, view.second->muscle)};
  draw_dot(palette().pain);
  paragraph(pair.first, Font::section, palette().strong);
  draw_dot(palette().second);
  paragraph(pair.second, Font::section, palette().strong);
  gap(4.0f);
  if (text_button("End", "compare.end", c.state, "Back to the page of the first muscle (D or Esc)"))
    c.emit(UiCompare{});
  ImGui::SameLine();
  if (text_button("Swap", "compare.swap", c.state, "The second muscle first")) {
    const std::string first = view.first->muscle;
    c.emit(UiChooseConcept{c.in.concepts.find(view.second->muscle), view.side});
    c.emit(UiCompare{first});
  }
  gap(4.0f);
  const int left = c.in.session.side == Side::left ? 1 : 0;
  if (segmented("side", {"Right", "Left"}, left, c.state) != left) c.emit(CommandId::other_side);
  draw_skin(pair);
  draw_sets(pair, "Essential pain goes to", regions_of(c, *view.first, true), regions_of(c, *view.second, true));
  draw_sets(pair, "Spillover goes to", regions_of(c, *view.first, false), regions_of(c, *view.second, false));
  draw_sets(pair, "Movements", movements_of(c, *view.first), movements_of(c, *view.second));
  draw_sets(pair, "Nerves", nerves_of(*view.first), nerves_of(*view.second));
  draw_sets(pair, "Roots", roots_of(*view.first), roots_of(*view.second));
  draw_sets(pair, "A needle must not meet", hazards_of(c, *view.first), hazards_of(c, *view.second));
  heading("Trigger-point zones");
  draw_points(pair, *view.first, pair.first, palette().pain);
  draw_points(pair, *view.second, pair.second, palette().second);
  gap(8.0f);
  paragraph("For study: an overlap of what is commonly described. It does not say which muscle hurts.", Font::small,
            palette().faint);
}

namespace {

std::vector<const MuscleRecord*> found_by_name(const PanelContext& c, const MuscleRecord& record) {
  std::vector<const MuscleRecord*> found;
  for (const SearchHit& hit : c.in.search.find(c.state.compared_query, 40)) {
    const MuscleRecord* other = c.in.library.about(c.in.concepts[ConceptId(hit.target)].key);
    if (other == nullptr || other == &record || std::count(found.begin(), found.end(), other) > 0) continue;
    found.push_back(other);
    if (found.size() == most_suggested) break;
  }
  return found;
}

bool suggest(const PanelContext& c, const MuscleRecord& other, const std::string& note) {
  const std::string item = "compare.with." + other.muscle;
  if (!toggle_row(name_of(c, other.muscle).c_str(), true, item.c_str(), c.state, note.c_str())) return false;
  c.emit(UiCompare{other.muscle});
  c.state.choosing_compared = false;
  c.state.compared_query.clear();
  return true;
}

void suggest_alike(const PanelContext& c, const MuscleRecord& record) {
  if (c.in.pain_map == nullptr) {
    paragraph("Type a name.", Font::small, palette().quiet);
    return;
  }
  const std::string of = structure_key(record.muscle, c.in.session.side);
  if (c.state.alike_of != of) {
    c.state.alike_of = of;
    c.state.alike = muscles_alike(*c.in.pain_map, record, c.in.session.side, most_suggested);
  }
  if (c.state.alike.empty()) {
    paragraph("No other muscle is described to send pain there. Type a name.", Font::small, palette().quiet);
    return;
  }
  paragraph("Essential pain most alike (Jaccard index), or type a name:", Font::small, palette().quiet);
  for (const AlikeMuscle& alike : c.state.alike) {
    if (suggest(c, *alike.record, fmt::format("{:.2f}", static_cast<double>(alike.jaccard)))) return;
  }
}

}  // namespace

void draw_compared_choice(const PanelContext& c, const MuscleRecord& record) {
  gap(6.0f);
  if (!c.state.choosing_compared) {
    if (text_button("Compare with another muscle", "compare.begin", c.state, "D"))
      c.state.choosing_compared = c.state.want_compared_field = true;
    return;
  }
  const Card card("compare", Card::Kind::plain);
  ImGui::SetNextItemWidth(content_width());
  if (std::exchange(c.state.want_compared_field, false)) ImGui::SetKeyboardFocusHere();
  ImGui::InputTextWithHint("##compare", "Compare with which muscle?", &c.state.compared_query);
  note_item(c.state, "compare.field");
  if (c.state.compared_query.empty()) {
    suggest_alike(c, record);
  } else {
    const std::vector<const MuscleRecord*> found = found_by_name(c, record);
    if (found.empty()) paragraph("No other muscle with a record is called that.", Font::small, palette().quiet);
    for (const MuscleRecord* other : found) {
      if (suggest(c, *other, {})) break;
    }
  }
  if (text_button("Cancel", "compare.cancel", c.state, "Escape")) c.state.choosing_compared = false;
}

}  // namespace palpate
