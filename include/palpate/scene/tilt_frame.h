// The tilt of a needle as two angles towards named directions of the body, as a person sees the skin from outside.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <string_view>

namespace palpate {

// At a place of the skin. The angles are degrees from perpendicular: a needle at (12, -8) points with its tip 12
// degrees to the right and 8 down, seen from outside; their length is the whole tilt.
struct TiltFrame {
  glm::vec3 normal{0.0f};                                   // outwards
  glm::vec3 right{1.0f, 0.0f, 0.0f}, up{0.0f, 1.0f, 0.0f};  // along the skin; unit
  std::string_view to_right, to_left, to_up, to_down;       // "lateral", "medial", "cranial", "caudal"
};

// `up` is towards the head as far as the skin allows, or towards the front where the skin faces up or down. `limb`:
// proximal and distal take the place of cranial and caudal.
[[nodiscard]] TiltFrame tilt_frame(glm::vec3 entry, glm::vec3 skin_normal, bool limb);

[[nodiscard]] glm::vec2 tilt_of(const TiltFrame& frame, glm::vec3 direction);      // unit direction, into the body
[[nodiscard]] glm::vec3 direction_of(const TiltFrame& frame, glm::vec2 tilt_deg);  // unit

// The direction of the body that a vector goes along most: "medial", "caudal", "anterior".
[[nodiscard]] std::string_view name_of_direction(glm::vec3 entry, glm::vec3 direction, bool limb);

}  // namespace palpate
