// Where something comes out of the skin, or right up to it, the skin is moved outwards, gently around the place.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <vector>

namespace palpate {

// A place on the skin that something lies too near to, or outside of.
struct Uncovered {
  glm::vec3 on{0.0f};  // on the skin, nearest to what lies there
  glm::vec3 by{0.0f};  // mm, along the skin's normal: how far the skin has to move
};

// What of `bodies`, at vertices and along edges, lies less than `least_mm` under the skin; what lies farther than 25 mm
// from the skin, or would have to be followed by more than 4 mm, is left out. The skin must be closed and have normals.
[[nodiscard]] std::vector<Uncovered> uncovered(const MeshData& skin, const std::vector<const MeshData*>& bodies,
                                               float least_mm);

// Moves the skin's vertices, around each such place over some centimetres, by 4 mm at most, until everything lies
// under it by that much, or for some rounds. Triangles stay the same; normals follow. How many places are left.
std::size_t cover(MeshData& skin, const std::vector<const MeshData*>& bodies, float least_mm);

}  // namespace palpate
