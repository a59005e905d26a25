// How far a place is from many planes: their squared distances as one quadratic function of the place.
#pragma once

#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {

class Quadric {
 public:
  // The plane through `at`, counted `weight` times.
  void add_plane(const glm::dvec3& at, const glm::dvec3& normal, double weight) {
    const double d = -glm::dot(normal, at);
    xx_ += weight * normal.x * normal.x, xy_ += weight * normal.x * normal.y, xz_ += weight * normal.x * normal.z;
    yy_ += weight * normal.y * normal.y, yz_ += weight * normal.y * normal.z, zz_ += weight * normal.z * normal.z;
    linear_ += weight * d * normal;
    constant_ += weight * d * d;
    weight_ += weight;
  }

  void add(const Quadric& other) {
    xx_ += other.xx_, xy_ += other.xy_, xz_ += other.xz_, yy_ += other.yy_, yz_ += other.yz_, zz_ += other.zz_;
    linear_ += other.linear_;
    constant_ += other.constant_;
    weight_ += other.weight_;
  }

  [[nodiscard]] double weight() const { return weight_; }
  // The weighted sum of the squared distances, mm^2 times weight.
  [[nodiscard]] double sum_at(const glm::dvec3& p) const {
    const double square = xx_ * p.x * p.x + yy_ * p.y * p.y + zz_ * p.z * p.z +
                          2.0 * (xy_ * p.x * p.y + xz_ * p.x * p.z + yz_ * p.y * p.z);
    return std::max(0.0, square + 2.0 * glm::dot(linear_, p) + constant_);
  }

  // Where the sum is least; along directions in which it is almost the same, near `at`.
  [[nodiscard]] glm::dvec3 best_near(const glm::dvec3& at) const {
    const double hold = 1e-3 * std::max(weight_, 1e-12);
    const glm::dmat3 a(xx_ + hold, xy_, xz_, xy_, yy_ + hold, yz_, xz_, yz_, zz_ + hold);
    const double size = glm::determinant(a);
    if (!(std::abs(size) > 0.0)) return at;
    return glm::inverse(a) * (hold * at - linear_);
  }

 private:
  double xx_ = 0.0, xy_ = 0.0, xz_ = 0.0, yy_ = 0.0, yz_ = 0.0, zz_ = 0.0;
  glm::dvec3 linear_{0.0};
  double constant_ = 0.0, weight_ = 0.0;
};

}  // namespace palpate
