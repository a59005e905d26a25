// Where a mesh cuts through itself, and how it is mended.
#include "shapes.h"

#include <palpate/mesh/crossings.h>
#include <palpate/mesh/mend.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace palpate::test {
namespace {

MeshData triangles(std::vector<glm::vec3> corners) {
  MeshData mesh;
  for (std::uint32_t i = 0; i < corners.size(); ++i) mesh.indices.push_back(i);
  mesh.positions = std::move(corners);
  return mesh;
}

// Whether the segment meets the triangle, by where it meets the plane and the areas there: another way than the mesh's.
bool meets(glm::dvec3 from, glm::dvec3 to, const glm::dvec3 (&t)[3]) {
  const glm::dvec3 normal = glm::cross(t[1] - t[0], t[2] - t[0]);
  const double slope = glm::dot(normal, to - from);
  if (slope == 0.0) return false;
  const double share = glm::dot(normal, t[0] - from) / slope;
  if (share <= 0.0 || share >= 1.0) return false;
  const glm::dvec3 p = from + share * (to - from);
  double sum = 0.0;
  for (int k = 0; k < 3; ++k) sum += glm::length(glm::cross(t[k] - p, t[(k + 1) % 3] - p));
  return sum <= glm::length(normal) * (1.0 + 1e-9);
}

TEST(Crossings, AgreeWithLookingAtEveryPairOfALooseHeap) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> anywhere(-10.0f, 10.0f), nearby(-4.0f, 4.0f);
  std::vector<glm::vec3> corners;
  for (int t = 0; t < 200; ++t) {
    const glm::vec3 middle(anywhere(random), anywhere(random), anywhere(random));
    for (int k = 0; k < 3; ++k) corners.push_back(middle + glm::vec3(nearby(random), nearby(random), nearby(random)));
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
  const auto corner = [&](std::uint32_t t, std::uint32_t k) { return glm::dvec3(corners[3 * t + k]); };
  for (std::uint32_t t = 0; t < 200; ++t) {
    for (std::uint32_t u = t + 1; u < 200; ++u) {
      const glm::dvec3 a[3] = {corner(t, 0), corner(t, 1), corner(t, 2)},
                       b[3] = {corner(u, 0), corner(u, 1), corner(u, 2)};
      bool crosses = false;
      for (int k = 0; k < 3; ++k) crosses = crosses || meets(a[k], a[(k + 1) % 3], b) || meets(b[k], b[(k + 1) % 3], a);
      if (crosses) expected.emplace_back(t, u);
    }
  }
  EXPECT_GT(expected.size(), 50u);
  EXPECT_EQ(crossings(triangles(corners)), expected);
}

TEST(Crossings, AreNoneWhereTrianglesOnlyTouch) {
  EXPECT_THAT(crossings(sphere({0, 0, 0}, 10.0f)), testing::IsEmpty());
  EXPECT_THAT(crossings({}), testing::IsEmpty());
  // The corner of one lies in the other.
  EXPECT_THAT(crossings(triangles({{0, 0, 0}, {4, 0, 0}, {0, 4, 0}, {1, 1, 0}, {1, 1, 3}, {2, 1, 3}})),
              testing::IsEmpty());
}

TEST(Crossings, AreFoundBetweenTrianglesThatShareACorner) {
  MeshData mesh = triangles({{0, 0, 0}, {4, 0, 0}, {0, 4, 0}, {2, 1, 2}, {2, 1, -2}});
  mesh.indices = {0, 1, 2, 0, 3, 4};
  EXPECT_THAT(crossings(mesh), testing::ElementsAre(testing::Pair(0u, 1u)));
}

TEST(Crossings, AreFoundOnlyBetweenBallsThatReachIntoEachOther) {
  const MeshData one = sphere({0, 0, 0}, 10.0f);
  const auto pairs = crossings(joined(one, sphere({15, 1, 2}, 10.0f)));
  EXPECT_GT(pairs.size(), 20u);
  for (const auto& [t, u] : pairs) {
    EXPECT_LT(t, one.triangle_count());
    EXPECT_GE(u, one.triangle_count());
  }
  EXPECT_THAT(crossings(joined(one, sphere({25, 1, 2}, 10.0f))), testing::IsEmpty());
}

double farthest_between(const MeshData& mesh, const MeshData& surface) {
  const SurfaceTree tree(surface);
  double farthest = 0.0;
  for (const glm::vec3& p : mesh.positions) farthest = std::max(farthest, double{tree.nearest(p).distance});
  return farthest;
}

TEST(Mending, LeavesAMeshThatDoesNotCrossItselfAsItIs) {
  MeshData mesh = sphere({3, 2, 1}, 10.0f);
  const MeshData before = mesh;
  EXPECT_EQ(mend_crossings(mesh, 1.0f), 0u);
  EXPECT_EQ(mesh.positions, before.positions);
  EXPECT_EQ(mesh.indices, before.indices);
}

TEST(Mending, TakesACornerBackThatWasPulledThroughTheOtherSide) {
  MeshData mesh = sphere({0, 0, 0}, 10.0f);
  auto top = std::ranges::max_element(mesh.positions, {}, [](glm::vec3 p) { return p.x; });
  top->x = -11.0f;
  ASSERT_FALSE(crossings(mesh).empty());
  EXPECT_EQ(mend_crossings(mesh, 2.0f), 0u);
  EXPECT_THAT(crossings(mesh), testing::IsEmpty());
  EXPECT_TRUE(examine(mesh).closed());
  EXPECT_GT(signed_volume(mesh), 0.9 * signed_volume(sphere({0, 0, 0}, 10.0f)));
  EXPECT_EQ(mesh.normals.size(), mesh.positions.size());
}

// A pancake that is as thin as paper, its faces changed over in one place.
TEST(Mending, PutsTheFacesOfAThinPlateBackInTheirOrder) {
  MeshData mesh = sphere({0, 0, 0}, 20.0f, 24);
  for (glm::vec3& p : mesh.positions) p.z *= glm::distance(glm::vec2(p), {5.0f, 2.0f}) < 5.0f ? -0.002f : 0.02f;
  const MeshData before = mesh;
  ASSERT_GT(crossings(mesh).size(), 10u);
  EXPECT_EQ(mend_crossings(mesh, 1.0f), 0u);
  EXPECT_THAT(crossings(mesh), testing::IsEmpty());
  EXPECT_TRUE(examine(mesh).closed());
  EXPECT_LT(farthest_between(mesh, before), 1.01);
}

TEST(Mending, SaysHowManyPairsItCouldNotMend) {
  MeshData mesh = joined(sphere({0, 0, 0}, 10.0f), sphere({9, 1, 0}, 10.0f));
  const std::size_t left = mend_crossings(mesh, 0.05f);
  EXPECT_EQ(left, crossings(mesh).size());
  EXPECT_GT(left, 0u) << "balls half in each other cannot be parted by a hair's breadth";
}

}  // namespace
}  // namespace palpate::test
