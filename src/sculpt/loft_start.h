// Where a fit of a loft begins: each sample of a mesh with its place (u, v) on the loft, guessed from the
// cross-sections.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <vector>

namespace palpate {

struct LoftSample {
  glm::vec3 position{0.0f};
  glm::vec3 normal{0.0f};
  double u = 0.0;  // radians
  double v = 0.0;  // 0..1
};

struct LoftStart {
  std::vector<LoftSample> samples;
  double round_at_origin = 0.03;
  double round_at_insertion = 0.03;
  double thickness = 1.0;  // mm, about, from volume and area
  // The mesh goes on beyond this end: what closes the loft there has no counterpart.
  bool cut_at_origin = false;
  bool cut_at_insertion = false;
};

// `along` as for measure_loft.
[[nodiscard]] Result<LoftStart> start_of_loft(const MeshData& mesh, const std::vector<float>& along, std::size_t count);

// Where sections stand along a loft: closer together towards the ends, where shapes change most.
[[nodiscard]] std::vector<double> section_places(std::size_t count);

}  // namespace palpate
