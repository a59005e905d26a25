#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/mesh/glb_writer.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/skin.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>
#include <glm/common.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

namespace palpate {
namespace {

constexpr const char* credit =
    "Palpate; measured on Z-Anatomy (CC BY-SA 4.0), BodyParts3D (CC BY 4.0), HuBMAP HRA (CC BY 4.0)";

constexpr float skin_edge_mm = 2.5f;  // of the skin's parts, before they become one
constexpr float face_edge_mm = 1.5f;
constexpr std::size_t skin_triangles = 260'000;

// How long the edges of a structure's mesh become: in proportion to its size, so that small things are as round as
// large ones, within limits that eyes and needles set.
struct Fineness {
  double edges_across;  // of a square of the structure's surface
  float shortest_mm, longest_mm;
};

Fineness fineness_of(System system) {
  switch (system) {
    case System::muscles:
      return {16.0, 2.0f, 12.0f};
    case System::skeleton:
      return {18.0, 2.0f, 5.0f};
    case System::viscera:
      return {20.0, 2.0f, 8.0f};
    case System::nerves:
    case System::vessels:
      return {20.0, 6.0f, 9.0f};
    default:
      return {20.0, 2.0f, 8.0f};
  }
}

float edge_of(const Morphometry& figures) {
  const Fineness fineness = fineness_of(figures.system);
  const double area = surface_area(mesh_of(figures.parts, fineness.longest_mm));
  const double pieces = static_cast<double>(figures.parts.size());
  return std::clamp(static_cast<float>(std::sqrt(area / pieces) / fineness.edges_across), fineness.shortest_mm,
                    fineness.longest_mm);
}

MeshData mirror_image(MeshData mesh) {
  for (glm::vec3& p : mesh.positions) p.x = -p.x;
  for (glm::vec3& n : mesh.normals) n.x = -n.x;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
  return mesh;
}

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

bool stands_for_both_sides(const Form& form) {
  const Loft* loft = std::get_if<Loft>(&form);
  return loft != nullptr && loft->both_sides;
}

// The trunk ends between the thighs: its edge melts into them, in front more than behind.
float even_at_the_crotch(glm::vec3 p) {
  const float aside = 1.0f - glm::smoothstep(70.0f, 105.0f, std::abs(p.x));
  const float high = glm::smoothstep(735.0f, 765.0f, p.y) * (1.0f - glm::smoothstep(815.0f, 850.0f, p.y));
  return aside * high * glm::mix(0.3f, 1.0f, glm::smoothstep(-70.0f, -30.0f, p.z));
}

// One closed surface around all parts of the skin. Fingers and toes stay apart: there the skin lets in smaller balls.
Result<MeshData> skin_of(const Morphometry& figures) {
  std::vector<MeshData> bodies;
  for (const Form& form : figures.parts) {
    bodies.push_back(mesh_of({form}, std::holds_alternative<Shell>(form) ? face_edge_mm : skin_edge_mm));
    if (stands_for_both_sides(form)) bodies.push_back(mirror_image(bodies.back()));
  }
  SkinRequest request;
  request.here = [](glm::vec3 p) {
    const bool toes = p.y < 60.0f && p.z > 40.0f, fingers = std::abs(p.x) > 200.0f && p.y < 900.0f && p.y > 500.0f;
    if (toes || fingers) return SkinHere{0.0f, toes ? 0.4f : 1.0f};
    const float face = glm::smoothstep(1465.0f, 1500.0f, p.y) * glm::smoothstep(-95.0f, -55.0f, p.z);
    if (face > 0.0f) return SkinHere{0.0f, 6.0f - 5.0f * face};
    // Where the thighs part they flow into each other; farther down they stay apart.
    const float between = 1.0f - glm::smoothstep(40.0f, 75.0f, std::abs(p.x));
    const float wide = between * glm::smoothstep(700.0f, 765.0f, p.y) * (1.0f - glm::smoothstep(795.0f, 835.0f, p.y));
    const float apart = between * (1.0f - glm::smoothstep(720.0f, 780.0f, p.y));
    return SkinHere{0.0f, 6.0f + 20.0f * wide - 3.0f * apart, even_at_the_crotch(p)};
  };
  request.voxel_mm = 2.3f;
  request.edge_mm = 6.5f;
  request.triangles = skin_triangles;
  request.symmetric = true;
  request.finer = {{{-110, 1470, -130}, {0, 1725, 160}, 0.9f},  // head
                   {{-365, 660, -20}, {-205, 850, 150}, 0.9f},  // fingers
                   {{-165, -10, 60}, {-40, 70, 160}, 0.7f}};    // toes
  return skin_over(bodies, request);
}

}  // namespace

std::vector<SculptedStructure> sculpt_body(const std::vector<Morphometry>& figures, JobQueue& jobs, Faults& faults) {
  std::vector<std::vector<SculptedStructure>> made(figures.size());
  std::mutex mutex;
  jobs.parallel_for(figures.size(), [&](std::size_t i) {
    const Morphometry& one = figures[i];
    SculptedStructure structure{one.concept_key, one.system, one.side, {}};
    if (one.system == System::skin) {
      Result<MeshData> skin = skin_of(one);
      if (!skin) {
        const std::lock_guard lock(mutex);
        faults.push_back({Severity::error, morphometry_file_name(one.concept_key), 0, "", skin.error().text()});
        return;
      }
      structure.mesh = std::move(*skin);
    } else {
      structure.mesh = mesh_of(one.parts, edge_of(one));
    }
    structure.mesh.uv.clear();
    if (one.side == Side::right) {
      made[i].push_back(structure);
      structure.side = Side::left;
      structure.mesh = mirror_image(std::move(structure.mesh));
    }
    made[i].push_back(std::move(structure));
  });
  std::vector<SculptedStructure> all;
  for (std::vector<SculptedStructure>& some : made) {
    for (SculptedStructure& structure : some) all.push_back(std::move(structure));
  }
  return all;
}

Status write_body(const std::vector<SculptedStructure>& structures, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{"The folder cannot be made: " + failed.message(), folder.string(), "Choose another."};
  std::map<System, std::vector<GlbNode>> nodes;
  std::map<System, std::map<std::string, std::string>> entries;
  for (const SculptedStructure& structure : structures) {
    std::string name = structure.concept_key;
    entries[structure.system][name] = structure.concept_key;
    if (structure.side != Side::none) name += structure.side == Side::left ? ".left" : ".right";
    nodes[structure.system].push_back({std::move(name), structure.mesh, {}});
  }
  JsonNode manifest = manifest_head(), files = JsonNode::array();
  for (const auto& [system, some] : nodes) {
    const std::string name(key_of(system));
    if (Status written = write_if_changed(folder / (name + ".glb"), write_glb(some, credit)); !written) return written;
    JsonNode list = JsonNode::array();
    for (const auto& [node, concept_key] : entries[system]) {
      JsonNode entry = JsonNode::object();
      entry.set("node", node).set("concept", concept_key);
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
