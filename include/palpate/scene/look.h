// How tissue looks: a view rule from what a structure is to colour and surface. The data has no colours.
#pragma once

#include <palpate/anatomy/body.h>

#include <glm/vec3.hpp>

#include <cstdint>

namespace palpate {

// Kinds of surface that the shader knows; the numbers are those of shaders/tissue.glsl.
enum class Surface : std::uint8_t {
  plain = 0,
  muscle = 1,
  tendon = 2,
  bone = 3,
  cartilage = 4,
  nerve = 5,
  vessel = 6,
  organ = 7,
  skin = 8,
  fascia = 9
};

struct Look {
  glm::vec3 colour{0.8f};  // sRGB, 0..1
  Surface surface = Surface::plain;
};

// Neighbouring muscles differ a little in hue and value, by a fixed choice from their key, the same left and right.
[[nodiscard]] Look look_of(const Structure& structure);

}  // namespace palpate
