#include <palpate/mesh/mesh_chunk.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

std::int16_t to_snorm(float value) {
  return static_cast<std::int16_t>(std::lround(std::clamp(value, -1.0f, 1.0f) * 32767.0f));
}
std::uint8_t to_unorm(float value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * 255.0f));
}

glm::vec2 sign_of(glm::vec2 v) {
  return {v.x >= 0.0f ? 1.0f : -1.0f, v.y >= 0.0f ? 1.0f : -1.0f};
}

// The box that the pattern coordinates are stored in.
void set_pattern_box(ChunkPart& part, const std::vector<glm::vec3>& values) {
  glm::vec3 low(1e30f), high(-1e30f);
  for (const glm::vec3 value : values) {
    low = glm::min(low, value);
    high = glm::max(high, value);
  }
  part.pattern_centre = 0.5f * (low + high);
  part.pattern_scale = glm::max(0.5f * (high - low), glm::vec3(1e-6f));
}

}  // namespace

void pack_normal(glm::vec3 normal, PackedVertex& vertex) {
  const float sum = std::abs(normal.x) + std::abs(normal.y) + std::abs(normal.z);
  glm::vec2 p = sum > 0.0f ? glm::vec2(normal.x, normal.y) / sum : glm::vec2(0.0f);
  if (normal.z < 0.0f) p = (glm::vec2(1.0f) - glm::abs(glm::vec2(p.y, p.x))) * sign_of(p);
  vertex.normal[0] = to_snorm(p.x);
  vertex.normal[1] = to_snorm(p.y);
}

glm::vec3 unpack_normal(const PackedVertex& vertex) {
  const glm::vec2 p(static_cast<float>(vertex.normal[0]) / 32767.0f, static_cast<float>(vertex.normal[1]) / 32767.0f);
  glm::vec3 n(p, 1.0f - std::abs(p.x) - std::abs(p.y));
  if (n.z < 0.0f) {
    const glm::vec2 folded = (glm::vec2(1.0f) - glm::abs(glm::vec2(n.y, n.x))) * sign_of(glm::vec2(n));
    n.x = folded.x;
    n.y = folded.y;
  }
  return glm::normalize(n);
}

MeshChunk::MeshChunk(std::vector<PackedVertex> vertices, std::vector<std::uint32_t> indices,
                     std::vector<ChunkPart> parts)
    : parts_(std::move(parts)) {
  struct Owned {
    std::vector<PackedVertex> vertices;
    std::vector<std::uint32_t> indices;
  };
  // Ray casters read 16 bytes at the last position; one spare vertex keeps that inside the array.
  vertices.push_back(PackedVertex{});
  auto owned = std::make_shared<Owned>(Owned{std::move(vertices), std::move(indices)});
  vertices_ = std::span(owned->vertices).first(owned->vertices.size() - 1);
  indices_ = owned->indices;
  keeper_ = std::move(owned);
}

MeshChunk::MeshChunk(std::span<const PackedVertex> vertices, std::span<const std::uint32_t> indices,
                     std::vector<ChunkPart> parts, std::shared_ptr<const void> keeper)
    : vertices_(vertices), indices_(indices), parts_(std::move(parts)), keeper_(std::move(keeper)) {}

std::span<const PackedVertex> MeshChunk::vertices_of(const ChunkPart& part) const {
  return vertices_.subspan(part.first_vertex, part.vertex_count);
}

std::span<const std::uint32_t> MeshChunk::indices_of(const ChunkPart& part, std::size_t level) const {
  const DetailRange& range = part.levels[std::min<std::size_t>(level, part.level_count - 1)];
  return indices_.subspan(range.first, range.count);
}

PreparedMesh prepare(MeshData mesh, FibreField fibres, bool with_levels) {
  PreparedMesh made{std::move(mesh), std::move(fibres), {}, false};
  if (with_levels) {
    made.levels = detail_levels(made.mesh);
  } else {
    made.levels.push_back({std::move(made.mesh.indices), 0.0f});
    made.mesh.indices.clear();
  }
  return made;
}

std::uint32_t ChunkBuilder::add(const PreparedMesh& prepared) {
  const MeshData& mesh = prepared.mesh;
  const FibreField& fibres = prepared.fibres;
  const auto index = static_cast<std::uint32_t>(parts_.size());
  ChunkPart part;
  part.first_vertex = static_cast<std::uint32_t>(vertices_.size());
  part.vertex_count = static_cast<std::uint32_t>(mesh.positions.size());
  part.closed = prepared.closed ? 1 : 0;
  part.low = glm::vec3(1e30f);
  part.high = glm::vec3(-1e30f);
  std::vector<glm::vec3> pattern;
  if (!fibres.empty()) {
    pattern = fibres.crossing;
  } else if (!mesh.uv.empty()) {
    part.has_uv = 1;
    for (const glm::vec2 uv : mesh.uv) pattern.emplace_back(uv, 0.0f);
  }
  if (!pattern.empty()) set_pattern_box(part, pattern);
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    PackedVertex vertex{};
    vertex.position = mesh.positions[i];
    part.low = glm::min(part.low, vertex.position);
    part.high = glm::max(part.high, vertex.position);
    pack_normal(mesh.normals[i], vertex);
    if (!pattern.empty()) {
      const glm::vec3 p = (pattern[i] - part.pattern_centre) / part.pattern_scale;
      vertex.pattern[0] = to_snorm(p.x);
      vertex.pattern[1] = to_snorm(p.y);
      vertex.pattern[2] = to_snorm(p.z);
    }
    if (!fibres.empty()) {
      vertex.along = to_unorm(fibres.along[i]);
      vertex.tendon = to_unorm(fibres.tendon[i]);
    }
    vertex.part = static_cast<std::uint16_t>(index);
    vertex.occlusion = 255;
    vertices_.push_back(vertex);
  }
  for (const DetailLevel& level : prepared.levels) {
    part.levels[part.level_count++] = {static_cast<std::uint32_t>(indices_.size()),
                                       static_cast<std::uint32_t>(level.indices.size()), level.error_mm};
    indices_.insert(indices_.end(), level.indices.begin(), level.indices.end());
  }
  parts_.push_back(part);
  return index;
}

void ChunkBuilder::reserve(std::size_t vertices, std::size_t indices) {
  vertices_.reserve(vertices + 1);  // and the spare one
  indices_.reserve(indices);
}

std::shared_ptr<const MeshChunk> ChunkBuilder::finish() {
  return std::make_shared<const MeshChunk>(std::move(vertices_), std::move(indices_), std::move(parts_));
}

}  // namespace palpate
