// The body as an atlas: a GLB file a system, what its nodes mean, and the manifest.
#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/mesh/glb_writer.h>
#include <palpate/sculpt/body.h>

#include <initializer_list>
#include <map>
#include <utility>

namespace palpate {
namespace {

constexpr const char* credit =
    "Palpate; measured on Z-Anatomy (CC BY-SA 4.0), BodyParts3D (CC BY 4.0), HuBMAP HRA (CC BY 4.0)";

Status write_if_changed(const std::filesystem::path& file, const std::string& bytes) {
  std::error_code none;
  if (std::filesystem::exists(file, none)) {
    const Result<std::string> old = read_file(file);
    if (old && *old == bytes) return {};
  }
  return write_file(file, bytes);
}

JsonNode texts(std::initializer_list<const char*> items) {
  JsonNode list = JsonNode::array();
  for (const char* item : items) list.push(JsonNode(item));
  return list;
}

JsonNode manifest_head() {
  JsonNode manifest = JsonNode::object();
  manifest.set("name", "Palpate body");
  manifest.set("version", "1");
  manifest.set("licence", "CC BY-SA 4.0");
  manifest.set("attribution", texts({"Measurements: Z-Anatomy - The open source atlas of anatomy - CC BY-SA 4.0",
                                     "BodyParts3D, (c) The Database Center for Life Science, CC BY 4.0",
                                     "HuBMAP Human Reference Atlas 3D Reference Object Library, CC BY 4.0"}));
  manifest.set("about",
               "A neutral adult, built from measured cross-sections, lobes and centre lines; no scanned mesh.");
  manifest.set("whose_body",
               "One adult man, 1.71 m tall, as measured on the sets named; the left is the mirror of the right.");
  manifest.set("rank", 9);
  manifest.set("recognise", texts({"palpate-body.txt"}));
  JsonNode frame = JsonNode::object();
  frame.set("units_mm", 1000).set("axes", "+x +y +z").set("node_transforms", "apply");
  frame.set("why", "glTF is in metres; the body is made in the canonical frame.");
  manifest.set("frame", std::move(frame));
  JsonNode suffixes = JsonNode::object();
  suffixes.set(".left", "left").set(".right", "right");
  manifest.set("side_suffixes", std::move(suffixes));
  return manifest;
}

}  // namespace

Status write_body(const std::vector<SculptedStructure>& structures, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{"The folder cannot be made: " + failed.message(), folder.string(), "Choose another."};
  std::map<System, std::vector<GlbNode>> nodes;
  std::map<System, std::map<std::string, const SculptedStructure*>> entries;
  for (const SculptedStructure& structure : structures) {
    std::string name = structure.concept_key + (structure.end.empty() ? "" : "@" + structure.end);
    entries[structure.system][name] = &structure;
    if (structure.side != Side::none) name += structure.side == Side::left ? ".left" : ".right";
    nodes[structure.system].push_back({std::move(name), structure.mesh, {}});
  }
  JsonNode manifest = manifest_head(), files = JsonNode::array();
  for (const auto& [system, some] : nodes) {
    const std::string name(key_of(system));
    if (Status written = write_if_changed(folder / (name + ".glb"), write_glb(some, credit)); !written) return written;
    JsonNode list = JsonNode::array();
    for (const auto& [node, structure] : entries[system]) {
      JsonNode entry = JsonNode::object();
      entry.set("node", node).set("concept", structure->concept_key);
      if (!structure->end.empty()) entry.set("attachment", structure->end);
      list.push(std::move(entry));
    }
    JsonNode map = JsonNode::object();
    map.set("nodes", std::move(list));
    if (Status written = write_if_changed(folder / (name + ".json"), write_json(map)); !written) return written;
    JsonNode file = JsonNode::object();
    file.set("path", name + ".glb").set("system", name).set("map", name + ".json");
    files.push(std::move(file));
  }
  manifest.set("files", std::move(files));
  return write_if_changed(folder / "atlas.json", write_json(manifest));
}

}  // namespace palpate
