// A needle in a hand, on a body that is open: what keys and pointer do with it, and what stays true meanwhile.
#include "bench.h"

#include <palpate/scene/camera_math.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <cmath>
#include <string>

namespace palpate {
namespace {

using test::Bench;
using test::program_data;
using test::without_motion;
using testing::HasSubstr;

class Needle : public testing::Test {
 protected:
  Needle() {
    b.open();
    b.choose("infraspinatus", Side::right);
  }
  [[nodiscard]] const NeedleView& view() const { return *b.workbench.needle(); }
  void run(CommandId id, int times = 1) {
    for (int i = 0; i < times; ++i) b.workbench.execute(id);
  }
  [[nodiscard]] glm::vec2 seen(glm::vec3 p) const {
    return *on_screen(b.workbench.session().camera, p, b.workbench.viewport());
  }
  [[nodiscard]] glm::vec3 handle() const {
    return view().line.at(view().path.reached_mm - view().needle.length_mm - 12.0f);
  }
  Bench b{without_motion()};
};

TEST_F(Needle, IsTheDescribedApproachUntilAHandTakesIt) {
  ASSERT_NE(b.workbench.needle(), nullptr);
  EXPECT_TRUE(view().described);
  EXPECT_FALSE(b.workbench.session().held);
  const NeedlingGuide& guide = *b.workbench.zone()->guide;
  EXPECT_GE(view().needle.length_mm, guide.length_mm.low);
  EXPECT_LE(view().needle.length_mm, guide.length_mm.high);
  ASSERT_TRUE(view().aim);
  run(CommandId::needle_out);
  EXPECT_FALSE(view().described);
  EXPECT_TRUE(b.workbench.session().held);
  run(CommandId::needle_described);
  EXPECT_TRUE(view().described);
}

TEST_F(Needle, IsPushedAndPulledByMillimetresWithinItsLength) {
  const float before = view().needle.depth_mm;
  run(CommandId::needle_out, 3);
  EXPECT_NEAR(view().needle.depth_mm, before - 3.0f, 1e-3f);
  run(CommandId::needle_out, 200);
  EXPECT_FLOAT_EQ(view().needle.depth_mm, 0.0f);
  run(CommandId::needle_in, 200);
  EXPECT_LE(view().needle.depth_mm, view().needle.length_mm);
  EXPECT_TRUE(view().path.stop || view().needle.depth_mm == view().needle.length_mm);
}

TEST_F(Needle, TiltsTheWayThePictureShows) {
  const glm::vec2 before = seen(handle());
  run(CommandId::needle_tilt_right, 4);
  EXPECT_GT(seen(handle()).x, before.x);
  EXPECT_NEAR(glm::length(view().needle.direction), 1.0f, 1e-5f);
  const glm::vec2 right = seen(handle());
  run(CommandId::needle_tilt_up, 4);
  EXPECT_LT(seen(handle()).y, right.y) << "pixels count downwards";
  EXPECT_EQ(b.workbench.history().labels().back(), "Tilt the needle");
}

TEST_F(Needle, NeverPointsOutOfTheBody) {
  run(CommandId::needle_tilt_up, 90);
  EXPECT_LT(glm::dot(view().needle.direction, view().skin_normal), -0.05f);
  run(CommandId::needle_upright);
  EXPECT_NEAR(glm::dot(view().needle.direction, view().skin_normal), -1.0f, 1e-4f);
  EXPECT_EQ(view().tilt, "perpendicular to the skin");
}

TEST_F(Needle, FindsTheMiddleOfTheZone) {
  run(CommandId::needle_move_up, 3);
  run(CommandId::needle_to_zone);
  ASSERT_TRUE(view().aim);
  EXPECT_LT(view().aim->path_mm, 0.5f);
  EXPECT_TRUE(view().aim->in_zone || view().path.stop);
}

TEST_F(Needle, StaysOnTheSkinWhereverItIsMoved) {
  const StructureId skin = b.workbench.loaded().body.find("skin");
  for (const CommandId id : {CommandId::needle_move_left, CommandId::needle_move_right, CommandId::needle_move_up,
                             CommandId::needle_move_down}) {
    const glm::vec3 before = view().needle.entry;
    run(id, 5);
    EXPECT_GT(glm::distance(view().needle.entry, before), 2.0f);
    const auto on = b.workbench.rays().nearest_point(skin.index(), view().needle.entry);
    ASSERT_TRUE(on);
    EXPECT_LT(on->distance, 0.1f);
  }
}

TEST_F(Needle, IsDraggedByItsHandleItsShaftAndItsEntry) {
  run(CommandId::frame_selection);
  const glm::vec3 direction = view().needle.direction;
  const glm::vec2 at = seen(handle());
  b.workbench.drag_needle(NeedleGrip::handle, at, at + glm::vec2(25, 10));
  EXPECT_GT(glm::distance(view().needle.direction, direction), 0.01f);
  EXPECT_LT(glm::distance(seen(handle()), at + glm::vec2(25, 10)), 12.0f) << "the handle follows the hand";
  const glm::vec3 entry = view().needle.entry;
  const glm::vec2 on = seen(entry);
  b.workbench.drag_needle(NeedleGrip::entry, on, on + glm::vec2(12, 0));
  EXPECT_GT(glm::distance(view().needle.entry, entry), 1.0f);
  EXPECT_LT(glm::distance(seen(view().needle.entry), on + glm::vec2(12, 0)), 3.0f);
  run(CommandId::view_left);
  const float depth = view().path.reached_mm;
  const glm::vec2 out = seen(view().line.at(-10.0f)) - seen(view().needle.entry);
  ASSERT_GT(glm::length(out), 2.0f);
  b.workbench.drag_needle(NeedleGrip::shaft, {0, 0}, out * 0.5f);
  EXPECT_NEAR(view().needle.depth_mm, std::max(0.0f, depth - 5.0f), 0.6f) << "pulled out by half of ten millimetres";
}

TEST_F(Needle, IsLetGoWhenAnotherZoneOrSideIsChosenAndComesBackByUndo) {
  run(CommandId::needle_tilt_left);
  ASSERT_TRUE(b.workbench.session().held);
  run(CommandId::other_side);
  EXPECT_FALSE(b.workbench.session().held);
  ASSERT_NE(b.workbench.needle(), nullptr);
  EXPECT_GT(view().needle.entry.x, 0.0f) << "the left side";
  run(CommandId::undo);
  EXPECT_TRUE(b.workbench.session().held);
  EXPECT_FALSE(view().described);
}

TEST_F(Needle, ManyPushesAreOneStepUntilTheHandRests) {
  const std::size_t steps = b.workbench.history().labels().size();
  run(CommandId::needle_out, 4);
  b.workbench.finish_step();
  EXPECT_EQ(b.workbench.history().labels().size(), steps + 1);
}

TEST_F(Needle, IsSetPerpendicularWhereThePointerIs) {
  run(CommandId::view_front);
  run(CommandId::frame_body);
  b.workbench.perform(SetPeel{0.0f});
  b.workbench.point_at(seen({-60.0f, 1150.0f, 60.0f}));
  ASSERT_TRUE(b.workbench.pointed());
  run(CommandId::needle_here);
  EXPECT_NEAR(glm::dot(view().needle.direction, view().skin_normal), -1.0f, 1e-3f);
  EXPECT_LT(glm::distance(view().needle.entry, b.workbench.pointed()->position), 25.0f);
}

TEST_F(Needle, IsDrawnWithWhatItComesNear) {
  const DrawList& list = b.workbench.draw_list();
  const bool told = std::any_of(list.labels.begin(), list.labels.end(), [](const DrawLabel& l) {
    return l.tone == DrawLabel::Tone::needle && l.text.find(" mm deep") != std::string::npos;
  });
  EXPECT_TRUE(told);
  const std::size_t lines = list.lines.size();
  run(CommandId::toggle_needle);
  EXPECT_LT(b.workbench.draw_list().lines.size(), lines);
}

TEST_F(Needle, AccessMapShowsTheWaysToTheZoneAndFollowsTheMargin) {
  EXPECT_EQ(b.workbench.access(), nullptr);
  run(CommandId::needle_access);
  ASSERT_NE(b.workbench.access(), nullptr);
  const AccessMap narrow = *b.workbench.access();
  ASSERT_GT(narrow.points.size(), 100u);
  b.workbench.perform(SetMargin{15.0f});
  EXPECT_GE(b.workbench.access()->count(Access::close), narrow.count(Access::close));
  EXPECT_EQ(b.workbench.access()->count(Access::danger), narrow.count(Access::danger));
  const auto paint = b.workbench.draw_list().access;
  ASSERT_NE(paint, nullptr);
  EXPECT_FALSE(paint->values.empty());
  run(CommandId::view_left);
  EXPECT_EQ(b.workbench.draw_list().access, paint) << "turning the body does not paint it anew";
  run(CommandId::needle_access);
  EXPECT_EQ(b.workbench.access(), nullptr);
  EXPECT_EQ(b.workbench.draw_list().access, nullptr);
}

TEST(NeedleWithoutABody, SaysWhatToDo) {
  Bench b(without_motion());
  b.workbench.execute(CommandId::needle_in);
  ASSERT_FALSE(b.workbench.messages().empty());
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("choose a trigger point"));
}

}  // namespace
}  // namespace palpate
