// One connected piece of a muscle's mesh with its neighbourhoods, for finding the course of its fibres.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/geometric.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace palpate {

struct Arc {
  std::uint32_t to;
  float length;
};

class FibrePiece {
 public:
  static constexpr float unreachable = 1e30f;

  explicit FibrePiece(const MeshData& mesh) : mesh_(mesh), arcs_(mesh.positions.size()), fans_(mesh.positions.size()) {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3],
                            c = mesh.indices[i + (k + 2) % 3];
        const float length = glm::distance(mesh.positions[a], mesh.positions[b]);
        arcs_[a].push_back({b, length});
        arcs_[b].push_back({a, length});
        fans_[a].push_back({b, c});
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return mesh_.positions.size(); }
  [[nodiscard]] glm::vec3 at(std::uint32_t i) const { return mesh_.positions[i]; }
  [[nodiscard]] const std::vector<Arc>& arcs(std::uint32_t i) const { return arcs_[i]; }
  // The far edge of each triangle at a vertex.
  [[nodiscard]] const std::vector<std::array<std::uint32_t, 2>>& fan(std::uint32_t i) const { return fans_[i]; }
  [[nodiscard]] const MeshData& mesh() const { return mesh_; }

  // Length of the shortest way along edges to the nearest source.
  [[nodiscard]] std::vector<float> distances(const std::vector<std::uint32_t>& sources) const {
    std::vector<float> distance(size(), unreachable);
    using Entry = std::pair<float, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (const std::uint32_t s : sources) {
      distance[s] = 0.0f;
      open.push({0.0f, s});
    }
    while (!open.empty()) {
      const auto [d, i] = open.top();
      open.pop();
      if (d > distance[i]) continue;
      for (const Arc& arc : arcs_[i]) {
        if (d + arc.length >= distance[arc.to]) continue;
        distance[arc.to] = d + arc.length;
        open.push({distance[arc.to], arc.to});
      }
    }
    return distance;
  }

 private:
  const MeshData& mesh_;
  std::vector<std::vector<Arc>> arcs_;
  std::vector<std::vector<std::array<std::uint32_t, 2>>> fans_;
};

}  // namespace palpate
