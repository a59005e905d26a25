// A skin over bodies that have none: one closed, smooth surface around everything.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace palpate {

// What the skin is like at a place; should change gently from place to place.
struct SkinHere {
  float thickness_mm = 4.0f;  // of what lies between the bodies and the surface
  float closing_mm = 10.0f;   // radius of the largest ball that the skin does not let in between the bodies
  float evened = 0.0f;        // 0 as it is .. 1 without relief that is narrower than about six edges
};

// A box in which the skin is found on a finer grid, and carries shorter edges in the same proportion.
struct FinerSkin {
  glm::vec3 low{0.0f}, high{0.0f};  // mm
  float voxel_mm = 1.0f;
};

struct SkinRequest {
  std::function<SkinHere(glm::vec3)> here;  // none: the same everywhere
  float voxel_mm = 2.0f;                    // of the grid that the skin is found on; about 6 bytes a voxel
  float edge_mm = 4.0f;                     // about how long edges are before triangles are taken away
  std::size_t triangles = 60'000;           // about, at most
  bool symmetric = false;                   // on x = 0: all is found on the right (x < 0), and mirrored
  std::vector<FinerSkin> finer;             // apart from each other; on the right, or across the midline, if symmetric
};

// Bodies need be neither closed nor apart. Gaps between them that are narrower than twice the closing radius vanish;
// through wider ones the skin goes in between. A skin thicker than the closing radius closes gaps up to twice its
// thickness instead. Pieces that lie apart from the largest are left out. Closed and 2-manifold, with normals.
// An error if there is nothing to cover, or if the grid would be too large.
[[nodiscard]] Result<MeshData> skin_over(const std::vector<MeshData>& bodies, const SkinRequest& request);

}  // namespace palpate
