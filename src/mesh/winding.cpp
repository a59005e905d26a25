#include <palpate/mesh/winding.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

constexpr std::uint32_t leaf_size = 8;
constexpr float afar = 3.0f;  // radii of a ball from which its triangles are seen as one
constexpr float whole = 4.0f * std::numbers::pi_v<float>;

// Van Oosterom and Strackee 1983.
float solid_angle(glm::vec3 a, glm::vec3 b, glm::vec3 c) {
  const float la = glm::length(a), lb = glm::length(b), lc = glm::length(c);
  const float up = glm::dot(a, glm::cross(b, c));
  const float down = la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb;
  return up == 0.0f ? 0.0f : 2.0f * std::atan2(up, down);
}

}  // namespace

WindingField::WindingField(const MeshData& mesh) {
  triangles_.reserve(mesh.triangle_count());
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
    triangles_.push_back(
        {mesh.positions[mesh.indices[i]], mesh.positions[mesh.indices[i + 1]], mesh.positions[mesh.indices[i + 2]]});
  if (!triangles_.empty()) build(0, static_cast<std::uint32_t>(triangles_.size()));
}

std::uint32_t WindingField::build(std::uint32_t first, std::uint32_t count) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  Node node;
  node.first = first;
  node.count = count;
  const auto begin = triangles_.begin() + first, end = begin + count;
  const auto middle = [](const Triangle& t) { return (t.a + t.b + t.c) / 3.0f; };
  glm::vec3 low = middle(*begin), high = low;
  float area = 0.0f;
  glm::vec3 weighted(0.0f), plain(0.0f);
  for (auto t = begin; t != end; ++t) {
    const glm::vec3 face = 0.5f * glm::cross(t->b - t->a, t->c - t->a), at = middle(*t);
    low = glm::min(low, at);
    high = glm::max(high, at);
    node.face += face;
    area += glm::length(face);
    weighted += glm::length(face) * at;
    plain += at;
  }
  node.middle = area > 0.0f ? weighted / area : plain / static_cast<float>(count);
  for (auto t = begin; t != end; ++t)
    for (const glm::vec3 corner : {t->a, t->b, t->c})
      node.radius = std::max(node.radius, glm::distance(corner, node.middle));
  if (count > leaf_size) {
    const glm::vec3 size = high - low;
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::uint32_t half = count / 2;
    std::nth_element(begin, begin + half, end,
                     [&](const Triangle& x, const Triangle& y) { return middle(x)[axis] < middle(y)[axis]; });
    build(first, half);
    node.far_child = build(first + half, count - half);
  }
  nodes_[index] = node;
  return index;
}

float WindingField::at(glm::vec3 p) const {
  if (nodes_.empty()) return 0.0f;
  float sum = 0.0f;
  std::array<std::uint32_t, 64> open;  // halves of halves: never deeper than the bits of a count
  std::size_t waiting = 0;
  open[waiting++] = 0;
  while (waiting > 0) {
    const std::uint32_t index = open[--waiting];
    const Node& node = nodes_[index];
    const glm::vec3 to = node.middle - p;
    const float squared = glm::dot(to, to);
    if (squared > afar * afar * node.radius * node.radius) {
      sum += glm::dot(node.face, to) / (squared * std::sqrt(squared));
    } else if (node.far_child == 0) {
      for (std::uint32_t t = node.first; t < node.first + node.count; ++t)
        sum += solid_angle(triangles_[t].a - p, triangles_[t].b - p, triangles_[t].c - p);
    } else {
      open[waiting++] = node.far_child;
      open[waiting++] = index + 1;
    }
  }
  return sum / whole;
}

}  // namespace palpate
