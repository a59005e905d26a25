// From pain to muscle: the brush, the muscles whose described pain covers what is drawn, and what else it could be.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>
#include <palpate/scene/camera_math.h>

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace palpate {
namespace {

constexpr float thinnest_brush_mm = 4.0f, thickest_brush_mm = 45.0f;
constexpr std::size_t most_places = 5, more_matches = 10;

int percent(float share) {
  return static_cast<int>(std::lround(share * 100.0f));
}

std::string name_of(const PanelContext& c, const std::string& key) {
  const ConceptId id = c.in.concepts.find(key);
  return id.valid() ? c.in.concepts[id].name : key;
}

// "Temporalis, right"
std::string name_of(const PanelContext& c, const PainMatch& m) {
  return fmt::format("{}, {}", name_of(c, m.cover->point->in), key_of(m.cover->side));
}

void set_drawing(const PanelContext& c, PainDrawing drawing, std::string label) {
  c.emit(Action(SetPain{std::move(drawing), std::move(label)}));
  c.emit(UiFinishStep{});
}

void draw_brush(const PanelContext& c) {
  UiState& s = c.state;
  heading("Where does it hurt?");
  s.brush = static_cast<UiBrush>(segmented("brush", {"Draw", "Erase", "Turn"}, static_cast<int>(s.brush), s));
  paragraph(
      s.brush == UiBrush::turn ? "Drag turns the body." : "Drag on the skin draws; drag beside the body turns it.",
      Font::small, palette().quiet);
  gap(4.0f);
  paragraph(fmt::format("Brush {:.0f} mm wide", 2.0f * s.brush_mark.radius_mm), Font::small, palette().quiet);
  slider("##brush width", s.brush_mark.radius_mm, thinnest_brush_mm, thickest_brush_mm, s);
  note_item(s, "pain.width");
  if (s.brush == UiBrush::erase) return;
  const int strength = segmented("strength", {"Mild", "Moderate", "Strong"}, s.brush_mark.intensity - 1, s);
  s.brush_mark.intensity = static_cast<std::uint8_t>(strength + 1);
  if (toggle_row("Felt deep within", s.brush_mark.deep, "pain.deep", s)) s.brush_mark.deep = !s.brush_mark.deep;
}

// Where to look from to see a named region and what is around it.
std::optional<Camera> camera_for(const PanelContext& c, const PainMark& mark) {
  constexpr float around_mm = 110.0f;
  const PainMap& map = *c.in.pain->map;
  const auto region = std::find_if(map.regions().begin(), map.regions().end(), [&](const RegionCover& r) {
    return r.region->region == mark.region && r.side == mark.side;
  });
  if (region == map.regions().end() || region->skin.empty()) return std::nullopt;
  Bounds bounds;
  glm::vec3 towards(0.0f);
  for (const std::uint32_t piece : region->skin) {
    bounds.include(map.skin().pieces()[piece].position - around_mm);
    bounds.include(map.skin().pieces()[piece].position + around_mm);
    towards += map.skin().pieces()[piece].normal;
  }
  const bool all_round = glm::length(towards) < 0.2f * static_cast<float>(region->skin.size());
  const Camera turned = all_round ? c.in.session.camera : turned_to(c.in.session.camera, towards);
  return framed(turned, bounds, c.state.viewport.z / std::max(c.state.viewport.w, 1.0f));
}

// Regions of the skin by name, for those who would rather say it than draw it.
void draw_places(const PanelContext& c) {
  gap(6.0f);
  ImGui::SetNextItemWidth(content_width());
  ImGui::InputTextWithHint("##pain place", "or name a place: temple, heel", &c.state.pain_query);
  note_item(c.state, "pain.place");
  if (c.state.pain_query.empty() || c.in.pain == nullptr || c.in.pain->map == nullptr) return;
  const SidedQuery said = sided_query(c.state.pain_query);
  const Side side = said.side == Side::none ? c.in.session.side : said.side;
  std::size_t shown = 0;
  const SearchIndex index(skin_region_entries(c.in.concepts));  // a few hundred names, and only while one is typed
  for (const SearchHit& hit : index.find(said.text, 20)) {
    const Concept& entry = c.in.concepts[ConceptId(hit.target)];
    const auto& regions = c.in.pain->map->regions();
    const bool known = entry.system == System::skin_regions &&
                       std::any_of(regions.begin(), regions.end(),
                                   [&](const RegionCover& r) { return r.region->region == entry.key; });
    if (!known) continue;
    const std::string note = entry.sided ? std::string(key_of(side)) : std::string("middle");
    const std::string item = "pain.place." + entry.key;
    if (toggle_row(entry.name.c_str(), true, item.c_str(), c.state, note.c_str())) {
      PainMark mark = c.state.brush_mark;
      mark.region = entry.key;
      mark.side = entry.sided ? side : Side::none;
      mark.erases = c.state.brush == UiBrush::erase;
      const std::optional<Camera> camera = camera_for(c, mark);
      PainDrawing drawing = c.in.session.pain;
      drawing.push_back(std::move(mark));
      set_drawing(c, std::move(drawing), fmt::format("Pain: {}", entry.name));
      if (camera) c.emit(UiFly{*camera, "Look at the place"});
      c.state.pain_query.clear();
    }
    if (++shown == most_places) break;
  }
  if (shown == 0) paragraph("No region of the skin is called that.", Font::small, palette().quiet);
}

void draw_painted(const PanelContext& c, const PainView& pain) {
  gap(6.0f);
  const std::size_t areas = pain.painted.areas.size();
  paragraph(fmt::format("{} {}, {:.0f} cm\xC2\xB2 of skin", areas, areas == 1 ? "area" : "areas",
                        pain.map->skin().area_cm2(pain.painted.skin.size())),
            Font::small, palette().quiet);
  if (text_button("Take back", "pain.back", c.state, "Takes the last mark away")) {
    PainDrawing drawing = c.in.session.pain;
    drawing.pop_back();
    set_drawing(c, std::move(drawing), "Take back a mark");
  }
  ImGui::SameLine();
  if (text_button("Clear", "pain.clear", c.state, "Takes all marks away")) set_drawing(c, {}, "Clear the drawing");
}

// A bar as long as the index, so that ranks are seen before they are read.
void draw_bar(float share) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(4.0f);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(at, ImVec2(at.x + width, at.y + height), palette().line, height * 0.5f);
  draw->AddRectFilled(at, ImVec2(at.x + std::max(width * share, height), at.y + height), palette().pain, height * 0.5f);
  ImGui::Dummy(ImVec2(width, height));
}

void draw_match(const PanelContext& c, const PainMatch& m, std::size_t rank) {
  const ZoneChoice choice{m.cover->record->muscle, m.cover->point->id, m.cover->side};
  const bool chosen = c.in.session.zone == choice;
  Card card(fmt::format("match {} {} {}", choice.muscle, choice.point, key_of(choice.side)).c_str(),
            chosen ? Card::Kind::chosen : Card::Kind::button);
  card.note(c.state, fmt::format("pain.match.{}", rank));
  paragraph(name_of(c, m), Font::strong, palette().strong);
  paragraph(capitalised(m.cover->point->label), Font::small, palette().quiet);
  gap(3.0f);
  draw_bar(m.index);
  gap(3.0f);
  paragraph(fmt::format("Covers {} % of what is drawn. {} % of its essential pain is drawn. Jaccard index {:.2f}.",
                        percent(m.painted_explained), percent(m.essential_painted), m.index),
            Font::small, palette().quiet);
  const Grade grade = m.cover->point->referral_claim.grade;
  flow({{"Pattern:", palette().quiet, Font::small}, {std::string(label_of(grade)), colour_of(grade), Font::small}});
  draw_movement_note(c, *m.cover->record, m.cover->point->in);
  if (card.pressed()) c.emit(UiChooseMatch{choice});
}

void draw_matches(const PanelContext& c, const PainAnswer& answer) {
  heading("Muscles described there");
  if (answer.muscles.empty()) {
    paragraph("No pain that is described of a muscle in this library reaches there.", Font::text, palette().quiet);
    return;
  }
  const Movement* movement = asked_movement(c);
  if (movement != nullptr)
    paragraph("Those that make the movement, or are stretched by it, first.", Font::small, palette().quiet);
  const std::vector<PainMatch> muscles =
      movement != nullptr ? movement_first(answer.muscles, *movement) : answer.muscles;
  const std::size_t shown = std::min(c.state.matches_shown, muscles.size());
  for (std::size_t i = 0; i < shown; ++i) draw_match(c, muscles[i], i);
  if (shown < answer.muscles.size() &&
      text_button(fmt::format("More ({})", answer.muscles.size() - shown).c_str(), "pain.more", c.state))
    c.state.matches_shown += more_matches;
}

void draw_together(const PanelContext& c, const PaintedPain& painted, const PainAnswer& answer) {
  if (painted.areas.size() < 2) return;
  heading("All areas together");
  if (answer.together.empty()) {
    paragraph("No one, two or three muscles of this library describe most of every area.", Font::text, palette().quiet);
    return;
  }
  paragraph(fmt::format("{} {} {} % of what is drawn:", answer.together.size() == 1 ? "One muscle" : "These",
                        answer.together.size() == 1 ? "covers" : "cover", percent(answer.together_explained)),
            Font::small, palette().quiet);
  for (std::size_t i = 0; i < answer.together.size(); ++i) {
    const PainMatch& m = answer.together[i];
    const std::string item = fmt::format("pain.together.{}", i);
    if (toggle_row(name_of(c, m).c_str(), true, item.c_str(), c.state, "show"))
      c.emit(UiChooseMatch{{m.cover->record->muscle, m.cover->point->id, m.cover->side}});
  }
}

void draw_other(const PanelContext& c, const OtherMatch& m) {
  const PainArea& area = *m.cover->area;
  const std::string key = structure_key(area.id, m.cover->side);
  const bool shown = c.in.session.other == key;
  Card card(key.c_str(), shown ? Card::Kind::chosen : Card::Kind::button);
  card.note(c.state, "pain.other." + key);
  const std::string side = m.cover->side == Side::none ? "" : fmt::format(", {}", key_of(m.cover->side));
  paragraph(area.name + side, Font::strong, palette().strong);
  flow({{std::string(label_of(area.kind)), palette().quiet, Font::small},
        {"\xC2\xB7", palette().quiet, Font::small},
        {std::string(label_of(area.grade)), colour_of(area.grade), Font::small}});
  if (!area.red_flag.empty()) paragraph("Red flag: " + area.red_flag, Font::small, palette().pain);
  if (shown) {
    gap(3.0f);
    paragraph(area.text, Font::small);
    citation_line(area.sources, c.in.library);
  }
  if (card.pressed()) c.emit(Action(ShowOther{shown ? std::string() : key, area.name}));
}

void draw_others(const PanelContext& c, const PainAnswer& answer) {
  if (answer.others.empty()) return;
  heading("What else it could be");
  for (const OtherMatch& m : answer.others) draw_other(c, m);
}

}  // namespace

void draw_pain_panel(const PanelContext& c) {
  draw_brush(c);
  draw_places(c);
  draw_movement_question(c);
  if (c.in.pain == nullptr || c.in.pain->painted.empty()) draw_moving_muscles(c);
  const PainView* pain = c.in.pain;
  if (c.in.session.asks()) {
    gap(6.0f);
    paragraph("While you place a needle, no pain is shown on the skin.", Font::small, palette().quiet);
    return;
  }
  if (pain == nullptr || pain->state == PainView::State::preparing) {
    gap(6.0f);
    paragraph("The body is being prepared.", Font::small, palette().quiet);
    return;
  }
  if (pain->state == PainView::State::no_skin) {
    gap(6.0f);
    paragraph("This body has no skin to draw on. Open one with a skin: Palpate's own has one.", Font::text,
              palette().caution);
    return;
  }
  if (!c.in.session.pain.empty()) draw_painted(c, *pain);
  if (!pain->painted.empty()) {
    draw_matches(c, pain->answer);
    draw_together(c, pain->painted, pain->answer);
    draw_others(c, pain->answer);
  }
  gap(8.0f);
  paragraph(
      "For study. It compares a drawing with what is commonly described; it names no cause and gives no probability. "
      "The index is the skin that both cover, divided by the skin that either covers; spillover counts half.",
      Font::small, palette().faint);
}

}  // namespace palpate
