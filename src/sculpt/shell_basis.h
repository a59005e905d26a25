// A shell's radius as weights of its figures, for meshes and fits.
#pragma once

#include "spline.h"

#include <palpate/sculpt/morphometry.h>

#include <glm/vec3.hpp>

#include <vector>

namespace palpate {

class ShellBasis {
 public:
  explicit ShellBasis(const Shell& shell);

  [[nodiscard]] std::size_t columns() const { return rows_ * columns_; }
  // Weights of all radii in a direction; degrees, azimuth 0..180 either side.
  void row(double elevation, double azimuth, std::vector<double>& out) const;

 private:
  std::size_t rows_, columns_, carried_;
  NaturalSpline up_, around_;
  mutable std::vector<double> vertical_, horizontal_;
};

// Degrees of elevation and azimuth of a way from the centre.
struct ShellDirection {
  double elevation = 0.0;
  double azimuth = 0.0;  // 0..180
};
[[nodiscard]] ShellDirection direction_of(glm::dvec3 way);

}  // namespace palpate
