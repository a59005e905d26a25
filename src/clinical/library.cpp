#include <palpate/base/json_cursor.h>
#include <palpate/clinical/library.h>

#include "record_reader.h"
#include "references.h"

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

Result<ClinicalLibrary> read_clinical(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                      const LandmarkTable& landmarks, Faults& faults) {
  ClinicalLibrary library;
  const std::filesystem::path folder = assets / "clinical";
  const auto sources = read_json_file((folder / "sources.json").string());
  if (!sources) return sources.error();
  const JsonCursor source_root(*sources, (folder / "sources.json").string(), faults);
  if (!source_root.has("sources")) source_root.fault_at("sources", "the list of sources is missing");
  source_root.each("sources", [&](const JsonCursor& in) {
    Source source = read_source(in);
    const std::string key = source.key;
    if (!library.add(std::move(source)))
      in.fault_at("key", fmt::format("the source \"{}\" stands in the list twice", key));
  });

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
    check_references(root, &record, {concepts, landmarks, library}, faults);
    if (library.record(record.muscle) != nullptr) {
      root.fault_at("muscle", fmt::format("there is a record of \"{}\" already", record.muscle));
      continue;
    }
    if (!record.muscle.empty()) library.add(std::move(record));
  }
  return library;
}

}  // namespace palpate
