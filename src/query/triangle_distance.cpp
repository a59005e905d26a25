#include "triangle_distance.h"

#include <palpate/mesh/surface_points.h>

#include <optional>

namespace palpate {
namespace {

struct Pair {
  glm::vec3 first{0.0f}, second{0.0f};
};

// Where two stretches come nearest to each other (Ericson, Real-Time Collision Detection, 5.1.9).
Pair nearest_of(glm::vec3 p1, glm::vec3 q1, glm::vec3 p2, glm::vec3 q2) {
  constexpr float no_length = 1e-12f;
  const glm::vec3 d1 = q1 - p1, d2 = q2 - p2, r = p1 - p2;
  const float a = glm::dot(d1, d1), e = glm::dot(d2, d2), f = glm::dot(d2, r), c = glm::dot(d1, r);
  float s = 0.0f, t = 0.0f;
  if (a <= no_length) {
    t = e <= no_length ? 0.0f : glm::clamp(f / e, 0.0f, 1.0f);
  } else if (e <= no_length) {
    s = glm::clamp(-c / a, 0.0f, 1.0f);
  } else {
    const float b = glm::dot(d1, d2), denominator = a * e - b * b;
    s = denominator > 0.0f ? glm::clamp((b * f - c * e) / denominator, 0.0f, 1.0f) : 0.0f;
    t = (b * s + f) / e;
    if (t < 0.0f) {
      t = 0.0f;
      s = glm::clamp(-c / a, 0.0f, 1.0f);
    } else if (t > 1.0f) {
      t = 1.0f;
      s = glm::clamp((b - c) / a, 0.0f, 1.0f);
    }
  }
  return {p1 + d1 * s, p2 + d2 * t};
}

float squared_distance(glm::vec3 p1, glm::vec3 q1, glm::vec3 p2, glm::vec3 q2) {
  const Pair nearest = nearest_of(p1, q1, p2, q2);
  const glm::vec3 gap = nearest.first - nearest.second;
  return glm::dot(gap, gap);
}

// Where the stretch from p to q goes through the triangle (Moeller and Trumbore 1997): a share of the stretch.
std::optional<float> piercing(glm::vec3 p, glm::vec3 q, const Triangle& triangle) {
  const glm::vec3 way = q - p, e1 = triangle[1] - triangle[0], e2 = triangle[2] - triangle[0];
  const glm::vec3 h = glm::cross(way, e2);
  const float determinant = glm::dot(e1, h);
  if (determinant == 0.0f) return std::nullopt;
  const glm::vec3 s = p - triangle[0], k = glm::cross(s, e1);
  const float u = glm::dot(s, h) / determinant, v = glm::dot(way, k) / determinant;
  const float t = glm::dot(e2, k) / determinant;
  if (u < 0.0f || v < 0.0f || u + v > 1.0f || t < 0.0f || t > 1.0f) return std::nullopt;
  return t;
}

}  // namespace

glm::vec3 closest_on_triangle(glm::vec3 p, const Triangle& triangle) {
  return nearest_on_triangle(p, triangle[0], triangle[1], triangle[2]);
}

bool within_reach(const Triangle& a, const Triangle& b, float reach) {
  const float squared = reach * reach;
  const auto near = [&](glm::vec3 p, const Triangle& triangle) {
    const glm::vec3 gap = closest_on_triangle(p, triangle) - p;
    return glm::dot(gap, gap) <= squared;
  };
  for (std::size_t i = 0; i < 3; ++i) {
    if (near(a[i], b) || near(b[i], a)) return true;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const glm::vec3 p = a[i], q = a[(i + 1) % 3];
    for (std::size_t k = 0; k < 3; ++k) {
      if (squared_distance(p, q, b[k], b[(k + 1) % 3]) <= squared) return true;
    }
    if (piercing(p, q, b) || piercing(b[i], b[(i + 1) % 3], a)) return true;
  }
  return false;
}

Approach approach(glm::vec3 from, glm::vec3 to, const Triangle& triangle) {
  // Near the origin floats are finer than at the height of a head.
  const glm::vec3 end = to - from;
  const Triangle near{triangle[0] - from, triangle[1] - from, triangle[2] - from};
  if (const auto share = piercing({}, end, near)) return {from + *share * end, from + *share * end, 0.0f};
  Pair best{{}, closest_on_triangle({}, near)};
  const auto take = [&](Pair pair) {
    const glm::vec3 gap = pair.first - pair.second, best_gap = best.first - best.second;
    if (glm::dot(gap, gap) < glm::dot(best_gap, best_gap)) best = pair;
  };
  take({end, closest_on_triangle(end, near)});
  for (std::size_t i = 0; i < 3; ++i) take(nearest_of({}, end, near[i], near[(i + 1) % 3]));
  return {from + best.first, from + best.second, glm::distance(best.first, best.second)};
}

}  // namespace palpate
