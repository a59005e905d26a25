#include <palpate/atlas/catalog_files.h>
#include <palpate/base/json_cursor.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Concept read_concept(const JsonCursor& in, System system) {
  Concept entry;
  entry.key = in.require_text("key");
  entry.name = in.require_text("name");
  entry.english = in.text("english");
  entry.latin = in.text("latin");
  entry.ta2 = static_cast<int>(in.integer("ta2", 0));
  entry.fma = static_cast<int>(in.integer("fma", 0));
  entry.fma_right = static_cast<int>(in.integer("fma_right", 0));
  entry.fma_left = static_cast<int>(in.integer("fma_left", 0));
  entry.sided = in.boolean("sided", false);
  entry.variant = in.boolean("variant", false);
  entry.layer = static_cast<int>(in.integer("layer", 0));
  entry.members = in.texts("members");
  entry.synonyms = in.texts("synonyms");
  entry.note = in.text("note");
  entry.system = system;
  if (const auto kind = kind_from(in.require_text("kind"))) {
    entry.kind = *kind;
  } else {
    in.fault_at("kind", "this kind of structure is not known");
  }
  if (const auto region = region_from(in.require_text("region"))) {
    entry.region = *region;
  } else {
    in.fault_at("region", "this region is not known");
  }
  return entry;
}

// A fault for each text of a list that is no concept.
void check_concepts(const JsonCursor& in, std::string_view list, const ConceptCatalog& concepts) {
  if (!in.has(list) || !in.node().find(list)->is(JsonNode::Kind::array)) return;
  in.each(list, [&](const JsonCursor& name) {
    const bool is_text = name.node().is(JsonNode::Kind::string);
    if (is_text && !concepts.find(name.node().text()).valid())
      name.fault(fmt::format("there is no concept \"{}\"", name.node().text()));
  });
}

// Members can stand in a later file: looked for when all concepts are there.
void check_members(const JsonNode& document, const std::string& file, const ConceptCatalog& concepts, Faults& faults) {
  const JsonNode* list = document.find("concepts");
  if (list == nullptr || !list->is(JsonNode::Kind::array)) return;
  JsonCursor(document, file, faults).each("concepts", [&](const JsonCursor& in) {
    const JsonNode* members = in.node().find("members");
    if (members == nullptr || !members->is(JsonNode::Kind::array)) return;
    in.each("members", [&](const JsonCursor& member) {
      const bool is_text = member.node().is(JsonNode::Kind::string);
      if (is_text && !concepts.find(member.node().text()).valid())
        member.fault(fmt::format("the member \"{}\" of \"{}\" does not exist", member.node().text(), in.text("key")));
    });
  });
}

void read_concepts(const JsonNode& document, const std::string& file, ConceptCatalog& concepts, Faults& faults) {
  const JsonCursor root(document, file, faults);
  const auto system = system_from(root.require_text("system"));
  if (!system) {
    root.fault_at("system", "this system is not known; the whole file is left out");
    return;
  }
  root.each("concepts", [&](const JsonCursor& in) {
    const std::size_t before = faults.size();
    Concept entry = read_concept(in, *system);
    if (faults.size() > before) return;
    const std::string key = entry.key;
    if (!concepts.add(std::move(entry))) in.fault_at("key", fmt::format("the concept \"{}\" exists already", key));
  });
}

void read_landmarks(const JsonNode& document, const std::string& file, LandmarkTable& landmarks, Faults& faults) {
  const JsonCursor root(document, file, faults);
  root.each("landmarks", [&](const JsonCursor& in) {
    const std::size_t before = faults.size();
    Landmark landmark;
    landmark.name = in.require_text("name");
    landmark.label = in.require_text("label");
    landmark.sided = in.boolean("sided", false);
    landmark.on = in.text("on");
    landmark.structure = in.text("structure");
    landmark.rule = in.text("rule");
    landmark.accuracy_mm = static_cast<float>(in.number("accuracy_mm", 0.0));
    const std::vector<double> at = in.numbers("at");
    if (at.size() != 3) {
      in.fault_at("at", "three numbers are expected: x, y, z in mm");
      return;
    }
    if (faults.size() > before) return;
    landmark.at = {at[0], at[1], at[2]};
    const std::string name = landmark.name;
    if (!landmarks.add(std::move(landmark)))
      in.fault_at("name", fmt::format("the landmark \"{}\" exists already", name));
  });
}

void read_muscle_ends(const JsonNode& document, const std::string& file, const ConceptCatalog& concepts,
                      MuscleEndsTable& table, Faults& faults) {
  const JsonCursor root(document, file, faults);
  root.each("muscles", [&](const JsonCursor& in) {
    const std::size_t before = faults.size();
    const std::string key = in.require_text("muscle");
    if (!key.empty() && !concepts.find(key).valid())
      in.fault_at("muscle", fmt::format("there is no concept \"{}\"", key));
    MuscleEnds ends{in.texts("from"), in.texts("to"), false, 0.0f, 0.0f};
    for (const char* list : {"from", "to"}) check_concepts(in, list, concepts);
    const std::vector<double> tendon = in.numbers("tendon");
    if (tendon.size() == 2) {
      ends.tendon_known = true;
      ends.tendon_at_origin = static_cast<float>(tendon[0]);
      ends.tendon_at_insertion = static_cast<float>(tendon[1]);
    } else if (in.has("tendon")) {
      in.fault_at("tendon", "two shares are expected: at the origin and at the insertion");
    }
    if (faults.size() > before) return;
    if (!table.emplace(key, std::move(ends)).second) in.fault_at("muscle", "this muscle stands in the list twice");
  });
}

}  // namespace

Result<AnatomyFiles> read_anatomy(const std::filesystem::path& assets, Faults& faults) {
  AnatomyFiles files;
  const std::vector<std::filesystem::path> concept_files = json_files(assets / "anatomy" / "concepts");
  if (concept_files.empty()) {
    return Error{"there are no concept files", (assets / "anatomy" / "concepts").string(),
                 "Check the data folder, or name it with --assets"};
  }
  const auto document = [&](const std::filesystem::path& path) -> std::optional<JsonNode> {
    auto read = read_json_file(path.string());
    if (read) return std::move(*read);
    faults.push_back({Severity::error, read.error().where, 0, {}, read.error().what});
    return std::nullopt;
  };
  std::vector<std::pair<std::string, JsonNode>> documents;
  for (const auto& path : concept_files) {
    if (auto read = document(path)) documents.emplace_back(path.string(), std::move(*read));
  }
  for (const auto& [file, read] : documents) read_concepts(read, file, files.concepts, faults);
  for (const auto& [file, read] : documents) check_members(read, file, files.concepts, faults);
  const std::filesystem::path landmarks = assets / "anatomy" / "landmarks.json";
  if (const auto read = document(landmarks)) read_landmarks(*read, landmarks.string(), files.landmarks, faults);
  const std::filesystem::path ends = assets / "anatomy" / "muscle-ends.json";
  if (const auto read = document(ends))
    read_muscle_ends(*read, ends.string(), files.concepts, files.muscle_ends, faults);
  return files;
}

}  // namespace palpate
