// Waiting is free: while nothing happens nothing changes. And messages are kept for whoever wants to read them.
#include "bench.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palpate {
namespace {

using test::Bench;

TEST(Idle, NothingMovesAndThePictureStaysTheSame) {
  Bench b;
  b.open();
  b.choose("infraspinatus");
  b.land();
  const DrawList before = b.workbench.draw_list();
  const Session session = b.workbench.session();
  const std::size_t steps = b.workbench.history().labels().size();
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(b.workbench.update());
    EXPECT_FALSE(b.workbench.advance(0.1));
    EXPECT_EQ(b.workbench.draw_list(), before);
  }
  EXPECT_EQ(b.workbench.session(), session);
  EXPECT_EQ(b.workbench.history().labels().size(), steps);
  EXPECT_THAT(b.workbench.take_requests(), testing::IsEmpty());
}

TEST(Idle, AFlightEndsByItself) {
  Bench b;
  b.open();
  b.workbench.execute(CommandId::view_back);
  int frames = 0;
  while (b.workbench.advance(0.02)) ASSERT_LT(++frames, 1000);
  EXPECT_FALSE(b.workbench.flying());
  EXPECT_FALSE(b.workbench.advance(0.02));
}

TEST(Idle, AFlightThatLeadsNowhereChangesNothing) {
  Bench b;
  b.open();
  b.workbench.execute(CommandId::view_back);
  b.land();
  const std::size_t steps = b.workbench.history().labels().size();
  b.workbench.execute(CommandId::view_back);
  b.land();
  EXPECT_EQ(b.workbench.history().labels().size(), steps);
}

TEST(DrawListOfTheWorkbench, FollowsTheThemeOfTheSettings) {
  Bench b;
  EXPECT_FALSE(b.workbench.draw_list().light_theme);
  b.workbench.upd_settings().theme = Theme::light;
  EXPECT_TRUE(b.workbench.draw_list().light_theme);
}

TEST(Messages, AreSaidOnceAndReadOnce) {
  Bench b;
  EXPECT_EQ(b.workbench.unread_messages(), 0u);
  b.workbench.say("The disk is full.");
  b.workbench.say("The disk is full.");
  b.workbench.say("The cable is loose.");
  EXPECT_THAT(b.workbench.messages(), testing::ElementsAre("The disk is full.", "The cable is loose."));
  EXPECT_EQ(b.workbench.unread_messages(), 2u);
  b.workbench.read_messages();
  EXPECT_EQ(b.workbench.unread_messages(), 0u);
  EXPECT_EQ(b.workbench.messages().size(), 2u) << "read is not forgotten";
}

TEST(Messages, BeginWithTheFaultsOfTheProgramsOwnData) {
  ProgramData data = test::program_data();
  data.faults = {{Severity::error, "concepts/muscles.json", 12, "/name", "has no name"}};
  const Workbench workbench(data, {}, [] {});
  EXPECT_THAT(workbench.messages(), testing::ElementsAre(testing::AllOf(testing::HasSubstr("concepts/muscles.json:12"),
                                                                        testing::HasSubstr("has no name"))));
  EXPECT_EQ(workbench.unread_messages(), 1u);
}

TEST(Search, OfTheWorkbenchKnowsTheWholeCatalogue) {
  Bench b;
  const auto hits = b.workbench.search().find("upper trap");
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(test::program_data().anatomy.concepts[ConceptId(hits.front().target)].key, "trapezius/descending-part");
}

TEST(SavedMark, KnowsWhetherAnythingChangedSince) {
  Bench b;
  EXPECT_FALSE(b.workbench.history().changed_since_saved());
  b.workbench.perform(SetPeel{0.8f});
  EXPECT_TRUE(b.workbench.history().changed_since_saved());
  b.workbench.mark_saved();
  EXPECT_FALSE(b.workbench.history().changed_since_saved());
}

}  // namespace
}  // namespace palpate
