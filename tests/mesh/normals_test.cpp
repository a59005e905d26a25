// Smooth normals: those of the surface that is meant, not of the way it was cut into triangles.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/normals.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

TEST(Normals, OfASpherePointFromItsCentre) {
  const glm::vec3 centre(100, 1500, -30);
  MeshData ball = sphere(centre, 25.0f, 40);
  compute_normals(ball);
  ASSERT_EQ(ball.normals.size(), ball.positions.size());
  for (std::size_t i = 0; i < ball.positions.size(); ++i) {
    const float cosine = glm::dot(ball.normals[i], glm::normalize(ball.positions[i] - centre));
    EXPECT_GT(cosine, std::cos(0.3f * std::numbers::pi_v<float> / 180.0f)) << i;
    EXPECT_NEAR(glm::length(ball.normals[i]), 1.0f, 1e-5f);
  }
}

TEST(Normals, OfACubesCornersDoNotDependOnItsDiagonals) {
  const MeshData cube = box({-1, -1, -1}, {1, 1, 1});
  for (unsigned choice = 0; choice < 64; ++choice) {
    MeshData mesh = cube;
    for (unsigned face = 0; face < 6; ++face) {
      if ((choice >> face & 1) == 0) continue;
      // {a, b, c, a, c, d} becomes {a, b, d, b, c, d}.
      std::uint32_t* i = &mesh.indices[face * 6];
      const std::uint32_t a = i[0], b = i[1], c = i[2], d = i[5];
      const std::uint32_t other[6] = {a, b, d, b, c, d};
      std::copy(other, other + 6, i);
    }
    compute_normals(mesh);
    for (std::size_t i = 0; i < 8; ++i)
      EXPECT_LT(glm::distance(mesh.normals[i], mesh.positions[i] / std::sqrt(3.0f)), 1e-5f) << choice;
  }
}

TEST(Normals, OfAConesTipDoNotDependOnHowFinelyOneSideIsCut) {
  MeshData cone;
  cone.positions.emplace_back(0, 4, 0);
  // A four-sided pyramid; one of its sides is cut into twenty slivers.
  const auto rim = [&](float turn) { cone.positions.emplace_back(3.0f * std::cos(turn), 0, -3.0f * std::sin(turn)); };
  const float quarter = 0.5f * std::numbers::pi_v<float>;
  for (int k = 0; k < 4; ++k) rim(quarter * static_cast<float>(k));
  const glm::vec3 from = cone.positions[4], to = cone.positions[1];
  for (int k = 1; k < 20; ++k) cone.positions.push_back(glm::mix(from, to, static_cast<float>(k) / 20.0f));
  for (std::uint32_t k = 1; k < 4; ++k) cone.indices.insert(cone.indices.end(), {0, k, k + 1});
  std::uint32_t last = 4;
  for (std::uint32_t k = 5; k < 24; ++k) {
    cone.indices.insert(cone.indices.end(), {0, last, k});
    last = k;
  }
  cone.indices.insert(cone.indices.end(), {0, last, 1});
  compute_normals(cone);
  EXPECT_LT(glm::distance(cone.normals[0], {0, 1, 0}), 1e-4f);
}

TEST(Normals, LookTheWayTheFacesDo) {
  MeshData ball = inside_out(sphere({0, 0, 0}, 10.0f));
  compute_normals(ball);
  for (std::size_t i = 0; i < ball.positions.size(); ++i) EXPECT_LT(glm::dot(ball.normals[i], ball.positions[i]), 0.0f);
}

TEST(Normals, ReplaceThoseThatWereThere) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.normals.assign(3, {1, 0, 0});
  compute_normals(mesh);
  ASSERT_EQ(mesh.normals.size(), 8u);
  EXPECT_LT(mesh.normals[0].x, 0.0f);
}

TEST(Normals, OfVerticesWithoutAreaPointUp) {
  MeshData mesh;
  mesh.positions = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {5, 5, 5}};
  mesh.indices = {0, 1, 2, 0, 0, 1};
  compute_normals(mesh);
  for (const glm::vec3 n : mesh.normals) EXPECT_EQ(n, glm::vec3(0, 1, 0));
}

TEST(Normals, AreNotSpoiltByEmptyTriangles) {
  MeshData mesh = box({-1, -1, -1}, {1, 1, 1});
  mesh.indices.insert(mesh.indices.end(), {0, 0, 7, 0, 7, 7, 3, 3, 3});
  compute_normals(mesh);
  for (std::size_t i = 0; i < 8; ++i)
    EXPECT_LT(glm::distance(mesh.normals[i], mesh.positions[i] / std::sqrt(3.0f)), 1e-5f);
}

}  // namespace
}  // namespace palpate::test
