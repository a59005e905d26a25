// Natural cubic splines over fixed places, as weights of the values there: a spline through values is linear in them,
// which is what fits need.
#pragma once

#include <cstddef>
#include <vector>

namespace palpate {

class NaturalSpline {
 public:
  // Rising places, at least 2.
  explicit NaturalSpline(std::vector<double> places);

  [[nodiscard]] std::size_t size() const { return places_.size(); }
  // How much each place's value counts at x, which is held within the places. Adds up to 1.
  void weights(double x, std::vector<double>& out) const;

 private:
  std::vector<double> places_;
  std::vector<double> curvature_;  // size x size: second derivative at a place by the value at another
};

}  // namespace palpate
