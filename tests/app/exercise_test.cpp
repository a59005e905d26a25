// "Place it yourself" on a body that is open: what is asked, what is withheld, and what is kept of a try.
#include "bench.h"

#include <palpate/scene/camera_math.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <string>

namespace palpate {
namespace {

using test::Bench;
using test::program_data;
using test::without_motion;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class PlaceItYourself : public testing::Test {
 protected:
  PlaceItYourself() {
    b.open();
    b.choose("infraspinatus", Side::right);
    described = *b.workbench.needle();
  }
  [[nodiscard]] const Session& session() const { return b.workbench.session(); }
  void run(CommandId id) { b.workbench.execute(id); }
  void begin() { run(CommandId::exercise_begin); }
  // Clicks on the skin over the described entry, seen from behind and from near.
  void set_needle() {
    b.workbench.fly_to({described.needle.entry, 180.0f, 0.0f, 500.0f}, {});
    b.workbench.click(*on_screen(session().camera, described.needle.entry, b.workbench.viewport()));
  }
  // Asks for another one, shows its answer, and ends.
  void expect_another(CommandId which) {
    const ZoneChoice before = *session().zone;
    run(which);
    ASSERT_TRUE(session().asks()) << b.workbench.messages().back();
    EXPECT_FALSE(before.muscle == session().zone->muscle && before.point == session().zone->point);
    run(CommandId::exercise_check);
    ASSERT_NE(b.workbench.needle(), nullptr);
    EXPECT_TRUE(reaches_zone(*b.workbench.needle(), *b.workbench.zone()));
    run(CommandId::exercise_end);
  }
  Bench b{without_motion()};
  NeedleView described;
};

TEST_F(PlaceItYourself, AsksForTheChosenTriggerPointAndGivesNothingAway) {
  const ZoneChoice chosen = *session().zone;
  begin();
  EXPECT_TRUE(session().asks());
  EXPECT_EQ(session().zone, chosen);
  EXPECT_EQ(b.workbench.zone(), nullptr);
  EXPECT_EQ(b.workbench.needle(), nullptr);
  EXPECT_EQ(b.workbench.access(), nullptr);
  EXPECT_TRUE(b.workbench.draw_list().labels.empty());
  EXPECT_GT(session().camera.distance_mm, 2000.0f) << "the whole body: not where the zone was looked at";
}

TEST_F(PlaceItYourself, FirstClickSetsTheNeedlePerpendicularAndTheNextDoesNoHarm) {
  begin();
  set_needle();
  ASSERT_TRUE(session().held);
  ASSERT_NE(b.workbench.needle(), nullptr);
  EXPECT_LT(b.workbench.needle()->tilt_deg, 1.0f);
  EXPECT_LT(glm::distance(session().held->entry, described.needle.entry), 5.0f);
  EXPECT_FALSE(b.workbench.needle()->aim) << "what it has to do with the zone is not known to anybody";
  const HeldNeedle first = *session().held;
  b.workbench.click(b.workbench.viewport() * 0.45f);
  EXPECT_EQ(session().held, first);
  EXPECT_TRUE(session().asks());
}

TEST_F(PlaceItYourself, WithholdsWhatWouldShowTheAnswer) {
  begin();
  set_needle();
  const Session before = session();
  for (const CommandId id :
       {CommandId::needle_described, CommandId::needle_to_zone, CommandId::needle_access, CommandId::frame_selection,
        CommandId::next_zone, CommandId::other_side, CommandId::compare, CommandId::toggle_needle}) {
    run(id);
    EXPECT_EQ(session(), before) << command(id).name;
  }
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("withheld"));
}

TEST_F(PlaceItYourself, ChecksComparesAndKeepsTheScore) {
  const test::TempFolder folder;
  b.workbench.keep_scores_in(folder / "scores.json");
  begin();
  set_needle();
  for (int i = 0; i < 8; ++i) run(CommandId::needle_in);
  run(CommandId::exercise_check);
  EXPECT_FALSE(session().asks());
  ASSERT_NE(b.workbench.exercise(), nullptr);
  ASSERT_TRUE(b.workbench.exercise()->grade);
  ASSERT_NE(b.workbench.zone(), nullptr);
  const ExerciseGrade& grade = *b.workbench.exercise()->grade;
  ASSERT_TRUE(grade.against);
  EXPECT_NEAR(grade.against->entry_mm, glm::distance(session().held->entry, b.workbench.zone()->needle->entry), 1e-3f);
  std::vector<std::string> warnings;
  const std::vector<Score> kept = read_scores(folder / "scores.json", warnings);
  EXPECT_THAT(warnings, IsEmpty());
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].target, *session().zone);
  EXPECT_EQ(kept[0].needle, *session().held);
  EXPECT_FLOAT_EQ(*kept[0].entry_mm, grade.against->entry_mm);
  EXPECT_FLOAT_EQ(kept[0].tip_mm, grade.tip_mm);
  EXPECT_EQ(b.workbench.exercise()->tries, kept);
}

TEST_F(PlaceItYourself, UndoTakesTheCheckBackAndNotTheScore) {
  begin();
  set_needle();
  run(CommandId::exercise_check);
  run(CommandId::undo);
  EXPECT_TRUE(session().asks());
  EXPECT_EQ(b.workbench.zone(), nullptr);
  EXPECT_TRUE(session().held);
  run(CommandId::redo);
  EXPECT_EQ(b.workbench.exercise()->tries.size(), 1u) << "doing it again is no other try";
}

TEST_F(PlaceItYourself, TriesAgainFromNothing) {
  begin();
  set_needle();
  run(CommandId::exercise_check);
  const Session checked = session();
  run(CommandId::needle_in);
  EXPECT_EQ(session().held, checked.held);
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("stays where it is"));
  run(CommandId::exercise_again);
  EXPECT_TRUE(session().asks());
  EXPECT_FALSE(session().held);
  EXPECT_EQ(b.workbench.needle(), nullptr);
}

TEST_F(PlaceItYourself, WithoutANeedleIsShownAndNotScored) {
  begin();
  run(CommandId::exercise_check);
  EXPECT_FALSE(session().asks());
  ASSERT_NE(b.workbench.needle(), nullptr);
  EXPECT_TRUE(b.workbench.needle()->described);
  EXPECT_FALSE(b.workbench.exercise()->grade);
  EXPECT_TRUE(b.workbench.exercise()->tries.empty());
}

TEST_F(PlaceItYourself, EndsWithTheTriggerPointAsItWas) {
  begin();
  run(CommandId::exercise_end);
  EXPECT_FALSE(session().exercise);
  EXPECT_NE(b.workbench.zone(), nullptr);
  EXPECT_EQ(b.workbench.exercise(), nullptr);
}

TEST_F(PlaceItYourself, AnotherOneNearIsOfTheSameRegionAndReachedByItsDescribedApproach) {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  const Region region = concepts[b.workbench.selected()].region;
  for (int i = 0; i < 4; ++i) {
    expect_another(CommandId::exercise_near);
    EXPECT_EQ(concepts[concepts.find(session().zone->muscle)].region, region);
  }
}

TEST_F(PlaceItYourself, AnotherOneAnywhereIsReachedByItsDescribedApproach) {
  for (int i = 0; i < 4; ++i) expect_another(CommandId::exercise_anywhere);
}

TEST_F(PlaceItYourself, TakesAnyPointWhereNoneIsChosen) {
  b.workbench.perform(Select{{}, {}, {}});
  run(CommandId::exercise_near);
  EXPECT_FALSE(session().exercise);
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("Choose a muscle first"));
  run(CommandId::exercise_check);
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("No needle is being placed"));
  begin();
  EXPECT_TRUE(session().asks());
}

TEST_F(PlaceItYourself, SaysThatScoresCouldNotBeRead) {
  const test::TempFolder folder;
  folder.write("scores.json", "[]");
  b.workbench.keep_scores_in(folder / "scores.json");
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("scores.json.broken"));
}

TEST(PlaceItYourselfWithoutABody, SaysWhatIsMissing) {
  Bench b;
  b.workbench.perform(ChooseZone{ZoneChoice{"infraspinatus", "upper-medial", Side::right}, {}});
  b.workbench.execute(CommandId::exercise_begin);
  EXPECT_FALSE(b.workbench.session().exercise);
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("no skin"));
}

}  // namespace
}  // namespace palpate
