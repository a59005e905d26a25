// Which triangles lie near a box, while triangles come and go.
#pragma once

#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

// Cells of one size, kept in a table by a hash of their place: cells that share an entry only cost time.
class TriangleGrid {
 public:
  TriangleGrid(float cell_mm, std::size_t triangles);

  void add(std::uint32_t triangle, const glm::vec3& low, const glm::vec3& high);
  // With the box that it was added with.
  void remove(std::uint32_t triangle, const glm::vec3& low, const glm::vec3& high);
  // Calls `look(triangle)` for all whose box may meet this one, some more than once.
  template <typename Look>
  void each_near(const glm::vec3& low, const glm::vec3& high, const Look& look) const {
    each_cell(low, high, [&](std::uint32_t entry) {
      for (const std::uint32_t triangle : entries_[entry]) look(triangle);
    });
  }

 private:
  template <typename Do>
  void each_cell(const glm::vec3& low, const glm::vec3& high, const Do& act) const {
    const glm::ivec3 from(glm::floor(low / cell_)), to(glm::floor(high / cell_));
    for (int z = from.z; z <= to.z; ++z)
      for (int y = from.y; y <= to.y; ++y)
        for (int x = from.x; x <= to.x; ++x) {
          const std::uint32_t hash = static_cast<std::uint32_t>(x) * 73856093u ^
                                     static_cast<std::uint32_t>(y) * 19349663u ^
                                     static_cast<std::uint32_t>(z) * 83492791u;
          act((hash ^ hash >> 15) & mask_);
        }
  }

  float cell_;
  std::uint32_t mask_;
  std::vector<std::vector<std::uint32_t>> entries_;
};

}  // namespace palpate
