// The line of a tube: a centripetal Catmull-Rom spline through measured points, found by length.
#pragma once

#include <palpate/sculpt/morphometry.h>

#include <glm/vec3.hpp>

#include <vector>

namespace palpate {

class TubeLine {
 public:
  // At least two points at different places (three, if closed: then the last is joined to the first again).
  explicit TubeLine(const std::vector<RunPoint>& points, bool closed = false);

  struct Place {
    glm::dvec3 at{0.0};
    double radius = 0.0;
  };
  [[nodiscard]] double length() const { return lengths_.back(); }
  [[nodiscard]] bool closed() const { return closed_; }
  [[nodiscard]] Place at(double s) const;  // by length from the first point; a closed line goes on and on
  // Unit: from half of `reach` before s to half of it behind.
  [[nodiscard]] glm::dvec3 direction(double s, double reach) const;
  // The curve as short straight pieces, with the length up to each.
  [[nodiscard]] const std::vector<Place>& samples() const { return samples_; }
  [[nodiscard]] const std::vector<double>& lengths() const { return lengths_; }

 private:
  bool closed_ = false;
  std::vector<Place> samples_;
  std::vector<double> lengths_;
};

// The line with points that cannot be used left out: not finite, or at the place of the one before. Empty if fewer
// than two are left. The first and the last place stay.
[[nodiscard]] std::vector<RunPoint> usable_points(const std::vector<RunPoint>& run);

}  // namespace palpate
