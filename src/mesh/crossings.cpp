#include "triangle_pair.h"

#include <palpate/mesh/crossings.h>

#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace palpate {
namespace {

// A tree of boxes around triangles that lie together.
class Boxes {
 public:
  explicit Boxes(const MeshData& mesh) : mesh_(mesh), order_(mesh.triangle_count()) {
    std::iota(order_.begin(), order_.end(), 0u);
    low_.reserve(order_.size());
    high_.reserve(order_.size());
    for (std::uint32_t t = 0; t < order_.size(); ++t) {
      const glm::vec3 &a = corner(t, 0), &b = corner(t, 1), &c = corner(t, 2);
      low_.push_back(glm::min(a, glm::min(b, c)));
      high_.push_back(glm::max(a, glm::max(b, c)));
    }
    if (!order_.empty()) build(0, static_cast<std::uint32_t>(order_.size()));
  }

  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> run() {
    if (!nodes_.empty()) within(0);
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  struct Node {
    glm::vec3 low, high;
    std::uint32_t first = 0, count = 0;
    std::uint32_t far_child = 0;  // the other follows its parent; 0: a leaf
  };
  static constexpr std::uint32_t leaf = 4;

  [[nodiscard]] const glm::vec3& corner(std::uint32_t t, std::size_t k) const {
    return mesh_.positions[mesh_.indices[3 * t + k]];
  }

  std::uint32_t build(std::uint32_t first, std::uint32_t count) {
    Node node{low_[order_[first]], high_[order_[first]], first, count, 0};
    for (std::uint32_t i = first; i < first + count; ++i) {
      node.low = glm::min(node.low, low_[order_[i]]);
      node.high = glm::max(node.high, high_[order_[i]]);
    }
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(node);
    if (count <= leaf) return index;
    const glm::vec3 size = node.high - node.low;
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const auto middle = order_.begin() + first + count / 2;
    std::nth_element(order_.begin() + first, middle, order_.begin() + first + count,
                     [&](std::uint32_t a, std::uint32_t b) {
                       const float x = low_[a][axis] + high_[a][axis], y = low_[b][axis] + high_[b][axis];
                       return x != y ? x < y : a < b;
                     });
    build(first, count / 2);
    const std::uint32_t far = build(first + count / 2, count - count / 2);
    nodes_[index].far_child = far;
    return index;
  }

  [[nodiscard]] static bool apart(const glm::vec3& low, const glm::vec3& high, const glm::vec3& other_low,
                                  const glm::vec3& other_high) {
    return low.x > other_high.x || low.y > other_high.y || low.z > other_high.z || other_low.x > high.x ||
           other_low.y > high.y || other_low.z > high.z;
  }

  void within(std::uint32_t index) {
    const Node& node = nodes_[index];
    if (node.far_child != 0) {
      within(index + 1);
      within(node.far_child);
      between(index + 1, node.far_child);
      return;
    }
    for (std::uint32_t i = node.first; i < node.first + node.count; ++i)
      for (std::uint32_t j = i + 1; j < node.first + node.count; ++j) test(order_[i], order_[j]);
  }

  void between(std::uint32_t one, std::uint32_t two) {
    const Node &a = nodes_[one], &b = nodes_[two];
    if (apart(a.low, a.high, b.low, b.high)) return;
    if (a.far_child == 0 && b.far_child == 0) {
      for (std::uint32_t i = a.first; i < a.first + a.count; ++i)
        for (std::uint32_t j = b.first; j < b.first + b.count; ++j) test(order_[i], order_[j]);
    } else if (b.far_child == 0 || (a.far_child != 0 && a.count >= b.count)) {
      between(one + 1, two);
      between(a.far_child, two);
    } else {
      between(one, two + 1);
      between(one, b.far_child);
    }
  }

  void test(std::uint32_t t, std::uint32_t u) {
    if (apart(low_[t], high_[t], low_[u], high_[u])) return;
    if (cut_through(triangle(t), triangle(u))) found_.push_back(std::minmax(t, u));
  }

  [[nodiscard]] NumberedTriangle triangle(std::uint32_t t) const {
    return {{mesh_.indices[3 * t], mesh_.indices[3 * t + 1], mesh_.indices[3 * t + 2]},
            {corner(t, 0), corner(t, 1), corner(t, 2)}};
  }

  const MeshData& mesh_;
  std::vector<std::uint32_t> order_;
  std::vector<glm::vec3> low_, high_;
  std::vector<Node> nodes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found_;
};

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> crossings(const MeshData& mesh) {
  return Boxes(mesh).run();
}

}  // namespace palpate
