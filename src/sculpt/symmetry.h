// What lies on the midline is its own mirror image.
#pragma once

#include <palpate/sculpt/morphometry.h>

namespace palpate {

// The mean of a midline loft and its mirror image, rounded to 0.1 mm. A section that is wide from side to side is
// mirrored by u -> pi - u, one that is wide from front to back by u -> -u.
[[nodiscard]] Loft symmetric(Loft loft);

}  // namespace palpate
