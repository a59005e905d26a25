// A scene of meshes under numbers of one's own choice, and the same questions answered by looking at every triangle.
#pragma once

#include "measure.h"

#include <palpate/mesh/mesh_chunk.h>
#include <palpate/mesh/normals.h>
#include <palpate/query/ray_scene.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace palpate::test {

using NumberedMeshes = std::vector<std::pair<std::uint32_t, MeshData>>;

inline std::shared_ptr<const ChunkScenes> chunk_scenes(const NumberedMeshes& meshes) {
  ChunkBuilder builder;
  std::vector<std::uint32_t> structures;
  for (const auto& [structure, mesh] : meshes) {
    MeshData shaded = mesh;
    compute_normals(shaded);
    builder.add(prepare(std::move(shaded), {}, false));
    structures.push_back(structure);
  }
  return std::make_shared<const ChunkScenes>(builder.finish(), structures);
}

struct PlainHit {
  std::uint32_t structure;
  double distance;
  bool entering;
};

// Every triangle along the ray, nearest first.
inline std::vector<PlainHit> plain_hits(const NumberedMeshes& meshes, const Ray& ray) {
  std::vector<PlainHit> hits;
  const glm::dvec3 o = ray.origin, d = ray.direction;
  for (const auto& [structure, mesh] : meshes) {
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
      const glm::dvec3 a = corner(mesh, t, 0), b = corner(mesh, t, 1), c = corner(mesh, t, 2);
      const glm::dvec3 normal = glm::cross(b - a, c - a);
      const double slope = glm::dot(normal, d);
      if (slope == 0.0) continue;
      const double distance = glm::dot(normal, a - o) / slope;
      if (distance < 0.0 || distance > static_cast<double>(ray.length)) continue;
      const glm::dvec3 p = o + d * distance;
      const auto left_of = [&](glm::dvec3 u, glm::dvec3 v) {
        return glm::dot(glm::cross(v - u, p - u), normal) >= 0.0;
      };
      if (left_of(a, b) && left_of(b, c) && left_of(c, a)) hits.push_back({structure, distance, slope < 0.0});
    }
  }
  std::sort(hits.begin(), hits.end(), [](const PlainHit& x, const PlainHit& y) { return x.distance < y.distance; });
  return hits;
}

}  // namespace palpate::test
