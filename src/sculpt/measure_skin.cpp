#include "symmetry.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/measure.h>

#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t points_a_part = 12'000;

PointTree tree_over(const std::vector<MeshData>& meshes) {
  std::vector<glm::vec3> points;
  for (const MeshData& mesh : meshes) {
    for (const SurfacePoint& point : spread_points(mesh, points_a_part / std::max<std::size_t>(1, meshes.size()))) {
      points.push_back(point.position);
    }
  }
  return PointTree(std::move(points));
}

MeshData patch_of(const MeshData& skin, const std::vector<std::vector<float>>& distance, std::size_t part,
                  const SkinPart& rule) {
  MeshData patch;
  patch.positions = skin.positions;
  const auto belongs = [&](std::uint32_t vertex) {
    float nearest = std::numeric_limits<float>::infinity();
    for (const std::vector<float>& to : distance) nearest = std::min(nearest, to[vertex]);
    return distance[part][vertex] < nearest + rule.shared_mm && skin.positions[vertex].y > rule.lowest_mm;
  };
  for (std::size_t t = 0; t < skin.triangle_count(); ++t) {
    const std::uint32_t* corner = &skin.indices[3 * t];
    if (belongs(corner[0]) && belongs(corner[1]) && belongs(corner[2])) {
      patch.indices.insert(patch.indices.end(), {corner[0], corner[1], corner[2]});
    }
  }
  patch = compact(patch);
  const std::vector<MeshData> pieces = components(patch);
  if (!pieces.empty()) patch = pieces.front();
  compute_normals(patch);
  return patch;
}

glm::vec3 longest_way(const std::vector<glm::vec3>& points) {
  glm::vec3 mean(0.0f);
  for (const glm::vec3 p : points) mean += p / static_cast<float>(points.size());
  glm::mat3 spread(0.0f);
  for (const glm::vec3 p : points) spread += glm::outerProduct(p - mean, p - mean);
  glm::vec3 way(0.1f, -1.0f, 0.1f);
  for (int i = 0; i < 60; ++i) way = glm::normalize(spread * way);  // power iteration
  return way.y > 0.0f ? -way : way;
}

// How far the mesh lies along a way, 0..1.
std::vector<float> along_way(const MeshData& patch, glm::vec3 way) {
  std::vector<float> along;
  for (const glm::vec3 p : patch.positions) along.push_back(glm::dot(p, way));
  const auto [low, high] = std::minmax_element(along.begin(), along.end());
  const float from = *low, length = std::max(1e-6f, *high - *low);
  for (float& value : along) value = (value - from) / length;
  return along;
}

// The range of `along` within which the mesh goes all the way round its middle, seen from both ends.
std::pair<float, float> complete_range(const MeshData& patch, const std::vector<float>& along, glm::vec3 way) {
  constexpr std::size_t slices = 40, sectors = 16;
  std::vector<glm::vec3> middle(slices, glm::vec3(0.0f));
  std::vector<float> count(slices, 0.0f);
  const auto slice_of = [&](std::size_t i) {
    return std::min(slices - 1, static_cast<std::size_t>(along[i] * static_cast<float>(slices)));
  };
  for (std::size_t i = 0; i < along.size(); ++i) {
    middle[slice_of(i)] += patch.positions[i];
    count[slice_of(i)] += 1.0f;
  }
  const glm::vec3 side =
      glm::normalize(glm::cross(way, std::abs(way.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)));
  const glm::vec3 other = glm::cross(way, side);
  std::vector<std::bitset<sectors>> seen(slices);
  for (std::size_t i = 0; i < along.size(); ++i) {
    const std::size_t s = slice_of(i);
    const glm::vec3 away = patch.positions[i] - middle[s] / count[s];
    const float turn =
        std::atan2(glm::dot(away, other), glm::dot(away, side)) / std::numbers::pi_v<float> * 0.5f + 0.5f;
    seen[s].set(std::min(sectors - 1, static_cast<std::size_t>(turn * static_cast<float>(sectors))));
  }
  std::size_t first = 0, last = slices - 1;
  while (first < slices / 2 && seen[first].count() < sectors - 1) ++first;
  while (last > slices / 2 && seen[last].count() < sectors - 1) --last;
  const auto share = [](std::size_t s) { return static_cast<float>(s) / static_cast<float>(slices); };
  return {share(first), share(last + 1)};
}

MeshData cut_square(const MeshData& patch, const std::vector<float>& along, std::pair<float, float> range) {
  MeshData kept{patch.positions, {}, {}, {}};
  const auto within = [&](std::uint32_t i) { return along[i] >= range.first && along[i] <= range.second; };
  for (std::size_t t = 0; t < patch.triangle_count(); ++t) {
    const std::uint32_t* corner = &patch.indices[3 * t];
    if (within(corner[0]) && within(corner[1]) && within(corner[2])) {
      kept.indices.insert(kept.indices.end(), {corner[0], corner[1], corner[2]});
    }
  }
  kept = compact(kept);
  compute_normals(kept);
  return kept;
}

}  // namespace

Result<std::vector<Form>> measure_skin(const MeshData& skin, const std::vector<SkinPart>& parts) {
  std::vector<std::vector<float>> distance;
  for (const SkinPart& part : parts) {
    const PointTree tree = tree_over(part.bones);
    if (tree.empty()) return Error{fmt::format("There are no bones to find the skin of \"{}\" by", part.name), "", ""};
    std::vector<float> to;
    to.reserve(skin.positions.size());
    for (const glm::vec3 p : skin.positions) {
      const bool other_side = !part.midline && p.x > 0.0f;
      to.push_back(other_side ? 1e9f : tree.distance(p));
    }
    distance.push_back(std::move(to));
  }
  // On the left, what belongs to the limbs is no part of the trunk: limbs are known there by their mirror images.
  std::vector<std::vector<float>> both = distance;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].midline) continue;
    const PointTree tree = tree_over(parts[i].bones);
    std::vector<float> left;
    for (const glm::vec3 p : skin.positions) left.push_back(p.x > 0.0f ? tree.distance(mirrored(p)) : 1e9f);
    both.push_back(std::move(left));
  }
  std::vector<Form> forms;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    MeshData patch = patch_of(skin, both, i, parts[i]);
    if (parts[i].shell) {
      Result<Shell> shell = measure_shell(patch, *parts[i].shell);
      if (!shell) return Error{fmt::format("The skin of \"{}\": {}", parts[i].name, shell.error().what), "", ""};
      forms.emplace_back(std::move(*shell));
      continue;
    }
    const glm::vec3 way = glm::length(parts[i].axis) > 0.0f ? parts[i].axis : longest_way(patch.positions);
    if (parts[i].trimmed_at_origin || parts[i].trimmed_at_insertion) {
      const std::vector<float> along = along_way(patch, way);
      std::pair<float, float> range = complete_range(patch, along, way);
      if (!parts[i].trimmed_at_origin) range.first = 0.0f;
      if (!parts[i].trimmed_at_insertion) range.second = 1.0f;
      patch = cut_square(patch, along, range);
    }
    Result<Loft> loft = measure_loft(patch, along_way(patch, way), parts[i].request);
    if (!loft) return Error{fmt::format("The skin of \"{}\": {}", parts[i].name, loft.error().what), "", ""};
    if (parts[i].midline) *loft = symmetric(std::move(*loft));
    loft->both_sides = !parts[i].midline;
    forms.emplace_back(std::move(*loft));
  }
  return forms;
}

}  // namespace palpate
