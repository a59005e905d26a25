// Muscles measured one by one reach into bones measured one by one: here they are moved out.
#pragma once

#include <palpate/sculpt/solid.h>

#include <span>
#include <vector>

namespace palpate {

// A bone, or the mirror image of one.
struct Obstacle {
  const Solid* solid = nullptr;
  bool mirrored = false;
};

// How far p lies inside the obstacle that it lies deepest in; very negative where none is near.
[[nodiscard]] Solid::Place deepest_place(glm::vec3 p, std::span<const Obstacle> obstacles, float within);

// The obstacles whose bounds the mesh comes near.
[[nodiscard]] std::vector<Obstacle> near_to(const MeshData& mesh, std::span<const Obstacle> obstacles);

// Moves the vertices that lie in an obstacle or almost touch it to 0.1 to 1.1 mm outside, in their order of depth, so
// that a thin muscle stays a thin muscle. Triangles that still cut in are divided, then moved. What was closed stays
// closed; normals follow.
void keep_out(MeshData& mesh, std::span<const Obstacle> obstacles);

// How far vertices and middles of edges and triangles reach into obstacles, mm; 0 if nowhere.
[[nodiscard]] float deepest_inside(const MeshData& mesh, std::span<const Obstacle> obstacles);

}  // namespace palpate
