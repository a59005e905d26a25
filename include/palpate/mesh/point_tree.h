// Nearest neighbours among points (a k-d tree).
#pragma once

#include <glm/vec3.hpp>

#include <cstdint>
#include <memory>
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
  // Indices of all points within `radius`, in no order.
  void within(glm::vec3 p, float radius, std::vector<std::uint32_t>& found) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace palpate
