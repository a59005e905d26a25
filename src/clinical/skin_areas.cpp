#include <palpate/base/json_cursor.h>
#include <palpate/clinical/skin_areas.h>

#include "place_reader.h"
#include "references.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

struct KindName {
  std::string_view key, label;
};
constexpr std::array<KindName, 6> kinds = {{{"nerve-root", "Nerve root"},
                                            {"joint", "Joint"},
                                            {"nerve", "Nerve"},
                                            {"visceral", "Organ"},
                                            {"vascular", "Vessel"},
                                            {"other", "Other"}}};
constexpr std::array<std::string_view, 4> sides = {"same", "left", "right", "middle"};

// One of a few words; the first one, and a fault, if it is none of them.
template <std::size_t Count>
std::size_t read_word(const JsonCursor& in, std::string_view key, const std::string& word,
                      const std::array<std::string_view, Count>& known) {
  const auto found = std::find(known.begin(), known.end(), word);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  in.fault_at(key, fmt::format("\"{}\" is not known; {} is expected", word, fmt::join(known, ", ")));
  return 0;
}

SkinRegion read_region(const JsonCursor& in, const ConceptCatalog& concepts) {
  SkinRegion region{in.require_text("concept"), read_strokes(in)};
  const ConceptId id = concepts.find(region.region);
  if (id.valid() && concepts[id].system != System::skin_regions)
    in.fault_at("concept", fmt::format("\"{}\" is no region of the skin", region.region));
  if (region.strokes.empty()) in.fault_at("strokes", "the region is not drawn");
  return region;
}

PainArea read_area(const JsonCursor& in) {
  PainArea area;
  area.id = in.require_text("id");
  std::array<std::string_view, kinds.size()> names{};
  for (std::size_t i = 0; i < kinds.size(); ++i) names[i] = kinds[i].key;
  area.kind = static_cast<PainArea::Kind>(read_word(in, "kind", in.require_text("kind"), names));
  area.name = in.require_text("name");
  area.text = in.require_text("text");
  area.red_flag = in.text("red_flag");
  area.side = static_cast<PainArea::Where>(read_word(in, "side", in.text("side", "same"), sides));
  area.strokes = read_strokes(in);
  if (area.strokes.empty()) in.fault_at("strokes", "the area is not drawn");
  area.grade = read_grade(in);
  area.sources = read_sources(in);
  return area;
}

// Calls use(cursor) for each object of the list `key` of a file, after its references were checked.
template <class Use>
Status read_list(const std::filesystem::path& file, std::string_view key, const ReferenceTargets& targets,
                 Faults& faults, const Use& use) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has(key)) root.fault_at(key, fmt::format("the list \"{}\" is missing", key));
  check_references(root, nullptr, targets, faults);
  root.each(key, use);
  return {};
}

}  // namespace

std::string_view label_of(PainArea::Kind kind) {
  return kinds[static_cast<std::size_t>(kind)].label;
}

const SkinRegion* SkinAreas::region(std::string_view concept_key) const {
  const auto found =
      std::find_if(regions.begin(), regions.end(), [&](const SkinRegion& r) { return r.region == concept_key; });
  return found == regions.end() ? nullptr : &*found;
}

const PainArea* SkinAreas::other(std::string_view id) const {
  const auto found = std::find_if(others.begin(), others.end(), [&](const PainArea& a) { return a.id == id; });
  return found == others.end() ? nullptr : &*found;
}

Result<SkinAreas> read_skin_areas(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                  const LandmarkTable& landmarks, const ClinicalLibrary& library, Faults& faults) {
  SkinAreas areas;
  const ReferenceTargets targets{concepts, landmarks, library};
  const std::filesystem::path folder = assets / "clinical";
  Status read = read_list(folder / "skin-regions.json", "regions", targets, faults, [&](const JsonCursor& in) {
    SkinRegion region = read_region(in, concepts);
    if (areas.region(region.region) != nullptr)
      return in.fault_at("concept", fmt::format("the region \"{}\" stands in the list twice", region.region));
    areas.regions.push_back(std::move(region));
  });
  if (!read) return read.error();
  read = read_list(folder / "other-pain.json", "areas", targets, faults, [&](const JsonCursor& in) {
    PainArea area = read_area(in);
    if (areas.other(area.id) != nullptr)
      return in.fault_at("id", fmt::format("the area \"{}\" stands in the list twice", area.id));
    areas.others.push_back(std::move(area));
  });
  if (!read) return read.error();
  return areas;
}

}  // namespace palpate
