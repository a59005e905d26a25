// The tilt of a needle as angles towards named directions.
#include <palpate/scene/tilt_frame.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

namespace palpate {
namespace {

const glm::vec3 on_right_front(-100.0f, 1200.0f, 80.0f);

TEST(TiltFrame, NamesTheDirectionsAsTheyLieAroundThePlace) {
  const TiltFrame front = tilt_frame(on_right_front, {0, 0, 1}, false);
  EXPECT_EQ(front.to_right, "medial") << "who looks at the front of the right side has the midline on the right";
  EXPECT_EQ(front.to_left, "lateral");
  EXPECT_EQ(front.to_up, "cranial");
  EXPECT_EQ(front.to_down, "caudal");
  const TiltFrame back = tilt_frame(on_right_front, {0, 0, -1}, true);
  EXPECT_EQ(back.to_right, "lateral");
  EXPECT_EQ(back.to_up, "proximal");
  EXPECT_EQ(back.to_down, "distal");
}

TEST(TiltFrame, OnTopOfTheShoulderUpIsTowardsTheFront) {
  const TiltFrame top = tilt_frame(on_right_front, {0, 1, 0}, false);
  EXPECT_EQ(top.to_up, "anterior");
  EXPECT_EQ(top.to_down, "posterior");
}

TEST(TiltFrame, PerpendicularIsTheMiddle) {
  const TiltFrame frame = tilt_frame(on_right_front, {0.6f, 0, 0.8f}, false);
  const glm::vec2 tilt = tilt_of(frame, -frame.normal);
  EXPECT_NEAR(glm::length(tilt), 0.0, 1e-3);
}

TEST(TiltFrame, AnglesAndDirectionsAreTheSameThing) {
  const TiltFrame frame = tilt_frame(on_right_front, glm::normalize(glm::vec3(0.3f, 0.2f, 0.9f)), false);
  for (const glm::vec2 tilt : {glm::vec2(12, -8), glm::vec2(-40, 3), glm::vec2(0, 70), glm::vec2(1, 0)}) {
    const glm::vec3 direction = direction_of(frame, tilt);
    EXPECT_NEAR(glm::length(direction), 1.0, 1e-5);
    EXPECT_NEAR(glm::distance(tilt_of(frame, direction), tilt), 0.0, 1e-2);
    EXPECT_LT(glm::dot(direction, frame.normal), 0.0f) << "into the body";
  }
}

TEST(TiltFrame, ThirtyDegreesToTheRightPointThereByTheSineOfIt) {
  const TiltFrame frame = tilt_frame(on_right_front, {0, 0, 1}, false);
  const glm::vec3 direction = direction_of(frame, {30, 0});
  EXPECT_NEAR(direction.x, 0.5, 1e-4);
  EXPECT_NEAR(direction.z, -0.8660, 1e-3);
}

}  // namespace
}  // namespace palpate
