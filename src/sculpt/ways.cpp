#include "ways.h"

#include <glm/geometric.hpp>

#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace palpate {

std::vector<std::vector<std::uint32_t>> neighbours_of(const MeshData& mesh) {
  std::vector<std::vector<std::uint32_t>> neighbours(mesh.positions.size());
  for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
    const std::uint32_t next = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
    neighbours[mesh.indices[i]].push_back(next);
    neighbours[next].push_back(mesh.indices[i]);
  }
  return neighbours;
}

std::vector<float> ways_from(const MeshData& mesh, const std::vector<std::uint32_t>& starts) {
  const std::vector<std::vector<std::uint32_t>> neighbours = neighbours_of(mesh);
  std::vector<float> ways(mesh.positions.size(), std::numeric_limits<float>::max());
  using Step = std::pair<float, std::uint32_t>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
  for (const std::uint32_t start : starts) {
    ways[start] = 0.0f;
    open.emplace(0.0f, start);
  }
  while (!open.empty()) {
    const auto [way, vertex] = open.top();
    open.pop();
    if (way > ways[vertex]) continue;
    for (const std::uint32_t next : neighbours[vertex]) {
      const float longer = way + glm::distance(mesh.positions[vertex], mesh.positions[next]);
      if (longer >= ways[next]) continue;
      ways[next] = longer;
      open.emplace(longer, next);
    }
  }
  return ways;
}

}  // namespace palpate
