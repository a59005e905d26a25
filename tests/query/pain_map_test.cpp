// What the described pain, the named regions and other areas cover of a skin, and what a drawing paints of it.
#include "manikin_rays.h"
#include "pain_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace palpate::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::FloatEq;
using testing::IsEmpty;
using testing::Not;

constexpr Side right = Side::right, left = Side::left;
constexpr Spot high{60, 80, 25}, low{60, -80, 25}, beside_low{80, -80, 25}, beside_middle{15, 0, 30};

TEST(PainMap, CoversWhatIsDescribedOnBothSides) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high}, {low}), refers_to("a2", {low})});
  const PainMap map = board.map();
  ASSERT_EQ(map.muscles().size(), 4u);
  for (const PainCover& cover : map.muscles()) {
    EXPECT_EQ(cover.record, &board.library.records().front());
    const bool first = cover.point->id == "a1";
    EXPECT_EQ(cover.essential, board.pieces({first ? high : low}, cover.side));
    EXPECT_EQ(cover.spillover, first ? board.pieces({low}, cover.side) : SkinArea());
  }
  EXPECT_EQ(map.muscles()[0].side, right);
  EXPECT_EQ(map.muscles()[1].side, left);
  EXPECT_EQ(map.muscles()[1].point, map.muscles()[0].point);
}

TEST(PainMap, TakesAZoneOfTheOtherSideFromThere) {
  PainBoard board;
  board.add("alpha", {point_with("a1", {zone(true, {high}, ZoneSide::other)})});
  const PainMap map = board.map();
  EXPECT_EQ(map.muscles()[0].side, right);
  EXPECT_EQ(map.muscles()[0].essential, board.pieces({high}, left));
  EXPECT_EQ(map.muscles()[1].essential, board.pieces({high}, right));
}

TEST(PainMap, CountsWhatIsEssentialNotAsSpillover) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {low}, {beside_low})});
  const PainMap map = board.map();
  EXPECT_EQ(map.muscles()[0].essential, board.pieces({low}));
  EXPECT_EQ(map.muscles()[0].spillover, without(board.pieces({beside_low}), board.pieces({low})));
  EXPECT_EQ(count_common(map.muscles()[0].essential, map.muscles()[0].spillover), 0u);
}

TEST(PainMap, HasOtherAreasOnTheSidesThatTheyAreOn) {
  PainBoard board;
  board.areas.others = {other_area("both", PainArea::Kind::joint, {high}),
                        other_area("left", PainArea::Kind::visceral, {high}),
                        other_area("right", PainArea::Kind::visceral, {high}),
                        other_area("middle", PainArea::Kind::other, {beside_middle})};
  board.areas.others[1].side = PainArea::Where::left;
  board.areas.others[2].side = PainArea::Where::right;
  board.areas.others[3].side = PainArea::Where::middle;
  const PainMap map = board.map();
  ASSERT_EQ(map.others().size(), 5u);
  const auto expect = [&](const std::string& id, Side asked, Side side, const SkinArea& skin) {
    const OtherCover* found = map.other(id, asked);
    ASSERT_NE(found, nullptr) << id;
    EXPECT_EQ(found->side, side) << id;
    EXPECT_EQ(found->skin, skin) << id;
  };
  expect("both", right, right, board.pieces({high}, right));
  expect("both", left, left, board.pieces({high}, left));
  expect("left", left, left, board.pieces({high}, left));
  expect("right", right, right, board.pieces({high}, right));
  expect("middle", Side::none, Side::none, board.pieces({beside_middle}, right));
  expect("middle", left, Side::none, board.pieces({beside_middle}, right));
  EXPECT_EQ(map.other("left", right), nullptr);
  EXPECT_EQ(map.other("no-such", right), nullptr);
}

TEST(PainMap, TheFinestRegionOfAPlaceIsTheSmallest) {
  PainBoard board;
  board.add_region("palm", true, {{60, 0, 20}});
  board.add_region("arm", true, {{60, 0, 60}});
  board.add_region("trunk", false, {{0, 0, 110}});
  const PainMap map = board.map();
  ASSERT_EQ(map.regions().size(), 5u);
  const auto at = [&](glm::vec3 p) {
    const RegionCover* found = map.region_at(p);
    return found == nullptr ? std::pair(std::string("none"), Side::none)
                            : std::pair(found->region->region, found->side);
  };
  EXPECT_EQ(at({-60, 200, 20}), std::pair(std::string("palm"), right));
  EXPECT_EQ(at({60, 200, 20}), std::pair(std::string("palm"), left));
  EXPECT_EQ(at({-60, 245, 20}), std::pair(std::string("arm"), right));
  EXPECT_EQ(at({0, 280, 20}), std::pair(std::string("trunk"), Side::none));
  EXPECT_EQ(at({0, 390, 20}), std::pair(std::string("none"), Side::none));
  EXPECT_EQ(at({-60, 200, -20}), std::pair(std::string("none"), Side::none)) << "the back of the board";
  EXPECT_EQ(at({-60, 200, 90}), std::pair(std::string("none"), Side::none)) << "in the air";
}

TEST(PainMap, PassesOverARegionThatNoConceptIs) {
  PainBoard board;
  board.areas.regions = {{"no-such", {stated(high)}}};
  EXPECT_THAT(board.map().regions(), IsEmpty());
}

TEST(PainMap, StopsWhenItIsCancelled) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.add_region("trunk", false, {{0, 0, 110}});
  board.areas.others = {other_area("both", PainArea::Kind::joint, {high})};
  const CancelToken cancel;
  cancel.cancel();
  const PainMap map = board.map(cancel);
  EXPECT_THAT(map.muscles(), IsEmpty());
  EXPECT_THAT(map.others(), IsEmpty());
  EXPECT_THAT(map.regions(), IsEmpty());
  EXPECT_EQ(map.region_at({0, 200, 20}), nullptr);
  PainBoard of_muscles;
  of_muscles.add("alpha", {refers_to("a1", {high})});
  EXPECT_THAT(of_muscles.map(cancel).muscles(), IsEmpty());
}

TEST(PainMap, OfNoSkinCoversNothingAndAnswersNothing) {
  PainBoard board;
  board.add("alpha", {refers_to("a1", {high})});
  board.skin = SkinMap();
  const PainMap map = board.map();
  for (const PainCover& cover : map.muscles()) EXPECT_THAT(cover.essential, IsEmpty());
  EXPECT_EQ(map.region_at({0, 200, 20}), nullptr);
  EXPECT_TRUE(board.painted({high}).empty());
  EXPECT_THAT(find_muscles(board.painted({high}), map).points, IsEmpty());
}

// The program's own records: a person who draws exactly the essential pain of a point has that point in the answer
// with the highest index there is.
TEST(PainMapOfTheManikin, EveryEssentialZoneIsFoundAgainByDrawingIt) {
  const StructureId skin = manikin().body.find("skin");
  const PainMap map(SkinMap(manikin().geometry.mesh(skin.index())), manikin_anchors(), program_data().library, {},
                    program_data().anatomy.concepts);
  std::size_t drawn_zones = 0;
  for (const PainCover& cover : map.muscles()) {
    const std::string name = cover.record->muscle + ", " + cover.point->id;
    EXPECT_EQ(count_common(cover.essential, cover.spillover), 0u) << name;
    if (cover.essential.empty()) continue;
    DrawnMark mark;
    for (const ResolvedZone& zone : manikin_anchors().zones(*cover.point, cover.side)) {
      if (zone.essential) mark.strokes.insert(mark.strokes.end(), zone.strokes.begin(), zone.strokes.end());
    }
    const PainAnswer answer = find_muscles(paint({mark}, map.skin()), map);
    ASSERT_THAT(answer.points, Not(IsEmpty())) << name;
    const auto found =
        std::find_if(answer.points.begin(), answer.points.end(), [&](const PainMatch& m) { return m.cover == &cover; });
    ASSERT_NE(found, answer.points.end()) << name;
    EXPECT_FLOAT_EQ(found->index, 1.0f) << name;
    EXPECT_FLOAT_EQ(found->essential_painted, 1.0f) << name;
    EXPECT_FLOAT_EQ(answer.points.front().index, 1.0f) << name;
    ++drawn_zones;
  }
  EXPECT_GT(drawn_zones, 100u);
}

TEST(Painted, IsTheSkinUnderTheMarks) {
  const PainBoard board;
  const PaintedPain painted = board.painted({high, low});
  EXPECT_EQ(painted.skin, board.pieces({high, low}));
  EXPECT_EQ(painted.strength.size(), painted.skin.size());
  EXPECT_THAT(painted.strength, Each(FloatEq(1.0f))) << "the strongest of the drawing, whatever it is called";
  EXPECT_EQ(painted.deep, 0u);
  EXPECT_TRUE(board.painted(PainDrawing()).empty());
}

TEST(Painted, AMarkOfARegionIsTheRegionOnItsSide) {
  PainBoard board;
  board.add_region("palm", true, {high, low});
  PainMark mark;
  mark.region = "palm";
  for (const Side side : {right, left}) {
    mark.side = side;
    EXPECT_EQ(board.painted(PainDrawing{mark}).skin, board.pieces({high, low}, side));
  }
  mark.region = "no-such";
  EXPECT_TRUE(board.painted(PainDrawing{mark}).empty());
}

TEST(Painted, AnEraserTakesAwayWhatWasDrawnBeforeIt) {
  const PainBoard board;
  const PainMark pain = PainBoard::mark(low);
  PainMark eraser = PainBoard::mark(beside_low);
  eraser.erases = true;
  const SkinArea all = board.pieces({low}), rest = without(all, board.pieces({beside_low}));
  ASSERT_LT(rest.size(), all.size());
  EXPECT_EQ(board.painted(PainDrawing{pain, eraser}).skin, rest);
  EXPECT_EQ(board.painted(PainDrawing{eraser, pain}).skin, all) << "drawn afterwards";
  EXPECT_EQ(board.painted(PainDrawing{pain, eraser, pain}).skin, all);
  EXPECT_TRUE(board.painted(PainDrawing{eraser}).empty());
}

TEST(Painted, WhatIsStrongerWeighsMore) {
  const PainBoard board;
  const PaintedPain painted =
      board.painted(PainDrawing{PainBoard::mark(high, right, 1), PainBoard::mark(low, right, 3)});
  const SkinArea mild = board.pieces({high}), strong = board.pieces({low});
  ASSERT_EQ(painted.skin.size(), mild.size() + strong.size());
  for (std::size_t i = 0; i < painted.skin.size(); ++i) {
    const bool is_mild = std::binary_search(mild.begin(), mild.end(), painted.skin[i]);
    ASSERT_FLOAT_EQ(painted.strength[i], is_mild ? 1.0f / 3.0f : 1.0f);
  }
}

TEST(Painted, WhereMarksOverlapTheStrongerCountsInWhateverOrder) {
  const PainBoard board;
  const PainMark strong = PainBoard::mark(low, right, 3), mild = PainBoard::mark(beside_low, right, 1);
  const PaintedPain one = board.painted(PainDrawing{strong, mild}), other = board.painted(PainDrawing{mild, strong});
  EXPECT_EQ(one.skin, other.skin);
  EXPECT_EQ(one.strength, other.strength);
  EXPECT_EQ(static_cast<std::size_t>(std::count(one.strength.begin(), one.strength.end(), 1.0f)),
            board.pieces({low}).size());
}

TEST(Painted, CountsWhatIsFeltDeep) {
  const PainBoard board;
  PainMark deep = PainBoard::mark(low);
  deep.deep = true;
  const PainMark near = PainBoard::mark(beside_low);
  PainMark eraser = near;
  eraser.erases = true;
  EXPECT_EQ(board.painted(PainDrawing{deep, PainBoard::mark(high)}).deep, board.pieces({low}).size());
  EXPECT_EQ(board.painted(PainDrawing{deep, near}).deep, board.pieces({low}).size()) << "and near the skin as well";
  EXPECT_EQ(board.painted(PainDrawing{deep, eraser}).deep,
            without(board.pieces({low}), board.pieces({beside_low})).size());
  EXPECT_EQ(board.painted(PainDrawing{deep, eraser, near}).deep,
            without(board.pieces({low}), board.pieces({beside_low})).size())
      << "drawn anew, and not deep";
}

TEST(Painted, AreasThatLieApartAreToldApart) {
  const PainBoard board;
  const Spot small{60, 80, 15};
  EXPECT_THAT(board.painted({small, low}).areas, ElementsAre(board.pieces({low}), board.pieces({small})));
  EXPECT_THAT(board.painted({low, beside_low}).areas, ElementsAre(board.pieces({low, beside_low})));
  PainMark eraser = PainBoard::mark({60, 0, 12});
  eraser.erases = true;
  PainMark line;
  line.points = {{-60, 280, 20}, {-60, 120, 20}};
  line.radius_mm = 8.0f;
  EXPECT_EQ(board.painted(PainDrawing{line}).areas.size(), 1u);
  EXPECT_EQ(board.painted(PainDrawing{line, eraser}).areas.size(), 2u) << "rubbed out in the middle";
}

}  // namespace
}  // namespace palpate::test
