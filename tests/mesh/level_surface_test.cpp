// The surface where a function is zero: where it should be, closed and manifold whatever the function.
#include "shapes.h"

#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>

#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace palpate::test {
namespace {

template <class Distance>
Field field_of(const Distance& distance) {
  return [distance](std::span<const glm::vec3> at, std::span<float> values) {
    for (std::size_t i = 0; i < at.size(); ++i) values[i] = distance(at[i]);
  };
}

auto ball(glm::vec3 centre, float radius) {
  return [=](glm::vec3 p) { return glm::distance(p, centre) - radius; };
}

LevelRequest within(float reach, float edge_mm) {
  return {glm::vec3(-reach), glm::vec3(reach), edge_mm, 1.5f};
}

TEST(LevelSurface, OfABallHasItsAreaAndVolume) {
  const float r = 20.0f, pi = std::numbers::pi_v<float>;
  const MeshData mesh = level_surface(field_of(ball({0.3f, -0.2f, 0.1f}, r)), within(25.0f, 1.0f));
  EXPECT_TRUE(examine(mesh).closed());
  EXPECT_EQ(examine(mesh).components, 1u);
  EXPECT_NEAR(surface_area(mesh), 4.0f * pi * r * r, 0.003f * 4.0f * pi * r * r);
  EXPECT_NEAR(signed_volume(mesh), 4.0f / 3.0f * pi * r * r * r, 0.003f * 4.0f / 3.0f * pi * r * r * r);
  ASSERT_EQ(mesh.normals.size(), mesh.positions.size());
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const glm::vec3 out = mesh.positions[i] - glm::vec3(0.3f, -0.2f, 0.1f);
    EXPECT_NEAR(glm::length(out), r, 0.01f);
    EXPECT_GT(glm::dot(mesh.normals[i], glm::normalize(out)), 0.99f);
  }
}

TEST(LevelSurface, HasWellShapedTrianglesOfAboutTheEdgeAskedFor) {
  for (const float edge : {0.7f, 1.5f, 3.0f}) {
    const MeshData mesh = level_surface(field_of(ball({0, 0, 0}, 20.0f)), within(25.0f, edge));
    double sum = 0.0;
    std::size_t slim = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
      float shortest = std::numeric_limits<float>::infinity(), longest = 0.0f;
      for (std::size_t k = 0; k < 3; ++k) {
        const float length =
            glm::distance(mesh.positions[mesh.indices[i + k]], mesh.positions[mesh.indices[i + (k + 1) % 3]]);
        shortest = std::min(shortest, length);
        longest = std::max(longest, length);
        sum += static_cast<double>(length);
      }
      if (longest > 2.5f * shortest) ++slim;
      EXPECT_LT(longest, 2.0f * edge);
    }
    EXPECT_NEAR(sum / static_cast<double>(mesh.indices.size()), static_cast<double>(edge),
                0.2 * static_cast<double>(edge));
    EXPECT_LT(slim, mesh.triangle_count() / 100) << edge;
  }
}

TEST(LevelSurface, FindsEveryPieceOfTheSurface) {
  const auto three = [](glm::vec3 p) {
    return std::min({ball({-15, -15, 0}, 6.0f)(p), ball({15, 10, 3}, 4.0f)(p), ball({0, 0, -18}, 2.0f)(p)});
  };
  EXPECT_EQ(examine(level_surface(field_of(three), within(25.0f, 1.0f))).components, 3u);
}

TEST(LevelSurface, KeepsAHollowAsASurfaceThatFacesInwards) {
  const auto shell = [](glm::vec3 p) { return std::max(ball({0, 0, 0}, 10.0f)(p), -ball({1, 0, 0}, 5.0f)(p)); };
  const Topology found = examine(level_surface(field_of(shell), within(12.0f, 1.0f)));
  EXPECT_TRUE(found.closed());
  EXPECT_EQ(found.components, 2u);
  EXPECT_NEAR(found.volume_mm3, 4.0 / 3.0 * std::numbers::pi * (1000.0 - 125.0), 60.0);
}

TEST(LevelSurface, IsManifoldWhereTwoBallsTouchInAPoint) {
  for (const float gap : {-0.3f, -0.01f, 0.0f, 0.01f, 0.3f}) {
    const auto two = [gap](glm::vec3 p) {
      return std::min(ball({-8.0f - 0.5f * gap, 0, 0}, 8.0f)(p), ball({8.0f + 0.5f * gap, 0, 0}, 8.0f)(p));
    };
    const Topology found = examine(level_surface(field_of(two), within(18.0f, 0.9f)));
    EXPECT_TRUE(found.closed()) << gap;
    EXPECT_GT(found.volume_mm3, 4000.0);
  }
}

// Saddles at the lattice's nodes, sheets thinner than a cell, values of exactly zero, noise, no number at all.
TEST(LevelSurface, IsClosedAndManifoldForWhateverFunction) {
  const auto saddles = [](glm::vec3 p) { return std::sin(p.x) * std::cos(p.y) + std::sin(p.y) * std::cos(p.z); };
  const auto planes = [](glm::vec3 p) { return p.x * p.y * p.z; };
  const auto thin = [](glm::vec3 p) { return std::abs(glm::length(p) - 6.0f) - 0.2f; };
  const auto rough = [](glm::vec3 p) { return std::sin(91.0f * p.x) + std::sin(83.0f * p.y) + std::sin(77.0f * p.z); };
  const auto zero = [](glm::vec3 p) { return p.x < 0.0f ? -1.0f : 0.0f; };
  const auto nan = [](glm::vec3 p) {
    return glm::length(p) < 4.0f ? std::numeric_limits<float>::quiet_NaN() : glm::length(p) - 6.0f;
  };
  for (const Field& field :
       {field_of(saddles), field_of(planes), field_of(thin), field_of(rough), field_of(zero), field_of(nan)}) {
    LevelRequest request = within(8.0f, 1.0f);
    request.steepness = 1000.0f;
    const MeshData mesh = level_surface(field, request);
    const Topology found = examine(mesh);
    EXPECT_TRUE(found.closed()) << found.boundary_edges << " " << found.nonmanifold_edges << " " << found.flipped_edges;
    for (const glm::vec3 p : mesh.positions) EXPECT_TRUE(std::isfinite(p.x + p.y + p.z));
  }
}

TEST(LevelSurface, IsCutOffAndClosedAtTheBoundsThatWereAskedFor) {
  const MeshData mesh = level_surface(field_of(ball({0, 0, 0}, 30.0f)), within(10.0f, 1.0f));
  const Topology found = examine(mesh);
  EXPECT_TRUE(found.closed());
  EXPECT_NEAR(found.volume_mm3, 22.0 * 22.0 * 22.0, 700.0);
}

TEST(LevelSurface, OfNothingIsNothing) {
  EXPECT_TRUE(level_surface(field_of(ball({0, 0, 0}, -1.0f)), within(5.0f, 1.0f)).empty());
}

TEST(LevelSurface, IsTheSameEveryTime) {
  const auto two = [](glm::vec3 p) { return std::min(ball({-5, 0, 0}, 7.0f)(p), ball({6, 2, 1}, 5.0f)(p)); };
  const MeshData first = level_surface(field_of(two), within(14.0f, 1.0f));
  const MeshData second = level_surface(field_of(two), within(14.0f, 1.0f));
  EXPECT_EQ(first.positions, second.positions);
  EXPECT_EQ(first.indices, second.indices);
}

TEST(LevelSurface, AsksForFewPlacesWhereTheSurfaceIsFar) {
  std::size_t asked = 0;
  const Field field = [&](std::span<const glm::vec3> at, std::span<float> values) {
    asked += at.size();
    for (std::size_t i = 0; i < at.size(); ++i) values[i] = ball({0, 0, 0}, 10.0f)(at[i]);
  };
  LevelRequest request = within(80.0f, 1.0f);
  request.steepness = 1.0f;
  const Topology found = examine(level_surface(field, request));
  EXPECT_TRUE(found.closed());
  EXPECT_LT(asked, 160u * 160u * 160u / 10u);
}

}  // namespace
}  // namespace palpate::test
