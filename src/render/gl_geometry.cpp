#include "gl_geometry.h"

#include <palpate/scene/camera_math.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace palpate {
namespace {

constexpr int texture_side = 1024;  // all textures of a body lie in one array of this size

void activate(Unit unit) {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(unit)));
}

const void* byte_offset(std::size_t offset) {
  return reinterpret_cast<const void*>(offset);  // NOLINT(performance-no-int-to-ptr): what OpenGL wants
}

void set_attribute(GLuint index, GLint components, GLenum type, bool normalised, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, type, normalised ? GL_TRUE : GL_FALSE, sizeof(PackedVertex),
                        byte_offset(offset));
}

// Six planes of the view; a box is outside if it lies behind one of them.
std::array<glm::vec4, 6> frustum(const glm::mat4& m) {
  const auto row = [&](int i) { return glm::vec4(m[0][i], m[1][i], m[2][i], m[3][i]); };
  return {row(3) + row(0), row(3) - row(0), row(3) + row(1), row(3) - row(1), row(3) + row(2), row(3) - row(2)};
}

bool outside(const std::array<glm::vec4, 6>& planes, glm::vec3 low, glm::vec3 high) {
  for (const glm::vec4& plane : planes) {
    const glm::vec3 far_corner(plane.x > 0 ? high.x : low.x, plane.y > 0 ? high.y : low.y,
                               plane.z > 0 ? high.z : low.z);
    if (glm::dot(glm::vec3(plane), far_corner) + plane.w < 0.0f) return true;
  }
  return false;
}

// Nearest-pixel scaling to the array's size is enough for a texture that is looked at from afar.
std::vector<std::uint8_t> scaled(const Image& image) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(texture_side) * texture_side * 4);
  for (int y = 0; y < texture_side; ++y) {
    for (int x = 0; x < texture_side; ++x) {
      const auto pixel = image.pixel(x * image.width / texture_side, y * image.height / texture_side);
      std::copy(pixel.begin(), pixel.end(), out.begin() + (static_cast<std::ptrdiff_t>(y) * texture_side + x) * 4);
    }
  }
  return out;
}

template <class T>
void send(GLenum target, std::span<const T> values) {
  glBufferData(target, static_cast<GLsizeiptr>(values.size_bytes()), values.data(), GL_STATIC_DRAW);
}

}  // namespace

GlGeometry::GlGeometry()
    : state_buffer_(GlBuffer::create()),
      part_buffer_(GlBuffer::create()),
      state_texture_(GlTexture::create()),
      part_texture_(GlTexture::create()) {}

void GlGeometry::sync(const BodyGeometry& geometry, const Textures& textures) {
  // One chunk may stand in for another with the same parts: a moved skin.
  const bool same_body = geometry_ == &geometry && chunks_.size() <= geometry.chunks().size() &&
                         std::equal(chunks_.begin(), chunks_.end(), geometry.chunks().begin(),
                                    [](const Chunk& mine, const std::shared_ptr<const MeshChunk>& theirs) {
                                      return mine.source->parts().size() == theirs->parts().size();
                                    }) &&
                         std::equal(chunks_.begin(), chunks_.end(), geometry.owners().begin(),
                                    [](const Chunk& mine, const auto& theirs) { return mine.owners == theirs; });
  if (!same_body) {
    chunks_.clear();
    slots_ = 0;
    textures_seen_ = 0;
    texture_layer_.clear();
    textured_ = false;
  }
  geometry_ = &geometry;
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    if (chunks_[i].source == geometry.chunks()[i]) continue;
    chunks_[i].source = geometry.chunks()[i];
    chunks_[i].places.clear();
    chunks_[i].whole = false;  // sent anew when it is drawn
  }
  const bool any_new = chunks_.size() < geometry.chunks().size();
  for (std::size_t i = chunks_.size(); i < geometry.chunks().size(); ++i)
    add_chunk(geometry.chunks()[i], geometry.owners()[i]);
  if (any_new) upload_parts();
  if (textures.size() != textures_seen_) upload_textures(textures);
}

void GlGeometry::add_chunk(const std::shared_ptr<const MeshChunk>& chunk, const std::vector<std::uint32_t>& owners) {
  Chunk made;
  made.array = GlVertexArray::create();
  made.vertices = GlBuffer::create();
  made.indices = GlBuffer::create();
  made.slot_base = slots_;
  made.source = chunk;
  made.owners = owners;
  slots_ += static_cast<std::uint32_t>(chunk->parts().size());
  glBindVertexArray(made.array.name());
  glBindBuffer(GL_ARRAY_BUFFER, made.vertices.name());
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, made.indices.name());
  set_attribute(0, 3, GL_FLOAT, false, offsetof(PackedVertex, position));
  set_attribute(1, 2, GL_SHORT, true, offsetof(PackedVertex, normal));
  set_attribute(2, 3, GL_SHORT, true, offsetof(PackedVertex, pattern));
  glEnableVertexAttribArray(3);
  glVertexAttribIPointer(3, 1, GL_UNSIGNED_SHORT, sizeof(PackedVertex), byte_offset(offsetof(PackedVertex, part)));
  set_attribute(4, 4, GL_UNSIGNED_BYTE, true, offsetof(PackedVertex, along));
  glBindVertexArray(0);
  chunks_.push_back(std::move(made));
}

// Makes sure that the items can be drawn. Expects the chunk's vertex array to be bound.
void GlGeometry::provide(Chunk& chunk, const std::vector<DrawSelection::Item>& items) {
  if (chunk.whole) return;
  if (chunk.places.empty()) return upload_only(chunk, items);
  const bool all_there = std::all_of(items.begin(), items.end(), [&](const DrawSelection::Item& item) {
    return (chunk.places[item.part].levels >> item.level & 1u) != 0;
  });
  if (!all_there) upload_whole(chunk);
}

void GlGeometry::upload_whole(Chunk& chunk) {
  send(GL_ARRAY_BUFFER, chunk.source->vertices());
  send(GL_ELEMENT_ARRAY_BUFFER, chunk.source->indices());
  chunk.places.clear();
  for (const ChunkPart& part : chunk.source->parts()) {
    Place place{part.first_vertex, part.vertex_count, {}, (1u << part.level_count) - 1u};
    for (std::uint32_t level = 0; level < part.level_count; ++level)
      place.first_index[level] = part.levels[level].first;
    chunk.places.push_back(place);
  }
  chunk.whole = true;
}

void GlGeometry::upload_only(Chunk& chunk, const std::vector<DrawSelection::Item>& items) {
  const MeshChunk& source = *chunk.source;
  std::vector<Place> places(source.parts().size());
  std::size_t vertices = 0, indices = 0;
  for (const DrawSelection::Item& item : items) {
    const DetailRange& level = source.parts()[item.part].levels[item.level];
    places[item.part] = {static_cast<std::uint32_t>(vertices), level.vertices, {}, 1u << item.level};
    places[item.part].first_index[item.level] = static_cast<std::uint32_t>(indices);
    vertices += level.vertices;
    indices += level.count;
  }
  // Nearly everything is as well everything.
  if (vertices + indices > (source.vertices().size() + source.indices().size()) / 10 * 7) return upload_whole(chunk);
  std::vector<PackedVertex> chosen_vertices;
  std::vector<std::uint32_t> chosen_indices;
  chosen_vertices.reserve(vertices);
  chosen_indices.reserve(indices);
  for (const DrawSelection::Item& item : items) {
    const ChunkPart& part = source.parts()[item.part];
    const auto needed = source.vertices().subspan(part.first_vertex, part.levels[item.level].vertices);
    const auto triangles = source.indices_of(part, item.level);
    chosen_vertices.insert(chosen_vertices.end(), needed.begin(), needed.end());
    chosen_indices.insert(chosen_indices.end(), triangles.begin(), triangles.end());
  }
  send(GL_ARRAY_BUFFER, std::span<const PackedVertex>(chosen_vertices));
  send(GL_ELEMENT_ARRAY_BUFFER, std::span<const std::uint32_t>(chosen_indices));
  chunk.places = std::move(places);
}

void GlGeometry::upload_parts() {
  std::vector<glm::vec4> table;
  table.reserve(static_cast<std::size_t>(slots_) * 2);
  for (const Chunk& chunk : chunks_) {
    for (const ChunkPart& part : chunk.source->parts()) {
      table.emplace_back(part.pattern_centre, part.has_uv != 0 ? 1.0f : 0.0f);
      table.emplace_back(part.pattern_scale, part.closed != 0 ? 1.0f : 0.0f);
    }
  }
  glBindBuffer(GL_TEXTURE_BUFFER, part_buffer_.name());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(table.size() * sizeof(glm::vec4)), table.data(),
               GL_STATIC_DRAW);
  activate(Unit::parts);
  glBindTexture(GL_TEXTURE_BUFFER, part_texture_.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, part_buffer_.name());
}

void GlGeometry::upload_textures(const Textures& textures) {
  textures_seen_ = textures.size();
  texture_layer_.assign(textures.size(), 0);
  std::vector<const Image*> layers;
  for (std::size_t i = 0; i < textures.size(); ++i) {
    if (!textures[i]) continue;
    const auto found = std::find(layers.begin(), layers.end(), textures[i].get());
    texture_layer_[i] = static_cast<std::uint32_t>(found - layers.begin()) + 1;
    if (found == layers.end()) layers.push_back(textures[i].get());
  }
  textured_ = !layers.empty();
  texture_array_ = GlTexture::create();
  activate(Unit::textures);
  glBindTexture(GL_TEXTURE_2D_ARRAY, texture_array_.name());
  const auto count = static_cast<GLsizei>(std::max<std::size_t>(layers.size(), 1));
  const int side = layers.empty() ? 1 : texture_side;
  glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_SRGB8_ALPHA8, side, side, count, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    glTexSubImage3D(GL_TEXTURE_2D_ARRAY, 0, 0, 0, static_cast<GLint>(i), side, side, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                    scaled(*layers[i]).data());
  }
  glGenerateMipmap(GL_TEXTURE_2D_ARRAY);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
}

void GlGeometry::upload_states(const std::vector<DrawState>& states) {
  std::vector<std::array<std::uint32_t, 4>> table;
  table.reserve(slots_);
  for (const Chunk& chunk : chunks_) {
    for (const std::uint32_t owner : chunk.owners) {
      const DrawState state = owner < states.size() ? states[owner] : DrawState();
      const std::uint32_t packed = static_cast<std::uint32_t>(state.mode) |
                                   static_cast<std::uint32_t>(state.surface) << 8 |
                                   std::uint32_t{state.emphasis} << 16 | std::uint32_t{state.opacity} << 24;
      const std::uint32_t layer = owner < texture_layer_.size() ? texture_layer_[owner] : 0;
      table.push_back({state.colour, packed, owner, layer});
    }
  }
  glBindBuffer(GL_TEXTURE_BUFFER, state_buffer_.name());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(table.size() * sizeof(table[0])), table.data(),
               GL_STREAM_DRAW);
  activate(Unit::states);
  glBindTexture(GL_TEXTURE_BUFFER, state_texture_.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32UI, state_buffer_.name());
  // Somebody else may have drawn with the same context since.
  activate(Unit::parts);
  glBindTexture(GL_TEXTURE_BUFFER, part_texture_.name());
  activate(Unit::textures);
  glBindTexture(GL_TEXTURE_2D_ARRAY, texture_array_.name());
}

DrawSelection GlGeometry::select(const DrawList& list, glm::ivec2 size, float error_px,
                                 const std::function<bool(const DrawState&)>& wanted) const {
  DrawSelection selection;
  selection.by_chunk.resize(chunks_.size());
  const float aspect = static_cast<float>(size.x) / static_cast<float>(std::max(size.y, 1));
  const auto planes =
      frustum(projection_matrix(aspect, depth_range(list.camera, list.bounds)) * view_matrix(list.camera));
  const glm::vec3 eye = view_frame(list.camera).eye;
  for (std::size_t c = 0; c < chunks_.size(); ++c) {
    const Chunk& chunk = chunks_[c];
    for (std::uint32_t p = 0; p < chunk.owners.size(); ++p) {
      const std::uint32_t owner = chunk.owners[p];
      if (owner >= list.states.size() || !wanted(list.states[owner])) continue;
      const ChunkPart& part = chunk.source->parts()[p];
      if (outside(planes, part.low, part.high)) continue;
      const glm::vec3 nearest = glm::clamp(eye, part.low, part.high);
      const float distance = std::max(glm::distance(eye, nearest), 1.0f);
      const float allowed_mm = error_px * pixel_size_mm(distance, static_cast<float>(size.y));
      std::uint32_t level = 0;
      while (level + 1 < part.level_count && part.levels[level + 1].error_mm <= allowed_mm) ++level;
      selection.triangles += part.levels[level].count / 3;
      selection.by_chunk[c].push_back({p, level, distance, part.closed != 0});
    }
    std::sort(selection.by_chunk[c].begin(), selection.by_chunk[c].end(),
              [](const auto& a, const auto& b) { return a.distance < b.distance; });
  }
  return selection;
}

glm::ivec4 GlGeometry::screen_box(const DrawSelection& selection, const DrawList& list, glm::ivec2 size) const {
  constexpr float around_px = 8.0f;
  const glm::vec2 whole(size);
  glm::vec2 low = whole, high(0.0f);
  for (std::size_t c = 0; c < selection.by_chunk.size(); ++c) {
    for (const DrawSelection::Item& item : selection.by_chunk[c]) {
      const ChunkPart& part = chunks_[c].source->parts()[item.part];
      for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 p((corner & 1) != 0 ? part.high.x : part.low.x, (corner & 2) != 0 ? part.high.y : part.low.y,
                          (corner & 4) != 0 ? part.high.z : part.low.z);
        const auto at = on_screen(list.camera, p, whole);
        if (!at) return {0, 0, size.x, size.y};  // reaches behind the eye
        low = glm::min(low, *at);
        high = glm::max(high, *at);
      }
    }
  }
  low = glm::clamp(low - around_px, glm::vec2(0.0f), whole);
  high = glm::clamp(high + around_px, glm::vec2(0.0f), whole);
  const glm::ivec2 extent = glm::max(glm::ivec2(high - low) + 1, glm::ivec2(0));
  return {static_cast<int>(low.x), static_cast<int>(whole.y - high.y), extent.x, extent.y};
}

std::uint32_t GlGeometry::draw(const DrawSelection& selection, const GlProgram& program, bool both_faces) {
  std::uint32_t calls = 0;
  std::vector<GLsizei> counts;
  std::vector<const void*> offsets;
  std::vector<GLint> bases;
  glCullFace(GL_BACK);
  // Chunks come from the inside of the body outwards (bones first); drawing the outer ones first hides the inner ones.
  for (std::size_t c = std::min(chunks_.size(), selection.by_chunk.size()); c-- > 0;) {
    if (selection.by_chunk[c].empty()) continue;
    program.set("u_slot_base", static_cast<int>(chunks_[c].slot_base));
    glBindVertexArray(chunks_[c].array.name());
    glBindBuffer(GL_ARRAY_BUFFER, chunks_[c].vertices.name());
    provide(chunks_[c], selection.by_chunk[c]);
    for (const bool closed : {true, false}) {
      counts.clear();
      offsets.clear();
      bases.clear();
      for (const DrawSelection::Item& item : selection.by_chunk[c]) {
        if (item.closed != closed) continue;
        const ChunkPart& part = chunks_[c].source->parts()[item.part];
        counts.push_back(static_cast<GLsizei>(part.levels[item.level].count));
        const Place& place = chunks_[c].places[item.part];
        offsets.push_back(byte_offset(std::size_t{place.first_index[item.level]} * sizeof(std::uint32_t)));
        bases.push_back(static_cast<GLint>(place.first_vertex));
      }
      if (counts.empty()) continue;
      if (closed && !both_faces) {
        glEnable(GL_CULL_FACE);
      } else {
        glDisable(GL_CULL_FACE);
      }
      glMultiDrawElementsBaseVertex(GL_TRIANGLES, counts.data(), GL_UNSIGNED_INT, offsets.data(),
                                    static_cast<GLsizei>(counts.size()), bases.data());
      ++calls;
    }
  }
  glDisable(GL_CULL_FACE);
  glBindVertexArray(0);
  return calls;
}

}  // namespace palpate
