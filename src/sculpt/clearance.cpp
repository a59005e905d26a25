#include <palpate/sculpt/clearance.h>

#include <palpate/anatomy/landmark.h>
#include <palpate/mesh/normals.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace palpate {
namespace {

constexpr float touching = 1.1f;          // mm: nearer than this vertices are moved
constexpr float closest = 0.1f;           // mm: where what lies deepest comes to lie
constexpr float softness = 1.0f;          // mm: touching - closest, so that nothing bends where moving begins
constexpr float cutting = 0.15f;          // mm: what reaches in deeper between vertices is divided
constexpr float shortest_divided = 0.8f;  // mm
constexpr float overshoot = 1.2f;         // what is moved out of one bone may be drawn back by its neighbours
constexpr float farthest = 9.0f;          // mm
constexpr int divisions = 2, rounds = 40;
constexpr float nowhere = 1e6f;

// From the height above the bone, negative inside, to one outside: falls towards `closest`, keeps the order of what
// lies above each other, and goes over into what is not moved without a bend.
float lifted(float height) {
  return closest + (touching - closest) * std::exp((height - touching) / softness);
}

// The middles of a triangle and its edges.
std::array<glm::vec3, 4> middles(const MeshData& mesh, std::size_t t) {
  const glm::vec3 a = mesh.positions[mesh.indices[3 * t]], b = mesh.positions[mesh.indices[3 * t + 1]],
                  c = mesh.positions[mesh.indices[3 * t + 2]];
  return {(a + b + c) / 3.0f, 0.5f * (a + b), 0.5f * (b + c), 0.5f * (c + a)};
}

void lift_vertices(MeshData& mesh, std::span<const Obstacle> obstacles, bool only_inside) {
  for (glm::vec3& p : mesh.positions) {
    const Solid::Place place = deepest_place(p, obstacles, touching);
    const float height = -place.depth;
    if (height < (only_inside ? 0.0f : touching)) p += place.outward * (lifted(height) - height);
  }
}

using Edge = std::pair<std::uint32_t, std::uint32_t>;

// The edges to be divided, and the vertex that each gets.
class Divisions {
 public:
  explicit Divisions(MeshData& mesh) : mesh_(mesh) {}

  void mark(std::uint32_t a, std::uint32_t b) {
    const auto [found, is_new] =
        vertices_.try_emplace(std::minmax(a, b), static_cast<std::uint32_t>(mesh_.positions.size()));
    if (is_new) mesh_.positions.push_back(0.5f * (mesh_.positions[a] + mesh_.positions[b]));
  }

  void mark_middle(std::size_t triangle) { in_the_middle_.insert(triangle); }

  // Triangles at marked edges become two, three or four, others with a marked middle three: the surface stays closed.
  void divide() {
    std::vector<std::uint32_t> finer;
    for (std::size_t t = 0; t < mesh_.triangle_count(); ++t) {
      const std::array<std::uint32_t, 3> corners = {mesh_.indices[3 * t], mesh_.indices[3 * t + 1],
                                                    mesh_.indices[3 * t + 2]};
      divide_triangle(corners, in_the_middle_.contains(t), finer);
    }
    mesh_.indices = std::move(finer);
  }
  [[nodiscard]] bool empty() const { return vertices_.empty() && in_the_middle_.empty(); }

 private:
  void divide_triangle(const std::array<std::uint32_t, 3>& corners, bool in_the_middle,
                       std::vector<std::uint32_t>& finer) {
    // The polygon round the triangle, from after a marked edge on, so that a fan from its first vertex is no sliver.
    std::vector<std::uint32_t> round;
    std::size_t first = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      round.push_back(corners[i]);
      const auto found = vertices_.find(std::minmax(corners[i], corners[(i + 1) % 3]));
      if (found == vertices_.end()) continue;
      first = round.size();
      round.push_back(found->second);
    }
    if (round.size() == 3 && in_the_middle) {
      const auto middle = static_cast<std::uint32_t>(mesh_.positions.size());
      mesh_.positions.push_back((mesh_.positions[round[0]] + mesh_.positions[round[1]] + mesh_.positions[round[2]]) /
                                3.0f);
      for (std::size_t i = 0; i < 3; ++i)
        for (const std::uint32_t corner : {round[i], round[(i + 1) % 3], middle}) finer.push_back(corner);
      return;
    }
    if (round.size() == 6) {
      for (const std::size_t k : {0, 1, 5, 1, 2, 3, 3, 4, 5, 1, 3, 5}) finer.push_back(round[k]);
      return;
    }
    for (std::size_t i = 1; i + 1 < round.size(); ++i) {
      for (const std::size_t k : {std::size_t{0}, i, i + 1}) finer.push_back(round[(first + k) % round.size()]);
    }
  }

  MeshData& mesh_;
  std::map<Edge, std::uint32_t> vertices_;
  std::set<std::size_t> in_the_middle_;
};

// Divides the edges whose middles lie in a bone, and triangles of which only the middle does. Whether there are any.
bool divide_what_cuts(MeshData& mesh, std::span<const Obstacle> obstacles) {
  Divisions found(mesh);
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const std::array<glm::vec3, 4> middle = middles(mesh, t);
    bool edge_cuts = false;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::uint32_t a = mesh.indices[3 * t + i], b = mesh.indices[3 * t + (i + 1) % 3];
      if (glm::distance(mesh.positions[a], mesh.positions[b]) < shortest_divided) continue;
      if (deepest_place(middle[i + 1], obstacles, 0.0f).depth <= cutting) continue;
      found.mark(a, b);
      edge_cuts = true;
    }
    if (!edge_cuts && deepest_place(middle[0], obstacles, 0.0f).depth > cutting) found.mark_middle(t);
  }
  found.divide();
  return !found.empty();
}

// Moves the triangles that still reach in as wholes, each to where its deepest place is out. `strayed` is how far each
// vertex has gone so; none goes farther than `farthest`. Whether there were any.
bool lift_triangles(MeshData& mesh, std::span<const Obstacle> obstacles, std::vector<glm::vec3>& strayed) {
  std::vector<glm::vec3> moves(mesh.positions.size(), glm::vec3(0.0f));
  bool any = false;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    glm::vec3 move(0.0f);
    float deepest = cutting;
    for (const glm::vec3& p : middles(mesh, t)) {
      const Solid::Place place = deepest_place(p, obstacles, 0.0f);
      if (place.depth <= deepest) continue;
      deepest = place.depth;
      move = place.outward * (overshoot * place.depth + closest);
    }
    if (deepest <= cutting) continue;
    any = true;
    for (std::size_t corner = 0; corner < 3; ++corner) {
      glm::vec3& own = moves[mesh.indices[3 * t + corner]];
      if (glm::length(move) > glm::length(own)) own = move;
    }
  }
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (glm::length(strayed[i] + moves[i]) > farthest) continue;
    strayed[i] += moves[i];
    mesh.positions[i] += moves[i];
  }
  return any;
}

}  // namespace

Solid::Place deepest_place(glm::vec3 p, std::span<const Obstacle> obstacles, float within) {
  Solid::Place deepest{-nowhere, p, {0.0f, 1.0f, 0.0f}};
  for (const Obstacle& obstacle : obstacles) {
    const glm::vec3 asked = obstacle.mirrored ? mirrored(p) : p;
    if (!obstacle.solid->may_be_near(asked, within)) continue;
    Solid::Place place = obstacle.solid->place_of(asked);
    if (place.depth <= deepest.depth) continue;
    if (obstacle.mirrored) place.position = mirrored(place.position), place.outward = mirrored(place.outward);
    deepest = place;
  }
  return deepest;
}

std::vector<Obstacle> near_to(const MeshData& mesh, std::span<const Obstacle> obstacles) {
  std::vector<Obstacle> near;
  for (const Obstacle& obstacle : obstacles) {
    const bool comes_near = std::ranges::any_of(mesh.positions, [&](const glm::vec3& p) {
      return obstacle.solid->may_be_near(obstacle.mirrored ? mirrored(p) : p, touching);
    });
    if (comes_near) near.push_back(obstacle);
  }
  return near;
}

void keep_out(MeshData& mesh, std::span<const Obstacle> obstacles) {
  if (obstacles.empty()) return;
  lift_vertices(mesh, obstacles, false);
  for (int round = 0; round < divisions && divide_what_cuts(mesh, obstacles); ++round) {
    lift_vertices(mesh, obstacles, true);
  }
  // What a bone goes right through is taken to one side of it.
  std::vector<glm::vec3> strayed(mesh.positions.size(), glm::vec3(0.0f));
  for (int round = 0; round < rounds && lift_triangles(mesh, obstacles, strayed); ++round) {
    lift_vertices(mesh, obstacles, true);
  }
  compute_normals(mesh);
}

float deepest_inside(const MeshData& mesh, std::span<const Obstacle> obstacles) {
  float deepest = 0.0f;
  for (const glm::vec3& p : mesh.positions) deepest = std::max(deepest, deepest_place(p, obstacles, 0.0f).depth);
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    for (const glm::vec3& p : middles(mesh, t)) deepest = std::max(deepest, deepest_place(p, obstacles, 0.0f).depth);
  }
  return deepest;
}

}  // namespace palpate
