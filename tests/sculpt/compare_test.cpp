// How far two surfaces lie apart, on shapes for which it is known in closed form.
#include "shapes.h"

#include <palpate/sculpt/compare.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace palpate {
namespace {

using test::box;
using test::sphere;

TEST(Compare, AMeshAgreesWithItself) {
  const MeshData mesh = sphere({10, 20, 30}, 25.0f);
  const Agreement found = compare(mesh, mesh);
  EXPECT_NEAR(found.mean_mm, 0.0, 1e-3);
  EXPECT_NEAR(found.worst_mm, 0.0, 0.1) << "triangles at the poles are thin";
  EXPECT_EQ(found.flipped_share, 0.0);
  EXPECT_NEAR(found.volume_ratio, 1.0, 1e-6);
  EXPECT_TRUE(found.strict());
}

TEST(Compare, ConcentricSpheresLieTheirDifferenceOfRadiiApart) {
  const MeshData small = sphere({5, 0, -5}, 20.0f, 64), large = sphere({5, 0, -5}, 22.0f, 64);
  const Agreement found = compare(small, large);
  EXPECT_NEAR(found.mean_mm, 2.0, 0.02);
  EXPECT_NEAR(found.p95_mm, 2.0, 0.03);
  EXPECT_NEAR(found.worst_mm, 2.0, 0.25);
  EXPECT_EQ(found.flipped_share, 0.0);
  EXPECT_NEAR(found.volume_ratio, std::pow(20.0 / 22.0, 3), 0.001);
  EXPECT_FALSE(found.strict()) << "two millimetres are more than one and a half";
}

// A cube moved by d along x. Of its six faces, the one in front lies d off the other cube; the one behind lies inside
// it, d off where no other face is nearer; on the four along the way, a strip of width d sticks out by 0 to d.
TEST(Compare, AMovedBoxLiesOffWhereItWasMoved) {
  constexpr double side = 40.0, by = 4.0;
  const MeshData still = box(glm::vec3(0), glm::vec3(40)), gone = test::moved(still, {4, 0, 0});
  const Agreement found = compare(gone, still);
  const double in_front = by * side * side;
  const double behind = side / 6.0 * (1.0 - std::pow(1.0 - 2.0 * by / side, 3)) * side * side;
  const double strips = 4.0 * by * side * by / 2.0;
  EXPECT_NEAR(found.mean_mm, (in_front + behind + strips) / (6.0 * side * side), 0.01);
  EXPECT_NEAR(found.worst_mm, by, 1e-3);
  EXPECT_NEAR(found.p95_mm, by, 1e-3);
  EXPECT_NEAR(found.volume_ratio, 1.0, 1e-4);
}

TEST(Compare, IsTheSameBothWaysButForTheVolume) {
  const MeshData a = sphere({0, 0, 0}, 10.0f, 24), b = box(glm::vec3(-9), glm::vec3(9));
  const Agreement one = compare(a, b), other = compare(b, a);
  EXPECT_NEAR(one.mean_mm, other.mean_mm, 1e-6);
  EXPECT_NEAR(one.p95_mm, other.p95_mm, 1e-6);
  EXPECT_NEAR(one.worst_mm, other.worst_mm, 1e-6);
  EXPECT_NEAR(one.volume_ratio * other.volume_ratio, 1.0, 1e-6);
}

TEST(Compare, SeesWhatOnlyTheReferenceHas) {
  const MeshData one = sphere({0, 0, 0}, 10.0f);
  const MeshData two = joined(one, sphere({60, 0, 0}, 10.0f));
  const Agreement found = compare(one, two);
  EXPECT_NEAR(found.worst_mm, 60.0, 0.5) << "the far side of the piece that was forgotten";
  EXPECT_NEAR(found.volume_ratio, 0.5, 1e-3);
  EXPECT_NEAR(compare(two, one).worst_mm, 60.0, 0.5) << "and of the piece that is too much";
}

TEST(Compare, AMeshInsideOutIsFlippedEverywhere) {
  const MeshData mesh = sphere({0, 0, 0}, 15.0f, 32);
  const Agreement found = compare(test::inside_out(mesh), mesh);
  EXPECT_NEAR(found.mean_mm, 0.0, 1e-3);
  EXPECT_EQ(found.flipped_share, 1.0);
  EXPECT_NEAR(found.volume_ratio, -1.0, 1e-5);
  EXPECT_FALSE(found.strict());
}

TEST(Compare, AHalfOfTheMeshInsideOutIsHalfFlipped) {
  const MeshData up = sphere({0, 40, 0}, 15.0f, 32), down = sphere({0, -40, 0}, 15.0f, 32);
  EXPECT_NEAR(compare(joined(up, test::inside_out(down)), joined(up, down)).flipped_share, 0.5, 0.01);
}

TEST(Compare, NothingIsInfinitelyFarFromSomething) {
  const MeshData mesh = sphere({0, 0, 0}, 15.0f);
  for (const Agreement& found : {compare({}, mesh), compare(mesh, {}), compare({}, {})}) {
    EXPECT_TRUE(std::isinf(found.mean_mm));
    EXPECT_TRUE(std::isinf(found.worst_mm));
    EXPECT_EQ(found.volume_ratio, 0.0);
    EXPECT_FALSE(found.strict());
  }
}

TEST(Compare, AReferenceWithAHoleStillHasAVolumeWhereverItLies) {
  const MeshData whole = sphere({800, -500, 1200}, 20.0f, 32);
  const Agreement found = compare(whole, test::with_hole(whole, 20));
  EXPECT_NEAR(found.volume_ratio, 1.0, 0.03);
  EXPECT_LT(found.mean_mm, 0.05);
}

TEST(Compare, ATubeWithoutLidsHasTheVolumeOfTheTube) {
  MeshData tube = test::tube({{{300, 0, 0}, 6, 6}, {{300, 90, 0}, 6, 6}}, {0, 0, 1}, 12);
  const MeshData whole = tube;
  std::vector<std::uint32_t> sides;  // without the triangles of both ends, which have a corner on the line
  for (std::size_t t = 0; t < tube.triangle_count(); ++t) {
    const std::uint32_t* i = &tube.indices[3 * t];
    const auto on_line = [&](std::uint32_t p) {
      return std::abs(tube.positions[p].x - 300.0f) + std::abs(tube.positions[p].z) < 1e-3f;
    };
    if (!on_line(i[0]) && !on_line(i[1]) && !on_line(i[2])) sides.insert(sides.end(), i, i + 3);
  }
  ASSERT_LT(sides.size(), tube.indices.size());
  tube.indices = sides;
  EXPECT_NEAR(compare(whole, tube).volume_ratio, 1.0, 1e-4);
}

struct StrictCase {
  const char* what;
  Agreement agreement;
  bool strict;
};

class Strictness : public testing::TestWithParam<StrictCase> {};

TEST_P(Strictness, HoldsEachBound) {
  EXPECT_EQ(GetParam().agreement.strict(), GetParam().strict) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Bounds, Strictness,
                         testing::Values(StrictCase{"all within", {1.5, 3.0, 9.0, 0.049, 1.15}, true},
                                         StrictCase{"too far off", {1.51, 3.0, 9.0, 0.0, 1.0}, false},
                                         StrictCase{"too far off in places", {1.0, 3.01, 9.0, 0.0, 1.0}, false},
                                         StrictCase{"flipped", {1.0, 2.0, 2.0, 0.05, 1.0}, false},
                                         StrictCase{"too large", {1.0, 2.0, 2.0, 0.0, 1.151}, false},
                                         StrictCase{"too small", {1.0, 2.0, 2.0, 0.0, 0.849}, false}));

}  // namespace
}  // namespace palpate
