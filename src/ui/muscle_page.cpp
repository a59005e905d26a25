// A muscle's page, read from the top like a good textbook page.
#include "panels.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace palpate {
namespace {

std::string name_of(const PanelContext& c, const std::string& key) {
  const ConceptId id = c.in.concepts.find(key);
  return id.valid() ? c.in.concepts[id].name : key;
}

// What the page is about: a part shows what belongs to it, the whole shows all.
struct Page {
  const PanelContext& c;
  const MuscleRecord& record;
  const Concept& entry;
  std::vector<const TriggerPoint*> points;

  [[nodiscard]] bool speaks_of(const std::string& part) const {
    return part.empty() || entry.key == record.muscle || part == entry.key || entry.key.rfind(part + "/", 0) == 0;
  }
  [[nodiscard]] const TriggerPoint* chosen() const {
    const auto& zone = c.in.session.zone;
    return zone && zone->muscle == record.muscle ? record.find(zone->point) : nullptr;
  }
};

void draw_names(const Page& page) {
  const Palette& p = palette();
  paragraph(page.entry.name, Font::title, p.strong);
  if (!page.entry.latin.empty()) paragraph(page.entry.latin, Font::italic, p.quiet);
  if (!page.entry.synonyms.empty()) {
    std::vector<std::string> few(page.entry.synonyms.begin(),
                                 page.entry.synonyms.begin() +
                                     static_cast<std::ptrdiff_t>(std::min<std::size_t>(page.entry.synonyms.size(), 4)));
    paragraph(join(few, ", "), Font::small, p.quiet);
  }
  gap(8.0f);
  std::vector<std::string> texts = {std::string(label_of(page.c.in.session.side))};
  for (const Innervation& i : page.record.innervation) {
    if (!page.speaks_of(i.part)) continue;
    texts.push_back(i.roots.empty() ? i.nerve : fmt::format("{}, {}", i.nerve, join(i.roots, " ")));
    if (texts.size() >= 4) break;
  }
  if (page.entry.layer > 0) texts.push_back(fmt::format("Layer {}", page.entry.layer));
  chips(texts);
}

// One warning: the gravest hazards of the needling.
void draw_warning(const Page& page) {
  std::vector<const Hazard*> grave;
  std::set<std::string> seen;
  for (const NeedlingGuide& guide : page.record.needling) {
    const bool mine = std::any_of(page.points.begin(), page.points.end(), [&](const TriggerPoint* t) {
      return std::find(guide.zones.begin(), guide.zones.end(), t->id) != guide.zones.end();
    });
    for (const Hazard& hazard : guide.hazards) {
      if (mine && hazard.severity == Hazard::Severity::life_threatening && seen.insert(hazard.structure).second)
        grave.push_back(&hazard);
    }
  }
  if (grave.empty()) return;
  gap(12.0f);
  const Card card("warning", Card::Kind::warning);
  std::vector<std::string> names;
  names.reserve(grave.size());
  for (const Hazard* h : grave) names.push_back(name_of(page.c, h->structure));
  paragraph(fmt::format("A needle here can reach: {}", join(names, ", ")), Font::strong, palette().warning_text);
  paragraph(grave.front()->reason, Font::text, palette().warning_text);
}

void draw_zones(const Page& page) {
  heading("Trigger-point zones, commonly described");
  const TriggerPoint* chosen = page.chosen();
  for (const TriggerPoint* point : page.points) {
    const bool is_chosen = point == chosen;
    Card card(point->id.c_str(), is_chosen ? Card::Kind::chosen : Card::Kind::button);
    card.note(page.c.state, "zone." + point->id);
    paragraph(capitalised(point->label), Font::strong, palette().strong);
    if (page.entry.key == page.record.muscle && point->in != page.record.muscle)
      paragraph(name_of(page.c, point->in), Font::small, palette().quiet);
    paragraph(point->location.text);
    gap(3.0f);
    claim_line("Location", point->location_claim.grade, point->location_claim.text, point->location_claim.sources,
               page.c.in.library);
    if (card.pressed()) {
      page.c.state.focus = UiFocus::right;
      page.c.emit(UiChooseZone{{page.record.muscle, point->id, page.c.in.session.side}});
    }
  }
  if (page.record.trigger_points.empty()) {
    paragraph("No trigger point of this muscle is described in the sources that were read.", Font::text,
              palette().quiet);
  } else if (page.points.empty()) {
    paragraph("No trigger point of this part is described in the library.", Font::text, palette().quiet);
  }
}

void draw_figures(const Page& page) {
  const UiPicture& front = page.c.in.pain_front;
  const UiPicture& back = page.c.in.pain_back;
  if (front.texture == 0 || back.texture == 0) return;
  const float height = px(176.0f), width = height * front.size.x / std::max(front.size.y, 1.0f);
  for (const UiPicture* picture : {&front, &back}) {
    // OpenGL's rows begin at the bottom.
    ImGui::Image(to_imgui(*picture), ImVec2(width, height), ImVec2(0, 1), ImVec2(1, 0));
    if (picture == &front) ImGui::SameLine(0.0f, px(10.0f));
  }
}

void draw_referral(const Page& page) {
  const TriggerPoint* point = page.chosen();
  if (point == nullptr) return;
  heading("Referred pain");
  {
    const Card card("referral", Card::Kind::plain);
    draw_figures(page);
    gap(6.0f);
    const Body& body = page.c.in.body;
    if (body.size() > 0 && !page.c.in.progress.running && !body.find("skin").valid())
      paragraph("This body has no skin to paint on: the pattern is told in words only.", Font::text, palette().caution);
    paragraph(point->referral_text);
    gap(3.0f);
    claim_line("Pattern", point->referral_claim.grade, point->referral_claim.text, point->referral_claim.sources,
               page.c.in.library);
    gap(6.0f);
    flow({{"Solid:", palette().pain, Font::small},
          {"essential.", palette().quiet, Font::small},
          {"Dots:", palette().pain, Font::small},
          {"spillover, felt by some.", palette().quiet, Font::small}});
  }
  if (!point->symptoms.empty()) {
    heading("What people report");
    const Card card("symptoms", Card::Kind::plain);
    for (const Statement& s : point->symptoms) {
      paragraph(s.text);
      citation_line(s.sources, page.c.in.library);
    }
  }
  if (!point->mistaken_for.empty()) {
    heading("Can be mistaken for");
    const Card card("mistaken", Card::Kind::plain);
    std::vector<Mistakable> sorted = point->mistaken_for;
    std::stable_partition(sorted.begin(), sorted.end(), [](const Mistakable& m) { return m.kind == "red-flag"; });
    for (const Mistakable& m : sorted) {
      const bool red = m.kind == "red-flag";
      flow({{red ? "Red flag:" : "", palette().warning_edge, Font::strong}, {m.what, palette().text}});
      citation_line(m.sources, page.c.in.library);
    }
  }
}

void draw_disagreements(const Page& page, const std::vector<Disagreement>& list) {
  for (const Disagreement& d : list) {
    gap(4.0f);
    paragraph(fmt::format("Sources disagree: {}", d.about), Font::strong, palette().caution);
    for (const Statement& view : d.views) {
      paragraph(view.text);
      citation_line(view.sources, page.c.in.library);
    }
  }
}

void statement(const Page& page, const char* title, const Statement& s) {
  if (s.text.empty()) return;
  paragraph(title, Font::small, palette().quiet);
  paragraph(s.text);
  citation_line(s.sources, page.c.in.library);
  gap(4.0f);
}

void draw_needle_facts(const Page& page, const NeedlingGuide& g) {
  paragraph("Needle described", Font::small, palette().quiet);
  std::string needle = fmt::format("{:.0f} to {:.0f} mm long", static_cast<double>(g.length_mm.low),
                                   static_cast<double>(g.length_mm.high));
  if (g.diameter_mm.high > 0.0f)
    needle += fmt::format(", {:.2f} to {:.2f} mm thick", static_cast<double>(g.diameter_mm.low),
                          static_cast<double>(g.diameter_mm.high));
  paragraph(needle);
  citation_line(g.needle_sources, page.c.in.library);
  gap(4.0f);
  const NeedleWay& way = page.c.in.zone != nullptr && page.c.in.zone->guide == &g ? *page.c.in.zone->way : g.way;
  statement(page, "Where it enters", {way.entry_text, way.entry_sources});
  statement(page, "Direction", {way.direction_text, way.direction_sources});
  paragraph("Depth, which differs from person to person", Font::small, palette().quiet);
  paragraph(g.depth_text);
  if (g.depth_limit_mm) {
    flow({{fmt::format("Smallest distance reported: {:.0f} mm", static_cast<double>(*g.depth_limit_mm)),
           palette().warning_edge, Font::strong},
          {fmt::format("({})", g.depth_limit_of), palette().text}});
  }
  if (!g.depth_depends_on.empty())
    paragraph(fmt::format("Depends on: {}.", join(g.depth_depends_on, ", ")), Font::small, palette().quiet);
  citation_line(g.depth_sources, page.c.in.library);
}

void draw_hazards(const Page& page, const NeedlingGuide& g) {
  gap(6.0f);
  paragraph("Must not meet", Font::small, palette().quiet);
  for (const Hazard& h : g.hazards) {
    const ImU32 tone = h.severity == Hazard::Severity::life_threatening ? palette().warning_edge
                       : h.severity == Hazard::Severity::serious        ? palette().caution
                                                                        : palette().quiet;
    const char* word = h.severity == Hazard::Severity::life_threatening ? "life-threatening:"
                       : h.severity == Hazard::Severity::serious        ? "serious:"
                                                                        : "minor:";
    ImGui::BeginGroup();
    flow({{name_of(page.c, h.structure), palette().strong, Font::strong},
          {word, tone, Font::small},
          {h.reason, palette().text}});
    ImGui::EndGroup();
    if (ImGui::IsItemClicked())
      page.c.emit(UiChooseConcept{page.c.in.concepts.find(h.structure), page.c.in.session.side});
    citation_line(h.sources, page.c.in.library);
  }
  if (page.c.in.zone != nullptr && page.c.in.zone->guide == &g && !page.c.in.zone->missing_hazards.empty()) {
    paragraph(fmt::format("Not in this body, so not drawn: {}.", join(page.c.in.zone->missing_hazards, ", ")),
              Font::small, palette().caution);
  }
}

void draw_before_needle_button(const Page& page) {
  const Command& entry = command(CommandId::before_needle);
  if (text_button(entry.name.data(), "page.before-needle", page.c.state, entry.description.data()))
    page.c.emit(CommandId::before_needle);
  ImGui::SameLine(0.0f, px(6.0f));
  draw_exercise_button(page.c);
  gap(6.0f);
}

void draw_needling(const Page& page) {
  const TriggerPoint* point = page.chosen();
  if (point == nullptr) return;
  const auto guides = page.record.guides_for(point->id);
  heading("Needling, as described");
  if (guides.empty()) {
    paragraph(point->no_needling.empty() ? "No source was found for needling this zone." : point->no_needling,
              Font::text, palette().quiet);
    return;
  }
  draw_before_needle_button(page);
  int number = 0;
  for (const NeedlingGuide* g : guides) {
    const Card card(fmt::format("needling.{}", number++).c_str(), Card::Kind::plain);
    if (!g->title.empty()) paragraph(g->title, Font::strong, palette().strong);
    statement(page, "Position", g->position);
    statement(page, "Finding it", g->palpation);
    statement(page, "Technique", g->technique);
    draw_needle_facts(page, *g);
    draw_hazards(page, *g);
    if (!g->precautions.empty()) {
      gap(6.0f);
      paragraph("Precautions", Font::small, palette().quiet);
      for (const Statement& s : g->precautions) {
        paragraph(s.text);
        citation_line(s.sources, page.c.in.library);
      }
    }
    draw_disagreements(page, g->disagreements);
  }
}

void draw_anatomy(const Page& page) {
  heading("Attachments");
  {
    const Card card("attachments", Card::Kind::plain);
    for (const AttachmentRecord& a : page.record.attachments) {
      if (!page.speaks_of(a.part)) continue;
      if (!a.part.empty()) paragraph(name_of(page.c, a.part), Font::strong, palette().strong);
      for (const Site& s : a.origin) flow({{"Origin", palette().quiet, Font::small}, {s.text, palette().text}});
      for (const Site& s : a.insertion) flow({{"Insertion", palette().quiet, Font::small}, {s.text, palette().text}});
      citation_line(a.sources, page.c.in.library);
    }
  }
  heading("Nerve");
  {
    const Card card("nerve", Card::Kind::plain);
    for (const Innervation& i : page.record.innervation) {
      if (!page.speaks_of(i.part)) continue;
      flow({{i.part.empty() ? "" : name_of(page.c, i.part) + ":", palette().quiet, Font::small},
            {i.nerve, palette().strong, Font::strong},
            {join(i.roots, ", "), palette().text}});
      if (!i.note.empty()) paragraph(i.note, Font::small, palette().quiet);
      citation_line(i.sources, page.c.in.library);
    }
  }
  heading("Action");
  const Card card("action", Card::Kind::plain);
  for (const MuscleAction& a : page.record.actions) {
    if (!page.speaks_of(a.part)) continue;
    if (!a.part.empty() && page.entry.key == page.record.muscle)
      paragraph(name_of(page.c, a.part), Font::small, palette().quiet);
    paragraph(a.text);
    std::vector<std::string> terms;
    for (const std::string& id : a.movements) {
      if (const Movement* movement = page.c.in.library.movement(id)) terms.push_back(movement->name);
    }
    if (!terms.empty()) paragraph(join(terms, " \xC2\xB7 "), Font::small, palette().accent);
    citation_line(a.sources, page.c.in.library);
  }
}

void draw_evidence(const Page& page) {
  if (!page.record.evidence.empty() || !page.record.no_source.empty()) {
    heading(page.record.evidence.empty() ? "What is not known" : "Evidence");
    const Card card("evidence", Card::Kind::plain);
    for (const Evidence& e : page.record.evidence) {
      flow({{std::string(label_of(e.question)), palette().strong, Font::strong},
            {std::string(label_of(e.grade)), colour_of(e.grade), Font::text}});
      paragraph(e.text);
      citation_line(e.sources, page.c.in.library);
      gap(4.0f);
    }
    draw_disagreements(page, page.record.disagreements);
    if (!page.record.no_source.empty()) {
      if (!page.record.evidence.empty()) {
        gap(4.0f);
        paragraph("No source found", Font::small, palette().quiet);
      }
      for (const std::string& missing : page.record.no_source) paragraph(missing, Font::small);
    }
  }
  if (!page.record.patient.text.empty()) {
    heading("For a patient");
    const Card card("patient", Card::Kind::plain);
    paragraph(page.record.patient.text);
    citation_line(page.record.patient.sources, page.c.in.library);
  }
  heading("Identity");
  std::vector<std::string> ids;
  if (page.entry.ta2 > 0) ids.push_back(fmt::format("TA2 {}", page.entry.ta2));
  if (page.entry.fma > 0) ids.push_back(fmt::format("FMA {}", page.entry.fma));
  paragraph(join(ids, " \xC2\xB7 "), Font::small, palette().quiet);
}

}  // namespace

void draw_muscle_page(const PanelContext& c, const MuscleRecord& record, ConceptId id) {
  const Page page{c, record, c.in.concepts[id], c.in.library.trigger_points_in(c.in.concepts[id].key)};
  draw_names(page);
  gap(6.0f);
  const int side = segmented("side", {"Right", "Left"}, c.in.session.side == Side::left ? 1 : 0, c.state);
  if (side != (c.in.session.side == Side::left ? 1 : 0)) c.emit(CommandId::other_side);
  draw_compared_choice(c, record);
  draw_warning(page);
  draw_zones(page);
  draw_referral(page);
  draw_needling(page);
  draw_anatomy(page);
  draw_evidence(page);
}

}  // namespace palpate
