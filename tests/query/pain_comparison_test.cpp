// Two muscles side by side: what all their trigger points are described to hurt, counted piece by piece on round spots,
// and which muscles are described to hurt at the same place.
#include "pain_board.h"

#include <palpate/query/pain_comparison.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Side right = Side::right, left = Side::left;
constexpr Spot high{60, 80, 25}, low{60, -80, 25}, beside_low{80, -80, 25}, near_middle{60, 0, 25};

class Compared : public testing::Test {
 protected:
  [[nodiscard]] const MuscleRecord& record(const std::string& muscle) const { return *board.library.record(muscle); }
  [[nodiscard]] MusclePain pain(const PainMap& map, const std::string& muscle, Side side = right) const {
    return pain_of(map, record(muscle), side);
  }
  [[nodiscard]] PainComparison compared(const PainMap& map, const std::string& first, const std::string& second) const {
    return compare(pain(map, first), pain(map, second));
  }
  [[nodiscard]] std::vector<std::string> alike(const PainMap& map, const std::string& muscle, std::size_t most) const {
    std::vector<std::string> found;
    for (const AlikeMuscle& a : muscles_alike(map, record(muscle), right, most)) found.push_back(a.record->muscle);
    return found;
  }
  PainBoard board;
};

TEST_F(Compared, ThePainOfAMuscleIsThatOfAllItsPointsEachPieceOnce) {
  board.add("alpha", {refers_to("a1", {low}, {high}), refers_to("a2", {beside_low}, {low, near_middle})});
  const PainMap map = board.map();
  const MusclePain all = pain(map, "alpha");
  ASSERT_GT(count_common(board.pieces({low}), board.pieces({beside_low})), 0u) << "the two overlap";
  EXPECT_EQ(all.essential, board.pieces({low, beside_low}));
  EXPECT_EQ(all.anywhere, board.pieces({low, beside_low, high, near_middle}));
}

TEST_F(Compared, ThePainOfAMuscleIsThatOfOneMuscleOnOneSide) {
  board.add("alpha", {refers_to("a1", {low}), point_with("crossed", {zone(true, {high}, ZoneSide::other)})});
  board.add("beta", {refers_to("b1", {near_middle})});
  const PainMap map = board.map();
  SkinArea on_right = board.pieces({low}, right);
  const SkinArea crossed = board.pieces({high}, left);
  on_right.insert(on_right.end(), crossed.begin(), crossed.end());
  EXPECT_THAT(pain(map, "alpha", right).essential, testing::UnorderedElementsAreArray(on_right))
      << "pain on the other side belongs to the muscle that sends it there";
  EXPECT_EQ(pain(map, "beta", left).essential, board.pieces({near_middle}, left));
}

TEST_F(Compared, AMuscleWithoutPointsHasNoPain) {
  board.add("alpha", {refers_to("a1", {low})});
  board.add("silent", {});
  const PainMap map = board.map();
  EXPECT_THAT(pain(map, "silent").essential, IsEmpty());
  EXPECT_THAT(pain(map, "silent").anywhere, IsEmpty());
  const PainComparison to_silent = compared(map, "alpha", "silent");
  EXPECT_EQ(to_silent.essential.first, board.pieces({low}).size());
  EXPECT_EQ(to_silent.essential.jaccard(), 0.0f);
}

TEST_F(Compared, EssentialPainAndPainAnywhereAreCountedApart) {
  board.add("alpha", {refers_to("a1", {high}, {low})});
  board.add("beta", {refers_to("b1", {beside_low})});
  const PainMap map = board.map();
  const PainComparison c = compared(map, "alpha", "beta");
  const std::size_t shared = count_common(board.pieces({low}), board.pieces({beside_low}));
  ASSERT_GT(shared, 0u);
  EXPECT_EQ(c.essential.first, board.pieces({high}).size());
  EXPECT_EQ(c.essential.second, board.pieces({beside_low}).size());
  EXPECT_EQ(c.essential.both, 0u);
  EXPECT_EQ(c.anywhere.first, board.pieces({high, low}).size());
  EXPECT_EQ(c.anywhere.second, c.essential.second);
  EXPECT_EQ(c.anywhere.both, shared) << "as spillover of the one";
}

TEST_F(Compared, InTurnedOrderAreTheSameTurned) {
  board.add("alpha", {refers_to("a1", {low, high}, {near_middle})});
  board.add("beta", {refers_to("b1", {beside_low}, {high})});
  const PainMap map = board.map();
  const PainComparison there = compared(map, "alpha", "beta"), back = compared(map, "beta", "alpha");
  const std::vector<std::pair<AreaOverlap, AreaOverlap>> pairs = {{there.essential, back.essential},
                                                                  {there.anywhere, back.anywhere}};
  for (const auto& [a, b] : pairs) {
    EXPECT_NE(a.first, a.second) << "or turning would change nothing";
    EXPECT_EQ(a.first, b.second);
    EXPECT_EQ(a.second, b.first);
    EXPECT_EQ(a.both, b.both);
    EXPECT_GT(a.jaccard(), 0.0f);
    EXPECT_EQ(a.jaccard(), b.jaccard());
  }
}

TEST_F(Compared, OfSpotsThatDoNotTouchAreCountedInSpots) {
  board.add("two", {refers_to("p", {high, low})});
  board.add("same", {refers_to("p", {high}), refers_to("q", {low})});
  board.add("one", {refers_to("p", {high})});
  board.add("none", {refers_to("p", {near_middle})});
  const PainMap map = board.map();
  EXPECT_FLOAT_EQ(compared(map, "two", "same").essential.jaccard(), 1.0f);
  EXPECT_NEAR(compared(map, "two", "one").essential.jaccard(), 0.5f, 0.02f);
  EXPECT_FLOAT_EQ(compared(map, "two", "none").essential.jaccard(), 0.0f);
}

TEST(AreaOverlap, IsWhatBothCoverDividedByWhatEitherCovers) {
  EXPECT_EQ((AreaOverlap{0, 0, 0}).jaccard(), 0.0f) << "nothing is not like nothing";
  EXPECT_FLOAT_EQ((AreaOverlap{7, 7, 7}).jaccard(), 1.0f);
  EXPECT_FLOAT_EQ((AreaOverlap{2, 1, 1}).jaccard(), 0.5f);
  EXPECT_FLOAT_EQ((AreaOverlap{3, 3, 1}).jaccard(), 0.2f);
  EXPECT_EQ((AreaOverlap{3, 5, 0}).jaccard(), 0.0f);
}

class Alike : public Compared {
 protected:
  Alike() {
    board.add("alpha", {refers_to("a1", {high, low})});
    board.add("half", {refers_to("p", {high})});
    board.add("elsewhere", {refers_to("p", {near_middle})});
    board.add("same", {refers_to("p", {high}), refers_to("q", {low})});
    board.add("spills", {refers_to("p", {near_middle}, {high, low})});
    board.add("most", {refers_to("p", {high, low, near_middle})});
    board.add("half-again", {refers_to("p", {high})});
    board.add("crossed", {point_with("p", {zone(true, {high, low}, ZoneSide::other)})});
    board.add("silent", {});
  }
};

TEST_F(Alike, AreTheMusclesThatShareEssentialPainTheMostAlikeFirst) {
  const PainMap map = board.map();
  EXPECT_THAT(alike(map, "alpha", 100), ElementsAre("same", "most", "half", "half-again"))
      << "not itself, nor those that share nothing; equals in the order of the library, each once";
}

TEST_F(Alike, HaveTheIndexOfTheComparison) {
  const PainMap map = board.map();
  const std::vector<AlikeMuscle> found = muscles_alike(map, record("alpha"), right, 100);
  ASSERT_FALSE(found.empty());
  for (const AlikeMuscle& a : found)
    EXPECT_EQ(a.jaccard, compared(map, "alpha", a.record->muscle).essential.jaccard()) << a.record->muscle;
}

TEST_F(Alike, AreAsManyAsAskedForAtTheMost) {
  const PainMap map = board.map();
  EXPECT_THAT(alike(map, "alpha", 2), ElementsAre("same", "most"));
  EXPECT_THAT(alike(map, "alpha", 0), IsEmpty());
}

TEST_F(Alike, OfAMuscleWithoutPainAreNone) {
  const PainMap map = board.map();
  EXPECT_THAT(alike(map, "silent", 100), IsEmpty());
}

}  // namespace
}  // namespace palpate::test
