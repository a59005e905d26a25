// "Place it yourself" in the session: what begins and ends it, and what it does to the needle.
#include <palpate/session/action.h>
#include <palpate/session/history.h>
#include <palpate/session/session_file.h>

#include <gtest/gtest.h>

namespace palpate {
namespace {

const ZoneChoice target{"infraspinatus", "upper-medial", Side::left};
using Look = Exercise::Look;

Session asked() {
  return apply(Session(), BeginExercise{target, Look::glassy});
}
Session placed() {
  return apply(asked(), HoldNeedle{HeldNeedle{}, "Set a needle"});
}
Session checked() {
  return apply(placed(), SetExercise{Exercise{Look::glassy, true}, "Check"});
}

TEST(Exercise, BeginsWithItsTargetAndWithoutANeedle) {
  Session before = apply(Session(), HoldNeedle{HeldNeedle{}, {}});
  before.access = true;
  const Session s = apply(before, BeginExercise{target, Look::glassy});
  EXPECT_TRUE(s.asks());
  EXPECT_EQ(s.zone, target);
  EXPECT_EQ(s.side, Side::left);
  EXPECT_EQ(s.selected, "infraspinatus.left");
  EXPECT_FALSE(s.held);
  EXPECT_FALSE(s.access);
  EXPECT_EQ(s.exercise->look, Look::glassy);
}

TEST(Exercise, NeedleThatWasCheckedStaysWhereItIs) {
  const Session s = checked();
  EXPECT_FALSE(s.asks());
  HeldNeedle moved = *s.held;
  moved.depth_mm += 5.0f;
  EXPECT_EQ(apply(s, HoldNeedle{moved, {}}), s);
  EXPECT_EQ(apply(s, HoldNeedle{std::nullopt, {}}), s);
}

TEST(Exercise, TryingAgainBeginsWithoutANeedle) {
  const Session s = apply(checked(), SetExercise{Exercise{Look::glassy, false}, "Try again"});
  EXPECT_TRUE(s.asks());
  EXPECT_FALSE(s.held);
  EXPECT_EQ(s.zone, target);
}

TEST(Exercise, AnotherLookKeepsTheNeedle) {
  const Session s = apply(placed(), SetExercise{Exercise{Look::blind, false}, "Blind"});
  EXPECT_EQ(s.exercise->look, Look::blind);
  EXPECT_TRUE(s.held);
}

TEST(Exercise, EndsWhenSomethingElseIsChosen) {
  EXPECT_FALSE(apply(placed(), Select{"femur.left", {}, {}}).exercise);
  EXPECT_FALSE(apply(placed(), ChooseZone{ZoneChoice{"deltoid", "anterior", Side::left}, {}}).exercise);
  EXPECT_FALSE(apply(placed(), SetSide{Side::right}).exercise);
  EXPECT_TRUE(apply(placed(), ChooseZone{target, {}}).exercise);
}

TEST(Exercise, IsNotCheckedWhereNoneHasBegun) {
  EXPECT_EQ(apply(Session(), SetExercise{Exercise{Look::blind, true}, "Check"}), Session());
  Session loose;
  loose.exercise = Exercise{};
  EXPECT_FALSE(apply(Session(), ReplaceSession{loose, {}}).exercise) << "there is no trigger point";
}

TEST(Exercise, IsUndoneStepByStep) {
  History history{Session()};
  history.perform(BeginExercise{target, Look::blind});
  history.perform(HoldNeedle{HeldNeedle{}, "Set a needle"});
  history.perform(SetExercise{Exercise{Look::blind, true}, "Check the needle"});
  EXPECT_EQ(history.undo_label(), "Check the needle");
  history.undo();
  EXPECT_TRUE(history.now().asks());
  EXPECT_TRUE(history.now().held);
  history.undo();
  EXPECT_FALSE(history.now().held);
  history.undo();
  EXPECT_EQ(history.now(), Session());
}

TEST(Exercise, IsKeptInSessionFiles) {
  for (const Session& s : {asked(), placed(), checked()}) {
    const auto read = session_from_json(session_json(s, {}), "a.json");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->session, s);
    EXPECT_TRUE(read->warnings.empty());
  }
}

TEST(Exercise, InAFileWithoutATriggerPointIsLeftOutWithAWarning) {
  JsonNode file = session_json(Session(), {});
  file.set("exercise", JsonNode::object().set("look", "blind").set("checked", false));
  const auto read = session_from_json(file, "a.json");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->session.exercise);
  ASSERT_EQ(read->warnings.size(), 1u);
}

}  // namespace
}  // namespace palpate
