// A coarser copy of geometry for one quick picture: vertices that lie in one cell of a grid become one.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/mesh/mesh_chunk.h>

#include <functional>
#include <memory>

namespace palpate {

// One detail level a part, made from the finest, with cells of cell_mm(part) edge length; parts stay in their order,
// and a part whose cells are of no size (<= 0) stays as it is. Far faster than simplifying, and far worse: for cells no
// larger than a pixel only.
[[nodiscard]] std::shared_ptr<const MeshChunk> clustered(const MeshChunk& chunk,
                                                         const std::function<float(const ChunkPart&)>& cell_mm,
                                                         JobQueue& jobs);

}  // namespace palpate
