// `palpate find`: from pain to muscle, without a window.
#include "cli.h"

#include <palpate/anatomy/search.h>
#include <palpate/base/text.h>
#include <palpate/query/pain_map.h>
#include <palpate/session/pain_file.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace palpate {
namespace {

constexpr const char* what_this_is =
    "Muscles whose commonly described pain covers the place. For study: this names no cause and gives no probability.";

constexpr const char* what_a_movement_says =
    "Muscles that make a movement, and muscles that it stretches. For study: much else than a muscle hurts on moving.";

int percent(float share) {
  return static_cast<int>(std::lround(share * 100.0f));
}

std::string on_side(Side side) {
  return side == Side::none ? "" : fmt::format(", {}", key_of(side));
}

// A region of the skin that a person means: "temple.left", "left temple", "temporal-region".
Result<PainMark> region_meant(const std::string& text, const ProgramData& data) {
  const auto [key, side_of_key] = split_structure_key(text);
  const SidedQuery said = sided_query(key);
  const Side side = said.side == Side::none ? side_of_key : said.side;
  const ConceptCatalog& concepts = data.anatomy.concepts;
  ConceptId id = concepts.find(key);
  if (!id.valid() || data.areas.region(concepts[id].key) == nullptr) {
    id = {};
    const SearchIndex index(skin_region_entries(concepts));
    for (const SearchHit& hit : index.find(said.text, 20)) {
      if (data.areas.region(concepts[ConceptId(hit.target)].key) == nullptr) continue;
      id = ConceptId(hit.target);
      break;
    }
  }
  if (!id.valid()) {
    return Error{fmt::format("no region of the skin is called \"{}\" or anything like it", text), "--pain",
                 "Try a name such as temple.left, \"lateral epicondyle right\" or heel"};
  }
  if (concepts[id].sided && side == Side::none) {
    return Error{fmt::format("{} is on both sides", concepts[id].name), "--pain",
                 fmt::format("Add the side: {}.left or {}.right", concepts[id].key, concepts[id].key)};
  }
  PainMark mark;
  mark.region = concepts[id].key;
  mark.side = concepts[id].sided ? side : Side::none;
  return mark;
}

Result<PainDrawing> drawing_meant(const FindOptions& options, const ProgramData& data) {
  PainDrawing drawing;
  if (!options.drawing.empty()) {
    auto file = open_pain(options.drawing);
    if (!file) return file.error();
    for (const std::string& warning : file->warnings) complain(warning);
    for (PainMark& mark : file->drawing) {
      if (mark.region.empty() || data.areas.region(mark.region) != nullptr) {
        drawing.push_back(std::move(mark));
      } else {
        complain(fmt::format("{}: there is no region of the skin \"{}\"; the mark is left out", options.drawing,
                             mark.region));
      }
    }
  }
  for (const std::string& text : options.pain) {
    auto mark = region_meant(text, data);
    if (!mark) return mark.error();
    drawing.push_back(std::move(*mark));
  }
  if (drawing.empty()) {
    return Error{
        "nothing is said about where it hurts", "palpate find",
        "Name a region with --pain temple.left, give a drawing with --drawing FILE, or a movement with --movement"};
  }
  return drawing;
}

// A movement that a person means: its id, or the best of its names.
Result<const Movement*> movement_meant(const std::string& text, const ClinicalLibrary& library) {
  if (const Movement* exact = library.movement(text)) return exact;
  const SearchIndex index(movement_entries(library.movements()));
  const auto hits = index.find(text, 1);
  if (!hits.empty()) return &library.movements()[hits.front().target];
  return Error{fmt::format("no movement is called \"{}\" or anything like it", text), "--movement",
               "Try a standard term such as \"flexion of the elbow\", or its id: elbow.flexion"};
}

std::string_view key_of(MovementPart::Kind kind) {
  return kind == MovementPart::Kind::makes          ? "makes it"
         : kind == MovementPart::Kind::is_stretched ? "is stretched by it"
                                                    : "";
}

// The muscles of a movement, where no place is named.
ExitCode print_movement(const Movement& movement, const ProgramData& data, bool json) {
  const std::vector<MovingMuscle> muscles = muscles_of(movement, data.library.records());
  JsonNode list = JsonNode::array();
  if (!json) fmt::print("{} ({})\n{}\n\n", movement.plain, movement.name, what_a_movement_says);
  for (const MovingMuscle& m : muscles) {
    const ConceptId id = data.anatomy.concepts.find(m.record->muscle);
    const std::string& name = id.valid() ? data.anatomy.concepts[id].name : m.record->muscle;
    if (json) {
      list.push(JsonNode::object()
                    .set("muscle", m.record->muscle)
                    .set("part", key_of(m.part.kind))
                    .set("says", m.part.action->text)
                    .set("trigger_points", m.record->trigger_points.size()));
    } else {
      fmt::print("{} {}: {}\n", name, key_of(m.part.kind), m.part.action->text);
    }
  }
  if (json) {
    JsonNode out = JsonNode::object();
    out.set("about", what_a_movement_says).set("movement", movement.id).set("name", movement.name);
    fmt::print("{}", write_json(out.set("muscles", std::move(list))));
  }
  return muscles.empty() ? ExitCode::not_found : ExitCode::ok;
}

JsonNode match_json(const PainMatch& m, const PainMap& map, const Movement* movement) {
  JsonNode out = JsonNode::object();
  if (movement != nullptr) out.set("movement", key_of(part_in(*m.cover->record, m.cover->point->in, *movement).kind));
  return out.set("muscle", m.cover->record->muscle)
      .set("trigger_point", m.cover->point->id)
      .set("in", m.cover->point->in)
      .set("side", key_of(m.cover->side))
      .set("index", static_cast<double>(m.index))
      .set("painted_explained", static_cast<double>(m.painted_explained))
      .set("essential_painted", static_cast<double>(m.essential_painted))
      .set("common_essential_cm2", static_cast<double>(map.skin().area_cm2(m.common_essential)))
      .set("common_spillover_cm2", static_cast<double>(map.skin().area_cm2(m.common_spillover)))
      .set("referral_grade", label_of(m.cover->point->referral_claim.grade))
      .set("referral", m.cover->point->referral_text);
}

JsonNode other_json(const OtherMatch& m) {
  const PainArea& area = *m.cover->area;
  JsonNode sources = JsonNode::array();
  for (const std::string& key : area.sources) sources.push(JsonNode(key));
  return JsonNode::object()
      .set("id", area.id)
      .set("kind", label_of(area.kind))
      .set("name", area.name)
      .set("side", key_of(m.cover->side))
      .set("red_flag", area.red_flag)
      .set("text", area.text)
      .set("painted_covered", static_cast<double>(m.painted_covered))
      .set("area_painted", static_cast<double>(m.area_painted))
      .set("sources", std::move(sources));
}

void print_json(const PainAnswer& answer, const PaintedPain& painted, const PainMap& map, const Movement* movement,
                std::size_t most) {
  const auto list = [&](const std::vector<PainMatch>& matches) {
    JsonNode out = JsonNode::array();
    for (std::size_t i = 0; i < std::min(most, matches.size()); ++i) out.push(match_json(matches[i], map, movement));
    return out;
  };
  JsonNode others = JsonNode::array();
  for (const OtherMatch& m : answer.others) others.push(other_json(m));
  JsonNode out = JsonNode::object();
  out.set("about", what_this_is)
      .set("painted_cm2", static_cast<double>(map.skin().area_cm2(painted.skin.size())))
      .set("painful_areas", painted.areas.size())
      .set("muscles", list(answer.muscles))
      .set("trigger_points", list(answer.points))
      .set("together", list(answer.together))
      .set("together_explained", static_cast<double>(answer.together_explained))
      .set("others", std::move(others));
  fmt::print("{}", write_json(out));
}

void print_text(const PainAnswer& answer, const PaintedPain& painted, const PainMap& map, const ProgramData& data,
                const Movement* movement, std::size_t most) {
  const auto name_of = [&](const PainMatch& m) {
    const ConceptId id = data.anatomy.concepts.find(m.cover->point->in);
    return (id.valid() ? data.anatomy.concepts[id].name : m.cover->point->in) + on_side(m.cover->side);
  };
  fmt::print("{}\n\nPainted: {:.0f} cm\xC2\xB2 of skin in {} {}\n\n", what_this_is,
             map.skin().area_cm2(painted.skin.size()), painted.areas.size(),
             painted.areas.size() == 1 ? "area" : "areas");
  if (answer.muscles.empty()) fmt::print("No described pain of a muscle reaches there.\n");
  for (std::size_t i = 0; i < std::min(most, answer.muscles.size()); ++i) {
    const PainMatch& m = answer.muscles[i];
    fmt::print(
        "{:2}. {}: {}\n    index {:.2f}; covers {} % of what is painted; {} % of its essential pain is painted; "
        "evidence for the pattern: {}\n",
        i + 1, name_of(m), m.cover->point->label, m.index, percent(m.painted_explained), percent(m.essential_painted),
        label_of(m.cover->point->referral_claim.grade));
    if (movement == nullptr) continue;
    const MovementPart part = part_in(*m.cover->record, m.cover->point->in, *movement);
    if (part.action != nullptr) fmt::print("    {}: {} {}\n", movement->plain, key_of(part.kind), part.action->text);
  }
  if (!answer.together.empty()) {
    std::vector<std::string> names;
    for (const PainMatch& m : answer.together) names.push_back(name_of(m));
    fmt::print("\nTogether: {} cover {} % of all areas\n", join(names, " + "), percent(answer.together_explained));
  }
  if (!answer.others.empty()) fmt::print("\nWhat else is described to hurt there:\n");
  for (const OtherMatch& m : answer.others) {
    fmt::print("  {} ({}{})\n", m.cover->area->name, label_of(m.cover->area->kind), on_side(m.cover->side));
    if (!m.cover->area->red_flag.empty()) fmt::print("    RED FLAG: {}\n", m.cover->area->red_flag);
  }
}

}  // namespace

ExitCode cli_find(const CommonOptions& common, const FindOptions& options) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  const Movement* movement = nullptr;
  if (!options.movement.empty()) {
    const auto meant = movement_meant(options.movement, data->library);
    if (!meant) return complain(meant.error()), ExitCode::usage;
    movement = *meant;
    if (options.pain.empty() && options.drawing.empty()) return print_movement(*movement, *data, common.json);
  }
  const auto drawing = drawing_meant(options, *data);
  if (!drawing) return complain(drawing.error()), ExitCode::usage;
  auto sources = choose_sources(common.atlases, {}, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  const LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  for (const std::string& problem : loaded.problems) complain(problem);
  const StructureId skin = loaded.body.find("skin");
  if (!skin.valid() || !loaded.geometry.has(skin.index())) {
    complain(Error{"this body has no skin, and pain is painted on skin", "", "Open a body with a skin with --atlas"});
    return ExitCode::failed;
  }
  // Only the skin is needed, and acceleration structures of a whole body take long.
  const std::uint32_t chunk = loaded.geometry.place(skin.index()).chunk;
  const RayScene rays(
      {std::make_shared<const ChunkScenes>(loaded.geometry.chunks()[chunk], loaded.geometry.owners()[chunk])});
  const AnchorResolver anchors(loaded.body, data->anatomy.concepts, data->anatomy.landmarks, rays);
  const PainMap map(SkinMap(loaded.geometry.mesh(skin.index())), anchors, data->library, data->areas,
                    data->anatomy.concepts);
  std::vector<DrawnMark> marks;
  for (const PainMark& mark : *drawing) marks.push_back(drawn(mark, data->areas, anchors));
  const PaintedPain painted = paint(marks, map.skin());
  PainAnswer answer = find_muscles(painted, map);
  if (movement != nullptr) {
    answer.muscles = movement_first(std::move(answer.muscles), *movement);
    answer.points = movement_first(std::move(answer.points), *movement);
  }
  const auto most = static_cast<std::size_t>(std::max(options.most, 1));
  if (common.json) {
    print_json(answer, painted, map, movement, most);
  } else {
    print_text(answer, painted, map, *data, movement, most);
  }
  return answer.muscles.empty() ? ExitCode::not_found : ExitCode::ok;
}

}  // namespace palpate
