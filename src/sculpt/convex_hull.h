// The convex hull of a few points.
#pragma once

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace palpate {

// Triangles, counter-clockwise seen from outside; none if the points lie in one plane. Points in a face or an edge may
// or may not become corners.
[[nodiscard]] std::vector<std::array<std::uint32_t, 3>> convex_hull(const std::vector<glm::dvec3>& points);

}  // namespace palpate
