#include <palpate/query/needle_tissue.h>

#include <palpate/base/text.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

bool is_called(const Structure& structure, std::string_view concept_key) {
  return starts_with(structure.key, concept_key) &&
         (structure.key.size() == concept_key.size() || structure.key[concept_key.size()] == '.' ||
          structure.key[concept_key.size()] == '/');
}

NeedleTissue tissue_of_membrane(const Structure& structure) {
  if (is_called(structure, "pericardium")) return NeedleTissue::heart;
  if (is_called(structure, "suprapleural-membrane")) return NeedleTissue::lung;
  return structure.system == System::viscera ? NeedleTissue::organ : NeedleTissue::fascia;
}

NeedleTissue tissue_of_organ(const Structure& structure) {
  if (is_called(structure, "kidney")) return NeedleTissue::kidney;
  for (const std::string_view part : {"brain", "cerebellum", "medulla-oblongata", "stria-terminalis"}) {
    if (is_called(structure, part)) return NeedleTissue::cord;
  }
  return NeedleTissue::organ;
}

}  // namespace

NeedleTissue needle_tissue(const Structure& structure) {
  switch (structure.kind) {
    case Kind::muscle:
    case Kind::tendon:
      return NeedleTissue::muscle;
    case Kind::aponeurosis:
    case Kind::fascia:
      return NeedleTissue::fascia;
    case Kind::bone:
    case Kind::tooth:
      return NeedleTissue::bone;
    case Kind::cartilage:
    case Kind::disc:
    case Kind::capsule:
      return NeedleTissue::joint;
    case Kind::ligament:
      return NeedleTissue::ligament;
    case Kind::membrane:
      return tissue_of_membrane(structure);
    case Kind::nerve:
      return NeedleTissue::nerve;
    case Kind::spinal_cord:
    case Kind::dura:
      return NeedleTissue::cord;
    case Kind::artery:
    case Kind::vein:
    case Kind::vascular_network:
      return NeedleTissue::vessel;
    case Kind::heart:
      return NeedleTissue::heart;
    case Kind::lung:
    case Kind::pleura:
      return NeedleTissue::lung;
    case Kind::airway:
    case Kind::gut:
    case Kind::lymphoid_organ:
      return NeedleTissue::organ;
    case Kind::organ:
      return tissue_of_organ(structure);
    case Kind::fat_pad:
    case Kind::gland:
    case Kind::lymph_node:
      return NeedleTissue::gland;
    case Kind::skin:
      return NeedleTissue::skin;
    case Kind::skin_region:
    case Kind::nail:
    case Kind::attachment:
    case Kind::other:
      break;
  }
  return NeedleTissue::none;
}

std::string_view label_of(NeedleTissue tissue) {
  constexpr std::array<std::string_view, 15> labels = {
      "Not passed", "Skin",  "Fascia", "Muscle", "Ligament", "Joint",          "Gland or other soft tissue",
      "Vessel",     "Nerve", "Organ",  "Kidney", "Heart",    "Lung or pleura", "Cord or brain",
      "Bone"};
  return labels[static_cast<std::size_t>(tissue)];
}

std::span<const NeedleTissue> needle_dangers() {
  static constexpr std::array<NeedleTissue, 8> dangers = {
      NeedleTissue::lung,  NeedleTissue::cord,   NeedleTissue::heart, NeedleTissue::vessel,
      NeedleTissue::nerve, NeedleTissue::kidney, NeedleTissue::organ, NeedleTissue::joint};
  return dangers;
}

bool is_danger(NeedleTissue tissue) {
  const auto dangers = needle_dangers();
  return std::find(dangers.begin(), dangers.end(), tissue) != dangers.end();
}

}  // namespace palpate
