// What all fits of lofts share.
#pragma once

#include <palpate/sculpt/morphometry.h>

#include <Eigen/Dense>

#include <cstddef>
#include <vector>

namespace palpate {

// Small where the figures change smoothly from section to section and where high harmonics are weak; for the columns of
// a LoftBasis.
[[nodiscard]] Eigen::MatrixXd loft_roughness(std::size_t sections, std::size_t harmonics);

// A vector a row, in the order of the columns of a LoftBasis, as a loft of figures rounded to tenths of a millimetre.
using LoftFigures = Eigen::Matrix<double, Eigen::Dynamic, 3>;
[[nodiscard]] Loft loft_of(const LoftFigures& figures, const std::vector<double>& places, std::size_t harmonics,
                           double round_at_origin, double round_at_insertion);

}  // namespace palpate
