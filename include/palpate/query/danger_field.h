// How far everything in a box is from the surfaces of some structures: a grid of cells, each of which knows the surface
// point that is nearest to it, so that thousands of lines can be asked in a millisecond or two.
//
// Surfaces are sampled more densely than the cells. Which cell with a sample is nearest to a cell is exact (a squared
// distance transform, one axis after the other: Felzenszwalb and Huttenlocher, Distance Transforms of Sampled
// Functions, 2012; with a window instead of their envelopes, since no more than `known_mm` is wanted). Distances are
// then taken from the place that is asked about to the sample itself. So they are never too small; they are too large
// by much less than a cell mostly, and hardly ever by more (error_mm).
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/base/jobs.h>
#include <palpate/mesh/body_geometry.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace palpate {

class DangerField {
 public:
  static constexpr float cell_mm = 1.5f;
  static constexpr float error_mm = cell_mm;  // more than the largest that was seen on a real body, but no bound
  static constexpr float most_known_mm = 60.0f;
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  struct Near {
    float mm = 0.0f;  // known_mm() if nothing is as near
    std::uint32_t structure = none;
    float at_mm = 0.0f;  // along the stretch
  };

  DangerField() = default;

  // Distances up to known_mm are right within `box`. Without jobs, on this thread.
  DangerField(const BodyGeometry& geometry, std::span<const std::uint32_t> structures, const Bounds& box,
              float known_mm, JobQueue* jobs = nullptr);

  [[nodiscard]] bool covers(const Bounds& box, float known_mm) const;
  [[nodiscard]] float known_mm() const { return known_mm_; }

  // Of a place; outside of the box nothing is known to be near.
  [[nodiscard]] Near at(glm::vec3 p) const;
  // Of the stretch of a line.
  [[nodiscard]] Near along(glm::vec3 from, glm::vec3 to) const;
  // The part of the stretch outside of which nothing comes within `mm`, errors allowed for; by depth, from > to if
  // none.
  struct Part {
    float from_mm = 0.0f, to_mm = -1.0f;
  };
  [[nodiscard]] Part part_within(glm::vec3 from, glm::vec3 to, float mm) const;

 private:
  struct Sample {
    glm::vec3 position{0.0f};
    std::uint32_t structure = none;
  };
  void add(const BodyGeometry& geometry, std::uint32_t structure);
  void add(glm::vec3 p, std::uint32_t structure);
  void spread(JobQueue* jobs);
  [[nodiscard]] std::size_t cell_count() const;

  Bounds box_, grid_box_;
  float known_mm_ = 0.0f;
  int nx_ = 0, ny_ = 0, nz_ = 0;
  std::vector<std::uint32_t> nearest_;  // by cell: into samples_
  std::vector<Sample> samples_;
};

}  // namespace palpate
