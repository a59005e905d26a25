// A regular grid of numbers over space, and exact distances on it.
#pragma once

#include <glm/vec3.hpp>

#include <cstddef>
#include <vector>

namespace palpate {

struct DistanceGrid {
  static constexpr float far = 1e12f;

  glm::vec3 low{0.0f};  // the middle of the first voxel
  float voxel = 1.0f;   // mm
  glm::ivec3 size{0};
  std::vector<float> values;

  [[nodiscard]] std::size_t index(glm::ivec3 at) const {
    return (static_cast<std::size_t>(at.z) * static_cast<std::size_t>(size.y) + static_cast<std::size_t>(at.y)) *
               static_cast<std::size_t>(size.x) +
           static_cast<std::size_t>(at.x);
  }
  [[nodiscard]] glm::vec3 place(glm::ivec3 at) const { return low + voxel * glm::vec3(at); }

  // Each value becomes the least of the value at any voxel and the squared distance from there, in voxels.
  void spread();
  // A blur as wide as a voxel.
  void blur();
  // Between the voxels; the nearest value outside.
  [[nodiscard]] float at(glm::vec3 p) const;
};

}  // namespace palpate
