// Welding: what lies at one place becomes one vertex, small seams on open edges are shut, and nothing else moves.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace palpate::test {
namespace {

// A triangle with a corner at each of `points` and its other two corners far away and alone.
MeshData triangles_at(const std::vector<glm::vec3>& points) {
  MeshData mesh;
  for (const glm::vec3 p : points) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    const glm::vec3 away(100.0f, 10.0f * static_cast<float>(first), 0.0f);
    mesh.positions.insert(mesh.positions.end(), {p, away, away + glm::vec3(0, 3, 3)});
    mesh.indices.insert(mesh.indices.end(), {first, first + 1, first + 2});
  }
  return mesh;
}

std::size_t near_origin(const MeshData& mesh) {
  return static_cast<std::size_t>(
      std::count_if(mesh.positions.begin(), mesh.positions.end(), [](glm::vec3 p) { return glm::length(p) < 10.0f; }));
}

TEST(Weld, MakesOneClosedMeshOfLooseTriangles) {
  const MeshData welded = weld(soup(box({-1, -2, -3}, {4, 5, 6})), 0.0f);
  EXPECT_EQ(welded.positions.size(), 8u);
  EXPECT_EQ(welded.triangle_count(), 12u);
  EXPECT_TRUE(examine(welded).closed());
  EXPECT_NEAR(signed_volume(welded), 5.0 * 7.0 * 9.0, 1e-3);
}

TEST(Weld, KeepsEveryTriangleWhereItWas) {
  const MeshData shape = sphere({10, 20, 30}, 40.0f, 12);
  EXPECT_EQ(triangle_set(weld(soup(shape))), triangle_set(shape));
}

TEST(Weld, TakesPlusAndMinusZeroForOnePlace) {
  MeshData loose = soup(box({-1, -1, 0}, {1, 1, 1}));
  Random random(3);
  for (glm::vec3& p : loose.positions) {
    if (p.z == 0.0f && random.below(2) == 0) p.z = -0.0f;
  }
  const MeshData welded = weld(loose, 0.0f);
  EXPECT_EQ(welded.positions.size(), 8u);
  EXPECT_TRUE(examine(welded).closed());
}

TEST(Weld, WithoutToleranceJoinsOnlyWhatIsEqual) {
  MeshData loose = soup(box({0, 0, 0}, {1, 1, 1}));
  loose.positions[0].x += 1e-4f;
  EXPECT_FALSE(examine(weld(loose, 0.0f)).closed());
  EXPECT_TRUE(examine(weld(loose, 1e-3f)).closed());
}

TEST(Weld, ShutsSeamsNarrowerThanTheTolerance) {
  const MeshData shape = sphere({0, 0, 0}, 30.0f, 10);
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    MeshData loose = soup(shape);
    for (glm::vec3& p : loose.positions) p += 0.004f * random.direction();
    const MeshData welded = weld(loose, 0.01f);
    EXPECT_TRUE(examine(welded).closed()) << "seed " << seed;
    EXPECT_EQ(welded.positions.size(), shape.positions.size()) << "seed " << seed;
    EXPECT_NEAR(signed_volume(welded), signed_volume(shape), 60.0) << "seed " << seed;
  }
}

TEST(Weld, LeavesSeamsWiderThanTheToleranceOpen) {
  const MeshData apart = joined(triangles_at({{0, 0, 0}}), triangles_at({{0.011f, 0, 0}}));
  EXPECT_EQ(near_origin(weld(apart, 0.01f)), 2u);
  EXPECT_EQ(near_origin(weld(apart, 0.012f)), 1u);
}

TEST(Weld, JoinsAChainOfNeighboursWhateverTheirOrder) {
  std::vector<glm::vec3> chain;
  for (int i = 0; i < 7; ++i) chain.emplace_back(0.009f * static_cast<float>(i), 0, 0);
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    std::vector<glm::vec3> shuffled = chain;
    for (std::uint32_t i = 6; i > 0; --i) std::swap(shuffled[i], shuffled[random.below(i + 1)]);
    EXPECT_EQ(near_origin(weld(triangles_at(shuffled), 0.01f)), 1u) << "seed " << seed;
  }
}

TEST(Weld, LeavesClosedMeshesThatNearlyTouchApart) {
  const MeshData two = joined(box({0, 0, 0}, {1, 1, 1}), box({1.005f, 0, 0}, {2, 1, 1}));
  const Topology found = examine(weld(two, 0.01f));
  EXPECT_TRUE(found.closed());
  EXPECT_EQ(found.components, 2u);
}

TEST(Weld, DropsTrianglesThatCollapse) {
  MeshData mesh = box({0, 0, 0}, {10, 10, 10});
  const auto twin = static_cast<std::uint32_t>(mesh.positions.size());
  mesh.positions.push_back(mesh.positions[0]);
  mesh.indices.insert(mesh.indices.end(), {0, twin, 3});
  const MeshData welded = weld(mesh);
  EXPECT_EQ(welded.triangle_count(), 12u);
  EXPECT_TRUE(examine(welded).closed());
}

TEST(Weld, DropsVerticesThatNoTriangleUses) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.positions.emplace_back(50, 50, 50);
  EXPECT_EQ(weld(mesh).positions.size(), 8u);
}

TEST(Weld, DropsNormals) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.normals.assign(mesh.positions.size(), {0, 1, 0});
  EXPECT_TRUE(weld(mesh).normals.empty());
}

TEST(Weld, KeepsTextureCoordinatesOfVerticesThatAgree) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  for (const glm::vec3 p : mesh.positions) mesh.uv.emplace_back(p.x + 2.0f * p.z, p.y);
  const MeshData welded = weld(soup(mesh));
  ASSERT_EQ(welded.uv.size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(welded.uv[i].x, welded.positions[i].x + 2.0f * welded.positions[i].z);
    EXPECT_EQ(welded.uv[i].y, welded.positions[i].y);
  }
}

TEST(Weld, DropsTextureCoordinatesThatDisagree) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.uv.assign(8, {0.5f, 0.5f});
  MeshData loose = soup(mesh);
  loose.uv[4] = {0.7f, 0.5f};
  const MeshData welded = weld(loose);
  EXPECT_EQ(welded.positions.size(), 8u);
  EXPECT_TRUE(welded.uv.empty());
}

TEST(Weld, ChangesNothingTheSecondTime) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    MeshData loose = soup(sphere({0, 0, 0}, 5.0f, 6));
    for (glm::vec3& p : loose.positions) p += 0.004f * random.direction();
    const MeshData once = weld(loose), twice = weld(once);
    EXPECT_EQ(once.positions, twice.positions) << "seed " << seed;
    EXPECT_EQ(once.indices, twice.indices) << "seed " << seed;
  }
}

TEST(Weld, OfNothingIsNothing) {
  EXPECT_TRUE(weld({}).empty());
  EXPECT_TRUE(weld({}).positions.empty());
}

}  // namespace
}  // namespace palpate::test
