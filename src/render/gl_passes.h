// The passes of a picture, in order: shadow, solid body, occlusion, composition, lines, glass, masks, finish, present.
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
  GlProgram solid, solid_cut, glass, glass_cut, depth, depth_cut, mask, mask_cut, occlusion, compose, finish, present, line;

  [[nodiscard]] static Result<std::unique_ptr<Programs>> build(const ShaderLibrary& library);
};

// Textures of one size that all passes share, so that several pictures of one size cost no more than one.
class PassTargets {
 public:
  void resize(glm::ivec2 size);

  GlScreenTexture solid_colour{GL_RGBA16F, GL_LINEAR}, depth{GL_DEPTH_COMPONENT24, GL_NEAREST}, occlusion{GL_R8, GL_LINEAR},
      composed{GL_RGBA16F, GL_LINEAR}, mask{GL_RGBA8, GL_LINEAR}, shadow{GL_DEPTH_COMPONENT24, GL_LINEAR};
  // The composition reads the depth that lines and glass are then tested against, so it has a target without depth.
  GlTarget solid, occlusion_target, composing_target, composed_target, mask_target, shadow_target;
};

// What one pass over the body needs.
struct PassInput {
  const DrawList& list;
  glm::ivec2 size;
  FrameOptions options;
  float error_px = 0.7f;
};

struct PassResult {
  std::uint64_t triangles = 0;
  std::uint32_t draw_calls = 0;
};

class Passes {
 public:
  explicit Passes(std::unique_ptr<Programs> programs);
  void replace(std::unique_ptr<Programs> programs) { programs_ = std::move(programs); }

  // Draws the list once, in linear colour, into the finished target of the caller.
  PassResult run(const PassInput& input, GlGeometry& geometry, PassTargets& targets, const GlTarget& finished);

  void present(GLuint accumulated) const;  // into the framebuffer that is bound

 private:
  void upload_frame(const FrameBlock& block);
  void upload_paint(const DrawList& list);
  void shadow_pass(const PassInput& input, const GlGeometry& geometry, PassTargets& targets, PassResult& result);
  void solid_pass(const PassInput& input, const GlGeometry& geometry, PassTargets& targets, PassResult& result);
  void occlusion_pass(const PassInput& input, PassTargets& targets);
  void compose_pass(const PassInput& input, PassTargets& targets);
  void line_pass(const PassInput& input, const PassTargets& targets) const;
  void glass_pass(const PassInput& input, const GlGeometry& geometry, const PassTargets& targets, PassResult& result);
  void mask_pass(const PassInput& input, const GlGeometry& geometry, PassTargets& targets, PassResult& result);
  void finish_pass(PassTargets& targets, const GlTarget& finished, glm::ivec2 size);
  void draw_screen() const;

  std::unique_ptr<Programs> programs_;
  GlBuffer frame_buffer_, paint_buffer_;
  GlTexture paint_texture_, noise_;
  GlVertexArray empty_;
};

void bind_texture(Unit unit, GLuint texture);

}  // namespace palpate
