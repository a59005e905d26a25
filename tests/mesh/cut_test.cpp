// Cutting along planes: both sides end exactly on the plane, nothing is lost, nothing is made up.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/cut.h>
#include <palpate/mesh/topology.h>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

constexpr double pi = std::numbers::pi;

// The volume between a cut mesh and the plane: seen from a point of the plane the missing cap has no volume.
double volume_to(const MeshData& cut_mesh, const Plane& plane) {
  return signed_volume(moved(cut_mesh, -plane.point));
}

float smallest_area(const MeshData& mesh) {
  float smallest = 1e30f;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    const glm::vec3 a = corner(mesh, t, 0), b = corner(mesh, t, 1), c = corner(mesh, t, 2);
    smallest = std::min(smallest, 0.5f * glm::length(glm::cross(b - a, c - a)));
  }
  return smallest;
}

TEST(Plane, TellsDistancesWhateverTheLengthOfItsNormal) {
  const Plane plane{{1, 2, 3}, {0, 0, -7}};
  EXPECT_FLOAT_EQ(plane.distance({5, 5, 5}), -2.0f);
  EXPECT_FLOAT_EQ(plane.distance({0, 0, 0}), 3.0f);
}

TEST(Cut, HalvesABox) {
  const MeshData shape = box({0, 0, 0}, {10, 4, 2});
  const Plane plane{{3, 0, 0}, {1, 0, 0}};
  const CutMesh halves = cut(shape, plane);
  EXPECT_NEAR(volume_to(halves.front, plane), 7.0 * 4.0 * 2.0, 1e-4);
  EXPECT_NEAR(volume_to(halves.back, plane), 3.0 * 4.0 * 2.0, 1e-4);
  EXPECT_NEAR(area(halves.front), 2.0 * 7.0 * (4.0 + 2.0) + 8.0, 1e-4);
  EXPECT_NEAR(area(halves.back), 2.0 * 3.0 * (4.0 + 2.0) + 8.0, 1e-4);
}

TEST(Cut, TakesACapOffASphere) {
  const MeshData ball = sphere({5, 6, 7}, 10.0f, 96);
  for (const glm::vec3 normal : {glm::vec3(1, 0, 0), glm::vec3(0, 3, 4), glm::vec3(-1, 2, -2)}) {
    const Plane plane{glm::vec3(5, 6, 7) + 4.0f * glm::normalize(normal), normal};
    const double height = 6.0;
    const MeshData cap = cut(ball, plane).front;
    EXPECT_NEAR(volume_to(cap, plane), pi * height * height * (30.0 - height) / 3.0, 3.0);
    EXPECT_NEAR(area(cap), 2.0 * pi * 10.0 * height, 1.0);
  }
}

TEST(Cut, LosesNothingAndEndsOnThePlane) {
  const MeshData shape = joined(sphere({0, 0, 0}, 20.0f, 10), box({-30, -5, -5}, {30, 5, 5}));
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const Plane plane{random.in_box(glm::vec3(-12), glm::vec3(12)), random.between(0.1f, 9.0f) * random.direction()};
    const CutMesh halves = cut(shape, plane);
    EXPECT_NEAR(area(halves.front) + area(halves.back), area(shape), 1e-3 * area(shape)) << "seed " << seed;
    EXPECT_NEAR(volume_to(halves.front, plane) + volume_to(halves.back, plane), signed_volume(shape), 0.5)
        << "seed " << seed;
    for (const auto& [half, sign] : {std::pair(&halves.front, 1.0f), {&halves.back, -1.0f}}) {
      for (const glm::vec3 p : half->positions) EXPECT_GE(sign * plane.distance(p), -1e-3f) << "seed " << seed;
      const std::vector<bool> rim = boundary_vertices(*half);
      for (std::size_t i = 0; i < rim.size(); ++i) {
        if (rim[i]) {
          EXPECT_NEAR(plane.distance(half->positions[i]), 0.0f, 1e-3f) << "seed " << seed;
        }
      }
      EXPECT_EQ(examine(*half).flipped_edges, 0u) << "seed " << seed;
      EXPECT_EQ(compact(*half).positions.size(), half->positions.size()) << "seed " << seed;
    }
  }
}

TEST(Cut, LeavesWhatThePlaneMissesWhole) {
  const MeshData ball = sphere({0, 0, 0}, 5.0f);
  const CutMesh halves = cut(ball, {{0, 6, 0}, {0, 1, 0}});
  EXPECT_TRUE(halves.front.empty());
  EXPECT_EQ(triangle_set(halves.back), triangle_set(ball));
}

// A muscle that ends on the midline lies on one side of it: there must be no sliver of it on the other.
TEST(Cut, MakesNothingOnTheOtherSideOfAPlaneThatIsOnlyTouched) {
  const MeshData shape = box({0, 0, 0}, {10, 10, 10});
  for (const auto& [point, normal] : {std::pair(glm::vec3(10, 0, 0), glm::vec3(1, 0, 0)),  // a face
                                      {glm::vec3(10, 10, 0), glm::vec3(1, 1, 0)},          // an edge
                                      {glm::vec3(10, 10, 10), glm::vec3(1, 1, 1)}}) {      // a corner
    const CutMesh above = cut(shape, {point, normal});
    const CutMesh below = cut(shape, {point, -normal});
    EXPECT_TRUE(above.front.empty());
    EXPECT_EQ(triangle_set(above.back), triangle_set(shape));
    EXPECT_TRUE(below.back.empty());
    EXPECT_EQ(triangle_set(below.front), triangle_set(shape));
  }
}

TEST(Cut, ThroughVerticesMakesNoEmptyTriangles) {
  const MeshData ball = sphere({0, 0, 0}, 10.0f, 16);
  const CutMesh halves = cut(ball, {{0, 0, 0}, {0, 0, 1}});
  EXPECT_EQ(halves.front.triangle_count() + halves.back.triangle_count(), ball.triangle_count());
  EXPECT_GT(smallest_area(halves.front), 0.1f);
  EXPECT_GT(smallest_area(halves.back), 0.1f);
}

TEST(Cut, InterpolatesNormalsAndTextureCoordinates) {
  MeshData shape = sphere({0, 0, 0}, 10.0f, 24);
  for (const glm::vec3 p : shape.positions) {
    shape.normals.push_back(p / 10.0f);
    shape.uv.emplace_back(0.3f * p.x - p.z, 2.0f * p.y);
  }
  const CutMesh halves = cut(shape, {{1, 2, 3}, {1, 1, -1}});
  for (const MeshData* half : {&halves.front, &halves.back}) {
    ASSERT_EQ(half->normals.size(), half->positions.size());
    ASSERT_EQ(half->uv.size(), half->positions.size());
    for (std::size_t i = 0; i < half->positions.size(); ++i) {
      const glm::vec3 p = half->positions[i];
      EXPECT_NEAR(half->uv[i].x, 0.3f * p.x - p.z, 1e-4f);
      EXPECT_NEAR(half->uv[i].y, 2.0f * p.y, 1e-4f);
      EXPECT_NEAR(glm::length(half->normals[i]), 1.0f, 1e-5f);
      EXPECT_GT(glm::dot(half->normals[i], glm::normalize(p)), 0.999f);
    }
  }
}

TEST(Cut, ThroughOppositeNormalsStillGivesNumbers) {
  MeshData sheet;
  sheet.positions = {{-1, 0, 0}, {1, 0, 0}, {1, 1, 0}};
  sheet.normals = {{0, 0, 1}, {0, 0, -1}, {0, 0, -1}};
  sheet.indices = {0, 1, 2};
  for (const glm::vec3 n : cut(sheet, {{0, 0, 0}, {1, 0, 0}}).front.normals) EXPECT_NEAR(glm::length(n), 1.0f, 1e-5f);
}

TEST(CutOut, KeepsWhatIsInFrontOfAllPlanes) {
  const MeshData shape = box({-10, -10, -10}, {10, 10, 10});
  const std::array planes = {Plane{{0, 0, 0}, {1, 0, 0}}, Plane{{0, 0, 0}, {0, 1, 0}}, Plane{{0, 0, 0}, {0, 0, -1}}};
  const MeshData octant = cut_out(shape, planes);
  EXPECT_NEAR(area(octant), 3.0 * 100.0, 1e-3);
  EXPECT_NEAR(signed_volume(octant), 1000.0, 1e-2);  // all three planes pass the origin
  for (const glm::vec3 p : octant.positions) {
    EXPECT_GE(p.x, -1e-5f);
    EXPECT_GE(p.y, -1e-5f);
    EXPECT_LE(p.z, 1e-5f);
  }
}

TEST(CutOut, WithoutPlanesIsTheWhole) {
  EXPECT_EQ(triangle_set(cut_out(box({0, 0, 0}, {1, 1, 1}), {})), triangle_set(box({0, 0, 0}, {1, 1, 1})));
}

TEST(MirrorImage, StaysOutsideOut) {
  MeshData shape = sphere({30, 5, -2}, 4.0f);
  for (const glm::vec3 p : shape.positions) shape.normals.push_back((p - glm::vec3(30, 5, -2)) / 4.0f);
  shape.uv.assign(shape.positions.size(), {0.25f, 0.5f});
  const MeshData twin = mirror_image(shape);
  EXPECT_NEAR(signed_volume(twin), signed_volume(shape), 1e-2);
  ASSERT_EQ(twin.normals.size(), twin.positions.size());
  for (std::size_t i = 0; i < twin.positions.size(); ++i) {
    EXPECT_EQ(twin.positions[i], glm::vec3(-shape.positions[i].x, shape.positions[i].y, shape.positions[i].z));
    EXPECT_GT(glm::dot(twin.normals[i], twin.positions[i] - glm::vec3(-30, 5, -2)), 3.9f);
  }
  EXPECT_EQ(twin.uv, shape.uv);
  EXPECT_EQ(triangle_set(mirror_image(twin)), triangle_set(shape));
}

}  // namespace
}  // namespace palpate::test
