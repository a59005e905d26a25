// The uniform block "Frame" of the shaders (shaders/frame.glsl), and how it follows from a draw list.
#pragma once

#include <palpate/scene/draw_list.h>

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>

namespace palpate {

inline constexpr std::size_t most_glows = 8;

// std140: matrices and vec4 only, so that the layout is what C++ makes of it.
struct FrameBlock {
  glm::mat4 view, projection, view_projection, light;
  glm::vec4 eye, key, fill, rim, clip, size, lens, backdrop_centre, backdrop_edge, access_low, access_span;
  glm::ivec4 counts;
  std::array<glm::vec4, most_glows> glows;
  std::array<glm::vec4, most_glows> glow_strength;
};

struct FrameOptions {
  glm::ivec2 size{1};
  std::uint32_t sample = 0;  // number of the sample: shifts the picture within a pixel and the light
  bool jitter = false;
  bool occlusion = false;
  bool shadow = false;
};

[[nodiscard]] FrameBlock frame_block(const DrawList& list, const FrameOptions& options);

// From the world to the shadow map's clip space (-1..1), for what the camera sees of the body.
[[nodiscard]] glm::mat4 light_projection(const DrawList& list, glm::vec3 towards_light);

}  // namespace palpate
