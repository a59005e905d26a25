#include <palpate/sculpt/forms.h>

#include "lobes_field.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/normals.h>

#include <algorithm>
#include <functional>

namespace palpate {
MeshData mesh_of(const Lobes& lobes, float edge_mm) {
  const LobesField field(lobes);
  if (field.empty()) return {};
  LevelRequest request{field.low(), field.high(), edge_mm};
  for (const Lobe& lobe : lobes.lobes) {
    if (lobe.hollow) continue;
    const float thin = std::min({lobe.semi_axes.x, lobe.semi_axes.y, lobe.semi_axes.z});
    request.finest_mm =
        std::min(request.finest_mm > 0.0f ? request.finest_mm : edge_mm, std::max(0.7f * thin, 0.3f * edge_mm));
  }
  MeshData mesh = without_specks(level_surface(std::cref(field), request));
  compute_normals(mesh);
  return mesh;
}

}  // namespace palpate
