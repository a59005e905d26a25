#include "patch.h"
#include "triangle_net.h"

#include <palpate/mesh/crossings.h>
#include <palpate/mesh/mend.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr int most_passes = 40;
constexpr int most_patches = 60, widest_patch = 3;
constexpr std::size_t most_patched = 24;  // pairs at a time
constexpr int patience = 3;               // passes without fewer crossings
constexpr float least_area = 1e-4f;       // mm^2, of a triangle that is changed

class Mending {
 public:
  Mending(const MeshData& mesh, const SurfaceTree& surface, float farthest)
      : net_(mesh), surface_(surface), farthest_(farthest) {}

  // Each corner of a triangle that crosses another is bettered once. Whether any was.
  bool pass(const std::vector<std::uint32_t>& corners, bool also_sideways) {
    bool any = false;
    for (const std::uint32_t v : corners) {
      if (net_.around(v).empty()) continue;
      if (const std::optional<Change> change = best_for(v, also_sideways)) {
        net_.apply(*change);
        any = true;
      } else if (flip_at(v, also_sideways)) {
        any = true;
      }
    }
    return any;
  }

  [[nodiscard]] MeshData result() const { return net_.result(); }

 private:
  [[nodiscard]] std::optional<Change> best_for(std::uint32_t v, bool also_sideways) {
    best_.reset();
    most_gained_ = also_sideways ? -1 : 0;
    const std::vector<std::uint32_t> ring = net_.neighbours(v);
    const glm::vec3 mine = net_.position(v);
    glm::vec3 middle(0.0f), normal(0.0f);
    for (const std::uint32_t other : ring) middle += net_.position(other);
    middle /= static_cast<float>(ring.size());
    for (const std::uint32_t t : net_.around(v)) {
      const NumberedTriangle one = net_.triangle(t);
      normal += glm::cross(one.at[1] - one.at[0], one.at[2] - one.at[0]);
    }
    if (const float length = glm::length(normal); length > 0.0f) normal /= length;
    if (count_now({v, v, mine}) == 0) return best_;
    for (const float share : {1.0f, 0.5f}) consider({v, v, glm::mix(mine, middle, share)});
    for (const float mm : {0.03f, -0.03f, 0.1f, -0.1f, 0.3f, -0.3f})
      if (std::abs(mm) < farthest_) consider({v, v, mine + mm * normal});
    for (const std::uint32_t other : ring) {
      if (!net_.may_collapse(v, other)) continue;
      const glm::vec3 theirs = net_.position(other);
      count_now({v, other, mine});
      for (const glm::vec3& at : {theirs, 0.5f * (mine + theirs), mine}) consider({v, other, at});
    }
    return best_;
  }

  // How often what a change takes part in crosses anything before it.
  long count_now(const Change& change) {
    net_.look_at(change, outcome_);
    return now_ = static_cast<long>(net_.crossings_of(outcome_.before, outcome_.touched, many));
  }

  // `count_now` must have been asked about the same corners.
  void consider(const Change& change) {
    const long fewer = now_ - most_gained_;  // it must leave
    if (fewer <= 0) return;
    net_.look_at(change, outcome_);
    const auto limit = static_cast<std::size_t>(fewer);
    const auto then = static_cast<long>(net_.crossings_of(outcome_.after, outcome_.touched, limit));
    if (then >= fewer || surface_.nearest(change.at).distance > farthest_ || !is_near()) return;
    most_gained_ = now_ - then;
    best_ = change;
  }

  // Turns the first edge at v that leaves fewer crossings so.
  bool flip_at(std::uint32_t v, bool also_sideways) {
    for (const std::uint32_t other : net_.neighbours(v)) {
      if (!net_.look_at_flip(v, other, outcome_)) continue;
      const std::size_t now = net_.crossings_of(outcome_.before, outcome_.touched, many) + (also_sideways ? 1 : 0);
      if (now == 0 || net_.crossings_of(outcome_.after, outcome_.touched, now) >= now || !is_near()) continue;
      net_.flip(outcome_);
      return true;
    }
    return false;
  }

  // The middles of what comes about, and none of it without an area.
  [[nodiscard]] bool is_near() const {
    return std::ranges::all_of(outcome_.after, [&](const NumberedTriangle& t) {
      if (glm::length(glm::cross(t.at[1] - t.at[0], t.at[2] - t.at[0])) < least_area) return false;
      return surface_.nearest((t.at[0] + t.at[1] + t.at[2]) / 3.0f).distance <= farthest_;
    });
  }

  static constexpr std::size_t many = std::numeric_limits<std::size_t>::max();

  TriangleNet net_;
  const SurfaceTree& surface_;  // as it was
  float farthest_;
  std::optional<Change> best_;
  long now_ = 0, most_gained_ = 0;
  Outcome outcome_;
};

std::vector<std::uint32_t> corners_of(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
                                      const MeshData& mesh) {
  std::vector<std::uint32_t> corners;
  for (const auto& [t, u] : pairs)
    for (const std::uint32_t triangle : {t, u})
      for (std::size_t k = 0; k < 3; ++k) corners.push_back(mesh.indices[3 * triangle + k]);
  std::sort(corners.begin(), corners.end());
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  return corners;
}

// Collapses and moves until they help no more. How many pairs still cross.
std::size_t collapse_what_crosses(MeshData& mesh, const SurfaceTree& surface, float farthest) {
  auto pairs = crossings(mesh);
  std::size_t fewest = pairs.size();
  int idle = 0;
  for (int pass = 0; pass < most_passes && !pairs.empty() && idle < patience; ++pass) {
    Mending mending(mesh, surface, farthest);
    if (!mending.pass(corners_of(pairs, mesh), idle > 0)) break;
    mesh = mending.result();
    pairs = crossings(mesh);
    idle = pairs.size() < fewest ? 0 : idle + 1;
    fewest = std::min(fewest, pairs.size());
  }
  return pairs.size();
}

// Takes bubbles away that hang on the edges of what crosses, or closes a stretch around it anew, in wider and wider
// pieces: the first that leaves fewer crossings. Whether there was one.
class PatchingUp {
 public:
  PatchingUp(MeshData& mesh, const SurfaceTree& surface, float farthest)
      : mesh_(mesh), surface_(surface), farthest_(farthest), pairs_(crossings(mesh)), patching_(mesh) {}

  bool run() {
    if (pairs_.size() > most_patched) return false;
    for (const std::uint32_t t : crossing_triangles())
      for (std::size_t k = 0; k < 3; ++k)
        if (take_first(patching_.bubbles_at(mesh_.indices[3 * t + k], mesh_.indices[3 * t + (k + 1) % 3]))) return true;
    for (int rings = 0; rings <= widest_patch; ++rings)
      for (const std::uint32_t t : crossing_triangles())
        if (take_first(patching_.around(t, rings))) return true;
    return false;
  }

 private:
  [[nodiscard]] std::vector<std::uint32_t> crossing_triangles() const {
    std::vector<std::uint32_t> all;
    for (const auto& [t, u] : pairs_) all.insert(all.end(), {t, u});
    return all;
  }

  [[nodiscard]] bool is_near(const Patch& patch) const {
    return std::ranges::all_of(patch.in, [&](const std::array<std::uint32_t, 3>& corners) {
      glm::vec3 middle(0.0f);
      for (const std::uint32_t v : corners)
        middle += (v < mesh_.positions.size() ? mesh_.positions[v] : *patch.middle) / 3.0f;
      return surface_.nearest(middle).distance <= farthest_;
    });
  }

  bool take_first(const std::vector<Patch>& ways) {
    for (const Patch& way : ways) {
      const auto goes = std::ranges::count_if(pairs_, [&](const auto& pair) {
        return std::ranges::binary_search(way.out, pair.first) || std::ranges::binary_search(way.out, pair.second);
      });
      if (patching_.crossings_of(way) >= static_cast<std::size_t>(goes) || !is_near(way)) continue;
      mesh_ = patching_.with(way);
      return true;
    }
    return false;
  }

  MeshData& mesh_;
  const SurfaceTree& surface_;
  float farthest_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
  Patching patching_;
};

}  // namespace

std::size_t mend_crossings(MeshData& mesh, float farthest_mm) {
  if (crossings(mesh).empty()) return 0;
  mesh.uv.clear();
  const SurfaceTree surface(mesh, std::clamp<std::size_t>(4 * mesh.triangle_count(), 2'000, 60'000));
  std::size_t left = collapse_what_crosses(mesh, surface, farthest_mm);
  for (int round = 0; round < most_patches && left > 0; ++round) {
    if (!PatchingUp(mesh, surface, farthest_mm).run()) break;
    left = collapse_what_crosses(mesh, surface, farthest_mm);
  }
  compute_normals(mesh);
  return left;
}

}  // namespace palpate
