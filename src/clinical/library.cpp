#include <palpate/base/json_cursor.h>
#include <palpate/clinical/library.h>

#include "record_reader.h"
#include "references.h"
#include "table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace palpate {

void ClinicalLibrary::add(MuscleRecord record) {
  const std::size_t index = records_.size();
  by_muscle_.emplace(record.muscle, index);
  for (const std::string& covered : record.covers) by_covered_.emplace(covered, index);
  records_.push_back(std::move(record));
}

bool ClinicalLibrary::add(Source source) {
  if (!by_source_.emplace(source.key, sources_.size()).second) return false;
  sources_.push_back(std::move(source));
  return true;
}

bool ClinicalLibrary::add(Movement movement) {
  if (this->movement(movement.id) != nullptr) return false;
  movements_.push_back(std::move(movement));
  return true;
}

bool ClinicalLibrary::add(RealNeedle needle) {
  const auto at = std::lower_bound(needles_.begin(), needles_.end(), needle, comes_before);
  if (at != needles_.end() && !comes_before(needle, *at)) return false;
  needles_.insert(at, std::move(needle));
  return true;
}

bool ClinicalLibrary::add(PublishedDistance distance) {
  const auto same = [&](const PublishedDistance& other) { return other.id == distance.id; };
  if (std::any_of(published_.begin(), published_.end(), same)) return false;
  published_.push_back(std::move(distance));
  return true;
}

bool ClinicalLibrary::add(LayerSite site) {
  const auto same = [&](const LayerSite& other) { return other.id == site.id; };
  if (std::any_of(layers_.sites.begin(), layers_.sites.end(), same)) return false;
  layers_.sites.push_back(std::move(site));
  return true;
}

const MuscleRecord* ClinicalLibrary::record(std::string_view muscle) const {
  const auto found = by_muscle_.find(std::string(muscle));
  return found == by_muscle_.end() ? nullptr : &records_[found->second];
}

const MuscleRecord* ClinicalLibrary::about(std::string_view concept_key) const {
  if (const MuscleRecord* own = record(concept_key)) return own;
  if (const auto found = by_covered_.find(std::string(concept_key)); found != by_covered_.end())
    return &records_[found->second];
  const std::size_t slash = concept_key.find('/');
  return slash == std::string_view::npos ? nullptr : about(concept_key.substr(0, slash));
}

const Source* ClinicalLibrary::source(std::string_view key) const {
  const auto found = by_source_.find(std::string(key));
  return found == by_source_.end() ? nullptr : &sources_[found->second];
}

const Movement* ClinicalLibrary::movement(std::string_view id) const {
  const auto found = std::find_if(movements_.begin(), movements_.end(), [&](const Movement& m) { return m.id == id; });
  return found == movements_.end() ? nullptr : &*found;
}

std::vector<const PublishedDistance*> ClinicalLibrary::published_about(std::string_view muscle) const {
  std::vector<const PublishedDistance*> found;
  for (const PublishedDistance& distance : published_) {
    if (concerns(distance, muscle)) found.push_back(&distance);
  }
  return found;
}

std::vector<const TriggerPoint*> ClinicalLibrary::trigger_points_in(std::string_view concept_key) const {
  std::vector<const TriggerPoint*> all, own;
  const MuscleRecord* record = about(concept_key);
  if (record == nullptr) return all;
  for (const TriggerPoint& point : record->trigger_points) {
    all.push_back(&point);
    if (point.in == concept_key) own.push_back(&point);
  }
  // A muscle of a group, or a part, that no point names has none of its own.
  return record->muscle == concept_key ? all : own;
}

namespace {

Status read_source_list(const std::filesystem::path& file, ClinicalLibrary& library, Faults& faults) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has("sources")) root.fault_at("sources", "the list of sources is missing");
  root.each("sources", [&](const JsonCursor& in) {
    Source source = read_source(in);
    const std::string key = source.key;
    if (!library.add(std::move(source)))
      in.fault_at("key", fmt::format("the source \"{}\" stands in the list twice", key));
  });
  return {};
}

Status read_movement_list(const std::filesystem::path& file, ClinicalLibrary& library, Faults& faults) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has("movements")) root.fault_at("movements", "the list of movements is missing");
  root.each("movements", [&](const JsonCursor& in) {
    Movement movement{in.require_text("id"),    in.require_text("joint"), in.require_text("name"),
                      in.require_text("plain"), in.text("opposite"),      in.texts("synonyms")};
    const std::string id = movement.id;
    if (!id.empty() && !library.add(std::move(movement)))
      in.fault_at("id", fmt::format("the movement \"{}\" stands in the list twice", id));
  });
  // Two movements are each other's opposite, or neither is.
  root.each("movements", [&](const JsonCursor& in) {
    const std::string id = in.text("id"), opposite = in.text("opposite");
    if (opposite.empty()) return;
    const Movement* other = library.movement(opposite);
    if (other == nullptr) {
      in.fault_at("opposite", fmt::format("there is no movement \"{}\"", opposite));
    } else if (opposite == id) {
      in.fault_at("opposite", fmt::format("\"{}\" is no opposite of itself", id));
    } else if (other->opposite != id) {
      in.fault_at("opposite", fmt::format("\"{}\" does not name \"{}\" as its opposite", opposite, id));
    }
  });
  return {};
}

Status read_needle_list(const std::filesystem::path& file, const ReferenceTargets& targets, ClinicalLibrary& library,
                        Faults& faults) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has("needles")) root.fault_at("needles", "the list of needles is missing");
  check_references(root, nullptr, targets, faults);
  root.each("needles", [&](const JsonCursor& in) {
    RealNeedle needle = read_needle(in);
    if (needle.length_mm <= 0.0f || needle.diameter_mm <= 0.0f) return;  // a fault already
    const std::string size = fmt::format("{:.2f} x {:g} mm", needle.diameter_mm, needle.length_mm);
    if (!library.add(std::move(needle))) in.fault(fmt::format("the needle {} stands in the list twice", size));
  });
  return {};
}

Status read_published_list(const std::filesystem::path& file, const ReferenceTargets& targets, ClinicalLibrary& library,
                           Faults& faults) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has("distances")) root.fault_at("distances", "the list of distances is missing");
  check_references(root, nullptr, targets, faults);
  root.each("distances", [&](const JsonCursor& in) {
    PublishedDistance distance = read_published_distance(in);
    const std::string id = distance.id;
    if (!id.empty() && !library.add(std::move(distance)))
      in.fault_at("id", fmt::format("the distance \"{}\" stands in the list twice", id));
  });
  return {};
}

Status read_layer_list(const std::filesystem::path& file, const ReferenceTargets& targets, ClinicalLibrary& library,
                       Faults& faults) {
  const auto document = read_json_file(file.string());
  if (!document) return document.error();
  const JsonCursor root(*document, file.string(), faults);
  if (!root.has("sites")) root.fault_at("sites", "the list of places of the skin is missing");
  check_references(root, nullptr, targets, faults);
  root.each("sites", [&](const JsonCursor& in) {
    LayerSite site = read_layer_site(in);
    const std::string id = site.id;
    if (!id.empty() && !library.add(std::move(site)))
      in.fault_at("id", fmt::format("the place \"{}\" stands in the list twice", id));
  });
  root.each("limits", [&](const JsonCursor& in) {
    library.add_layer_limit({in.require_text("text"), in.texts("sources")});
  });
  return {};
}

}  // namespace

Result<ClinicalLibrary> read_clinical(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                      const LandmarkTable& landmarks, Faults& faults) {
  ClinicalLibrary library;
  const std::filesystem::path folder = assets / "clinical";
  if (Status read = read_source_list(folder / "sources.json", library, faults); !read) return read.error();
  if (Status read = read_movement_list(folder / "movements.json", library, faults); !read) return read.error();
  const ReferenceTargets targets{concepts, landmarks, library};
  if (Status read = read_needle_list(folder / "needles.json", targets, library, faults); !read) return read.error();
  if (Status read = read_published_list(folder / "published-distances.json", targets, library, faults); !read)
    return read.error();
  if (Status read = read_layer_list(folder / "layers.json", targets, library, faults); !read) return read.error();

  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "muscles", failed)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    faults.push_back({Severity::error, (folder / "muscles").string(), 0, {}, "there are no clinical records"});
  for (const std::filesystem::path& file : files) {
    const auto document = read_json_file(file.string());
    if (!document) {
      faults.push_back({Severity::error, document.error().where, 0, {}, document.error().what});
      continue;
    }
    const JsonCursor root(*document, file.string(), faults);
    if (!document->is(JsonNode::Kind::object)) {
      root.fault(fmt::format("{} stands here, but an object is expected", name_of(document->kind())));
      continue;
    }
    MuscleRecord record = read_record(root);
    check_references(root, &record, targets, faults);
    if (library.record(record.muscle) != nullptr) {
      root.fault_at("muscle", fmt::format("there is a record of \"{}\" already", record.muscle));
      continue;
    }
    if (!record.muscle.empty()) library.add(std::move(record));
  }
  return library;
}

}  // namespace palpate
