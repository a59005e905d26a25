#include <palpate/scene/camera_math.h>

#include <glm/common.hpp>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float degrees_a_pixel = 0.35f;
constexpr float zoom_a_step = 0.86f;
constexpr float nearest_mm = 40.0f, farthest_mm = 12000.0f;
constexpr float framing_margin = 1.18f;

float half_height_at(float distance) {
  return distance * std::tan(glm::radians(field_of_view_deg) * 0.5f);
}

}  // namespace

ViewFrame view_frame(const Camera& camera) {
  const float yaw = glm::radians(camera.yaw_deg), pitch = glm::radians(camera.pitch_deg);
  const glm::vec3 back(std::sin(yaw) * std::cos(pitch), std::sin(pitch), std::cos(yaw) * std::cos(pitch));
  ViewFrame frame;
  frame.forward = -back;
  frame.right = {std::cos(yaw), 0.0f, -std::sin(yaw)};
  frame.up = {-std::sin(yaw) * std::sin(pitch), std::cos(pitch), -std::cos(yaw) * std::sin(pitch)};
  frame.eye = camera.target + back * camera.distance_mm;
  return frame;
}

glm::mat4 view_matrix(const Camera& camera) {
  const ViewFrame f = view_frame(camera);
  glm::mat4 m(1.0f);
  for (int i = 0; i < 3; ++i) {
    m[i][0] = f.right[i];
    m[i][1] = f.up[i];
    m[i][2] = -f.forward[i];
  }
  m[3] = {-glm::dot(f.right, f.eye), -glm::dot(f.up, f.eye), glm::dot(f.forward, f.eye), 1.0f};
  return m;
}

DepthRange depth_range(const Camera& camera, const Bounds& bounds) {
  const ViewFrame f = view_frame(camera);
  float nearest = 1e30f, farthest = -1e30f;
  for (int corner = 0; corner < 8 && !bounds.empty(); ++corner) {
    const glm::vec3 p((corner & 1) != 0 ? bounds.high.x : bounds.low.x,
                      (corner & 2) != 0 ? bounds.high.y : bounds.low.y,
                      (corner & 4) != 0 ? bounds.high.z : bounds.low.z);
    const float depth = glm::dot(p - f.eye, f.forward);
    nearest = std::min(nearest, depth);
    farthest = std::max(farthest, depth);
  }
  DepthRange range;
  range.far_mm = std::max(farthest + 50.0f, camera.distance_mm + 100.0f);
  range.near_mm = std::max({nearest - 80.0f, range.far_mm * 0.002f, 2.0f});
  range.near_mm = std::min(range.near_mm, camera.distance_mm * 0.7f);
  return range;
}

glm::mat4 projection_matrix(float aspect, DepthRange range) {
  return glm::perspective(glm::radians(field_of_view_deg), std::max(aspect, 0.05f), range.near_mm, range.far_mm);
}

float pixel_size_mm(float distance_mm, float height_px) {
  return 2.0f * half_height_at(distance_mm) / std::max(height_px, 1.0f);
}

Ray ray_through(const Camera& camera, glm::vec2 at, glm::vec2 size) {
  const ViewFrame f = view_frame(camera);
  if (size.x <= 0.0f || size.y <= 0.0f) return {f.eye, f.forward, 1e6f};  // a window that is folded away
  const float half = half_height_at(1.0f);
  const float x = (2.0f * at.x / size.x - 1.0f) * half * size.x / size.y;
  const float y = (1.0f - 2.0f * at.y / size.y) * half;
  return {f.eye, glm::normalize(f.forward + x * f.right + y * f.up), 1e6f};
}

std::optional<glm::vec2> on_screen(const Camera& camera, glm::vec3 p, glm::vec2 size) {
  const ViewFrame f = view_frame(camera);
  const glm::vec3 d = p - f.eye;
  const float depth = glm::dot(d, f.forward);
  if (depth <= 1.0f) return std::nullopt;
  const float half = half_height_at(depth);
  const float x = glm::dot(d, f.right) / (half * size.x / size.y), y = glm::dot(d, f.up) / half;
  return glm::vec2((x + 1.0f) * 0.5f * size.x, (1.0f - y) * 0.5f * size.y);
}

Camera turned_to(const Camera& camera, StandardView view) {
  struct Angles {
    float yaw, pitch;
  };
  constexpr std::array<Angles, 6> angles = {{{0, 0}, {180, 0}, {90, 0}, {-90, 0}, {0, 90}, {0, -90}}};
  Camera turned = camera;
  turned.yaw_deg = angles[static_cast<std::size_t>(view)].yaw;
  turned.pitch_deg = angles[static_cast<std::size_t>(view)].pitch;
  return turned;
}

Camera turned_to(const Camera& camera, glm::vec3 towards_viewer) {
  Camera turned = camera;
  const glm::vec3 d = glm::normalize(towards_viewer);
  turned.pitch_deg = glm::degrees(std::asin(glm::clamp(d.y, -1.0f, 1.0f)));
  if (std::abs(d.y) < 0.999f) turned.yaw_deg = glm::degrees(std::atan2(d.x, d.z));
  return turned;
}

Camera framed(const Camera& camera, const Bounds& bounds, float aspect) {
  if (bounds.empty()) return camera;
  const ViewFrame f = view_frame(camera);
  const glm::vec3 half = 0.5f * bounds.size();
  const auto reach = [&](glm::vec3 axis) { return glm::dot(half, glm::abs(axis)); };
  const float height = reach(f.up) * framing_margin, width = reach(f.right) * framing_margin / std::max(aspect, 0.1f);
  const float depth = reach(f.forward);
  Camera made = camera;
  made.target = bounds.centre();
  made.distance_mm = std::clamp(std::max(height, width) / std::tan(glm::radians(field_of_view_deg) * 0.5f) + depth,
                                nearest_mm, farthest_mm);
  return made;
}

Camera orbited(const Camera& camera, glm::vec2 drag_px) {
  Camera turned = camera;
  turned.yaw_deg = std::remainder(camera.yaw_deg - drag_px.x * degrees_a_pixel, 360.0f);
  turned.pitch_deg = std::clamp(camera.pitch_deg + drag_px.y * degrees_a_pixel, -90.0f, 90.0f);
  return turned;
}

Camera panned(const Camera& camera, glm::vec2 drag_px, float height_px) {
  const ViewFrame f = view_frame(camera);
  const float mm = pixel_size_mm(camera.distance_mm, height_px);
  Camera moved = camera;
  moved.target += (-drag_px.x * f.right + drag_px.y * f.up) * mm;
  return moved;
}

Camera zoomed(const Camera& camera, float steps, std::optional<glm::vec3> pivot, glm::vec2 at, glm::vec2 size) {
  const float wanted = std::clamp(camera.distance_mm * std::pow(zoom_a_step, steps), nearest_mm, farthest_mm);
  const float scale = wanted / camera.distance_mm;
  // Without anything under the pointer, the point in the plane of the target stays where it is.
  const Ray ray = ray_through(camera, at, size);
  const ViewFrame f = view_frame(camera);
  const float to_plane = camera.distance_mm / std::max(glm::dot(ray.direction, f.forward), 0.1f);
  const glm::vec3 fixed = pivot.value_or(ray.origin + ray.direction * to_plane);
  Camera made = camera;
  made.target = fixed + (camera.target - fixed) * scale;
  made.distance_mm = wanted;
  return made;
}

Camera flight(const Camera& from, const Camera& to, float t) {
  if (t <= 0.0f) return from;
  if (t >= 1.0f) return to;
  const float s = t * t * (3.0f - 2.0f * t);
  Camera at;
  at.target = glm::mix(from.target, to.target, s);
  at.yaw_deg = std::remainder(from.yaw_deg + s * std::remainder(to.yaw_deg - from.yaw_deg, 360.0f), 360.0f);
  at.pitch_deg = glm::mix(from.pitch_deg, to.pitch_deg, s);
  at.distance_mm = std::exp(glm::mix(std::log(from.distance_mm), std::log(to.distance_mm), s));
  // Far flights rise a little, so that the eye sees where it goes.
  const float travel = glm::distance(from.target, to.target);
  const float rise = std::max(0.0f, travel - std::max(from.distance_mm, to.distance_mm) * 0.3f);
  at.distance_mm = std::min(at.distance_mm + rise * 4.0f * s * (1.0f - s), farthest_mm);
  return at;
}

}  // namespace palpate
