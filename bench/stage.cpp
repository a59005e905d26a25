#include "stage.h"

#include <palpate/render/gl_renderer.h>

#include <epoxy/gl.h>
#include <fmt/format.h>

namespace palpate::bench {
namespace {

Stage make_stage(Set set) {
  Stage stage;
  auto context = HeadlessContext::create();
  if (!context) {
    stage.error = context.error().text();
    return stage;
  }
  stage.context = std::move(*context);
  auto renderer = make_gl_renderer();
  if (!renderer) {
    stage.error = renderer.error().text();
    return stage;
  }
  stage.renderer = std::move(*renderer);
  stage.picture = stage.renderer->create_picture();
  const LoadedBody& loaded = workbench(set).loaded();
  stage.renderer->sync(loaded.geometry, loaded.textures);
  const std::string name = stage.renderer->description();
  stage.software = name.find("llvmpipe") != std::string::npos || name.find("softpipe") != std::string::npos;
  stage.what = fmt::format("{}; {}", described(set), name.substr(0, name.find(" (")));
  return stage;
}

}  // namespace

Stage& Stage::with(Set set) {
  static Stage stage = make_stage(set);
  return stage;
}

void wait_for_picture() {
  glFinish();
}

}  // namespace palpate::bench
