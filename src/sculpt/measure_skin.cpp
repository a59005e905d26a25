#include "symmetry.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/measure.h>

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
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
                  float shared_mm) {
  MeshData patch;
  patch.positions = skin.positions;
  const auto belongs = [&](std::uint32_t vertex) {
    float nearest = std::numeric_limits<float>::infinity();
    for (const std::vector<float>& to : distance) nearest = std::min(nearest, to[vertex]);
    return distance[part][vertex] < nearest + shared_mm;
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

std::vector<float> along_axis(const MeshData& patch, glm::vec3 axis) {
  std::vector<float> along;
  if (glm::length(axis) == 0.0f) return along;
  for (const glm::vec3 p : patch.positions) along.push_back(glm::dot(p, axis));
  const auto [low, high] = std::minmax_element(along.begin(), along.end());
  const float from = *low, length = std::max(1e-6f, *high - *low);
  for (float& value : along) value = (value - from) / length;
  return along;
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
    const MeshData patch = patch_of(skin, both, i, parts[i].shared_mm);
    if (parts[i].shell) {
      Result<Shell> shell = measure_shell(patch, *parts[i].shell);
      if (!shell) return Error{fmt::format("The skin of \"{}\": {}", parts[i].name, shell.error().what), "", ""};
      forms.emplace_back(std::move(*shell));
      continue;
    }
    Result<Loft> loft = measure_loft(patch, along_axis(patch, parts[i].axis), parts[i].request);
    if (!loft) return Error{fmt::format("The skin of \"{}\": {}", parts[i].name, loft.error().what), "", ""};
    if (parts[i].midline) *loft = symmetric(std::move(*loft));
    loft->both_sides = !parts[i].midline;
    forms.emplace_back(std::move(*loft));
  }
  return forms;
}

}  // namespace palpate
