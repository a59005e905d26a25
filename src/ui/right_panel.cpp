// The right panel: the page of what is chosen.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

std::string ids_of(const Concept& entry, Side side) {
  std::vector<std::string> ids;
  if (entry.ta2 > 0) ids.push_back(fmt::format("TA2 {}", entry.ta2));
  const int fma = side == Side::right && entry.fma_right > 0 ? entry.fma_right
                  : side == Side::left && entry.fma_left > 0 ? entry.fma_left
                                                             : entry.fma;
  if (fma > 0) ids.push_back(fmt::format("FMA {}", fma));
  return join(ids, " \xC2\xB7 ");
}

void quality_note(const PanelContext& c, const Structure& structure) {
  heading("In this body");
  const AtlasInfo& atlas = c.in.body.atlases()[structure.atlas];
  paragraph(fmt::format("{}, {}", atlas.name, structure.source), Font::small, palette().quiet);
  if (!structure.remark.empty())
    paragraph(fmt::format("Repaired: {}.", structure.remark), Font::small, palette().quiet);
  if (!structure.quality.closed() && structure.quality.triangles > 0) {
    paragraph(
        "This mesh is open: it has holes or faces that disagree. It is shown, but inside and outside are not known.",
        Font::small, palette().caution);
  }
}

}  // namespace

void draw_right_panel(const PanelContext& c) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(19.0f), px(16.0f)));
  begin_side_panel(c, "right panel", UiFocus::right, c.layout.right, c.layout.window.x);
  if (c.in.session.asks()) c.state.needle_open = false;  // its page would cover what is checked
  const bool exercise = shows_exercise_page(c);
  const std::string page = c.in.session.selected + (shows_needle_page(c)  ? "#needle"
                                                    : !exercise           ? ""
                                                    : c.in.session.asks() ? "#asked"
                                                                          : "#checked");
  if (page != c.state.shown_page) {
    ImGui::SetScrollY(0.0f);
    c.state.shown_page = page;
    c.state.choosing_compared = false;
    c.state.compared_query.clear();
  }
  const SelectedConcept selected = selected_concept(c.in.session, c.in.body, c.in.concepts);
  const StructureId structure = c.in.body.find(c.in.session.selected);
  const MuscleRecord* record = selected.id.valid() ? c.in.library.about(c.in.concepts[selected.id].key) : nullptr;
  if (exercise) {
    draw_exercise_page(c);
  } else if (c.in.comparison != nullptr) {
    draw_comparison(c, *c.in.comparison);
  } else if (shows_needle_page(c)) {
    draw_needle_page(c);
  } else if (record != nullptr) {
    draw_muscle_page(c, *record, selected.id);
  } else if (selected.id.valid() || structure.valid()) {
    draw_structure_page(c, selected.id, structure);
  } else {
    draw_start_page(c);
  }
  if (structure.valid() && !exercise && c.in.comparison == nullptr && !shows_needle_page(c))
    quality_note(c, c.in.body[structure]);
  gap(24.0f);
  end_side_panel();
  ImGui::PopStyleVar();
}

namespace {

// A group is read through the muscles that make it up.
void draw_members(const PanelContext& c, const Concept& group) {
  heading("It is made up of");
  for (const std::string& key : group.members) {
    const ConceptId id = c.in.concepts.find(key);
    if (!id.valid()) continue;
    const std::size_t zones = c.in.library.trigger_points_in(key).size();
    const std::string note = zones == 0 ? "" : fmt::format("{} {}", zones, zones == 1 ? "zone" : "zones");
    if (toggle_row(c.in.concepts[id].name.c_str(), true, ("member." + key).c_str(), c.state, note.c_str()))
      c.emit(UiChooseConcept{id, Side::none});
  }
}

// Whose described pain is said to reach a region of the skin, in the words of the records.
void draw_whose_pain(const PanelContext& c, const std::string& region) {
  heading("Muscles said to send pain here");
  bool any = false;
  for (const MuscleRecord& record : c.in.library.records()) {
    bool essential = false, spillover = false;
    for (const TriggerPoint& point : record.trigger_points) {
      for (const ReferralZone& zone : point.zones) {
        if (std::find(zone.regions.begin(), zone.regions.end(), region) == zone.regions.end()) continue;
        (zone.essential ? essential : spillover) = true;
      }
    }
    const ConceptId id = c.in.concepts.find(record.muscle);
    if (!(essential || spillover) || !id.valid()) continue;
    any = true;
    if (toggle_row(c.in.concepts[id].name.c_str(), true, ("refers." + record.muscle).c_str(), c.state,
                   essential ? "essential" : "spillover"))
      c.emit(UiChooseConcept{id, Side::none});
  }
  if (!any) paragraph("None in this library.", Font::text, palette().quiet);
}

}  // namespace

void draw_structure_page(const PanelContext& c, ConceptId id, StructureId structure) {
  const std::string name = id.valid() ? c.in.concepts[id].name : c.in.body[structure].name;
  paragraph(name, Font::title, palette().strong);
  if (!id.valid()) {
    paragraph("This structure has no entry in Palpate's catalogue; it is shown under its own name.", Font::text,
              palette().quiet);
    return;
  }
  const Concept& entry = c.in.concepts[id];
  if (!entry.latin.empty()) paragraph(entry.latin, Font::italic, palette().quiet);
  const Side side = selected_concept(c.in.session, c.in.body, c.in.concepts).side;
  gap(8.0f);
  chips({std::string(label_of(side)), std::string(label_of(entry.kind)), std::string(label_of(entry.region)),
         entry.layer > 0 ? fmt::format("Layer {}", entry.layer) : ""});
  if (!entry.synonyms.empty()) {
    heading("Also called");
    paragraph(join(entry.synonyms, ", "));
  }
  if (!entry.members.empty()) {
    draw_members(c, entry);
  } else if (entry.kind == Kind::muscle) {
    gap(12.0f);
    paragraph("There is no clinical record of this muscle in the library yet: no source was read for it.", Font::text,
              palette().quiet);
  }
  if (entry.system == System::skin_regions) draw_whose_pain(c, entry.key);
  // Which muscles name it as something a needle must not meet.
  std::vector<std::pair<const MuscleRecord*, const Hazard*>> named;
  for (const MuscleRecord& record : c.in.library.records()) {
    for (const NeedlingGuide& guide : record.needling) {
      for (const Hazard& hazard : guide.hazards) {
        const bool known = std::any_of(named.begin(), named.end(), [&](const auto& n) { return n.first == &record; });
        if (hazard.structure == entry.key && !known) named.emplace_back(&record, &hazard);
      }
    }
  }
  if (!named.empty()) {
    heading("Must not be met by a needle for");
    for (const auto& [record, hazard] : named) {
      const ConceptId muscle = c.in.concepts.find(record->muscle);
      const Card card(record->muscle.c_str(), Card::Kind::button);
      paragraph(muscle.valid() ? c.in.concepts[muscle].name : record->muscle, Font::strong, palette().strong);
      paragraph(hazard->reason, Font::small);
      if (card.pressed()) c.emit(UiChooseConcept{muscle, Side::none});
    }
  }
  const std::string ids = ids_of(entry, side);
  if (!ids.empty()) {
    heading("Identity");
    paragraph(ids, Font::small, palette().quiet);
  }
}

void draw_start_page(const PanelContext& c) {
  paragraph("Choose a muscle", Font::title, palette().strong);
  gap(4.0f);
  paragraph("Click on the body, pick one at the left, or press Ctrl F and type a name: \"upper trap\" will do.",
            Font::text, palette().quiet);
  heading("What Palpate shows");
  paragraph(
      "Where a muscle's trigger points are commonly described, where they are said to send pain, and how a needle is "
      "described to approach them, with the source of every statement.");
  heading("How sure is that?");
  paragraph(
      "Trigger points are zones that experts describe, not marks that are certain. A panel of 60 experts agreed that "
      "no fixed place or referral area should be expected, and examiners agree only moderately when they look for "
      "them. The idea itself is disputed; the pages say where.");
  const Source* delphi = c.in.library.source("fernandez-2018-delphi");
  const Source* agreement = c.in.library.source("rathbone-2017-agreement");
  SourceKeys keys;
  if (delphi != nullptr) keys.push_back(delphi->key);
  if (agreement != nullptr) keys.push_back(agreement->key);
  citation_line(keys, c.in.library);
  heading("Keys");
  for (const CommandId id :
       {CommandId::find, CommandId::palette, CommandId::where_it_hurts, CommandId::reading, CommandId::frame_selection,
        CommandId::peel_inwards, CommandId::isolate, CommandId::undo, CommandId::help}) {
    const Command& entry = command(id);
    if (toggle_row(entry.name.data(), false, fmt::format("start.{}", entry.key).c_str(), c.state,
                   text_of(entry.shortcut).c_str()))
      c.emit(id);
  }
}

}  // namespace palpate
