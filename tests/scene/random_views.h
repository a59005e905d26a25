// Random cameras, viewports and points for properties that must hold everywhere. The seed is fixed.
#pragma once

#include <palpate/scene/camera_math.h>

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <random>

namespace palpate::test {

class RandomViews {
 public:
  explicit RandomViews(unsigned seed) : random_(seed) {}

  float between(float low, float high) { return std::uniform_real_distribution<float>(low, high)(random_); }
  glm::vec3 point(float reach = 900.0f) {
    return {between(-reach, reach), between(0.0f, 1800.0f), between(-reach, reach)};
  }
  Camera camera(float most_pitch = 90.0f) {
    return {point(300.0f), between(-180.0f, 180.0f), between(-most_pitch, most_pitch), between(60.0f, 9000.0f)};
  }
  glm::vec2 size() { return {between(300.0f, 2600.0f), between(300.0f, 1600.0f)}; }
  glm::vec2 pixel(glm::vec2 size) { return {between(0.0f, size.x), between(0.0f, size.y)}; }
  Bounds bounds() {
    Bounds made;
    const glm::vec3 at = point(400.0f);
    made.include(at);
    made.include(at + glm::vec3(between(1.0f, 600.0f), between(1.0f, 900.0f), between(1.0f, 600.0f)));
    return made;
  }

 private:
  std::mt19937 random_;
};

[[nodiscard]] inline glm::vec3 corner_of(const Bounds& bounds, int i) {
  return {(i & 1) != 0 ? bounds.high.x : bounds.low.x, (i & 2) != 0 ? bounds.high.y : bounds.low.y,
          (i & 4) != 0 ? bounds.high.z : bounds.low.z};
}

}  // namespace palpate::test
