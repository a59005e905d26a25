// From a camera to matrices and back: views, flights, zooming, the ray under the pointer.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/query/ray_scene.h>
#include <palpate/session/session.h>

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <optional>
#include <string_view>

namespace palpate {

// Long focal length, as anatomy plates are drawn: vertical angle of view in degrees.
inline constexpr float field_of_view_deg = 24.0f;

struct ViewFrame {
  glm::vec3 eye{0.0f};
  glm::vec3 right{1, 0, 0}, up{0, 1, 0}, forward{0, 0, -1};
};
[[nodiscard]] ViewFrame view_frame(const Camera& camera);
[[nodiscard]] glm::mat4 view_matrix(const Camera& camera);

// Near and far enclose `bounds` as seen from the camera.
struct DepthRange {
  float near_mm = 10.0f, far_mm = 10000.0f;
};
[[nodiscard]] DepthRange depth_range(const Camera& camera, const Bounds& bounds);
[[nodiscard]] glm::mat4 projection_matrix(float aspect, DepthRange range);

// Millimetres that one pixel covers at a distance from the eye.
[[nodiscard]] float pixel_size_mm(float distance_mm, float height_px);

// `at` in pixels from the top left of a viewport of `size` pixels.
[[nodiscard]] Ray ray_through(const Camera& camera, glm::vec2 at, glm::vec2 size);
// In pixels from the top left, and whether it is in front of the eye.
[[nodiscard]] std::optional<glm::vec2> on_screen(const Camera& camera, glm::vec3 p, glm::vec2 size);

enum class StandardView { front, back, left, right, top, bottom };
[[nodiscard]] Camera turned_to(const Camera& camera, StandardView view);
[[nodiscard]] Camera turned_to(const Camera& camera, glm::vec3 towards_viewer);  // from where to look, as a direction

// So that the bounds fill most of the view.
[[nodiscard]] Camera framed(const Camera& camera, const Bounds& bounds, float aspect);

// Hands.
[[nodiscard]] Camera orbited(const Camera& camera, glm::vec2 drag_px);
[[nodiscard]] Camera panned(const Camera& camera, glm::vec2 drag_px, float height_px);
// Steps above 0 go nearer; what is under the pointer stays under it. `pivot` is the point seen there, if any.
[[nodiscard]] Camera zoomed(const Camera& camera, float steps, std::optional<glm::vec3> pivot, glm::vec2 at,
                            glm::vec2 size);

// Between two cameras, `t` from 0 to 1, eased in and out. The body stays upright all the way.
[[nodiscard]] Camera flight(const Camera& from, const Camera& to, float t);

}  // namespace palpate
