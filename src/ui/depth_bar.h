// The depth bar: what the needle passes, to scale, with the described range beside it.
#pragma once

#include "panels.h"

namespace palpate {

void draw_depth_bar(const PanelContext& c, const NeedleView& view);

}  // namespace palpate
