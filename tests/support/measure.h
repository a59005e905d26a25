// Measures of meshes by the plainest way there is, to hold the program's faster ways against.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <vector>

namespace palpate::test {

inline glm::vec3 corner(const MeshData& mesh, std::size_t triangle, std::size_t k) {
  return mesh.positions[mesh.indices[triangle * 3 + k]];
}

inline double area(const MeshData& mesh) {
  double sum = 0.0;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const glm::dvec3 a = corner(mesh, t, 0), b = corner(mesh, t, 1), c = corner(mesh, t, 2);
    sum += 0.5 * glm::length(glm::cross(b - a, c - a));
  }
  return sum;
}

// Every triangle with vertices of its own, as many files hold them.
inline MeshData soup(const MeshData& mesh) {
  MeshData out;
  for (const std::uint32_t index : mesh.indices) {
    out.indices.push_back(static_cast<std::uint32_t>(out.positions.size()));
    out.positions.push_back(mesh.positions[index]);
    if (!mesh.normals.empty()) out.normals.push_back(mesh.normals[index]);
    if (!mesh.uv.empty()) out.uv.push_back(mesh.uv[index]);
  }
  return out;
}

inline glm::vec3 nearest_on_segment(glm::vec3 p, glm::vec3 a, glm::vec3 b) {
  const float squared = glm::dot(b - a, b - a);
  const float t = squared > 0.0f ? std::clamp(glm::dot(p - a, b - a) / squared, 0.0f, 1.0f) : 0.0f;
  return glm::mix(a, b, t);
}

// The foot of the perpendicular if it lies inside the triangle, else the nearest of the three edges.
inline glm::vec3 nearest_on_triangle(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c) {
  const glm::dvec3 n = glm::cross(glm::dvec3(b - a), glm::dvec3(c - a));
  const double squared = glm::dot(n, n);
  if (squared > 0.0) {
    const glm::dvec3 foot = glm::dvec3(p) - n * (glm::dot(glm::dvec3(p - a), n) / squared);
    const auto left_of = [&](glm::dvec3 u, glm::dvec3 v) { return glm::dot(glm::cross(v - u, foot - u), n) >= 0.0; };
    if (left_of(a, b) && left_of(b, c) && left_of(c, a)) return foot;
  }
  const glm::vec3 on_edges[3] = {nearest_on_segment(p, a, b), nearest_on_segment(p, b, c), nearest_on_segment(p, c, a)};
  return *std::min_element(on_edges, on_edges + 3,
                           [&](glm::vec3 x, glm::vec3 y) { return glm::distance(x, p) < glm::distance(y, p); });
}

inline float distance_to(const MeshData& mesh, glm::vec3 p) {
  float best = std::numeric_limits<float>::infinity();
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    best = std::min(
        best, glm::distance(p, nearest_on_triangle(p, corner(mesh, t, 0), corner(mesh, t, 1), corner(mesh, t, 2))));
  }
  return best;
}

// Corners and centres of all triangles.
inline std::vector<glm::vec3> samples_of(const MeshData& mesh) {
  std::vector<glm::vec3> points;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const glm::vec3 a = corner(mesh, t, 0), b = corner(mesh, t, 1), c = corner(mesh, t, 2);
    points.insert(points.end(), {a, b, c, (a + b + c) / 3.0f});
  }
  return points;
}

// The triangles as a set that does not know the order of vertices or of triangles, only places and the way round.
using TriangleSet = std::multiset<std::vector<float>>;
inline TriangleSet triangle_set(const MeshData& mesh) {
  TriangleSet set;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    std::vector<float> best;
    for (std::size_t start = 0; start < 3; ++start) {
      std::vector<float> turned;
      for (std::size_t k = 0; k < 3; ++k) {
        const glm::vec3 p = corner(mesh, t, (start + k) % 3);
        turned.insert(turned.end(), {p.x, p.y, p.z});
      }
      if (best.empty() || turned < best) best = turned;
    }
    set.insert(best);
  }
  return set;
}

// Numbers that are the same on every machine, unlike those of the standard distributions.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  float unit() { return static_cast<float>(engine_() >> 8) / static_cast<float>(1u << 24); }  // 0 .. below 1
  float between(float low, float high) { return low + (high - low) * unit(); }
  std::uint32_t below(std::uint32_t count) { return engine_() % count; }
  glm::vec3 in_box(glm::vec3 low, glm::vec3 high) {
    const float x = unit(), y = unit(), z = unit();
    return low + (high - low) * glm::vec3(x, y, z);
  }
  glm::vec3 direction() {
    while (true) {
      const glm::vec3 v = in_box(glm::vec3(-1.0f), glm::vec3(1.0f));
      const float length = glm::length(v);
      if (length > 0.05f && length <= 1.0f) return v / length;
    }
  }

 private:
  std::mt19937 engine_;
};

}  // namespace palpate::test
