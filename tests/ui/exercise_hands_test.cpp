// Hands on "Place it yourself": the page that asks, and the page that says how near one came.
#include "screen.h"

#include <palpate/scene/camera_math.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace palpate {
namespace {

using test::Screen;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class ExerciseHands : public testing::Test {
 protected:
  ExerciseHands() {
    s.set(Theme::dark, 1.0f, ImVec2(1440, 2400));
    s.settle();
    s.bench.choose("infraspinatus", Side::right);
    s.bench.land();
    entry = s.bench.workbench.needle()->needle.entry;
    s.settle();
    s.clear();
  }
  void run(CommandId id) {
    s.bench.workbench.execute(id);
    s.bench.land();
    s.settle();
    s.clear();
  }
  void place() {
    run(CommandId::exercise_begin);
    s.bench.workbench.perform(HoldNeedle{HeldNeedle{entry, {0.0f, 0.0f, 1.0f}, 12.0f}, "Set a needle"});
    s.settle();
    s.clear();
  }
  [[nodiscard]] std::string page() const { return s.text("right panel"); }
  Screen s;
  glm::vec3 entry{0.0f};
};

TEST_F(ExerciseHands, BeginOnThePageOfTheMuscle) {
  s.click("exercise.begin");
  EXPECT_THAT(s.all<CommandId>(), Contains(CommandId::exercise_begin));
}

TEST_F(ExerciseHands, AreAskedInWordsAndSeeNothingOfTheAnswer) {
  run(CommandId::exercise_begin);
  EXPECT_THAT(page(), AllOf(HasSubstr("Placeityourself"), HasSubstr("Clickontheskin"), HasSubstr("readiness")));
  EXPECT_THAT(page(), Not(HasSubstr("PASSES")));
  EXPECT_FALSE(s.has("needle.bar"));
  EXPECT_FALSE(s.has("exercise.check"));
  s.click("exercise.show");
  EXPECT_THAT(s.all<CommandId>(), Contains(CommandId::exercise_check));
}

TEST_F(ExerciseHands, HoldANeedleWithoutItsReadout) {
  place();
  EXPECT_TRUE(s.has("needle.entry"));
  EXPECT_FALSE(s.has("needle.bar"));
  EXPECT_FALSE(s.has("needle.more"));
  s.click("exercise.check");
  EXPECT_THAT(s.all<CommandId>(), Contains(CommandId::exercise_check));
}

TEST_F(ExerciseHands, SeeHowNearTheyCame) {
  place();
  run(CommandId::exercise_check);
  EXPECT_THAT(page(), AllOf(HasSubstr("Hownearyoucame"), HasSubstr("Entry:"), HasSubstr("Direction:"),
                            HasSubstr("Tip:"), HasSubstr("Danger"), HasSubstr("MET,INTHISORDER"),
                            HasSubstr("YOURTRIES"), HasSubstr("ASITISDESCRIBED"), HasSubstr("readiness")));
  EXPECT_TRUE(s.has("needle.bar")) << "its card is there again";
  s.click("exercise.again");
  EXPECT_THAT(s.all<CommandId>(), Contains(CommandId::exercise_again));
}

TEST_F(ExerciseHands, ReadTheWholeReadoutAndComeBack) {
  place();
  run(CommandId::exercise_check);
  s.click("needle.more");
  s.settle();
  EXPECT_THAT(page(), HasSubstr("PASSES"));
  s.click("needle.back");
  s.settle();
  EXPECT_THAT(page(), HasSubstr("Hownearyoucame"));
}

TEST_F(ExerciseHands, SeeNoNameUnderThePointerAndNoListBeneathIt) {
  run(CommandId::exercise_begin);
  run(CommandId::exercise_look);
  const glm::vec2 middle = s.middle("viewport");
  s.move_to(middle);
  s.press(1);
  s.release(1);
  EXPECT_TRUE(s.all<UiAskBeneath>().empty());
}

}  // namespace
}  // namespace palpate
