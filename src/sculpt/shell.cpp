#include "shell_basis.h"

#include <palpate/mesh/normals.h>
#include <palpate/sculpt/forms.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace palpate {
namespace {

constexpr double degree = std::numbers::pi / 180.0;
constexpr std::size_t most_carried = 3;  // places mirrored beyond both ends, so that no crease runs along the midline

std::vector<double> doubles(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

std::vector<double> with_mirrored_ends(const std::vector<float>& azimuths, std::size_t carried) {
  std::vector<double> places;
  for (std::size_t i = carried; i >= 1; --i) places.push_back(-static_cast<double>(azimuths[i]));
  for (const float azimuth : azimuths) places.push_back(static_cast<double>(azimuth));
  for (std::size_t i = 1; i <= carried; ++i) {
    places.push_back(360.0 - static_cast<double>(azimuths[azimuths.size() - 1 - i]));
  }
  return places;
}

}  // namespace

ShellBasis::ShellBasis(const Shell& shell)
    : rows_(shell.elevations.size()),
      columns_(shell.azimuths.size()),
      carried_(std::min(most_carried, shell.azimuths.size() - 1)),
      up_(doubles(shell.elevations)),
      around_(with_mirrored_ends(shell.azimuths, carried_)) {}

void ShellBasis::row(double elevation, double azimuth, std::vector<double>& out) const {
  up_.weights(elevation, vertical_);
  std::vector<double> carried;
  around_.weights(std::clamp(azimuth, 0.0, 180.0), carried);
  horizontal_.assign(columns_, 0.0);
  for (std::size_t i = 0; i < carried.size(); ++i) {
    // Folds the mirrored places back onto those that they mirror.
    std::size_t place = i >= carried_ ? i - carried_ : carried_ - i;
    if (place >= columns_) place = 2 * (columns_ - 1) - place;
    horizontal_[place] += carried[i];
  }
  out.resize(columns());
  for (std::size_t r = 0; r < rows_; ++r) {
    for (std::size_t c = 0; c < columns_; ++c) out[r * columns_ + c] = vertical_[r] * horizontal_[c];
  }
}

ShellDirection direction_of(glm::dvec3 way) {
  const double length = std::max(1e-9, glm::length(way));
  return {std::asin(std::clamp(way.y / length, -1.0, 1.0)) / degree, std::atan2(std::abs(way.x), way.z) / degree};
}

MeshData mesh_of(const Shell& shell, float edge_mm) {
  const ShellBasis basis(shell);
  const double largest = static_cast<double>(*std::max_element(shell.radii.begin(), shell.radii.end()));
  const auto around = std::max<std::size_t>(
      24, 2 * static_cast<std::size_t>(std::numbers::pi * largest / static_cast<double>(edge_mm)));
  const std::size_t rings = std::max<std::size_t>(12, around / 2);
  const double low = static_cast<double>(shell.elevations.front());
  std::vector<double> weights;
  const auto radius = [&](double elevation, double azimuth) {
    basis.row(elevation, azimuth, weights);
    double r = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k) r += weights[k] * static_cast<double>(shell.radii[k]);
    return std::max(1.0, r);
  };
  MeshData mesh;
  const glm::dvec3 centre(shell.centre);
  for (std::size_t ring = 0; ring < rings; ++ring) {
    const double elevation = low + (90.0 - low) * static_cast<double>(ring) / static_cast<double>(rings);
    for (std::size_t i = 0; i < around; ++i) {
      const double turn = 360.0 * static_cast<double>(i) / static_cast<double>(around);
      const double r = radius(elevation, turn <= 180.0 ? turn : 360.0 - turn);
      const double flat = r * std::cos(elevation * degree);
      mesh.positions.emplace_back(centre + glm::dvec3(flat * std::sin(turn * degree), r * std::sin(elevation * degree),
                                                      flat * std::cos(turn * degree)));
    }
  }
  const auto bottom = static_cast<std::uint32_t>(mesh.positions.size()), top = bottom + 1;
  double above = 0.0, below = 0.0;
  for (const float azimuth : shell.azimuths) {
    above += radius(90.0, static_cast<double>(azimuth)) / static_cast<double>(shell.azimuths.size());
    below += radius(low, static_cast<double>(azimuth)) / static_cast<double>(shell.azimuths.size());
  }
  mesh.positions.emplace_back(centre + glm::dvec3(0.0, below * std::sin(low * degree), 0.0));
  mesh.positions.emplace_back(centre + glm::dvec3(0.0, above, 0.0));
  const auto at = [&](std::size_t ring, std::size_t i) {
    return static_cast<std::uint32_t>(ring * around + i % around);
  };
  for (std::size_t i = 0; i < around; ++i) {
    for (std::size_t ring = 0; ring + 1 < rings; ++ring) {
      const std::uint32_t a = at(ring, i), b = at(ring, i + 1), c = at(ring + 1, i), d = at(ring + 1, i + 1);
      mesh.indices.insert(mesh.indices.end(), {a, b, d, a, d, c});
    }
    mesh.indices.insert(mesh.indices.end(),
                        {at(0, i + 1), at(0, i), bottom, at(rings - 1, i), at(rings - 1, i + 1), top});
  }
  compute_normals(mesh);
  return mesh;
}

}  // namespace palpate
