#include "cli.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

namespace palpate {
namespace {

JsonNode concept_json(const Concept& c) {
  JsonNode out = JsonNode::object();
  out.set("key", c.key)
      .set("name", c.name)
      .set("latin", c.latin)
      .set("kind", key_of(c.kind))
      .set("system", key_of(c.system))
      .set("region", key_of(c.region));
  if (c.ta2 > 0) out.set("ta2", c.ta2);
  if (c.fma > 0) out.set("fma", c.fma);
  JsonNode synonyms = JsonNode::array();
  for (const std::string& s : c.synonyms) synonyms.push(JsonNode(s));
  out.set("synonyms", std::move(synonyms));
  return out;
}

void print_concept(const Concept& c) {
  fmt::print("{}\n", c.name);
  if (!c.latin.empty()) fmt::print("  {}\n", c.latin);
  fmt::print("  {} \xC2\xB7 {}{}\n", label_of(c.kind), label_of(c.region),
             c.layer > 0 ? fmt::format(" \xC2\xB7 layer {}", c.layer) : "");
  std::vector<std::string> ids;
  if (c.ta2 > 0) ids.push_back(fmt::format("TA2 {}", c.ta2));
  if (c.fma > 0) ids.push_back(fmt::format("FMA {}", c.fma));
  if (c.fma_right > 0) ids.push_back(fmt::format("FMA {} right", c.fma_right));
  if (c.fma_left > 0) ids.push_back(fmt::format("FMA {} left", c.fma_left));
  if (!ids.empty()) fmt::print("  {}\n", join(ids, ", "));
  if (!c.synonyms.empty()) fmt::print("  also: {}\n", join(c.synonyms, ", "));
}

std::string cited(const SourceKeys& keys, const ClinicalLibrary& library) {
  std::vector<std::string> out;
  for (const std::string& key : keys) {
    const Source* source = library.source(key);
    out.push_back(source != nullptr ? short_citation(*source) : key);
  }
  return join(out, "; ");
}

void print_record(const MuscleRecord& r, const std::string& concept_key, const ClinicalLibrary& library) {
  for (const auto& a : r.attachments) {
    if (!a.part.empty()) fmt::print("\n  {}\n", a.part);
    for (const Site& s : a.origin) fmt::print("  from   {}\n", s.text);
    for (const Site& s : a.insertion) fmt::print("  to     {}\n", s.text);
  }
  for (const auto& i : r.innervation) fmt::print("  nerve  {} ({})\n", i.nerve, join(i.roots, ", "));
  for (const auto& a : r.actions) fmt::print("  action {}\n", a.text);
  for (const TriggerPoint* t : library.trigger_points_in(concept_key)) {
    fmt::print("\n  Trigger-point zone, commonly described: {} [{}]\n", t->label, t->id);
    fmt::print("    {}\n", t->location.text);
    fmt::print("    refers to: {}\n", t->referral_text);
    fmt::print("    location {}: {} ({})\n", label_of(t->location_claim.grade), t->location_claim.text,
               cited(t->location_claim.sources, library));
    for (const NeedlingGuide* g : r.guides_for(t->id)) {
      fmt::print("    needling: {} {} {}\n", g->position.text, g->technique.text, g->depth_text);
      for (const Hazard& h : g->hazards)
        fmt::print("    must not meet: {}: {} ({})\n", h.structure, h.reason, cited(h.sources, library));
    }
  }
}

JsonNode record_json(const MuscleRecord& r, const std::string& concept_key, const ClinicalLibrary& library) {
  JsonNode points = JsonNode::array();
  for (const TriggerPoint* t : library.trigger_points_in(concept_key)) {
    JsonNode hazards = JsonNode::array();
    for (const NeedlingGuide* g : r.guides_for(t->id)) {
      for (const Hazard& h : g->hazards) hazards.push(JsonNode(h.structure));
    }
    points.push(JsonNode::object()
                    .set("id", t->id)
                    .set("in", t->in)
                    .set("label", t->label)
                    .set("location", t->location.text)
                    .set("referral", t->referral_text)
                    .set("hazards", std::move(hazards)));
  }
  return JsonNode::object().set("muscle", r.muscle).set("trigger_points", std::move(points));
}

}  // namespace

ExitCode cli_info(const CommonOptions& common, const std::string& what) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  const ConceptCatalog& concepts = data->anatomy.concepts;
  if (what.empty()) {
    if (common.json) {
      JsonNode records = JsonNode::array();
      for (const MuscleRecord& r : data->library.records()) records.push(JsonNode(r.muscle));
      fmt::print("{}", write_json(JsonNode::object()
                                      .set("version", PALPATE_VERSION)
                                      .set("assets", data->assets.string())
                                      .set("concepts", concepts.size())
                                      .set("records", std::move(records))));
      return ExitCode::ok;
    }
    fmt::print("Palpate {}\nData: {}\n{} concepts, {} landmarks, {} sources\nRecords:\n", PALPATE_VERSION,
               data->assets.string(), concepts.size(), data->anatomy.landmarks.all().size(),
               data->library.sources().size());
    for (const MuscleRecord& r : data->library.records()) {
      std::vector<std::string> ids;
      for (const TriggerPoint& t : r.trigger_points) ids.push_back(t.id);
      fmt::print("  {:<32} {}\n", r.muscle, join(ids, ", "));
    }
    return ExitCode::ok;
  }
  const Meant meant = meant_by(what, concepts);
  if (!meant.id.valid()) {
    if (common.json) fmt::print("null\n");
    return complain(fmt::format("nothing is called \"{}\" or anything like it", what)), ExitCode::not_found;
  }
  const Concept& entry = concepts[meant.id];
  const MuscleRecord* record = data->library.about(entry.key);
  if (common.json) {
    JsonNode out = concept_json(entry);
    if (record != nullptr) out.set("record", record_json(*record, entry.key, data->library));
    fmt::print("{}", write_json(out));
    return ExitCode::ok;
  }
  print_concept(entry);
  if (record != nullptr) {
    print_record(*record, entry.key, data->library);
  } else if (entry.kind == Kind::muscle) {
    fmt::print("  There is no clinical record of this muscle yet.\n");
  }
  return ExitCode::ok;
}

}  // namespace palpate
