#include "carry.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/point_tree.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace palpate {
namespace {

constexpr float kept = 2.0f;        // mm: a muscle that is thicker may lose of its depth
constexpr float beside = 0.1f;      // mm off the bone
constexpr float deep = 1.0f;        // mm: what of the outer face lies less deep can be pressed out
constexpr float least_left = 0.5f;  // of its thickness
constexpr float around = 14.0f;     // mm: how far a move reaches
constexpr float most = 6.0f;        // mm: what would have to go farther is measured wrong, and stays
constexpr float looked_at = 8.0f;   // mm from bones
constexpr float facing = 0.3f;      // cosine: what counts as looking that way
constexpr int rounds = 2;

struct Need {
  float mm = 0.0f;  // how far a vertex of the outer face has to go
  glm::vec3 way{0.0f};
};

float fading(float share) {
  return 1.0f - glm::smoothstep(0.2f, 1.0f, share);
}

class Carrying {
 public:
  Carrying(MeshData& mesh, std::span<const Obstacle> obstacles) : mesh_(mesh), tree_(mesh.positions) {
    for (const glm::vec3& p : mesh.positions) places_.push_back(deepest_place(p, obstacles, looked_at));
  }

  // Whether anything was moved.
  bool carry() {
    const std::vector<Need> needs = needs_of_the_outer_face();
    std::vector<glm::vec3> moves(mesh_.positions.size(), glm::vec3(0.0f));
    std::vector<std::uint32_t> near;
    bool any = false;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      tree_.within(mesh_.positions[i], around, near);
      float farthest = 0.0f;
      glm::vec3 way(0.0f);
      for (const std::uint32_t j : near) {
        if (needs[j].mm <= 0.0f) continue;
        const float share = fading(glm::distance(mesh_.positions[i], mesh_.positions[j]) / around);
        farthest = std::max(farthest, share * needs[j].mm);
        way += share * needs[j].mm * needs[j].way;
      }
      if (farthest <= 0.0f || glm::length(way) < 1e-6f) continue;
      moves[i] = glm::normalize(way) * farthest;
      any = true;
    }
    for (std::size_t i = 0; i < moves.size(); ++i) mesh_.positions[i] += moves[i];
    return any;
  }

 private:
  [[nodiscard]] bool is_near_bone(std::size_t i) const { return places_[i].depth > -looked_at; }

  // To the other face, mm; `kept` if it is farther.
  [[nodiscard]] float thickness_at(std::size_t i, std::vector<std::uint32_t>& near) const {
    tree_.within(mesh_.positions[i], kept, near);
    float least = kept;
    for (const std::uint32_t j : near) {
      if (glm::dot(mesh_.normals[i], mesh_.normals[j]) > -facing) continue;
      least = std::min(least, glm::distance(mesh_.positions[i], mesh_.positions[j]));
    }
    return least;
  }

  // On which side of the bone the muscle lies here: where what lies least deep comes out.
  [[nodiscard]] glm::vec3 side_at(std::size_t i, std::vector<std::uint32_t>& near) const {
    tree_.within(mesh_.positions[i], around, near);
    glm::vec3 side(0.0f);
    for (const std::uint32_t j : near) {
      if (is_near_bone(j)) side += glm::clamp(2.0f - places_[j].depth, 0.1f, 6.0f) * places_[j].outward;
    }
    const float length = glm::length(side);
    return length > 1e-6f ? side / length : glm::vec3(0.0f);
  }

  [[nodiscard]] std::vector<Need> needs_of_the_outer_face() const {
    std::vector<Need> needs(mesh_.positions.size());
    std::vector<std::uint32_t> near;
    for (std::size_t i = 0; i < needs.size(); ++i) {
      const Solid::Place& place = places_[i];
      if (-place.depth >= kept + beside || glm::dot(mesh_.normals[i], place.outward) < facing) continue;
      const glm::vec3 side = side_at(i, near);
      if (glm::dot(side, place.outward) < facing || glm::dot(side, mesh_.normals[i]) < facing) continue;
      if (place.depth <= deep) continue;
      const float needed = least_left * thickness_at(i, near) + beside + place.depth;
      if (needed > 0.0f && needed <= most) needs[i] = {needed, side};
    }
    return needs;
  }

  MeshData& mesh_;
  PointTree tree_;
  std::vector<Solid::Place> places_;
};

}  // namespace

void carry_out(MeshData& mesh, std::span<const Obstacle> obstacles) {
  for (int round = 0; round < rounds; ++round) {
    if (!Carrying(mesh, obstacles).carry()) return;
    compute_normals(mesh);
  }
}

}  // namespace palpate
