// Fewer triangles: near to the surface, closed, and never through each other.
#include "shapes.h"

#include <palpate/mesh/crossings.h>
#include <palpate/mesh/decimate.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate::test {
namespace {

// Two waving sheets half a millimetre apart, joined at their rims: where a careless simplification cuts through.
MeshData waving_plate() {
  const Field field = [](std::span<const glm::vec3> at, std::span<float> values) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const glm::vec3 p = at[i];
      const float wave = 1.5f * std::sin(0.5f * p.x) * std::cos(0.4f * p.y);
      values[i] = std::max(std::abs(p.z - wave) - 0.25f, std::max(std::abs(p.x), std::abs(p.y)) - 12.0f);
    }
  };
  LevelRequest request{glm::vec3(-14.0f), glm::vec3(14.0f), 0.4f};
  request.finest_mm = 0.4f;
  return marched_surface(field, request);
}

TEST(MarchedSurface, IsClosedAndNeverCutsThroughItself) {
  const MeshData mesh = waving_plate();
  EXPECT_GT(mesh.triangle_count(), 10'000u);
  EXPECT_TRUE(examine(mesh).closed());
  EXPECT_GT(signed_volume(mesh), 0.0);
  EXPECT_THAT(crossings(mesh), testing::IsEmpty());
}

TEST(Decimated, StaysWithinItsErrorAndKeepsTheVolume) {
  const MeshData ball = sphere({5, 6, 7}, 30.0f, 60);
  for (const float error : {0.05f, 0.2f, 0.6f}) {
    const MeshData fewer = decimated(ball, {20, error});
    EXPECT_LT(fewer.triangle_count(), ball.triangle_count() / 4) << error;
    EXPECT_TRUE(examine(fewer).closed());
    EXPECT_NEAR(signed_volume(fewer) / signed_volume(ball), 1.0, 0.06) << error;
    const SurfaceTree surface(ball);
    for (const glm::vec3& p : fewer.positions) EXPECT_LT(surface.nearest(p).distance, 4.0f * error);
    EXPECT_EQ(fewer.normals.size(), fewer.positions.size());
  }
}

TEST(Decimated, NeedsFewerTrianglesForAStraightTubeThanForABentOne) {
  std::vector<Station> straight, bent;
  for (int i = 0; i <= 30; ++i) {
    const float along = 5.0f * static_cast<float>(i);
    straight.push_back({{0.0f, along, 0.0f}, 10.0f, 10.0f});
    bent.push_back({{20.0f * std::sin(0.06f * along), along, 0.0f}, 10.0f, 10.0f});
  }
  const std::size_t plain = decimated(tube(straight, {0, 0, 1}, 24), {8, 0.05f}).triangle_count();
  EXPECT_LT(2 * plain, decimated(tube(bent, {0, 0, 1}, 24), {8, 0.05f}).triangle_count());
}

TEST(Decimated, KeepsToTheLongestEdgeAndTheFewestTriangles) {
  const MeshData ball = sphere({0, 0, 0}, 30.0f, 60);
  const MeshData fewer = decimated(ball, {20, 5.0f, 9.0f});
  for (std::size_t i = 0; i < fewer.indices.size(); ++i) {
    const std::size_t next = i % 3 == 2 ? i - 2 : i + 1;
    EXPECT_LE(glm::distance(fewer.positions[fewer.indices[i]], fewer.positions[fewer.indices[next]]), 9.0f);
  }
  const MeshData few = decimated(ball, {500, 5.0f});
  EXPECT_GE(few.triangle_count(), 499u);
  EXPECT_LE(few.triangle_count(), 500u);
}

TEST(Decimated, NeverTakesOneFaceOfAThinPlateThroughTheOther) {
  const MeshData plate = waving_plate();
  for (const float error : {0.05f, 0.3f, 1.0f}) {
    const MeshData fewer = decimated(plate, {20, error});
    EXPECT_LT(fewer.triangle_count(), plate.triangle_count() / 5);
    EXPECT_TRUE(examine(fewer).closed());
    EXPECT_THAT(crossings(fewer), testing::IsEmpty()) << error;
  }
}

TEST(Decimated, TheSameMeshGivesTheSameTriangles) {
  const MeshData plate = waving_plate();
  const MeshData one = decimated(plate, {20, 0.2f}), two = decimated(plate, {20, 0.2f});
  EXPECT_EQ(one.positions, two.positions);
  EXPECT_EQ(one.indices, two.indices);
}

}  // namespace
}  // namespace palpate::test
