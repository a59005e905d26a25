// A closed mesh that is asked what lies inside it, and how deep.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/winding.h>

#include <glm/vec3.hpp>

namespace palpate {

class Solid {
 public:
  explicit Solid(MeshData mesh);  // closed, outside out

  struct Place {
    float depth = 0.0f;  // mm below the surface; negative outside
    glm::vec3 position{0.0f};
    glm::vec3 outward{0.0f, 1.0f, 0.0f};  // unit: the shortest way out, or on
  };
  [[nodiscard]] Place place_of(glm::vec3 p) const;
  // Whether p may be nearer than `within` mm; says yes too often.
  [[nodiscard]] bool may_be_near(glm::vec3 p, float within) const;
  [[nodiscard]] const MeshData& mesh() const { return mesh_; }

 private:
  MeshData mesh_;
  glm::vec3 low_, high_;
  SurfaceTree tree_;
  WindingField winding_;
};

}  // namespace palpate
