// Follows fibres over a mesh: lines along the gradient of a field that is linear on each triangle.
#pragma once

#include "fibre_piece.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace palpate {

class FibreTracer {
 public:
  // Both must outlive the tracer.
  FibreTracer(const FibrePiece& piece, const std::vector<float>& field, float level);

  // Where the fibre through a vertex meets the level; none if it ends before (at an extreme or a rim).
  [[nodiscard]] std::optional<glm::vec3> crossing(std::uint32_t vertex) const;

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  // A place on the edge from j to k, or at the vertex j if k is none.
  struct Place {
    std::uint32_t j = none, k = none;
    glm::vec3 point{0.0f};
    float value = 0.0f;
    std::uint32_t triangle = none;  // the one that lies ahead
  };

  [[nodiscard]] std::optional<Place> leave_vertex(std::uint32_t i, float direction) const;
  [[nodiscard]] Place cross_triangle(const Place& from, float direction) const;
  [[nodiscard]] Place at_vertex(std::uint32_t i) const { return {i, none, piece_.at(i), field_[i], none}; }
  [[nodiscard]] Place on_edge(std::uint32_t j, std::uint32_t k, float t, std::uint32_t from) const;
  [[nodiscard]] Place at_better_end(const Place& from, float direction) const;
  [[nodiscard]] std::uint32_t apex(std::uint32_t triangle, std::uint32_t j, std::uint32_t k) const;
  [[nodiscard]] std::uint32_t beyond(std::uint32_t j, std::uint32_t k, std::uint32_t from) const;

  const FibrePiece& piece_;
  const std::vector<float>& field_;
  float level_;
  std::unordered_map<std::uint64_t, std::array<std::uint32_t, 2>> triangles_of_edge_;
};

}  // namespace palpate
