#include "manikin.h"

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

// A station of a tube: a landmark, how far beside it (lateral, up, front) and the half axes there, in mm.
struct Stop {
  const char* landmark;
  glm::vec3 beside{0.0f};
  float half_width = 8.0f;
  float half_thickness = 8.0f;
};

struct Row {
  const char* concept_key;
  System system;
  bool sided;
  glm::vec3 facing;
  std::vector<Stop> stops;
  const char* attachment = "";
};

constexpr glm::vec3 to_back{0, 0, -1}, to_front{0, 0, 1}, to_side{-1, 0, 0}, to_top{0, 1, 0};

const std::vector<Row>& skeleton_rows() {
  using enum System;
  static const std::vector<Row> rows = {
      {"mandible", skeleton, false, to_top, {{"menton", {0, 4, -12}, 16, 9}, {"menton", {0, 14, -32}, 30, 9}}},
      {"scapula",
       skeleton,
       true,
       to_back,
       {{"scapula-superior-angle", {20, 0, 8}, 26, 4},
        {"infraspinous-fossa-centre", {}, 42, 5},
        {"scapula-inferior-angle", {8, 0, 8}, 14, 4}}},
      {"clavicle",
       skeleton,
       true,
       to_front,
       {{"clavicle-medial-end", {}, 7, 7}, {"clavicle-middle", {}, 6, 6}, {"clavicle-lateral-end", {}, 8, 5}}},
      {"humerus",
       skeleton,
       true,
       to_front,
       {{"humeral-head-centre", {0, 14, 0}, 20, 20},
        {"humerus-surgical-neck", {}, 13, 13},
        {"humerus-middle", {}, 11, 11},
        {"lateral-epicondyle-humerus", {-32, 0, 0}, 30, 10}}},
      {"radius",
       skeleton,
       true,
       to_front,
       {{"radial-head", {}, 9, 9}, {"radius-middle", {}, 7, 6}, {"radial-styloid", {-8, 4, 0}, 13, 8}}},
      {"ulna",
       skeleton,
       true,
       to_front,
       {{"olecranon", {}, 12, 10}, {"ulna-middle", {}, 7, 7}, {"ulnar-head", {}, 7, 7}}},
      {"manubrium-of-sternum",
       skeleton,
       false,
       to_front,
       {{"jugular-notch", {0, 0, -8}, 24, 6}, {"sternal-angle", {0, 0, -8}, 17, 6}}},
      {"body-of-sternum",
       skeleton,
       false,
       to_front,
       {{"sternal-angle", {0, -4, -8}, 16, 6}, {"xiphisternal-joint", {0, 0, -8}, 16, 5}}},
      {"rib-5",
       skeleton,
       true,
       to_top,
       {{"t5-transverse-process", {-4, 0, 10}, 5, 5},
        {"rib-5-angle", {}, 6, 5},
        {"rib-5-midaxillary", {}, 6, 5},
        {"costochondral-junction-5", {}, 6, 5}}},
      {"rib-8",
       skeleton,
       true,
       to_top,
       {{"t8-transverse-process", {-4, 0, 10}, 5, 5},
        {"rib-8-angle", {}, 6, 5},
        {"rib-8-midaxillary", {}, 6, 5},
        {"costochondral-junction-8", {}, 6, 5}}},
      {"vertebra-c7",
       skeleton,
       false,
       to_top,
       {{"c7-body-front", {0, 0, -6}, 16, 7}, {"c7-spinous-process", {0, 0, 4}, 6, 5}}},
      {"vertebra-l3",
       skeleton,
       false,
       to_top,
       {{"l3-body-front", {0, 0, -6}, 24, 14}, {"l3-spinous-process", {0, 0, 4}, 6, 9}}},
      {"sacrum",
       skeleton,
       false,
       to_back,
       {{"s1-median-crest", {0, 0, 26}, 50, 18}, {"sacrococcygeal-joint", {0, 0, 8}, 14, 8}}},
      {"hip-bone",
       skeleton,
       true,
       to_side,
       {{"iliac-crest-top", {-4, 0, 6}, 60, 7},
        {"ilium-outer-middle", {-4, 0, 14}, 48, 7},
        {"hip-joint-centre", {}, 30, 20},
        {"ischial-tuberosity", {}, 20, 14}}},
      {"femur",
       skeleton,
       true,
       to_front,
       {{"hip-joint-centre", {30, 0, 0}, 24, 24},
        {"greater-trochanter-lateral", {-20, -10, 0}, 26, 20},
        {"femur-middle", {}, 14, 14},
        {"lateral-epicondyle-femur", {-40, 0, 0}, 38, 24}}},
      {"patella", skeleton, true, to_front, {{"patella-base", {}, 18, 8}, {"patella-apex", {}, 12, 6}}},
      {"tibia",
       skeleton,
       true,
       to_front,
       {{"tibial-tuberosity", {0, 16, -26}, 34, 22},
        {"tibia-middle", {0, 0, -8}, 13, 14},
        {"medial-malleolus", {22, 4, 0}, 22, 16}}},
      {"fibula",
       skeleton,
       true,
       to_front,
       {{"fibular-head", {}, 10, 10}, {"fibula-middle", {}, 6, 6}, {"lateral-malleolus", {}, 8, 9}}},
      {"calcaneus",
       skeleton,
       true,
       to_top,
       {{"calcaneal-tuberosity", {0, -8, 0}, 16, 18}, {"cuboid-dorsum", {-8, -12, -14}, 14, 14}}},
  };
  return rows;
}

const std::vector<Row>& muscle_rows() {
  using enum System;
  static const std::vector<Row> rows = {
      {"temporalis",
       muscles,
       true,
       to_side,
       {{"temporal-line-top", {-2, 6, 0}, 40, 3},
        {"temple", {-9, 0, -6}, 32, 5},
        {"mandible-coronoid", {4, 4, 0}, 9, 4}}},
      {"masseter",
       muscles,
       true,
       to_side,
       {{"zygomatic-arch-middle", {2, -2, 4}, 16, 5},
        {"masseter-skin", {-7, 0, 0}, 15, 7},
        {"mandible-angle", {6, 6, 4}, 12, 5}}},
      {"sternocleidomastoid",
       muscles,
       true,
       to_side,
       {{"mastoid-tip", {2, 6, 0}, 12, 6},
        {"external-jugular-middle", {-2, 0, 2}, 18, 7},
        {"clavicle-medial-third", {-20, 8, 10}, 16, 5}}},
      {"trapezius/descending-part",
       muscles,
       true,
       {-0.2f, 1, -1},
       {{"external-occipital-protuberance", {8, 0, -6}, 12, 4},
        {"c7-spinous-process", {46, 24, 10}, 22, 6},
        {"superior-angle-skin", {14, -8, 20}, 24, 7},
        {"acromioclavicular-joint", {-4, 6, 4}, 12, 4}}},
      {"trapezius/transverse-part",
       muscles,
       true,
       to_back,
       {{"t1-paravertebral", {-18, -8, 8}, 26, 4},
        {"supraspinatus-skin", {0, -10, 14}, 22, 5},
        {"acromion-angle", {-8, 4, -4}, 10, 3}}},
      {"trapezius/ascending-part",
       muscles,
       true,
       to_back,
       {{"t12-spinous-process", {6, 10, -8}, 14, 3},
        {"t8-spinous-process", {28, 6, -18}, 30, 4},
        {"scapular-spine-root-skin", {4, -14, 12}, 20, 4},
        {"scapular-spine-root-skin", {18, 8, 12}, 12, 4}}},
      {"infraspinatus",
       muscles,
       true,
       to_back,
       {{"scapula-medial-border-middle", {6, 10, -6}, 40, 6},
        {"infraspinatus-skin", {6, -8, 22}, 38, 11},
        {"greater-tubercle-infraspinatus-facet", {-4, 0, -6}, 9, 5}}},
      {"deltoid/acromial-part",
       muscles,
       true,
       to_side,
       {{"acromion-lateral", {4, 0, 0}, 22, 6},
        {"arm-side-upper", {-12, -10, 0}, 28, 10},
        {"deltoid-tuberosity", {8, 0, 0}, 9, 4}}},
      {"pectoralis-major/sternocostal-head",
       muscles,
       true,
       to_front,
       {{"sternocostal-joint-4", {4, 8, 4}, 52, 5},
        {"region-pectoral", {-4, 10, -14}, 48, 10},
        {"bicipital-groove", {2, -30, 4}, 22, 4}}},
      {"biceps-brachii/long-head",
       muscles,
       true,
       to_front,
       {{"bicipital-groove", {0, 4, 6}, 5, 4},
        {"arm-front-middle", {-4, 0, -18}, 15, 13},
        {"radial-tuberosity", {0, 4, 4}, 5, 3}}},
      {"latissimus-dorsi",
       muscles,
       true,
       to_back,
       {{"l3-spinous-process", {16, 10, -10}, 60, 4},
        {"back-lateral-upper", {0, -30, 10}, 60, 7},
        {"lesser-tubercle", {6, -50, -4}, 18, 4}}},
      {"iliocostalis-lumborum",
       muscles,
       true,
       to_back,
       {{"iliac-crest-posterior", {0, 0, -6}, 16, 10},
        {"lumbar-side", {-10, 20, 22}, 20, 14},
        {"rib-9-angle", {0, 0, -4}, 12, 5}}},
      {"gluteus-maximus",
       muscles,
       true,
       to_back,
       {{"psis", {4, -8, -6}, 40, 10},
        {"buttock-centre", {0, 20, 24}, 60, 20},
        {"gluteal-tuberosity", {4, 30, -8}, 26, 7}}},
      {"gluteus-medius",
       muscles,
       true,
       to_side,
       {{"iliac-crest-top", {12, -4, 4}, 62, 6},
        {"ilium-outer-middle", {40, 6, 14}, 46, 13},
        {"greater-trochanter-lateral", {2, 10, -2}, 14, 5}}},
      {"rectus-femoris",
       muscles,
       true,
       to_front,
       {{"aiis", {0, 0, 4}, 9, 5}, {"thigh-front-middle", {0, 0, -24}, 24, 13}, {"patella-base", {0, 6, 4}, 12, 3}}},
      {"biceps-femoris/long-head",
       muscles,
       true,
       to_back,
       {{"ischial-tuberosity", {6, 0, -4}, 9, 6},
        {"thigh-back-middle", {20, 0, 24}, 20, 15},
        {"fibular-head", {2, 6, 0}, 6, 4}}},
      {"gastrocnemius/medial-head",
       muscles,
       true,
       to_back,
       {{"medial-condyle-femur-back", {}, 9, 6},
        {"calf-medial-upper", {0, -20, 16}, 24, 14},
        {"achilles-tendon-middle", {0, 60, 4}, 12, 4}}},
      {"tibialis-anterior",
       muscles,
       true,
       to_front,
       {{"gerdy-tubercle", {0, -8, 4}, 10, 6},
        {"shin-muscle-middle", {-2, 50, -12}, 16, 10},
        {"medial-cuneiform", {0, 8, -30}, 6, 3}}},
  };
  return rows;
}

const std::vector<Row>& other_rows() {
  using enum System;
  static const std::vector<Row> rows = {
      {"iliotibial-tract",
       fascia,
       true,
       to_side,
       {{"iliac-tubercle", {14, -60, -10}, 22, 1.5f},
        {"thigh-side-middle", {-10, 0, 6}, 18, 1.5f},
        {"gerdy-tubercle", {3, 6, 2}, 10, 1.5f}}},
      {"lung",
       viscera,
       true,
       to_back,
       {{"pleura-apex", {6, -4, 4}, 14, 14},
        {"rib-3-midaxillary", {-44, 0, 14}, 46, 60},
        {"rib-7-midaxillary", {-58, 0, 20}, 60, 74},
        {"rib-8-midaxillary", {-52, -20, 4}, 54, 60}}},
      {"pleura",
       viscera,
       true,
       to_back,
       {{"pleura-apex", {6, 0, 4}, 16, 16},
        {"rib-3-midaxillary", {-44, 0, 14}, 49, 64},
        {"rib-7-midaxillary", {-58, 0, 20}, 64, 78},
        {"rib-9-midaxillary", {-52, 10, 4}, 60, 64}}},
      {"kidney",
       viscera,
       true,
       to_back,
       {{"rib-11-angle", {-14, 4, 42}, 18, 14},
        {"l1-transverse-process", {24, -10, 4}, 26, 20},
        {"l2-transverse-process", {18, -22, 8}, 18, 14}}},
      {"accessory-nerve",
       nerves,
       true,
       to_side,
       {{"mastoid-tip", {-4, -14, 0}, 1.3f, 1.3f},
        {"accessory-nerve-posterior-triangle", {}, 1.3f, 1.3f},
        {"accessory-nerve-trapezius", {}, 1.3f, 1.3f}}},
      {"suprascapular-nerve",
       nerves,
       true,
       to_back,
       {{"suprascapular-nerve-notch", {}, 1.5f, 1.5f},
        {"suprascapular-nerve-spinoglenoid", {}, 1.5f, 1.5f},
        {"infraspinous-fossa-centre", {6, 0, -6}, 1.2f, 1.2f}}},
      {"sciatic-nerve",
       nerves,
       true,
       to_back,
       {{"sciatic-nerve-infrapiriform", {}, 5, 3},
        {"sciatic-nerve-buttock", {}, 5, 4},
        {"sciatic-nerve-mid-thigh", {}, 5, 4},
        {"sciatic-division", {}, 4, 4}}},
      {"median-nerve",
       nerves,
       true,
       to_front,
       {{"median-nerve-arm-middle", {}, 2, 2},
        {"median-nerve-elbow", {}, 2, 2},
        {"median-nerve-carpal-tunnel", {}, 2, 2}}},
      {"brachial-artery",
       vessels,
       true,
       to_front,
       {{"axillary-artery-middle", {}, 3, 3},
        {"brachial-artery-middle", {}, 2.5f, 2.5f},
        {"brachial-pulse-elbow", {}, 2, 2}}},
      {"transverse-cervical-artery",
       vessels,
       true,
       to_top,
       {{"subclavian-artery-first-rib", {-10, 8, 0}, 1.6f, 1.6f},
        {"brachial-plexus-interscalene", {6, 8, -14}, 1.6f, 1.6f},
        {"accessory-nerve-trapezius", {6, 0, 4}, 1.4f, 1.4f}}},
      {"femoral-artery",
       vessels,
       true,
       to_front,
       {{"femoral-pulse", {}, 4, 4}, {"femoral-artery-adductor-canal", {}, 3.5f, 3.5f}, {"adductor-hiatus", {}, 3, 3}}},
      {"trapezius/descending-part",
       attachments,
       true,
       to_back,
       {{"external-occipital-protuberance", {6, 2, -3}, 8, 1}, {"external-occipital-protuberance", {20, 0, -1}, 6, 1}},
       "origin"},
      {"trapezius/descending-part",
       attachments,
       true,
       to_top,
       {{"clavicle-lateral-third", {0, 4, 0}, 6, 2}, {"clavicle-lateral-end", {0, 4, 0}, 6, 2}},
       "insertion"},
      {"infraspinatus",
       attachments,
       true,
       to_back,
       {{"infraspinous-fossa-centre", {-24, 8, -5}, 24, 1}, {"infraspinous-fossa-centre", {22, 10, -5}, 12, 1}},
       "origin"},
  };
  return rows;
}

glm::vec3 place_of(const Stop& stop, const LandmarkTable& landmarks) {
  const auto at = landmarks.position(stop.landmark, Side::right);
  if (!at) throw std::runtime_error(std::string("the manikin names a landmark that does not exist: ") + stop.landmark);
  return *at + glm::vec3(-stop.beside.x, stop.beside.y, stop.beside.z);  // right side: lateral is -x
}

// A smooth course through the stops (Catmull-Rom), tapered to round ends.
MeshData mesh_of(const Row& row, const LandmarkTable& landmarks) {
  std::vector<Station> knots;
  for (const Stop& stop : row.stops) knots.push_back({place_of(stop, landmarks), stop.half_width, stop.half_thickness});
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
  for (const auto* rows : {&skeleton_rows(), &muscle_rows(), &other_rows()}) {
    for (const Row& row : *rows) {
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
