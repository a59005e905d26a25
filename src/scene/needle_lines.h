// The needle in the draw list: its shaft and handle, what it comes near, and the words beside it.
#pragma once

#include <palpate/scene/draw_list.h>
#include <palpate/scene/needle_view.h>

namespace palpate {

// Without a word on what it meets.
void draw_needle_alone(const NeedleView& view, DrawList& list);

void draw_needle(const NeedleView& view, const Body& body, float margin_mm, DrawList& list);

}  // namespace palpate
