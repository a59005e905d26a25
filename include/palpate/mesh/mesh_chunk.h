// Geometry ready to draw, to search and to store: the meshes of many structures in one vertex and one index array.
// Immutable; the arrays may lie in memory or in a mapped cache file.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/mesh/simplify.h>

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace palpate {

// 28 bytes. Read by the vertex shader, by the ray caster (position) and stored in the cache as it is.
struct PackedVertex {
  glm::vec3 position;       // canonical mm
  std::int16_t normal[2];   // octahedral
  std::int16_t pattern[3];  // -1..1 of the part's pattern box: the fibre's crossing; or texture u, v
  std::uint16_t part;       // index of the part within its chunk
  std::uint8_t along;       // 0..1 from origin to insertion
  std::uint8_t tendon;      // 0 belly .. 1 tendon
  std::uint8_t occlusion;   // 255 open .. 0 fully shut in
  std::uint8_t unused;
};
static_assert(sizeof(PackedVertex) == 28);

struct DetailRange {
  std::uint32_t first = 0;  // into the chunk's indices
  std::uint32_t count = 0;  // indices, three a triangle
  float error_mm = 0.0f;
  std::uint32_t vertices = 0;  // of the part, from its first, that the level uses none beyond
};

struct ChunkPart {
  static constexpr std::size_t most_levels = 6;

  std::uint32_t first_vertex = 0;  // indices are relative to it
  std::uint32_t vertex_count = 0;
  std::uint32_t level_count = 0;
  std::array<DetailRange, most_levels> levels{};  // finest first
  glm::vec3 low{0.0f}, high{0.0f};                // bounds
  glm::vec3 pattern_centre{0.0f};                 // pattern = centre + scale * PackedVertex::pattern
  glm::vec3 pattern_scale{0.0f};                  // zero: no fibre pattern
  std::uint32_t has_uv = 0;                       // the pattern is texture coordinates
  std::uint32_t closed = 0;                       // tells inside from outside: its back faces need not be drawn
};

class MeshChunk {
 public:
  // From memory that the chunk owns.
  MeshChunk(std::vector<PackedVertex> vertices, std::vector<std::uint32_t> indices, std::vector<ChunkPart> parts);
  // From memory that `keeper` keeps alive.
  MeshChunk(std::span<const PackedVertex> vertices, std::span<const std::uint32_t> indices,
            std::vector<ChunkPart> parts, std::shared_ptr<const void> keeper);

  [[nodiscard]] std::span<const PackedVertex> vertices() const { return vertices_; }
  [[nodiscard]] std::span<const std::uint32_t> indices() const { return indices_; }
  [[nodiscard]] const std::vector<ChunkPart>& parts() const { return parts_; }
  [[nodiscard]] std::span<const PackedVertex> vertices_of(const ChunkPart& part) const;
  [[nodiscard]] std::span<const std::uint32_t> indices_of(const ChunkPart& part, std::size_t level) const;

 private:
  std::span<const PackedVertex> vertices_;
  std::span<const std::uint32_t> indices_;
  std::vector<ChunkPart> parts_;
  std::shared_ptr<const void> keeper_;
};

// One mesh with its detail levels, ready to be put into a chunk.
struct PreparedMesh {
  MeshData mesh;  // with normals; its triangles are those of the first level
  FibreField fibres;
  std::vector<DetailLevel> levels;
  bool closed = false;
};

// One detail level as given, or several made from it; then the vertices are put in the order of the levels, the
// coarsest first, so that a coarse picture needs only the first of them.
[[nodiscard]] PreparedMesh prepare(MeshData mesh, FibreField fibres, bool with_levels);

// Collects meshes into a chunk.
class ChunkBuilder {
 public:
  std::uint32_t add(PreparedMesh prepared);  // returns the part's index
  // On all threads of `jobs`, if given. The builder is empty then.
  [[nodiscard]] std::shared_ptr<const MeshChunk> finish(JobQueue* jobs = nullptr);
  [[nodiscard]] std::size_t part_count() const { return meshes_.size(); }

 private:
  std::vector<PreparedMesh> meshes_;
};

[[nodiscard]] glm::vec3 unpack_normal(const PackedVertex& vertex);
void pack_normal(glm::vec3 normal, PackedVertex& vertex);

}  // namespace palpate
