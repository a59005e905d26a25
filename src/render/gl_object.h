// Owners of OpenGL objects: they delete what they hold, and can be moved, not copied.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace palpate {

template <void (*make)(GLuint&), void (*release)(GLuint)>
class GlObject {
 public:
  GlObject() = default;
  static GlObject create() {
    GlObject made;
    make(made.name_);
    return made;
  }
  ~GlObject() { reset(); }
  GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  GlObject(const GlObject&) = delete;
  GlObject& operator=(const GlObject&) = delete;

  [[nodiscard]] GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }
  void reset() {
    if (name_ != 0) release(std::exchange(name_, 0));
  }

 private:
  GLuint name_ = 0;
};

namespace gl_detail {
inline void make_buffer(GLuint& n) {
  glGenBuffers(1, &n);
}
inline void free_buffer(GLuint n) {
  glDeleteBuffers(1, &n);
}
inline void make_array(GLuint& n) {
  glGenVertexArrays(1, &n);
}
inline void free_array(GLuint n) {
  glDeleteVertexArrays(1, &n);
}
inline void make_texture(GLuint& n) {
  glGenTextures(1, &n);
}
inline void free_texture(GLuint n) {
  glDeleteTextures(1, &n);
}
inline void make_framebuffer(GLuint& n) {
  glGenFramebuffers(1, &n);
}
inline void free_framebuffer(GLuint n) {
  glDeleteFramebuffers(1, &n);
}
inline void make_program(GLuint& n) {
  n = glCreateProgram();
}
inline void free_program(GLuint n) {
  glDeleteProgram(n);
}
}  // namespace gl_detail

using GlBuffer = GlObject<gl_detail::make_buffer, gl_detail::free_buffer>;
using GlVertexArray = GlObject<gl_detail::make_array, gl_detail::free_array>;
using GlTexture = GlObject<gl_detail::make_texture, gl_detail::free_texture>;
using GlFramebuffer = GlObject<gl_detail::make_framebuffer, gl_detail::free_framebuffer>;
using GlProgramName = GlObject<gl_detail::make_program, gl_detail::free_program>;

}  // namespace palpate
