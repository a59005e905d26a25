#include "spline.h"

#include <Eigen/Dense>

#include <algorithm>
#include <utility>

namespace palpate {

NaturalSpline::NaturalSpline(std::vector<double> places) : places_(std::move(places)) {
  const auto n = static_cast<Eigen::Index>(places_.size());
  // Continuous first derivatives, and no curvature at the ends: system * curvature = slopes * values.
  Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n), slopes = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 1; i + 1 < n; ++i) {
    const double before = places_[static_cast<std::size_t>(i)] - places_[static_cast<std::size_t>(i - 1)];
    const double after = places_[static_cast<std::size_t>(i + 1)] - places_[static_cast<std::size_t>(i)];
    system(i, i - 1) = before / 6.0;
    system(i, i) = (before + after) / 3.0;
    system(i, i + 1) = after / 6.0;
    slopes(i, i - 1) = 1.0 / before;
    slopes(i, i) = -1.0 / before - 1.0 / after;
    slopes(i, i + 1) = 1.0 / after;
  }
  const Eigen::MatrixXd curvature = system.partialPivLu().solve(slopes);
  curvature_.resize(places_.size() * places_.size());
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index k = 0; k < n; ++k) curvature_[static_cast<std::size_t>(i * n + k)] = curvature(i, k);
  }
}

void NaturalSpline::weights(double x, std::vector<double>& out) const {
  const std::size_t n = places_.size();
  x = std::clamp(x, places_.front(), places_.back());
  const auto above = std::upper_bound(places_.begin() + 1, places_.end() - 1, x);
  const auto i = static_cast<std::size_t>(above - places_.begin()) - 1;
  const double width = places_[i + 1] - places_[i];
  const double b = (x - places_[i]) / width, a = 1.0 - b;
  const double square = width * width / 6.0;
  const double from = (a * a * a - a) * square, to = (b * b * b - b) * square;
  out.resize(n);
  for (std::size_t k = 0; k < n; ++k) out[k] = from * curvature_[i * n + k] + to * curvature_[(i + 1) * n + k];
  out[i] += a;
  out[i + 1] += b;
}

}  // namespace palpate
