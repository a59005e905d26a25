// The connected pieces of a mesh, in an order that a manifest can rely on.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/topology.h>

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

TEST(Components, ComeByFallingNumberOfTriangles) {
  const MeshData mesh =
      joined(joined(box({0, 0, 0}, {1, 1, 1}), sphere({20, 0, 0}, 3.0f, 12)), sphere({-20, 0, 0}, 3.0f, 6));
  const std::vector<MeshData> pieces = components(mesh);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(triangle_set(pieces[0]), triangle_set(sphere({20, 0, 0}, 3.0f, 12)));
  EXPECT_EQ(triangle_set(pieces[1]), triangle_set(sphere({-20, 0, 0}, 3.0f, 6)));
  EXPECT_EQ(triangle_set(pieces[2]), triangle_set(box({0, 0, 0}, {1, 1, 1})));
}

TEST(Components, OfOneSizeComeFromTheTopDown) {
  MeshData mesh;
  for (const float height : {30.0f, 70.0f, -10.0f, 50.0f}) mesh = joined(mesh, sphere({height, height, 0}, 2.0f, 6));
  const std::vector<MeshData> pieces = components(mesh);
  ASSERT_EQ(pieces.size(), 4u);
  const float heights[] = {70.0f, 50.0f, 30.0f, -10.0f};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(pieces[i].positions[0].y, heights[i], 2.1f) << i;
}

TEST(Components, AreCompactAndTogetherTheWhole) {
  MeshData mesh;
  Random random(5);
  for (int i = 0; i < 9; ++i)
    mesh = joined(mesh, sphere(random.in_box({-99, -99, -99}, {99, 99, 99}), 1.0f, 4 + i % 3));
  mesh.positions.emplace_back(0, 0, 0);  // used by no triangle
  TriangleSet all;
  for (const MeshData& piece : components(mesh)) {
    EXPECT_EQ(examine(piece).components, 1u);
    EXPECT_EQ(compact(piece).positions.size(), piece.positions.size());
    all.merge(triangle_set(piece));
  }
  EXPECT_EQ(all, triangle_set(mesh));
}

TEST(Components, KeepNormalsAndTextureCoordinates) {
  MeshData mesh = joined(box({0, 0, 0}, {1, 1, 1}), box({5, 5, 5}, {6, 6, 6}));
  for (const glm::vec3 p : mesh.positions) {
    mesh.normals.push_back(glm::normalize(p + glm::vec3(0.1f)));
    mesh.uv.emplace_back(p.x, p.y);
  }
  for (const MeshData& piece : components(mesh)) {
    ASSERT_EQ(piece.normals.size(), piece.positions.size());
    ASSERT_EQ(piece.uv.size(), piece.positions.size());
    for (std::size_t i = 0; i < piece.positions.size(); ++i) {
      EXPECT_EQ(piece.normals[i], glm::normalize(piece.positions[i] + glm::vec3(0.1f)));
      EXPECT_EQ(piece.uv[i], glm::vec2(piece.positions[i]));
    }
  }
}

TEST(Components, OfNothingAreNone) {
  EXPECT_TRUE(components({}).empty());
}

TEST(ComponentLabels, AreTheSameExactlyWithinAPiece) {
  const MeshData a = sphere({0, 0, 0}, 1.0f, 6), b = box({9, 9, 9}, {10, 10, 10});
  const MeshData mesh = joined(a, b);
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> labels = component_labels(mesh, count);
  EXPECT_EQ(count, 2u);
  ASSERT_EQ(labels.size(), mesh.positions.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    EXPECT_LT(labels[i], count);
    EXPECT_EQ(labels[i] == labels[0], i < a.positions.size()) << i;
  }
}

TEST(ComponentLabels, GiveUnusedVerticesPiecesOfTheirOwn) {
  MeshData mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.positions.insert(mesh.positions.end(), 3, glm::vec3(0));
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> labels = component_labels(mesh, count);
  EXPECT_EQ(count, 4u);
  EXPECT_NE(labels[8], labels[9]);
  EXPECT_NE(labels[8], labels[0]);
}

TEST(Components, SpecksAndBubblesAreLeftOut) {
  const MeshData ball = sphere({0, 0, 0}, 10.0f);
  const MeshData with_all = joined(joined(ball, sphere({30, 0, 0}, 1.0f)), inside_out(sphere({2, 0, 0}, 5.0f)));
  EXPECT_NEAR(signed_volume(without_specks(with_all)), signed_volume(ball), 1e-3 * signed_volume(ball));
  const MeshData two = joined(ball, sphere({30, 0, 0}, 5.0f));
  EXPECT_EQ(without_specks(two).triangle_count(), two.triangle_count()) << "an eighth is no speck";
}

}  // namespace
}  // namespace palpate::test
