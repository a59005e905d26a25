// Brings a body in another pose, size or place into the canonical frame by landmarks: the best similarity, then a
// thin-plate spline that meets the landmarks exactly (Bookstein 1989).
#pragma once

#include <palpate/base/result.h>

#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace palpate {

class Registration {
 public:
  // The identity.
  Registration() = default;

  // `from[i]` goes to `to[i]`, both in mm. With 3 to 5 landmarks only the similarity (Umeyama 1991), from 6 on the
  // spline too. Fewer than 3, or landmarks on one line, are an error.
  [[nodiscard]] static Result<Registration> fit(std::span<const glm::vec3> from, std::span<const glm::vec3> to);

  [[nodiscard]] glm::vec3 operator()(glm::vec3 p) const;
  [[nodiscard]] bool identity() const { return identity_; }
  [[nodiscard]] float residual_mm() const { return residual_; }  // RMS of the similarity over the landmarks

 private:
  bool identity_ = true;
  float residual_ = 0.0f;
  glm::vec3 rows_[3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};  // similarity: rotation times scale, by rows
  glm::vec3 shift_{0.0f};
  std::vector<glm::vec3> knots_;    // after the similarity
  std::vector<glm::vec3> weights_;  // of the spline; the last four are its affine part
};

}  // namespace palpate
