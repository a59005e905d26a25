#include <palpate/sculpt/solid.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t fewest_points = 2'000, most_points = 20'000;
constexpr double points_a_mm2 = 0.6;
constexpr float on_the_surface = 1e-3f;  // mm: here the way out is the normal's

std::size_t points_for(const MeshData& mesh) {
  return std::clamp(static_cast<std::size_t>(points_a_mm2 * surface_area(mesh)), fewest_points, most_points);
}

}  // namespace

Solid::Solid(MeshData mesh)
    : mesh_(std::move(mesh)), low_(1e30f), high_(-1e30f), tree_(mesh_, points_for(mesh_)), winding_(mesh_) {
  for (const glm::vec3& p : mesh_.positions) {
    low_ = glm::min(low_, p);
    high_ = glm::max(high_, p);
  }
}

Solid::Place Solid::place_of(glm::vec3 p) const {
  const SurfaceTree::Place nearest = tree_.nearest(p);
  const bool inside = winding_.at(p) > 0.5f;
  const glm::vec3 way = inside ? nearest.position - p : p - nearest.position;
  Place place{inside ? nearest.distance : -nearest.distance, nearest.position, nearest.normal};
  if (nearest.distance > on_the_surface) place.outward = way / nearest.distance;
  return place;
}

bool Solid::may_be_near(glm::vec3 p, float within) const {
  return !tree_.empty() && glm::all(glm::greaterThan(p, low_ - within)) && glm::all(glm::lessThan(p, high_ + within));
}

}  // namespace palpate
