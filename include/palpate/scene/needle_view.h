// The needle as it is seen and read: the described approach of the chosen trigger point, or one that a person holds.
#pragma once

#include <palpate/clinical/record.h>
#include <palpate/query/anchors.h>
#include <palpate/query/needle_path.h>
#include <palpate/session/session.h>

#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct ZoneView;

// What the needle has to do with the chosen trigger-point zone: a ball around its middle, as wide as is described.
struct NeedleAim {
  // What keeps the needle from the zone.
  enum class Miss : std::uint8_t { none, stopped_by_bone, ends_before, passes_beside, points_away };

  float tip_mm = 0.0f;     // from the tip to the middle of the zone
  float path_mm = 0.0f;    // from the nearest place of the whole needle to it
  bool in_zone = false;    // the tip
  bool in_muscle = false;  // the tip; only a closed muscle can tell
  Miss miss = Miss::none;  // none: the needle comes within the zone
};

struct NeedleView {
  enum class Verdict : std::uint8_t { clear, close, struck };

  HeldNeedle needle;
  NeedleLine line;
  bool described = true;
  glm::vec3 skin_normal{0.0f};  // outwards, where it enters
  float tilt_deg = 0.0f;        // from the skin's normal
  bool limb = false;            // proximal and distal are said there
  std::string tilt;             // "30° from perpendicular, towards medial and cranial"
  NeedlePath path;
  std::vector<NeedleNearest> nearest;
  std::vector<NeedleAhead> ahead;
  std::optional<NeedleAim> aim;  // while a zone is chosen
  Verdict verdict = Verdict::clear;
  // "Towards the lung: ..." for every lung, cord or heart that lies straight ahead or near: never silent about these.
  std::vector<std::string> warnings;
  // What the described approach has to be read with on this body: that it was described on a lifted fold, or what
  // keeps it from the zone.
  std::vector<std::string> remarks;
  // Not empty: deeper than the smallest distance to danger that sources of the zone's muscle report.
  std::string beyond_report;
};

// How near a danger is, by the session's margin. Joints are told and not judged: many needles go near one on purpose.
[[nodiscard]] NeedleView::Verdict verdict_on(const NeedleNearest& nearest, float margin_mm);

// The needle of a session on this body: the held one; else the described approach of the zone, pushed as far as the
// middle of the zone, wherever that is on this body, or as far as it is long. None if there is neither. `scale`:
// millimetres of the person that one of the body is; the zone's is the same.
[[nodiscard]] std::optional<NeedleView> view_needle(const Session& session, const ZoneView* zone, const Body& body,
                                                    const AnchorResolver& anchors, const NeedleProbe& probe,
                                                    float scale = 1.0f);

// The described approach as a needle that could be held.
[[nodiscard]] std::optional<HeldNeedle> described_needle(const ZoneView& zone);

// What of a needle a hand can take hold of, seen from a camera in a viewport of `size` pixels: the handle tilts it, the
// shaft pushes it in and pulls it out, the entry glides over the skin. None where none of them is within `reach_px`.
enum class NeedleGrip : std::uint8_t { handle, shaft, entry };
[[nodiscard]] std::optional<NeedleGrip> grip_at(const NeedleView& view, const Camera& camera, glm::vec2 at,
                                                glm::vec2 size, float reach_px);

// Where the handle is when a hand holds it towards a place of the picture: on the ball around the entry that it can
// reach, on the near side of it where it was.
[[nodiscard]] std::optional<glm::vec3> handle_towards(const NeedleView& view, const Ray& ray);

// Where to look from to see a needle from its side, from handle to tip, and what is around it.
[[nodiscard]] Camera camera_for_needle(const Camera& now, const NeedleView& view, float aspect);

// The handle of a drawn needle.
inline constexpr float needle_handle_mm = 24.0f;

// A direction against the skin in words: degrees from perpendicular, and towards which directions of the body.
// `limb`: proximal and distal take the place of cranial and caudal.
[[nodiscard]] std::string tilt_in_words(glm::vec3 entry, glm::vec3 skin_normal, glm::vec3 direction, bool limb);

}  // namespace palpate
