#include <palpate/mesh/surface_points.h>

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr std::size_t neighbours = 8;

std::array<glm::vec3, 3> corners(const MeshData& mesh, std::size_t triangle) {
  const std::uint32_t* index = &mesh.indices[3 * triangle];
  return {mesh.positions[index[0]], mesh.positions[index[1]], mesh.positions[index[2]]};
}

// The n-th point of a sequence that fills the unit square evenly from its beginning on (Roberts 2018, "R2").
glm::vec2 even_place(std::size_t n) {
  const double x = 0.5 + 0.7548776662466927 * static_cast<double>(n);
  const double y = 0.5 + 0.5698402909980532 * static_cast<double>(n);
  return {static_cast<float>(x - std::floor(x)), static_cast<float>(y - std::floor(y))};
}

std::vector<glm::vec3> positions_of(const std::vector<SurfacePoint>& points) {
  std::vector<glm::vec3> positions;
  positions.reserve(points.size());
  for (const SurfacePoint& point : points) positions.push_back(point.position);
  return positions;
}

// With a point in the middle of each triangle that is too small to have got one: no triangle is forgotten.
std::vector<SurfacePoint> one_on_each_at_least(const MeshData& mesh, std::size_t count) {
  std::vector<SurfacePoint> points = spread_points(mesh, count);
  std::vector<bool> has_one(mesh.triangle_count(), false);
  for (const SurfacePoint& point : points) has_one[point.triangle] = true;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    if (has_one[t]) continue;
    const auto [a, b, c] = corners(mesh, t);
    const glm::vec3 cross = glm::cross(b - a, c - a);
    const float twice = glm::length(cross);
    if (twice > 0.0f)
      points.push_back({(a + b + c) / 3.0f, cross / twice, static_cast<std::uint32_t>(t), glm::vec3(1.0f / 3.0f)});
  }
  return points;
}

}  // namespace

double surface_area(const MeshData& mesh) {
  double area = 0.0;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const auto [a, b, c] = corners(mesh, t);
    area += 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
  }
  return area;
}

std::vector<SurfacePoint> spread_points(const MeshData& mesh, std::size_t count) {
  std::vector<SurfacePoint> points;
  const double area = surface_area(mesh);
  if (area <= 0.0 || count == 0) return points;
  points.reserve(count + 1);
  const double step = area / static_cast<double>(count);
  double next = 0.5 * step, before = 0.0;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const auto [a, b, c] = corners(mesh, t);
    const glm::vec3 cross = glm::cross(b - a, c - a);
    const float twice = glm::length(cross);
    before += 0.5 * static_cast<double>(twice);
    for (; next < before; next += step) {
      const glm::vec2 place = even_place(points.size());
      const float root = std::sqrt(place.x);
      const glm::vec3 weights(1.0f - root, root * (1.0f - place.y), root * place.y);
      points.push_back(
          {weights.x * a + weights.y * b + weights.z * c, cross / twice, static_cast<std::uint32_t>(t), weights});
    }
  }
  return points;
}

// Ericson, Real-Time Collision Detection (2005), 5.1.5: the regions of a triangle's corners, edges and face.
glm::vec3 nearest_on_triangle(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c) {
  const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
  const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
  if (d1 <= 0.0f && d2 <= 0.0f) return a;
  const glm::vec3 bp = p - b;
  const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
  if (d3 >= 0.0f && d4 <= d3) return b;
  const float vc = d1 * d4 - d3 * d2;
  if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) return a + (d1 / (d1 - d3)) * ab;
  const glm::vec3 cp = p - c;
  const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
  if (d6 >= 0.0f && d5 <= d6) return c;
  const float vb = d5 * d2 - d1 * d6;
  if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) return a + (d2 / (d2 - d6)) * ac;
  const float va = d3 * d6 - d5 * d4;
  if (va <= 0.0f && d4 - d3 >= 0.0f && d5 - d6 >= 0.0f) return b + ((d4 - d3) / ((d4 - d3) + (d5 - d6))) * (c - b);
  const float scale = 1.0f / (va + vb + vc);
  return a + (vb * scale) * ab + (vc * scale) * ac;
}

SurfaceTree::SurfaceTree(const MeshData& mesh, std::size_t points)
    : mesh_{mesh.positions, {}, {}, mesh.indices},
      points_(one_on_each_at_least(mesh, points)),
      tree_(positions_of(points_)) {}

SurfaceTree::Place SurfaceTree::nearest(glm::vec3 p) const {
  std::array<std::uint32_t, neighbours> near{};
  const std::size_t found = tree_.nearest_few(p, near);
  Place best;
  best.distance = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < found; ++i) {
    const SurfacePoint& point = points_[near[i]];
    const auto [a, b, c] = corners(mesh_, point.triangle);
    const glm::vec3 place = nearest_on_triangle(p, a, b, c);
    const float distance = glm::distance(p, place);
    if (distance < best.distance) best = {place, point.normal, point.triangle, distance};
  }
  return best;
}

}  // namespace palpate
