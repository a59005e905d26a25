// Betters the triangles of a closed manifold mesh without ever breaking it.
#pragma once

#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/mesh_data.h>

#include <array>
#include <cstdint>
#include <vector>

namespace palpate {

class SurfaceSurgeon {
 public:
  SurfaceSurgeon(const MeshData& mesh, const Field& field, const LevelRequest& request);

  void split_longer_than(float mm);
  void collapse_shorter_than(float mm);
  void flip_edges();
  // Moves vertices towards the middle of their neighbours (0: not, 1: all the way) along the surface, then onto it.
  void relax(float share);
  // Takes away vertices whose triangles look inwards.
  void mend_folds();

  [[nodiscard]] MeshData result() const;

 private:
  using Triangle = std::array<std::uint32_t, 3>;

  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t v) const;
  [[nodiscard]] glm::vec3 face(const Triangle& t) const;  // twice its area times its normal
  [[nodiscard]] float squared_length(std::uint32_t a, std::uint32_t b) const;
  // The triangle that runs from a to b, and its third corner; false if there is none.
  [[nodiscard]] bool beside(std::uint32_t a, std::uint32_t b, std::uint32_t& triangle, std::uint32_t& third) const;
  [[nodiscard]] bool linked(std::uint32_t keep, std::uint32_t lose) const;
  [[nodiscard]] bool may_collapse(std::uint32_t keep, std::uint32_t lose, glm::vec3 at) const;
  [[nodiscard]] bool stays_upright(std::uint32_t v, glm::vec3 at, std::uint32_t but_with) const;
  // How many triangles around v, were it there, look away from the direction `out`.
  [[nodiscard]] std::size_t against(std::uint32_t v, glm::vec3 at, glm::vec3 out) const;
  void look(const std::vector<glm::vec3>& at, std::vector<float>& values, std::vector<glm::vec3>& slopes) const;
  [[nodiscard]] float flatness(std::uint32_t v) const;  // 1 where all triangles around it look one way .. 0
  [[nodiscard]] glm::vec3 place_of_collapse(std::uint32_t a, std::uint32_t b) const;
  void collapse(std::uint32_t keep, std::uint32_t lose, glm::vec3 at);
  void split(std::uint32_t a, std::uint32_t b);
  bool flip(std::uint32_t a, std::uint32_t b);
  void forget(std::uint32_t v, std::uint32_t triangle);

  const Field& field_;
  const LevelRequest& request_;
  std::vector<glm::vec3> positions_;
  std::vector<Triangle> triangles_;  // a dead one has its first two corners equal
  std::vector<std::vector<std::uint32_t>> around_;
};

}  // namespace palpate
