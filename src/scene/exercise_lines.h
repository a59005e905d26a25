// The draw lists of an exercise: what may be seen while it asks, and how far off a needle was.
#pragma once

#include <palpate/scene/build.h>

namespace palpate {

// Nothing of the answer: the body as the exercise shows it and the needle in the person's hand.
[[nodiscard]] DrawList question_list(const SceneInput& input);

// From the person's own entry to the described one, and from the tip to the middle of the zone.
void draw_errors(const NeedleView& own, const ZoneView& zone, DrawList& list);

}  // namespace palpate
