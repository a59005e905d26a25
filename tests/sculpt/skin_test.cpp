// A skin over bodies: how far from them it lies, which gaps it closes and which it goes in between, and that it is one
// closed surface whatever the bodies are.
#include "shapes.h"

#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/skin.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <cmath>
#include <numbers>

namespace palpate {
namespace {

using test::box;
using test::sphere;
using testing::HasSubstr;

SkinRequest even(float thickness, float closing) {
  SkinRequest request;
  request.here = [=](glm::vec3) { return SkinHere{thickness, closing}; };
  return request;
}

MeshData sound_skin(const std::vector<MeshData>& bodies, const SkinRequest& request) {
  const Result<MeshData> skin = skin_over(bodies, request);
  EXPECT_TRUE(skin) << skin.error().text();
  if (!skin) return {};
  const Topology found = examine(*skin);
  EXPECT_TRUE(found.closed()) << found.boundary_edges << " open, " << found.nonmanifold_edges << " non-manifold";
  EXPECT_EQ(found.components, 1u);
  EXPECT_GT(found.volume_mm3, 0.0);
  EXPECT_EQ(skin->normals.size(), skin->positions.size());
  return *skin;
}

// Whether a place is inside of a closed mesh.
bool covered(glm::vec3 p, const MeshData& skin) {
  const SurfaceTree tree(skin);
  const SurfaceTree::Place place = tree.nearest(p);
  return glm::dot(p - place.position, place.normal) < 0.0f;
}

class SkinOverASphere : public testing::TestWithParam<float> {};

TEST_P(SkinOverASphere, LiesItsThicknessOff) {
  const float thickness = GetParam(), voxel = 2.0f;
  const MeshData skin = sound_skin({sphere({10, 20, 30}, 60.0f, 48)}, even(thickness, 8.0f));
  double sum = 0.0;
  for (const glm::vec3 p : skin.positions) {
    const float distance = glm::distance(p, glm::vec3(10, 20, 30));
    EXPECT_NEAR(distance, 60.0f + thickness, voxel);
    sum += static_cast<double>(distance);
  }
  EXPECT_NEAR(sum / static_cast<double>(skin.positions.size()), 60.0 + static_cast<double>(thickness), 0.7);
}

INSTANTIATE_TEST_SUITE_P(Thicknesses, SkinOverASphere, testing::Values(0.0f, 2.0f, 4.0f, 8.0f, 12.0f));

TEST(Skin, OfNoThicknessIsTheBodyToATenthOfAVoxel) {
  const MeshData body = sphere({3.3f, -4.7f, 5.9f}, 50.0f, 64);
  const MeshData skin = sound_skin({body}, even(0.0f, 1.0f));
  double off = 0.0;
  for (const glm::vec3 p : skin.positions)
    off += std::abs(static_cast<double>(glm::distance(p, {3.3f, -4.7f, 5.9f})) - 50.0);
  EXPECT_LT(off / static_cast<double>(skin.positions.size()), 0.2);
}

// Two boxes with a gap of 10 mm.
std::vector<MeshData> neighbours() {
  return {box({-40, -40, -40}, {-5, 40, 40}), box({5, -40, -40}, {40, 40, 40})};
}

TEST(Skin, ClosesAGapThatTheBallDoesNotEnter) {
  const MeshData skin = sound_skin(neighbours(), even(2.0f, 8.0f));
  EXPECT_TRUE(covered({0, 0, 0}, skin));
  EXPECT_TRUE(covered({0, 30, 0}, skin));
  EXPECT_NEAR(examine(skin).volume_mm3 / (84.0 * 84.0 * 84.0), 1.0, 0.06);
}

TEST(Skin, GoesInBetweenWhereTheBallEnters) {
  std::vector<MeshData> bodies = neighbours();
  bodies.push_back(box({-40, -60, -40}, {40, -30, 40}));  // joins them below
  const MeshData skin = sound_skin(bodies, even(1.0f, 2.0f));
  EXPECT_FALSE(covered({0, 20, 0}, skin));
  EXPECT_TRUE(covered({0, -45, 0}, skin));
  EXPECT_TRUE(covered({20, 20, 0}, skin));
}

TEST(Skin, CanCloseHereAndGoInBetweenThere) {
  std::vector<MeshData> bodies = neighbours();
  bodies.push_back(box({-40, -60, -40}, {40, -30, 40}));
  SkinRequest request;
  request.here = [](glm::vec3 p) { return SkinHere{1.0f, p.y < 0.0f ? 8.0f : 2.0f}; };
  const MeshData skin = sound_skin(bodies, request);
  EXPECT_TRUE(covered({0, -15, 0}, skin));
  EXPECT_FALSE(covered({0, 25, 0}, skin));
}

TEST(Skin, FillsWhatIsHollow) {
  const MeshData hollow = joined(sphere({0, 0, 0}, 40.0f, 32), test::inside_out(sphere({0, 0, 0}, 30.0f, 32)));
  const MeshData skin = sound_skin({hollow}, even(0.0f, 6.0f));
  EXPECT_NEAR(examine(skin).volume_mm3 / (4.0 / 3.0 * std::numbers::pi * 64000.0), 1.0, 0.06);
}

TEST(Skin, CoversBodiesThatAreNotClosedAndTurnedInsideOut) {
  const MeshData torn = test::with_hole(test::inside_out(sphere({0, 0, 0}, 40.0f, 32)), 12);
  const MeshData skin = sound_skin({torn}, even(2.0f, 8.0f));
  EXPECT_NEAR(examine(skin).volume_mm3 / (4.0 / 3.0 * std::numbers::pi * 42.0 * 42.0 * 42.0), 1.0, 0.05);
}

TEST(Skin, LeavesOutWhatLiesApart) {
  const MeshData skin = sound_skin({sphere({0, 0, 0}, 40.0f), sphere({120, 0, 0}, 10.0f)}, even(2.0f, 8.0f));
  for (const glm::vec3 p : skin.positions) EXPECT_LT(p.x, 50.0f);
}

TEST(Skin, HasNoMoreTrianglesThanAskedFor) {
  SkinRequest request = even(2.0f, 8.0f);
  request.triangles = 2000;
  const MeshData skin = sound_skin({sphere({0, 0, 0}, 60.0f, 48)}, request);
  EXPECT_LE(skin.triangle_count(), 2000u);
  EXPECT_GT(skin.triangle_count(), 1000u);
  EXPECT_NEAR(examine(skin).volume_mm3 / (4.0 / 3.0 * std::numbers::pi * 62.0 * 62.0 * 62.0), 1.0, 0.04);
}

TEST(Skin, IsTheSameEachTime) {
  const std::vector<MeshData> bodies = neighbours();
  const MeshData one = sound_skin(bodies, even(2.0f, 8.0f)), other = sound_skin(bodies, even(2.0f, 8.0f));
  EXPECT_EQ(one.positions, other.positions);
  EXPECT_EQ(one.indices, other.indices);
}

TEST(Skin, OfASymmetricBodyIsSymmetric) {
  SkinRequest request = even(2.0f, 8.0f);
  request.symmetric = true;
  const MeshData skin = sound_skin({sphere({-30, 0, 0}, 40.0f, 32), sphere({30, 0, 0}, 40.0f, 32)}, request);
  EXPECT_TRUE(covered({-60, 0, 0}, skin));
  EXPECT_TRUE(covered({60, 0, 0}, skin));
  const SurfaceTree tree(skin);
  double off = 0.0;
  for (const glm::vec3 p : skin.positions) off += static_cast<double>(tree.nearest({-p.x, p.y, p.z}).distance);
  EXPECT_LT(off / static_cast<double>(skin.positions.size()), 0.3);
}

// Two boxes with a gap of 3 mm, joined below.
TEST(Skin, GoesInBetweenWhereTheGridIsFiner) {
  const std::vector<MeshData> bodies = {box({-60, -60, -30}, {-1.5f, 30, 30}), box({1.5f, -60, -30}, {60, 30, 30}),
                                        box({-60, -90, -30}, {60, -40, 30})};
  SkinRequest request = even(0.0f, 0.5f);
  request.voxel_mm = 4.0f;
  request.edge_mm = 5.0f;
  EXPECT_TRUE(covered({0, 0, 0}, sound_skin(bodies, request)));
  request.finer = {{{-30, -60, -45}, {30, 45, 45}, 0.6f}};
  const MeshData skin = sound_skin(bodies, request);
  EXPECT_FALSE(covered({0, 0, 0}, skin));
  EXPECT_TRUE(covered({0, -75, 0}, skin));
  EXPECT_TRUE(covered({-50, 0, 0}, skin));
}

TEST(Skin, IsEvenedOutWhereAskedFor) {
  const std::vector<MeshData> bodies = {box({-60, -60, -30}, {60, 0, 30}), box({-60, -4, 20}, {60, 4, 38})};
  const auto proud = [&](float evened) {
    SkinRequest request;
    request.here = [=](glm::vec3) { return SkinHere{0.0f, 2.0f, evened}; };
    float most = -1e9f;
    for (const glm::vec3 p : sound_skin(bodies, request).positions) {
      if (std::abs(p.x) < 30.0f) most = std::max(most, p.z);
    }
    return most;
  };
  EXPECT_GT(proud(0.0f), 35.0f);
  EXPECT_LT(proud(1.0f), 34.0f);
}

TEST(Skin, OverNothingIsAnError) {
  const Result<MeshData> none = skin_over({}, {});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().text(), HasSubstr("no body"));
  EXPECT_FALSE(skin_over({MeshData{}}, {}));
}

TEST(Skin, AGridThatDoesNotFitIsAnError) {
  SkinRequest request;
  request.voxel_mm = 0.1f;
  const Result<MeshData> skin = skin_over({sphere({0, 0, 0}, 400.0f)}, request);
  ASSERT_FALSE(skin);
  EXPECT_THAT(skin.error().text(), HasSubstr("larger voxels"));
}

}  // namespace
}  // namespace palpate
