// The surface where a function of place is zero, as a closed mesh of well-shaped triangles.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <functional>
#include <span>

namespace palpate {

// Fills `values` with the field at the places `at`: negative inside, positive outside, about the distance from the
// surface near it. Asked for many places at a time; the value must depend on the place alone.
using Field = std::function<void(std::span<const glm::vec3> at, std::span<float> values)>;

struct LevelRequest {
  glm::vec3 low{0.0f}, high{0.0f};  // the surface lies within; what does not is cut off there, and the cut is closed
  float edge_mm = 1.0f;             // about how long edges become
  float finest_mm = 0.0f;           // how thin a thing is still found; 0, or more than edge_mm: edge_mm
  // The steepest slope of the field, about: where its value says that the surface is too far away to pass by, it is
  // not looked for. Parts of the surface that hang together with what was found are found in any case.
  float steepness = 2.0f;
};

// Closed, 2-manifold and outside out for whatever function; empty if no surface was met. Marching tetrahedra on a
// lattice, then short edges collapse, long ones split, and vertices are spread evenly along the surface. The same
// function and request give the same mesh. With normals; without uv.
[[nodiscard]] MeshData level_surface(const Field& field, const LevelRequest& request);

// As the lattice has it, which is as fine as `finest_mm`: many uneven triangles that never cut through each other, for
// `decimated` to thin out. Closed, 2-manifold and outside out; without normals.
[[nodiscard]] MeshData marched_surface(const Field& field, const LevelRequest& request);

}  // namespace palpate
