// Textures to draw into.
#pragma once

#include "gl_object.h"

#include <glm/vec2.hpp>

namespace palpate {

// One texture of the screen's size, made again when the size changes.
class GlScreenTexture {
 public:
  GlScreenTexture(GLenum format, GLenum filter) : format_(format), filter_(filter) {}
  // True if it was made anew.
  bool resize(glm::ivec2 size);
  [[nodiscard]] GLuint name() const { return texture_.name(); }
  [[nodiscard]] glm::ivec2 size() const { return size_; }

 private:
  GLenum format_, filter_;
  GlTexture texture_;
  glm::ivec2 size_{0};
};

// A framebuffer of a colour and a depth texture; either may be 0.
class GlTarget {
 public:
  void attach(GLuint colour, GLuint depth);
  void bind(glm::ivec2 size) const;

 private:
  GlFramebuffer framebuffer_;
  GLuint colour_ = 0, depth_ = 0;
};

}  // namespace palpate
