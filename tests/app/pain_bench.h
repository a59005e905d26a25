// A workbench on the manikin whose panel for pain is open, and a hand with a brush.
#pragma once

#include "bench.h"

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

// Waits until what is described lies on the skin, or it is known that there is none.
inline void wait_for_pain(Bench& bench) {
  while (true) {
    bench.workbench.update();
    if (bench.workbench.pain() == nullptr) throw std::runtime_error("the panel for pain is closed");
    if (bench.workbench.pain()->state != PainView::State::preparing) return;
    bench.sleep_until_woken();
  }
}

inline void open_pain_tab(Bench& bench) {
  bench.workbench.perform(SetTab{LeftTab::pain});
  wait_for_pain(bench);
}

// Waits until the pain of the compared muscles lies on the skin. Without a skin it never does.
inline void wait_for_comparison(Bench& bench) {
  while (bench.workbench.comparison() != nullptr && !bench.workbench.comparison()->ready) {
    bench.workbench.update();
    if (!bench.workbench.comparison()->ready) bench.sleep_until_woken();
  }
}

// A mark of a named region: `region` as in the data.
[[nodiscard]] inline PainMark mark_of(const std::string& region, Side side) {
  PainMark mark;
  mark.region = region;
  mark.side = side;
  return mark;
}

// The essential pain of a trigger point, drawn stroke by stroke.
[[nodiscard]] inline PainDrawing drawing_of_zone(const std::string& muscle, Side side) {
  PainDrawing drawing;
  for (const ResolvedZone& zone :
       manikin_anchors().zones(program_data().library.record(muscle)->trigger_points.front(), side)) {
    if (!zone.essential) continue;
    for (const ResolvedStroke& stroke : zone.strokes) {
      PainMark mark;
      mark.radius_mm = stroke.front().radius_mm;
      for (const ResolvedStrokePoint& p : stroke) mark.points.push_back(p.position);
      drawing.push_back(mark);
    }
  }
  return drawing;
}

}  // namespace palpate::test
