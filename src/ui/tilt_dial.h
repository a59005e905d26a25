// The dial on the page of the needle, from which its tilt is read and by which it is set.
#pragma once

#include "panels.h"

namespace palpate {

// The tilt as degrees towards named directions, to be read and to be dragged.
void draw_tilt_dial(const PanelContext& c, const NeedleView& view);

}  // namespace palpate
