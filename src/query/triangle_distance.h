// How near two triangles, or a triangle and a stretch of a line, come to each other.
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

// Where a stretch and a triangle come nearest to each other; distance 0 where it goes through.
struct Approach {
  glm::vec3 on_stretch{0.0f};
  glm::vec3 on_triangle{0.0f};
  float distance = 0.0f;
};
[[nodiscard]] Approach approach(glm::vec3 from, glm::vec3 to, const Triangle& triangle);

}  // namespace palpate
