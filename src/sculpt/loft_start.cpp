#include "loft_start.h"

#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>

#include <Eigen/Dense>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

constexpr std::size_t slices = 28;
constexpr std::size_t fewest_in_slice = 12;

// A cross-section as its samples show it: a middle line that may bow, and half a width.
struct Slice {
  glm::dvec3 centre{0.0};
  glm::dvec3 wide{0.0}, thick{0.0}, way{0.0};  // unit: across, through, along
  double half_width = 1.0;
  double flatness = 1.0;            // spread across / spread through
  double bow[3] = {0.0, 0.0, 0.0};  // through = bow0 + bow1 x + bow2 x^2 at x mm across
  bool known = false;
};

double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

std::vector<double> longest_extent(const std::vector<SurfacePoint>& points) {
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  for (const SurfacePoint& p : points) mean += Eigen::Vector3d(p.position.x, p.position.y, p.position.z);
  mean /= static_cast<double>(points.size());
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (const SurfacePoint& p : points) {
    const Eigen::Vector3d away = Eigen::Vector3d(p.position.x, p.position.y, p.position.z) - mean;
    spread += away * away.transpose();
  }
  Eigen::Vector3d axis = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(spread).eigenvectors().col(2);
  if (axis.y() > 0.0) axis = -axis;  // from above downwards
  std::vector<double> along;
  for (const SurfacePoint& p : points)
    along.push_back(axis.dot(Eigen::Vector3d(p.position.x, p.position.y, p.position.z)));
  const auto [low, high] = std::minmax_element(along.begin(), along.end());
  const double from = *low, length = std::max(1e-9, *high - *low);
  for (double& value : along) value = (value - from) / length;
  return along;
}

std::vector<double> along_of(const MeshData& mesh, const std::vector<SurfacePoint>& points,
                             const std::vector<float>& along) {
  if (along.empty()) return longest_extent(points);
  std::vector<double> values;
  for (const SurfacePoint& p : points) {
    double value = 0.0;
    for (std::size_t corner = 0; corner < 3; ++corner) {
      value += static_cast<double>(p.weights[static_cast<glm::length_t>(corner)] *
                                   along[mesh.indices[3 * p.triangle + corner]]);
    }
    values.push_back(std::clamp(value, 0.0, 1.0));
  }
  return values;
}

using Members = std::vector<std::vector<std::size_t>>;  // samples by slice

Members members_of(const std::vector<double>& along) {
  Members members(slices);
  for (std::size_t i = 0; i < along.size(); ++i) {
    members[std::min(slices - 1, static_cast<std::size_t>(along[i] * static_cast<double>(slices)))].push_back(i);
  }
  return members;
}

Slice centre_of(const std::vector<SurfacePoint>& points, const std::vector<std::size_t>& members) {
  Slice slice;
  if (members.size() < fewest_in_slice) return slice;
  slice.known = true;
  for (const std::size_t i : members) slice.centre += glm::dvec3(points[i].position);
  slice.centre /= static_cast<double>(members.size());
  return slice;
}

// The directions of largest spread across the way that the slice has along the whole.
void find_axes(const std::vector<SurfacePoint>& points, const std::vector<std::size_t>& members, Slice& slice) {
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (const std::size_t i : members) {
    glm::dvec3 away = glm::dvec3(points[i].position) - slice.centre;
    away -= glm::dot(away, slice.way) * slice.way;
    const Eigen::Vector3d a(away.x, away.y, away.z);
    spread += a * a.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(spread);
  const Eigen::Vector3d wide = solver.eigenvectors().col(2);
  slice.wide = glm::dvec3(wide.x(), wide.y(), wide.z());
  slice.thick = glm::normalize(glm::cross(slice.way, slice.wide));
  slice.flatness = std::sqrt(std::max(1.0, solver.eigenvalues()(2) / std::max(1e-12, solver.eigenvalues()(1))));
}

// Follows the axes of a neighbour: round sections take its directions, flat ones keep their own, turned to agree.
void agree_with(const Slice& neighbour, Slice& slice) {
  const glm::dvec3 carried = neighbour.wide - glm::dot(neighbour.wide, slice.way) * slice.way;
  const double length = glm::length(carried);
  if (length < 1e-6) return;
  const glm::dvec3 wanted = carried / length;
  if (glm::dot(wanted, slice.wide) < 0.0) slice.wide = -slice.wide;
  const double trust = std::clamp((slice.flatness - 1.15) / 0.6, 0.0, 1.0);
  const double same = glm::dot(wanted, slice.wide);
  // A flat section that lies across its neighbour's has most likely only changed which way is longer.
  const double own = same > 0.5 ? trust : 0.3 * trust;
  slice.wide = glm::normalize(own * slice.wide + (1.0 - own) * wanted);
  slice.wide = glm::normalize(slice.wide - glm::dot(slice.wide, slice.way) * slice.way);
  slice.thick = glm::normalize(glm::cross(slice.way, slice.wide));
}

// A parabola through the section, and how far it reaches to both sides.
void find_bow(const std::vector<SurfacePoint>& points, const std::vector<std::size_t>& members, Slice& slice) {
  std::vector<double> x, y;
  for (const std::size_t i : members) {
    const glm::dvec3 away = glm::dvec3(points[i].position) - slice.centre;
    x.push_back(glm::dot(away, slice.wide));
    y.push_back(glm::dot(away, slice.thick));
  }
  const double low = quantile(x, 0.02), high = quantile(x, 0.98);
  slice.half_width = std::max(1e-3, 0.5 * (high - low)) * 1.03;
  const double middle = 0.5 * (low + high);
  slice.centre += middle * slice.wide;
  Eigen::Matrix3d left = 1e-9 * Eigen::Matrix3d::Identity();
  Eigen::Vector3d right = Eigen::Vector3d::Zero();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double t = (x[i] - middle) / slice.half_width;
    const Eigen::Vector3d row(1.0, t, t * t);
    left += row * row.transpose();
    right += y[i] * row;
  }
  const Eigen::Vector3d fit = left.ldlt().solve(right);
  const double trust = std::clamp((slice.flatness - 1.4) / 1.0, 0.0, 1.0);  // round sections have no bow to speak of
  for (int k = 0; k < 3; ++k) slice.bow[k] = trust * fit(k);
  slice.bow[0] = fit(0) * trust + (1.0 - trust) * right(0) / static_cast<double>(x.size());
}

std::vector<Slice> slices_of(const std::vector<SurfacePoint>& points, const Members& members) {
  std::vector<Slice> out;
  for (const auto& some : members) out.push_back(centre_of(points, some));
  const auto known = [&](std::size_t from, int step) -> std::size_t {
    auto i = static_cast<std::ptrdiff_t>(from) + step;
    while (i >= 0 && i < static_cast<std::ptrdiff_t>(slices) && !out[static_cast<std::size_t>(i)].known) i += step;
    return i < 0 || i >= static_cast<std::ptrdiff_t>(slices) ? from : static_cast<std::size_t>(i);
  };
  std::size_t first = slices;
  double flattest = 0.0;
  for (std::size_t k = 0; k < slices; ++k) {
    if (!out[k].known) continue;
    const glm::dvec3 way = out[known(k, 1)].centre - out[known(k, -1)].centre;
    const double length = glm::length(way);
    out[k].way = length > 1e-9 ? way / length : glm::dvec3(0.0, -1.0, 0.0);
    find_axes(points, members[k], out[k]);
    const double centred = 1.0 - std::abs(static_cast<double>(k) / static_cast<double>(slices - 1) - 0.5);
    if (out[k].flatness * centred > flattest) {
      flattest = out[k].flatness * centred;
      first = k;
    }
  }
  if (first == slices) return out;
  for (std::size_t k = first + 1, before = first; k < slices; ++k) {
    if (out[k].known) agree_with(out[before], out[k]), before = k;
  }
  for (std::size_t k = first, before = first; k-- > 0;) {
    if (out[k].known) agree_with(out[before], out[k]), before = k;
  }
  for (std::size_t k = 0; k < slices; ++k) {
    if (out[k].known) find_bow(points, members[k], out[k]);
  }
  return out;
}

// Where around the section a sample lies: how far across tells the angle, the face it looks from tells the sign.
double angle_of(const SurfacePoint& point, const Slice& slice) {
  const glm::dvec3 away = glm::dvec3(point.position) - slice.centre;
  const double x = std::clamp(glm::dot(away, slice.wide) / slice.half_width, -1.0, 1.0);
  const double y = glm::dot(away, slice.thick) - (slice.bow[0] + slice.bow[1] * x + slice.bow[2] * x * x);
  const double slope = (slice.bow[1] + 2.0 * slice.bow[2] * x) / slice.half_width;
  const glm::dvec3 up = glm::normalize(slice.thick - slope * slice.wide);
  const double faces = glm::dot(glm::dvec3(point.normal), up);
  const double side = slice.flatness > 2.0 || std::abs(faces) > 0.5 ? faces : y;
  return side >= 0.0 ? std::acos(x) : -std::acos(x);
}

}  // namespace

std::vector<double> section_places(std::size_t count) {
  std::vector<double> places;
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(count - 1);
    const double place = 0.7 * t + 0.3 * 0.5 * (1.0 - std::cos(std::numbers::pi * t));
    places.push_back(std::round(1000.0 * place) / 1000.0);
  }
  return places;
}

Result<LoftStart> start_of_loft(const MeshData& mesh, const std::vector<float>& along, std::size_t count) {
  const std::vector<SurfacePoint> points = spread_points(mesh, count);
  if (points.size() < 200) return Error{"The mesh has too little surface to be measured", "", ""};
  const std::vector<double> places = along_of(mesh, points, along);
  const Members members = members_of(places);
  const std::vector<Slice> sections = slices_of(points, members);

  LoftStart start;
  double length = 0.0;
  const Slice* before = nullptr;
  for (const Slice& slice : sections) {
    if (!slice.known) continue;
    if (before != nullptr) length += glm::distance(before->centre, slice.centre);
    before = &slice;
  }
  if (before == nullptr || length < 1e-3) return Error{"The mesh has no length to lay sections along", "", ""};
  const double thickness = 2.0 * std::abs(signed_volume(mesh)) / surface_area(mesh);
  start.thickness = std::max(0.3, thickness);
  const double rounding = std::clamp(std::max(0.5 * thickness, 0.4) / length, 0.006, 0.12);
  start.round_at_origin = start.round_at_insertion = std::round(1000.0 * rounding) / 1000.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto slice = std::min(slices - 1, static_cast<std::size_t>(places[i] * static_cast<double>(slices)));
    std::size_t reach = 0;
    while (!sections[slice].known) {  // the nearest slice that is known
      ++reach;
      const std::size_t up = std::min(slices - 1, slice + reach), down = slice >= reach ? slice - reach : 0;
      slice = sections[up].known ? up : down;
    }
    const double v = std::clamp(places[i], 0.4 * rounding, 1.0 - 0.4 * rounding);
    start.samples.push_back({points[i].position, points[i].normal, angle_of(points[i], sections[slice]), v});
  }
  return start;
}

}  // namespace palpate
