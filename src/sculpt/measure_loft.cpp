#include "loft_basis.h"
#include "loft_fit.h"
#include "loft_start.h"

#include <palpate/mesh/point_tree.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/measure.h>

#include <Eigen/Dense>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

constexpr std::size_t sample_count = 7000;
constexpr std::size_t rounds = 12;
constexpr std::size_t grid_around = 40, grid_rings = 56;
constexpr std::size_t neighbours = 14;

using Matrix = Eigen::MatrixXd;
using Points = Eigen::Matrix<double, Eigen::Dynamic, 3>;

// A grid over the loft's surface: where it is looked at in each round.
struct Grid {
  Matrix rows;
  std::size_t around = grid_around, rings = 0;
  std::vector<double> v;  // of each ring
};

Grid grid_of(const LoftBasis& basis) {
  const std::vector<double> places = ring_places(grid_rings, basis.rounding()[0], basis.rounding()[1]);
  Grid grid;
  grid.rings = places.size();
  grid.v = places;
  grid.rows.resize(static_cast<Eigen::Index>(grid.rings * grid.around), static_cast<Eigen::Index>(basis.columns()));
  std::vector<double> row(basis.columns());
  for (std::size_t r = 0; r < grid.rings; ++r) {
    for (std::size_t i = 0; i < grid.around; ++i) {
      basis.row(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(grid.around), places[r],
                row.data());
      grid.rows.row(static_cast<Eigen::Index>(r * grid.around + i)) =
          Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
    }
  }
  return grid;
}

glm::vec3 at(const Points& points, Eigen::Index i) {
  return {static_cast<float>(points(i, 0)), static_cast<float>(points(i, 1)), static_cast<float>(points(i, 2))};
}

std::vector<glm::vec3> grid_normals(const Grid& grid, const Points& surface) {
  std::vector<glm::vec3> normals(grid.rings * grid.around);
  const auto point = [&](std::size_t r, std::size_t i) {
    return at(surface, static_cast<Eigen::Index>(r * grid.around + i % grid.around));
  };
  for (std::size_t r = 0; r < grid.rings; ++r) {
    for (std::size_t i = 0; i < grid.around; ++i) {
      const glm::vec3 around = point(r, i + 1) - point(r, i + grid.around - 1);
      const glm::vec3 along = point(std::min(r + 1, grid.rings - 1), i) - point(r == 0 ? 0 : r - 1, i);
      const glm::vec3 cross = glm::cross(around, along);
      const float length = glm::length(cross);
      normals[r * grid.around + i] = length > 1e-9f ? cross / length : glm::vec3(0.0f);
    }
  }
  return normals;
}

// The nearest of a few neighbours that faces the same way; the nearest of all if none does.
std::uint32_t matching(const PointTree& tree, const std::vector<glm::vec3>& normals, glm::vec3 p, glm::vec3 normal,
                       float reach) {
  std::array<std::uint32_t, neighbours> near{};
  const std::size_t found = tree.nearest_few(p, near);
  std::uint32_t best = near[0];
  float least = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < found; ++i) {
    const glm::vec3 between = tree.points()[near[i]] - p, turn = normals[near[i]] - normal;
    const float cost = glm::dot(between, between) + reach * reach * glm::dot(turn, turn);
    if (cost < least) {
      least = cost;
      best = near[i];
    }
  }
  return best;
}

double median_of(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Weighted rows and targets, gathered into normal equations.
struct Equations {
  explicit Equations(Eigen::Index columns) : left(Matrix::Zero(columns, columns)), right(Points::Zero(columns, 3)) {}
  void add(const Matrix& rows, const Points& targets, const Eigen::VectorXd& weights) {
    const Matrix weighted = rows.array().colwise() * weights.array();
    left.noalias() += rows.transpose() * weighted;
    right.noalias() += weighted.transpose() * targets;
  }
  Matrix left;
  Points right;
};

// Fits by turns: each place of the loft goes towards the nearest place of the mesh and the other way round, mostly
// along the normal, and the figures are solved for by least squares.
class Refinement {
 public:
  Refinement(const LoftBasis& basis, const LoftStart& start)
      : basis_(basis),
        start_(start),
        grid_(grid_of(basis)),
        tree_(positions(start)),
        penalty_(loft_roughness(basis.sections(), (basis.per_section() - 1) / 2)) {
    for (const LoftSample& sample : start.samples) normals_.push_back(sample.normal);
    glm::dvec3 mean(0.0);
    for (const LoftSample& sample : start.samples) mean += glm::dvec3(sample.position);
    mean /= static_cast<double>(start.samples.size());
    for (const LoftSample& sample : start.samples) {
      const glm::dvec3 away = glm::dvec3(sample.position) - mean;
      scale_ += glm::dot(away, away);
    }
    scale_ = std::sqrt(scale_ / static_cast<double>(start.samples.size()));
  }

  [[nodiscard]] Points first() const {
    const auto count = static_cast<Eigen::Index>(start_.samples.size());
    Matrix rows(count, static_cast<Eigen::Index>(basis_.columns()));
    Points targets(count, 3);
    std::vector<double> row(basis_.columns());
    for (Eigen::Index i = 0; i < count; ++i) {
      const LoftSample& sample = start_.samples[static_cast<std::size_t>(i)];
      basis_.row(sample.u, sample.v, row.data());
      rows.row(i) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
      targets.row(i) << sample.position.x, sample.position.y, sample.position.z;
    }
    Equations equations(rows.cols());
    equations.add(rows, targets, Eigen::VectorXd::Constant(count, 1.0 / static_cast<double>(count)));
    equations.left += 1e-3 * penalty_;
    return equations.left.ldlt().solve(equations.right);
  }

  [[nodiscard]] Points round(const Points& figures, std::size_t number) const {
    const Points surface = grid_.rows * figures;
    std::vector<glm::vec3> facing = grid_normals(grid_, surface);
    // How much facing the same way counts against being near: never less than the two faces of a sheet are apart.
    const double wide = 0.12 * scale_ * std::pow(0.6, static_cast<double>(std::min<std::size_t>(number, 4)));
    const float reach = static_cast<float>(std::max(wide, start_.thickness));
    turn_outwards(surface, facing);
    Equations equations(figures.rows());
    to_mesh(surface, facing, reach, equations);
    from_mesh(surface, facing, reach, equations);
    const Matrix stay = grid_.rows.transpose() * grid_.rows / static_cast<double>(grid_.rows.rows());
    equations.left += 3e-4 * penalty_ + 0.02 * stay;
    equations.right += 0.02 * stay * figures;
    return equations.left.ldlt().solve(equations.right);
  }

 private:
  static std::vector<glm::vec3> positions(const LoftStart& start) {
    std::vector<glm::vec3> out;
    for (const LoftSample& sample : start.samples) out.push_back(sample.position);
    return out;
  }

  [[nodiscard]] bool beyond_a_cut(double v) const {
    constexpr double rim = 0.03;
    return (start_.cut_at_origin && v < rim) || (start_.cut_at_insertion && v > 1.0 - rim);
  }

  void turn_outwards(const Points& surface, std::vector<glm::vec3>& facing) const {
    double agreement = 0.0;
    for (Eigen::Index i = 0; i < surface.rows(); i += 7) {
      const std::uint32_t near = tree_.nearest(at(surface, i));
      agreement += static_cast<double>(glm::dot(facing[static_cast<std::size_t>(i)], normals_[near]));
    }
    if (agreement >= 0.0) return;
    for (glm::vec3& normal : facing) normal = -normal;
  }

  // Most of the way along the normal: what slides within the surface is left to the smoothness of the figures.
  static Eigen::RowVector3d target(glm::vec3 from, glm::vec3 normal, glm::vec3 to) {
    const glm::vec3 way = to - from;
    const glm::vec3 p = from + 0.7f * glm::dot(way, normal) * normal + 0.3f * way;
    return {p.x, p.y, p.z};
  }

  void to_mesh(const Points& surface, const std::vector<glm::vec3>& facing, float reach, Equations& equations) const {
    const Eigen::Index count = surface.rows();
    Points targets(count, 3);
    std::vector<double> distance(static_cast<std::size_t>(count));
    for (Eigen::Index i = 0; i < count; ++i) {
      const glm::vec3 p = at(surface, i), normal = facing[static_cast<std::size_t>(i)];
      const glm::vec3 q = tree_.points()[matching(tree_, normals_, p, normal, reach)];
      targets.row(i) = target(p, normal, q);
      distance[static_cast<std::size_t>(i)] = static_cast<double>(glm::distance(p, q));
    }
    const double usual = 3.0 * median_of(distance) + 1.0;
    Eigen::VectorXd weights(count);
    for (Eigen::Index i = 0; i < count; ++i) {
      weights(i) =
          0.5 * std::min(1.0, usual / (distance[static_cast<std::size_t>(i)] + 1e-6)) / static_cast<double>(count);
    }
    equations.add(grid_.rows, targets, weights);
  }

  void from_mesh(const Points& surface, const std::vector<glm::vec3>& facing, float reach, Equations& equations) const {
    std::vector<glm::vec3> places(static_cast<std::size_t>(surface.rows()));
    for (Eigen::Index i = 0; i < surface.rows(); ++i) places[static_cast<std::size_t>(i)] = at(surface, i);
    const PointTree tree(std::move(places));
    const auto count = static_cast<Eigen::Index>(start_.samples.size());
    Matrix rows(count, grid_.rows.cols());
    Points targets(count, 3);
    std::vector<double> distance(start_.samples.size());
    for (Eigen::Index i = 0; i < count; ++i) {
      const LoftSample& sample = start_.samples[static_cast<std::size_t>(i)];
      const std::uint32_t near = matching(tree, facing, sample.position, sample.normal, reach);
      rows.row(i) = grid_.rows.row(static_cast<Eigen::Index>(near));
      targets.row(i) = target(tree.points()[near], facing[near], sample.position);
      distance[static_cast<std::size_t>(i)] = static_cast<double>(glm::distance(tree.points()[near], sample.position));
    }
    const double usual = 8.0 * median_of(distance) + 2.0;
    Eigen::VectorXd weights(count);
    for (Eigen::Index i = 0; i < count; ++i) {
      weights(i) = std::min(1.0, usual / (distance[static_cast<std::size_t>(i)] + 1e-6)) / static_cast<double>(count);
    }
    equations.add(rows, targets, weights);
  }

  const LoftBasis& basis_;
  const LoftStart& start_;
  Grid grid_;
  PointTree tree_;
  std::vector<glm::vec3> normals_;
  Matrix penalty_;
  double scale_ = 0.0;
};

}  // namespace

Result<Loft> measure_loft(const MeshData& mesh, const std::vector<float>& along, const LoftRequest& request) {
  if (request.sections < 3 || request.harmonics < 1) {
    return Error{"A loft needs at least three sections and one pair of vectors in each", "", ""};
  }
  Result<LoftStart> start = start_of_loft(mesh, along, sample_count);
  if (!start) return start.error();
  if (request.round_at_origin) start->round_at_origin = static_cast<double>(*request.round_at_origin);
  if (request.round_at_insertion) start->round_at_insertion = static_cast<double>(*request.round_at_insertion);
  start->cut_at_origin = request.round_at_origin.has_value();
  start->cut_at_insertion = request.round_at_insertion.has_value();
  const std::vector<double> places = section_places(request.sections);
  const LoftBasis basis(places, request.harmonics, start->round_at_origin, start->round_at_insertion);
  const Refinement refinement(basis, *start);
  Points figures = refinement.first();
  for (std::size_t i = 0; i < rounds; ++i) figures = refinement.round(figures, i);
  if (!figures.allFinite()) return Error{"The figures of the loft could not be solved for", "", ""};
  return loft_of(figures, places, request.harmonics, start->round_at_origin, start->round_at_insertion);
}

}  // namespace palpate
