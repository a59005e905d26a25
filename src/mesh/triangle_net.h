// A closed mesh whose edges collapse and whose corners move, and which knows what would be cut through by that.
#pragma once

#include "triangle_grid.h"
#include "triangle_pair.h"

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

// What becomes of a mesh when the edge from `keep` to `lose` collapses to a corner at `at`; where both are the same,
// that corner moves.
struct Change {
  std::uint32_t keep = 0, lose = 0;
  glm::vec3 at{0.0f};
};

// The triangles that a change touches, as they are and as they would be.
struct Outcome {
  std::vector<std::uint32_t> touched;
  std::vector<NumberedTriangle> before, after;
};

class TriangleNet {
 public:
  using Triangle = std::array<std::uint32_t, 3>;  // a dead one has its first two corners equal

  struct Box {
    glm::vec3 low, high;
  };

  explicit TriangleNet(const MeshData& mesh);

  [[nodiscard]] std::size_t triangle_count() const { return left_; }
  [[nodiscard]] const std::vector<Triangle>& triangles() const { return triangles_; }
  [[nodiscard]] const std::vector<std::uint32_t>& around(std::uint32_t v) const { return around_[v]; }
  [[nodiscard]] std::size_t corner_count() const { return positions_.size(); }
  [[nodiscard]] const glm::vec3& position(std::uint32_t v) const { return positions_[v]; }
  [[nodiscard]] NumberedTriangle triangle(std::uint32_t t) const {
    const Triangle& c = triangles_[t];
    return {c, {positions_[c[0]], positions_[c[1]], positions_[c[2]]}};
  }
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t v) const;

  // What both ends of an edge see of the mesh is the edge's two triangles, no more: it stays a 2-manifold when the edge
  // collapses (Dey et al. 1999). A corner with three triangles is left alone, which also spares the tetrahedron.
  [[nodiscard]] bool may_collapse(std::uint32_t keep, std::uint32_t lose) const;

  // What a change does; after a collapse there are two triangles fewer.
  void look_at(const Change& change, Outcome& outcome) const;
  // What becomes of the two triangles at the edge from a to b if it is turned to run between their other corners.
  // Whether that can be.
  [[nodiscard]] bool look_at_flip(std::uint32_t a, std::uint32_t b, Outcome& outcome) const;
  // How often triangles that lie together cut through each other and through all but those that are `touched`, but no
  // more than `enough`.
  [[nodiscard]] std::size_t crossings_of(const std::vector<NumberedTriangle>& together,
                                         const std::vector<std::uint32_t>& touched, std::size_t enough) const;
  void apply(const Change& change);
  void flip(const Outcome& outcome);

  [[nodiscard]] MeshData result() const;  // with normals

 private:
  // The triangle that runs from a to b, and its third corner; false if there is none.
  [[nodiscard]] bool beside(std::uint32_t a, std::uint32_t b, std::uint32_t& triangle, std::uint32_t& third) const;
  void fill_grid();
  void add_to_grid(std::uint32_t t);
  void take_out_of_grid(std::uint32_t t);

  std::vector<glm::vec3> positions_;
  std::vector<Triangle> triangles_;
  std::vector<std::vector<std::uint32_t>> around_;
  double area_;  // mm^2
  std::size_t left_, in_grid_ = 0;
  TriangleGrid grid_;
  // Of the question at hand: which triangles were looked at, and the boxes of what is asked about.
  mutable std::vector<std::uint32_t> seen_;
  mutable std::uint32_t asked_ = 0;
  mutable std::vector<Box> boxes_;
};

}  // namespace palpate
