#include "frame_block.h"

#include <palpate/scene/camera_math.h>

#include <glm/common.hpp>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float key_disc = 0.13f;  // half the angle of the key light, as a tangent: large lights have soft shadows

// Low-discrepancy sequence (Roberts 2018): samples fill the square evenly however many there are.
glm::vec2 spread(std::uint32_t i) {
  return glm::fract(glm::vec2(0.5f) + static_cast<float>(i) * glm::vec2(0.7548776662f, 0.5698402910f));
}

float radical_inverse(std::uint32_t i, std::uint32_t base) {
  float value = 0.0f, digit = 1.0f / static_cast<float>(base);
  for (; i > 0; i /= base, digit /= static_cast<float>(base)) value += digit * static_cast<float>(i % base);
  return value;
}

enum Flags { cut = 1, shadow = 2, light_theme = 4, occlusion = 8, access = 16 };

}  // namespace

glm::mat4 light_projection(const DrawList& list, glm::vec3 towards_light) {
  // A ball around what the camera looks at, no larger than what is shown.
  const float half_view = list.camera.distance_mm * std::tan(glm::radians(field_of_view_deg) * 0.5f);
  const float body_radius = list.bounds.empty() ? 1000.0f : 0.5f * glm::length(list.bounds.size());
  const float radius = std::min(std::max(half_view * 2.2f, 120.0f), body_radius);
  const glm::vec3 centre = radius < body_radius ? list.camera.target : list.bounds.centre();
  const glm::vec3 helper = std::abs(towards_light.y) < 0.95f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
  const float depth = body_radius + radius;
  const glm::mat4 view = glm::lookAt(centre + towards_light * depth, centre, helper);
  return glm::ortho(-radius, radius, -radius, radius, 0.0f, 2.0f * depth) * view;
}

FrameBlock frame_block(const DrawList& list, const FrameOptions& options) {
  FrameBlock block{};
  const ViewFrame frame = view_frame(list.camera);
  const glm::vec2 size(options.size);
  const float aspect = size.x / std::max(size.y, 1.0f);
  const DepthRange range = depth_range(list.camera, list.bounds);
  block.view = view_matrix(list.camera);
  block.projection = projection_matrix(aspect, range);
  if (options.jitter) {
    const glm::vec2 shift = (spread(options.sample) - 0.5f) * 2.0f / size;
    block.projection[2][0] += shift.x;
    block.projection[2][1] += shift.y;
  }
  block.view_projection = block.projection * block.view;
  block.eye = glm::vec4(frame.eye, 1.0f);

  const glm::vec3 back = -frame.forward;
  glm::vec3 key = glm::normalize(-0.52f * frame.right + 0.72f * frame.up + 0.86f * back);
  if (options.shadow) {
    const float radius = std::sqrt(radical_inverse(options.sample + 1, 2)) * key_disc,
                angle = 6.2831853f * radical_inverse(options.sample + 1, 3);
    const glm::vec3 u = glm::normalize(glm::cross(key, frame.up)), v = glm::cross(key, u);
    key = glm::normalize(key + radius * (std::cos(angle) * u + std::sin(angle) * v));
  }
  block.key = glm::vec4(key, 0.0f);
  block.fill = glm::vec4(glm::normalize(0.85f * frame.right - 0.1f * frame.up + 0.55f * back), 0.0f);
  block.rim = glm::vec4(glm::normalize(0.4f * frame.right + 0.5f * frame.up - 0.8f * back), 0.0f);
  const glm::mat4 to_unit =
      glm::translate(glm::mat4(1.0f), glm::vec3(0.5f)) * glm::scale(glm::mat4(1.0f), glm::vec3(0.5f));
  block.light = to_unit * light_projection(list, key);
  block.clip = list.clip.value_or(glm::vec4(0.0f));
  block.size = {size.x, size.y, 1.0f / size.x, 1.0f / size.y};
  const float tangent = std::tan(glm::radians(field_of_view_deg) * 0.5f);
  block.lens = {range.near_mm, range.far_mm, tangent * aspect, tangent};
  block.backdrop_centre = glm::vec4(list.backdrop.centre, 1.0f);
  block.backdrop_edge = glm::vec4(list.backdrop.edge, 1.0f);

  if (list.access) {
    block.access_low = glm::vec4(list.access->low, 0.0f);
    block.access_span = glm::vec4(list.access->span(), static_cast<float>(list.access->cells.z));
  }

  const std::size_t glow_count = std::min(list.glows.size(), most_glows);
  // The chosen zone stands last in the list and must not be the one that is left out.
  const std::size_t first = list.glows.size() - glow_count;
  for (std::size_t i = 0; i < glow_count; ++i) {
    const Glow& glow = list.glows[first + i];
    block.glows[i] = glm::vec4(glow.centre, glow.radius);
    block.glow_strength[i] = glm::vec4(glow.strength);
  }
  const int flags = (list.clip ? Flags::cut : 0) | (options.shadow ? Flags::shadow : 0) |
                    (list.light_theme ? Flags::light_theme : 0) | (options.occlusion ? Flags::occlusion : 0) |
                    (list.access && !list.access->values.empty() ? Flags::access : 0);
  block.counts = {static_cast<int>(glow_count), static_cast<int>(list.paint.size()), static_cast<int>(options.sample),
                  flags};
  return block;
}

}  // namespace palpate
