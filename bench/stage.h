// Where pictures are drawn in benchmarks: a headless context and a renderer that has a body, made once a process.
#pragma once

#include "bodies.h"

#include <palpate/render/headless.h>
#include <palpate/render/renderer.h>

#include <memory>
#include <string>

namespace palpate::bench {

struct Stage {
  std::unique_ptr<HeadlessContext> context;
  std::unique_ptr<Renderer> renderer;
  PictureId picture;
  std::string what;       // the renderer and the body, for the label
  bool software = false;  // no graphics card: the processor draws
  std::string error;      // why nothing can be drawn; empty if it can

  static Stage& with(Set set);  // always the same set within a process
};

// Returns when all that was asked of the graphics card is done.
void wait_for_picture();

}  // namespace palpate::bench
