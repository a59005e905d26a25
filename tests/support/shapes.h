// Plain shapes as closed meshes, outside out, for tests that know the answer in closed form.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/mesh/mesh_data.h>

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <functional>
#include <vector>

namespace palpate::test {

[[nodiscard]] MeshData box(glm::vec3 low, glm::vec3 high);

[[nodiscard]] MeshData sphere(glm::vec3 centre, float radius, int rings = 16);

// A closed tube through stations with an elliptical cross-section; `facing` is about where the short axis points.
struct Station {
  glm::vec3 centre{0.0f};
  float half_width = 10.0f;
  float half_thickness = 10.0f;
};
[[nodiscard]] MeshData tube(const std::vector<Station>& stations, glm::vec3 facing, int around = 16);

// The surface where `distance` is zero (negative inside), by surface nets on a grid.
[[nodiscard]] MeshData level_surface(const std::function<float(glm::vec3)>& distance, const Bounds& bounds,
                                     float cell_mm);

// Every triangle turned inside out.
[[nodiscard]] MeshData inside_out(MeshData mesh);
// Without its last `count` triangles: a mesh with a hole.
[[nodiscard]] MeshData with_hole(MeshData mesh, std::size_t count = 1);
[[nodiscard]] MeshData moved(MeshData mesh, glm::vec3 by);

}  // namespace palpate::test
