#include <palpate/mesh/point_tree.h>

#include <nanoflann.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace palpate {
namespace {

struct Cloud {
  std::vector<glm::vec3> points;
  [[nodiscard]] std::size_t kdtree_get_point_count() const { return points.size(); }
  [[nodiscard]] float kdtree_get_pt(std::size_t index, std::size_t axis) const {
    return points[index][static_cast<glm::length_t>(axis)];
  }
  template <class Box>
  bool kdtree_get_bbox(Box& /*box*/) const {
    return false;
  }
};

using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Cloud>, Cloud, 3, std::uint32_t>;

}  // namespace

struct PointTree::Impl {
  explicit Impl(std::vector<glm::vec3> points) : cloud{std::move(points)}, tree(3, cloud) {}
  Cloud cloud;
  Tree tree;
};

PointTree::PointTree(std::vector<glm::vec3> points) : impl_(std::make_unique<Impl>(std::move(points))) {}
PointTree::~PointTree() = default;
PointTree::PointTree(PointTree&&) noexcept = default;
PointTree& PointTree::operator=(PointTree&&) noexcept = default;

bool PointTree::empty() const {
  return impl_->cloud.points.empty();
}
const std::vector<glm::vec3>& PointTree::points() const {
  return impl_->cloud.points;
}

float PointTree::distance(glm::vec3 p) const {
  if (empty()) return std::numeric_limits<float>::infinity();
  std::uint32_t index = 0;
  float squared = 0.0f;
  impl_->tree.knnSearch(&p.x, 1, &index, &squared);
  return std::sqrt(squared);
}

std::uint32_t PointTree::nearest(glm::vec3 p) const {
  std::uint32_t index = 0;
  float squared = 0.0f;
  impl_->tree.knnSearch(&p.x, 1, &index, &squared);
  return index;
}

std::size_t PointTree::nearest_few(glm::vec3 p, std::span<std::uint32_t> found) const {
  std::vector<float> squared(found.size());
  return impl_->tree.knnSearch(&p.x, found.size(), found.data(), squared.data());
}

void PointTree::within(glm::vec3 p, float radius, std::vector<std::uint32_t>& found) const {
  found.clear();
  if (empty()) return;
  std::vector<std::pair<std::uint32_t, float>> near;
  impl_->tree.radiusSearch(&p.x, radius * radius, near, nanoflann::SearchParams(0, 0.0f, false));
  for (const auto& [index, unused] : near) found.push_back(index);
}

}  // namespace palpate
