#include <palpate/base/text.h>
#include <palpate/scene/build.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/layers.h>

#include "exercise_lines.h"
#include "needle_lines.h"

#include <fmt/format.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float glass_over_zone = 0.16f;    // opacity of what covers a chosen zone
constexpr float skin_over_zone = 0.20f;     // of the skin, while pain is painted on it
constexpr float needle_outside_mm = 45.0f;  // of the drawn needle, before it enters
constexpr float usual_depth_mm = 20.0f;     // drawn where no source gives a depth

const glm::vec4 needle_colour(0.94f, 0.95f, 0.97f, 1.0f);
const glm::vec4 depth_colour(1.0f, 0.60f, 0.30f, 1.0f);
const glm::vec4 cone_colour(0.75f, 0.80f, 0.86f, 0.55f);

std::uint32_t pack_colour(glm::vec3 c) {
  const auto byte = [](float v) { return static_cast<std::uint32_t>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255.0f)); };
  return byte(c.r) | byte(c.g) << 8 | byte(c.b) << 16 | 0xFF000000u;
}

std::uint8_t pack_opacity(float opacity) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(opacity, 0.0f, 1.0f) * 255.0f));
}

class Builder {
 public:
  explicit Builder(const SceneInput& input) : in_(input) {}

  DrawList run() {
    list_.camera = in_.session.camera;
    list_.geometry_version = in_.geometry_version;
    list_.light_theme = in_.theme == Theme::light;
    if (list_.light_theme) list_.backdrop = {{0.975f, 0.97f, 0.96f}, {0.92f, 0.91f, 0.89f}};
    add_structures();
    add_selection();
    if (in_.pain != nullptr || in_.comparison != nullptr) show_whole_skin();
    if (in_.comparison != nullptr) {
      add_comparison(*in_.comparison);
    } else if (in_.zone != nullptr) {
      add_zone(*in_.zone);
    }
    if (in_.comparison == nullptr && in_.needle != nullptr && in_.session.needle)
      draw_needle(*in_.needle, in_.body, in_.session.margin_mm, list_);
    if (in_.session.exercise && in_.zone != nullptr && in_.needle != nullptr)
      draw_errors(*in_.needle, *in_.zone, list_);
    if (in_.comparison == nullptr) list_.access = in_.access;
    if (in_.pain != nullptr) add_pain(*in_.pain);
    add_clip();
    finish_bounds();
    return std::move(list_);
  }

 private:
  DrawState& state(StructureId id) { return list_.states[id.index()]; }
  DrawState& state(std::uint32_t index) { return list_.states[index]; }

  void add_structures() {
    const std::vector<Visibility> shown = visibility(in_.body, in_.session);
    list_.states.resize(in_.body.size());
    for (std::uint32_t i = 0; i < in_.body.size(); ++i) {
      const Structure& structure = in_.body.structures()[i];
      const Look look = look_of(structure);
      DrawState& s = list_.states[i];
      s.surface = look.surface;
      s.colour = pack_colour(look.colour);
      if (shown[i].show == Show::normal) s.mode = DrawState::Mode::solid;
      if (shown[i].show == Show::ghost) make_glass(s, structure, shown[i].opacity);
    }
  }

  static void make_glass(DrawState& s, const Structure& structure, float opacity) {
    s.mode = structure.system == System::skin ? DrawState::Mode::skin_glass : DrawState::Mode::glass;
    s.opacity = pack_opacity(opacity);
  }

  void add_selection() {
    for (const StructureId id : selected_structures(in_.session, in_.body, in_.concepts)) {
      DrawState& s = state(id);
      if (s.mode == DrawState::Mode::hidden && in_.session.exceptions.count(in_.body[id].key) == 0)
        s.mode = DrawState::Mode::solid;
      s.emphasis |= DrawState::selected;
    }
    if (in_.session.attachments) show_attachments();
    if (in_.hovered && *in_.hovered < list_.states.size()) state(*in_.hovered).emphasis |= DrawState::hovered;
  }

  // The patches of the chosen muscle on its bones.
  void show_attachments() {
    const SelectedConcept selected = selected_concept(in_.session, in_.body, in_.concepts);
    if (!selected.id.valid()) return;
    const std::string& key = in_.concepts[selected.id].key;
    for (std::uint32_t i = 0; i < in_.body.size(); ++i) {
      const Structure& structure = in_.body.structures()[i];
      if (structure.kind != Kind::attachment || !structure.concept_id.valid()) continue;
      if (selected.side != Side::none && structure.side != Side::none && structure.side != selected.side) continue;
      const std::string& own = in_.concepts[structure.concept_id].key;
      const bool mine = own == key || own.rfind(key + "/", 0) == 0 || key.rfind(own + "/", 0) == 0;
      if (!mine) continue;
      DrawState& s = list_.states[i];
      s.mode = DrawState::Mode::solid;
      const bool insertion = structure.key.find("@insertion") != std::string::npos;
      s.colour = pack_colour(insertion ? glm::vec3(0.30f, 0.49f, 0.75f) : glm::vec3(0.80f, 0.30f, 0.24f));
    }
  }

  void add_zone(const ZoneView& zone) {
    for (const std::uint32_t index : zone.covering) {
      DrawState& s = state(index);
      if (s.mode == DrawState::Mode::solid) make_glass(s, in_.body.structures()[index], glass_over_zone);
    }
    for (const StructureId id : zone.target) {
      DrawState& s = state(id);
      // What the person has hidden by name stays hidden.
      if (s.mode == DrawState::Mode::hidden && in_.session.exceptions.count(in_.body[id].key) == 0)
        s.mode = DrawState::Mode::solid;
      s.emphasis |= DrawState::target;
    }
    show_skin_as_glass();
    // The access map takes the place of the pain on the skin.
    if (in_.access == nullptr) add_zones(zone.zones, PaintStroke::Style::essential, PaintStroke::Style::spillover);
    for (const ResolvedPoint& other : in_.other_points) list_.glows.push_back({other.position, 8.0f, 0.30f});
    list_.glows.push_back({zone.resolved.position, zone.point->radius_mm, 1.0f});
    list_.labels.push_back({zone.resolved.position, capitalised(zone.point->label), DrawLabel::Tone::zone});
    if (in_.session.hazards) add_hazards(zone);
    if (in_.session.needle && zone.needle) add_needle(zone);
  }

  void add_strokes(const std::vector<ResolvedStroke>& strokes, const PaintStroke& like) {
    for (const ResolvedStroke& stroke : strokes) {
      PaintStroke made = like;
      for (const ResolvedStrokePoint& p : stroke) made.points.push_back({p.position, p.radius_mm, p.normal});
      list_.paint.push_back(std::move(made));
    }
  }

  void add_zones(const std::vector<ResolvedZone>& zones, PaintStroke::Style essential, PaintStroke::Style spillover) {
    for (const ResolvedZone& zone : zones) add_strokes(zone.strokes, {zone.essential ? essential : spillover, {}});
  }

  void add_comparison(const ComparisonView& comparison) {
    add_zones(comparison.zones[0], PaintStroke::Style::essential, PaintStroke::Style::spillover);
    add_zones(comparison.zones[1], PaintStroke::Style::second, PaintStroke::Style::second_spillover);
  }

  // Pain is drawn on the skin: it is there while it is drawn on, however deep the view is peeled, and what lies under
  // it does not show through it here and there. With a zone chosen, or cut open, one looks inside as ever.
  void show_whole_skin() {
    const StructureId skin = in_.body.find("skin");
    if (!skin.valid() || in_.session.exceptions.count(in_.body[skin].key) > 0) return;
    if ((in_.zone == nullptr || in_.comparison != nullptr) && !in_.session.clip.on) {
      for (DrawState& s : list_.states) s.mode = DrawState::Mode::hidden;
    }
    state(skin).mode = DrawState::Mode::solid;
  }

  void add_pain(const PainView& pain) {
    add_strokes(pain.other_strokes, {PaintStroke::Style::other, {}});
    for (const auto& [mark, strokes] : pain.marks) {
      constexpr std::array<float, 4> strengths = {0.0f, 0.50f, 0.75f, 1.0f};
      PaintStroke like{mark.erases ? PaintStroke::Style::erased : PaintStroke::Style::drawn, {}};
      like.strength = strengths[std::min<std::size_t>(mark.intensity, 3)];
      like.deep = mark.deep;
      add_strokes(strokes, like);
    }
  }

  void show_skin_as_glass() {
    const StructureId skin = in_.body.find("skin");
    if (!skin.valid() || !in_.session.shows(System::skin)) return;
    DrawState& s = state(skin);
    const float now = s.mode == DrawState::Mode::skin_glass ? static_cast<float>(s.opacity) / 255.0f
                      : s.mode == DrawState::Mode::solid    ? 1.0f
                                                            : 0.0f;
    s.mode = DrawState::Mode::skin_glass;
    s.opacity = pack_opacity(now > 0.0f ? std::min(now, 0.42f) : skin_over_zone);
  }

  void add_hazards(const ZoneView& zone) {
    for (const StructureId id : zone.hazards) {
      DrawState& s = state(id);
      const Structure& structure = in_.body[id];
      if (s.mode == DrawState::Mode::hidden) {
        const bool large = structure.kind == Kind::lung || structure.kind == Kind::pleura ||
                           structure.kind == Kind::organ || structure.kind == Kind::heart;
        s.mode = large ? DrawState::Mode::glass : DrawState::Mode::solid;
        s.opacity = pack_opacity(0.45f);
      }
      s.emphasis |= DrawState::hazard;
    }
  }

  // The needle in the described direction, its described range of depths, and the cone of directions.
  void add_needle(const ZoneView& zone) {
    const ResolvedNeedle& n = *zone.needle;
    const Range depth = zone.guide->depth_mm.value_or(Range{0.0f, 0.0f});
    const float reach = (depth.high > 0.0f ? depth.high : usual_depth_mm) / zone.scale;
    const glm::vec3 outside = n.entry - n.direction * needle_outside_mm;
    // Where a needle is worked out, it stands here itself; beside one that is held the described one is fainter.
    const bool alone = in_.needle == nullptr, beside = !alone && !in_.needle->described;
    if (alone || beside) {
      const glm::vec4 colour = alone ? needle_colour : cone_colour;
      list_.lines.push_back({outside, n.entry, alone ? 2.6f : 1.2f, colour, 0.5f});
      list_.lines.push_back({n.entry, n.entry + n.direction * reach, alone ? 1.6f : 1.0f, colour, 0.75f});
    }
    if (depth.high > 0.0f) {
      list_.lines.push_back({n.entry + n.direction * (depth.low / zone.scale),
                             n.entry + n.direction * (depth.high / zone.scale), 5.0f, depth_colour, 0.85f});
    }
    PaintStroke entry{PaintStroke::Style::entry, {{n.entry, zone.way->entry_radius_mm / zone.scale, n.skin_normal}}};
    list_.paint.push_back(std::move(entry));
    add_cone(n, zone.way->spread_deg);
    list_.labels.push_back({outside,
                            fmt::format("Described approach, about {:.0f}\xC2\xB0 to the skin",
                                        static_cast<double>(n.angle_from_skin_deg)),
                            DrawLabel::Tone::needle});
  }

  void add_cone(const ResolvedNeedle& n, float spread_deg) {
    if (spread_deg <= 0.5f) return;
    const glm::vec3 axis = -n.direction;
    const glm::vec3 helper = std::abs(axis.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
    const glm::vec3 u = glm::normalize(glm::cross(axis, helper)), v = glm::cross(axis, u);
    const float radius = needle_outside_mm * 0.8f * std::tan(glm::radians(spread_deg));
    const glm::vec3 centre = n.entry + axis * needle_outside_mm * 0.8f;
    constexpr int segments = 40;
    const auto at = [&](int i) {
      const float angle = glm::radians(360.0f * static_cast<float>(i) / static_cast<float>(segments));
      return centre + radius * (std::cos(angle) * u + std::sin(angle) * v);
    };
    for (int i = 0; i < segments; ++i) {
      list_.lines.push_back({at(i), at(i + 1), 1.2f, cone_colour, 0.4f});
      if (i % 10 == 0) list_.lines.push_back({n.entry, at(i), 1.0f, cone_colour, 0.4f});
    }
  }

  void add_clip() {
    const ClipPlane& clip = in_.session.clip;
    if (!clip.on) return;
    constexpr std::array<glm::vec3, 3> axes = {glm::vec3(1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, 0, 1)};
    const glm::vec3 normal = axes[static_cast<std::size_t>(clip.axis)] * (clip.flipped ? -1.0f : 1.0f);
    list_.clip = glm::vec4(normal, clip.flipped ? -clip.at_mm : clip.at_mm);
  }

  void finish_bounds() {
    for (std::uint32_t i = 0; i < list_.states.size(); ++i) {
      if (list_.states[i].mode != DrawState::Mode::hidden) list_.bounds.include(in_.body.structures()[i].bounds);
    }
    for (const DrawLine& line : list_.lines) {
      list_.bounds.include(line.from);
      list_.bounds.include(line.to);
    }
  }

  const SceneInput& in_;
  DrawList list_;
};

}  // namespace

DrawList build_draw_list(const SceneInput& input) {
  if (input.session.asks()) return question_list(input);
  return Builder(input).run();
}

SelectedConcept selected_concept(const Session& session, const Body& body, const ConceptCatalog& concepts) {
  if (session.selected.empty()) return {};
  const StructureId structure = body.find(session.selected);
  if (structure.valid()) return {body[structure].concept_id, body[structure].side};
  const auto [key, side] = split_structure_key(session.selected);
  return {concepts.find(key), side};
}

std::vector<StructureId> selected_structures(const Session& session, const Body& body, const ConceptCatalog& concepts) {
  const StructureId structure = body.find(session.selected);
  if (structure.valid()) return {structure};
  const SelectedConcept selected = selected_concept(session, body, concepts);
  return body.realise(concepts, selected.id, selected.side);
}

std::optional<ZoneView> view_zone(const ZoneChoice& choice, const Body& body, const ConceptCatalog& concepts,
                                  const ClinicalLibrary& library, const AnchorResolver& anchors, float scale) {
  ZoneView view;
  view.choice = choice;
  view.scale = scale;
  view.record = library.record(choice.muscle);
  view.point = view.record != nullptr ? view.record->find(choice.point) : nullptr;
  if (view.point == nullptr) return std::nullopt;
  const auto resolved = anchors.trigger_point(*view.point, choice.side);
  if (!resolved) return std::nullopt;
  view.resolved = *resolved;
  view.zones = anchors.zones(*view.point, choice.side);
  view.target = body.realise(concepts, concepts.find(view.point->in), choice.side);
  view.covering = anchors.covering(view.resolved, view.target);
  const auto guides = view.record->guides_for(choice.point);
  if (guides.empty()) return view;
  view.guide = guides.front();
  view.way = &view.guide->way_to(choice.point);
  view.needle = anchors.needle(*view.way, choice.side, view.resolved);
  if (view.needle) {
    view.approach = anchors.aimed(*view.needle, *view.way, view.resolved.position);
    // The shortest that reaches the zone, as long as that is within what is described.
    Range lengths = view.guide->length_mm;
    const float to_zone = glm::dot(view.resolved.position - view.approach->entry, view.approach->direction) * scale;
    if (lengths.high > 0.0f) lengths.low = glm::clamp(to_zone, lengths.low, lengths.high);
    view.sold = fitting(library.needles(), lengths, view.guide->diameter_mm);
  }
  for (const Hazard& hazard : view.guide->hazards) {
    const ConceptId id = concepts.find(hazard.structure);
    const Side side = hazard.side == Hazard::Where::both    ? Side::none
                      : hazard.side == Hazard::Where::other ? opposite(choice.side)
                                                            : choice.side;
    const std::vector<StructureId> found = body.realise(concepts, id, side);
    view.hazards.insert(view.hazards.end(), found.begin(), found.end());
    if (found.empty() && id.valid()) view.missing_hazards.push_back(concepts[id].name);
  }
  return view;
}

}  // namespace palpate
