// A needle that a person has placed for a trigger point, compared with the approach that is described.
//
// Lengths are millimetres of the person whose body it stands for, angles degrees. It says how near a hand came to a
// description on one body and nothing about readiness to needle people.
#pragma once

#include <palpate/scene/needle_view.h>
#include <palpate/session/scores.h>

#include <optional>
#include <vector>

namespace palpate {

struct ExerciseGrade {
  enum class Mark : std::uint8_t { within, near, off };

  // Against the described entry zone and cone of directions.
  struct Against {
    float entry_mm = 0.0f;      // from the middle of the entry zone
    float entry_out_mm = 0.0f;  // outside of its edge; 0 within
    float entry_radius_mm = 0.0f;
    float angle_deg = 0.0f;      // from the described direction
    float angle_out_deg = 0.0f;  // outside of the cone; 0 within
    float cone_deg = 0.0f;
    Mark entry = Mark::off, angle = Mark::off;
  };
  std::optional<Against> against;     // none: nothing is described, or it does not reach the zone on this body
  std::optional<float> missed_by_mm;  // the latter: how far from the middle of the zone it passes

  float tip_mm = 0.0f;         // to the middle of the trigger-point zone
  float tip_beyond_mm = 0.0f;  // of it along the needle: above 0 too deep, below 0 not deep enough
  float tip_beside_mm = 0.0f;  // across the needle
  float zone_radius_mm = 0.0f;
  bool in_zone = false, in_muscle = false;
  Mark tip = Mark::off;

  std::optional<NeedleNearest> nearest;  // of what must not be met
  NeedleView::Verdict verdict = NeedleView::Verdict::clear;
};

struct ExerciseView {
  std::optional<ExerciseGrade> grade;  // once it is checked, and a needle was placed
  std::vector<Score> tries;            // of the same trigger point on either side, the newest first
};

// Whether the described approach, as far as its words allow, passes through the zone on this body. One that does not is
// no measure of a learner.
[[nodiscard]] bool reaches_zone(const NeedleView& described, const ZoneView& zone);

// `own`: seen with the zone. `described`: the described approach on this body, if any.
[[nodiscard]] ExerciseGrade grade_needle(const NeedleView& own, const ZoneView& zone, const NeedleView* described,
                                         float margin_mm);

// Where to look from to see both needles and the zone.
[[nodiscard]] Camera camera_for_grade(const Camera& now, const NeedleView& own, const ZoneView& zone, float aspect);

}  // namespace palpate
