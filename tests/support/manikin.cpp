#include "manikin.h"

#include "manikin_rows.h"
#include "shapes.h"
#include "temp_folder.h"

#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/mesh/cut.h>
#include <palpate/mesh/glb_writer.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;

glm::vec3 place_of(const ManikinStop& stop, const LandmarkTable& landmarks) {
  const auto at = landmarks.position(stop.landmark, Side::right);
  if (!at) throw std::runtime_error(std::string("the manikin names a landmark that does not exist: ") + stop.landmark);
  return *at + glm::vec3(-stop.beside.x, stop.beside.y, stop.beside.z);  // right side: lateral is -x
}

// A smooth course through the stops (Catmull-Rom), tapered to round ends.
MeshData mesh_of(const ManikinRow& row, const LandmarkTable& landmarks) {
  std::vector<Station> knots;
  for (const ManikinStop& stop : row.stops)
    knots.push_back({place_of(stop, landmarks), stop.half_width, stop.half_thickness});
  const auto knot = [&](int i) {
    return knots[static_cast<std::size_t>(std::clamp(i, 0, static_cast<int>(knots.size()) - 1))];
  };
  const auto spline = [](auto a, auto b, auto c, auto d, float t) {
    return 0.5f * ((2.0f * b) + (c - a) * t + (2.0f * a - 5.0f * b + 4.0f * c - d) * t * t +
                   (3.0f * b - a - 3.0f * c + d) * t * t * t);
  };
  constexpr int steps = 8;
  std::vector<Station> stations;
  const int spans = static_cast<int>(knots.size()) - 1;
  for (int k = 0; k <= spans * steps; ++k) {
    const int span = std::min(k / steps, spans - 1);
    const float t = static_cast<float>(k - span * steps) / steps;
    const Station a = knot(span - 1), b = knot(span), c = knot(span + 1), d = knot(span + 2);
    Station s{spline(a.centre, b.centre, c.centre, d.centre, t), glm::mix(b.half_width, c.half_width, t),
              glm::mix(b.half_thickness, c.half_thickness, t)};
    const float from_end = static_cast<float>(std::min(k, spans * steps - k)) / steps;
    const float taper = std::sqrt(std::clamp(from_end * 3.0f, 0.08f, 1.0f));
    stations.push_back({s.centre, s.half_width * taper, s.half_thickness * taper});
  }
  return tube(stations, row.facing, 20);
}

// Distance to an ellipsoid, about; to a cone with round ends.
float ellipsoid(glm::vec3 p, glm::vec3 centre, glm::vec3 radii) {
  const glm::vec3 q = (p - centre) / radii;
  const float k = glm::length(q);
  return (k - 1.0f) * std::min({radii.x, radii.y, radii.z});
}

float round_cone(glm::vec3 p, glm::vec3 a, glm::vec3 b, float ra, float rb) {
  const float t = std::clamp(glm::dot(p - a, b - a) / glm::dot(b - a, b - a), 0.0f, 1.0f);
  return glm::length(p - glm::mix(a, b, t)) - glm::mix(ra, rb, t);
}

float smooth_min(float a, float b, float width) {
  const float h = std::max(width - std::abs(a - b), 0.0f) / width;
  return std::min(a, b) - 0.25f * h * h * width;
}

float skin_distance(glm::vec3 p) {
  const glm::vec3 q{-std::abs(p.x), p.y, p.z};  // both sides alike
  float d = ellipsoid(q, {0, 1612, -5}, {76, 100, 100});
  d = smooth_min(d, ellipsoid(q, {0, 1540, 40}, {54, 62, 56}), 30);
  d = smooth_min(d, round_cone(q, {0, 1550, -20}, {0, 1430, -34}, 54, 62), 30);
  d = smooth_min(d, ellipsoid(q, {-70, 1330, -10}, {108, 150, 124}), 60);
  d = smooth_min(d, round_cone(q, {-40, 1440, -60}, {-150, 1398, -45}, 34, 44), 40);
  d = smooth_min(d, ellipsoid(q, {-40, 1120, 8}, {110, 150, 112}), 80);
  d = smooth_min(d, ellipsoid(q, {-60, 930, -18}, {112, 120, 118}), 60);
  d = smooth_min(d, round_cone(q, {-178, 1370, -36}, {-205, 1250, -38}, 58, 48), 30);
  d = smooth_min(d, round_cone(q, {-205, 1250, -38}, {-215, 1105, -40}, 48, 40), 20);
  d = smooth_min(d, round_cone(q, {-220, 1095, -30}, {-262, 880, 8}, 42, 27), 20);
  d = smooth_min(d, ellipsoid(q, {-272, 800, 28}, {42, 62, 24}), 20);
  d = smooth_min(d, round_cone(q, {-288, 775, 34}, {-300, 720, 80}, 20, 14), 20);
  d = smooth_min(d, round_cone(q, {-240, 775, 34}, {-234, 735, 72}, 20, 13), 20);
  d = smooth_min(d, round_cone(q, {-95, 830, -16}, {-84, 470, -18}, 88, 58), 40);
  d = smooth_min(d, round_cone(q, {-84, 450, -18}, {-90, 330, -52}, 54, 58), 30);
  d = smooth_min(d, round_cone(q, {-90, 330, -52}, {-84, 90, -46}, 58, 36), 30);
  d = smooth_min(d, ellipsoid(q, {-78, 40, -50}, {38, 44, 62}), 30);
  return smooth_min(d, ellipsoid(q, {-95, 24, 50}, {46, 26, 96}), 30);
}

MeshData skin_mesh() {
  Bounds bounds;
  bounds.include(glm::vec3(-350, -10, -180));
  bounds.include(glm::vec3(350, 1730, 180));
  return level_surface(skin_distance, bounds, 9.0f);
}

MeshData skull_mesh() {
  Bounds bounds;
  bounds.include(glm::vec3(-90, 1480, -120));
  bounds.include(glm::vec3(90, 1720, 100));
  return level_surface([](glm::vec3 p) { return ellipsoid(p, {0, 1618, -6}, {64, 86, 88}); }, bounds, 9.0f);
}

}  // namespace

std::vector<ManikinPart> manikin_parts(const LandmarkTable& landmarks) {
  std::vector<ManikinPart> parts;
  parts.push_back({"occipital-bone", Side::none, System::skeleton, {}, skull_mesh()});
  for (const auto* rows : {&manikin_skeleton_rows(), &manikin_muscle_rows(), &manikin_other_rows()}) {
    for (const ManikinRow& row : *rows) {
      MeshData mesh = mesh_of(row, landmarks);
      if (row.sided) parts.push_back({row.concept_key, Side::left, row.system, row.attachment, mirror_image(mesh)});
      parts.push_back(
          {row.concept_key, row.sided ? Side::right : Side::none, row.system, row.attachment, std::move(mesh)});
    }
  }
  parts.push_back({"skin", Side::none, System::skin, {}, skin_mesh()});
  return parts;
}

void write_manikin(const fs::path& folder, const LandmarkTable& landmarks) {
  std::map<System, std::vector<GlbNode>> nodes;
  std::map<System, JsonNode> maps;
  for (ManikinPart& part : manikin_parts(landmarks)) {
    JsonNode& map = maps.try_emplace(part.system, JsonNode::array()).first->second;
    const std::string node = "n" + std::to_string(map.size());
    JsonNode entry = JsonNode::object();
    entry.set("node", node).set("concept", part.concept_key);
    if (part.side != Side::none) entry.set("side", std::string(key_of(part.side)));
    if (!part.attachment.empty()) entry.set("attachment", part.attachment);
    map.push(std::move(entry));
    nodes[part.system].push_back({node, std::move(part.mesh), {}});
  }
  JsonNode files = JsonNode::array();
  fs::create_directories(folder);
  for (auto& [system, list] : nodes) {
    const std::string name(key_of(system));
    const auto save = [&](const std::string& file, const std::string& bytes) {
      if (Status written = write_file(folder / file, bytes); !written) throw std::runtime_error(written.error().text());
    };
    save(name + ".glb", write_glb(list, "Made by Palpate's tests"));
    JsonNode map = JsonNode::object();
    map.set("nodes", std::move(maps[system]));
    save(name + ".json", write_json(map));
    JsonNode line = JsonNode::object();
    line.set("path", name + ".glb").set("system", name).set("map", name + ".json");
    files.push(std::move(line));
  }
  JsonNode frame = JsonNode::object();
  frame.set("units_mm", 1000).set("axes", "+x +y +z").set("node_transforms", "apply").set("why", "glTF is in metres.");
  JsonNode manifest = JsonNode::object();
  manifest.set("name", "Manikin")
      .set("version", "1")
      .set("licence", "none")
      .set("about", "A synthetic body for tests.");
  manifest.set("attribution", JsonNode::array().push(JsonNode("Palpate's tests")));
  manifest.set("frame", std::move(frame)).set("files", std::move(files));
  if (Status written = write_file(folder / "atlas.json", write_json(manifest)); !written) {
    throw std::runtime_error(written.error().text());
  }
}

const ProgramData& program_data() {
  static const ProgramData data = [] {
    auto loaded = load_program_data({});
    if (!loaded) throw std::runtime_error(loaded.error().text());
    return std::move(*loaded);
  }();
  return data;
}

const fs::path& manikin_folder() {
  static const TempFolder folder;
  static const bool written = (write_manikin(folder.path(), program_data().anatomy.landmarks), true);
  static_cast<void>(written);
  return folder.path();
}

const LoadedBody& manikin() {
  static const LoadedBody body = [] {
    Faults faults;
    auto sources = find_sources(manikin_folder(), program_data().assets, faults);
    if (!sources) throw std::runtime_error(sources.error().text());
    for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
    LoadedBody loaded = load_body(program_data().anatomy, std::move(*sources), {});
    for (const std::string& problem : loaded.problems) ADD_FAILURE() << problem;
    return loaded;
  }();
  return body;
}

fs::path reference_folder() {
  if (const char* named = std::getenv("PALPATE_REFERENCE"); named != nullptr) return named;
  const fs::path beside = fs::path(PALPATE_SOURCE_FOLDER).parent_path() / "shared/anatomy";
  return fs::exists(beside / "zanatomy") ? beside : fs::path();
}

}  // namespace palpate::test
