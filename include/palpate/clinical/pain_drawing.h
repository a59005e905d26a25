// What a person has drawn on the skin to say where it hurts. Plain data, in the order it was drawn: an eraser takes
// away from what came before it.
#pragma once

#include <palpate/anatomy/vocabulary.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace palpate {

struct PainMark {
  std::vector<glm::vec3> points;  // canonical mm, on the skin: the way of the brush
  float radius_mm = 14.0f;
  std::string region;          // instead of points: the concept key of a named region of the skin
  Side side = Side::none;      // of the region
  std::uint8_t intensity = 2;  // 1 mild, 2 moderate, 3 strong
  bool deep = false;           // felt deep within, not near the skin
  bool erases = false;

  bool operator==(const PainMark&) const = default;
};

using PainDrawing = std::vector<PainMark>;

}  // namespace palpate
