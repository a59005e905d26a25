// Hands on the needle: its card over the body, its page, and where a drag takes hold of it instead of turning the body.
#include "screen.h"

#include <palpate/scene/camera_math.h>
#include <palpate/scene/tilt_frame.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Screen;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NeedleHands : public testing::Test {
 protected:
  NeedleHands() {
    s.set(Theme::dark, 1.0f, ImVec2(1440, 2400));  // so that nothing has to be scrolled to
    s.settle();
    s.bench.choose("infraspinatus", Side::right);
    s.bench.land();
    s.settle();
    s.clear();
  }
  void open_page() {
    s.click("needle.more");
    s.settle();
    s.clear();
  }
  [[nodiscard]] std::vector<HoldNeedle> held() const {
    std::vector<HoldNeedle> found;
    for (const Action& action : s.all<Action>()) {
      if (const auto* hold = std::get_if<HoldNeedle>(&action)) found.push_back(*hold);
    }
    return found;
  }
  Screen s;
};

TEST_F(NeedleHands, CardSaysHowDeepAndWhatItIs) {
  ASSERT_TRUE(s.has("needle.bar"));
  EXPECT_THAT(s.text("needle"), AllOf(HasSubstr("Described"), HasSubstr("mm")));
}

TEST_F(NeedleHands, CardGoesWithTheNeedle) {
  s.bench.workbench.execute(CommandId::toggle_needle);
  s.settle();
  EXPECT_FALSE(s.has("needle.bar"));
  EXPECT_FALSE(s.has("needle.handle"));
}

TEST_F(NeedleHands, PageListsWhatIsPassedAndWhatIsNearAndLeadsBack) {
  open_page();
  const std::string page = s.text("right panel");
  EXPECT_THAT(page, AllOf(HasSubstr("PASSES"), HasSubstr("NEAREST"), HasSubstr("never")));
  s.click("needle.back");
  s.settle();
  EXPECT_THAT(s.text("right panel"), Not(HasSubstr("PASSES")));
}

TEST_F(NeedleHands, MoreLooksAtTheNeedleFromItsSide) {
  s.click("needle.more");
  const auto flights = s.all<UiFly>();
  ASSERT_EQ(flights.size(), 1u);
  const ViewFrame frame = view_frame(flights.front().camera);
  EXPECT_LT(std::abs(glm::dot(frame.forward, s.bench.workbench.needle()->line.direction)), 0.9f);
  EXPECT_LT(flights.front().camera.distance_mm, s.bench.workbench.session().camera.distance_mm);
}

TEST_F(NeedleHands, ButtonsOfThePageAreTheCommands) {
  open_page();
  const std::pair<const char*, CommandId> buttons[] = {{"needle.upright", CommandId::needle_upright},
                                                       {"needle.to-zone", CommandId::needle_to_zone},
                                                       {"needle.described", CommandId::needle_described},
                                                       {"needle.access", CommandId::needle_access}};
  for (const auto& [item, command] : buttons) {
    s.click(item);
    ASSERT_EQ(s.all<CommandId>().size(), 1u) << item;
    EXPECT_EQ(s.all<CommandId>().front(), command);
    s.clear();
  }
}

TEST_F(NeedleHands, DepthIsASlider) {
  open_page();
  s.move_to(s.middle("needle.depth") + glm::vec2(-60, 0));
  s.press();
  s.frame();
  s.release();
  ASSERT_FALSE(held().empty());
  EXPECT_LT(held().back().needle->depth_mm, s.bench.workbench.needle()->needle.length_mm * 0.5f);
}

TEST_F(NeedleHands, TheDialTiltsTheNeedleTowardsWhatItNames) {
  open_page();
  EXPECT_THAT(s.text("right panel"), AllOf(HasSubstr("Tiptowards"), HasSubstr("medial"), HasSubstr("cranial")));
  s.move_to(s.middle("needle.dial") + glm::vec2(30, 0));
  s.press();
  s.frame();
  s.release();
  ASSERT_FALSE(held().empty());
  const NeedleView& view = *s.bench.workbench.needle();
  const TiltFrame frame = tilt_frame(view.needle.entry, view.skin_normal, view.limb);
  const glm::vec2 tilt = tilt_of(frame, held().back().needle->direction);
  EXPECT_GT(tilt.x, 15.0f);
  EXPECT_NEAR(tilt.y, 0.0f, 2.0f);
}

TEST_F(NeedleHands, ThePageSaysWhoseBodyItIsAndLetsAnotherBeChosen) {
  open_page();
  EXPECT_THAT(s.text("right panel"), HasSubstr("WHOSEBODY"));
  s.click("physique.A person");
  const auto actions = s.all<Action>();
  ASSERT_FALSE(actions.empty());
  const auto* chosen = std::get_if<SetPhysique>(&actions.back());
  ASSERT_NE(chosen, nullptr);
  ASSERT_TRUE(chosen->physique);
  s.bench.workbench.perform(*chosen);
  s.clear();
  s.settle();
  EXPECT_THAT(s.text("right panel"), AllOf(HasSubstr("Height"), HasSubstr("Bodymassindex"), HasSubstr("nomeasure")));
  EXPECT_THAT(s.text("needle"), HasSubstr("Woman,168cm"));
  s.move_to(s.middle("physique.bmi") + glm::vec2(80, 0));
  s.press();
  s.frame();
  s.release();
  const auto* heavier = std::get_if<SetPhysique>(&s.all<Action>().back());
  ASSERT_NE(heavier, nullptr);
  EXPECT_GT(heavier->physique->bmi, 32.0f);
}

TEST_F(NeedleHands, ADragThatBeginsOnTheHandleMovesTheNeedleAndNotTheBody) {
  s.move_to(s.middle("needle.handle"));
  s.frame();
  s.clear();
  s.press();
  for (int i = 1; i <= 4; ++i) s.move_to(s.middle("needle.handle") + glm::vec2(i * 6, 0));
  s.release();
  const auto drags = s.all<UiDragNeedle>();
  ASSERT_FALSE(drags.empty());
  EXPECT_EQ(drags.front().grip, NeedleGrip::handle);
  EXPECT_THAT(s.all<UiDrag>(), IsEmpty());
  EXPECT_THAT(s.all<UiClick>(), IsEmpty());
  EXPECT_EQ(s.all<UiFinishStep>().size(), 1u);
}

TEST_F(NeedleHands, PageTellsWhatOthersMeasuredAndWhoSaysSo) {
  s.bench.choose("trapezius/descending-part", Side::right);
  s.bench.land();
  s.settle();
  ASSERT_FALSE(s.bench.workbench.published().empty());
  open_page();
  const std::string page = s.text("right panel");
  EXPECT_THAT(page, HasSubstr("MEASURED"));
  for (const MeasuredDistance& measured : s.bench.workbench.published()) {
    const std::string first = measured.published->what.substr(0, measured.published->what.find(' '));
    EXPECT_THAT(page, HasSubstr(first));
  }
}

TEST_F(NeedleHands, LegendOfTheAccessMapCountsItsMarks) {
  s.bench.workbench.execute(CommandId::needle_access);
  open_page();
  EXPECT_THAT(s.text("right panel"), AllOf(HasSubstr("WHERE"), HasSubstr("%")));
}

}  // namespace
}  // namespace palpate
