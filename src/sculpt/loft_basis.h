// A loft as a linear function of its figures: p(u, v) = sum of basis values times the vectors of its sections. One
// place knows the formula; meshes and fits both use it.
#pragma once

#include "spline.h"

#include <palpate/sculpt/morphometry.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <vector>

namespace palpate {

// How full the thickness is at v: 1 along the loft, falling to 0 along a quarter of an ellipse at both ends.
[[nodiscard]] double fullness(double v, double round_at_origin, double round_at_insertion);

class LoftBasis {
 public:
  LoftBasis(std::vector<double> places, std::size_t harmonics, double round_at_origin, double round_at_insertion);
  explicit LoftBasis(const Loft& loft);

  // Columns: for each section its centre, across vectors, through vectors.
  [[nodiscard]] std::size_t columns() const { return spline_.size() * per_section(); }
  [[nodiscard]] std::size_t per_section() const { return 1 + 2 * harmonics_; }
  [[nodiscard]] std::size_t sections() const { return spline_.size(); }
  // The row of basis values at u (radians) and v (0..1), of columns() numbers.
  void row(double u, double v, double* out) const;

  [[nodiscard]] std::vector<double> rounding() const { return {round_at_origin_, round_at_insertion_}; }

 private:
  NaturalSpline spline_;
  std::size_t harmonics_;
  double round_at_origin_, round_at_insertion_;
  mutable std::vector<double> weights_;
};

// The vectors of a loft in the order of the columns.
[[nodiscard]] std::vector<glm::dvec3> vectors_of(const Loft& loft);

// Values of v for the rings of a mesh: dense where the ends are rounded.
[[nodiscard]] std::vector<double> ring_places(std::size_t rings, double round_at_origin, double round_at_insertion);

}  // namespace palpate
