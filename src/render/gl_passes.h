// The passes of a picture, in order: shadow, backdrop, solid body, occlusion, lines, glass, outlines, glows; then the
// caller adds the sample to the picture and presents it. A pass that has nothing to do costs nothing.
#pragma once

#include "frame_block.h"
#include "gl_geometry.h"
#include "gl_program.h"
#include "gl_target.h"

#include <palpate/base/result.h>

#include <array>
#include <memory>
#include <optional>

namespace palpate {

struct Programs {
  GlProgram backdrop, plain, solid, solid_cut, glass, glass_cut, depth, depth_cut, mask, mask_cut, occlusion, shade,
      rims, glow, copy, present, line;

  [[nodiscard]] static Result<std::unique_ptr<Programs>> build(const ShaderLibrary& library);
};

// Textures of one size that all passes share, so that several pictures of one size cost no more than one.
class PassTargets {
 public:
  void resize(glm::ivec2 size);

  GlScreenTexture colour{GL_RGBA16F, GL_LINEAR}, depth{GL_DEPTH_COMPONENT24, GL_NEAREST}, occlusion{GL_R8, GL_LINEAR},
      mask{GL_RGBA8, GL_LINEAR}, shadow{GL_DEPTH_COMPONENT24, GL_LINEAR};
  // Where the depth is read, it is not attached.
  GlTarget body, flat_body, occlusion_target, mask_target, shadow_target;
};

// What one pass over the body needs.
struct PassInput {
  const DrawList& list;
  glm::ivec2 size;
  FrameOptions options;
  float error_px = 0.7f;
  bool plain = false;  // solid structures are lit at their vertices only
};

struct PassResult {
  std::uint64_t triangles = 0;
  std::uint32_t draw_calls = 0;
  glm::ivec4 solid_box{0};  // where solid structures may be: x, y from the bottom, width, height
};

class Passes {
 public:
  explicit Passes(std::unique_ptr<Programs> programs);
  void replace(std::unique_ptr<Programs> programs) { programs_ = std::move(programs); }

  // Draws the list once, in linear colour, into `targets.colour`.
  PassResult run(const PassInput& input, GlGeometry& geometry, PassTargets& targets);

  // Into the framebuffer that is bound: a texture as it is, or as the screen wants it.
  void copy(GLuint texture) const;
  void present(GLuint texture) const;

 private:
  void upload_frame(const FrameBlock& block);
  void upload_paint(const DrawList& list);
  void upload_access(const DrawList& list);
  void shadow_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets, PassResult& result);
  void solid_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets, PassResult& result) const;
  void occlusion_pass(const PassInput& input, PassTargets& targets, glm::ivec4 box) const;
  void line_pass(const PassInput& input, const PassTargets& targets) const;
  void glass_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets, PassResult& result) const;
  void outline_pass(const PassInput& input, GlGeometry& geometry, PassTargets& targets, PassResult& result) const;
  void glow_pass(const PassInput& input, const PassTargets& targets) const;
  void draw_screen() const;

  std::unique_ptr<Programs> programs_;
  GlBuffer frame_buffer_, paint_buffer_;
  GlTexture paint_texture_, access_texture_, noise_;
  std::shared_ptr<const AccessPaint> access_;  // what is in the texture
  GlVertexArray empty_;
};

void bind_texture(Unit unit, GLuint texture);

}  // namespace palpate
