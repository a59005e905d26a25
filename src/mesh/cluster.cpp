#include <palpate/mesh/cluster.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace palpate {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFu;

struct Coarse {
  std::vector<PackedVertex> vertices;
  std::vector<std::uint32_t> indices;
};

// The cells that are taken, and by which vertex: open addressing, at most half full.
class Cells {
 public:
  explicit Cells(std::size_t most)
      : slots_(std::bit_ceil(most * 2 + 1)), shift_(64 - static_cast<unsigned>(std::countr_zero(slots_.size()))) {}

  // The vertex that took the cell first; `vertex` if none did.
  std::uint32_t take(std::uint64_t cell, std::uint32_t vertex) {
    std::size_t at = (cell * 0x9E3779B97F4A7C15u) >> shift_;
    while (slots_[at].vertex != none && slots_[at].cell != cell) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].vertex == none) slots_[at] = {cell, vertex};
    return slots_[at].vertex;
  }

 private:
  struct Slot {
    std::uint64_t cell = 0;
    std::uint32_t vertex = none;
  };
  std::vector<Slot> slots_;
  unsigned shift_;
};

std::uint64_t cell_of(glm::vec3 from_corner, float per_mm) {
  const auto axis = [&](float mm) { return static_cast<std::uint64_t>(std::max(mm * per_mm, 0.0f)) & 0x1FFFFFu; };
  return axis(from_corner.x) | axis(from_corner.y) << 21 | axis(from_corner.z) << 42;
}

Coarse coarse_part(const MeshChunk& chunk, const ChunkPart& part, float cell_mm) {
  const auto vertices = chunk.vertices_of(part);
  const auto indices = chunk.indices_of(part, 0);
  Coarse out;
  if (!(cell_mm > 0.0f)) {
    out.vertices.assign(vertices.begin(), vertices.end());
    out.indices.assign(indices.begin(), indices.end());
    return out;
  }
  // Where each vertex went, in the order in which cells are taken.
  std::vector<std::uint32_t> place(vertices.size());
  Cells cells(vertices.size());
  for (std::uint32_t i = 0; i < vertices.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(out.vertices.size());
    place[i] = cells.take(cell_of(vertices[i].position - part.low, 1.0f / cell_mm), next);
    if (place[i] == next) out.vertices.push_back(vertices[i]);
  }
  out.indices.reserve(indices.size() / 2);
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
    const std::uint32_t a = place[indices[i]], b = place[indices[i + 1]], c = place[indices[i + 2]];
    if (a == b || b == c || c == a) continue;
    out.indices.insert(out.indices.end(), {a, b, c});
  }
  return out;
}

}  // namespace

std::shared_ptr<const MeshChunk> clustered(const MeshChunk& chunk,
                                           const std::function<float(const ChunkPart&)>& cell_mm, JobQueue& jobs) {
  std::vector<ChunkPart> parts = chunk.parts();
  std::vector<Coarse> coarse(parts.size());
  jobs.parallel_for(parts.size(), [&](std::size_t p) { coarse[p] = coarse_part(chunk, parts[p], cell_mm(parts[p])); });
  std::vector<PackedVertex> vertices;
  std::vector<std::uint32_t> indices;
  std::size_t vertex_count = 0, index_count = 0;
  for (const Coarse& c : coarse) {
    vertex_count += c.vertices.size();
    index_count += c.indices.size();
  }
  vertices.reserve(vertex_count + 1);
  indices.reserve(index_count);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const Coarse& c = coarse[p];
    parts[p].first_vertex = static_cast<std::uint32_t>(vertices.size());
    parts[p].vertex_count = static_cast<std::uint32_t>(c.vertices.size());
    parts[p].level_count = 1;
    parts[p].levels[0] = {static_cast<std::uint32_t>(indices.size()), static_cast<std::uint32_t>(c.indices.size()),
                          0.0f, static_cast<std::uint32_t>(c.vertices.size())};
    vertices.insert(vertices.end(), c.vertices.begin(), c.vertices.end());
    indices.insert(indices.end(), c.indices.begin(), c.indices.end());
  }
  return std::make_shared<const MeshChunk>(std::move(vertices), std::move(indices), std::move(parts));
}

}  // namespace palpate
