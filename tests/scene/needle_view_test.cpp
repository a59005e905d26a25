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

// The described approach of a zone of the manikin, whose guide a test may change.
class Described : public testing::Test {
 protected:
  [[nodiscard]] NeedleView seen() {
    zone.guide = &guide;
    return *view_needle(test::session_with(zone), &zone, test::manikin().body, test::manikin_anchors(), probe);
  }
  ZoneView zone = *test::zone_on_manikin("infraspinatus", "upper-medial", Side::right);
  NeedlingGuide guide = *zone.guide;
  NeedleProbe probe{test::manikin().body, test::manikin_rays()};
};

TEST_F(Described, GoesToTheZoneHoweverDeepOthersLie) {
  guide.depth_mm = Range{1.0f, 2.0f};
  guide.depth_limit_mm = 3.0f;
  const NeedleView view = seen();
  ASSERT_TRUE(view.aim);
  EXPECT_EQ(view.aim->miss, NeedleAim::Miss::none);
  EXPECT_NEAR(glm::dot(zone.resolved.position - view.line.entry, view.line.direction), view.needle.depth_mm, 1e-3f);
}

TEST_F(Described, SaysWhereItIsDeeperThanADangerHasBeenReported) {
  guide.depth_limit_mm = 3.5f;
  EXPECT_EQ(seen().beyond_report, "Deeper than 3.5 mm, where danger has been reported");
  guide.depth_limit_mm = 300.0f;
  EXPECT_EQ(seen().beyond_report, "");
  guide.depth_limit_mm.reset();
  EXPECT_EQ(seen().beyond_report, "");
}

TEST_F(Described, OnALiftedFoldIsDrawnOnABodyAtRestAndSaysSo) {
  EXPECT_TRUE(seen().remarks.empty());
  guide.grip = NeedlingGuide::Grip::pincer;
  ASSERT_EQ(seen().remarks.size(), 1u);
  EXPECT_THAT(seen().remarks.front(), HasSubstr("lifted fold"));
}

TEST_F(Described, SaysWhatKeepsItFromTheZone) {
  zone.resolved.position += 40.0f * glm::normalize(glm::cross(zone.approach->direction, glm::vec3(0, 1, 0)));
  EXPECT_EQ(seen().aim->miss, NeedleAim::Miss::passes_beside);
  ASSERT_EQ(seen().remarks.size(), 1u);
  EXPECT_THAT(seen().remarks.front(), HasSubstr("does not meet the zone"));

  zone.resolved.position = zone.approach->entry - 30.0f * zone.approach->direction;
  EXPECT_EQ(seen().aim->miss, NeedleAim::Miss::points_away);

  const RealNeedle little{7.0f, 0.2f, 0.0f, {}};
  zone.sold = &little;
  zone.resolved.position = zone.approach->entry + 60.0f * zone.approach->direction;
  EXPECT_EQ(seen().aim->miss, NeedleAim::Miss::ends_before);
  EXPECT_THAT(seen().remarks.front(), HasSubstr("ends 53 mm before the middle of the zone"));

  const RealNeedle far{150.0f, 0.3f, 0.0f, {}};
  zone.sold = &far;
  EXPECT_EQ(seen().aim->miss, NeedleAim::Miss::stopped_by_bone) << "the blade of the shoulder";
  EXPECT_THAT(seen().remarks.front(), HasSubstr("stops it"));
}

TEST_F(Described, SaysNothingOfWhatAPersonHolds) {
  guide.grip = NeedlingGuide::Grip::pincer;
  guide.depth_limit_mm = 3.5f;
  zone.guide = &guide;
  const Session held = apply(test::session_with(zone), HoldNeedle{*described_needle(zone), {}});
  const auto view = view_needle(held, &zone, test::manikin().body, test::manikin_anchors(), probe);
  EXPECT_TRUE(view->remarks.empty());
  EXPECT_NE(view->beyond_report, "") << "but of danger";
}

}  // namespace
}  // namespace palpate
