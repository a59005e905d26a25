// A coarser copy for one quick picture: nothing moves farther than a cell, and what is finer than a cell goes.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/cluster.h>
#include <palpate/mesh/normals.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace palpate::test {
namespace {

std::shared_ptr<const MeshChunk> chunk_of(const std::vector<MeshData>& meshes) {
  ChunkBuilder builder;
  for (MeshData mesh : meshes) {
    compute_normals(mesh);
    builder.add(prepare(std::move(mesh), {}, false));
  }
  return builder.finish();
}

std::shared_ptr<const MeshChunk> coarse(const MeshChunk& chunk, float cell_mm) {
  JobQueue jobs(2);
  return clustered(
      chunk, [&](const ChunkPart&) { return cell_mm; }, jobs);
}

TEST(Clustered, KeepsPartsAndMovesNothingFartherThanACell) {
  constexpr float cell = 2.0f;
  const auto fine = chunk_of({sphere({5, -3, 1200}, 30.0f, 60), sphere({0, 0, 0}, 9.0f, 30)});
  const auto rough = coarse(*fine, cell);
  ASSERT_EQ(rough->parts().size(), 2u);
  const glm::vec3 centre[] = {{5, -3, 1200}, {0, 0, 0}};
  const float radius[] = {30.0f, 9.0f};
  for (std::size_t p = 0; p < 2; ++p) {
    const ChunkPart &before = fine->parts()[p], &after = rough->parts()[p];
    EXPECT_EQ(after.level_count, 1u);
    EXPECT_EQ(after.levels[0].vertices, after.vertex_count);
    EXPECT_LT(after.levels[0].count, before.levels[0].count);
    const auto vertices = rough->vertices_of(after);
    for (const PackedVertex& vertex : vertices) {
      EXPECT_NEAR(glm::distance(vertex.position, centre[p]), radius[p], 1e-2f);
      EXPECT_EQ(vertex.part, p);
    }
    const auto indices = rough->indices_of(after, 0);
    for (std::size_t i = 0; i < indices.size(); i += 3) {
      ASSERT_LT(std::max({indices[i], indices[i + 1], indices[i + 2]}), after.vertex_count);
      EXPECT_NE(indices[i], indices[i + 1]);
      EXPECT_NE(indices[i + 1], indices[i + 2]);
      EXPECT_NE(indices[i + 2], indices[i]);
      // The middle of a triangle lies no farther inside than a cell's diagonal.
      const glm::vec3 middle =
          (vertices[indices[i]].position + vertices[indices[i + 1]].position + vertices[indices[i + 2]].position) /
          3.0f;
      EXPECT_NEAR(glm::distance(middle, centre[p]), radius[p], cell * std::sqrt(3.0f));
    }
  }
}

TEST(Clustered, LeavesPartsWithoutACellAsTheyAre) {
  const auto fine = chunk_of({sphere({0, 0, 0}, 30.0f, 20), box({0, 0, 0}, {1, 1, 1})});
  for (const float none : {0.0f, -1.0f}) {
    const auto same = coarse(*fine, none);
    ASSERT_EQ(same->vertices().size(), fine->vertices().size());
    EXPECT_TRUE(
        std::equal(same->indices().begin(), same->indices().end(), fine->indices().begin(), fine->indices().end()));
  }
}

TEST(Clustered, ChangesNothingWhereEveryVertexHasItsOwnCell) {
  const auto fine = chunk_of({box({0, 0, 0}, {10, 20, 30})});
  const auto same = coarse(*fine, 1.0f);
  EXPECT_EQ(same->vertices().size(), 8u);
  EXPECT_EQ(same->indices().size(), 36u);
}

TEST(Clustered, OfWhatIsSmallerThanACellNothingIsLeft) {
  const auto rough = coarse(*chunk_of({sphere({0.5f, 0.5f, 0.5f}, 0.2f, 10)}), 5.0f);
  EXPECT_EQ(rough->parts()[0].vertex_count, 1u);
  EXPECT_EQ(rough->indices().size(), 0u);
}

}  // namespace
}  // namespace palpate::test
