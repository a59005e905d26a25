#include "lobes_seeds.h"

#include <Eigen/Eigenvalues>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr std::size_t most_clustered = 4'000;
constexpr int cluster_rounds = 25;

float squared(glm::vec3 a, glm::vec3 b) {
  const glm::vec3 d = a - b;
  return glm::dot(d, d);
}

// The ellipsoid that has the moments of the places; its own z is its thinnest axis.
LobeShape as_they_lie(const std::vector<glm::vec3>& places, float swell, float least) {
  LobeShape shape;
  glm::dvec3 middle(0.0);
  for (const glm::vec3 p : places) middle += glm::dvec3(p);
  middle /= static_cast<double>(places.size());
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (const glm::vec3 p : places) {
    const glm::dvec3 d = glm::dvec3(p) - middle;
    const Eigen::Vector3d v(d.x, d.y, d.z);
    spread += v * v.transpose() / static_cast<double>(places.size());
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(spread);  // by rising eigenvalue
  shape.centre = glm::vec3(middle);
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::Vector3d v = solver.eigenvectors().col(2 - axis);
    shape.axes[axis] = glm::vec3(static_cast<float>(v[0]), static_cast<float>(v[1]), static_cast<float>(v[2]));
    const double size = std::sqrt(std::max(5.0 * solver.eigenvalues()[2 - axis], 0.0));
    shape.semi_axes[axis] = std::max(least, swell * static_cast<float>(size));
  }
  if (glm::determinant(shape.axes) < 0.0f) shape.axes[2] = -shape.axes[2];
  return shape;
}

// The first places of clusters: each as far as chance has it from those before (Arthur and Vassilvitskii 2007).
std::vector<glm::vec3> spread_centres(const std::vector<glm::vec3>& places, std::size_t count, Dice& dice) {
  std::vector<glm::vec3> centres{places[places.size() / 2]};
  std::vector<float> far(places.size(), std::numeric_limits<float>::max());
  while (centres.size() < count) {
    double sum = 0.0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      far[i] = std::min(far[i], squared(places[i], centres.back()));
      sum += static_cast<double>(far[i]);
    }
    if (sum <= 0.0) break;
    double left = sum * static_cast<double>(dice.next());
    std::size_t chosen = 0;
    while (chosen + 1 < places.size() && (left -= static_cast<double>(far[chosen])) > 0.0) ++chosen;
    centres.push_back(places[chosen]);
  }
  return centres;
}

}  // namespace

std::vector<LobeShape> seed_lumps(const std::vector<glm::vec3>& inside, std::size_t count, float thickness) {
  const std::vector<glm::vec3> places(
      inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(std::min(inside.size(), most_clustered)));
  Dice dice(7);
  std::vector<glm::vec3> centres = spread_centres(places, count, dice);
  std::vector<std::vector<glm::vec3>> members;
  for (int round = 0; round < cluster_rounds; ++round) {
    members.assign(centres.size(), {});
    for (const glm::vec3 p : places) {
      std::size_t best = 0;
      for (std::size_t c = 1; c < centres.size(); ++c)
        if (squared(p, centres[c]) < squared(p, centres[best])) best = c;
      members[best].push_back(p);
    }
    for (std::size_t c = 0; c < centres.size(); ++c) {
      glm::vec3 sum(0.0f);
      for (const glm::vec3 p : members[c]) sum += p;
      if (!members[c].empty()) centres[c] = sum / static_cast<float>(members[c].size());
    }
  }
  std::vector<LobeShape> shapes;
  for (const auto& places_of : members)
    if (places_of.size() >= 4) shapes.push_back(as_they_lie(places_of, 1.0f, std::max(0.7f, 0.2f * thickness)));
  return shapes;
}

std::size_t seed_worst(std::span<const LobeSample> samples, LobesFit& fit, float reach, float thickness,
                       std::size_t count) {
  constexpr float enough = 0.15f;  // of tanh: less is not worth a lobe
  const std::vector<float> off = fit.differences(samples, reach).of;
  std::vector<std::size_t> wrong;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (std::abs(off[i]) > enough) wrong.push_back(i);
  const float around = std::max(0.8f * thickness, 2.0f), near = around * around;
  std::size_t added = 0;
  std::vector<bool> taken(wrong.size(), false);
  while (added < count) {
    // The place that most is wrong around, in one direction.
    float worst = 0.0f;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      if (taken[i]) continue;
      float sum = 0.0f;
      for (std::size_t j = 0; j < wrong.size(); ++j)
        if (!taken[j] && (off[wrong[i]] > 0.0f) == (off[wrong[j]] > 0.0f) &&
            squared(samples[wrong[i]].at, samples[wrong[j]].at) < near)
          sum += std::abs(off[wrong[j]]) - enough;
      if (sum > worst) {
        worst = sum;
        peak = i;
      }
    }
    if (worst <= 0.0f) break;
    const glm::vec3 middle = samples[wrong[peak]].at;
    const bool missing = off[wrong[peak]] > 0.0f;
    std::vector<glm::vec3> places;
    for (std::size_t j = 0; j < wrong.size(); ++j) {
      const LobeSample& s = samples[wrong[j]];
      const bool same = (off[wrong[j]] > 0.0f) == missing && squared(s.at, middle) < 2.25f * near;
      if (!same || taken[j]) continue;
      taken[j] = true;
      if (missing ? s.distance < 0.0f : s.distance > 0.0f) places.push_back(s.at);
    }
    if (places.size() < 3) continue;
    LobeShape shape = as_they_lie(places, 0.8f, std::max(0.8f, 0.25f * std::min(thickness, 6.0f)));
    shape.hollow = !missing;
    fit.shapes.push_back(shape);
    ++added;
  }
  return added;
}

}  // namespace palpate
