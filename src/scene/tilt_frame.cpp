#include <palpate/scene/tilt_frame.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <cmath>

namespace palpate {
namespace {

constexpr float faces_up = 0.92f;  // of the normal: then "towards the head" is no direction along the skin

}  // namespace

std::string_view name_of_direction(glm::vec3 entry, glm::vec3 direction, bool limb) {
  // +x is the body's left: from its right side, medial is towards +x.
  const float medial = entry.x < 0.0f ? direction.x : -direction.x;
  const glm::vec3 size = glm::abs(direction);
  if (size.x >= size.y && size.x >= size.z) return medial > 0.0f ? "medial" : "lateral";
  if (size.z >= size.y) return direction.z > 0.0f ? "anterior" : "posterior";
  if (direction.y > 0.0f) return limb ? "proximal" : "cranial";
  return limb ? "distal" : "caudal";
}

TiltFrame tilt_frame(glm::vec3 entry, glm::vec3 skin_normal, bool limb) {
  TiltFrame frame;
  frame.normal = glm::normalize(skin_normal);
  const glm::vec3 towards = std::abs(frame.normal.y) < faces_up ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
  frame.up = glm::normalize(towards - glm::dot(towards, frame.normal) * frame.normal);
  frame.right = glm::cross(frame.up, frame.normal);
  frame.to_right = name_of_direction(entry, frame.right, limb);
  frame.to_left = name_of_direction(entry, -frame.right, limb);
  frame.to_up = name_of_direction(entry, frame.up, limb);
  frame.to_down = name_of_direction(entry, -frame.up, limb);
  return frame;
}

glm::vec2 tilt_of(const TiltFrame& frame, glm::vec3 direction) {
  const glm::vec2 along(glm::dot(direction, frame.right), glm::dot(direction, frame.up));
  const float length = glm::length(along);
  if (length < 1e-6f) return {};
  const float degrees = glm::degrees(std::atan2(length, -glm::dot(direction, frame.normal)));
  return along * (degrees / length);
}

glm::vec3 direction_of(const TiltFrame& frame, glm::vec2 tilt_deg) {
  const float degrees = glm::length(tilt_deg);
  if (degrees < 1e-4f) return -frame.normal;
  const glm::vec2 way = tilt_deg / degrees;
  const float angle = glm::radians(degrees);
  return glm::normalize(std::sin(angle) * (way.x * frame.right + way.y * frame.up) - std::cos(angle) * frame.normal);
}

}  // namespace palpate
