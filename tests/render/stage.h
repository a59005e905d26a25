// A renderer without a window, scenes of a few plain shapes whose pictures are known beforehand, and measures of
// pictures.
#pragma once

#include <palpate/mesh/body_geometry.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/render/renderer.h>
#include <palpate/scene/draw_list.h>

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace palpate::test {

// One for all tests of a process. A system without EGL or OpenGL 3.3 fails the test with the program's own words.
[[nodiscard]] Renderer& gl_renderer();

[[nodiscard]] std::uint32_t srgb(int red, int green, int blue);
inline const std::uint32_t red = srgb(210, 40, 30), green = srgb(40, 180, 50), blue = srgb(50, 70, 220),
                           grey = srgb(150, 150, 150);

[[nodiscard]] DrawState solid(std::uint32_t colour, Surface surface = Surface::plain);
[[nodiscard]] DrawState glass(std::uint32_t colour, float opacity);
[[nodiscard]] DrawState skin_glass(std::uint32_t colour, float opacity);

// A box whose faces are flat, with texture coordinates (0, 0) at the upper left of its front.
[[nodiscard]] MeshData flat_box(glm::vec3 low, glm::vec3 high);

// Structures, each of one mesh, looked at from the front: the origin is in the middle, 1000 mm from the eye.
class Scene {
 public:
  Scene();

  // Returns the structure's index. `with_levels` makes coarser detail levels too.
  std::uint32_t add(MeshData mesh, DrawState state, std::shared_ptr<const Image> texture = {},
                    bool with_levels = false);

  [[nodiscard]] Image quick(glm::ivec2 size = {240, 240}, const DrawQuality& quality = DrawQuality::full()) const;
  [[nodiscard]] Image refined(glm::ivec2 size = {240, 240}) const;

  DrawList list;
  BodyGeometry geometry;
  Textures textures;
};

// Brightness of a pixel as a print in grey shows it, 0..255.
[[nodiscard]] double luminance(const Image& image, int x, int y);

// About the pixels for which `wanted` holds, given their place from the middle of the picture (right, up).
struct Brightness {
  double mean = 0.0;
  double deviation = 0.0;
  std::size_t count = 0;
};
[[nodiscard]] Brightness brightness(const Image& image, const std::function<bool(glm::vec2)>& wanted);
[[nodiscard]] std::function<bool(glm::vec2)> ring(float inner, float outer, glm::vec2 centre = {0.0f, 0.0f});

// Whether a pixel differs between two pictures by more than a few steps, which dithering alone does not do.
[[nodiscard]] bool differs(const Image& a, const Image& b, int x, int y, int steps = 4);
[[nodiscard]] std::size_t differing(const Image& a, const Image& b);

// Pixels a millimetre covers at the depth of the origin, seen from `distance_mm`.
[[nodiscard]] float pixels_a_mm(float distance_mm, int height);

}  // namespace palpate::test
