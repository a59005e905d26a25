// Distances from a skin over bodies, on a grid: what the skin's mesh is found in.
#pragma once

#include "distance_grid.h"

#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/skin.h>

#include <vector>

namespace palpate {

// Around all bodies. Of a symmetric skin only the right half, and a little beyond the midline.
[[nodiscard]] Result<DistanceGrid> skin_distances(const std::vector<MeshData>& bodies, const SkinRequest& request);

// Within a box, on a finer grid. `whole` tells where the outside is.
[[nodiscard]] Result<DistanceGrid> skin_distances(const std::vector<MeshData>& bodies, const SkinRequest& request,
                                                  const FinerSkin& box, const DistanceGrid& whole);

}  // namespace palpate
