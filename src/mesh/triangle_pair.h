// Whether two triangles of a mesh cut through each other.
#pragma once

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace palpate {

struct NumberedTriangle {
  std::array<std::uint32_t, 3> corners;  // the same number is the same corner
  std::array<glm::vec3, 3> at;           // mm
};

// Six times the volume of a tetrahedron, with the sign of its hand. In doubles, which hold the differences of floats
// exactly enough that only what is less than a nanometre from touching is told wrong.
inline double volume_of(const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c, const glm::dvec3& d) {
  return glm::dot(a - d, glm::cross(b - d, c - d));
}

inline bool pierces(const glm::dvec3& from, const glm::dvec3& to, const std::array<glm::vec3, 3>& t) {
  const glm::dvec3 a(t[0]), b(t[1]), c(t[2]);
  const double above = volume_of(a, b, c, from), below = volume_of(a, b, c, to);
  if (!((above < 0.0 && below > 0.0) || (above > 0.0 && below < 0.0))) return false;
  const double one = volume_of(from, to, a, b), two = volume_of(from, to, b, c), three = volume_of(from, to, c, a);
  return (one >= 0.0 && two >= 0.0 && three >= 0.0) || (one <= 0.0 && two <= 0.0 && three <= 0.0);
}

// Whether all corners of u lie on one side of the plane of t, which is told much sooner than the rest.
inline bool lies_aside(const std::array<glm::vec3, 3>& u, const std::array<glm::vec3, 3>& t) {
  const glm::dvec3 a(t[0]), across = glm::cross(glm::dvec3(t[1]) - a, glm::dvec3(t[2]) - a);
  const double one = glm::dot(across, glm::dvec3(u[0]) - a), two = glm::dot(across, glm::dvec3(u[1]) - a),
               three = glm::dot(across, glm::dvec3(u[2]) - a);
  return (one > 0.0 && two > 0.0 && three > 0.0) || (one < 0.0 && two < 0.0 && three < 0.0);
}

// Triangles that share a corner cut through each other if the side that lies opposite to it goes through the other;
// those that share a side never do.
inline bool cut_through(const NumberedTriangle& t, const NumberedTriangle& u) {
  std::array<std::size_t, 3> rest_of_t{}, rest_of_u{};
  std::size_t t_count = 0, u_count = 0;
  const auto has = [](const NumberedTriangle& in, std::uint32_t v) {
    return in.corners[0] == v || in.corners[1] == v || in.corners[2] == v;
  };
  for (std::size_t k = 0; k < 3; ++k) {
    if (!has(u, t.corners[k])) rest_of_t[t_count++] = k;
    if (!has(t, u.corners[k])) rest_of_u[u_count++] = k;
  }
  if (t_count < 2 || u_count < 2) return false;
  if (t_count == 2) {
    return pierces(glm::dvec3(t.at[rest_of_t[0]]), glm::dvec3(t.at[rest_of_t[1]]), u.at) ||
           pierces(glm::dvec3(u.at[rest_of_u[0]]), glm::dvec3(u.at[rest_of_u[1]]), t.at);
  }
  if (lies_aside(u.at, t.at) || lies_aside(t.at, u.at)) return false;
  for (std::size_t k = 0; k < 3; ++k) {
    if (pierces(glm::dvec3(t.at[k]), glm::dvec3(t.at[(k + 1) % 3]), u.at)) return true;
    if (pierces(glm::dvec3(u.at[k]), glm::dvec3(u.at[(k + 1) % 3]), t.at)) return true;
  }
  return false;
}

}  // namespace palpate
