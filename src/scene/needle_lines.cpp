#include "needle_lines.h"

#include <fmt/format.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

const glm::vec4 steel(0.94f, 0.95f, 0.97f, 1.0f);
const glm::vec4 handle(0.55f, 0.66f, 0.78f, 1.0f);
const glm::vec4 clear_colour(0.36f, 0.80f, 0.62f, 1.0f);
const glm::vec4 close_colour(1.0f, 0.74f, 0.22f, 1.0f);
const glm::vec4 struck_colour(0.97f, 0.28f, 0.24f, 1.0f);

constexpr float drawn_within_mm = 25.0f;  // dangers that are farther away are only listed
constexpr std::size_t most_drawn = 3;
constexpr float mark_mm = 2.5f;  // half of a cross, or of the bar at the end of a line

glm::vec4 colour_of(NeedleView::Verdict verdict) {
  return verdict == NeedleView::Verdict::struck  ? struck_colour
         : verdict == NeedleView::Verdict::close ? close_colour
                                                 : clear_colour;
}

struct Across {
  glm::vec3 u, v;
};
Across across(glm::vec3 direction) {
  const glm::vec3 helper = std::abs(direction.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
  const glm::vec3 u = glm::normalize(glm::cross(direction, helper));
  return {u, glm::cross(direction, u)};
}

void add_cross(glm::vec3 at, glm::vec3 direction, glm::vec4 colour, DrawList& list) {
  const auto [u, v] = across(direction);
  for (const glm::vec3 arm : {u + v, u - v})
    list.lines.push_back({at - mark_mm * arm, at + mark_mm * arm, 3.0f, colour, 0.9f});
}

// Shapes tell the three apart without colour: a cross where something is struck, a line with bars where it is close, a
// plain thin line where it is clear.
void add_nearest(const NeedleNearest& near, NeedleView::Verdict verdict, glm::vec3 direction, DrawList& list) {
  const glm::vec4 colour = colour_of(verdict);
  if (near.struck) return add_cross(near.on_needle, direction, colour, list);
  const bool close = verdict == NeedleView::Verdict::close;
  list.lines.push_back({near.on_needle, near.on_structure, close ? 2.6f : 1.4f, colour, 0.85f});
  if (!close || near.path_mm < 0.1f) return;
  const glm::vec3 bar = mark_mm * 0.6f * across((near.on_structure - near.on_needle) / near.path_mm).u;
  for (const glm::vec3 end : {near.on_needle, near.on_structure})
    list.lines.push_back({end - bar, end + bar, 2.6f, colour, 0.85f});
}

void show_danger(std::uint32_t structure, const Body& body, DrawList& list) {
  DrawState& state = list.states[structure];
  const Kind kind = body.structures()[structure].kind;
  if (state.mode == DrawState::Mode::hidden) {
    const bool large = kind == Kind::lung || kind == Kind::pleura || kind == Kind::organ || kind == Kind::heart;
    state.mode = large ? DrawState::Mode::glass : DrawState::Mode::solid;
    state.opacity = 115;
  }
  state.emphasis |= DrawState::hazard;
}

void add_needle_itself(const NeedleView& view, glm::vec4 colour, DrawList& list) {
  const NeedleLine& line = view.line;
  const float reached = view.path.reached_mm;
  const float outside = view.needle.length_mm - reached;
  const glm::vec3 tip = line.at(reached);
  list.lines.push_back({line.at(-outside - needle_handle_mm), line.at(-outside), 6.0f, handle, 0.45f});
  list.lines.push_back({line.at(-outside), line.entry, 2.4f, steel, 0.5f});
  list.lines.push_back({line.entry, tip, 1.8f, steel, 0.85f});
  list.lines.push_back({line.at(std::max(0.0f, reached - 3.0f)), tip, 4.5f, colour, 0.95f});
}

std::string words_at_tip(const NeedleView& view, const Body& body) {
  std::string text = fmt::format("{:.0f} mm deep", view.path.reached_mm);
  if (view.path.stop) return text + fmt::format(": stopped by {}", shown_name(body.structures()[view.path.stop->bone]));
  if (!view.path.layers.empty() && view.path.layers.back().structure)
    text += fmt::format(", in {}", shown_name(body.structures()[*view.path.layers.back().structure]));
  if (view.aim && view.aim->in_zone) text += ", within the zone";
  return text;
}

}  // namespace

void draw_needle(const NeedleView& view, const Body& body, float margin_mm, DrawList& list) {
  add_needle_itself(view, colour_of(view.verdict), list);
  list.labels.push_back({view.line.at(view.path.reached_mm), words_at_tip(view, body), DrawLabel::Tone::needle});
  if (view.path.stop) add_cross(view.line.at(view.path.reached_mm), view.line.direction, steel, list);
  std::vector<const NeedleNearest*> shown;
  for (const NeedleNearest& near : view.nearest) {
    if (near.danger != NeedleTissue::joint && near.path_mm < drawn_within_mm) shown.push_back(&near);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const NeedleNearest* a, const NeedleNearest* b) { return a->path_mm < b->path_mm; });
  if (shown.size() > most_drawn) shown.resize(most_drawn);
  for (const NeedleNearest* near : shown) {
    const NeedleView::Verdict verdict = verdict_on(*near, margin_mm);
    add_nearest(*near, verdict, view.line.direction, list);
    show_danger(near->structure, body, list);
    const std::string name = shown_name(body.structures()[near->structure]);
    std::string text = near->struck ? fmt::format("STRUCK at {:.0f} mm: {}", near->at_mm, name)
                                    : fmt::format("{:.1f} mm to {}", near->path_mm, name);
    if (verdict == NeedleView::Verdict::close) text = "CLOSE: " + text;
    list.labels.push_back({near->on_structure, std::move(text), DrawLabel::Tone::hazard});
  }
}

void draw_needle_alone(const NeedleView& view, DrawList& list) {
  add_needle_itself(view, steel, list);
}

}  // namespace palpate
