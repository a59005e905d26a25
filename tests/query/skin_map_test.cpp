// The skin in pieces of one size: how many there are, which lie under a line, and what can be asked of sets of them.
#include "measure.h"
#include "shapes.h"

#include <palpate/query/skin_map.h>

#include <glm/ext/scalar_constants.hpp>
#include <glm/geometric.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr float fine_mm2 = 4.0f;
constexpr glm::vec3 to_front{0.0f, 0.0f, 1.0f};
constexpr float pi = glm::pi<float>();
// The pieces are spread evenly, but the edge of an area goes between them: a few of some hundreds.
constexpr float edge_share = 0.04f;

// A trunk, 200 mm wide, 300 high, 100 deep; its front is at z = 50.
MeshData trunk() {
  return box({-100, 0, -50}, {100, 300, 50});
}

const SkinMap& fine_trunk() {
  static const SkinMap made(trunk(), fine_mm2);
  return made;
}

ResolvedStroke spot(glm::vec3 at, float radius, glm::vec3 normal = to_front) {
  return {{at, normal, radius}};
}

// Looks at every piece.
SkinArea pieces_where(const SkinMap& map, const std::function<bool(const SkinPiece&)>& counts) {
  SkinArea found;
  for (std::uint32_t i = 0; i < map.pieces().size(); ++i) {
    if (counts(map.pieces()[i])) found.push_back(i);
  }
  return found;
}

TEST(SkinMap, HasAsManyPiecesAsTheirSizeSays) {
  for (const float size : {SkinMap::usual_piece_mm2, fine_mm2}) {
    const SkinMap map(trunk(), size);
    EXPECT_NEAR(static_cast<float>(map.pieces().size()) * size, 220'000.0f, 2.0f * size);
    EXPECT_NEAR(map.area_cm2(map.pieces().size()), 2200.0f, 0.1f);
    EXPECT_FLOAT_EQ(map.piece_mm2(), size);
  }
  const MeshData ball = sphere({3, 4, 5}, 100.0f, 24);
  EXPECT_NEAR(static_cast<double>(SkinMap(ball).pieces().size()), area(ball) / 16.0, 2.0);
}

TEST(SkinMap, SpreadsItsPiecesEvenlyOverAllSides) {
  const SkinMap& map = fine_trunk();
  for (const glm::vec3 side : {glm::vec3(1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, 0, 1)}) {
    const glm::vec3 edges = (glm::vec3(1.0f) - side) * glm::vec3(200, 300, 100) + side;
    const float expected = edges.x * edges.y * edges.z / fine_mm2;
    for (const float way : {1.0f, -1.0f}) {
      const SkinArea here =
          pieces_where(map, [&](const SkinPiece& p) { return glm::dot(p.normal, way * side) > 0.99f; });
      EXPECT_NEAR(static_cast<float>(here.size()), expected, 0.01f * expected);
      for (const std::uint32_t i : here) {
        const float out = glm::dot(map.pieces()[i].position - glm::vec3(0, 150, 0), way * side);
        ASSERT_NEAR(out, glm::dot(side, glm::vec3(100, 150, 50)), 1e-3f) << "on the side that its normal says";
      }
    }
  }
}

TEST(SkinMap, ASpotIsADisc) {
  const SkinMap& map = fine_trunk();
  const glm::vec3 middle(-20, 140, 50);
  for (const float radius : {12.0f, 30.0f, 55.0f}) {
    const SkinArea found = map.under(spot(middle, radius));
    const float disc_cm2 = pi * radius * radius / 100.0f;
    // A small disc has more edge to its pieces.
    EXPECT_NEAR(map.area_cm2(found.size()), disc_cm2, disc_cm2 * edge_share * 30.0f / std::min(radius, 30.0f));
    EXPECT_EQ(found, pieces_where(map, [&](const SkinPiece& p) {
                return p.normal.z > 0.5f && glm::distance(p.position, middle) <= radius;
              }));
  }
}

TEST(SkinMap, ALineIsACapsule) {
  const SkinMap& map = fine_trunk();
  const glm::vec3 from(-40, 120, 50), to(40, 180, 50);
  const SkinArea found = map.under(ResolvedStroke{{from, to_front, 20.0f}, {to, to_front, 20.0f}});
  const float capsule_cm2 = (100.0f * 40.0f + pi * 400.0f) / 100.0f;
  EXPECT_NEAR(map.area_cm2(found.size()), capsule_cm2, capsule_cm2 * edge_share);
  EXPECT_EQ(found, pieces_where(map, [&](const SkinPiece& p) {
              return p.normal.z > 0.5f && glm::distance(p.position, nearest_on_segment(p.position, from, to)) <= 20.0f;
            }));
}

TEST(SkinMap, ALineGrowsFromItsNarrowToItsWideEnd) {
  const SkinMap& map = fine_trunk();
  const SkinArea found = map.under(ResolvedStroke{{{-60, 150, 50}, to_front, 5.0f}, {{60, 150, 50}, to_front, 45.0f}});
  const auto height_at = [&](float x) {
    float most = 0.0f;
    for (const std::uint32_t i : found) {
      const glm::vec3 p = map.pieces()[i].position;
      if (std::abs(p.x - x) < 4.0f) most = std::max(most, std::abs(p.y - 150.0f));
    }
    return most;
  };
  EXPECT_NEAR(height_at(-60.0f), 5.0f, 3.0f);
  EXPECT_NEAR(height_at(0.0f), 25.0f, 3.0f);
  EXPECT_NEAR(height_at(60.0f), 45.0f, 3.0f);
}

TEST(SkinMap, ALineOfManyPointsIsAllItsStretches) {
  const SkinMap& map = fine_trunk();
  const ResolvedStrokePoint a{{-60, 80, 50}, to_front, 10.0f}, b{{0, 80, 50}, to_front, 10.0f},
      c{{0, 200, 50}, to_front, 10.0f};
  const std::vector<ResolvedStroke> stretches = {{a, b}, {b, c}};
  EXPECT_EQ(map.under(ResolvedStroke{a, b, c}), map.under(stretches));
}

TEST(SkinMap, NothingOfTheOtherSideOfAThinSheetLiesUnderALine) {
  const SkinMap map(box({-100, 0, 0}, {100, 300, 3}), fine_mm2);
  const SkinArea front = map.under(spot({0, 150, 3}, 30.0f)), back = map.under(spot({0, 150, 0}, 30.0f, -to_front));
  ASSERT_GT(front.size(), 100u);
  ASSERT_GT(back.size(), 100u);
  for (const std::uint32_t i : front) EXPECT_GT(map.pieces()[i].normal.z, 0.5f);
  for (const std::uint32_t i : back) EXPECT_LT(map.pieces()[i].normal.z, -0.5f);
  EXPECT_EQ(count_common(front, back), 0u);
}

TEST(SkinMap, APieceUnderSeveralLinesIsThereOnceAndInOrder) {
  const SkinMap& map = fine_trunk();
  const std::vector<ResolvedStroke> twice = {spot({10, 150, 50}, 20.0f), spot({-10, 150, 50}, 20.0f)};
  const SkinArea found = map.under(twice), first = map.under(twice[0]), second = map.under(twice[1]);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
  EXPECT_EQ(std::adjacent_find(found.begin(), found.end()), found.end());
  EXPECT_EQ(found.size(), first.size() + second.size() - count_common(first, second));
  EXPECT_GT(count_common(first, second), 0u);
}

TEST(SkinMap, NothingLiesUnderALineBesideTheBodyOrWithoutPoints) {
  const SkinMap& map = fine_trunk();
  EXPECT_THAT(map.under(spot({0, 150, 90}, 30.0f)), IsEmpty());
  EXPECT_THAT(map.under(spot({9000, -9000, 9000}, 30.0f)), IsEmpty());
  EXPECT_THAT(map.under(ResolvedStroke{}), IsEmpty());
  EXPECT_THAT(map.under(std::vector<ResolvedStroke>{}), IsEmpty());
}

TEST(SkinMap, OfNoSkinHasNothing) {
  MeshData flat;  // a triangle without area
  flat.positions = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
  flat.indices = {0, 1, 2};
  for (const SkinMap& map : {SkinMap(), SkinMap(MeshData()), SkinMap(flat)}) {
    EXPECT_TRUE(map.empty());
    EXPECT_THAT(map.under(spot({0, 0, 0}, 50.0f)), IsEmpty());
    EXPECT_FALSE(map.nearest({0, 0, 0}));
    EXPECT_THAT(map.patches({}, 10.0f), IsEmpty());
  }
}

TEST(SkinMap, TheNearestPieceIsThatOfAllPieces) {
  const SkinMap& map = fine_trunk();
  Random random(5);
  for (int i = 0; i < 300; ++i) {
    const glm::vec3 p = random.in_box({-104, -4, 46}, {104, 304, 54});
    float least = 1e9f;
    for (const SkinPiece& piece : map.pieces()) least = std::min(least, glm::distance(piece.position, p));
    const auto found = map.nearest(p);
    ASSERT_TRUE(found) << least;
    EXPECT_FLOAT_EQ(glm::distance(map.pieces()[*found].position, p), least);
  }
}

TEST(SkinMap, FarFromTheSkinNoPieceIsNearest) {
  const SkinMap& map = fine_trunk();
  EXPECT_TRUE(map.nearest({0, 150, 53}));
  EXPECT_FALSE(map.nearest({0, 150, 90}));
  EXPECT_FALSE(map.nearest({0, 150, 0})) << "deep within";
  EXPECT_FALSE(map.nearest({1e6f, -1e6f, 1e6f}));
}

TEST(SkinMap, AnAreaFallsIntoItsPatchesTheLargestFirst) {
  const SkinMap& map = fine_trunk();
  const SkinArea small = map.under(spot({-60, 150, 50}, 12.0f)), large = map.under(spot({0, 150, 50}, 25.0f)),
                 middle = map.under(spot({0, 60, 50}, 18.0f));
  const std::vector<ResolvedStroke> all = {spot({-60, 150, 50}, 12.0f), spot({0, 150, 50}, 25.0f),
                                           spot({0, 60, 50}, 18.0f)};
  // Between the spots are 23 and 47 mm.
  EXPECT_THAT(map.patches(map.under(all), 14.0f), ElementsAre(large, middle, small));
  EXPECT_EQ(map.patches(map.under(all), 35.0f).size(), 2u);
  EXPECT_THAT(map.patches(map.under(all), 70.0f), ElementsAre(map.under(all)));
  EXPECT_THAT(map.patches(large, 14.0f), ElementsAre(large));
}

TEST(SkinMap, TheSameSkinGivesTheSamePieces) {
  const SkinMap again(trunk(), fine_mm2);
  ASSERT_EQ(again.pieces().size(), fine_trunk().pieces().size());
  for (std::size_t i = 0; i < again.pieces().size(); ++i) {
    ASSERT_EQ(again.pieces()[i].position, fine_trunk().pieces()[i].position);
    ASSERT_EQ(again.pieces()[i].normal, fine_trunk().pieces()[i].normal);
  }
}

TEST(SkinAreaSets, AreTakenFromEachOtherAndCounted) {
  EXPECT_THAT(without({1, 3, 5, 9}, {3, 4, 9}), ElementsAre(1u, 5u));
  EXPECT_THAT(without({1, 3}, {}), ElementsAre(1u, 3u));
  EXPECT_THAT(without({}, {1, 3}), IsEmpty());
  EXPECT_EQ(count_common({1, 3, 5, 9}, {0, 3, 4, 9, 12}), 2u);
  EXPECT_EQ(count_common({1, 3}, {2, 4}), 0u);
  EXPECT_EQ(count_common({}, {2, 4}), 0u);
  EXPECT_EQ(count_common({7}, {7}), 1u);
}

}  // namespace
}  // namespace palpate::test
