// Tubes from figures: what volume, area and length they have, that nets become one closed surface, and that nothing
// that figures can say leaves a hole.
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/forms.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace palpate {
namespace {

constexpr double pi = std::numbers::pi;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

void expect_sound(const MeshData& mesh, std::uint32_t components, const std::string& what) {
  ASSERT_FALSE(mesh.empty()) << what;
  const Topology found = examine(mesh);
  EXPECT_TRUE(found.closed()) << what << ": " << found.boundary_edges << " open, " << found.nonmanifold_edges
                              << " non-manifold, " << found.flipped_edges << " flipped edges";
  EXPECT_EQ(found.components, components) << what;
  EXPECT_GT(found.volume_mm3, 0.0) << what;
  ASSERT_EQ(mesh.normals.size(), mesh.positions.size()) << what;
  ASSERT_EQ(mesh.uv.size(), mesh.positions.size()) << what;
  for (const glm::vec3 p : mesh.positions) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << what;
  for (const glm::vec2 uv : mesh.uv) {
    ASSERT_TRUE(uv.x >= 0.0f && uv.x <= 1.0f && uv.y >= 0.0f && uv.y <= 1.0f) << what << ": " << uv.x << " " << uv.y;
  }
}

Tubes straight(float length, float diameter) {
  return {{{{{0, 0, 0}, diameter}, {{0, length, 0}, diameter}}}};
}

// Three runs of the given thickness that leave the origin.
Tubes fork(const std::vector<glm::vec3>& ways, float length, float diameter) {
  Tubes tubes;
  for (const glm::vec3 way : ways) {
    tubes.runs.push_back({{{0, 0, 0}, diameter}, {length * glm::normalize(way), diameter}});
  }
  return tubes;
}

TEST(Tubes, AStraightTubeIsACylinderBetweenTwoHalfBalls) {
  constexpr double length = 100.0, radius = 8.0;
  const MeshData mesh = mesh_of(straight(100.0f, 16.0f), 1.6f);
  expect_sound(mesh, 1, "straight");
  const double volume = pi * radius * radius * length + 4.0 / 3.0 * pi * radius * radius * radius;
  EXPECT_NEAR(examine(mesh).volume_mm3 / volume, 1.0, 0.01);
  EXPECT_NEAR(surface_area(mesh) / (2.0 * pi * radius * length + 4.0 * pi * radius * radius), 1.0, 0.015);
  for (const glm::vec3 p : mesh.positions) {
    const float y = std::clamp(p.y, 0.0f, 100.0f);
    EXPECT_NEAR(static_cast<double>(glm::distance(p, glm::vec3(0, y, 0))), radius, 0.15);
  }
}

TEST(Tubes, AConeHasTheVolumeOfACone) {
  const Tubes cone{{{{{10, 0, 0}, 12.0f}, {{10, 0, 90}, 4.0f}}}};
  const double cut_off = pi * 90.0 / 3.0 * (36.0 + 12.0 + 4.0), balls = 2.0 / 3.0 * pi * (216.0 + 8.0);
  EXPECT_NEAR(examine(mesh_of(cone, 1.0f)).volume_mm3 / (cut_off + balls), 1.0, 0.02);
}

TEST(Tubes, ThinTubesHaveTheRightVolumeWithSixSides) {
  const MeshData mesh = mesh_of(straight(200.0f, 1.0f), 5.0f);
  expect_sound(mesh, 1, "thin");
  EXPECT_LT(mesh.triangle_count(), 300u) << "a twig has to be cheap";
  EXPECT_NEAR(examine(mesh).volume_mm3 / (pi * 0.25 * 200.0), 1.0, 0.02);
}

TEST(Tubes, GetMoreTrianglesWithShorterEdges) {
  const Tubes tubes{{{{{0, 0, 0}, 20}, {{60, 0, 0}, 20}, {{60, 60, 0}, 20}}}};
  const std::size_t coarse = mesh_of(tubes, 6.0f).triangle_count(), fine = mesh_of(tubes, 2.0f).triangle_count();
  EXPECT_GT(fine, 2 * coarse);
}

TEST(Tubes, RunOnAlongUV) {
  const MeshData mesh = mesh_of(straight(100.0f, 10.0f), 2.0f);
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const float y = std::clamp(mesh.positions[i].y, 0.0f, 100.0f);
    EXPECT_NEAR(mesh.uv[i].y, y / 100.0f, 1e-3f);
  }
}

TEST(Tubes, ABentTubePassesThroughItsPoints) {
  const std::vector<RunPoint> run = {{{0, 0, 0}, 4}, {{30, 10, 0}, 4}, {{50, 40, 10}, 4}, {{45, 80, 30}, 4}};
  const MeshData mesh = mesh_of({{run}}, 1.0f);
  expect_sound(mesh, 1, "bent");
  const SurfaceTree tree(mesh);
  for (std::size_t i = 1; i + 1 < run.size(); ++i) EXPECT_NEAR(tree.nearest(run[i].at).distance, 2.0f, 0.2f);
}

TEST(Tubes, RunsThatMeetBecomeOneSurface) {
  const Tubes tubes = fork({{0, -1, 0}, {0.5f, 1, 0}, {-0.5f, 1, 0}}, 50.0f, 6.0f);
  const MeshData mesh = mesh_of(tubes, 1.5f);
  expect_sound(mesh, 1, "Y");
  // Three tubes of 50 mm less what they share at the fork.
  const double three = 3.0 * pi * 9.0 * 50.0 + 3.0 * 2.0 / 3.0 * pi * 27.0;
  const double volume = examine(mesh).volume_mm3;
  EXPECT_LT(volume, three);
  EXPECT_GT(volume, 0.85 * three);
}

TEST(Tubes, RunsThatAreContinuedBecomeOneTube) {
  const Tubes parts{{{{{0, 0, 0}, 6}, {{0, 40, 0}, 6}}, {{{0, 100, 0}, 6}, {{0, 40, 0}, 6}}}};
  const MeshData mesh = mesh_of(parts, 1.0f);
  expect_sound(mesh, 1, "continued");
  EXPECT_NEAR(examine(mesh).volume_mm3 / examine(mesh_of(straight(100.0f, 6.0f), 1.0f)).volume_mm3, 1.0, 0.005);
}

TEST(Tubes, RunsApartStayApart) {
  const Tubes two{{{{{0, 0, 0}, 6}, {{0, 40, 0}, 6}}, {{{30, 0, 0}, 6}, {{30, 40, 0}, 6}}}};
  expect_sound(mesh_of(two, 1.0f), 2, "two tubes");
}

TEST(Tubes, ARingHasTheVolumeOfATorus) {
  std::vector<RunPoint> run;
  for (int k = 0; k <= 12; ++k) {
    const double turn = 2.0 * pi * (k % 12) / 12.0;
    run.push_back({{40.0 * std::cos(turn), 5.0, 40.0 * std::sin(turn)}, 10.0f});
  }
  const MeshData mesh = mesh_of({{run}}, 1.5f);
  expect_sound(mesh, 1, "ring");
  EXPECT_NEAR(examine(mesh).volume_mm3 / (2.0 * pi * pi * 40.0 * 25.0), 1.0, 0.02);
  const auto euler = static_cast<std::ptrdiff_t>(mesh.positions.size()) -
                     static_cast<std::ptrdiff_t>(mesh.indices.size() / 2) +
                     static_cast<std::ptrdiff_t>(mesh.triangle_count());
  EXPECT_EQ(euler, 0) << "a ring has a hole in the middle";
}

TEST(Tubes, AThickTrunkBearsThinTwigsAtRightAngles) {
  Tubes tubes{{{{{0, 0, 0}, 20}, {{0, 50, 0}, 20}}, {{{0, 50, 0}, 20}, {{0, 100, 0}, 20}}}};
  tubes.runs.push_back({{{0, 50, 0}, 3}, {{40, 50, 0}, 3}});
  const MeshData mesh = mesh_of(tubes, 2.0f);
  expect_sound(mesh, 1, "trunk and twig");
  const double trunk = examine(mesh_of(straight(100.0f, 20.0f), 2.0f)).volume_mm3;
  EXPECT_NEAR(examine(mesh).volume_mm3, trunk + pi * 2.25 * 30.0, 0.03 * trunk) << "no web between the two";
}

TEST(Tubes, TheSameFiguresGiveTheSameBytes) {
  const Tubes tubes = fork({{0, -1, 0.2f}, {0.3f, 1, 0}, {-0.5f, 1, 0.4f}, {0.1f, 0.2f, 1}}, 40.0f, 5.0f);
  const MeshData one = mesh_of(tubes, 1.3f), other = mesh_of(tubes, 1.3f);
  EXPECT_EQ(one.positions, other.positions);
  EXPECT_EQ(one.indices, other.indices);
  EXPECT_EQ(one.uv, other.uv);
}

struct OddCase {
  const char* what;
  Tubes tubes;
};

class OddTubes : public testing::TestWithParam<OddCase> {};

TEST_P(OddTubes, AreClosedAllTheSame) {
  const MeshData mesh = mesh_of(GetParam().tubes, 2.0f);
  ASSERT_FALSE(mesh.empty());
  expect_sound(mesh, examine(mesh).components, GetParam().what);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, OddTubes,
    testing::Values(
        OddCase{"the same run twice", {{{{{0, 0, 0}, 5}, {{0, 50, 0}, 5}}, {{{0, 50, 0}, 5}, {{0, 0, 0}, 5}}}}},
        OddCase{"no diameter", {{{{{0, 0, 0}, 0}, {{0, 50, 0}, 0}}}}},
        OddCase{"points at one place", {{{{{0, 0, 0}, 5}, {{0, 0, 0}, 5}, {{0, 50, 0}, 5}, {{0, 50, 0}, 5}}}}},
        OddCase{"a point that is none", {{{{{0, 0, 0}, 5}, {{unknown, 0, 0}, 5}, {{0, 50, 0}, 5}}}}},
        OddCase{"there and back again", {{{{{0, 0, 0}, 5}, {{0, 50, 0}, 5}, {{1, 0, 0}, 5}}}}},
        OddCase{"far thicker than long", {{{{{0, 0, 0}, 80}, {{0, 3, 0}, 80}}}}},
        OddCase{"a hairpin of a thick tube", {{{{{0, 0, 0}, 30}, {{0, 50, 0}, 30}, {{4, 0, 0}, 30}}}}},
        OddCase{"a tiny ring", {{{{{0, 0, 0}, 9}, {{2, 0, 0}, 9}, {{1, 2, 0}, 9}, {{0, 0, 0}, 9}}}}},
        OddCase{"two runs almost alike",
                {{{{{0, 0, 0}, 5}, {{0, 50, 0}, 5}},
                  {{{0, 0, 0}, 5}, {{0.1f, 50, 0}, 5}},
                  {{{0, 0, 0}, 5}, {{0, -50, 0}, 5}}}}},
        OddCase{"a loop at a fork",
                {{{{{0, 0, 0}, 5}, {{0, -50, 0}, 5}},
                  {{{0, 0, 0}, 5}, {{20, 20, 0}, 5}, {{-20, 20, 0}, 5}, {{0, 0, 0}, 5}}}}},
        OddCase{"forks within a tube",
                {{{{{0, 0, 0}, 30}, {{0, 2, 0}, 30}},
                  {{{0, 0, 0}, 30}, {{50, 0, 0}, 30}},
                  {{{0, 0, 0}, 30}, {{-50, 0, 0}, 30}},
                  {{{0, 2, 0}, 30}, {{0, 50, 9}, 30}},
                  {{{0, 2, 0}, 30}, {{0, 50, -9}, 30}}}}}));

TEST(Tubes, OfNothingAreNothing) {
  EXPECT_TRUE(mesh_of(Tubes{}, 1.0f).empty());
  EXPECT_TRUE(mesh_of(Tubes{{{}}}, 1.0f).empty());
  EXPECT_TRUE(mesh_of(Tubes{{{{{0, 0, 0}, 5}}}}, 1.0f).empty()) << "one point is no run";
  EXPECT_TRUE(mesh_of(Tubes{{{{{7, 7, 7}, 5}, {{7, 7, 7}, 5}}}}, 1.0f).empty());
}

TEST(Tubes, WhateverNetIsClosed) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> place(-40.0f, 40.0f), width(0.2f, 12.0f);
    std::vector<glm::vec3> nodes;
    for (int i = 0; i < 7; ++i) nodes.emplace_back(place(random), place(random), place(random));
    Tubes tubes;
    for (int r = 0; r < 11; ++r) {
      std::vector<RunPoint> run = {{nodes[random() % nodes.size()], width(random)}};
      for (unsigned k = random() % 4; k > 0; --k) {
        run.push_back({{place(random), place(random), place(random)}, width(random)});
      }
      run.push_back({nodes[random() % nodes.size()], width(random)});
      tubes.runs.push_back(run);
    }
    const MeshData mesh = mesh_of(tubes, 0.5f + 0.1f * static_cast<float>(seed));
    expect_sound(mesh, examine(mesh).components, "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace palpate
