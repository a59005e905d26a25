// A thin muscle that lies in a bone is carried out of it whole, before what still reaches in is pressed flat.
#pragma once

#include <palpate/sculpt/clearance.h>

namespace palpate {

// Moves the mesh, gently around each place, where its outer face is not as far off the obstacles as it is thick (2 mm
// count at most): as measured, bone and muscle overlap there, and pressing the muscle out alone would leave nothing of
// it. `mesh` has normals and gets new ones.
void carry_out(MeshData& mesh, std::span<const Obstacle> obstacles);

}  // namespace palpate
