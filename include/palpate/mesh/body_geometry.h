// The meshes of a body, found by the index of the structure. Chunks come one after the other while a body is loaded.
#pragma once

#include <palpate/mesh/mesh_chunk.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace palpate {

struct GeometryPlace {
  std::uint32_t chunk = 0;
  std::uint32_t part = 0;
};

class BodyGeometry {
 public:
  // `structures` are the indices of the structures that the chunk's parts belong to, in order.
  void add(std::shared_ptr<const MeshChunk> chunk, const std::vector<std::uint32_t>& structures);

  // Another chunk in place of one, with the same parts.
  void replace(std::uint32_t number, std::shared_ptr<const MeshChunk> chunk);

  [[nodiscard]] const std::vector<std::shared_ptr<const MeshChunk>>& chunks() const { return chunks_; }
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& owners() const { return owners_; }
  [[nodiscard]] bool has(std::uint32_t structure) const { return structure < places_.size() && known_[structure]; }
  [[nodiscard]] GeometryPlace place(std::uint32_t structure) const { return places_[structure]; }
  [[nodiscard]] const ChunkPart& part(std::uint32_t structure) const;
  [[nodiscard]] const MeshChunk& chunk_of(std::uint32_t structure) const { return *chunks_[places_[structure].chunk]; }

  // The positions and finest triangles of one structure, copied.
  [[nodiscard]] MeshData mesh(std::uint32_t structure) const;

  // Changes with every add and replace.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  std::vector<std::shared_ptr<const MeshChunk>> chunks_;
  std::vector<std::vector<std::uint32_t>> owners_;
  std::vector<GeometryPlace> places_;
  std::vector<bool> known_;
  std::uint64_t version_ = 0;
};

}  // namespace palpate
