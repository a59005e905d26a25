// Lobes: figures of lumps and hollows become closed meshes, and meshes are measured to such figures.
#include "shapes.h"

#include <palpate/mesh/cut.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace palpate::test {
namespace {

using ::testing::HasSubstr;

constexpr float pi = std::numbers::pi_v<float>;

Lobe lump(glm::vec3 centre, glm::vec3 semi_axes, glm::vec3 turn = glm::vec3(0.0f)) {
  Lobe lobe;
  lobe.centre = centre;
  lobe.semi_axes = semi_axes;
  lobe.turn = turn;
  return lobe;
}

Lobe hollow(glm::vec3 centre, glm::vec3 semi_axes) {
  Lobe lobe = lump(centre, semi_axes);
  lobe.hollow = true;
  return lobe;
}

// How far points of `a` are from `b`.
struct Off {
  float mean = 0.0f, worst = 0.0f;
};
Off off(const MeshData& a, const MeshData& b) {
  const SurfaceTree tree(b);
  Off found;
  const auto points = spread_points(a, 3'000);
  for (const SurfacePoint& point : points) {
    const float distance = tree.nearest(point.position).distance;
    found.mean += distance / static_cast<float>(points.size());
    found.worst = std::max(found.worst, distance);
  }
  return found;
}

void expect_sound(const MeshData& mesh, std::uint32_t pieces = 1) {
  const Topology found = examine(mesh);
  EXPECT_TRUE(found.closed()) << found.boundary_edges << " " << found.nonmanifold_edges << " " << found.flipped_edges;
  EXPECT_EQ(found.components, pieces);
  EXPECT_GT(found.volume_mm3, 0.0);
  EXPECT_EQ(mesh.normals.size(), mesh.positions.size());
}

TEST(LobesForm, OfOneLobeIsAnEllipsoid) {
  const MeshData mesh = mesh_of(Lobes{{lump({10, 1200, -30}, {12, 8, 5})}, 1.0f, false}, 0.8f);
  expect_sound(mesh);
  EXPECT_NEAR(signed_volume(mesh), 4.0 / 3.0 * std::numbers::pi * 12.0 * 8.0 * 5.0, 15.0);
  for (const glm::vec3 p : mesh.positions) {
    const glm::vec3 u = (p - glm::vec3(10, 1200, -30)) / glm::vec3(12, 8, 5);
    EXPECT_NEAR(glm::length(u), 1.0f, 0.01f);
  }
}

TEST(LobesForm, TurnsALobeAsARotationVectorSays) {
  // A quarter turn around z takes the lobe's long x axis to y.
  const MeshData mesh = mesh_of(Lobes{{lump({0, 0, 0}, {12, 4, 4}, {0, 0, 90})}, 1.0f, false}, 0.8f);
  glm::vec3 high(0.0f);
  for (const glm::vec3 p : mesh.positions) high = glm::max(high, p);
  EXPECT_NEAR(high.y, 12.0f, 0.1f);
  EXPECT_NEAR(high.x, 4.0f, 0.1f);
}

TEST(LobesForm, BowsTheEndsOfALobeTowardsItsOwnZ) {
  Lobe bowed = lump({0, 0, 0}, {20, 6, 3});
  bowed.bow = {5, 0};
  const MeshData mesh = mesh_of(Lobes{{bowed}, 1.0f, false}, 0.8f);
  expect_sound(mesh);
  for (const glm::vec3 p : mesh.positions) {
    const float straight = p.z - 5.0f * (p.x / 20.0f) * (p.x / 20.0f);
    EXPECT_NEAR(glm::length(glm::vec3(p.x / 20.0f, p.y / 6.0f, straight / 3.0f)), 1.0f, 0.02f);
  }
  EXPECT_NEAR(signed_volume(mesh), 4.0 / 3.0 * std::numbers::pi * 20.0 * 6.0 * 3.0, 20.0);  // shearing keeps it
}

TEST(LobesForm, FillsTheCornersOfASquareLobe) {
  Lobe square = lump({0, 0, 0}, {10, 8, 6});
  square.square = 1.0f;
  const MeshData mesh = mesh_of(Lobes{{square}, 1.0f, false}, 0.6f);
  expect_sound(mesh);
  for (const glm::vec3 p : mesh.positions) {
    const glm::vec3 u = p / glm::vec3(10, 8, 6);
    EXPECT_NEAR(glm::dot(u * u, u * u), 1.0f, 0.03f);
  }
}

TEST(LobesForm, FillsTheSeamOfTwoLobesByTheBlend) {
  // Two balls that cross in a circle of radius 8 around x = 0: there both distances are 0, so the surface has moved
  // outwards, and far from the seam it has not.
  const float r = 10.0f, half = 6.0f;
  for (const float blend : {0.5f, 1.5f}) {
    const Lobes two{{lump({-half, 0, 0}, glm::vec3(r)), lump({half, 0, 0}, glm::vec3(r))}, blend, false};
    const MeshData mesh = mesh_of(two, 0.7f);
    expect_sound(mesh);
    float waist = 100.0f, end = 0.0f;
    for (const glm::vec3 p : mesh.positions) {
      end = std::max(end, p.x);
      if (std::abs(p.x) < 0.6f) waist = std::min(waist, glm::length(glm::vec3(0, p.y, p.z)));
    }
    // At x = 0 the common distance must be blend * log 2: sqrt(half^2 + y^2) - r = blend * log 2.
    const float expected = std::sqrt(std::pow(r + blend * std::log(2.0f), 2.0f) - half * half);
    EXPECT_NEAR(waist, expected, 0.1f) << blend;
    EXPECT_NEAR(end, half + r, 0.05f) << blend;
  }
}

TEST(LobesForm, PressesAHollowIntoALump) {
  const Lobes lobes{{lump({0, 0, 0}, glm::vec3(12)), hollow({12, 0, 0}, glm::vec3(6))}, 0.5f, false};
  const MeshData mesh = mesh_of(lobes, 0.7f);
  expect_sound(mesh);
  float bottom = 100.0f;
  for (const glm::vec3 p : mesh.positions)
    if (p.x > 0.0f && std::abs(p.y) < 1.0f && std::abs(p.z) < 1.0f) bottom = std::min(bottom, p.x);
  EXPECT_NEAR(bottom, 6.0f, 0.15f);
}

TEST(LobesForm, OfMirroredLobesIsSymmetricWithoutAGapOrACrease) {
  const Lobes lobes{{lump({-5, 0, 0}, {8, 6, 5}), lump({-14, 2, 0}, {7, 3, 3}, {0, 20, -35})}, 1.5f, true};
  const MeshData mesh = mesh_of(lobes, 0.8f);
  expect_sound(mesh);
  EXPECT_LT(off(mesh, mirror_image(mesh)).worst, 0.1f);
  for (std::size_t i = 0; i < mesh.positions.size(); ++i)
    EXPECT_TRUE(std::abs(mesh.positions[i].x) > 0.2f || std::abs(mesh.normals[i].x) < 0.25f) << i;
}

TEST(LobesForm, KeepsPiecesButNoSpecksAndNoBubbles) {
  const Lobe ball = lump({0, 0, 0}, glm::vec3(10));
  expect_sound(mesh_of(Lobes{{ball, lump({30, 0, 0}, glm::vec3(6))}, 0.5f, false}, 1.0f), 2);
  expect_sound(mesh_of(Lobes{{ball, lump({30, 0, 0}, glm::vec3(1.5f))}, 0.5f, false}, 1.0f), 1);
  expect_sound(mesh_of(Lobes{{ball, hollow({1, 0, 0}, glm::vec3(4))}, 0.5f, false}, 1.0f), 1);
}

TEST(LobesForm, FindsWhatIsThinnerThanItsEdges) {
  const MeshData plate = mesh_of(Lobes{{lump({0, 0, 0}, {20, 15, 1.2f})}, 0.5f, false}, 2.0f);
  expect_sound(plate);
  EXPECT_NEAR(signed_volume(plate), 4.0 / 3.0 * std::numbers::pi * 20.0 * 15.0 * 1.2, 300.0);
}

TEST(LobesForm, OfNothingOrOfHollowsAloneIsNothing) {
  EXPECT_TRUE(mesh_of(Lobes{}, 1.0f).empty());
  EXPECT_TRUE(mesh_of(Lobes{{hollow({0, 0, 0}, glm::vec3(5))}, 1.0f, false}, 1.0f).empty());
}

TEST(LobesForm, IsClosedAndTheSameEveryTimeForWhateverFigures) {
  for (const unsigned seed : {1u, 2u, 3u, 4u}) {
    std::mt19937 random(seed);
    const auto any = [&](float low, float high) {
      return low + (high - low) * static_cast<float>(random() % 1000u) / 999.0f;
    };
    Lobes lobes;
    lobes.mirrored = seed % 2 == 0;
    for (int i = 0; i < 8; ++i) {
      Lobe lobe = lump({any(-20, 0), any(-10, 10), any(-10, 10)}, {any(1, 12), any(1, 8), any(1, 5)},
                       {any(-180, 180), any(-90, 90), any(-90, 90)});
      lobe.hollow = i % 4 == 3;
      lobe.bow = {any(-2, 2), any(-1, 1)};
      lobe.square = any(0, 1);
      lobes.lobes.push_back(lobe);
    }
    const MeshData mesh = mesh_of(lobes, 1.2f), again = mesh_of(lobes, 1.2f);
    EXPECT_TRUE(examine(mesh).closed()) << "seed " << seed;
    EXPECT_EQ(mesh.positions, again.positions) << "seed " << seed;
    EXPECT_EQ(mesh.indices, again.indices) << "seed " << seed;
  }
}

// A small bone: a body with two processes and a hollow.
Lobes small_bone(bool mirrored) {
  Lobes lobes;
  lobes.blend = 1.0f;
  lobes.mirrored = mirrored;
  lobes.lobes = {lump({-8, 0, 0}, {12, 9, 7}), lump({-22, 3, 0}, {9, 4, 3}, {0, 0, -20}), lump({-8, 12, 2}, {3, 8, 4}),
                 hollow({-6, -2, 8}, {5, 5, 3})};
  return lobes;
}

TEST(LobesMeasured, OfAnEllipsoidAreThatEllipsoid) {
  const Lobes truth{{lump({-30, 900, 20}, {14, 9, 6}, {10, -25, 30})}, 1.0f, false};
  LobesRequest request;
  request.lobes = 1;
  request.rounds = 40;
  const Result<Lobes> found = measure_lobes(mesh_of(truth, 0.8f), request);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->lobes.size(), 1u);
  EXPECT_LT(glm::distance(found->lobes[0].centre, glm::vec3(-30, 900, 20)), 0.2f);
  glm::vec3 size = found->lobes[0].semi_axes;
  EXPECT_NEAR(std::max({size.x, size.y, size.z}), 14.0f, 0.3f);
  EXPECT_NEAR(std::min({size.x, size.y, size.z}), 6.0f, 0.3f);
}

TEST(LobesMeasured, RebuildAKnownShapeWithinAFractionOfAMillimetre) {
  const MeshData truth = mesh_of(small_bone(false), 1.2f);
  LobesRequest request;
  request.lobes = 6;
  request.rounds = 40;
  const Result<Lobes> found = measure_lobes(truth, request);
  ASSERT_TRUE(found);
  EXPECT_LE(found->lobes.size(), 6u);
  const MeshData rebuilt = mesh_of(*found, 1.2f);
  expect_sound(rebuilt);
  EXPECT_LT(off(rebuilt, truth).mean, 0.25f);
  EXPECT_LT(off(truth, rebuilt).mean, 0.25f);
  EXPECT_LT(off(rebuilt, truth).worst, 1.2f);
}

TEST(LobesMeasured, OfASymmetricShapeAreItsRightHalf) {
  const MeshData truth = mesh_of(small_bone(true), 1.2f);
  LobesRequest request;
  request.lobes = 6;
  request.rounds = 40;
  request.symmetric = true;
  const Result<Lobes> found = measure_lobes(truth, request);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->mirrored);
  const MeshData rebuilt = mesh_of(*found, 1.2f);
  expect_sound(rebuilt);
  EXPECT_LT(off(rebuilt, mirror_image(rebuilt)).worst, 0.2f);
  EXPECT_LT(off(rebuilt, truth).mean, 0.3f);
  EXPECT_LT(off(truth, rebuilt).mean, 0.3f);
}

TEST(LobesMeasured, BearAMeshWithHoles) {
  const MeshData truth = mesh_of(small_bone(false), 1.2f);
  LobesRequest request;
  request.lobes = 6;
  request.rounds = 40;
  const Result<Lobes> found = measure_lobes(with_hole(truth, 60), request);
  ASSERT_TRUE(found);
  const MeshData rebuilt = mesh_of(*found, 1.2f);
  expect_sound(rebuilt);
  EXPECT_LT(off(truth, rebuilt).mean, 0.3f);
}

TEST(LobesMeasured, AreRoundedFiguresAndTheSameEveryTime) {
  const MeshData truth = mesh_of(small_bone(false), 1.0f);
  LobesRequest request;
  request.lobes = 3;
  request.rounds = 6;
  const Result<Lobes> first = measure_lobes(truth, request), second = measure_lobes(truth, request);
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  ASSERT_EQ(first->lobes.size(), second->lobes.size());
  const auto is_rounded = [](float value) { return std::abs(value * 10.0f - std::round(value * 10.0f)) < 1e-3f; };
  EXPECT_TRUE(is_rounded(first->blend));
  for (std::size_t i = 0; i < first->lobes.size(); ++i) {
    const Lobe &a = first->lobes[i], &b = second->lobes[i];
    EXPECT_EQ(a.centre, b.centre);
    EXPECT_EQ(a.semi_axes, b.semi_axes);
    EXPECT_EQ(a.turn, b.turn);
    EXPECT_EQ(a.bow, b.bow);
    for (int axis = 0; axis < 3; ++axis) {
      EXPECT_TRUE(is_rounded(a.centre[axis])) << a.centre[axis];
      EXPECT_TRUE(is_rounded(a.semi_axes[axis])) << a.semi_axes[axis];
      EXPECT_TRUE(is_rounded(a.turn[axis])) << a.turn[axis];
      EXPECT_GT(a.semi_axes[axis], 0.0f);
    }
  }
}

TEST(LobesMeasured, SayWhatCannotBeMeasured) {
  LobesRequest request;
  EXPECT_THAT(measure_lobes(MeshData{}, request).error().text(), HasSubstr("no mesh"));
  EXPECT_THAT(measure_lobes(inside_out(sphere({0, 0, 0}, 10.0f)), request).error().text(), HasSubstr("inside out"));
  request.lobes = 0;
  EXPECT_THAT(measure_lobes(sphere({0, 0, 0}, 10.0f), request).error().text(), HasSubstr("at least one"));
}

}  // namespace
}  // namespace palpate::test
