#include <palpate/mesh/body_geometry.h>

#include <cassert>

namespace palpate {

void BodyGeometry::add(std::shared_ptr<const MeshChunk> chunk, const std::vector<std::uint32_t>& structures) {
  assert(chunk->parts().size() == structures.size());
  const auto number = static_cast<std::uint32_t>(chunks_.size());
  for (std::uint32_t part = 0; part < structures.size(); ++part) {
    const std::uint32_t structure = structures[part];
    if (structure >= places_.size()) {
      places_.resize(structure + 1);
      known_.resize(structure + 1, false);
    }
    places_[structure] = {number, part};
    known_[structure] = true;
  }
  chunks_.push_back(std::move(chunk));
  owners_.push_back(structures);
  ++version_;
}

void BodyGeometry::replace(std::uint32_t number, std::shared_ptr<const MeshChunk> chunk) {
  assert(chunk->parts().size() == chunks_[number]->parts().size());
  chunks_[number] = std::move(chunk);
  ++version_;
}

const ChunkPart& BodyGeometry::part(std::uint32_t structure) const {
  const GeometryPlace at = places_[structure];
  return chunks_[at.chunk]->parts()[at.part];
}

MeshData BodyGeometry::mesh(std::uint32_t structure) const {
  MeshData out;
  const MeshChunk& chunk = chunk_of(structure);
  const ChunkPart& where = part(structure);
  for (const PackedVertex& vertex : chunk.vertices_of(where)) {
    out.positions.push_back(vertex.position);
    out.normals.push_back(unpack_normal(vertex));
  }
  const auto indices = chunk.indices_of(where, 0);
  out.indices.assign(indices.begin(), indices.end());
  return out;
}

}  // namespace palpate
