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
  if (text == "anatomy/inventory.json") return "inventory.schema.json";
  if (text == "anatomy/muscle-ends.json") return "muscle-ends.schema.json";
  if (starts_with(text, "clinical/muscles/")) return "muscle.schema.json";
  if (text == "clinical/sources.json") return "sources.schema.json";
  if (text == "clinical/movements.json") return "movements.schema.json";
  if (text == "clinical/needles.json") return "needles.schema.json";
  if (text == "clinical/published-distances.json") return "published-distances.schema.json";
  if (text == "clinical/layers.json") return "layers.schema.json";
  if (text == "clinical/pages.json") return "pages.schema.json";
  if (text == "clinical/skin-regions.json") return "skin-regions.schema.json";
  if (text == "clinical/other-pain.json") return "other-pain.schema.json";
  if (text == "clinical/before-needle.json") return "before-needle.schema.json";
  if (starts_with(text, "atlases/"))
    return relative.filename() == "atlas.json" ? "atlas.schema.json" : "atlas-map.schema.json";
  return {};
}

// Calls use(text, field) for everything that is said in a record.
class EachText {
 public:
  using Use = std::function<void(const std::string&, const std::string&)>;
  explicit EachText(Use use) : use_(std::move(use)) {}

  void record(const MuscleRecord& r) const {
    use_(r.patient.text, "/patient/text");
    list(r.attachments, "/attachments", [&](const AttachmentRecord& a, const std::string& at) {
      list(a.origin, at + "/origin", [&](const Site& s, const std::string& site) { use_(s.text, site + "/text"); });
      list(a.insertion, at + "/insertion",
           [&](const Site& s, const std::string& site) { use_(s.text, site + "/text"); });
    });
    list(r.innervation, "/innervation",
         [&](const Innervation& i, const std::string& at) { use_(i.note, at + "/note"); });
    list(r.actions, "/actions", [&](const MuscleAction& a, const std::string& at) { use_(a.text, at + "/text"); });
    list(r.trigger_points, "/trigger_points", [&](const TriggerPoint& t, const std::string& at) { point(t, at); });
    list(r.needling, "/needling", [&](const NeedlingGuide& g, const std::string& at) { guide(g, at); });
    list(r.evidence, "/evidence", [&](const Evidence& e, const std::string& at) { use_(e.text, at + "/text"); });
    disagreements(r.disagreements, "/disagreements");
  }

 private:
  template <class Item, class Do>
  static void list(const std::vector<Item>& items, const std::string& field, const Do& each) {
    for (std::size_t i = 0; i < items.size(); ++i) each(items[i], fmt::format("{}/{}", field, i));
  }
  void statements(const std::vector<Statement>& items, const std::string& field) const {
    list(items, field, [&](const Statement& s, const std::string& at) { use_(s.text, at + "/text"); });
  }
  void disagreements(const std::vector<Disagreement>& items, const std::string& field) const {
    list(items, field, [&](const Disagreement& d, const std::string& at) {
      use_(d.about, at + "/about");
      statements(d.views, at + "/views");
    });
  }
  void point(const TriggerPoint& t, const std::string& at) const {
    use_(t.label, at + "/label");
    use_(t.location.text, at + "/location/text");
    use_(t.no_needling, at + "/no_needling");
    use_(t.referral_text, at + "/referral/text");
    statements(t.symptoms, at + "/symptoms");
    list(t.mistaken_for, at + "/mistaken_for",
         [&](const Mistakable& m, const std::string& here) { use_(m.what, here + "/what"); });
    use_(t.location_claim.text, at + "/claims/location/text");
    use_(t.referral_claim.text, at + "/claims/referral/text");
  }
  void way(const NeedleWay& w, const std::string& at) const {
    use_(w.entry_text, at + "/entry/text");
    use_(w.direction_text, at + "/direction/text");
  }
  void guide(const NeedlingGuide& g, const std::string& at) const {
    use_(g.title, at + "/title");
    use_(g.position.text, at + "/position/text");
    use_(g.palpation.text, at + "/palpation/text");
    use_(g.technique.text, at + "/technique/text");
    way(g.way, at);
    list(g.other_ways, at + "/other_ways", [&](const NeedleWay& w, const std::string& f) { way(w, f); });
    use_(g.depth_text, at + "/depth/text");
    use_(g.depth_limit_of, at + "/depth/limit_of");
    list(g.depth_depends_on, at + "/depth/depends_on", [&](const std::string& s, const std::string& f) { use_(s, f); });
    list(g.hazards, at + "/hazards", [&](const Hazard& h, const std::string& f) { use_(h.reason, f + "/reason"); });
    statements(g.precautions, at + "/precautions");
    disagreements(g.disagreements, at + "/disagreements");
  }

  Use use_;
};

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
                                   &g.way.entry_sources, &g.way.direction_sources, &g.depth_sources}) {
      add(*keys);
    }
    for (const NeedleWay& way : g.other_ways) {
      add(way.entry_sources);
      add(way.direction_sources);
    }
    for (const Hazard& h : g.hazards) add(h.sources);
    for (const Statement& p : g.precautions) add(p.sources);
    add_views(g.disagreements);
  }
  add(r.patient.sources);
  for (const Evidence& e : r.evidence) add(e.sources);
  add_views(r.disagreements);
}

void collect_citations(const ReadingSection& section, std::set<std::string>& cited) {
  const auto add = [&](const auto& items) {
    for (const auto& item : items) cited.insert(item.sources.begin(), item.sources.end());
  };
  add(section.paragraphs);
  add(section.claims);
  add(section.rates);
  add(section.list);
}

void check_promises(const MuscleRecord& record, Faults& faults) {
  // An instruction to a depth, as opposed to a range that depends on the person.
  static const std::regex instruction(
      "\\b(insert|advance|push)\\b[^.]{0,40}\\b(to|until)\\b[^.]{0,12}\\b[0-9]+ ?[mc]m\\b", std::regex::icase);
  static const std::regex promise("\\b(cures?|guarantees?d?|always works|completely safe|no risk)\\b",
                                  std::regex::icase);
  const EachText each([&](const std::string& text, const std::string& field) {
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
  each.record(record);
}

void check_record(const MuscleRecord& record, Faults& faults) {
  const auto warn = [&](const std::string& field, std::string what) {
    faults.push_back({Severity::warning, record.file, 0, field, std::move(what)});
  };
  const std::string stem = fs::path(record.file).stem().string();
  if (stem != record.muscle)
    warn("/muscle", fmt::format("the file is not named after the muscle \"{}\"", record.muscle));
  for (std::size_t i = 0; i < record.trigger_points.size(); ++i) {
    const TriggerPoint& t = record.trigger_points[i];
    const std::string field = fmt::format("/trigger_points/{}", i);
    const bool needled = !record.guides_for(t.id).empty();
    if (!needled && t.no_needling.empty())
      warn(field, fmt::format("no needling is given for \"{}\", and \"no_needling\" does not say why", t.id));
    if (needled && !t.no_needling.empty())
      warn(field + "/no_needling", fmt::format("needling is given for \"{}\" all the same", t.id));
    if (t.mistaken_for.empty()) warn(field + "/mistaken_for", "nothing is named that it could be mistaken for");
    if (t.symptoms.empty()) warn(field + "/symptoms", "no symptom is named");
  }
  for (std::size_t i = 0; i < record.needling.size(); ++i) {
    if (record.needling[i].hazards.empty()) warn(fmt::format("/needling/{}/hazards", i), "no hazard is named");
    if (record.needling[i].precautions.empty())
      warn(fmt::format("/needling/{}/precautions", i), "no precaution is named");
    if (record.needling[i].depth_depends_on.empty())
      warn(fmt::format("/needling/{}/depth/depends_on", i), "it is not said what the depth depends on");
  }
  if (record.trigger_points.empty()) return;
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
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(assets, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().extension() == ".json" && !fs::is_directory(entry->path())) files.push_back(entry->path());
  }
  if (failed)
    faults.push_back({Severity::error, assets.string(), 0, {}, "the folder cannot be read: " + failed.message()});
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

void check_content(const ClinicalLibrary& library, const SkinAreas& areas, const BeforeNeedle& before, Faults& faults) {
  std::set<std::string> cited;
  for (const NeedleItem& item : before.items) cited.insert(item.sources.begin(), item.sources.end());
  for (const NeedleDisagreement& disagreement : before.disagreements) {
    for (const Statement& view : disagreement.said.views) cited.insert(view.sources.begin(), view.sources.end());
  }
  for (const PainArea& area : areas.others) cited.insert(area.sources.begin(), area.sources.end());
  for (const RealNeedle& needle : library.needles()) cited.insert(needle.sources.begin(), needle.sources.end());
  for (const PublishedDistance& distance : library.published())
    cited.insert(distance.sources.begin(), distance.sources.end());
  for (const LayerSite& site : library.layers().sites) {
    for (const LayerFigure& figure : site.figures) cited.insert(figure.sources.begin(), figure.sources.end());
  }
  for (const Statement& limit : library.layers().limits) cited.insert(limit.sources.begin(), limit.sources.end());
  for (const ReadingPage& page : library.pages()) {
    for (const ReadingSection& section : page.sections) collect_citations(section, cited);
  }
  for (const MuscleRecord& record : library.records()) {
    collect_citations(record, cited);
    check_promises(record, faults);
    check_record(record, faults);
  }
  for (const Source& source : library.sources()) {
    if (cited.count(source.key) == 0) {
      faults.push_back({Severity::warning, "sources.json", 0, source.key, "nothing cites this source"});
    }
  }
}

ClinicalCoverage clinical_coverage(const ClinicalLibrary& library, const ConceptCatalog& concepts) {
  ClinicalCoverage coverage;
  coverage.records = library.records().size();
  coverage.sources = library.sources().size();
  coverage.needles = library.needles().size();
  coverage.published = library.published().size();
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
    // A group is read through the muscles that make it up.
    if (entry.kind == Kind::muscle && entry.members.empty() && library.about(entry.key) == nullptr)
      coverage.muscles_without_record.push_back(entry.name);
  }
  return coverage;
}

}  // namespace palpate
