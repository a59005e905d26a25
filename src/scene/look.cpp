#include <palpate/base/hash.h>
#include <palpate/scene/look.h>

#include <glm/common.hpp>

namespace palpate {
namespace {

constexpr glm::vec3 rgb(int hex) {
  return {static_cast<float>((hex >> 16) & 255) / 255.0f, static_cast<float>((hex >> 8) & 255) / 255.0f,
          static_cast<float>(hex & 255) / 255.0f};
}

Look base_look(const Structure& structure) {
  switch (structure.kind) {
    case Kind::muscle:
      return {rgb(0x9E4238), Surface::muscle};
    case Kind::tendon:
    case Kind::aponeurosis:
      return {rgb(0xD9CDB8), Surface::tendon};
    case Kind::bone:
      return {rgb(0xDDD0B4), Surface::bone};
    case Kind::tooth:
      return {rgb(0xF0EADB), Surface::cartilage};
    case Kind::cartilage:
      return {rgb(0xC5CFCB), Surface::cartilage};
    case Kind::disc:
      return {rgb(0xC9C6B4), Surface::cartilage};
    case Kind::ligament:
      return {rgb(0xD3C8B0), Surface::tendon};
    case Kind::capsule:
    case Kind::membrane:
      return {rgb(0xCFC3AE), Surface::fascia};
    case Kind::fascia:
      return {rgb(0xDCD3C4), Surface::fascia};
    case Kind::fat_pad:
      return {rgb(0xE2C57A), Surface::organ};
    case Kind::nerve:
      return {rgb(0xE6C84F), Surface::nerve};
    case Kind::spinal_cord:
    case Kind::dura:
      return {rgb(0xE8D98F), Surface::nerve};
    case Kind::artery:
      return {rgb(0xC8372E), Surface::vessel};
    case Kind::vein:
      return {rgb(0x4A6A9E), Surface::vessel};
    case Kind::vascular_network:
      return {rgb(0x8B5577), Surface::vessel};
    case Kind::heart:
      return {rgb(0xA33B38), Surface::organ};
    case Kind::lung:
      return {rgb(0xC79A92), Surface::organ};
    case Kind::pleura:
      return {rgb(0xC3AEB4), Surface::fascia};
    case Kind::airway:
      return {rgb(0xBFC7C2), Surface::cartilage};
    case Kind::gut:
      return {rgb(0xC58F7B), Surface::organ};
    case Kind::organ:
      return {rgb(0x99574B), Surface::organ};
    case Kind::gland:
      return {rgb(0xCFA27A), Surface::organ};
    case Kind::lymph_node:
    case Kind::lymphoid_organ:
      return {rgb(0x8C9B6B), Surface::organ};
    case Kind::skin:
    case Kind::skin_region:
      return {rgb(0xD6AE93), Surface::skin};
    case Kind::nail:
      return {rgb(0xE2C2B0), Surface::cartilage};
    case Kind::attachment:
      return {rgb(0xD2553F), Surface::plain};
    case Kind::other:
      break;
  }
  return {rgb(0xBDB6AC), Surface::plain};
}

// -1..1, the same for left and right.
float choice(const Structure& structure, std::uint64_t seed) {
  std::string_view key = structure.key;
  key = key.substr(0, key.rfind('.'));
  return static_cast<float>(hash_text(key, seed) % 2001) / 1000.0f - 1.0f;
}

}  // namespace

Look look_of(const Structure& structure) {
  Look look = base_look(structure);
  if (look.surface == Surface::muscle) {
    const float value = 1.0f + 0.07f * choice(structure, 1), hue = choice(structure, 2);
    look.colour *= value;
    look.colour += glm::vec3(0.010f, 0.022f, 0.010f) * hue;
  } else if (look.surface == Surface::bone || look.surface == Surface::organ) {
    look.colour *= 1.0f + 0.025f * choice(structure, 1);
  }
  look.colour = glm::clamp(look.colour, 0.0f, 1.0f);
  return look;
}

}  // namespace palpate
