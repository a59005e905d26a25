#include <palpate/sculpt/clearance.h>

#include <palpate/mesh/normals.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace palpate {
namespace {

constexpr float touching = 1.1f;   // mm: nearer than this vertices are moved
constexpr float closest = 0.1f;    // mm: where what lies deepest comes to lie
constexpr float softness = 1.0f;   // mm: touching - closest, so that nothing bends where moving begins
constexpr float cutting = 0.1f;    // mm: triangles that reach in deeper are moved
constexpr float overshoot = 1.3f;  // what is moved out of one bone may be drawn back by its neighbours
constexpr int rounds = 60;
constexpr float nowhere = 1e6f;

glm::vec3 mirror_of(glm::vec3 p) {
  return {-p.x, p.y, p.z};
}

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

// Whether a triangle had to be moved.
bool lift_triangles(MeshData& mesh, std::span<const Obstacle> obstacles) {
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
  for (std::size_t i = 0; i < moves.size(); ++i) mesh.positions[i] += moves[i];
  return any;
}

}  // namespace

Solid::Place deepest_place(glm::vec3 p, std::span<const Obstacle> obstacles, float within) {
  Solid::Place deepest{-nowhere, p, {0.0f, 1.0f, 0.0f}};
  for (const Obstacle& obstacle : obstacles) {
    const glm::vec3 asked = obstacle.mirrored ? mirror_of(p) : p;
    if (!obstacle.solid->may_be_near(asked, within)) continue;
    Solid::Place place = obstacle.solid->place_of(asked);
    if (place.depth <= deepest.depth) continue;
    if (obstacle.mirrored) place.position = mirror_of(place.position), place.outward = mirror_of(place.outward);
    deepest = place;
  }
  return deepest;
}

std::vector<Obstacle> near_to(const MeshData& mesh, std::span<const Obstacle> obstacles) {
  std::vector<Obstacle> near;
  for (const Obstacle& obstacle : obstacles) {
    const bool comes_near = std::ranges::any_of(mesh.positions, [&](const glm::vec3& p) {
      return obstacle.solid->may_be_near(obstacle.mirrored ? mirror_of(p) : p, touching);
    });
    if (comes_near) near.push_back(obstacle);
  }
  return near;
}

void keep_out(MeshData& mesh, std::span<const Obstacle> obstacles) {
  if (obstacles.empty()) return;
  lift_vertices(mesh, obstacles, false);
  for (int round = 0; round < rounds; ++round) {
    lift_vertices(mesh, obstacles, true);
    if (!lift_triangles(mesh, obstacles)) break;
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
