// A loft through the cross-sections of a surface, taken by rays from within. Unlike measure_loft it does not need the
// part to be cut out of the surface: a ray ends at the surface or where the part does, whichever comes first.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace palpate {

struct SectionRule {
  glm::vec3 way{0.0f, -1.0f, 0.0f};  // unit: sections lie across it and follow each other along it
  float from = 0.0f, to = 1.0f;      // mm along the way, of the first section and the last
  bool free_origin = false;          // the surface comes to an end there instead of being cut
  bool free_insertion = false;       //
  glm::vec3 tip_origin{0.0f};        // where it ends, if it is free
  glm::vec3 tip_insertion{0.0f};     //
  std::vector<float> places;         // of the sections, 0..1; at least 3
  std::size_t harmonics = 3;         // pairs of vectors in a section
  float sunk_mm = 0.0f;      // before the last section it sinks below the surface over that length, if it is not free
  float rounded_mm = 10.0f;  // of the edge between the surface and where the part ends
  bool midline = false;      // symmetric on x = 0
  std::function<glm::vec3(float)> inside;   // a place within the part, so many mm along the way
  std::function<bool(glm::vec3)> belongs;   // whether a place is part of it, as far as the surface lets it
  std::function<bool(glm::vec3)> left_out;  // where the surface would better be farther in; none: nowhere
};

[[nodiscard]] Result<Loft> measure_sections(const MeshData& mesh, const SectionRule& rule);

}  // namespace palpate
