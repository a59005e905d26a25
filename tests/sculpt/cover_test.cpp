// A skin is laid over what comes out of it.
#include "shapes.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/cover.h>
#include <palpate/sculpt/solid.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

using testing::IsEmpty;

constexpr float skin_radius = 60.0f;  // mm

MeshData skin() {
  MeshData sphere = test::sphere(glm::vec3(0.0f), skin_radius, 60);
  compute_normals(sphere);
  return sphere;
}

// A small ball whose farthest place lies so far outside of the skin.
MeshData ball(float outside) {
  constexpr float radius = 6.0f;
  return test::sphere({skin_radius + outside - radius, 0.0f, 0.0f}, radius);
}

float shallowest(const MeshData& under, const MeshData& body) {
  const Solid solid(under);
  float least = 1e6f;
  for (const glm::vec3& p : body.positions) least = std::min(least, solid.place_of(p).depth);
  return least;
}

TEST(Cover, WhatLiesDeepEnoughIsCoveredAndTheSkinStays) {
  const MeshData before = skin(), body = ball(-5.0f);
  EXPECT_THAT(uncovered(before, {&body}, 1.0f), IsEmpty());
  MeshData after = before;
  EXPECT_EQ(cover(after, {&body}, 1.0f), 0u);
  EXPECT_EQ(after.positions, before.positions);
}

TEST(Cover, WhatComesOutIsFoundWithHowFarTheSkinHasToMove) {
  const MeshData body = ball(2.0f);
  float most = 0.0f;
  for (const Uncovered& place : uncovered(skin(), {&body}, 1.0f)) {
    most = std::max(most, glm::length(place.by));
    EXPECT_GT(place.by.x, 0.0f) << "outwards";
  }
  EXPECT_NEAR(most, 3.0f, 0.2f);
}

TEST(Cover, TheSkinIsMovedOverItAndStaysWhereNothingIs) {
  const MeshData body = ball(2.0f);
  const MeshData before = skin();
  ASSERT_LT(shallowest(before, body), -1.5f);
  MeshData after = before;
  EXPECT_EQ(cover(after, {&body}, 1.0f), 0u);
  EXPECT_GT(shallowest(after, body), 0.9f);
  EXPECT_TRUE(examine(after).closed());
  EXPECT_EQ(after.indices, before.indices);
  for (std::size_t i = 0; i < before.positions.size(); ++i) {
    const float moved = glm::distance(after.positions[i], before.positions[i]);
    EXPECT_LT(moved, 5.0f);
    if (before.positions[i].x < 0.0f) {
      EXPECT_EQ(moved, 0.0f) << "the other side of the skin";
    }
  }
}

TEST(Cover, AnEdgeComesOutThoughBothItsEndsLieUnderTheSkin) {
  // A long thin box through the flank of a skin that is hollow there.
  MeshData waist = test::tube(
      {{{0, -60, 0}, 40, 40}, {{0, -20, 0}, 20, 20}, {{0, 20, 0}, 20, 20}, {{0, 60, 0}, 40, 40}}, {0, 0, 1}, 64);
  compute_normals(waist);
  const MeshData nerve = test::box({21, -50, -0.5f}, {22, 50, 0.5f});
  EXPECT_GT(shallowest(waist, nerve), 5.0f) << "at its corners";
  EXPECT_THAT(uncovered(waist, {&nerve}, 1.0f), testing::Not(IsEmpty()));
}

TEST(Cover, TheSkinDoesNotFollowWhatIsDrawnWrong) {
  const MeshData far = ball(9.0f), farther = test::sphere({skin_radius + 60.0f, 0.0f, 0.0f}, 5.0f);
  const MeshData before = skin();
  MeshData after = before;
  cover(after, {&far, &farther}, 1.0f);
  const glm::vec3 reach = *std::ranges::max_element(after.positions, {}, [](glm::vec3 p) { return glm::length(p); });
  EXPECT_LT(glm::length(reach), skin_radius + 6.0f);
  EXPECT_THAT(uncovered(before, {&farther}, 1.0f), IsEmpty());
}

TEST(Cover, WithoutASkinThereIsNothingToMove) {
  MeshData none;
  const MeshData body = ball(2.0f);
  EXPECT_EQ(cover(none, {&body}, 1.0f), 0u);
}

}  // namespace
}  // namespace palpate
