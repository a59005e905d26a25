// An OpenGL context without a window or a display server, through EGL.
#pragma once

#include <palpate/base/result.h>

#include <memory>

namespace palpate {

class HeadlessContext {
 public:
  // Makes a context current on this thread; it stays so until the object goes.
  [[nodiscard]] static Result<std::unique_ptr<HeadlessContext>> create();
  ~HeadlessContext();
  HeadlessContext(const HeadlessContext&) = delete;
  HeadlessContext& operator=(const HeadlessContext&) = delete;

 private:
  HeadlessContext() = default;
  void* display_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace palpate
