// Detail levels: fewer and fewer triangles over the same vertices, and an error that can be believed.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/topology.h>

#include <gtest/gtest.h>

#include <cmath>

namespace palpate::test {
namespace {

struct Shape {
  const char* name;
  MeshData mesh;
};

std::vector<Shape> shapes() {
  Bounds bounds;
  bounds.include(glm::vec3(-30));
  bounds.include(glm::vec3(30));
  const auto bumpy = [](glm::vec3 p) {
    return glm::length(p) - 22.0f - 3.0f * std::sin(0.4f * p.x) * std::sin(0.35f * p.y) * std::sin(0.3f * p.z);
  };
  std::vector<Station> bent;
  for (int i = 0; i <= 60; ++i) {
    const float t = static_cast<float>(i) / 60.0f;
    bent.push_back({{30.0f * std::sin(3.0f * t), 200.0f * t, 10.0f * std::cos(5.0f * t)}, 12.0f - 8.0f * t, 6.0f});
  }
  return {{"sphere", sphere({5, 5, 5}, 50.0f, 32)},
          {"bumpy", level_surface(bumpy, bounds, 2.0f)},
          {"tube", tube(bent, {0, 0, 1}, 24)},
          {"open tube", with_hole(tube(bent, {0, 0, 1}, 24), 24)}};
}

MeshData at_level(const MeshData& mesh, const DetailLevel& level) {
  MeshData out;
  out.positions = mesh.positions;
  out.indices = level.indices;
  return out;
}

// How far `from` lies from `to` at worst, at some hundreds of places spread over it.
float farthest(const MeshData& from, const MeshData& to) {
  float most = 0.0f;
  const std::vector<glm::vec3> samples = samples_of(from);
  const std::size_t step = samples.size() / 400 + 1;
  for (std::size_t i = 0; i < samples.size(); i += step) most = std::max(most, distance_to(to, samples[i]));
  return most;
}

TEST(DetailLevels, BeginWithTheMeshItself) {
  for (const Shape& shape : shapes()) {
    const std::vector<DetailLevel> levels = detail_levels(shape.mesh);
    ASSERT_FALSE(levels.empty()) << shape.name;
    EXPECT_EQ(levels[0].error_mm, 0.0f) << shape.name;
    EXPECT_EQ(triangle_set(at_level(shape.mesh, levels[0])), triangle_set(shape.mesh)) << shape.name;
  }
}

TEST(DetailLevels, FallToAboutAThirdEach) {
  for (const Shape& shape : shapes()) {
    const std::vector<DetailLevel> levels = detail_levels(shape.mesh);
    ASSERT_GE(levels.size(), 3u) << shape.name;
    for (std::size_t i = 1; i < levels.size(); ++i) {
      const double share =
          static_cast<double>(levels[i].indices.size()) / static_cast<double>(levels[i - 1].indices.size());
      EXPECT_LT(share, 0.5) << shape.name << ", level " << i;
      EXPECT_GT(share, 0.15) << shape.name << ", level " << i;
      EXPECT_GE(levels[i].indices.size() / 3, 30u) << shape.name << ", level " << i;
      EXPECT_EQ(levels[i].indices.size() % 3, 0u) << shape.name << ", level " << i;
      EXPECT_GT(levels[i].error_mm, levels[i - 1].error_mm) << shape.name << ", level " << i;
    }
  }
}

TEST(DetailLevels, StateErrorsThatCanBeBelieved) {
  for (const Shape& shape : shapes()) {
    const std::vector<DetailLevel> levels = detail_levels(shape.mesh);
    for (std::size_t i = 1; i < levels.size(); ++i) {
      const MeshData coarse = at_level(shape.mesh, levels[i]);
      const float real = std::max(farthest(coarse, shape.mesh), farthest(shape.mesh, coarse));
      EXPECT_LT(real, 2.5f * levels[i].error_mm + 0.05f) << shape.name << ", level " << i;
      EXPECT_GT(real, 0.1f * levels[i].error_mm) << shape.name << ", level " << i;
    }
  }
}

TEST(DetailLevels, KeepTheBounds) {
  for (const Shape& shape : shapes()) {
    Bounds whole;
    for (const glm::vec3 p : shape.mesh.positions) whole.include(p);
    for (const DetailLevel& level : detail_levels(shape.mesh)) {
      Bounds bounds;
      for (const std::uint32_t i : level.indices) {
        ASSERT_LT(i, shape.mesh.positions.size());
        bounds.include(shape.mesh.positions[i]);
      }
      const float allowed = 2.5f * level.error_mm + 1e-3f;
      EXPECT_LT(glm::length(bounds.low - whole.low), allowed) << shape.name;
      EXPECT_LT(glm::length(bounds.high - whole.high), allowed) << shape.name;
    }
  }
}

TEST(DetailLevels, StayClosedWhereTheMeshIs) {
  const MeshData ball = sphere({0, 0, 0}, 50.0f, 32);
  for (const DetailLevel& level : detail_levels(ball)) EXPECT_TRUE(examine(compact(at_level(ball, level))).closed());
}

TEST(DetailLevels, EndAtTheSmallestNumberOfTriangles) {
  const MeshData ball = sphere({0, 0, 0}, 50.0f, 32);
  for (const std::size_t smallest : {500u, 60u, 20u}) {
    const std::vector<DetailLevel> levels = detail_levels(ball, smallest);
    EXPECT_GE(levels.back().indices.size() / 3, smallest * 9 / 10);
    EXPECT_LT(levels.back().indices.size() / 3, smallest * 6);
  }
}

TEST(DetailLevels, OfASmallMeshIsOne) {
  EXPECT_EQ(detail_levels(box({0, 0, 0}, {1, 1, 1})).size(), 1u);
  const std::vector<DetailLevel> none = detail_levels({});
  ASSERT_EQ(none.size(), 1u);
  EXPECT_TRUE(none[0].indices.empty());
}

TEST(OrderVertices, NumbersThemAsTheTrianglesFirstUseThem) {
  Random random(11);
  MeshData mesh = sphere({3, 4, 5}, 10.0f, 8);
  for (std::size_t t = mesh.triangle_count() - 1; t > 0; --t) {
    const std::size_t other = random.below(static_cast<std::uint32_t>(t + 1));
    std::swap_ranges(&mesh.indices[t * 3], &mesh.indices[t * 3] + 3, &mesh.indices[other * 3]);
  }
  mesh.positions.emplace_back(99, 99, 99);  // used by no triangle
  compute_normals(mesh);
  for (const glm::vec3 p : mesh.positions) mesh.uv.emplace_back(p.x, p.z);
  const MeshData before = mesh;
  order_vertices(mesh);
  ASSERT_EQ(mesh.positions.size(), before.positions.size() - 1);
  ASSERT_EQ(mesh.normals.size(), mesh.positions.size());
  ASSERT_EQ(mesh.uv.size(), mesh.positions.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
    const std::uint32_t now = mesh.indices[i], then = before.indices[i];
    EXPECT_LE(now, next);
    next = std::max(next, now + 1);
    EXPECT_EQ(mesh.positions[now], before.positions[then]);
    EXPECT_EQ(mesh.normals[now], before.normals[then]);
    EXPECT_EQ(mesh.uv[now], before.uv[then]);
  }
}

TEST(Simplified, HasAsManyTrianglesAsAskedForAndStaysClosed) {
  for (const Shape& shape : shapes()) {
    if (!examine(shape.mesh).closed()) continue;
    for (const std::size_t triangles : {shape.mesh.triangle_count() / 2, shape.mesh.triangle_count() / 5}) {
      const MeshData fewer = simplified(shape.mesh, triangles);
      EXPECT_LE(fewer.triangle_count(), triangles) << shape.name;
      EXPECT_GT(fewer.triangle_count(), triangles / 2) << shape.name;
      EXPECT_TRUE(examine(fewer).closed()) << shape.name;
      EXPECT_EQ(fewer.normals.size(), fewer.positions.size()) << shape.name;
      EXPECT_NEAR(signed_volume(fewer) / signed_volume(shape.mesh), 1.0, 0.05) << shape.name;
    }
  }
}

TEST(Simplified, AMeshThatIsSmallEnoughStaysAsItIs) {
  const MeshData mesh = sphere({1, 2, 3}, 10.0f);
  EXPECT_EQ(simplified(mesh, mesh.triangle_count()).indices, mesh.indices);
  EXPECT_TRUE(simplified({}, 10).empty());
}

}  // namespace
}  // namespace palpate::test
