// Undo and redo: every step has a name and comes back exactly; a drag is one step; nothing is lost on the way.
#include "random_session.h"

#include <palpate/session/history.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;

SetPeel peel(float value) {
  return SetPeel{value};
}
ShowSystem nerves(bool on) {
  return {System::nerves, on};
}

TEST(History, BeginsWithNothingToUndoOrRedo) {
  Session start;
  start.peel = 0.9f;
  History history(start);
  EXPECT_TRUE(history.now() == start);
  EXPECT_FALSE(history.can_undo());
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.undo_label(), "");
  EXPECT_EQ(history.redo_label(), "");
  EXPECT_EQ(history.position(), 0u);
  EXPECT_EQ(history.labels().size(), 1u);
  EXPECT_FALSE(history.changed_since_saved());
  history.undo();
  history.redo();
  EXPECT_TRUE(history.now() == start);
}

TEST(History, StepsHaveNamesAndComeBackInTheirOrder) {
  History history{Session()};
  history.perform(nerves(true));
  history.perform(SetShow{{"deltoid.left"}, Show::hidden, "Deltoid, left"});
  EXPECT_EQ(history.undo_label(), "Hide Deltoid, left");
  history.undo();
  EXPECT_EQ(history.undo_label(), "Nerves on");
  EXPECT_EQ(history.redo_label(), "Hide Deltoid, left");
  EXPECT_TRUE(history.now().exceptions.empty());
  EXPECT_TRUE(history.now().shows(System::nerves));
  history.undo();
  EXPECT_TRUE(history.now() == Session());
  history.redo();
  history.redo();
  EXPECT_EQ(history.now().exceptions.size(), 1u);
  EXPECT_FALSE(history.can_redo());
  EXPECT_THAT(history.labels(), ElementsAre("Start", "Nerves on", "Hide Deltoid, left"));
  EXPECT_EQ(history.position(), 2u);
}

TEST(History, ANewStepForgetsWhatWasUndone) {
  History history{Session()};
  history.perform(nerves(true));
  history.perform(SetTab{LeftTab::view});
  history.undo();
  history.perform(SetTab{LeftTab::systems});
  EXPECT_FALSE(history.can_redo());
  EXPECT_THAT(history.labels(), ElementsAre("Start", "Nerves on", "Change the panel"));
  EXPECT_EQ(history.now().left_tab, LeftTab::systems);
}

TEST(History, WhatChangesNothingIsNoStepAndForgetsNothing) {
  History history{Session()};
  history.perform(nerves(true));
  history.undo();
  history.perform(nerves(false));
  EXPECT_FALSE(history.can_undo());
  EXPECT_TRUE(history.can_redo()) << "nothing was done";
  history.perform(SetPeel{Session::default_peel});
  EXPECT_EQ(history.labels().size(), 2u);
}

TEST(History, ADragIsOneStep) {
  History history{Session()};
  for (const float value : {0.4f, 0.5f, 0.6f, 0.7f}) history.perform(peel(value));
  EXPECT_EQ(history.labels().size(), 2u);
  EXPECT_FLOAT_EQ(history.now().peel, 0.7f);
  history.undo();
  EXPECT_FLOAT_EQ(history.now().peel, Session::default_peel);
}

TEST(History, ADragThatIsFinishedIsFollowedByAnotherStep) {
  History history{Session()};
  history.perform(peel(0.4f));
  history.finish_step();
  history.perform(peel(0.5f));
  EXPECT_EQ(history.labels().size(), 3u);
  history.undo();
  EXPECT_FLOAT_EQ(history.now().peel, 0.4f);
}

TEST(History, AnotherActionBetweenTwoDragsPartsThem) {
  History history{Session()};
  history.perform(peel(0.4f));
  history.perform(nerves(true));
  history.perform(peel(0.5f));
  EXPECT_THAT(history.labels(), ElementsAre("Start", "Peel layers", "Nerves on", "Peel layers"));
}

TEST(History, DragsOfDifferentThingsAreDifferentSteps) {
  History history{Session()};
  history.perform(peel(0.4f));
  history.perform(MoveCamera{{glm::vec3(0.0f), 10.0f, 0.0f, 500.0f}});
  history.perform(MoveCamera{{glm::vec3(0.0f), 20.0f, 0.0f, 500.0f}});
  EXPECT_THAT(history.labels(), ElementsAre("Start", "Peel layers", "Turn the body"));
}

TEST(History, ADragAfterUndoOrRedoIsAStepOfItsOwn) {
  History history{Session()};
  history.perform(peel(0.4f));
  history.undo();
  history.redo();
  history.perform(peel(0.5f));
  EXPECT_EQ(history.labels().size(), 3u);
  history.undo();
  EXPECT_FLOAT_EQ(history.now().peel, 0.4f) << "what was done before is still there";
}

TEST(History, WhatBelongsToAStepAmendsIt) {
  History history{Session()};
  history.perform(Select{"scapula.left", "Scapula, left", {}});
  history.amend(MoveCamera{{glm::vec3(0.0f), 90.0f, 0.0f, 500.0f}});
  EXPECT_EQ(history.labels().size(), 2u);
  EXPECT_EQ(history.undo_label(), "Choose Scapula, left");
  EXPECT_FLOAT_EQ(history.now().camera.yaw_deg, 90.0f);
  history.undo();
  EXPECT_TRUE(history.now() == Session());
  history.redo();
  EXPECT_FLOAT_EQ(history.now().camera.yaw_deg, 90.0f) << "it comes back with the step";
  EXPECT_EQ(history.now().selected, "scapula.left");
}

TEST(History, KnowsWhetherSomethingIsNotSaved) {
  History history{Session()};
  history.perform(nerves(true));
  EXPECT_TRUE(history.changed_since_saved());
  history.mark_saved();
  EXPECT_FALSE(history.changed_since_saved());
  history.undo();
  EXPECT_TRUE(history.changed_since_saved());
  history.redo();
  EXPECT_FALSE(history.changed_since_saved()) << "it is again what was saved";
  history.perform(nerves(false));
  EXPECT_TRUE(history.changed_since_saved());
  history.perform(nerves(true));
  EXPECT_FALSE(history.changed_since_saved()) << "it is the session that counts, not the way to it";
}

TEST(History, KeepsTheLastStepsAndForgetsTheOldest) {
  History history{Session()};
  for (int i = 0; i < 2 * static_cast<int>(History::most_steps); ++i)
    history.perform(SetShow{{"s" + std::to_string(i)}, Show::hidden, "number " + std::to_string(i)});
  EXPECT_EQ(history.labels().size(), History::most_steps);
  EXPECT_EQ(history.undo_label(), "Hide number 999");
  std::size_t undone = 0;
  while (history.can_undo()) {
    history.undo();
    ++undone;
  }
  EXPECT_EQ(undone, History::most_steps - 1);
  EXPECT_EQ(history.now().exceptions.size(), 501u) << "the oldest that is kept";
}

Action random_action(Random& random) {
  switch (random.below(8)) {
    case 0:
      return SetPeel{random.unit()};
    case 1:
      return ShowSystem{all_systems()[random.below(12)], random.below(2) == 1};
    case 2:
      return SetShow{{random_key(random)}, static_cast<Show>(random.below(3)), ""};
    case 3:
      return ShowOnly{{random_key(random)}, ""};
    case 4:
      return ReplaceSession{random_session(random), "Open"};
    case 5:
      return SetSide{random.below(2) == 1 ? Side::left : Side::right};
    case 6:
      return MoveCamera{{glm::vec3(0.0f), random.between(-180.0f, 180.0f), 0.0f, 500.0f}};
    default:
      return Select{random_key(random), "", {}};
  }
}

// A plain list of whole sessions, to hold the history against.
TEST(History, OfRandomStepsIsTheListOfSessionsAsTheyWere) {
  constexpr std::uint32_t seed = 5;
  Random random(seed);
  History history{Session()};
  std::vector<Session> sessions = {Session()};
  std::size_t at = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::uint32_t what = random.below(10);
    if (what < 2) {
      history.undo();
      at -= at > 0 ? 1 : 0;
    } else if (what < 4) {
      history.redo();
      at += at + 1 < sessions.size() ? 1 : 0;
    } else {
      history.finish_step();
      const Action action = random_action(random);
      const Session next = palpate::apply(sessions[at], action);
      history.perform(action);
      if (!(next == sessions[at])) {
        sessions.resize(at + 1);
        sessions.push_back(next);
        ++at;
        if (sessions.size() > History::most_steps) {
          sessions.erase(sessions.begin());
          --at;
        }
      }
    }
    ASSERT_TRUE(history.now() == sessions[at]) << "seed " << seed << ", step " << i;
    ASSERT_EQ(history.position(), at) << "seed " << seed << ", step " << i;
    ASSERT_EQ(history.can_redo(), at + 1 < sessions.size());
  }
}

}  // namespace
}  // namespace palpate::test
