// The access map as paint on the skin: a grid of cells around the target that tells, near the skin, which kinds of
// paths begin there. Between the points of the map it is smooth, so that areas have borders and not steps.
#pragma once

#include <palpate/query/access_map.h>

#include <glm/gtc/type_precision.hpp>
#include <glm/vec3.hpp>

#include <cstdint>
#include <vector>

namespace palpate {

struct AccessPaint {
  static constexpr float cell_mm = 2.0f;

  glm::vec3 low{0.0f};  // canonical mm: the corner of the first cell
  glm::ivec3 cells{0};  // along x, y, z
  // x runs fastest. First every cell's shares of clear, close, danger and bone, 0 to 255; then every cell's share of
  // too deep, and how clear its clear paths are: 0 at a danger, 255 where none is known near. All shares of a cell add
  // up to 255 on the skin, and to 0 away from it.
  std::vector<glm::u8vec4> values;

  [[nodiscard]] glm::vec3 span() const { return glm::vec3(cells) * cell_mm; }
  // By cell; `half` 0 or 1.
  [[nodiscard]] glm::u8vec4 at(glm::ivec3 cell, int half) const;
};

[[nodiscard]] AccessPaint paint_of(const AccessMap& map);

}  // namespace palpate
