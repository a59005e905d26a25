// Muscles are moved out of bones, and keep their thickness and their order.
#include "shapes.h"

#include <palpate/mesh/cut.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/clearance.h>

#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <cmath>

namespace palpate {
namespace {

constexpr glm::vec3 bone_centre(-60.0f, 0.0f, 0.0f);
constexpr float bone_radius = 30.0f;

const Solid& bone() {
  static const Solid solid(test::sphere(bone_centre, bone_radius, 64));
  return solid;
}

// A strap that lies over the bone's front, its middle `height` mm above the bone's surface.
MeshData strap(float height, float half_thickness, float half_width = 8.0f) {
  std::vector<test::Station> stations;
  for (int i = -12; i <= 12; ++i) {
    const float angle = 0.06f * static_cast<float>(i), reach = bone_radius + height;
    stations.push_back(
        {bone_centre + reach * glm::vec3(0.0f, std::sin(angle), std::cos(angle)), half_width, half_thickness});
  }
  MeshData mesh = test::tube(stations, {0.0f, 0.0f, 1.0f}, 24);
  compute_normals(mesh);
  return mesh;
}

TEST(Clearance, TellsHowDeepAPlaceLiesAndTheShortestWayOut) {
  const Solid::Place inside = bone().place_of(bone_centre + glm::vec3(0.0f, 0.0f, 20.0f));
  EXPECT_NEAR(inside.depth, 10.0f, 0.1f);
  EXPECT_GT(inside.outward.z, 0.99f);
  const Solid::Place outside = bone().place_of(bone_centre + glm::vec3(0.0f, 40.0f, 0.0f));
  EXPECT_NEAR(outside.depth, -10.0f, 0.1f);
  EXPECT_GT(outside.outward.y, 0.99f);
}

TEST(Clearance, AMuscleThatReachesIntoABoneIsMovedOutOfIt) {
  const std::vector<Obstacle> bones = {{&bone(), false}};
  MeshData muscle = strap(1.0f, 4.0f);
  ASSERT_GT(deepest_inside(muscle, bones), 2.5f);
  const double before = signed_volume(muscle);
  keep_out(muscle, bones);
  EXPECT_LT(deepest_inside(muscle, bones), 0.2f);
  EXPECT_TRUE(examine(muscle).closed());
  EXPECT_GT(signed_volume(muscle), 0.4 * before) << "what lay outside is still there";
}

TEST(Clearance, AThinMuscleWhollyInsideComesOutWithItsFacesInOrder) {
  const std::vector<Obstacle> bones = {{&bone(), false}};
  MeshData muscle = strap(-1.5f, 0.5f, 3.0f);
  keep_out(muscle, bones);
  EXPECT_LT(deepest_inside(muscle, bones), 0.2f);
  EXPECT_GT(signed_volume(muscle), 0.0) << "not turned inside out";
}

TEST(Clearance, AMuscleThatABoneSwallowsIsCarriedOutAndKeepsItsThickness) {
  const std::vector<Obstacle> bones = {{&bone(), false}};
  MeshData muscle = strap(-3.0f, 1.5f);
  const double before = signed_volume(muscle);
  keep_out(muscle, bones);
  EXPECT_LT(deepest_inside(muscle, bones), 0.2f);
  EXPECT_GT(signed_volume(muscle), 0.4 * before);
  EXPECT_TRUE(examine(muscle).closed());
}

TEST(Clearance, WhatStandsOffStaysWhereItIs) {
  const std::vector<Obstacle> bones = {{&bone(), false}};
  MeshData muscle = strap(10.0f, 4.0f);
  const MeshData before = muscle;
  keep_out(muscle, near_to(muscle, bones));
  EXPECT_EQ(muscle.positions, before.positions);
}

TEST(Clearance, BonesOfTheOtherSideAreTheMirrorImages) {
  const std::vector<Obstacle> bones = {{&bone(), true}};
  MeshData right = strap(1.0f, 4.0f);
  EXPECT_EQ(deepest_inside(right, bones), 0.0f);
  MeshData left = mirror_image(right);
  ASSERT_GT(deepest_inside(left, bones), 2.5f);
  keep_out(left, bones);
  keep_out(right, std::vector<Obstacle>{{&bone(), false}});
  ASSERT_EQ(left.positions.size(), right.positions.size());
  for (std::size_t i = 0; i < left.positions.size(); ++i) {
    EXPECT_NEAR(glm::distance(left.positions[i] * glm::vec3(-1, 1, 1), right.positions[i]), 0.0f, 1e-3f);
  }
}

}  // namespace
}  // namespace palpate
