#include "fibre_tracer.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr int most_steps = 4000;
constexpr float no_area = 1e-12f;
constexpr float at_end = 1e-3f;  // of an edge

std::uint64_t edge_key(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint64_t>(std::min(a, b)) << 32 | std::max(a, b);
}

// Gradient of the linear function with the values 0, d1 and d2 at the ends of e1 and e2; `normal` is their product.
glm::vec3 gradient(float d1, float d2, glm::vec3 e1, glm::vec3 e2, glm::vec3 normal) {
  return (d1 * glm::cross(e2, normal) - d2 * glm::cross(e1, normal)) / glm::dot(normal, normal);
}

}  // namespace

FibreTracer::FibreTracer(const FibrePiece& piece, const std::vector<float>& field, float level)
    : piece_(piece), field_(field), level_(level) {
  const MeshData& mesh = piece.mesh();
  for (std::uint32_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    for (std::uint32_t k = 0; k < 3; ++k) {
      auto& two = triangles_of_edge_
                      .try_emplace(edge_key(mesh.indices[t + k], mesh.indices[t + (k + 1) % 3]),
                                   std::array<std::uint32_t, 2>{none, none})
                      .first->second;
      (two[0] == none ? two[0] : two[1]) = t;
    }
  }
}

std::optional<glm::vec3> FibreTracer::crossing(std::uint32_t vertex) const {
  const float direction = field_[vertex] < level_ ? 1.0f : -1.0f;
  const auto reached = [&](const Place& p) { return direction * (level_ - p.value) <= 0.0f; };
  Place at = at_vertex(vertex);
  for (int step = 0; step < most_steps; ++step) {
    std::optional<Place> next =
        at.k == none ? leave_vertex(at.j, direction) : std::optional(cross_triangle(at, direction));
    if (!next) return std::nullopt;
    if (reached(*next)) {
      const float span = next->value - at.value;
      return span == 0.0f ? next->point
                          : glm::mix(at.point, next->point, glm::clamp((level_ - at.value) / span, 0.0f, 1.0f));
    }
    // Uneven triangles could send the line back where it was.
    if (next->k == none && direction * (next->value - at.value) <= 0.0f) return std::nullopt;
    at = *next;
  }
  return std::nullopt;
}

// Out of the fan of triangles round a vertex, across one of their far edges; on a ridge along the steepest edge.
std::optional<FibreTracer::Place> FibreTracer::leave_vertex(std::uint32_t i, float direction) const {
  for (const auto& [j, k] : piece_.fan(i)) {
    const glm::vec3 e1 = piece_.at(j) - piece_.at(i), e2 = piece_.at(k) - piece_.at(i);
    const glm::vec3 normal = glm::cross(e1, e2);
    const float area2 = glm::dot(normal, normal);
    if (area2 <= no_area) continue;
    const glm::vec3 way = direction * gradient(field_[j] - field_[i], field_[k] - field_[i], e1, e2, normal);
    // way = a e1 + b e2: it goes between them if both are positive.
    const float a = glm::dot(glm::cross(way, e2), normal) / area2, b = glm::dot(glm::cross(e1, way), normal) / area2;
    if (a < 0.0f || b < 0.0f || a + b <= no_area) continue;
    return on_edge(j, k, b / (a + b), i);
  }
  std::uint32_t best = i;
  float steepest = 0.0f;
  for (const Arc& arc : piece_.arcs(i)) {
    const float gain = direction * (field_[arc.to] - field_[i]) / std::max(arc.length, 1e-4f);
    if (gain <= steepest) continue;
    steepest = gain;
    best = arc.to;
  }
  return best == i ? std::nullopt : std::optional(at_vertex(best));
}

// From a place on an edge through the triangle ahead to one of its other edges; where the field sends the line back,
// along the edge to its better end.
FibreTracer::Place FibreTracer::cross_triangle(const Place& from, float direction) const {
  if (from.triangle == none) return at_better_end(from, direction);
  const std::uint32_t c = apex(from.triangle, from.j, from.k);
  const glm::vec3 e1 = piece_.at(from.k) - piece_.at(from.j), e2 = piece_.at(c) - piece_.at(from.j);
  const glm::vec3 normal = glm::cross(e1, e2);
  if (glm::dot(normal, normal) <= no_area) return at_better_end(from, direction);
  const glm::vec3 way =
      direction * gradient(field_[from.k] - field_[from.j], field_[c] - field_[from.j], e1, e2, normal);
  if (glm::dot(way, glm::cross(normal, e1)) <= 0.0f) return at_better_end(from, direction);
  for (const std::uint32_t a : {from.j, from.k}) {
    const glm::vec3 edge = piece_.at(c) - piece_.at(a), w = piece_.at(a) - from.point;
    const float denominator = glm::dot(glm::cross(way, edge), normal);
    if (std::abs(denominator) < 1e-20f) continue;
    const float ahead = glm::dot(glm::cross(w, edge), normal) / denominator;
    const float along = glm::dot(glm::cross(w, way), normal) / denominator;
    if (ahead <= 0.0f || along < -1e-4f || along > 1.0001f) continue;
    return on_edge(a, c, along, a == from.j ? from.k : from.j);
  }
  return at_vertex(c);
}

// A share t of the way from j to k, coming from the side of the vertex `from`. What is all but at an end is at the end:
// along the edges of an even mesh rounding would send the line now to one side and now to the other.
FibreTracer::Place FibreTracer::on_edge(std::uint32_t j, std::uint32_t k, float t, std::uint32_t from) const {
  if (t < at_end) return at_vertex(j);
  if (t > 1.0f - at_end) return at_vertex(k);
  return {j, k, glm::mix(piece_.at(j), piece_.at(k), t), glm::mix(field_[j], field_[k], t), beyond(j, k, from)};
}

FibreTracer::Place FibreTracer::at_better_end(const Place& from, float direction) const {
  return at_vertex(direction * field_[from.j] > direction * field_[from.k] ? from.j : from.k);
}

std::uint32_t FibreTracer::apex(std::uint32_t triangle, std::uint32_t j, std::uint32_t k) const {
  const auto& indices = piece_.mesh().indices;
  for (std::uint32_t n = 0; n < 3; ++n) {
    if (indices[triangle + n] != j && indices[triangle + n] != k) return indices[triangle + n];
  }
  return indices[triangle];
}

// The triangle at the edge from j to k that does not hold the vertex `from`.
std::uint32_t FibreTracer::beyond(std::uint32_t j, std::uint32_t k, std::uint32_t from) const {
  const auto found = triangles_of_edge_.find(edge_key(j, k));
  if (found == triangles_of_edge_.end()) return none;
  for (const std::uint32_t t : found->second) {
    if (t != none && apex(t, j, k) != from) return t;
  }
  return none;
}

}  // namespace palpate
