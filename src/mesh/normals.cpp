#include <palpate/mesh/normals.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

float angle_between(glm::vec3 a, glm::vec3 b) {
  const float lengths = std::sqrt(glm::dot(a, a) * glm::dot(b, b));
  return lengths > 0.0f ? std::acos(std::clamp(glm::dot(a, b) / lengths, -1.0f, 1.0f)) : 0.0f;
}

}  // namespace

void compute_normals(MeshData& mesh) {
  mesh.normals.assign(mesh.positions.size(), glm::vec3(0.0f));
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const std::uint32_t corner[3] = {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]};
    const glm::vec3 a = mesh.positions[corner[0]], b = mesh.positions[corner[1]], c = mesh.positions[corner[2]];
    const glm::vec3 cross = glm::cross(b - a, c - a);
    const float length = glm::length(cross);
    if (length <= 0.0f) continue;
    const glm::vec3 normal = cross / length;
    mesh.normals[corner[0]] += normal * angle_between(b - a, c - a);
    mesh.normals[corner[1]] += normal * angle_between(c - b, a - b);
    mesh.normals[corner[2]] += normal * angle_between(a - c, b - c);
  }
  for (glm::vec3& normal : mesh.normals) {
    const float length = glm::length(normal);
    normal = length > 1e-12f ? normal / length : glm::vec3(0.0f, 1.0f, 0.0f);
  }
}

}  // namespace palpate
