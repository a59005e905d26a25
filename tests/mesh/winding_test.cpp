// Winding numbers: what is inside of a mesh, with holes or without.
#include "shapes.h"

#include <palpate/mesh/winding.h>

#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <cmath>
#include <numbers>
#include <random>

namespace palpate::test {
namespace {

// The exact sum over all triangles, in double.
double exact(const MeshData& mesh, glm::dvec3 p) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const glm::dvec3 a = glm::dvec3(mesh.positions[mesh.indices[i]]) - p;
    const glm::dvec3 b = glm::dvec3(mesh.positions[mesh.indices[i + 1]]) - p;
    const glm::dvec3 c = glm::dvec3(mesh.positions[mesh.indices[i + 2]]) - p;
    const double la = glm::length(a), lb = glm::length(b), lc = glm::length(c);
    sum += 2.0 * std::atan2(glm::dot(a, glm::cross(b, c)),
                            la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb);
  }
  return sum / (4.0 * std::numbers::pi);
}

std::vector<glm::vec3> places(unsigned seed, std::size_t count, float reach) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> any(-reach, reach);
  std::vector<glm::vec3> found;
  for (std::size_t i = 0; i < count; ++i) {
    const float x = any(random), y = any(random), z = any(random);
    found.emplace_back(x, y, z);
  }
  return found;
}

TEST(Winding, IsOneInsideAClosedMeshAndZeroOutside) {
  const WindingField field(sphere({0, 0, 0}, 20.0f, 24));
  for (const glm::vec3 p : places(1, 500, 30.0f)) {
    const float r = glm::length(p);
    if (std::abs(r - 20.0f) < 0.5f) continue;
    EXPECT_NEAR(field.at(p), r < 20.0f ? 1.0f : 0.0f, 0.02f) << p.x << " " << p.y << " " << p.z;
  }
}

TEST(Winding, IsMinusOneInsideAMeshThatIsInsideOut) {
  const WindingField field(inside_out(box({-5, -5, -5}, {5, 5, 5})));
  EXPECT_NEAR(field.at({1, 2, 3}), -1.0f, 0.01f);
  EXPECT_NEAR(field.at({9, 0, 0}), 0.0f, 0.01f);
}

TEST(Winding, AddsUpWhereMeshesOverlap) {
  const WindingField field(joined(box({0, 0, 0}, {10, 10, 10}), box({5, 0, 0}, {15, 10, 10})));
  EXPECT_NEAR(field.at({2, 5, 5}), 1.0f, 0.01f);
  EXPECT_NEAR(field.at({7, 5, 5}), 2.0f, 0.01f);
}

TEST(Winding, TellsInsideFromOutsideInspiteOfHoles) {
  const WindingField field(with_hole(sphere({0, 0, 0}, 20.0f, 24), 40));
  for (const glm::vec3 p : places(2, 500, 30.0f)) {
    const float r = glm::length(p);
    if (std::abs(r - 20.0f) < 2.0f) continue;
    EXPECT_EQ(field.at(p) > 0.5f, r < 20.0f) << p.x << " " << p.y << " " << p.z;
  }
}

TEST(Winding, AgreesWithTheSumOverAllTrianglesEverywhere) {
  for (const unsigned seed : {3u, 4u, 5u}) {
    const MeshData ball = with_hole(sphere({3, -2, 1}, 20.0f, 20), 100 * seed);
    const MeshData mesh = joined(ball, tube({{{-20, 0, 0}, 4, 1}, {{0, 10, 0}, 6, 2}, {{25, 0, 9}, 3, 1}}, {0, 0, 1}));
    const WindingField field(mesh);
    for (const glm::vec3 p : places(seed, 300, 40.0f))
      EXPECT_NEAR(field.at(p), exact(mesh, p), 0.02) << "seed " << seed << " at " << p.x << " " << p.y << " " << p.z;
  }
}

TEST(Winding, OfNothingIsZero) {
  EXPECT_EQ(WindingField(MeshData{}).at({1, 2, 3}), 0.0f);
}

TEST(Winding, IsZeroOnADegenerateTriangle) {
  MeshData mesh;
  mesh.positions = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
  mesh.indices = {0, 1, 2};
  EXPECT_EQ(WindingField(mesh).at({0, 0, 0}), 0.0f);
  EXPECT_EQ(WindingField(mesh).at({0.5f, 0, 0}), 0.0f);
}

}  // namespace
}  // namespace palpate::test
