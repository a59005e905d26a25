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

// Puts the vertices in the order in which the levels, the coarsest first, use them; those that none uses come last.
void order_by_level(PreparedMesh& prepared) {
  constexpr std::uint32_t unplaced = 0xFFFFFFFFu;
  std::vector<std::uint32_t> order, place(prepared.mesh.positions.size(), unplaced);
  order.reserve(place.size());
  const auto put = [&](std::uint32_t vertex) {
    if (place[vertex] != unplaced) return;
    place[vertex] = static_cast<std::uint32_t>(order.size());
    order.push_back(vertex);
  };
  for (std::size_t level = prepared.levels.size(); level-- > 0;) {
    for (const std::uint32_t vertex : prepared.levels[level].indices) put(vertex);
  }
  for (std::uint32_t vertex = 0; vertex < place.size(); ++vertex) put(vertex);
  const auto move = [&](auto& values) {
    if (values.empty()) return;
    auto moved = values;
    for (std::size_t i = 0; i < order.size(); ++i) moved[i] = values[order[i]];
    values.swap(moved);
  };
  move(prepared.mesh.positions);
  move(prepared.mesh.normals);
  move(prepared.mesh.uv);
  move(prepared.fibres.along);
  move(prepared.fibres.crossing);
  move(prepared.fibres.tendon);
  for (DetailLevel& level : prepared.levels) {
    for (std::uint32_t& index : level.indices) index = place[index];
  }
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
    made.mesh.indices.clear();
    order_by_level(made);
  } else {
    made.levels.push_back({std::move(made.mesh.indices), 0.0f});
    made.mesh.indices.clear();
  }
  return made;
}

namespace {

// The fibres' crossing, or texture coordinates, or nothing.
std::vector<glm::vec3> pattern_of(const PreparedMesh& prepared) {
  if (!prepared.fibres.empty()) return prepared.fibres.crossing;
  std::vector<glm::vec3> pattern;
  pattern.reserve(prepared.mesh.uv.size());
  for (const glm::vec2 uv : prepared.mesh.uv) pattern.emplace_back(uv, 0.0f);
  return pattern;
}

// Writes a mesh's vertices to `out`, and what they say of the part: its box and its pattern's.
void pack_vertices(const PreparedMesh& prepared, std::uint16_t index, ChunkPart& part, PackedVertex* out) {
  const MeshData& mesh = prepared.mesh;
  const FibreField& fibres = prepared.fibres;
  part.low = glm::vec3(1e30f);
  part.high = glm::vec3(-1e30f);
  const std::vector<glm::vec3> pattern = pattern_of(prepared);
  if (!pattern.empty()) {
    part.has_uv = fibres.empty() ? 1 : 0;
    set_pattern_box(part, pattern);
  }
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
    vertex.part = index;
    vertex.occlusion = 255;
    out[i] = vertex;
  }
}

}  // namespace

std::uint32_t ChunkBuilder::add(PreparedMesh prepared) {
  meshes_.push_back(std::move(prepared));
  return static_cast<std::uint32_t>(meshes_.size() - 1);
}

std::shared_ptr<const MeshChunk> ChunkBuilder::finish(JobQueue* jobs) {
  // Not cleared: every byte is written, by the thread that packs it.
  struct Owned {
    std::unique_ptr<PackedVertex[]> vertices;
    std::unique_ptr<std::uint32_t[]> indices;
  };
  std::vector<ChunkPart> parts(meshes_.size());
  std::size_t vertex_count = 0, index_count = 0;
  for (std::size_t m = 0; m < meshes_.size(); ++m) {
    parts[m].first_vertex = static_cast<std::uint32_t>(vertex_count);
    parts[m].vertex_count = static_cast<std::uint32_t>(meshes_[m].mesh.positions.size());
    parts[m].closed = meshes_[m].closed ? 1 : 0;
    vertex_count += meshes_[m].mesh.positions.size();
    for (const DetailLevel& level : meshes_[m].levels) {
      parts[m].levels[parts[m].level_count++] = {static_cast<std::uint32_t>(index_count),
                                                 static_cast<std::uint32_t>(level.indices.size()), level.error_mm, 0};
      index_count += level.indices.size();
    }
  }
  const auto owned = std::make_shared<Owned>();
  owned->vertices = std::make_unique_for_overwrite<PackedVertex[]>(vertex_count + 1);
  owned->indices = std::make_unique_for_overwrite<std::uint32_t[]>(index_count);
  owned->vertices[vertex_count] = PackedVertex{};
  const auto pack = [&](std::size_t m) {
    pack_vertices(meshes_[m], static_cast<std::uint16_t>(m), parts[m], &owned->vertices[parts[m].first_vertex]);
    for (std::size_t l = 0; l < meshes_[m].levels.size(); ++l) {
      const std::vector<std::uint32_t>& indices = meshes_[m].levels[l].indices;
      std::copy(indices.begin(), indices.end(), owned->indices.get() + parts[m].levels[l].first);
    }
    // Each level uses the vertices of the coarser ones and some more.
    for (std::size_t l = meshes_[m].levels.size(); l-- > 0;) {
      const std::vector<std::uint32_t>& indices = meshes_[m].levels[l].indices;
      const std::uint32_t last = indices.empty() ? 0 : *std::max_element(indices.begin(), indices.end()) + 1;
      const std::uint32_t coarser = l + 1 < meshes_[m].levels.size() ? parts[m].levels[l + 1].vertices : 0;
      parts[m].levels[l].vertices = std::max(last, coarser);
    }
    meshes_[m] = {};
  };
  if (jobs != nullptr) {
    jobs->parallel_for(meshes_.size(), pack);
  } else {
    for (std::size_t m = 0; m < meshes_.size(); ++m) pack(m);
  }
  meshes_.clear();
  const std::span<const PackedVertex> vertices(owned->vertices.get(), vertex_count);
  const std::span<const std::uint32_t> indices(owned->indices.get(), index_count);
  return std::make_shared<const MeshChunk>(vertices, indices, std::move(parts), owned);
}

}  // namespace palpate
