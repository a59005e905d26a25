// Centre lines taken from meshes run in circles within a thick tube, end in spurs towards its wall, and split twice
// where the tube splits once: what lies within the tube is taken out of the net.
#pragma once

#include "tube_net.h"

namespace palpate {

void repair(TubeNet& net);

}  // namespace palpate
