// How well a sculpted mesh agrees with a reference mesh.
#pragma once

#include <palpate/mesh/mesh_data.h>

namespace palpate {

// Symmetric distance between two surfaces: means and percentiles over points spread evenly over both, each to the
// nearest place on the other.
struct Agreement {
  double mean_mm = 0.0;
  double p95_mm = 0.0;
  double worst_mm = 0.0;
  double flipped_share = 0.0;  // of points whose normal looks more than 90 degrees away from the nearest place's
  double volume_ratio = 0.0;   // sculpted / reference; 0 if the reference encloses none

  // Mean at most 1.5 mm, 95th percentile at most 3 mm, under 5 % flipped, volume within 15 %.
  [[nodiscard]] bool strict() const;
};

// Both welded. The reference may have holes: its volume is then what it encloses with a lid on each.
[[nodiscard]] Agreement compare(const MeshData& sculpted, const MeshData& reference);

}  // namespace palpate
