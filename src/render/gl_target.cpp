#include "gl_target.h"

namespace palpate {
namespace {

struct Transfer {
  GLenum format, type;
};

Transfer transfer_of(GLenum internal) {
  switch (internal) {
    case GL_DEPTH_COMPONENT24:
    case GL_DEPTH_COMPONENT32F:
      return {GL_DEPTH_COMPONENT, GL_FLOAT};
    case GL_R8:
      return {GL_RED, GL_UNSIGNED_BYTE};
    default:
      return {GL_RGBA, GL_UNSIGNED_BYTE};
  }
}

}  // namespace

bool GlScreenTexture::resize(glm::ivec2 size) {
  if (texture_ && size == size_) return false;
  size_ = size;
  texture_ = GlTexture::create();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  const Transfer transfer = transfer_of(format_);
  glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(format_), size.x, size.y, 0, transfer.format, transfer.type,
               nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, static_cast<GLint>(filter_));
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, static_cast<GLint>(filter_));
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return true;
}

void GlTarget::attach(GLuint colour, GLuint depth) {
  if (framebuffer_ && colour == colour_ && depth == depth_) return;
  if (!framebuffer_) framebuffer_ = GlFramebuffer::create();
  colour_ = colour;
  depth_ = depth;
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour, 0);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
  if (colour == 0) {
    glDrawBuffer(GL_NONE);
    glReadBuffer(GL_NONE);
  } else {
    glDrawBuffer(GL_COLOR_ATTACHMENT0);
    glReadBuffer(GL_COLOR_ATTACHMENT0);
  }
}

void GlTarget::bind(glm::ivec2 size) const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glViewport(0, 0, size.x, size.y);
}

}  // namespace palpate
