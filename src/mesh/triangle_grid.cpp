#include "triangle_grid.h"

#include <algorithm>
#include <bit>

namespace palpate {

TriangleGrid::TriangleGrid(float cell_mm, std::size_t triangles)
    : cell_(cell_mm),
      mask_(std::bit_ceil(static_cast<std::uint32_t>(std::max<std::size_t>(triangles, 64))) - 1u),
      entries_(mask_ + std::size_t{1}) {}

void TriangleGrid::add(std::uint32_t triangle, const glm::vec3& low, const glm::vec3& high) {
  each_cell(low, high, [&](std::uint32_t entry) { entries_[entry].push_back(triangle); });
}

void TriangleGrid::remove(std::uint32_t triangle, const glm::vec3& low, const glm::vec3& high) {
  each_cell(low, high, [&](std::uint32_t entry) {
    std::vector<std::uint32_t>& all = entries_[entry];
    const auto found = std::find(all.begin(), all.end(), triangle);
    if (found == all.end()) return;
    *found = all.back();
    all.pop_back();
  });
}

}  // namespace palpate
