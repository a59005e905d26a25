// The parts of the skin, each told by its bones, and how finely each is measured.
#include "cli_measure.h"

#include <palpate/base/jobs.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/measure.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

struct PartRow {
  const char* name;
  std::vector<std::string> bones;  // concepts; a number sign stands for each of 1 to 12
  std::size_t sections, harmonics;
  float shared_mm = 25.0f;
  bool starts_here = false, ends_here = false;
};

// Of the trunk's sections: close together where the neck becomes the shoulders. It ends where the thighs part.
const std::vector<float> trunk_heights = {1572, 1548, 1524, 1504, 1486, 1470, 1455, 1440, 1424, 1406, 1384, 1355,
                                          1318, 1274, 1222, 1160, 1095, 1030, 970,  915,  870,  832,  806,  788};

std::vector<PartRow> part_rows() {
  std::vector<PartRow> rows = {
      {"head",
       {"frontal-bone", "parietal-bone", "occipital-bone", "temporal-bone", "zygomatic-bone", "maxilla", "nasal-bone",
        "mandible", "sphenoid-bone"},
       0,
       0},
      {"trunk",
       {"hyoid-bone", "axis", "vertebra-c#", "thyroid-cartilage", "cricoid-cartilage", "rib-#", "costal-cartilage-#",
        "manubrium-of-sternum", "body-of-sternum", "vertebra-t#", "vertebra-l#", "clavicle", "scapula", "hip-bone",
        "sacrum", "coccyx", "femur"},
       0,
       8},
      {"arm", {"humerus"}, 9, 4},
      {"forearm", {"radius", "ulna"}, 9, 4},
      {"palm",
       {"scaphoid-bone", "lunate-bone", "triquetrum-bone", "pisiform-bone", "trapezium-bone", "trapezoid-bone",
        "capitate-bone", "hamate-bone", "metacarpal-2", "metacarpal-3", "metacarpal-4", "metacarpal-5"},
       8,
       5,
       18.0f},
      {"thumb", {"metacarpal-1", "proximal-phalanx-of-hand-1", "distal-phalanx-of-hand-1"}, 8, 3, 10.0f, false, true},
      {"thigh", {"femur"}, 11, 5, 90.0f},
      {"leg", {"tibia", "fibula"}, 11, 4},
      {"foot",
       {"talus", "calcaneus", "navicular-bone", "cuboid-bone", "medial-cuneiform-bone", "intermediate-cuneiform-bone",
        "lateral-cuneiform-bone", "metatarsal-#"},
       11,
       5,
       4.0f,
       true,
       false}};
  for (int ray = 2; ray <= 5; ++ray) {
    rows.push_back({"finger",
                    {fmt::format("proximal-phalanx-of-hand-{}", ray), fmt::format("middle-phalanx-of-hand-{}", ray),
                     fmt::format("distal-phalanx-of-hand-{}", ray)},
                    8,
                    2,
                    7.0f,
                    false,
                    true});
  }
  for (int ray = 1; ray <= 5; ++ray) {
    rows.push_back({"toe",
                    {fmt::format("proximal-phalanx-of-foot-{}", ray), fmt::format("middle-phalanx-of-foot-{}", ray),
                     fmt::format("distal-phalanx-of-foot-{}", ray)},
                    7,
                    3,
                    12.0f,
                    false,
                    true});
  }
  return rows;
}

// The trunk ends smoothly between the thighs: a slope from above the pubis backwards, rising to both sides.
bool in_front_of_the_trunk(glm::vec3 p) {
  const float aside = std::abs(p.x), farther = std::max(0.0f, aside - 25.0f);
  if (p.y > 842.0f || p.y < 640.0f || aside > 90.0f) return false;
  const float slope = 71.0f - 0.85f * (842.0f - std::max(p.y, 772.0f)) + 0.9f * aside + 0.012f * farther * farther;
  return p.z > slope;
}

// The face and the vault as distances from between the ears; finest where the face is.
Shell head_directions() {
  Shell shell;
  shell.centre = {0.0f, 1592.0f, -8.0f};
  shell.elevations = {-58, -53, -49};
  for (float elevation = -46.0f; elevation < 9.0f;) {
    shell.elevations.push_back(elevation);
    const bool mouth = elevation > -37.5f && elevation < -26.5f;
    elevation += mouth ? 1.0f : 1.5f;
  }
  shell.elevations.insert(shell.elevations.end(), {11.5, 15, 20, 26, 34, 44, 57, 73, 90});
  for (int i = 0; i <= 20; ++i) shell.azimuths.push_back(std::round(18.0f * static_cast<float>(i)) / 10.0f);
  shell.azimuths.insert(shell.azimuths.end(), {39, 43, 48, 56, 68, 84, 104, 128, 154, 180});
  return shell;
}

SkinPart ear() {
  SkinPart part;
  part.name = "ear";
  part.axis = {0.0f, -1.0f, 0.0f};
  part.sections = 10;
  part.harmonics = 4;
  // Lateral of a plane that leans with the side of the head.
  part.sheet = [](glm::vec3 p) {
    return p.x < -66.5f - 0.2f * (p.y - 1575.0f) && p.y > 1545.0f && p.y < 1616.0f && p.z > -30.0f && p.z < 3.0f;
  };
  return part;
}

// What of the ear lies in front: the rim from its top down to the tragus, and the tragus.
Form front_of_ears() {
  Tubes tubes;
  tubes.runs = {{{{-88.0f, 1606.0f, -9.0f}, 5.0f},
                 {{-85.5f, 1606.5f, -3.0f}, 5.5f},
                 {{-82.0f, 1603.0f, 1.0f}, 5.5f},
                 {{-78.5f, 1598.0f, 3.0f}, 5.5f},
                 {{-75.0f, 1592.5f, 4.0f}, 5.5f},
                 {{-71.5f, 1587.0f, 4.0f}, 5.0f}},
                {{{-69.5f, 1583.0f, 4.0f}, 4.5f}, {{-70.5f, 1577.0f, 7.0f}, 6.5f}, {{-68.5f, 1570.0f, 6.0f}, 4.5f}}};
  for (std::size_t i = 0; i < 2; ++i) {
    tubes.runs.push_back(tubes.runs[i]);
    for (RunPoint& point : tubes.runs.back()) point.at.x = -point.at.x;
  }
  return tubes;
}

// A saddle between the thighs, where what the reference has is left out.
Form between_the_thighs() {
  Lobes lobes;
  lobes.blend = 8.0f;
  lobes.lobes = {{{0.0f, 783.0f, -18.0f}, {40.0f, 38.0f, 48.0f}}, {{0.0f, 786.0f, -60.0f}, {36.0f, 32.0f, 30.0f}}};
  return lobes;
}

// Closed lids over eyeballs of a usual size, where the reference has openings: the lower lid, and the upper one that
// rests on it.
std::vector<Form> eyes() {
  const glm::vec3 middle(-31.0f, 1591.8f, 69.6f);
  Lobes lower, upper;
  lower.blend = upper.blend = 0.5f;
  lower.mirrored = upper.mirrored = true;
  lower.lobes = {{middle, glm::vec3(13.6f, 12.0f, 11.6f)}};
  upper.lobes = {{middle, glm::vec3(14.2f, 12.8f, 12.7f)}};
  Lobe below{middle + glm::vec3(0.0f, -17.5f, 8.0f), glm::vec3(40.0f, 14.0f, 20.0f)};
  below.hollow = true;
  upper.lobes.push_back(below);
  return {lower, upper};
}

MeshData mesh_of_structure(const LoadedBody& loaded, StructureId id) {
  MeshData mesh = weld(loaded.geometry.mesh(id.index()));
  compute_normals(mesh);
  return mesh;
}

void add_bone(const LoadedBody& loaded, const ConceptCatalog& concepts, const std::string& key, SkinPart& part) {
  const ConceptId id = concepts.find(key);
  if (!id.valid()) return;
  for (const Side side : {Side::none, Side::right, Side::left}) {
    if (side == Side::left && !part.midline) continue;
    const StructureId found = loaded.body.find(concepts, id, side);
    if (found.valid()) part.bones.push_back(mesh_of_structure(loaded, found));
  }
}

SkinPart skin_part(const LoadedBody& loaded, const ConceptCatalog& concepts, const PartRow& row) {
  SkinPart part;
  part.name = row.name;
  part.sections = row.sections;
  part.harmonics = row.harmonics;
  part.shared_mm = row.shared_mm;
  part.starts_here = row.starts_here;
  part.ends_here = row.ends_here;
  part.midline = part.name == "head" || part.name == "trunk";
  if (part.name == "trunk") {
    part.heights = trunk_heights;
    part.sunk_mm = 30.0f;
  }
  if (part.name == "thigh") {  // behind, the buttocks stay apart
    part.across = [](glm::vec3 p) { return std::clamp(p.z + 60.0f, 0.0f, 30.0f); };
    part.rounded_mm = 22.0f;
  }
  if (part.name == "toe") part.apart_mm = 0.6f;
  if (part.name == "head") part.shell = head_directions();
  for (const std::string& bone : row.bones) {
    const std::size_t sign = bone.find('#');
    if (sign == std::string::npos) {
      add_bone(loaded, concepts, bone, part);
      continue;
    }
    for (int number = 1; number <= 12; ++number) {
      add_bone(loaded, concepts, std::string(bone).replace(sign, 1, std::to_string(number)), part);
    }
  }
  return part;
}

}  // namespace

Result<Morphometry> measure_skin_of(const LoadedBody& loaded, const ConceptCatalog& concepts) {
  const StructureId id = loaded.body.find(concepts, concepts.find("skin"), Side::none);
  if (!id.valid()) return Error{"The reference has no skin", "", ""};
  const MeshData skin = mesh_of_structure(loaded, id);
  SkinRules rules;
  for (const PartRow& row : part_rows()) rules.parts.push_back(skin_part(loaded, concepts, row));
  rules.parts.push_back(ear());
  rules.left_out = in_front_of_the_trunk;
  Result<std::vector<Form>> forms = measure_skin(skin, rules);
  if (!forms) return forms.error();
  forms->push_back(front_of_ears());
  forms->push_back(between_the_thighs());
  for (Form& eye : eyes()) forms->push_back(std::move(eye));
  const Structure& structure = loaded.body[id];
  Morphometry figures{"skin", System::skin, Side::none, std::move(*forms), "", {}};
  figures.measured_on = fmt::format("{}, {}", loaded.body.atlases()[structure.atlas].name, structure.source);
  figures.remarks.emplace_back("parts of the right side are mirrored; all parts are made into one surface");
  figures.remarks.emplace_back("the lids are closed over eyeballs of a usual size; the reference has openings there");
  figures.remarks.emplace_back("the front of the ears is read off sections; between the thighs lies a smooth saddle");
  return figures;
}

Agreement agreement_of_skin(const Morphometry& figures, const LoadedBody& loaded, const ConceptCatalog& concepts) {
  const StructureId id = loaded.body.find(concepts, concepts.find("skin"), Side::none);
  JobQueue jobs(1);
  Faults faults;
  const std::vector<SculptedStructure> made = sculpt_body({figures}, {}, jobs, faults);
  if (made.empty() || !id.valid()) return {};
  return compare(made.front().mesh, mesh_of_structure(loaded, id));
}

}  // namespace palpate
