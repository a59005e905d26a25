#include "shell_basis.h"

#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/measure.h>

#include <Eigen/Dense>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t sample_count = 30'000;
constexpr double faces_out = 0.15;   // cosine: what is turned farther from the way out is not seen
constexpr double doubtful_mm = 6.0;  // from here on a sample counts less

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Second differences between neighbours in both directions.
Matrix roughness(std::size_t rows, std::size_t columns) {
  const auto size = static_cast<Eigen::Index>(rows * columns);
  Matrix penalty = Matrix::Zero(size, size);
  const auto bend = [&](std::size_t before, std::size_t at, std::size_t after) {
    const Eigen::Index i[3] = {static_cast<Eigen::Index>(before), static_cast<Eigen::Index>(at),
                               static_cast<Eigen::Index>(after)};
    const double w[3] = {1.0, -2.0, 1.0};
    for (int a = 0; a < 3; ++a) {
      for (int b = 0; b < 3; ++b) penalty(i[a], i[b]) += w[a] * w[b];
    }
  };
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const std::size_t at = r * columns + c;
      if (r > 0 && r + 1 < rows) bend(at - columns, at, at + columns);
      if (c > 0 && c + 1 < columns) bend(at - 1, at, at + 1);
    }
  }
  return penalty;
}

}  // namespace

Result<Shell> measure_shell(const MeshData& mesh, Shell shell) {
  const ShellBasis basis(shell);
  std::vector<std::vector<double>> rows;
  std::vector<double> radii;
  std::vector<double> row;
  for (const SurfacePoint& point : spread_points(mesh, sample_count)) {
    const glm::dvec3 way = glm::dvec3(point.position) - glm::dvec3(shell.centre);
    const double length = glm::length(way);
    if (length < 1.0 || glm::dot(way, glm::dvec3(point.normal)) / length < faces_out) continue;
    const ShellDirection direction = direction_of(way);
    if (direction.elevation < static_cast<double>(shell.elevations.front())) continue;
    basis.row(direction.elevation, direction.azimuth, row);
    rows.push_back(row);
    radii.push_back(length);
  }
  if (rows.size() < 4 * basis.columns()) return Error{"The mesh does not surround the centre of the shell", "", ""};
  const auto count = static_cast<Eigen::Index>(rows.size()), columns = static_cast<Eigen::Index>(basis.columns());
  Matrix matrix(count, columns);
  for (Eigen::Index i = 0; i < count; ++i) {
    matrix.row(i) = Eigen::Map<const Eigen::RowVectorXd>(rows[static_cast<std::size_t>(i)].data(), columns);
  }
  const Vector target = Eigen::Map<const Vector>(radii.data(), count);
  const Matrix smooth = 2e-6 * roughness(shell.elevations.size(), shell.azimuths.size());
  Vector weights = Vector::Ones(count), solved;
  for (int round = 0; round < 5; ++round) {
    const Matrix weighted = matrix.array().colwise() * (weights.array() / static_cast<double>(count));
    solved = (matrix.transpose() * weighted + smooth).ldlt().solve(weighted.transpose() * target);
    const Vector error = (matrix * solved - target).cwiseAbs();
    weights = (1.0 + (error.array() / doubtful_mm).square()).inverse();
  }
  if (!solved.allFinite()) return Error{"The shell could not be solved for", "", ""};
  shell.radii.clear();
  for (Eigen::Index k = 0; k < columns; ++k)
    shell.radii.push_back(static_cast<float>(std::round(10.0 * solved(k)) / 10.0));
  return shell;
}

}  // namespace palpate
