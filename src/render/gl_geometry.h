// The body's geometry on the graphics card, and drawing chosen structures of it with few calls.
#pragma once

#include "gl_object.h"
#include "gl_program.h"

#include <palpate/mesh/body_geometry.h>
#include <palpate/render/renderer.h>
#include <palpate/scene/draw_list.h>

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace palpate {

// What is drawn in one pass: part numbers by chunk, with their detail level.
struct DrawSelection {
  struct Item {
    std::uint32_t part;  // of its chunk
    std::uint32_t level;
    float distance;
    bool closed;  // its back faces are never seen
  };
  std::vector<std::vector<Item>> by_chunk;
  std::uint64_t triangles = 0;
};

class GlGeometry {
 public:
  GlGeometry();

  void sync(const BodyGeometry& geometry, const Textures& textures);

  [[nodiscard]] bool textured() const { return textured_; }

  // Writes the draw states into the table that the shaders read.
  void upload_states(const std::vector<DrawState>& states);

  // Structures for which `wanted` is true and that may be seen, with the coarsest level whose error stays below
  // `error_px` pixels. Sorted from near to far.
  [[nodiscard]] DrawSelection select(const DrawList& list, glm::ivec2 size, float error_px,
                                     const std::function<bool(const DrawState&)>& wanted) const;

  // Draws them; returns the number of calls. The program must be in use. Back faces of closed meshes are left out
  // unless `both_faces`.
  std::uint32_t draw(const DrawSelection& selection, const GlProgram& program, bool both_faces);

  // Where a selection may be on the screen, with a few pixels around: x, y from the bottom, width, height.
  [[nodiscard]] glm::ivec4 screen_box(const DrawSelection& selection, const DrawList& list, glm::ivec2 size) const;

  [[nodiscard]] const BodyGeometry* source() const { return geometry_; }

 private:
  // Where a part lies in its chunk's buffers on the card, which hold all levels of all parts (`whole`) or, until more
  // is asked for, no more than the first picture needed: a single picture of a large body then costs what it shows.
  struct Place {
    std::uint32_t first_vertex = 0, vertices = 0;
    std::array<std::uint32_t, ChunkPart::most_levels> first_index{};
    std::uint32_t levels = 0;  // bits of those that are there
  };
  struct Chunk {
    GlVertexArray array;
    GlBuffer vertices, indices;
    std::uint32_t slot_base = 0;  // of its first part in the tables
    std::shared_ptr<const MeshChunk> source;
    std::vector<std::uint32_t> owners;
    std::vector<Place> places;  // by part; empty while nothing was drawn
    bool whole = false;
  };

  void add_chunk(const std::shared_ptr<const MeshChunk>& chunk, const std::vector<std::uint32_t>& owners);
  void upload_parts();
  static void provide(Chunk& chunk, const std::vector<DrawSelection::Item>& items);
  static void upload_whole(Chunk& chunk);
  static void upload_only(Chunk& chunk, const std::vector<DrawSelection::Item>& items);
  void upload_textures(const Textures& textures);

  const BodyGeometry* geometry_ = nullptr;
  std::vector<Chunk> chunks_;
  std::uint32_t slots_ = 0;
  GlBuffer state_buffer_, part_buffer_;
  GlTexture state_texture_, part_texture_, texture_array_;
  std::vector<std::uint32_t> texture_layer_;  // by structure: layer + 1, 0 for none
  std::size_t textures_seen_ = 0;
  bool textured_ = false;
};

}  // namespace palpate
