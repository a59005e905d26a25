// What the card of the needle, its page and the page of an exercise say in the same rows and signs.
#pragma once

#include "panels.h"

#include <string>

namespace palpate {

// A cross, a triangle, a dot: the same three shapes wherever the needle is judged.
void draw_needle_sign(ImVec2 centre, float r, NeedleView::Verdict verdict);

// A sign, a name and figures at the right edge.
void needle_row(NeedleView::Verdict verdict, bool judged, const std::string& name, const std::string& figures,
                ImU32 tone);

// Tenths where they count.
[[nodiscard]] std::string short_mm(float value);

void draw_needle_passes(const PanelContext& c, const NeedleView& view);
void draw_needle_nearest(const PanelContext& c, const NeedleView& view);

}  // namespace palpate
