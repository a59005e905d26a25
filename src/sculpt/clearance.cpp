#include "carry.h"

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

// Moves a mesh out of bones. What is known to be free is not asked about again until it is moved.
class Lifting {
 public:
  Lifting(MeshData& mesh, std::span<const Obstacle> obstacles)
      : mesh_(mesh), obstacles_(obstacles), free_(mesh.positions.size(), 0.0f), asks_(mesh.positions.size(), true) {}

  // All vertices that touch a bone, or lie in it.
  void lift_what_touches() {
    for (std::size_t i = 0; i < mesh_.positions.size(); ++i) {
      glm::vec3& p = mesh_.positions[i];
      const Solid::Place place = deepest_place(p, obstacles_, looked_at);
      const float height = -place.depth;
      free_[i] = std::min(height, looked_at);
      if (height >= touching) {
        asks_[i] = false;
        continue;
      }
      p += place.outward * (lifted(height) - height);
      free_[i] = 0.0f;
    }
  }

  // Those vertices that lie in a bone, of those that were moved or are new.
  void lift_what_lies_inside() {
    for (std::size_t i = 0; i < mesh_.positions.size(); ++i) {
      if (!asks_[i]) continue;
      asks_[i] = false;
      const Solid::Place place = deepest_place(mesh_.positions[i], obstacles_, touching);
      if (place.depth <= 0.0f) continue;
      mesh_.positions[i] += place.outward * (lifted(-place.depth) + place.depth);
      moved(i);
    }
  }

  // Divides the edges whose middles lie in a bone, and triangles of which only the middle does. Whether there are any.
  bool divide_what_cuts() {
    Divisions found(mesh_);
    for (std::size_t t = 0; t < mesh_.triangle_count(); ++t) {
      if (is_clear(t)) continue;
      const std::array<glm::vec3, 4> middle = middles(mesh_, t);
      bool edge_cuts = false;
      for (std::size_t i = 0; i < 3; ++i) {
        const std::uint32_t a = mesh_.indices[3 * t + i], b = mesh_.indices[3 * t + (i + 1) % 3];
        if (glm::distance(mesh_.positions[a], mesh_.positions[b]) < shortest_divided) continue;
        if (deepest_place(middle[i + 1], obstacles_, 0.0f).depth <= cutting) continue;
        found.mark(a, b);
        edge_cuts = true;
      }
      if (!edge_cuts && deepest_place(middle[0], obstacles_, 0.0f).depth > cutting) found.mark_middle(t);
    }
    found.divide();
    free_.resize(mesh_.positions.size(), 0.0f);
    asks_.resize(mesh_.positions.size(), true);
    return !found.empty();
  }

  // Moves the triangles that still reach in as wholes, each to where its deepest place is out; no vertex goes farther
  // than `farthest` so. Whether there were any.
  bool lift_triangles() {
    if (strayed_.empty()) {
      strayed_.resize(mesh_.positions.size(), glm::vec3(0.0f));
      settled_.resize(mesh_.triangle_count(), false);
      of_vertex_ = triangles_of_vertices();
    }
    std::vector<glm::vec3> moves(mesh_.positions.size(), glm::vec3(0.0f));
    bool any = false;
    for (std::size_t t = 0; t < mesh_.triangle_count(); ++t) {
      if (settled_[t]) continue;
      const glm::vec3 move = is_clear(t) ? glm::vec3(0.0f) : way_out(t);
      if (move == glm::vec3(0.0f)) {
        settled_[t] = true;
        continue;
      }
      any = true;
      for (std::size_t corner = 0; corner < 3; ++corner) {
        glm::vec3& own = moves[mesh_.indices[3 * t + corner]];
        if (glm::length(move) > glm::length(own)) own = move;
      }
    }
    for (std::size_t i = 0; i < moves.size(); ++i) {
      if (moves[i] == glm::vec3(0.0f) || glm::length(strayed_[i] + moves[i]) > farthest) continue;
      strayed_[i] += moves[i];
      mesh_.positions[i] += moves[i];
      moved(i);
    }
    return any;
  }

 private:
  static constexpr float looked_at = 8.0f;  // mm from bones, within which distances are known

  void moved(std::size_t vertex) {
    free_[vertex] = 0.0f;
    asks_[vertex] = true;
    if (of_vertex_.empty()) return;
    for (const std::uint32_t t : of_vertex_[vertex]) settled_[t] = false;
  }

  // No bone comes as near to a corner as the middles are.
  [[nodiscard]] bool is_clear(std::size_t t) const {
    for (const glm::vec3& p : middles(mesh_, t)) {
      bool clear = false;
      for (std::size_t i = 0; i < 3 && !clear; ++i) {
        const std::uint32_t corner = mesh_.indices[3 * t + i];
        clear = glm::distance(mesh_.positions[corner], p) < free_[corner];
      }
      if (!clear) return false;
    }
    return true;
  }

  // Of the place of a triangle that lies deepest; nothing, if none does.
  [[nodiscard]] glm::vec3 way_out(std::size_t t) const {
    glm::vec3 move(0.0f);
    float deepest = cutting;
    for (const glm::vec3& p : middles(mesh_, t)) {
      const Solid::Place place = deepest_place(p, obstacles_, 0.0f);
      if (place.depth <= deepest) continue;
      deepest = place.depth;
      move = place.outward * (overshoot * place.depth + closest);
    }
    return move;
  }

  [[nodiscard]] std::vector<std::vector<std::uint32_t>> triangles_of_vertices() const {
    std::vector<std::vector<std::uint32_t>> of(mesh_.positions.size());
    for (std::size_t i = 0; i < mesh_.indices.size(); ++i)
      of[mesh_.indices[i]].push_back(static_cast<std::uint32_t>(i / 3));
    return of;
  }

  MeshData& mesh_;
  std::span<const Obstacle> obstacles_;
  std::vector<float> free_;         // mm around each vertex without a bone, as far as it is known
  std::vector<bool> asks_;          // whether a vertex has to be asked about
  std::vector<glm::vec3> strayed_;  // how far each vertex went with its triangles
  std::vector<bool> settled_;       // triangles that reach into nothing
  std::vector<std::vector<std::uint32_t>> of_vertex_;
};

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
  carry_out(mesh, obstacles);
  Lifting lifting(mesh, obstacles);
  lifting.lift_what_touches();
  for (int round = 0; round < divisions && lifting.divide_what_cuts(); ++round) lifting.lift_what_lies_inside();
  // What a bone goes right through is taken to one side of it.
  for (int round = 0; round < rounds && lifting.lift_triangles(); ++round) lifting.lift_what_lies_inside();
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
