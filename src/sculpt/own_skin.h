// The skin of Palpate's own body: its parts made into one surface, and laid over everything that is under it.
#pragma once

#include <palpate/base/result.h>
#include <palpate/sculpt/body.h>

#include <vector>

namespace palpate {

// One closed surface around all parts of the skin. Fingers and toes stay apart.
[[nodiscard]] Result<MeshData> skin_of(const Morphometry& figures);

// Measured by themselves, skin and structures cross here and there: the skin is moved outwards, on both sides alike.
// The structures are those of the right and of the midline.
void cover_all(MeshData& skin, const std::vector<SculptedStructure>& structures);

}  // namespace palpate
