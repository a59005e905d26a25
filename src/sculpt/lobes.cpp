#include <palpate/sculpt/forms.h>

#include "lobes_field.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>

#include <algorithm>
#include <functional>

namespace palpate {
namespace {

// Pieces that enclose less than this share of the largest are specks, and those that enclose a negative volume are
// bubbles within: nobody sees them.
constexpr double speck = 0.01;

MeshData without_specks(const MeshData& mesh) {
  const std::vector<MeshData> pieces = components(mesh);
  if (pieces.size() < 2) return mesh;
  double largest = 0.0;
  for (const MeshData& piece : pieces) largest = std::max(largest, signed_volume(piece));
  MeshData kept;
  for (const MeshData& piece : pieces)
    if (signed_volume(piece) > speck * largest) kept = kept.empty() ? piece : joined(kept, piece);
  return kept;
}

}  // namespace

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
