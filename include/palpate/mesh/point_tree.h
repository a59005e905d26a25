// Nearest neighbours among points (a k-d tree).
#pragma once

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace palpate {

class PointTree {
 public:
  explicit PointTree(std::vector<glm::vec3> points);
  ~PointTree();
  PointTree(PointTree&&) noexcept;
  PointTree& operator=(PointTree&&) noexcept;

  [[nodiscard]] bool empty() const;
  [[nodiscard]] const std::vector<glm::vec3>& points() const;

  // Distance to the nearest point; infinite if there is none.
  [[nodiscard]] float distance(glm::vec3 p) const;
  // Index of the nearest point; there must be one.
  [[nodiscard]] std::uint32_t nearest(glm::vec3 p) const;
  // Fills `found` with the indices of the nearest points, nearest first; returns how many there are.
  std::size_t nearest_few(glm::vec3 p, std::span<std::uint32_t> found) const;
  // Indices of all points within `radius`, in no order.
  void within(glm::vec3 p, float radius, std::vector<std::uint32_t>& found) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace palpate
