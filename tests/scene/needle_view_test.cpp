// The needle as it is read: its tilt in words, what is close and what is struck, and where a hand takes hold of it.
#include "draw_list_fixture.h"

#include <palpate/scene/camera_math.h>
#include <palpate/scene/needle_view.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

namespace palpate {
namespace {

using testing::HasSubstr;
using testing::Not;

const glm::vec3 back(0, 0, -1);  // the normal of skin on the back

TEST(TiltInWords, KnowsPerpendicular) {
  EXPECT_EQ(tilt_in_words({-80, 1300, -90}, back, {0, 0, 1}, false), "perpendicular to the skin");
}

TEST(TiltInWords, NamesDirectionsOfTheBodyByTheSideItEntersOn) {
  const glm::vec3 leftwards = glm::normalize(glm::vec3(1, 0, 1));
  EXPECT_EQ(tilt_in_words({-80, 1300, -90}, back, leftwards, false), "45\xC2\xB0 from perpendicular, towards medial");
  EXPECT_EQ(tilt_in_words({80, 1300, -90}, back, leftwards, false), "45\xC2\xB0 from perpendicular, towards lateral");
}

TEST(TiltInWords, SaysDistalOnLimbsAndCaudalOnTheTrunk) {
  const glm::vec3 down = glm::normalize(glm::vec3(0, -1, 1));
  EXPECT_THAT(tilt_in_words({-80, 1300, -90}, back, down, false), HasSubstr("caudal"));
  EXPECT_THAT(tilt_in_words({-80, 400, -90}, back, down, true), HasSubstr("distal"));
}

TEST(TiltInWords, LeavesOutWhatHardlyCounts) {
  const glm::vec3 down = glm::normalize(glm::vec3(0.05f, -1, 1));
  EXPECT_THAT(tilt_in_words({-80, 1300, -90}, back, down, false), Not(HasSubstr("medial")));
}

TEST(Verdict, IsByTheMarginAndNeverOnJoints) {
  NeedleNearest near{NeedleTissue::vessel, false, 1, 4.9f, 10.0f, {}, {}, 1, 5.0f};
  EXPECT_EQ(verdict_on(near, 5.0f), NeedleView::Verdict::close);
  EXPECT_EQ(verdict_on(near, 4.0f), NeedleView::Verdict::clear);
  near.struck = true;
  EXPECT_EQ(verdict_on(near, 0.0f), NeedleView::Verdict::struck);
  near.danger = NeedleTissue::joint;
  EXPECT_EQ(verdict_on(near, 30.0f), NeedleView::Verdict::clear);
}

NeedleView needle_from_the_right() {
  NeedleView view;
  view.needle = {{-100, 1000, 0}, {1, 0, 0}, 20.0f, 50.0f, 0.3f};
  view.line = {view.needle.entry, view.needle.direction, view.needle.depth_mm};
  view.skin_normal = {-1, 0, 0};
  view.path.reached_mm = 20.0f;
  return view;
}

const glm::vec2 size(1000, 800);
const Camera camera{{-100, 1000, 0}, 0.0f, 0.0f, 600.0f};

TEST(Grip, IsTheHandleTheShaftOrTheEntryUnderTheHand) {
  const NeedleView view = needle_from_the_right();
  const auto at = [&](float mm) { return *on_screen(camera, view.line.at(mm), size); };
  EXPECT_EQ(grip_at(view, camera, at(0.0f), size, 9.0f), NeedleGrip::entry);
  EXPECT_EQ(grip_at(view, camera, at(-18.0f), size, 9.0f), NeedleGrip::shaft);
  EXPECT_EQ(grip_at(view, camera, at(-42.0f), size, 9.0f), NeedleGrip::handle);
  EXPECT_FALSE(grip_at(view, camera, at(-42.0f) + glm::vec2(0, 12), size, 9.0f));
  EXPECT_FALSE(grip_at(view, camera, at(15.0f) + glm::vec2(12, 0), size, 9.0f)) << "within the body there is no grip";
}

TEST(Grip, HandleFollowsTheHandOnItsBall) {
  const NeedleView view = needle_from_the_right();
  const float radius = 30.0f + 0.5f * needle_handle_mm;
  for (const glm::vec2 by : {glm::vec2(0, 0), glm::vec2(10, 40), glm::vec2(-900, 300)}) {
    const glm::vec2 at = *on_screen(camera, view.line.at(-radius), size) + by;
    const auto handle = handle_towards(view, ray_through(camera, at, size));
    ASSERT_TRUE(handle);
    EXPECT_NEAR(glm::distance(*handle, view.line.entry), radius, 1e-2f);
    const bool within =
        glm::distance(*on_screen(camera, view.line.entry, size), at) <
        glm::distance(*on_screen(camera, view.line.entry, size), *on_screen(camera, view.line.at(-radius), size));
    if (within) {
      EXPECT_LT(glm::distance(*on_screen(camera, *handle, size), at), 1.0f);
    }
  }
}

}  // namespace
}  // namespace palpate
