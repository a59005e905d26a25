// The OpenGL renderer: 3.3 core is enough. It needs a current context on the calling thread, always the same one.
#pragma once

#include <palpate/render/renderer.h>

#include <filesystem>

namespace palpate {

// `shader_folder`: read shaders from there and allow reloading; empty: the ones compiled in. An error names the
// missing OpenGL version or the shader and its line.
[[nodiscard]] Result<std::unique_ptr<Renderer>> make_gl_renderer(const std::filesystem::path& shader_folder = {});

// The folder of a developer build's source tree; empty otherwise.
[[nodiscard]] std::filesystem::path developer_shader_folder();

}  // namespace palpate
