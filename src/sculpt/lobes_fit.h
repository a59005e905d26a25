// Fitting lobes to signed distances by least squares (Levenberg and Marquardt).
//
// What is compared is not the distance itself but tanh(distance / reach), so that only places near the surface count.
#pragma once

#include "lobes_field.h"
#include "lobes_samples.h"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace palpate {

struct LobesLimits {
  float smallest = 0.7f;    // mm, of semi-axes
  float largest = 100.0f;   // mm
  float slender = 12.0f;    // the longest semi-axis by the shortest, at most
  float most_blend = 6.0f;  // mm
  bool bows = true;
  bool squares = true;
};

class LobesFit {
 public:
  LobesFit(bool mirrored, LobesLimits limits) : mirrored_(mirrored), limits_(limits) {}

  std::vector<LobeShape> shapes;
  float blend = 1.0f;

  // At most `steps` steps down; returns the mean squared difference reached.
  double descend(std::span<const LobeSample> samples, float reach, std::size_t steps);

  // tanh(model / reach) - tanh(sample / reach) for each sample, and for each lobe how much it has to say near the
  // surface.
  struct Differences {
    std::vector<float> of;
    std::vector<float> say;
  };
  [[nodiscard]] Differences differences(std::span<const LobeSample> samples, float reach) const;

  void keep_limits();

 private:
  struct Lane;
  struct Sums;
  [[nodiscard]] double cost(std::span<const LobeSample> samples, float reach) const;
  [[nodiscard]] double gather(std::span<const LobeSample> samples, float reach, Sums& sums) const;
  void add_priors(std::size_t count, Sums& sums) const;
  [[nodiscard]] double prior_cost(std::size_t count) const;
  void move(const Eigen::VectorXd& by);

  bool mirrored_;
  LobesLimits limits_;
  float damping_ = 1e-2f;
};

}  // namespace palpate
