#include "lobes_fit.h"

#include <Eigen/Cholesky>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

// Of each lobe: centre and turn along its own axes, logarithms of the semi-axes, bow, square.
constexpr int figures = 12;
using Slope = Eigen::Matrix<float, figures, 1>;

constexpr float least_say = 1e-2f;  // weights below it are taken as nothing
constexpr double plain = 5e-5;      // by how much a plain lobe is preferred to a strange one
constexpr float least_blend = 0.9f;

// How the distance t to a lobe changes with its figures: as q stays 1, dt = -(dq by the figures) / (dq by t).
Slope slope_of(const LobeShape& lobe, glm::vec3 at, float t) {
  const glm::vec3 p = (at - lobe.centre) * lobe.axes, s = lobe.semi_axes;  // vector * matrix: by the transposed
  const glm::vec3 m = 1.0f / (s + t);
  const float tx = p.x / s.x, ty = p.y / s.y;
  const float bx = std::clamp(tx, -1.5f, 1.5f), by = std::clamp(ty, -1.5f, 1.5f);
  const float bent_x = bx * (2.0f * tx - bx), bent_y = by * (2.0f * ty - by);
  const glm::vec3 u = glm::vec3(p.x, p.y, p.z - lobe.bow.x * bent_x - lobe.bow.y * bent_y) * m;
  const glm::vec3 uu = u * u;
  const float sum = uu.x + uu.y + uu.z, fourth = glm::dot(uu, uu), r = 1.0f - lobe.square;
  const glm::vec3 du = u * (glm::vec3(r * sum) + lobe.square * uu);  // by u, times q^3, as all that follow
  glm::vec3 dp = du * m;                                             // by p
  dp.x -= 2.0f * lobe.bow.x * bx / s.x * dp.z;
  dp.y -= 2.0f * lobe.bow.y * by / s.y * dp.z;
  const float fall = glm::dot(du * u, m);
  const glm::vec3 turned = glm::cross(dp, p), grown = -du * u * m * s;
  const float lift = du.z * m.z;
  Slope slope;
  slope << -dp.x, -dp.y, -dp.z, turned.x, turned.y, turned.z, grown.x + lift * 2.0f * lobe.bow.x * bx * tx,
      grown.y + lift * 2.0f * lobe.bow.y * by * ty, grown.z, -lift * bent_x, -lift * bent_y,
      0.25f * (fourth - sum * sum);
  return slope / std::max(fall, 1e-9f);
}

glm::mat3 turned_by(const glm::mat3& axes, glm::vec3 radians) {
  return axes * matrix_of_turn(radians * 57.29577951f);
}

}  // namespace

// All lobes at a block of places.
struct LobesFit::Lane {
  std::vector<Block, Eigen::aligned_allocator<Block>> distance, say;  // of each lobe, then of each mirror image
  Block value, by_blend;
  Places places;

  void run(const LobesFit& fit, std::span<const LobeSample> samples, std::size_t first) {
    const std::size_t count = fit.shapes.size(), seen = fit.mirrored_ ? 2 * count : count;
    distance.resize(seen);
    say.resize(seen);
    for (std::size_t i = 0; i < block_size; ++i) {
      const glm::vec3 p = samples[std::min(first + i, samples.size() - 1)].at;
      const auto k = static_cast<Eigen::Index>(i);
      places.x[k] = p.x;
      places.y[k] = p.y;
      places.z[k] = p.z;
    }
    for (std::size_t e = 0; e < seen; ++e) {
      if (e == count) places.x = -places.x;
      distance_to(fit.shapes[e % count], places, distance[e]);
    }
    if (seen > count) places.x = -places.x;
    blend_all(fit, seen);
  }

  void blend_all(const LobesFit& fit, std::size_t seen) {
    const std::size_t count = fit.shapes.size();
    const float k = fit.blend, sharp = 1.0f / k;
    Block least = Block::Constant(1e9f);
    for (std::size_t e = 0; e < seen; ++e)
      if (!fit.shapes[e % count].hollow) least = least.min(distance[e]);
    Block sum = Block::Zero();
    for (std::size_t e = 0; e < seen; ++e) {
      if (fit.shapes[e % count].hollow) continue;
      say[e] = ((least - distance[e]) * sharp).max(-60.0f).exp();
      sum += say[e];
    }
    const Block lumps = least - k * sum.log();
    Block most = lumps;
    for (std::size_t e = 0; e < seen; ++e)
      if (fit.shapes[e % count].hollow) most = most.max(-distance[e]);
    const Block solid = ((lumps - most) * sharp).max(-60.0f).exp();
    Block all = solid;
    for (std::size_t e = 0; e < seen; ++e) {
      if (!fit.shapes[e % count].hollow) continue;
      say[e] = ((-distance[e] - most) * sharp).max(-60.0f).exp();
      all += say[e];
    }
    value = most + k * all.log();
    const Block share = solid / all, part = share / sum;
    Block mean = Block::Zero();  // what all say, by their say
    for (std::size_t e = 0; e < seen; ++e) {
      const bool hollow = fit.shapes[e % count].hollow;
      say[e] = hollow ? Block(-say[e] / all) : Block(say[e] * part);
      mean += say[e] * distance[e];
    }
    by_blend = value - mean;  // by the logarithm of blend
  }
};

struct LobesFit::Sums {
  Eigen::MatrixXf square;  // upper half
  Eigen::VectorXf right;

  explicit Sums(std::size_t lobes) {
    const auto size = static_cast<Eigen::Index>(figures * lobes + 1);
    square = Eigen::MatrixXf::Zero(size, size);
    right = Eigen::VectorXf::Zero(size);
  }
};

double LobesFit::cost(std::span<const LobeSample> samples, float reach) const {
  Lane lane;
  double sum = 0.0;
  for (std::size_t first = 0; first < samples.size(); first += block_size) {
    lane.run(*this, samples, first);
    const std::size_t count = std::min<std::size_t>(block_size, samples.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      const LobeSample& sample = samples[first + i];
      const float off =
          std::tanh(lane.value[static_cast<Eigen::Index>(i)] / reach) - std::tanh(sample.distance / reach);
      sum += static_cast<double>(sample.weight * off * off);
    }
  }
  return sum + prior_cost(samples.size());
}

double LobesFit::gather(std::span<const LobeSample> samples, float reach, Sums& sums) const {
  Lane lane;
  double total = 0.0;
  const std::size_t lobes = shapes.size();
  const auto last = static_cast<Eigen::Index>(figures * lobes);
  std::vector<Slope> slopes(lobes);
  std::vector<std::size_t> active;
  std::vector<bool> is_active(lobes, false);
  for (std::size_t first = 0; first < samples.size(); first += block_size) {
    lane.run(*this, samples, first);
    const std::size_t count = std::min<std::size_t>(block_size, samples.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      const LobeSample& sample = samples[first + i];
      const auto k = static_cast<Eigen::Index>(i);
      const float model = std::tanh(lane.value[k] / reach), off = model - std::tanh(sample.distance / reach);
      total += static_cast<double>(sample.weight * off * off);
      const float steep = (1.0f - model * model) / reach;
      if (steep * reach < 1e-3f) continue;
      active.clear();
      for (std::size_t e = 0; e < lane.say.size(); ++e) {
        const float say = lane.say[e][k];
        if (std::abs(say) < least_say) continue;
        const std::size_t lobe = e % lobes;
        glm::vec3 at = sample.at;
        if (e >= lobes) at.x = -at.x;
        const Slope slope = (say * steep) * slope_of(shapes[lobe], at, lane.distance[e][k]);
        if (is_active[lobe]) {
          slopes[lobe] += slope;
          continue;
        }
        is_active[lobe] = true;
        active.push_back(lobe);
        slopes[lobe] = slope;
      }
      const float blend_slope = lane.by_blend[k] * steep;
      for (const std::size_t a : active) {
        is_active[a] = false;
        const auto ia = static_cast<Eigen::Index>(figures * a);
        const Slope weighted = sample.weight * slopes[a];
        sums.right.segment<figures>(ia) += off * weighted;
        sums.square.block<figures, 1>(ia, last) += blend_slope * weighted;
        for (const std::size_t b : active) {
          if (b < a) continue;
          const auto ib = static_cast<Eigen::Index>(figures * b);
          sums.square.block<figures, figures>(ia, ib).noalias() += weighted * slopes[b].transpose();
        }
      }
      sums.right[last] += sample.weight * off * blend_slope;
      sums.square(last, last) += sample.weight * blend_slope * blend_slope;
    }
  }
  return total;
}

// Bows, corners and slenderness cost a little, so that none of them is there without a reason.
double LobesFit::prior_cost(std::size_t count) const {
  double sum = 0.0;
  for (const LobeShape& s : shapes) {
    const glm::vec3 size = glm::log(s.semi_axes);
    const float mean = (size.x + size.y + size.z) / 3.0f;
    const glm::vec3 off = size - mean;
    const glm::vec2 bow = s.bow / glm::vec2(s.semi_axes);
    sum += static_cast<double>(glm::dot(off, off) + glm::dot(bow, bow) + s.square * s.square);
  }
  return plain * static_cast<double>(count) * sum;
}

void LobesFit::add_priors(std::size_t count, Sums& sums) const {
  const auto by = static_cast<float>(plain * static_cast<double>(count));
  for (std::size_t l = 0; l < shapes.size(); ++l) {
    const LobeShape& s = shapes[l];
    const auto first = static_cast<Eigen::Index>(figures * l);
    const glm::vec3 size = glm::log(s.semi_axes);
    const float mean = (size.x + size.y + size.z) / 3.0f;
    for (int axis = 0; axis < 3; ++axis) {
      sums.square(first + 6 + axis, first + 6 + axis) += by;
      sums.right[first + 6 + axis] += by * (size[axis] - mean);
    }
    for (int axis = 0; axis < 2; ++axis) {
      const float scale = 1.0f / s.semi_axes[axis];
      sums.square(first + 9 + axis, first + 9 + axis) += by * scale * scale;
      sums.right[first + 9 + axis] += by * s.bow[axis] * scale * scale;
    }
    sums.square(first + 11, first + 11) += by;
    sums.right[first + 11] += by * s.square;
  }
}

void LobesFit::keep_limits() {
  for (LobeShape& s : shapes) {
    s.semi_axes = glm::clamp(s.semi_axes, glm::vec3(limits_.smallest), glm::vec3(limits_.largest));
    const float longest = std::max({s.semi_axes.x, s.semi_axes.y, s.semi_axes.z});
    s.semi_axes = glm::max(s.semi_axes, glm::vec3(longest / limits_.slender));
    s.bow = limits_.bows ? glm::clamp(s.bow, -0.5f * glm::vec2(s.semi_axes), 0.5f * glm::vec2(s.semi_axes))
                         : glm::vec2(0.0f);
    s.square = limits_.squares ? std::clamp(s.square, 0.0f, 1.0f) : 0.0f;
  }
  blend = std::clamp(blend, least_blend, std::max(limits_.most_blend, least_blend));
}

void LobesFit::move(const Eigen::VectorXd& by) {
  for (std::size_t l = 0; l < shapes.size(); ++l) {
    LobeShape& s = shapes[l];
    const auto at = [&](int k) {
      return static_cast<float>(by[static_cast<Eigen::Index>(figures * l) + static_cast<Eigen::Index>(k)]);
    };
    s.centre += s.axes * glm::vec3(at(0), at(1), at(2));
    s.axes = turned_by(s.axes, glm::clamp(glm::vec3(at(3), at(4), at(5)), -0.5f, 0.5f));
    for (int axis = 0; axis < 3; ++axis) s.semi_axes[axis] *= std::exp(std::clamp(at(6 + axis), -0.5f, 0.5f));
    s.bow += glm::vec2(at(9), at(10));
    s.square += at(11);
  }
  blend *= std::exp(std::clamp(static_cast<float>(by[by.size() - 1]), -0.3f, 0.3f));
  keep_limits();
}

double LobesFit::descend(std::span<const LobeSample> samples, float reach, std::size_t steps) {
  if (samples.empty() || shapes.empty()) return 0.0;
  keep_limits();
  double now = cost(samples, reach);
  for (std::size_t step = 0; step < steps; ++step) {
    Sums sums(shapes.size());
    (void)gather(samples, reach, sums);
    add_priors(samples.size(), sums);
    const Eigen::MatrixXd square = sums.square.cast<double>().selfadjointView<Eigen::Upper>();
    const Eigen::VectorXd right = sums.right.cast<double>();
    const double floor = 1e-6 * square.diagonal().mean() + 1e-12;
    bool better = false;
    for (int attempt = 0; attempt < 5 && !better; ++attempt) {
      Eigen::MatrixXd damped = square;
      damped.diagonal() += static_cast<double>(damping_) * square.diagonal();
      damped.diagonal().array() += floor;
      const LobesFit before = *this;
      move(-damped.ldlt().solve(right));
      const double then = cost(samples, reach);
      if (then < now) {
        better = true;
        const double gain = (now - then) / now;
        now = then;
        damping_ = std::max(damping_ * 0.4f, 1e-5f);
        if (gain < 1e-4) return now / static_cast<double>(samples.size());
      } else {
        const float harder = std::min(damping_ * 4.0f, 1e3f);
        *this = before;
        damping_ = harder;
      }
    }
    if (!better) break;
  }
  return now / static_cast<double>(samples.size());
}

LobesFit::Differences LobesFit::differences(std::span<const LobeSample> samples, float reach) const {
  Differences found;
  found.of.resize(samples.size());
  found.say.assign(shapes.size(), 0.0f);
  Lane lane;
  for (std::size_t first = 0; first < samples.size(); first += block_size) {
    lane.run(*this, samples, first);
    const std::size_t count = std::min<std::size_t>(block_size, samples.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      const auto k = static_cast<Eigen::Index>(i);
      const float there = std::tanh(samples[first + i].distance / reach), model = std::tanh(lane.value[k] / reach);
      found.of[first + i] = model - there;
      const float near = 1.0f - model * model;
      for (std::size_t e = 0; e < lane.say.size(); ++e) found.say[e % shapes.size()] += near * std::abs(lane.say[e][k]);
    }
  }
  return found;
}

}  // namespace palpate
