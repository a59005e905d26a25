// The renderer, as small as it can be: it is given geometry once and draw lists as they change, and makes pictures.
// There are two: OpenGL (gl_renderer.h) and one that draws nothing, for tests of everything above it.
#pragma once

#include <palpate/base/image.h>
#include <palpate/base/result.h>
#include <palpate/base/typed_id.h>
#include <palpate/mesh/body_geometry.h>
#include <palpate/scene/draw_list.h>

#include <glm/vec2.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

using PictureId = TypedId<struct PictureTag>;

// How a first picture is drawn, before it is refined.
struct DrawQuality {
  std::uint32_t most_triangles = 250'000;  // coarser detail levels are taken until they fit
  float resolution = 1.0f;                 // share of the picture's width and height that is drawn
  bool plain = false;  // never refined: no occlusion, no shadow, one sample; and no patterns, if nothing is painted

  static DrawQuality full();
};

struct FrameStats {
  std::uint64_t triangles = 0;  // of the last pass over the body
  std::uint32_t draw_calls = 0;
  std::uint32_t samples = 0;        // that the picture holds
  std::uint64_t passes_so_far = 0;  // passes over the body since the start: zero more when nothing changes
};

using Textures = std::vector<std::shared_ptr<const Image>>;  // by structure; null or missing: none

class Renderer {
 public:
  virtual ~Renderer() = default;

  // Takes over what is new in `geometry`. Geometry that lost chunks starts from nothing.
  virtual void sync(const BodyGeometry& geometry, const Textures& textures) = 0;

  virtual PictureId create_picture() = 0;
  virtual void destroy_picture(PictureId picture) = 0;

  // Draws once, quickly. What the picture held is gone.
  virtual void draw(PictureId picture, const DrawList& list, glm::ivec2 size, const DrawQuality& quality) = 0;

  // Adds one sample of the same list at full detail, with occlusion, shadow and jitter; true while more would help.
  virtual bool refine(PictureId picture) = 0;

  [[nodiscard]] virtual std::uintptr_t texture(PictureId picture) const = 0;  // for the user interface; 0 if none
  [[nodiscard]] virtual Image read(PictureId picture) = 0;

  virtual Status reload_shaders() = 0;
  [[nodiscard]] virtual FrameStats stats() const = 0;
  [[nodiscard]] virtual std::string description() const = 0;  // "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5"
};

inline constexpr std::uint32_t samples_when_refined = 6;

// Draws nothing, counts calls.
[[nodiscard]] std::unique_ptr<Renderer> make_null_renderer();

}  // namespace palpate
