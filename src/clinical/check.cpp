#include <palpate/base/json_schema.h>
#include <palpate/base/text.h>
#include <palpate/clinical/check.h>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <set>
#include <unordered_map>

namespace palpate {
namespace {

namespace fs = std::filesystem;

// Which schema a file answers to, by where it lies below assets.
std::string schema_for(const fs::path& relative) {
  const std::string text = relative.generic_string();
  if (starts_with(text, "anatomy/concepts/")) return "concepts.schema.json";
  if (text == "anatomy/landmarks.json") return "landmarks.schema.json";
  if (text == "anatomy/muscle-ends.json") return "muscle-ends.schema.json";
  if (starts_with(text, "clinical/muscles/")) return "muscle.schema.json";
  if (text == "clinical/sources.json") return "sources.schema.json";
  if (starts_with(text, "atlases/"))
    return relative.filename() == "atlas.json" ? "atlas.schema.json" : "atlas-map.schema.json";
  return {};
}

// Calls use(text, field) for everything that is said in a record.
void for_each_text(const MuscleRecord& record, const std::function<void(const std::string&, const std::string&)>& use) {
  use(record.patient.text, "/patient/text");
  for (std::size_t i = 0; i < record.trigger_points.size(); ++i) {
    const TriggerPoint& t = record.trigger_points[i];
    const std::string field = fmt::format("/trigger_points/{}", i);
    use(t.label, field + "/label");
    use(t.location.text, field + "/location/text");
    use(t.referral_text, field + "/referral/text");
    for (const Statement& s : t.symptoms) use(s.text, field + "/symptoms");
  }
  for (std::size_t i = 0; i < record.needling.size(); ++i) {
    const NeedlingGuide& g = record.needling[i];
    const std::string field = fmt::format("/needling/{}", i);
    use(g.technique.text, field + "/technique/text");
    use(g.direction_text, field + "/direction/text");
    use(g.entry_text, field + "/entry/text");
    use(g.depth_text, field + "/depth/text");
    for (const Statement& s : g.precautions) use(s.text, field + "/precautions");
  }
}

// All source keys a record cites.
void collect_citations(const MuscleRecord& r, std::set<std::string>& cited) {
  const auto add = [&](const SourceKeys& keys) { cited.insert(keys.begin(), keys.end()); };
  const auto add_views = [&](const std::vector<Disagreement>& list) {
    for (const Disagreement& d : list) {
      for (const Statement& view : d.views) add(view.sources);
    }
  };
  for (const auto& a : r.attachments) add(a.sources);
  for (const auto& i : r.innervation) add(i.sources);
  for (const auto& a : r.actions) add(a.sources);
  for (const TriggerPoint& t : r.trigger_points) {
    for (const SourceKeys* keys :
         {&t.location.sources, &t.referral_sources, &t.location_claim.sources, &t.referral_claim.sources})
      add(*keys);
    for (const Statement& s : t.symptoms) add(s.sources);
    for (const Mistakable& m : t.mistaken_for) add(m.sources);
  }
  for (const NeedlingGuide& g : r.needling) {
    for (const SourceKeys* keys : {&g.position.sources, &g.palpation.sources, &g.technique.sources, &g.needle_sources,
                                   &g.entry_sources, &g.direction_sources, &g.depth_sources}) {
      add(*keys);
    }
    for (const Hazard& h : g.hazards) add(h.sources);
    for (const Statement& p : g.precautions) add(p.sources);
    add_views(g.disagreements);
  }
  add(r.patient.sources);
  for (const Evidence& e : r.evidence) add(e.sources);
  add_views(r.disagreements);
}

void check_promises(const MuscleRecord& record, Faults& faults) {
  // An instruction to a depth, as opposed to a range that depends on the person.
  static const std::regex instruction("\\b(insert|advance|push)\\b[^.]{0,40}\\b(to|until)\\b[^.]{0,12}\\b[0-9]+ ?mm",
                                      std::regex::icase);
  static const std::regex promise("\\b(cures?|guarantees?d?|always works|completely safe|no risk)\\b",
                                  std::regex::icase);
  for_each_text(record, [&](const std::string& text, const std::string& field) {
    if (std::regex_search(text, instruction)) {
      faults.push_back({Severity::error, record.file, 0, field,
                        "this reads as an instruction to a depth; say a range and what it depends on"});
    }
    if (std::regex_search(text, promise)) {
      faults.push_back({Severity::error, record.file, 0, field, "this promises what no source can"});
    }
    if (text.find('!') != std::string::npos)
      faults.push_back({Severity::warning, record.file, 0, field, "no exclamation marks"});
  });
}

void check_record(const MuscleRecord& record, Faults& faults) {
  const auto warn = [&](const std::string& field, std::string what) {
    faults.push_back({Severity::warning, record.file, 0, field, std::move(what)});
  };
  const std::string stem = fs::path(record.file).stem().string();
  if (stem != record.muscle)
    warn("/muscle", fmt::format("the file is not named after the muscle \"{}\"", record.muscle));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < record.trigger_points.size(); ++i) {
    const TriggerPoint& t = record.trigger_points[i];
    const std::string field = fmt::format("/trigger_points/{}", i);
    if (!ids.insert(t.id).second) {
      faults.push_back(
          {Severity::error, record.file, 0, field + "/id", fmt::format("the id \"{}\" is used twice", t.id)});
    }
    if (record.guides_for(t.id).empty()) warn(field, fmt::format("no needling is given for \"{}\"", t.id));
    if (t.mistaken_for.empty()) warn(field + "/mistaken_for", "nothing is named that it could be mistaken for");
    if (t.symptoms.empty()) warn(field + "/symptoms", "no symptom is named");
  }
  for (std::size_t i = 0; i < record.needling.size(); ++i) {
    if (record.needling[i].hazards.empty()) warn(fmt::format("/needling/{}/hazards", i), "no hazard is named");
    if (record.needling[i].precautions.empty())
      warn(fmt::format("/needling/{}/precautions", i), "no precaution is named");
  }
  for (const auto question :
       {Evidence::Question::effect, Evidence::Question::mechanism, Evidence::Question::alternatives}) {
    const bool answered = std::any_of(record.evidence.begin(), record.evidence.end(),
                                      [&](const Evidence& e) { return e.question == question; });
    if (!answered) warn("/evidence", fmt::format("the question \"{}\" is not answered", label_of(question)));
  }
}

}  // namespace

void check_schemas(const fs::path& assets, Faults& faults) {
  std::unordered_map<std::string, JsonNode> schemas;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(assets)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string name = schema_for(fs::relative(file, assets));
    if (name.empty()) continue;
    if (schemas.count(name) == 0) {
      auto schema = read_json_file((assets / "schemas" / name).string());
      if (!schema) {
        faults.push_back({Severity::error, schema.error().where, 0, {}, schema.error().what});
        continue;
      }
      schemas.emplace(name, std::move(*schema));
    }
    const auto document = read_json_file(file.string());
    if (!document) {
      faults.push_back({Severity::error, document.error().where, 0, {}, document.error().what});
      continue;
    }
    check_schema(*document, schemas.at(name), file.string(), faults);
  }
}

void check_content(const ClinicalLibrary& library, Faults& faults) {
  std::set<std::string> cited;
  for (const MuscleRecord& record : library.records()) {
    collect_citations(record, cited);
    check_promises(record, faults);
    check_record(record, faults);
  }
  for (const Source& source : library.sources()) {
    if (cited.count(source.key) == 0) {
      faults.push_back({Severity::warning, "sources.json", 0, source.key, "no record cites this source"});
    }
  }
}

ClinicalCoverage clinical_coverage(const ClinicalLibrary& library, const ConceptCatalog& concepts) {
  ClinicalCoverage coverage;
  coverage.records = library.records().size();
  coverage.sources = library.sources().size();
  for (const MuscleRecord& record : library.records()) {
    coverage.trigger_points += record.trigger_points.size();
    coverage.guides += record.needling.size();
    for (const TriggerPoint& t : record.trigger_points) coverage.zones += t.zones.size();
    const ConceptId id = concepts.find(record.muscle);
    for (const std::string& missing : record.no_source) {
      coverage.no_source.push_back(fmt::format("{}: {}", id.valid() ? concepts[id].name : record.muscle, missing));
    }
  }
  for (const Concept& entry : concepts.all()) {
    if (entry.kind == Kind::muscle && library.about(entry.key) == nullptr)
      coverage.muscles_without_record.push_back(entry.name);
  }
  return coverage;
}

}  // namespace palpate
