// The needle in the draw list: its shaft and handle, what it comes near, and the words beside it.
#pragma once

#include <palpate/query/access_map.h>
#include <palpate/scene/draw_list.h>
#include <palpate/scene/needle_view.h>

namespace palpate {

// The access map on the skin: a mark for each piece of it, of another colour and another shape for each kind of path.
void draw_access(const AccessMap& map, DrawList& list);

// Without a word on what it meets.
void draw_needle_alone(const NeedleView& view, DrawList& list);

void draw_needle(const NeedleView& view, const Body& body, float margin_mm, DrawList& list);

}  // namespace palpate
