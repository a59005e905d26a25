#include <palpate/sculpt/cover.h>

#include <palpate/mesh/normals.h>
#include <palpate/mesh/point_tree.h>
#include <palpate/mesh/surface_points.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstdint>

namespace palpate {
namespace {

constexpr float farthest = 25.0f;        // mm from the skin
constexpr float most_moved = 4.0f;       // mm: what asks for more is drawn wrong, and the skin does not follow it
constexpr float along_edges = 3.0f;      // mm between places that are looked at
constexpr int rounds = 12;               // at most
constexpr float around = 9.0f;           // mm: how far a small move reaches
constexpr float around_more = 7.0f;      // mm, for each mm of the move
constexpr float more_than_asked = 0.1f;  // mm: what neighbours take back

float fading(float share) {
  return 1.0f - glm::smoothstep(0.15f, 1.0f, share);
}

// The largest move that is asked for around each vertex, in the direction that all of them have in common.
std::vector<glm::vec3> moves_of(const std::vector<glm::vec3>& vertices, const std::vector<Uncovered>& places) {
  const PointTree tree(vertices);
  std::vector<float> most(vertices.size(), 0.0f);
  std::vector<glm::vec3> ways(vertices.size(), glm::vec3(0.0f));
  std::vector<std::uint32_t> near;
  for (const Uncovered& place : places) {
    const float far = glm::length(place.by), reach = around + around_more * far;
    tree.within(place.on, reach, near);
    for (const std::uint32_t v : near) {
      const float share = fading(glm::distance(vertices[v], place.on) / reach);
      most[v] = std::max(most[v], (far + more_than_asked) * share);
      ways[v] += share * place.by;
    }
  }
  for (std::size_t v = 0; v < ways.size(); ++v) {
    const float length = glm::length(ways[v]);
    ways[v] = length > 0.0f ? ways[v] * (most[v] / length) : glm::vec3(0.0f);
  }
  return ways;
}

// Looks for what lies too near to the skin: at vertices, and at places along edges that come near it.
class Looking {
 public:
  Looking(const MeshData& skin, const SurfaceTree& tree, float least_mm)
      : skin_(skin), tree_(tree), vertices_(skin.positions), least_(least_mm) {}

  void at(const MeshData& body) {
    std::vector<float> depths;
    depths.reserve(body.positions.size());
    for (const glm::vec3& p : body.positions) depths.push_back(look(p));
    for (std::size_t i = 0; i < body.indices.size(); ++i) {  // each edge is met once in either direction
      const std::uint32_t a = body.indices[i], b = body.indices[i % 3 == 2 ? i - 2 : i + 1];
      if (a > b) continue;
      const glm::vec3 from = body.positions[a], to = body.positions[b];
      const float length = glm::distance(from, to);
      if (std::min(depths[a], depths[b]) > least_ + 0.5f * length) continue;
      const int steps = static_cast<int>(length / along_edges);
      for (int k = 1; k < steps; ++k) look(glm::mix(from, to, static_cast<float>(k) / static_cast<float>(steps)));
    }
  }

  std::vector<Uncovered> places;

 private:
  // How deep p lies under the skin, mm; `farthest`, where it is too far away to matter.
  float look(glm::vec3 p) {
    if (vertices_.distance(p) > farthest) return farthest;
    const SurfaceTree::Place nearest = tree_.nearest(p);
    const float depth = glm::dot(nearest.position - p, nearest.normal);
    if (depth >= least_) return nearest.distance;
    if (least_ - depth > most_moved) return depth;
    // The normal of the vertices around, since faces turn from one to the next.
    const std::uint32_t* corner = &skin_.indices[3 * static_cast<std::size_t>(nearest.triangle)];
    const glm::vec3 normal =
        glm::normalize(skin_.normals[corner[0]] + skin_.normals[corner[1]] + skin_.normals[corner[2]]);
    places.push_back({nearest.position, normal * (least_ - depth)});
    return depth;
  }

  const MeshData& skin_;
  const SurfaceTree& tree_;
  PointTree vertices_;
  float least_;
};

}  // namespace

std::vector<Uncovered> uncovered(const MeshData& skin, const std::vector<const MeshData*>& bodies, float least_mm) {
  const SurfaceTree tree(skin);
  if (tree.empty()) return {};
  Looking looking(skin, tree, least_mm);
  for (const MeshData* body : bodies) looking.at(*body);
  return std::move(looking.places);
}

std::size_t cover(MeshData& skin, const std::vector<const MeshData*>& bodies, float least_mm) {
  const std::vector<glm::vec3> measured = skin.positions;
  std::vector<Uncovered> places = uncovered(skin, bodies, least_mm);
  for (int round = 0; round < rounds && !places.empty(); ++round) {
    const std::vector<glm::vec3> moves = moves_of(skin.positions, places);
    for (std::size_t v = 0; v < moves.size(); ++v) {
      const glm::vec3 moved = skin.positions[v] + moves[v] - measured[v];
      const float length = glm::length(moved);
      skin.positions[v] = measured[v] + (length > most_moved ? moved * (most_moved / length) : moved);
    }
    compute_normals(skin);
    places = uncovered(skin, bodies, least_mm);
  }
  return places.size();
}

}  // namespace palpate
