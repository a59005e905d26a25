// Rays and distances against the meshes of a body (Embree): one acceleration structure a structure of the body, under
// one for all, so that hiding costs nothing and a body can grow while it is loaded.
//
// Everything is in canonical millimetres. All queries may run on any thread.
#pragma once

#include <palpate/mesh/body_geometry.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace palpate {

struct Ray {
  glm::vec3 origin{0.0f};
  glm::vec3 direction{0.0f, 0.0f, 1.0f};  // unit
  float length = 1e6f;                    // mm
};

struct RayHit {
  std::uint32_t structure = 0;
  float distance = 0.0f;  // mm from the ray's origin
  glm::vec3 position{0.0f};
  glm::vec3 normal{0.0f};  // unit, as the mesh is wound
  bool entering = false;   // the ray meets the outer face
};

struct NearestPoint {
  glm::vec3 position{0.0f};
  glm::vec3 normal{0.0f};  // unit, of the face
  float distance = 0.0f;   // mm
};

// Where a stretch of a line comes nearest to a surface.
struct NearestToStretch {
  glm::vec3 on_stretch{0.0f};
  glm::vec3 on_surface{0.0f};
  float distance = 0.0f;  // mm; 0 where the stretch goes through the surface
  std::uint32_t structure = 0;
};

// Which structures count; by index. Empty: all.
using StructureFilter = std::function<bool(std::uint32_t)>;

// The acceleration structures of one chunk; slow to make, so made in the background.
class ChunkScenes {
 public:
  // `structures` are the body's indices of the chunk's parts. The chunk is kept.
  ChunkScenes(std::shared_ptr<const MeshChunk> chunk, std::vector<std::uint32_t> structures);
  ~ChunkScenes();
  ChunkScenes(const ChunkScenes&) = delete;
  ChunkScenes& operator=(const ChunkScenes&) = delete;

 private:
  friend class RayScene;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Those of all chunks of a body, made here and now.
[[nodiscard]] std::vector<std::shared_ptr<const ChunkScenes>> chunk_scenes(const BodyGeometry& geometry);

class RayScene {
 public:
  // Of the structures of the chunks that count.
  explicit RayScene(std::vector<std::shared_ptr<const ChunkScenes>> chunks = {}, const StructureFilter& counts = {});
  ~RayScene();
  RayScene(const RayScene&) = delete;
  RayScene& operator=(const RayScene&) = delete;

  // A scene of some structures of this one, without a filter at every face; cheap to make, the meshes' trees are
  // shared.
  [[nodiscard]] RayScene with_only(const StructureFilter& counts) const;

  [[nodiscard]] std::optional<RayHit> nearest_hit(const Ray& ray, const StructureFilter& counts = {}) const;

  // Every face along the ray, nearest first.
  [[nodiscard]] std::vector<RayHit> all_hits(const Ray& ray, const StructureFilter& counts = {}) const;

  // The nearest point of one structure's surface; none if the structure has no mesh here.
  [[nodiscard]] std::optional<NearestPoint> nearest_point(std::uint32_t structure, glm::vec3 p) const;

  // Where the stretch comes nearest to one structure's surface; none if that is `within` mm or farther.
  [[nodiscard]] std::optional<NearestToStretch> nearest_to_stretch(std::uint32_t structure, glm::vec3 from,
                                                                   glm::vec3 to, float within) const;
  // The same of whichever structure is nearest.
  [[nodiscard]] std::optional<NearestToStretch> nearest_to_stretch(glm::vec3 from, glm::vec3 to, float within) const;

  // Structures that come within `reach` mm of a surface, itself left out.
  [[nodiscard]] std::vector<std::uint32_t> touching(std::uint32_t structure, float reach) const;

  [[nodiscard]] bool has(std::uint32_t structure) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace palpate
