#include "skin_distances.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/skin.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace palpate {
namespace {

constexpr float fade_mm = 12.0f;  // over which a finer grid takes over from the coarse one
constexpr float most_shortened = 2.5f;
constexpr float easing_mm = 150.0f;  // of height, over which edges become shorter

// The coarse grid and the finer ones as one.
class SkinField {
 public:
  SkinField(const std::vector<MeshData>& bodies, const SkinRequest& request) : bodies_(bodies), request_(request) {}

  Status find() {
    Result<DistanceGrid> whole = skin_distances(bodies_, request_);
    if (!whole) return whole.error();
    whole_ = std::move(*whole);
    for (const FinerSkin& box : request_.finer) {
      Result<DistanceGrid> grid = skin_distances(bodies_, request_, box, whole_);
      if (!grid) return grid.error();
      finer_.push_back(std::move(*grid));
    }
    return {};
  }

  [[nodiscard]] glm::vec3 low() const { return whole_.low; }
  [[nodiscard]] glm::vec3 high() const {
    const glm::vec3 high = whole_.place(whole_.size - 1);
    return request_.symmetric ? glm::vec3(-whole_.low.x, high.y, high.z) : high;
  }

  [[nodiscard]] float at(glm::vec3 p) const {
    if (request_.symmetric) p.x = -std::abs(p.x);
    for (std::size_t i = 0; i < finer_.size(); ++i) {
      const FinerSkin& box = request_.finer[i];
      glm::vec3 within = glm::min(p - box.low, box.high - p);
      if (request_.symmetric && box.high.x >= 0.0f) within.x = p.x - box.low.x;
      const float depth = std::min({within.x, within.y, within.z});
      if (depth <= 0.0f) continue;
      const float fine = finer_[i].at(p);
      return depth >= fade_mm ? fine : glm::mix(whole_.at(p), fine, glm::smoothstep(0.0f, fade_mm, depth));
    }
    return whole_.at(p);
  }

 private:
  const std::vector<MeshData>& bodies_;
  const SkinRequest& request_;
  DistanceGrid whole_;
  std::vector<DistanceGrid> finer_;
};

// Space stretched around the finer boxes, so that edges that are equally long there become shorter here. Boxes lie at
// different heights; to the sides of a box everything is moved aside.
class Stretch {
 public:
  Stretch(const SkinRequest& request, float low, float high) : request_(request), low_(low) {
    const auto steps = static_cast<std::size_t>(std::ceil((high - low) / step)) + 1;
    for (std::size_t i = 0; i <= steps; ++i) {
      const float y = low + step * static_cast<float>(i);
      float factor = 1.0f;
      std::size_t box = 0;
      for (std::size_t k = 0; k < request.finer.size(); ++k) {
        const FinerSkin& finer = request.finer[k];
        const float away = std::max({0.0f, finer.low.y - y, y - finer.high.y});
        const float full = std::min(most_shortened, request.voxel_mm / finer.voxel_mm);
        const float here = glm::mix(full, 1.0f, glm::smoothstep(0.0f, easing_mm, away));
        if (here <= factor) continue;
        factor = here;
        box = k;
      }
      box_.push_back(box);
      factors_.push_back(factor);
      stretched_.push_back(i == 0 ? low : stretched_.back() + step * 0.5f * (factors_[i - 1] + factor));
    }
  }

  [[nodiscard]] glm::vec3 to(glm::vec3 p) const {
    const float x = std::clamp((p.y - low_) / step, 0.0f, static_cast<float>(factors_.size() - 2));
    const auto i = static_cast<std::size_t>(x);
    const float share = (p.y - low_) / step - static_cast<float>(i);
    return {aside(p.x, i, share, 0, false), glm::mix(stretched_[i], stretched_[i + 1], share),
            aside(p.z, i, share, 2, false)};
  }

  [[nodiscard]] glm::vec3 from(glm::vec3 q) const {
    const auto above = std::upper_bound(stretched_.begin() + 1, stretched_.end() - 1, q.y);
    const auto i = static_cast<std::size_t>(above - stretched_.begin()) - 1;
    const float share = (q.y - stretched_[i]) / (stretched_[i + 1] - stretched_[i]);
    return {aside(q.x, i, share, 0, true), low_ + step * (static_cast<float>(i) + share),
            aside(q.z, i, share, 2, true)};
  }

  // How far it may move what lies at the edge, to the sides.
  [[nodiscard]] glm::vec3 most() const {
    glm::vec3 most(0.0f);
    for (const FinerSkin& box : request_.finer) {
      most = glm::max(most, (most_shortened - 1.0f) * glm::max(glm::abs(box.low), glm::abs(box.high)));
    }
    return {most.x, 0.0f, most.z};
  }

 private:
  static constexpr float step = 1.0f;  // mm

  // Stretched about the place of the box that is nearest to the midline; or back again.
  [[nodiscard]] float aside(float value, std::size_t i, float share, glm::length_t axis, bool back) const {
    if (request_.finer.empty()) return value;
    const std::size_t at = factors_[i] >= factors_[i + 1] ? i : i + 1;
    const FinerSkin& box = request_.finer[box_[at]];
    const float more = glm::mix(factors_[i], factors_[i + 1], std::clamp(share, 0.0f, 1.0f)) - 1.0f;
    float low = box.low[axis], high = box.high[axis];
    const bool turned = axis == 0 && request_.symmetric;
    if (turned) {
      low = std::max(0.0f, -box.high.x);
      high = -box.low.x;
    }
    const float x = turned ? std::abs(value) : value, still = std::clamp(0.0f, low, high);
    const float below = more * (low - still), above = more * (high - still);
    float out = x + more * (std::clamp(x, low, high) - still);
    if (back) out = x < low + below ? x - below : x > high + above ? x - above : still + (x - still) / (1.0f + more);
    return turned && value < 0.0f ? -out : out;
  }

  const SkinRequest& request_;
  float low_;
  std::vector<float> factors_, stretched_;
  std::vector<std::size_t> box_;  // the one that the factor is of
};

// Smoothing that does not shrink: a step towards the neighbours' middle and a longer one back (Taubin 1995).
// `moves`: the vertices that are moved; all, if it is empty.
void smooth(MeshData& mesh, int rounds, const std::vector<bool>& moves = {}) {
  std::vector<glm::vec3> sums(mesh.positions.size());
  std::vector<float> counts(mesh.positions.size());
  for (int step = 0; step < 2 * rounds; ++step) {
    const float share = step % 2 == 0 ? 0.5f : -0.53f;
    std::fill(sums.begin(), sums.end(), glm::vec3(0.0f));
    std::fill(counts.begin(), counts.end(), 0.0f);
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {  // each edge is met once in either direction
      const std::uint32_t from = mesh.indices[i], to = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
      sums[from] += mesh.positions[to];
      counts[from] += 1.0f;
    }
    for (std::size_t v = 0; v < sums.size(); ++v) {
      if (counts[v] > 0.0f && (moves.empty() || moves[v]))
        mesh.positions[v] += share * (sums[v] / counts[v] - mesh.positions[v]);
    }
  }
}

// Corners of triangles that look another way than what is around them go to the middle of their neighbours.
void unfold(MeshData& mesh) {
  constexpr int rounds = 10;
  constexpr float folded = 0.7f;  // cosine
  for (int round = 0; round < rounds; ++round) {
    compute_normals(mesh);
    std::vector<glm::vec3> sums(mesh.positions.size(), glm::vec3(0.0f));
    std::vector<float> counts(mesh.positions.size(), 0.0f);
    std::vector<bool> bad(mesh.positions.size(), false);
    bool any = false;
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
      const std::uint32_t* index = &mesh.indices[3 * t];
      const glm::vec3 a = mesh.positions[index[0]], b = mesh.positions[index[1]], c = mesh.positions[index[2]];
      const glm::vec3 face = glm::cross(b - a, c - a);
      for (std::size_t k = 0; k < 3; ++k) {
        sums[index[k]] += mesh.positions[index[(k + 1) % 3]];
        counts[index[k]] += 1.0f;
        if (glm::dot(face, mesh.normals[index[k]]) >= folded * glm::length(face)) continue;
        bad[index[0]] = bad[index[1]] = bad[index[2]] = any = true;
      }
    }
    if (!any) return;
    for (std::size_t v = 0; v < bad.size(); ++v) {
      if (bad[v] && counts[v] > 0.0f) mesh.positions[v] += 0.7f * (sums[v] / counts[v] - mesh.positions[v]);
    }
  }
}

// Towards the middle of the neighbours, over and over, where the skin is to be even.
void even_out(MeshData& mesh, const SkinRequest& request) {
  if (!request.here) return;
  constexpr int rounds = 40;
  std::vector<float> share;
  for (const glm::vec3 p : mesh.positions) share.push_back(0.5f * request.here(p).evened);
  if (std::none_of(share.begin(), share.end(), [](float s) { return s > 0.0f; })) return;
  std::vector<glm::vec3> sums(mesh.positions.size());
  std::vector<float> counts(mesh.positions.size());
  for (int round = 0; round < rounds; ++round) {
    std::fill(sums.begin(), sums.end(), glm::vec3(0.0f));
    std::fill(counts.begin(), counts.end(), 0.0f);
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
      const std::uint32_t from = mesh.indices[i], to = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
      if (share[from] <= 0.0f) continue;
      sums[from] += mesh.positions[to];
      counts[from] += 1.0f;
    }
    for (std::size_t v = 0; v < sums.size(); ++v) {
      if (counts[v] > 0.0f) mesh.positions[v] += share[v] * (sums[v] / counts[v] - mesh.positions[v]);
    }
  }
}

// What is not within a finer box: there edges are long, and what the grid left of itself lies farther apart.
std::vector<bool> coarse_vertices(const MeshData& mesh, const SkinRequest& request) {
  std::vector<bool> coarse;
  for (glm::vec3 p : mesh.positions) {
    if (request.symmetric) p.x = -std::abs(p.x);
    coarse.push_back(std::none_of(request.finer.begin(), request.finer.end(), [&](const FinerSkin& box) {
      const glm::vec3 within = glm::min(p - box.low, box.high - p);
      return std::min({within.x, within.y, within.z}) >= 0.0f;
    }));
  }
  return coarse;
}

Result<MeshData> finished(const MeshData& surface, const SkinRequest& request) {
  const std::size_t triangles = request.triangles;
  std::vector<MeshData> pieces = components(surface);
  std::erase_if(pieces, [](const MeshData& piece) { return signed_volume(piece) <= 0.0; });
  if (pieces.empty()) return Error{"The bodies are too thin to carry a skin", {}, "Choose smaller voxels"};
  MeshData skin = std::move(pieces.front());
  skin.uv.clear();
  smooth(skin, 1);
  smooth(skin, 11, coarse_vertices(skin, request));
  even_out(skin, request);
  compute_normals(skin);
  // In steps: the simplifier leaves slivers, which smoothing evens out.
  while (skin.triangle_count() > triangles) {
    MeshData fewer = simplified(skin, std::max(triangles, skin.triangle_count() / 2));
    if (fewer.triangle_count() == skin.triangle_count() || !examine(fewer).closed()) break;
    skin = std::move(fewer);
    unfold(skin);
    smooth(skin, 1);
    smooth(skin, 3, coarse_vertices(skin, request));
    unfold(skin);
    compute_normals(skin);
  }
  return skin;
}

}  // namespace

Result<MeshData> skin_over(const std::vector<MeshData>& bodies, const SkinRequest& request) {
  MeshData surface;
  {
    SkinField field(bodies, request);
    if (Status found = field.find(); !found) return found.error();
    const Stretch stretch(request, field.low().y, field.high().y);
    LevelRequest level;
    level.low = stretch.to(field.low()) - stretch.most();
    level.high = stretch.to(field.high()) + stretch.most();
    level.edge_mm = request.edge_mm;
    surface = level_surface(
        [&](std::span<const glm::vec3> at, std::span<float> values) {
          for (std::size_t i = 0; i < at.size(); ++i) values[i] = field.at(stretch.from(at[i]));
        },
        level);
    for (glm::vec3& p : surface.positions) p = stretch.from(p);
  }
  return finished(surface, request);
}

}  // namespace palpate
