// How thick the tubes of a net are, taken on the mesh that its lines were taken from.
#pragma once

#include "tube_net.h"

#include <palpate/mesh/mesh_data.h>

namespace palpate {

// Pieces of the mesh that no line runs through get one. Points between ends move to the middle of the surface about
// them, and the diameter becomes twice the median distance of that surface from the line; points without any near keep
// what they have.
void take_diameters(const MeshData& mesh, TubeNet& net);

}  // namespace palpate
