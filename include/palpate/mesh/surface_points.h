// Points spread evenly over a surface: what fits and distances between surfaces are computed with.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/mesh/point_tree.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

struct SurfacePoint {
  glm::vec3 position{0.0f};
  glm::vec3 normal{0.0f, 1.0f, 0.0f};  // of the triangle
  std::uint32_t triangle = 0;
  glm::vec3 weights{0.0f};  // of the triangle's three corners; their sum is 1
};

// About `count` points, as many to a square millimetre everywhere, in the order of the triangles; the same mesh gives
// the same points. None for a mesh without area.
[[nodiscard]] std::vector<SurfacePoint> spread_points(const MeshData& mesh, std::size_t count);

[[nodiscard]] double surface_area(const MeshData& mesh);  // mm^2

// The nearest place on a surface, exact but for triangles that are far larger than the others: the triangles of the
// nearest of many spread points are looked at.
class SurfaceTree {
 public:
  explicit SurfaceTree(const MeshData& mesh, std::size_t points = 20'000);

  struct Place {
    glm::vec3 position{0.0f};
    glm::vec3 normal{0.0f, 1.0f, 0.0f};  // of the triangle
    std::uint32_t triangle = 0;
    float distance = 0.0f;  // mm, never negative
  };
  [[nodiscard]] bool empty() const { return tree_.empty(); }
  [[nodiscard]] Place nearest(glm::vec3 p) const;  // the surface must not be empty

 private:
  MeshData mesh_;
  std::vector<SurfacePoint> points_;
  PointTree tree_;
};

// The place on the triangle a b c that is nearest to p.
[[nodiscard]] glm::vec3 nearest_on_triangle(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c);

}  // namespace palpate
