// Two muscles compared on a body that is open, from naming the second one to both pains on its skin; and the figures of
// described pain.
#include "pain_bench.h"

#include <palpate/scene/pain_figure.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Bench;
using test::program_data;
using test::wait_for_comparison;
using test::without_motion;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Style = PaintStroke::Style;

std::size_t strokes(Bench& b, Style style) {
  const std::vector<PaintStroke>& paint = b.workbench.draw_list().paint;
  return static_cast<std::size_t>(
      std::count_if(paint.begin(), paint.end(), [&](const PaintStroke& s) { return s.style == style; }));
}

class Comparing : public testing::Test {
 protected:
  Comparing() {
    b.open();
    b.choose("infraspinatus", Side::right);
  }
  // What is compared, as "first/second"; nothing while nothing is.
  [[nodiscard]] std::string pair() const {
    const ComparisonView* view = b.workbench.comparison();
    return view == nullptr ? "" : view->first->muscle + "/" + view->second->muscle;
  }
  Bench b{without_motion()};
};

TEST_F(Comparing, IsOffUntilASecondMuscleIsNamed) {
  EXPECT_EQ(b.workbench.comparison(), nullptr);
  b.workbench.compare_with("gluteus-medius");
  EXPECT_EQ(pair(), "infraspinatus/gluteus-medius");
  EXPECT_EQ(b.workbench.comparison()->side, Side::right);
  EXPECT_EQ(b.workbench.history().labels().back(), "Compare with Gluteus medius") << "by its name";
}

TEST_F(Comparing, LaysThePainOfBothOnTheSkinWhenItIsKnown) {
  const Camera before = b.workbench.session().camera;
  b.workbench.compare_with("gluteus-medius");
  wait_for_comparison(b);
  const ComparisonView& view = *b.workbench.comparison();
  ASSERT_TRUE(view.ready);
  const PainMap* map = b.workbench.pain_map();
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(view.pain[0].essential, pain_of(*map, *view.first, Side::right).essential);
  EXPECT_EQ(view.pain[1].anywhere, pain_of(*map, *view.second, Side::right).anywhere);
  EXPECT_GT(view.pain[0].essential.size(), 0u);
  EXPECT_EQ(view.skin.essential.first, view.pain[0].essential.size());
  EXPECT_EQ(view.skin.anywhere.second, view.pain[1].anywhere.size());
  EXPECT_GT(strokes(b, Style::essential), 0u);
  EXPECT_GT(strokes(b, Style::second), 0u);
  EXPECT_EQ(b.state("skin").mode, DrawState::Mode::solid);
  EXPECT_FALSE(b.workbench.session().camera == before) << "and the body is turned so that both are seen";
}

TEST_F(Comparing, FollowsTheMuscleAndTheSideThatAreChosen) {
  b.workbench.compare_with("gluteus-medius");
  wait_for_comparison(b);
  const SkinArea on_right = b.workbench.comparison()->pain[0].essential;
  b.workbench.perform(SetSide{Side::left});
  EXPECT_EQ(b.workbench.comparison()->side, Side::left);
  ASSERT_TRUE(b.workbench.comparison()->ready) << "what was made is kept";
  EXPECT_NE(b.workbench.comparison()->pain[0].essential, on_right);
  b.choose("soleus", Side::left);
  EXPECT_EQ(pair(), "soleus/gluteus-medius");
  b.choose("gluteus-medius", Side::left);
  EXPECT_EQ(pair(), "") << "not with itself";
  b.workbench.perform(Select{});
  EXPECT_EQ(pair(), "") << "nor with nothing";
}

TEST_F(Comparing, EndsWhenNoMuscleIsNamed) {
  b.workbench.compare_with("gluteus-medius");
  wait_for_comparison(b);
  ASSERT_GT(strokes(b, Style::second), 0u);
  b.workbench.compare_with({});
  EXPECT_EQ(b.workbench.comparison(), nullptr);
  EXPECT_EQ(strokes(b, Style::second), 0u);
  EXPECT_EQ(b.workbench.history().labels().back(), "End the comparison");
}

TEST_F(Comparing, IsAStepThatUndoTakesBack) {
  b.workbench.compare_with("gluteus-medius");
  b.workbench.execute(CommandId::undo);
  EXPECT_EQ(b.workbench.comparison(), nullptr);
  b.workbench.execute(CommandId::redo);
  EXPECT_EQ(pair(), "infraspinatus/gluteus-medius");
}

TEST_F(Comparing, WithItselfOrWithWhatNobodyDescribedIsNothing) {
  for (const char* muscle : {"infraspinatus", "no-such-muscle", "humerus"}) {
    b.workbench.compare_with(muscle);
    EXPECT_EQ(b.workbench.comparison(), nullptr) << muscle;
    EXPECT_EQ(strokes(b, Style::second), 0u) << muscle;
  }
}

TEST_F(Comparing, ByItsCommandAsksForTheMuscleAndEndsAComparison) {
  b.workbench.execute(CommandId::compare);
  EXPECT_THAT(b.workbench.take_requests(), ElementsAre(ShellRequest::choose_compared));
  EXPECT_EQ(b.workbench.comparison(), nullptr) << "until one is chosen";
  b.workbench.compare_with("gluteus-medius");
  b.workbench.execute(CommandId::compare);
  EXPECT_EQ(b.workbench.comparison(), nullptr);
  EXPECT_THAT(b.workbench.take_requests(), IsEmpty());
}

TEST_F(Comparing, ByItsCommandWithoutAMuscleSaysWhatToDoFirst) {
  b.workbench.perform(Select{});
  const std::size_t messages = b.workbench.messages().size();
  b.workbench.execute(CommandId::compare);
  EXPECT_THAT(b.workbench.take_requests(), IsEmpty());
  ASSERT_THAT(b.workbench.messages(), SizeIs(messages + 1));
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("Choose a muscle first"));
}

TEST(ComparingElsewhere, OnABodyWithoutASkinNamesTheMusclesAndPaintsNothing) {
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"muscles"});
  Bench b(without_motion());
  b.open(folder.path());
  b.choose("infraspinatus", Side::right);
  b.workbench.compare_with("gluteus-medius");
  for (int i = 0; i < 3; ++i) b.workbench.update();
  ASSERT_NE(b.workbench.comparison(), nullptr);
  EXPECT_FALSE(b.workbench.comparison()->ready);
  EXPECT_EQ(b.workbench.pain_map(), nullptr);
  EXPECT_THAT(b.workbench.draw_list().paint, IsEmpty());
}

TEST(FigureOfPain, ShowsTheZoneAloneWhateverTheViewShows) {
  Bench b(without_motion());
  b.open();
  b.choose("gluteus-medius", Side::left);
  const TriggerPoint& point = program_data().library.record("infraspinatus")->trigger_points.front();
  const ZoneChoice choice{"infraspinatus", point.id, Side::left};
  const Session before = b.workbench.session();
  const auto figure = b.workbench.pain_figure_of(choice);
  ASSERT_TRUE(figure);
  EXPECT_TRUE(b.workbench.session() == before) << "it is a picture and chooses nothing";
  for (std::uint32_t i = 0; i < figure->states.size(); ++i) {
    const bool skin = b.workbench.loaded().body.structures()[i].key == "skin";
    EXPECT_EQ(figure->states[i].mode != DrawState::Mode::hidden, skin);
  }
  const auto zone = test::zone_on_manikin("infraspinatus", point.id, Side::left);
  EXPECT_EQ(figure->camera, camera_for_zone(Camera(), *zone, b.workbench.loaded().body, 1.0f));
  ASSERT_FALSE(figure->paint.empty());
  EXPECT_EQ(figure->paint.back().style, Style::entry) << "a ring round the place";
  b.workbench.compare_with("soleus");
  EXPECT_EQ(b.workbench.pain_figure_of(choice)->paint, figure->paint);
}

TEST(FigureOfPain, IsNoneForAZoneThatNobodyDescribedOrABodyWithoutSkin) {
  Bench b(without_motion());
  const std::string point = program_data().library.record("infraspinatus")->trigger_points.front().id;
  EXPECT_FALSE(b.workbench.pain_figure_of({"infraspinatus", point, Side::left})) << "no body is open";
  b.open();
  EXPECT_FALSE(b.workbench.pain_figure_of({"infraspinatus", "no-such", Side::left}));
  EXPECT_FALSE(b.workbench.pain_figure_of({"no-such", point, Side::left}));
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"muscles"});
  b.open(folder.path());
  EXPECT_FALSE(b.workbench.pain_figure_of({"infraspinatus", point, Side::left}));
}

}  // namespace
}  // namespace palpate
