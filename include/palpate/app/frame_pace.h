// How finely the body is drawn from frame to frame, so that hands are followed at once on any machine, and when a still
// picture is refined.
#pragma once

#include <palpate/render/renderer.h>

namespace palpate {

class FramePace {
 public:
  // The next quick picture. `always_full`: the person wants full detail, whatever it takes.
  [[nodiscard]] DrawQuality quality(bool flying, bool always_full) const;

  // A quick picture was drawn and took `seconds`. Detail follows what the machine can do while the camera moves.
  void drawn(double now, float seconds, bool camera_moves);

  // Whether a picture that does not change any more may be refined now. `busy`: a body is being read or somebody types.
  [[nodiscard]] bool may_refine(double now, bool busy) const;

 private:
  DrawQuality quality_;
  float frame_seconds_ = 0.03f;  // of the quick pictures, smoothed
  double last_change_ = 0.0;     // when the picture last had to be drawn anew
};

}  // namespace palpate
