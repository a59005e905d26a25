// How what is described is ranked by a drawing: every index is computed again here from the pieces of round spots.
#include "pain_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Side right = Side::right, left = Side::left;
constexpr Spot high{60, 80, 25}, low{60, -80, 25}, beside_low{80, -80, 25}, near_middle{60, 0, 25};

std::vector<std::string> names(const std::vector<PainMatch>& matches) {
  std::vector<std::string> found;
  for (const PainMatch& m : matches)
    found.push_back(m.cover->record->muscle + "/" + m.cover->point->id + (m.cover->side == left ? " left" : ""));
  return found;
}
std::vector<std::string> names(const std::vector<OtherMatch>& matches) {
  std::vector<std::string> found;
  for (const OtherMatch& m : matches) found.push_back(m.cover->area->id + (m.cover->side == left ? " left" : ""));
  return found;
}

float count(const SkinArea& area) {
  return static_cast<float>(area.size());
}

// Sum of the strength with which an area is painted.
float strength_over(const PaintedPain& painted, const SkinArea& area) {
  float sum = 0.0f;
  for (std::size_t i = 0; i < painted.skin.size(); ++i) {
    if (std::binary_search(area.begin(), area.end(), painted.skin[i])) sum += painted.strength[i];
  }
  return sum;
}

TEST(PainMatch, ADrawingThatIsTheEssentialZoneHasAnIndexOfOne) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high, low}, {near_middle})});
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high, low}), map);
  ASSERT_THAT(names(answer.points), ElementsAre("alpha/a1"));
  EXPECT_FLOAT_EQ(answer.points[0].index, 1.0f);
  EXPECT_FLOAT_EQ(answer.points[0].painted_explained, 1.0f);
  EXPECT_FLOAT_EQ(answer.points[0].essential_painted, 1.0f);
  EXPECT_EQ(answer.points[0].common_essential, board.pieces({high, low}).size());
  EXPECT_EQ(answer.points[0].common_spillover, 0u);
}

TEST(PainMatch, IsWhatBothCoverDividedByWhatEitherCovers) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {low})});
  const PainMap map = board.map();
  const SkinArea zone = board.pieces({low}), drawing = board.pieces({beside_low});
  const auto common = static_cast<float>(count_common(zone, drawing));
  ASSERT_GT(common, 0.0f);
  const PainAnswer answer = find_muscles(board.painted({beside_low}), map);
  ASSERT_THAT(names(answer.points), ElementsAre("alpha/a1"));
  EXPECT_FLOAT_EQ(answer.points[0].index, common / (count(zone) + count(drawing) - common));
  EXPECT_FLOAT_EQ(answer.points[0].painted_explained, common / count(drawing));
  EXPECT_FLOAT_EQ(answer.points[0].essential_painted, common / count(zone));
}

TEST(PainMatch, WeighsPaintedSkinByItsStrengthAndSpilloverByHalf) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {low, high}, {beside_low, near_middle})});
  const PainMap map = board.map();
  const PaintedPain painted =
      board.painted(PainDrawing{PainBoard::mark(beside_low, right, 3), PainBoard::mark({60, 15, 25}, right, 1),
                                PainBoard::mark({0, 30, 15}, right, 2)});
  const SkinArea essential = board.pieces({low, high});
  const SkinArea spillover = without(board.pieces({beside_low, near_middle}), essential);
  const float both = strength_over(painted, essential), half = strength_over(painted, spillover);
  const float total = strength_over(painted, painted.skin);
  const float unpainted = count(without(essential, painted.skin));
  ASSERT_GT(half, 0.0f);
  ASSERT_GT(unpainted, 0.0f);
  const PainAnswer answer = find_muscles(painted, map);
  ASSERT_THAT(names(answer.points), ElementsAre("alpha/a1"));
  EXPECT_NEAR(answer.points[0].index, (both + 0.5f * half) / (total + unpainted), 1e-5f);
  EXPECT_NEAR(answer.points[0].painted_explained, (both + half) / total, 1e-5f);
  EXPECT_EQ(answer.points[0].common_essential, count_common(essential, painted.skin));
  EXPECT_EQ(answer.points[0].common_spillover, count_common(spillover, painted.skin));
}

// The same in closed form, with nothing of the program's: spots of one size that do not touch.
TEST(PainMatch, OfSpotsThatDoNotTouchCountsSpots) {
  PainBoard board;
  board.add("half", {refers_to("h", {high, {-60, 80, 25}})});
  board.add("spill", {refers_to("s", {}, {high})});
  board.add("more", {refers_to("m", {high}, {low, near_middle})});
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high}), map);
  ASSERT_THAT(names(answer.points), ElementsAre("more/m", "half/h", "half/h left", "spill/s"));
  EXPECT_FLOAT_EQ(answer.points[0].index, 1.0f) << "spillover need not be painted";
  EXPECT_NEAR(answer.points[1].index, 0.5f, 0.02f) << "half of what is described is painted";
  EXPECT_NEAR(answer.points[3].index, 0.5f, 0.02f) << "all of it, but as spillover only";
  EXPECT_FLOAT_EQ(answer.points[3].essential_painted, 0.0f);
}

TEST(PainMatch, WhatHurtsMoreDecides) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.add("beta", {refers_to("b1", {low})});
  const PainMap map = board.map();
  const auto first = [&](std::uint8_t at_high, std::uint8_t at_low) {
    const PainDrawing drawing{PainBoard::mark(high, right, at_high), PainBoard::mark(low, right, at_low)};
    return names(find_muscles(board.painted(drawing), map).points).front();
  };
  EXPECT_EQ(first(3, 1), "alpha/a1");
  EXPECT_EQ(first(1, 3), "beta/b1");
}

TEST(PainAnswer, HasTheBestFirstAndTheBestPointOfEachMuscleAndSide) {
  PainBoard board;
  board.add("alpha", {refers_to("far", {{60, 60, 25}}), refers_to("same", {high}), refers_to("elsewhere", {low})});
  board.add("beta", {refers_to("nearer", {{60, 70, 25}})});
  board.add("gamma", {point_with("crossed", {zone(true, {{60, 50, 25}}, ZoneSide::other)})});
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high}), map);
  EXPECT_THAT(names(answer.points), ElementsAre("alpha/same", "beta/nearer", "alpha/far", "gamma/crossed left"));
  EXPECT_THAT(names(answer.muscles), ElementsAre("alpha/same", "beta/nearer", "gamma/crossed left"));
  for (std::size_t i = 1; i < answer.points.size(); ++i) EXPECT_LE(answer.points[i].index, answer.points[i - 1].index);
}

TEST(PainAnswer, OfEqualMatchesKeepsTheOrderOfTheLibrary) {
  PainBoard board;
  for (const char* muscle : {"delta", "alpha", "gamma", "beta"}) board.add(muscle, {refers_to("p", {high})});
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({high}), map).points),
              ElementsAre("delta/p", "alpha/p", "gamma/p", "beta/p"));
}

TEST(PainAnswer, HasBothSidesWhereBothHurt) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  const PainMap map = board.map();
  const PainDrawing both{PainBoard::mark(high, right), PainBoard::mark(high, left)};
  EXPECT_THAT(names(find_muscles(board.painted(both), map).muscles), UnorderedElementsAre("alpha/a1", "alpha/a1 left"));
}

TEST(PainAnswer, ToNoDrawingOrOneWhereNothingIsDescribedIsEmpty) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.areas.others = {other_area("joint", PainArea::Kind::joint, {high})};
  const PainMap map = board.map();
  for (const PaintedPain& painted : {PaintedPain(), board.painted({low, {-60, -80, 25}})}) {
    const PainAnswer answer = find_muscles(painted, map);
    EXPECT_THAT(answer.points, IsEmpty());
    EXPECT_THAT(answer.muscles, IsEmpty());
    EXPECT_THAT(answer.others, IsEmpty());
    EXPECT_THAT(answer.together, IsEmpty());
    EXPECT_EQ(answer.together_explained, 0.0f);
  }
}

// A muscle whose pain is a spot, with an action that makes a movement.
void add_moving(PainBoard& board, const std::string& muscle, Spot spot, const std::string& movement) {
  MuscleRecord record;
  record.muscle = muscle;
  record.actions = {{"", "It moves.", {movement}, {}}};
  record.trigger_points = {refers_to("p", {spot})};
  record.trigger_points.front().in = muscle;
  board.library.add(std::move(record));
}

Movement bending() {
  return {"elbow.flexion", "Elbow", "Flexion of the elbow", "Bending the elbow", "elbow.extension", {}};
}

TEST(MovementFirst, PutsWhatMakesItOrIsStretchedByItFirstAndKeepsTheOrderOtherwise) {
  PainBoard board;
  add_moving(board, "alpha", {60, 80, 25}, "wrist.flexion");
  add_moving(board, "stretched", {60, 75, 25}, "elbow.extension");
  add_moving(board, "beta", {60, 70, 25}, "wrist.flexion");
  add_moving(board, "makes", {60, 65, 25}, "elbow.flexion");
  add_moving(board, "stretched-too", {60, 60, 25}, "elbow.extension");
  const PainMap map = board.map();
  const std::vector<PainMatch> matches = find_muscles(board.painted({high}), map).points;
  ASSERT_THAT(names(matches), ElementsAre("alpha/p", "stretched/p", "beta/p", "makes/p", "stretched-too/p"));
  EXPECT_THAT(names(movement_first(matches, bending())),
              ElementsAre("stretched/p", "makes/p", "stretched-too/p", "alpha/p", "beta/p"));
  EXPECT_EQ(names(movement_first(matches, {"swallowing", "Throat", "Swallowing", "Swallowing", "", {}})),
            names(matches))
      << "which nothing here has to do with";
}

TEST(MovementFirst, AsksThePartThatAPointLiesIn) {
  PainBoard board;
  MuscleRecord record;
  record.muscle = "alpha";
  record.actions = {{"alpha/back", "Bends.", {"elbow.flexion"}, {}}};
  record.trigger_points = {refers_to("front", {high}), refers_to("back", {{60, 70, 25}})};
  record.trigger_points[0].in = "alpha/front";
  record.trigger_points[1].in = "alpha/back";
  board.library.add(std::move(record));
  const PainMap map = board.map();
  const std::vector<PainMatch> matches = find_muscles(board.painted({high}), map).points;
  ASSERT_THAT(names(matches), ElementsAre("alpha/front", "alpha/back"));
  EXPECT_THAT(names(movement_first(matches, bending())), ElementsAre("alpha/back", "alpha/front"));
}

TEST(Together, FindsTwoMusclesForTwoAreasThatEachDescribesOne) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.add("beta", {refers_to("b1", {low})});
  board.add("gamma", {refers_to("g1", {{60, 55, 25}})});  // much less of the upper one
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high, low}), map);
  EXPECT_THAT(names(answer.together), UnorderedElementsAre("alpha/a1", "beta/b1"));
  EXPECT_FLOAT_EQ(answer.together_explained, 1.0f);
}

TEST(Together, FindsOneMuscleWhereOneDescribesBoth) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.add("beta", {refers_to("b1", {low})});
  board.add("gamma", {refers_to("g1", {near_middle}, {high, low})});
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({high, low}), map).together), ElementsAre("gamma/g1"));
}

TEST(Together, FindsThreeForThreeAreas) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.add("beta", {refers_to("b1", {low})});
  board.add("gamma", {refers_to("g1", {near_middle})});
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({high, near_middle, low}), map).together),
              UnorderedElementsAre("alpha/a1", "beta/b1", "gamma/g1"));
}

// The wide one covers a little more of what is painted, and much besides.
TEST(Together, PrefersTheMusclesThatDescribeLeastBesideThePaintedSkin) {
  PainBoard board;
  board.add("wide", {refers_to("w", {{60, 80, 60}})});
  board.add("alpha", {refers_to("a1", {{60, 80, 22}})});
  board.add("beta", {refers_to("b1", {low})});
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high, low}), map);
  EXPECT_THAT(names(answer.together), UnorderedElementsAre("alpha/a1", "beta/b1"));
  EXPECT_LT(answer.together_explained, 1.0f);
}

TEST(Together, FindsNoneWhereAnAreaIsNotDescribed) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  const PainMap map = board.map();
  const PainAnswer answer = find_muscles(board.painted({high, low}), map);
  EXPECT_THAT(names(answer.points), ElementsAre("alpha/a1")) << "which describes one of them";
  EXPECT_THAT(answer.together, IsEmpty());
  EXPECT_EQ(answer.together_explained, 0.0f);
}

TEST(Together, IsNotAskedForOneArea) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  const PainMap map = board.map();
  EXPECT_THAT(find_muscles(board.painted({high}), map).together, IsEmpty());
}

TEST(OtherAreas, HaveTheirSharesOfTheDrawingAndOfThemselves) {
  PainBoard board;
  board.areas.others = {other_area("joint", PainArea::Kind::joint, {low})};
  const PainMap map = board.map();
  const PaintedPain painted =
      board.painted(PainDrawing{PainBoard::mark(beside_low, right, 3), PainBoard::mark({60, -110, 25}, right, 1)});
  const PainAnswer answer = find_muscles(painted, map);
  ASSERT_THAT(names(answer.others), ElementsAre("joint"));
  const SkinArea area = board.pieces({low});
  EXPECT_NEAR(answer.others[0].painted_covered, strength_over(painted, area) / strength_over(painted, painted.skin),
              1e-5f);
  EXPECT_FLOAT_EQ(answer.others[0].area_painted, static_cast<float>(count_common(area, painted.skin)) / count(area));
}

TEST(OtherAreas, RedFlagsComeFirstThenWhatCoversMost) {
  PainBoard board;
  board.areas.others = {other_area("half", PainArea::Kind::joint, {{85, 80, 25}}),
                        other_area("all", PainArea::Kind::nerve_root, {high}),
                        other_area("elsewhere", PainArea::Kind::joint, {low}),
                        other_area("flag", PainArea::Kind::vascular, {{95, 80, 25}}, "Call for help")};
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({high}), map).others), ElementsAre("flag", "all", "half"));
}

TEST(OtherAreas, OfEqualCoverTheOneThatIsPaintedMoreComesFirst) {
  PainBoard board;
  board.areas.others = {other_area("wide", PainArea::Kind::joint, {{60, 80, 60}}),
                        other_area("narrow", PainArea::Kind::joint, {{60, 80, 30}})};
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({high}), map).others), ElementsAre("narrow", "wide"));
}

TEST(OtherAreas, WhereMuchIsDeepJointsAndOrgansComeBeforeNerves) {
  PainBoard board;
  const Spot half{80, 80, 25}, less{85, 80, 25}, least{90, 80, 25};
  board.areas.others = {other_area("root", PainArea::Kind::nerve_root, {high}),
                        other_area("nerve", PainArea::Kind::nerve, {high}),
                        other_area("joint", PainArea::Kind::joint, {half}),
                        other_area("organ", PainArea::Kind::visceral, {less}),
                        other_area("vessel", PainArea::Kind::vascular, {least}),
                        other_area("flag", PainArea::Kind::nerve, {least}, "Call for help")};
  const PainMap map = board.map();
  PainMark mark = PainBoard::mark(high);
  EXPECT_THAT(names(find_muscles(board.painted(PainDrawing{mark}), map).others),
              ElementsAre("flag", "root", "nerve", "joint", "organ", "vessel"));
  mark.deep = true;
  EXPECT_THAT(names(find_muscles(board.painted(PainDrawing{mark}), map).others),
              ElementsAre("flag", "joint", "organ", "vessel", "root", "nerve"));
}

TEST(OtherAreas, ALittleOfTheDrawingIsMentionedForARedFlagOnly) {
  PainBoard board;
  // A wide drawing, of which a small spot is some 3 of 100.
  const Spot wide{60, 0, 80}, small{60, 0, 14}, tiny{60, 0, 5};
  board.areas.others = {other_area("small-joint", PainArea::Kind::joint, {small}),
                        other_area("small-flag", PainArea::Kind::visceral, {small}, "Call for help"),
                        other_area("tiny-flag", PainArea::Kind::visceral, {tiny}, "Call for help")};
  const PainMap map = board.map();
  EXPECT_THAT(names(find_muscles(board.painted({wide}), map).others), ElementsAre("small-flag"));
}

}  // namespace
}  // namespace palpate::test
