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
    return Error{"nothing is said about where it hurts", "palpate find",
                 "Name a region with --pain temple.left, or give a drawing with --drawing FILE"};
  }
  return drawing;
}

JsonNode match_json(const PainMatch& m, const PainMap& map) {
  return JsonNode::object()
      .set("muscle", m.cover->record->muscle)
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

void print_json(const PainAnswer& answer, const PaintedPain& painted, const PainMap& map, std::size_t most) {
  const auto list = [&](const std::vector<PainMatch>& matches) {
    JsonNode out = JsonNode::array();
    for (std::size_t i = 0; i < std::min(most, matches.size()); ++i) out.push(match_json(matches[i], map));
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
                std::size_t most) {
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
  const PainAnswer answer = find_muscles(painted, map);
  const auto most = static_cast<std::size_t>(std::max(options.most, 1));
  if (common.json) {
    print_json(answer, painted, map, most);
  } else {
    print_text(answer, painted, map, *data, most);
  }
  return answer.muscles.empty() ? ExitCode::not_found : ExitCode::ok;
}

}  // namespace palpate
