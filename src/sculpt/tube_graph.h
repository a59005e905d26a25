// Centre lines as they were taken from a mesh, before they are runs: which edges are of use, and what the mesh's
// triangulation left in them that the tube does not have.
#pragma once

#include <palpate/sculpt/measure.h>

namespace palpate {

// Without edges that lead nowhere or are there twice, with pieces joined whose free ends touch, and with nodes joined
// that are two halves of one slice through the tube.
[[nodiscard]] CentreLines mended(const CentreLines& lines);

}  // namespace palpate
