// How often a surface winds around a place: 1 inside and 0 outside of a closed mesh that is outside out, and something
// in between, without a jump, near the holes of one that is not closed.
//
// Generalised winding numbers (Jacobson et al. 2013), far triangles taken together (Barill et al. 2018).
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <vector>

namespace palpate {

class WindingField {
 public:
  explicit WindingField(const MeshData& mesh);  // need not be welded

  // 0 everywhere for a mesh without triangles. Within about 0.02 of the exact sum.
  [[nodiscard]] float at(glm::vec3 p) const;

 private:
  struct Triangle {
    glm::vec3 a, b, c;
  };
  // A ball around triangles that lie together, seen from afar as one patch.
  struct Node {
    glm::vec3 middle{0.0f};
    float radius = 0.0f;
    glm::vec3 face{0.0f};  // sum of area times normal
    std::uint32_t first = 0, count = 0;
    std::uint32_t far_child = 0;  // the other child follows its parent; 0: a leaf
  };
  std::uint32_t build(std::uint32_t first, std::uint32_t count);

  std::vector<Triangle> triangles_;
  std::vector<Node> nodes_;
};

}  // namespace palpate
