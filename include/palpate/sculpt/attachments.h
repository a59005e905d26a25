// Where a muscle lies on its bones: patches of the bones' surfaces.
#pragma once

#include <palpate/sculpt/solid.h>

#include <palpate/mesh/mesh_data.h>

#include <vector>

namespace palpate {

// The part of the bones' surfaces that the muscle lies on, a hair above them; empty where it touches none of them. A
// sheet with smooth borders, not closed. Of a muscle that lies on bones at both ends, `own_end` are the bones of this
// end and `other_end` those of the other: what is nearer to the other end is not taken.
[[nodiscard]] MeshData attachment_patch(const MeshData& muscle, const std::vector<const Solid*>& own_end,
                                        const std::vector<const Solid*>& other_end);

}  // namespace palpate
