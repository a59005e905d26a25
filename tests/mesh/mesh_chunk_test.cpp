// Packed geometry: positions to the bit, everything else within what its bits can hold.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/body_geometry.h>
#include <palpate/mesh/mesh_chunk.h>
#include <palpate/mesh/normals.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace palpate::test {
namespace {

MeshData with_normals(MeshData mesh) {
  compute_normals(mesh);
  return mesh;
}

glm::vec3 pattern_of(const ChunkPart& part, const PackedVertex& vertex) {
  const glm::vec3 stored(vertex.pattern[0], vertex.pattern[1], vertex.pattern[2]);
  return part.pattern_centre + part.pattern_scale * stored / 32767.0f;
}

std::shared_ptr<const MeshChunk> chunk_of(const std::vector<PreparedMesh>& meshes) {
  ChunkBuilder builder;
  for (const PreparedMesh& mesh : meshes) builder.add(mesh);
  return builder.finish();
}

// Which vertex of the mesh came to lie here: vertices are put in the order of the levels.
std::size_t origin_of(const PackedVertex& vertex, const MeshData& mesh) {
  const auto found = std::find(mesh.positions.begin(), mesh.positions.end(), vertex.position);
  EXPECT_NE(found, mesh.positions.end());
  return static_cast<std::size_t>(found - mesh.positions.begin());
}

TEST(PackedNormal, IsWithinAHundredthOfADegreeOfEveryDirection) {
  Random random(1);
  float worst = 1.0f;
  for (int i = 0; i < 200'000; ++i) {
    const glm::vec3 normal = random.direction();
    PackedVertex vertex{};
    pack_normal(normal, vertex);
    const glm::vec3 back = unpack_normal(vertex);
    ASSERT_NEAR(glm::length(back), 1.0f, 1e-5f);
    worst = std::min(worst, glm::length(glm::cross(normal, back)) > 1.8e-4f ? -1.0f : glm::dot(normal, back));
  }
  EXPECT_GT(worst, 0.9999f);
}

TEST(PackedNormal, KeepsTheAxesAndTheCornersExactly) {
  for (const glm::vec3 axis : {glm::vec3(1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, 0, 1)}) {
    for (const float sign : {1.0f, -1.0f}) {
      PackedVertex vertex{};
      pack_normal(sign * axis, vertex);
      EXPECT_LT(glm::distance(unpack_normal(vertex), sign * axis), 1e-6f);
    }
  }
  for (unsigned corner = 0; corner < 8; ++corner) {
    const glm::vec3 n = glm::normalize(
        glm::vec3((corner & 1) ? 1.0f : -1.0f, (corner & 2) ? 1.0f : -1.0f, (corner & 4) ? 1.0f : -1.0f));
    PackedVertex vertex{};
    pack_normal(n, vertex);
    EXPECT_LT(glm::distance(unpack_normal(vertex), n), 1e-4f);
  }
}

TEST(PackedNormal, OfNothingIsStillADirection) {
  PackedVertex vertex{};
  pack_normal({0, 0, 0}, vertex);
  EXPECT_NEAR(glm::length(unpack_normal(vertex)), 1.0f, 1e-6f);
}

TEST(MeshChunk, KeepsPositionsToTheBitAndNormalsNearly) {
  const MeshData ball = with_normals(sphere({-123.456f, 1711.03f, 7.7f}, 33.3f, 20));
  const auto chunk = chunk_of({prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, true), prepare(ball, {}, true)});
  ASSERT_EQ(chunk->parts().size(), 2u);
  const ChunkPart& part = chunk->parts()[1];
  EXPECT_EQ(part.first_vertex, 8u);
  const auto vertices = chunk->vertices_of(part);
  ASSERT_EQ(vertices.size(), ball.positions.size());
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const std::size_t origin = origin_of(vertices[i], ball);
    EXPECT_GT(glm::dot(unpack_normal(vertices[i]), ball.normals[origin]), 0.99999f);
    EXPECT_EQ(vertices[i].part, 1u);
    EXPECT_EQ(vertices[i].occlusion, 255u);
  }
  EXPECT_EQ(chunk->vertices_of(chunk->parts()[0])[0].part, 0u);
}

TEST(MeshChunk, KnowsTheBoundsOfItsParts) {
  const auto chunk = chunk_of({prepare(with_normals(box({-1, -2, -3}, {4, 5, 6})), {}, true)});
  EXPECT_EQ(chunk->parts()[0].low, glm::vec3(-1, -2, -3));
  EXPECT_EQ(chunk->parts()[0].high, glm::vec3(4, 5, 6));
}

TEST(MeshChunk, HoldsLevelsOfFallingDetailWhoseIndicesFitTheirPart) {
  const MeshData ball = with_normals(sphere({0, 0, 0}, 33.0f, 40)), cube = with_normals(box({0, 0, 0}, {1, 1, 1}));
  const auto chunk = chunk_of({prepare(ball, {}, true), prepare(cube, {}, true), prepare(ball, {}, true)});
  std::size_t all = 0;
  for (const ChunkPart& part : chunk->parts()) {
    ASSERT_GE(part.level_count, 1u);
    ASSERT_LE(part.level_count, ChunkPart::most_levels);
    for (std::size_t level = 0; level < part.level_count; ++level) {
      const auto indices = chunk->indices_of(part, level);
      all += indices.size();
      EXPECT_EQ(indices.size() % 3, 0u);
      for (const std::uint32_t index : indices) ASSERT_LT(index, part.vertex_count);
      if (level == 0) continue;
      EXPECT_LT(indices.size(), chunk->indices_of(part, level - 1).size());
      EXPECT_GT(part.levels[level].error_mm, part.levels[level - 1].error_mm);
    }
  }
  EXPECT_EQ(all, chunk->indices().size());
  EXPECT_GT(chunk->parts()[0].level_count, 2u);
  EXPECT_EQ(chunk->parts()[1].level_count, 1u);
  // A level that there is none of is the coarsest there is.
  EXPECT_EQ(chunk->indices_of(chunk->parts()[1], 4).size(), cube.indices.size());
}

TEST(MeshChunk, NeedsOnlyTheFirstVerticesForACoarseLevel) {
  const MeshData ball = with_normals(sphere({0, 0, 0}, 33.0f, 40));
  const auto chunk = chunk_of({prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, true), prepare(ball, {}, true)});
  const ChunkPart& part = chunk->parts()[1];
  ASSERT_GT(part.level_count, 2u);
  for (std::size_t level = 0; level < part.level_count; ++level) {
    const auto indices = chunk->indices_of(part, level);
    EXPECT_EQ(part.levels[level].vertices, *std::max_element(indices.begin(), indices.end()) + 1);
    if (level > 0) {
      EXPECT_LT(part.levels[level].vertices, part.levels[level - 1].vertices);
    }
  }
  EXPECT_LT(part.levels[2].vertices * 4, part.vertex_count);
  EXPECT_EQ(part.levels[0].vertices, part.vertex_count);
}

TEST(MeshChunk, IsTheSameFromSeveralThreads) {
  std::vector<PreparedMesh> meshes;
  for (int i = 1; i < 20; ++i) meshes.push_back(prepare(with_normals(sphere({0, 0, 0}, 3.0f, 2 + i)), {}, true));
  JobQueue jobs(3);
  ChunkBuilder builder;
  for (const PreparedMesh& mesh : meshes) builder.add(mesh);
  const auto alone = chunk_of(meshes), together = builder.finish(&jobs);
  EXPECT_EQ(builder.part_count(), 0u);
  ASSERT_EQ(alone->vertices().size(), together->vertices().size());
  EXPECT_EQ(std::memcmp(alone->vertices().data(), together->vertices().data(), alone->vertices().size_bytes()), 0);
  EXPECT_TRUE(std::equal(alone->indices().begin(), alone->indices().end(), together->indices().begin(),
                         together->indices().end()));
}

TEST(MeshChunk, KeepsTheCourseOfFibres) {
  MeshData mesh = with_normals(sphere({0, 0, 0}, 10.0f, 12));
  Random random(4);
  FibreField fibres;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    fibres.along.push_back(random.unit());
    fibres.tendon.push_back(random.unit());
    fibres.crossing.push_back(random.in_box({-50, 1000, 7}, {70, 1300, 7}));  // flat in z
  }
  fibres.along[0] = 0.0f;
  fibres.along[1] = 1.0f;
  const auto chunk = chunk_of({prepare(mesh, fibres, true)});
  const ChunkPart& part = chunk->parts()[0];
  EXPECT_EQ(part.has_uv, 0u);
  EXPECT_GT(part.pattern_scale.x, 0.0f);
  const auto vertices = chunk->vertices_of(part);
  for (const PackedVertex& vertex : vertices) {
    const std::size_t origin = origin_of(vertex, mesh);
    EXPECT_NEAR(static_cast<float>(vertex.along) / 255.0f, fibres.along[origin], 0.5f / 255.0f + 1e-6f);
    EXPECT_NEAR(static_cast<float>(vertex.tendon) / 255.0f, fibres.tendon[origin], 0.5f / 255.0f + 1e-6f);
    EXPECT_LT(glm::distance(pattern_of(part, vertex), fibres.crossing[origin]), 0.006f);
    if (origin <= 1) {
      EXPECT_EQ(vertex.along, origin == 0 ? 0u : 255u);
    }
  }
}

TEST(MeshChunk, KeepsTextureCoordinatesBeyondTheUnitSquareToo) {
  MeshData mesh = with_normals(sphere({0, 0, 0}, 10.0f, 12));
  Random random(6);
  for (std::size_t i = 0; i < mesh.positions.size(); ++i)
    mesh.uv.emplace_back(random.between(-1.5f, 2.5f), random.unit());
  const auto chunk = chunk_of({prepare(mesh, {}, true)});
  const ChunkPart& part = chunk->parts()[0];
  EXPECT_EQ(part.has_uv, 1u);
  const auto vertices = chunk->vertices_of(part);
  for (const PackedVertex& vertex : vertices) {
    const glm::vec2 uv = mesh.uv[origin_of(vertex, mesh)];
    EXPECT_NEAR(pattern_of(part, vertex).x, uv.x, 1e-4f);
    EXPECT_NEAR(pattern_of(part, vertex).y, uv.y, 1e-4f);
  }
}

TEST(MeshChunk, WithoutFibresOrTextureHasNoPattern) {
  const auto chunk = chunk_of({prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, true)});
  EXPECT_EQ(chunk->parts()[0].pattern_scale, glm::vec3(0));
  EXPECT_EQ(chunk->parts()[0].has_uv, 0u);
}

TEST(MeshChunk, SaysWhichPartsAreClosed) {
  PreparedMesh open = prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, false), closed = open;
  closed.closed = true;
  const auto chunk = chunk_of({open, closed});
  EXPECT_EQ(chunk->parts()[0].closed, 0u);
  EXPECT_EQ(chunk->parts()[1].closed, 1u);
}

TEST(MeshChunk, OfADraftHasOneLevelAsItWasGiven) {
  const MeshData ball = with_normals(sphere({0, 0, 0}, 33.0f, 40));
  const auto chunk = chunk_of({prepare(ball, {}, false)});
  ASSERT_EQ(chunk->parts()[0].level_count, 1u);
  const auto indices = chunk->indices_of(chunk->parts()[0], 0);
  EXPECT_EQ(std::vector<std::uint32_t>(indices.begin(), indices.end()), ball.indices);
}

TEST(MeshChunk, LeavesASpareVertexBehindTheLast) {
  const auto chunk = chunk_of({prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, true)});
  EXPECT_EQ(chunk->vertices().size(), 8u);
  EXPECT_EQ(chunk->vertices().data()[8].part, 0u);  // may be read: the sanitizers see to it
}

TEST(MeshChunk, KeepsForeignMemoryAliveAsLongAsItIsThere) {
  auto memory = std::make_shared<std::vector<PackedVertex>>(9);
  const std::weak_ptr<const void> watched = memory;
  const auto source = chunk_of({prepare(with_normals(box({0, 0, 0}, {1, 1, 1})), {}, true)});
  std::copy_n(source->vertices().data(), 9, memory->data());
  auto chunk = std::make_shared<const MeshChunk>(std::span<const PackedVertex>(memory->data(), 8), source->indices(),
                                                 source->parts(), memory);
  memory.reset();
  EXPECT_FALSE(watched.expired());
  EXPECT_EQ(chunk->vertices()[7].position, source->vertices()[7].position);
  chunk.reset();
  EXPECT_TRUE(watched.expired());
}

TEST(BodyGeometry, FindsMeshesByTheIndexOfTheStructure) {
  BodyGeometry geometry;
  EXPECT_FALSE(geometry.has(0));
  const std::uint64_t at_first = geometry.version();
  const MeshData cube = with_normals(box({0, 0, 0}, {1, 2, 3})), ball = with_normals(sphere({9, 9, 9}, 2.0f, 24)),
                 other = with_normals(sphere({-9, 0, 0}, 1.0f, 6));
  geometry.add(chunk_of({prepare(cube, {}, true), prepare(ball, {}, true)}), {4, 1});
  const std::uint64_t after_one = geometry.version();
  geometry.add(chunk_of({prepare(other, {}, true)}), {7});
  EXPECT_NE(at_first, after_one);
  EXPECT_NE(after_one, geometry.version());

  for (const std::uint32_t structure : {0u, 2u, 3u, 5u, 6u, 8u, 1000u}) EXPECT_FALSE(geometry.has(structure));
  ASSERT_TRUE(geometry.has(4) && geometry.has(1) && geometry.has(7));
  EXPECT_EQ(triangle_set(geometry.mesh(4)), triangle_set(cube));
  EXPECT_EQ(triangle_set(geometry.mesh(1)), triangle_set(ball));  // the finest level
  EXPECT_EQ(triangle_set(geometry.mesh(7)), triangle_set(other));
  EXPECT_EQ(geometry.mesh(1).normals.size(), ball.positions.size());
  EXPECT_EQ(geometry.place(1).chunk, 0u);
  EXPECT_EQ(geometry.place(1).part, 1u);
  EXPECT_EQ(geometry.place(7).chunk, 1u);
  EXPECT_EQ(geometry.part(4).high, glm::vec3(1, 2, 3));
  EXPECT_EQ(&geometry.chunk_of(7), geometry.chunks()[1].get());
  EXPECT_EQ(geometry.owners(), (std::vector<std::vector<std::uint32_t>>{{4, 1}, {7}}));
}

}  // namespace
}  // namespace palpate::test
