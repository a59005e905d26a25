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

constexpr std::size_t sample_count = 60'000;
constexpr double negligible = 1e-4;  // weights of figures far from a sample
constexpr double faces_out = 0.15;   // cosine: what is turned farther from the way out is not seen
constexpr double doubtful_mm = 6.0;  // from here on a sample counts less

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// A place of the mesh: which figures it depends on, and how far it is from the centre.
struct Row {
  std::vector<std::pair<Eigen::Index, double>> weights;
  double radius = 0.0;
};

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
  std::vector<Row> rows;
  std::vector<double> row;
  for (const SurfacePoint& point : spread_points(mesh, sample_count)) {
    const glm::dvec3 way = glm::dvec3(point.position) - glm::dvec3(shell.centre);
    const double length = glm::length(way);
    if (length < 1.0 || glm::dot(way, glm::dvec3(point.normal)) / length < faces_out) continue;
    const ShellDirection direction = direction_of(way);
    if (direction.elevation < static_cast<double>(shell.elevations.front())) continue;
    basis.row(direction.elevation, direction.azimuth, row);
    Row kept{{}, length};
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (std::abs(row[k]) > negligible) kept.weights.emplace_back(static_cast<Eigen::Index>(k), row[k]);
    }
    rows.push_back(std::move(kept));
  }
  if (rows.size() < 4 * basis.columns()) return Error{"The mesh does not surround the centre of the shell", "", ""};
  const auto columns = static_cast<Eigen::Index>(basis.columns());
  const Matrix smooth = 2e-6 * roughness(shell.elevations.size(), shell.azimuths.size());
  Vector solved = Vector::Zero(columns);
  for (int round = 0; round < 5; ++round) {
    Matrix left = smooth;
    Vector right = Vector::Zero(columns);
    for (const Row& sample : rows) {
      double error = 0.0;
      for (const auto& [k, weight] : sample.weights) error += weight * solved(k);
      error = round == 0 ? 0.0 : (error - sample.radius) / doubtful_mm;
      const double trust = 1.0 / (1.0 + error * error) / static_cast<double>(rows.size());
      for (const auto& [k, weight] : sample.weights) {
        right(k) += trust * weight * sample.radius;
        for (const auto& [m, other] : sample.weights) left(m, k) += trust * weight * other;
      }
    }
    solved = left.ldlt().solve(right);
  }
  if (!solved.allFinite()) return Error{"The shell could not be solved for", "", ""};
  shell.radii.clear();
  for (Eigen::Index k = 0; k < columns; ++k)
    shell.radii.push_back(static_cast<float>(std::round(10.0 * solved(k)) / 10.0));
  return shell;
}

}  // namespace palpate
