// Hands on the comparison of two muscles, on the movement that hurts and on all pain maps: what every control asks for.
#include "../app/pain_bench.h"
#include "screen.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::program_data;
using test::Screen;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ComparingHands : public testing::Test {
 protected:
  ComparingHands() {
    s.set(Theme::dark, 1.0f, ImVec2(1440, 3000));  // so that nothing has to be scrolled to
    s.bench.choose("infraspinatus");
    s.settle();
    s.clear();
  }
  // Until the pain of both lies on the skin.
  void compare_with(const std::string& muscle) {
    s.bench.workbench.compare_with(muscle);
    ASSERT_NE(s.bench.workbench.comparison(), nullptr);
    test::wait_for_comparison(s.bench);
    s.settle();
    s.clear();
  }
  [[nodiscard]] std::vector<std::string> compared() const {
    std::vector<std::string> muscles;
    for (const UiCompare& e : s.all<UiCompare>()) muscles.push_back(e.muscle);
    return muscles;
  }
  Screen s;
};

TEST_F(ComparingHands, ThePageOfAMuscleOffersIt) {
  s.click("compare.begin");
  EXPECT_TRUE(s.state.choosing_compared);
  s.settle();
  EXPECT_TRUE(s.has("compare.field"));
  EXPECT_TRUE(s.state.text_field_active) << "a name can be typed at once";
}

TEST_F(ComparingHands, AMuscleIsChosenByItsName) {
  s.click("compare.begin");
  s.settle();
  s.type("masseter");
  s.settle();
  s.click("compare.with.masseter");
  EXPECT_THAT(compared(), testing::ElementsAre("masseter"));
  EXPECT_FALSE(s.state.choosing_compared);
  EXPECT_EQ(s.state.compared_query, "");
}

TEST_F(ComparingHands, TheMuscleItselfIsNotOffered) {
  s.click("compare.begin");
  s.settle();
  s.type("infraspinatus");
  s.settle();
  EXPECT_FALSE(s.has("compare.with.infraspinatus"));
}

TEST_F(ComparingHands, MusclesWithTheMostAlikePainAreOfferedFirst) {
  compare_with("deltoid");  // so that the pain is known
  s.bench.workbench.compare_with({});
  s.settle();
  s.click("compare.begin");
  s.settle();
  ASSERT_FALSE(s.state.alike.empty());
  for (const AlikeMuscle& alike : s.state.alike) EXPECT_TRUE(s.has("compare.with." + alike.record->muscle));
  s.click("compare.with." + s.state.alike.back().record->muscle);
  EXPECT_THAT(compared(), testing::ElementsAre(s.state.alike.back().record->muscle));
}

TEST_F(ComparingHands, EscapeAndCancelLeaveTheChoice) {
  s.state.choosing_compared = true;
  EXPECT_TRUE(close_topmost(s.state));
  EXPECT_FALSE(s.state.choosing_compared);
  s.click("compare.begin");
  s.settle();
  s.click("compare.cancel");
  EXPECT_FALSE(s.state.choosing_compared);
  EXPECT_THAT(compared(), IsEmpty());
}

TEST_F(ComparingHands, TheComparisonSaysWhatIsSharedInWordsAndSquareCentimetres) {
  compare_with("deltoid");
  const std::string text = s.text("right panel");
  for (const char* said : {"Infraspinatus", "Deltoid", "Essentialpain", "Jaccardindex", "OnlyInfraspinatus"}) {
    std::string without_spaces = text;
    without_spaces.erase(std::remove(without_spaces.begin(), without_spaces.end(), ' '), without_spaces.end());
    EXPECT_THAT(without_spaces, testing::HasSubstr(said));
  }
}

TEST_F(ComparingHands, EndEndsIt) {
  compare_with("deltoid");
  s.click("compare.end");
  EXPECT_THAT(compared(), testing::ElementsAre(""));
}

TEST_F(ComparingHands, SwapPutsTheSecondFirst) {
  compare_with("deltoid");
  s.click("compare.swap");
  ASSERT_THAT(s.all<UiChooseConcept>(), SizeIs(1));
  EXPECT_EQ(program_data().anatomy.concepts[s.all<UiChooseConcept>()[0].id].key, "deltoid");
  EXPECT_THAT(compared(), testing::ElementsAre("infraspinatus"));
}

TEST_F(ComparingHands, AZoneOfEitherMuscleIsShownAlone) {
  compare_with("deltoid");
  const TriggerPoint& point = program_data().library.record("deltoid")->trigger_points.back();
  s.click("compare.deltoid." + point.id);
  EXPECT_THAT(compared(), testing::ElementsAre("")) << "the comparison ends";
  ASSERT_THAT(s.all<UiChooseMatch>(), SizeIs(1));
  EXPECT_EQ(s.all<UiChooseMatch>()[0].choice, (ZoneChoice{"deltoid", point.id, Side::right}));
}

class MovementHands : public ComparingHands {
 protected:
  MovementHands() {
    test::open_pain_tab(s.bench);
    s.settle();
    s.clear();
  }
  [[nodiscard]] std::vector<std::string> asked() const {
    std::vector<std::string> ids;
    for (const Action& action : s.all<Action>()) {
      if (const auto* ask = std::get_if<AskMovement>(&action)) ids.push_back(ask->id);
    }
    return ids;
  }
};

TEST_F(MovementHands, AMovementIsFoundByPlainWordsAndAskedFor) {
  s.click("pain.movement");
  s.type("bend the elbow");
  s.settle();
  ASSERT_TRUE(s.has("pain.movement.elbow.flexion"));
  s.click("pain.movement.elbow.flexion");
  EXPECT_THAT(asked(), testing::ElementsAre("elbow.flexion"));
  EXPECT_EQ(s.state.movement_query, "");
}

TEST_F(MovementHands, ItsMusclesAreListedAndChosen) {
  s.bench.workbench.perform(AskMovement{"elbow.flexion", {}});
  s.settle();
  ASSERT_TRUE(s.has("pain.mover.brachialis")) << "it makes the movement";
  ASSERT_TRUE(s.has("pain.mover.triceps-brachii")) << "it is stretched by it";
  s.clear();
  s.click("pain.mover.brachialis");
  ASSERT_THAT(s.all<UiChooseConcept>(), SizeIs(1));
  EXPECT_EQ(program_data().anatomy.concepts[s.all<UiChooseConcept>()[0].id].key, "brachialis");
}

TEST_F(MovementHands, TheMovementIsLeftOutAgain) {
  s.bench.workbench.perform(AskMovement{"elbow.flexion", {}});
  s.settle();
  s.clear();
  s.click("pain.movement.clear");
  EXPECT_THAT(asked(), testing::ElementsAre(""));
}

TEST_F(MovementHands, BesideDrawnPainItSortsTheAnswerInsteadOfListingMuscles) {
  s.bench.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::right), "Draw pain"});
  s.bench.workbench.perform(AskMovement{"shoulder.external-rotation", {}});
  s.settle();
  EXPECT_FALSE(s.has("pain.mover.infraspinatus"));
  std::string text = s.text("left panel");
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  EXPECT_THAT(text, testing::HasSubstr("Makesthismovement:"));
}

class MapHands : public ComparingHands {
 protected:
  MapHands() {
    open_dialog(s.state, UiDialog::pain_maps);
    s.settle();
    s.clear();
  }
};

TEST_F(MapHands, OnlyPicturesThatAreSeenAreAskedFor) {
  std::size_t points = 0;
  for (const MuscleRecord& record : program_data().library.records()) points += record.trigger_points.size();
  EXPECT_FALSE(s.wanted_pictures.empty());
  EXPECT_LT(s.wanted_pictures.size(), points / 3);
  const std::vector<ZoneChoice> before = s.wanted_pictures;
  EXPECT_TRUE(s.scroll_on());
  s.settle();
  EXPECT_THAT(before, Not(Contains(s.wanted_pictures.back()))) << "further down there are others";
}

TEST_F(MapHands, AFilterLeavesWhatFits) {
  s.type("sciatic nerve");  // the cursor is in the field
  s.settle();
  ASSERT_FALSE(s.wanted_pictures.empty());
  for (const ZoneChoice& choice : s.wanted_pictures) {
    const ConceptId id = program_data().anatomy.concepts.find(choice.muscle);
    EXPECT_NE(fit_of(program_data().anatomy.concepts[id], "sciatic nerve", program_data().library,
                     program_data().anatomy.concepts),
              Fit::none)
        << choice.muscle;
  }
}

TEST_F(MapHands, APressShowsThePatternOnTheBody) {
  const ZoneChoice choice = s.wanted_pictures.at(1);
  s.click("map." + choice.muscle + "." + choice.point);
  ASSERT_THAT(s.all<UiChooseMatch>(), SizeIs(1));
  EXPECT_EQ(s.all<UiChooseMatch>()[0].choice, choice);
  EXPECT_EQ(s.state.dialog, UiDialog::none);
}

}  // namespace
}  // namespace palpate
