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
// OpenGL makes and frees most of its objects in lists; here the list is always of one.
template <auto& generate>
void make_one(GLuint& n) {
  generate(1, &n);
}
template <auto& destroy>
void free_one(GLuint n) {
  destroy(1, &n);
}
inline void make_program(GLuint& n) {
  n = glCreateProgram();
}
inline void free_program(GLuint n) {
  glDeleteProgram(n);
}
}  // namespace gl_detail

using GlBuffer = GlObject<gl_detail::make_one<glGenBuffers>, gl_detail::free_one<glDeleteBuffers>>;
using GlVertexArray = GlObject<gl_detail::make_one<glGenVertexArrays>, gl_detail::free_one<glDeleteVertexArrays>>;
using GlTexture = GlObject<gl_detail::make_one<glGenTextures>, gl_detail::free_one<glDeleteTextures>>;
using GlFramebuffer = GlObject<gl_detail::make_one<glGenFramebuffers>, gl_detail::free_one<glDeleteFramebuffers>>;
using GlProgramName = GlObject<gl_detail::make_program, gl_detail::free_program>;

}  // namespace palpate
