#include "lobes_field.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace palpate {
namespace {

constexpr float degree = std::numbers::pi_v<float> / 180.0f;
constexpr float least_blend = 0.05f;
constexpr float deepest = 0.95f;  // of the smallest semi-axis
constexpr int newton_steps = 3;
// In blends: what is so much farther away than the nearest lobe has no say at a place; and what is so much farther
// from all places at a time is not computed (the difference makes up for the bound, which Newton's steps may pass by).
constexpr float no_say = 9.0f, not_computed = 13.0f;

// The squares of the places as the lobe sees them, its bow put straight.
Places squares_from(const LobeShape& lobe, const Places& at) {
  const glm::vec3 c = lobe.centre, axes = lobe.semi_axes;
  const glm::mat3& m = lobe.axes;
  const Block x = at.x - c.x, y = at.y - c.y, z = at.z - c.z;
  Block px = m[0].x * x + m[0].y * y + m[0].z * z;
  Block py = m[1].x * x + m[1].y * y + m[1].z * z;
  Block pz = m[2].x * x + m[2].y * y + m[2].z * z;
  const Block tx = px / axes.x, ty = py / axes.y;
  const Block bx = tx.max(-1.5f).min(1.5f), by = ty.max(-1.5f).min(1.5f);
  pz -= lobe.bow.x * bx * (2.0f * tx - bx) + lobe.bow.y * by * (2.0f * ty - by);
  return {px * px, py * py, pz * pz};
}

// How far each place is from the lobe at least: the lobe lies within a ball, a squarer one within a larger one.
Block least_distance_to(const LobeShape& lobe, const Places& at) {
  const glm::vec3 axes = lobe.semi_axes;
  const float largest = std::max({axes.x, axes.y, axes.z}), smallest = std::min({axes.x, axes.y, axes.z});
  const float corners = std::sqrt(std::sqrt(1.0f - lobe.square * (2.0f / 3.0f)));
  const auto [px, py, pz] = squares_from(lobe, at);
  const Block away = corners * (px + py + pz).sqrt() - largest;
  return (away > 0.0f).select(away, Block::Constant(-deepest * smallest));
}

}  // namespace

glm::mat3 matrix_of_turn(glm::vec3 degrees) {
  const float angle = glm::length(degrees);
  if (angle == 0.0f) return glm::mat3(1.0f);
  return glm::mat3_cast(glm::angleAxis(angle * degree, degrees / angle));
}

glm::vec3 turn_of_matrix(const glm::mat3& matrix) {
  glm::quat q = glm::normalize(glm::quat_cast(matrix));
  if (q.w < 0.0f) q = -q;
  const glm::vec3 axis(q.x, q.y, q.z);
  const float sine = glm::length(axis);
  if (sine < 1e-7f) return glm::vec3(0.0f);
  return axis * (2.0f * std::atan2(sine, q.w) / degree / sine);
}

LobeShape shape_of(const Lobe& lobe) {
  return {lobe.centre, matrix_of_turn(lobe.turn), glm::max(lobe.semi_axes, glm::vec3(0.05f)), lobe.bow, lobe.square,
          lobe.hollow};
}

Lobe lobe_of(const LobeShape& shape) {
  return {shape.centre, shape.semi_axes, turn_of_matrix(shape.axes), shape.hollow, shape.bow, shape.square};
}

LobeShape mirror_image(LobeShape shape) {
  shape.centre.x = -shape.centre.x;
  for (int axis = 0; axis < 3; ++axis) shape.axes[axis].x = -shape.axes[axis].x;
  return shape;
}

void distance_to(const LobeShape& lobe, const Places& at, Block& distance) {
  const glm::vec3 axes = lobe.semi_axes;
  const float smallest = std::min({axes.x, axes.y, axes.z}), largest = std::max({axes.x, axes.y, axes.z});
  const auto [px, py, pz] = squares_from(lobe, at);
  // 1 / q is concave in t, so Newton's steps on it come from below, from the first one on.
  const float s = lobe.square, r = 1.0f - s, least = -deepest * smallest;
  Block t = ((px + py + pz).sqrt() - largest).max(0.0f);
  for (int step = 0; step < newton_steps; ++step) {
    const Block mx = 1.0f / (t + axes.x), my = 1.0f / (t + axes.y), mz = 1.0f / (t + axes.z);
    const Block xx = px * mx * mx, yy = py * my * my, zz = pz * mz * mz, sum = xx + yy + zz;
    const Block fourth = (r * sum * sum + s * (xx * xx + yy * yy + zz * zz)).max(1e-12f);
    const Block fall = xx * (r * sum + s * xx) * mx + yy * (r * sum + s * yy) * my + zz * (r * sum + s * zz) * mz;
    t = (t + (fourth.sqrt().sqrt() - 1.0f) * fourth / fall.max(1e-12f)).max(least);
  }
  distance = t;
}

LobesField::LobesField(std::vector<LobeShape> shapes, float blend, bool mirrored)
    : blend_(std::max(blend, least_blend)),
      low_(std::numeric_limits<float>::max()),
      high_(std::numeric_limits<float>::lowest()) {
  if (mirrored) {
    const std::size_t count = shapes.size();
    for (std::size_t i = 0; i < count; ++i) shapes.push_back(mirror_image(shapes[i]));
  }
  for (const LobeShape& shape : shapes) {
    (shape.hollow ? hollows_ : lumps_).push_back(shape);
    if (shape.hollow) continue;
    // A box holds the lobe: its eight corners, bowed ends and all.
    const glm::vec3 a = shape.semi_axes;
    const float more = std::abs(shape.bow.x) + std::abs(shape.bow.y);
    const glm::vec3 reach =
        glm::abs(shape.axes[0]) * a.x + glm::abs(shape.axes[1]) * a.y + glm::abs(shape.axes[2]) * (a.z + more);
    low_ = glm::min(low_, shape.centre - reach);
    high_ = glm::max(high_, shape.centre + reach);
  }
  const float swollen = blend_ * std::log(1.0f + static_cast<float>(lumps_.size()));
  low_ -= glm::vec3(swollen);
  high_ += glm::vec3(swollen);
}

LobesField::LobesField(const Lobes& lobes)
    : LobesField(
          [&] {
            std::vector<LobeShape> shapes;
            for (const Lobe& lobe : lobes.lobes) shapes.push_back(shape_of(lobe));
            return shapes;
          }(),
          lobes.blend, lobes.mirrored) {}

void LobesField::values_of(const Places& at, Block& value) const {
  thread_local std::vector<Block, Eigen::aligned_allocator<Block>> distances;
  thread_local std::vector<bool> near;
  if (lumps_.empty()) {
    value = Block::Constant(1e9f);
    return;
  }
  distances.resize(std::max(lumps_.size(), hollows_.size()));
  near.assign(distances.size(), false);
  const float sharp = 1.0f / blend_;
  std::size_t first = 0;
  float nearest = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < lumps_.size(); ++i) {
    distances[i] = least_distance_to(lumps_[i], at);
    const float sum = distances[i].sum();
    if (sum >= nearest) continue;
    nearest = sum;
    first = i;
  }
  Block least;
  distance_to(lumps_[first], at, least);
  for (std::size_t i = 0; i < lumps_.size(); ++i) {
    near[i] = (distances[i] - least).minCoeff() < not_computed * blend_;
    if (!near[i]) continue;
    distance_to(lumps_[i], at, distances[i]);
    least = least.min(distances[i]);
  }
  const auto say = [&](const Block& height) {
    const Block steps = height * sharp;
    return (steps > -no_say).select(steps.max(-no_say).exp(), 0.0f).eval();
  };
  Block sum = Block::Zero();
  for (std::size_t i = 0; i < lumps_.size(); ++i) {
    if (near[i]) sum += say(least - distances[i]);
  }
  value = least - blend_ * sum.log();
  if (hollows_.empty()) return;
  Block most = value;
  for (std::size_t i = 0; i < hollows_.size(); ++i) {
    distances[i] = least_distance_to(hollows_[i], at);
    near[i] = (-distances[i] - value).maxCoeff() > -not_computed * blend_;
    if (!near[i]) continue;
    distance_to(hollows_[i], at, distances[i]);
    most = most.max(-distances[i]);
  }
  sum = say(value - most);
  for (std::size_t i = 0; i < hollows_.size(); ++i) {
    if (near[i]) sum += say(-distances[i] - most);
  }
  value = most + blend_ * sum.log();
}

void LobesField::operator()(std::span<const glm::vec3> at, std::span<float> values) const {
  Places places;
  Block block;
  for (std::size_t first = 0; first < at.size(); first += block_size) {
    const std::size_t count = std::min<std::size_t>(block_size, at.size() - first);
    for (std::size_t i = 0; i < block_size; ++i) {
      const glm::vec3 p = at[first + std::min(i, count - 1)];
      const auto k = static_cast<Eigen::Index>(i);
      places.x[k] = p.x;
      places.y[k] = p.y;
      places.z[k] = p.z;
    }
    values_of(places, block);
    for (std::size_t i = 0; i < count; ++i) values[first + i] = block[static_cast<Eigen::Index>(i)];
  }
}

}  // namespace palpate
