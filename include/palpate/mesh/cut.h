// Cutting a mesh along planes.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <span>

namespace palpate {

struct Plane {
  glm::vec3 point{0.0f};
  glm::vec3 normal{0.0f, 1.0f, 0.0f};  // need not be of unit length

  [[nodiscard]] float distance(glm::vec3 p) const;  // positive on the side of the normal
};

struct CutMesh {
  MeshData front;  // on the side of the normal
  MeshData back;
};

// Triangles that cross the plane are cut, so that both sides end exactly on it. The cut is not closed.
[[nodiscard]] CutMesh cut(const MeshData& mesh, const Plane& plane);

// What lies on the front of all planes.
[[nodiscard]] MeshData cut_out(const MeshData& mesh, std::span<const Plane> planes);

// The mirror image at the plane x = 0, still outside out.
[[nodiscard]] MeshData mirror_image(const MeshData& mesh);

}  // namespace palpate
