// The drawn pain with everything that is shown with it, on one body.
#pragma once

#include <palpate/query/pain_map.h>

#include <cstdint>
#include <vector>

namespace palpate {

struct PainView {
  enum class State : std::uint8_t { preparing, no_skin, ready };
  State state = State::preparing;

  std::vector<DrawnMark> marks;  // in the order of the drawing
  PaintedPain painted;
  PainAnswer answer;
  const PainMap* map = nullptr;               // while ready
  const OtherCover* other = nullptr;          // what the session shows of what else hurts
  std::vector<ResolvedStroke> other_strokes;  // and how it is drawn
};

}  // namespace palpate
