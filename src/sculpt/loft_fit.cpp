#include "loft_fit.h"

#include <array>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

using Matrix = Eigen::MatrixXd;

glm::vec3 rounded(const LoftFigures& figures, std::size_t row) {
  glm::vec3 out;
  for (glm::length_t axis = 0; axis < 3; ++axis) {
    out[axis] = static_cast<float>(std::round(10.0 * figures(static_cast<Eigen::Index>(row), axis)) / 10.0);
  }
  return out;
}

}  // namespace

Matrix loft_roughness(std::size_t sections, std::size_t harmonics) {
  const std::size_t per = 1 + 2 * harmonics;
  const auto size = static_cast<Eigen::Index>(sections * per);
  Matrix penalty = Matrix::Zero(size, size);
  const auto order = [&](std::size_t column) {
    return column == 0 ? 0.0 : static_cast<double>((column - 1) % harmonics + 1);
  };
  for (std::size_t c = 0; c < per; ++c) {
    const double h = order(c);
    for (std::size_t k = 1; k + 1 < sections; ++k) {
      const std::array<Eigen::Index, 3> at = {static_cast<Eigen::Index>((k - 1) * per + c),
                                              static_cast<Eigen::Index>(k * per + c),
                                              static_cast<Eigen::Index>((k + 1) * per + c)};
      const std::array<double, 3> bend = {1.0, -2.0, 1.0};
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) penalty(at[i], at[j]) += 0.1 * (1.0 + h * h) * bend[i] * bend[j];
      }
    }
    for (std::size_t k = 0; k < sections; ++k) {
      const auto at = static_cast<Eigen::Index>(k * per + c);
      penalty(at, at) += 0.002 * h * h * h * h;
    }
  }
  return penalty;
}

Loft loft_of(const LoftFigures& figures, const std::vector<double>& places, std::size_t harmonics,
             double round_at_origin, double round_at_insertion) {
  Loft loft;
  loft.round_at_origin = static_cast<float>(round_at_origin);
  loft.round_at_insertion = static_cast<float>(round_at_insertion);
  const std::size_t per = 1 + 2 * harmonics;
  for (std::size_t k = 0; k < places.size(); ++k) {
    LoftSection section;
    section.at = static_cast<float>(places[k]);
    section.centre = rounded(figures, k * per);
    for (std::size_t h = 0; h < harmonics; ++h) section.across.push_back(rounded(figures, k * per + 1 + h));
    for (std::size_t h = 0; h < harmonics; ++h)
      section.through.push_back(rounded(figures, k * per + 1 + harmonics + h));
    loft.sections.push_back(std::move(section));
  }
  return loft;
}

}  // namespace palpate
