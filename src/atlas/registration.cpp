#include <palpate/atlas/registration.h>

#include <fmt/format.h>

#include <Eigen/Dense>

#include <glm/geometric.hpp>

#include <cmath>

namespace palpate {
namespace {

constexpr std::size_t fewest_for_similarity = 3;
constexpr std::size_t fewest_for_spline = 6;

Eigen::Vector3d eigen(glm::vec3 p) {
  return {static_cast<double>(p.x), static_cast<double>(p.y), static_cast<double>(p.z)};
}
glm::vec3 from_eigen(const Eigen::Vector3d& p) {
  return {p.x(), p.y(), p.z()};
}

Eigen::Matrix3Xd columns(std::span<const glm::vec3> points) {
  Eigen::Matrix3Xd out(3, static_cast<Eigen::Index>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i) out.col(static_cast<Eigen::Index>(i)) = eigen(points[i]);
  return out;
}

// The points span at least a plane.
bool spread_out(const Eigen::Matrix3Xd& points) {
  const Eigen::Matrix3Xd centred = points.colwise() - points.rowwise().mean();
  const Eigen::JacobiSVD<Eigen::Matrix3Xd> svd(centred);
  return svd.singularValues()[1] > 1e-3 * svd.singularValues()[0] && svd.singularValues()[0] > 1e-6;
}

}  // namespace

Result<Registration> Registration::fit(std::span<const glm::vec3> from, std::span<const glm::vec3> to) {
  if (from.size() != to.size() || from.size() < fewest_for_similarity) {
    return Error{fmt::format("{} landmarks are too few to register a body", from.size()), "",
                 "Give at least three, better six or more"};
  }
  const Eigen::Matrix3Xd source = columns(from), target = columns(to);
  if (!spread_out(source) || !spread_out(target)) {
    return Error{"the landmarks lie on one line, so that the body's turn is not known", "", "Add one that does not"};
  }
  Registration made;
  made.identity_ = false;
  const Eigen::Matrix4d similarity = Eigen::umeyama(source, target, true);
  for (int row = 0; row < 3; ++row) {
    made.rows_[row] = {similarity(row, 0), similarity(row, 1), similarity(row, 2)};
  }
  made.shift_ = {similarity(0, 3), similarity(1, 3), similarity(2, 3)};
  const Eigen::Matrix3Xd moved =
      (similarity.topLeftCorner<3, 3>() * source).colwise() + similarity.topRightCorner<3, 1>();
  made.residual_ = static_cast<float>(std::sqrt((moved - target).colwise().squaredNorm().mean()));
  if (from.size() < fewest_for_spline) return made;

  // Thin-plate spline of the displacement in 3D: kernel |r|, plus an affine part.
  const auto count = static_cast<Eigen::Index>(from.size());
  Eigen::MatrixXd system = Eigen::MatrixXd::Zero(count + 4, count + 4);
  for (Eigen::Index i = 0; i < count; ++i) {
    for (Eigen::Index j = 0; j < count; ++j) system(i, j) = (moved.col(i) - moved.col(j)).norm();
    system.block<1, 4>(i, count) << 1.0, moved.col(i).transpose();
    system.block<4, 1>(count, i) = system.block<1, 4>(i, count).transpose();
  }
  Eigen::MatrixXd right = Eigen::MatrixXd::Zero(count + 4, 3);
  right.topRows(count) = (target - moved).transpose();
  const Eigen::MatrixXd solved = system.fullPivLu().solve(right);
  if (!solved.allFinite())
    return Error{"the landmarks are too close together to bend the body by them", "", "Remove doubled ones"};
  for (Eigen::Index i = 0; i < count; ++i) made.knots_.push_back(from_eigen(moved.col(i)));
  for (Eigen::Index i = 0; i < count + 4; ++i) made.weights_.push_back(from_eigen(solved.row(i).transpose()));
  return made;
}

glm::vec3 Registration::operator()(glm::vec3 p) const {
  if (identity_) return p;
  const glm::vec3 moved = glm::vec3(glm::dot(rows_[0], p), glm::dot(rows_[1], p), glm::dot(rows_[2], p)) + shift_;
  if (knots_.empty()) return moved;
  const std::size_t count = knots_.size();
  glm::vec3 bent = moved + weights_[count] + weights_[count + 1] * moved.x + weights_[count + 2] * moved.y +
                   weights_[count + 3] * moved.z;
  for (std::size_t i = 0; i < count; ++i) bent += weights_[i] * glm::distance(moved, knots_[i]);
  return bent;
}

}  // namespace palpate
