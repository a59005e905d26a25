// How near two triangles come to each other.
#pragma once

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <array>

namespace palpate {

using Triangle = std::array<glm::vec3, 3>;

// Closest point of a triangle.
[[nodiscard]] glm::vec3 closest_on_triangle(glm::vec3 p, const Triangle& triangle);

// Whether the triangles come within `reach` of each other, or meet.
[[nodiscard]] bool within_reach(const Triangle& a, const Triangle& b, float reach);

}  // namespace palpate
