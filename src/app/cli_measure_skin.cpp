// The parts of the skin, each told by its bones, and how finely each is measured.
#include "cli_measure.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/measure.h>

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace palpate {
namespace {

struct PartRow {
  const char* name;
  std::vector<std::string> bones;  // concepts; a number sign stands for each of 1 to 12
  glm::vec3 axis;
  LoftRequest request;
  float shared_mm = 25.0f;
  bool midline = false;
};

// Ends that go on in a neighbour are cut square; free ends are rounded as they are.
LoftRequest between(std::size_t sections, std::size_t harmonics) {
  return {sections, harmonics, 0.01f, 0.01f};
}
LoftRequest ending(std::size_t sections, std::size_t harmonics) {
  return {sections, harmonics, 0.01f, std::nullopt};
}

constexpr float crotch_mm = 728.0f;  // height down to which the thighs are measured with the trunk
constexpr glm::vec3 downwards(0.0f, -1.0f, 0.0f);
constexpr glm::vec3 longest(0.0f);

std::vector<PartRow> part_rows() {
  std::vector<PartRow> rows = {
      {"head",
       {"frontal-bone", "parietal-bone", "occipital-bone", "temporal-bone", "zygomatic-bone", "maxilla", "nasal-bone",
        "mandible", "sphenoid-bone"},
       downwards,
       between(12, 4),
       25.0f,
       true},
      {"neck",
       {"hyoid-bone", "axis", "vertebra-c#", "thyroid-cartilage", "cricoid-cartilage"},
       downwards,
       between(7, 4),
       35.0f,
       true},
      {"trunk",
       {"rib-#", "costal-cartilage-#", "manubrium-of-sternum", "body-of-sternum", "vertebra-t#", "vertebra-l#",
        "clavicle", "scapula", "hip-bone", "sacrum", "coccyx", "femur"},
       downwards,
       between(14, 6),
       30.0f,
       true},
      {"arm", {"humerus"}, longest, between(8, 3), 22.0f},
      {"forearm", {"radius", "ulna"}, longest, between(8, 3), 35.0f},
      {"palm",
       {"scaphoid-bone", "lunate-bone", "triquetrum-bone", "pisiform-bone", "trapezium-bone", "trapezoid-bone",
        "capitate-bone", "hamate-bone", "metacarpal-2", "metacarpal-3", "metacarpal-4", "metacarpal-5"},
       longest,
       between(7, 3),
       20.0f},
      {"thumb",
       {"metacarpal-1", "proximal-phalanx-of-hand-1", "distal-phalanx-of-hand-1"},
       longest,
       ending(6, 2),
       5.0f},
      {"thigh", {"femur"}, longest, between(9, 3), 60.0f},
      {"leg", {"tibia", "fibula"}, longest, between(10, 3), 35.0f},
      {"foot",
       {"talus", "calcaneus", "navicular-bone", "cuboid-bone", "medial-cuneiform-bone", "intermediate-cuneiform-bone",
        "lateral-cuneiform-bone", "metatarsal-#"},
       longest,
       {9, 4, {}, {}},
       8.0f}};
  for (int ray = 2; ray <= 5; ++ray) {
    rows.push_back({"finger",
                    {fmt::format("proximal-phalanx-of-hand-{}", ray), fmt::format("middle-phalanx-of-hand-{}", ray),
                     fmt::format("distal-phalanx-of-hand-{}", ray)},
                    longest,
                    ending(6, 2),
                    4.0f});
  }
  for (int ray = 1; ray <= 5; ++ray) {
    rows.push_back({"toe",
                    {fmt::format("proximal-phalanx-of-foot-{}", ray), fmt::format("middle-phalanx-of-foot-{}", ray),
                     fmt::format("distal-phalanx-of-foot-{}", ray)},
                    longest,
                    ending(5, 2),
                    3.0f});
  }
  return rows;
}

// The face and the vault as distances from between the ears; finest where the face is.
Shell head_directions() {
  Shell shell;
  shell.centre = {0.0f, 1592.0f, -8.0f};
  shell.elevations = {-58,  -50, -45, -41, -37, -33.5, -30, -26.5, -23, -19.5, -16, -12.5, -9,
                      -5.5, -2,  1.5, 5,   9,   14,    21,  30,    42,  56,    73,  90};
  shell.azimuths = {0, 4, 8, 12, 16.5, 21, 26, 32, 40, 52, 68, 88, 112, 140, 162, 180};
  return shell;
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
  part.axis = row.axis;
  part.request = row.request;
  part.midline = row.midline;
  part.shared_mm = row.shared_mm;
  const bool limb = part.name == "arm" || part.name == "thigh", next = part.name == "forearm" || part.name == "leg";
  part.trimmed_at_origin = next || part.name == "thigh";
  part.trimmed_at_insertion = limb || next;
  if (part.name == "trunk") {
    part.lowest_mm = crotch_mm;
  }
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
  std::vector<SkinPart> parts;
  for (const PartRow& row : part_rows()) parts.push_back(skin_part(loaded, concepts, row));
  Result<std::vector<Form>> forms = measure_skin(skin, parts);
  if (!forms) return forms.error();
  const Structure& structure = loaded.body[id];
  Morphometry figures{"skin", System::skin, Side::none, std::move(*forms), "", {}};
  figures.measured_on = fmt::format("{}, {}", loaded.body.atlases()[structure.atlas].name, structure.source);
  figures.remarks.emplace_back("parts of the right side are mirrored; all parts are made into one surface");
  return figures;
}

}  // namespace palpate
