#include "loft_basis.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace palpate {
namespace {

double quarter(double share) {
  const double rest = 1.0 - std::clamp(share, 0.0, 1.0);
  return std::sqrt(std::max(0.0, 1.0 - rest * rest));
}

std::vector<double> places_of(const Loft& loft) {
  std::vector<double> places;
  for (const LoftSection& section : loft.sections) places.push_back(static_cast<double>(section.at));
  return places;
}

}  // namespace

double fullness(double v, double round_at_origin, double round_at_insertion) {
  const double origin = round_at_origin > 0.0 ? quarter(v / round_at_origin) : 1.0;
  const double insertion = round_at_insertion > 0.0 ? quarter((1.0 - v) / round_at_insertion) : 1.0;
  return origin * insertion;
}

LoftBasis::LoftBasis(std::vector<double> places, std::size_t harmonics, double round_at_origin,
                     double round_at_insertion)
    : spline_(std::move(places)),
      harmonics_(harmonics),
      round_at_origin_(round_at_origin),
      round_at_insertion_(round_at_insertion) {}

LoftBasis::LoftBasis(const Loft& loft)
    : LoftBasis(places_of(loft), loft.sections.front().across.size(), static_cast<double>(loft.round_at_origin),
                static_cast<double>(loft.round_at_insertion)) {}

void LoftBasis::row(double u, double v, double* out) const {
  spline_.weights(v, weights_);
  const double full = fullness(v, round_at_origin_, round_at_insertion_);
  for (std::size_t k = 0; k < weights_.size(); ++k) {
    double* place = out + k * per_section();
    place[0] = weights_[k];
    for (std::size_t h = 0; h < harmonics_; ++h) {
      const double angle = static_cast<double>(h + 1) * u;
      place[1 + h] = weights_[k] * std::cos(angle);
      place[1 + harmonics_ + h] = weights_[k] * full * std::sin(angle);
    }
  }
}

std::vector<glm::dvec3> vectors_of(const Loft& loft) {
  std::vector<glm::dvec3> vectors;
  for (const LoftSection& section : loft.sections) {
    vectors.emplace_back(section.centre);
    for (const glm::vec3& across : section.across) vectors.emplace_back(across);
    for (const glm::vec3& through : section.through) vectors.emplace_back(through);
  }
  return vectors;
}

std::vector<double> ring_places(std::size_t rings, double round_at_origin, double round_at_insertion) {
  const std::size_t in_end = std::max<std::size_t>(4, rings / 9);
  const std::size_t between = rings > 2 * in_end + 2 ? rings - 2 * in_end : 3;
  std::vector<double> places;
  const auto bend = [&](std::size_t i) {  // 0 .. 1, equal steps along a quarter of a circle
    return 1.0 - std::cos(0.5 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(in_end));
  };
  for (std::size_t i = 0; i < in_end; ++i) places.push_back(round_at_origin * bend(i));
  for (std::size_t i = 0; i < between; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(between - 1);
    places.push_back(round_at_origin + share * (1.0 - round_at_insertion - round_at_origin));
  }
  for (std::size_t i = in_end; i-- > 0;) places.push_back(1.0 - round_at_insertion * bend(i));
  return places;
}

}  // namespace palpate
