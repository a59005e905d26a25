#include <palpate/render/gl_renderer.h>
#include <palpate/scene/camera_math.h>

#include "gl_geometry.h"
#include "gl_passes.h"
#include "gl_program.h"
#include "gl_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace palpate {
namespace {

constexpr float finest_error_px = 0.6f;
constexpr float pixel_without_patterns_mm = 1.5f;  // where tissue.glsl lets patterns end
constexpr int oldest_version = 33;                 // OpenGL 3.3

// One picture: the mean of its samples, and what the screen gets.
struct Picture {
  DrawList list;
  glm::ivec2 size{0};
  DrawQuality quality;
  std::uint32_t samples = 0;
  bool refined = false;  // the quick first sample is not part of the refined picture
  GlScreenTexture accumulated{GL_RGBA16F, GL_LINEAR}, shown{GL_RGBA8, GL_LINEAR};
  GlTarget accumulated_target, shown_target;
};

class GlRenderer final : public Renderer {
 public:
  GlRenderer(ShaderLibrary library, std::unique_ptr<Programs> programs)
      : library_(std::move(library)), passes_(std::move(programs)) {}

  void sync(const BodyGeometry& geometry, const Textures& textures) override { geometry_.sync(geometry, textures); }

  PictureId create_picture() override {
    const PictureId id(next_++);
    pictures_.emplace(id, Picture());
    return id;
  }
  void destroy_picture(PictureId picture) override { pictures_.erase(picture); }

  void draw(PictureId id, const DrawList& list, glm::ivec2 size, const DrawQuality& quality) override {
    Picture& picture = pictures_.at(id);
    picture.list = list;
    picture.size = glm::max(size, glm::ivec2(1));
    picture.quality = quality;
    picture.samples = 0;
    picture.refined = false;
    const glm::ivec2 drawn =
        glm::max(glm::ivec2(glm::vec2(picture.size) * std::clamp(quality.resolution, 0.2f, 1.0f)), glm::ivec2(1));
    PassInput input{picture.list, drawn, {drawn, 0, false, false, false}, finest_error_px};
    const bool afar = pixel_size_mm(list.camera.distance_mm, static_cast<float>(drawn.y)) > pixel_without_patterns_mm;
    const bool quick = quality.most_triangles < DrawQuality::full().most_triangles;
    input.plain = (quality.plain || (quick && afar)) && list.paint.empty() && !list.access && list.glows.empty() &&
                  !geometry_.textured();
    // The coarsest detail that fits the budget, tried from fine to coarse.
    for (const float error : {finest_error_px, 1.2f, 2.4f, 5.0f, 10.0f, 20.0f}) {
      input.error_px = error;
      const DrawSelection all =
          geometry_.select(list, drawn, error, [](const DrawState& s) { return s.mode != DrawState::Mode::hidden; });
      if (all.triangles <= quality.most_triangles) break;
    }
    sample(picture, input);
  }

  bool refine(PictureId id) override {
    Picture& picture = pictures_.at(id);
    if (picture.quality.plain || picture.samples >= samples_when_refined || picture.size.x == 0) return false;
    if (!picture.refined) picture.samples = 0;
    picture.refined = true;
    const PassInput input{
        picture.list, picture.size, {picture.size, picture.samples, true, true, true}, finest_error_px};
    sample(picture, input);
    return picture.samples < samples_when_refined;
  }

  [[nodiscard]] std::uintptr_t texture(PictureId id) const override { return pictures_.at(id).shown.name(); }

  [[nodiscard]] Image read(PictureId id) override {
    Picture& picture = pictures_.at(id);
    const glm::ivec2 size = picture.shown.size();
    Image image{size.x, size.y,
                std::vector<std::uint8_t>(static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * 4)};
    picture.shown_target.bind(size);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, size.x, size.y, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    // OpenGL's rows begin at the bottom.
    const std::size_t row = static_cast<std::size_t>(size.x) * 4;
    for (int y = 0; y < size.y / 2; ++y) {
      const auto top = image.rgba.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * row);
      const auto bottom =
          image.rgba.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(size.y - 1 - y) * row);
      std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
    }
    return image;
  }

  Status reload_shaders() override {
    const long long newest = library_.newest_change();
    if (newest == 0 || newest == shaders_seen_) return {};
    shaders_seen_ = newest;
    auto programs = Programs::build(library_);
    if (!programs) return programs.error();
    passes_.replace(std::move(*programs));
    return {};
  }

  [[nodiscard]] FrameStats stats() const override { return stats_; }
  [[nodiscard]] std::string description() const override {
    const auto text = [](GLenum what) {
      const auto* s = reinterpret_cast<const char*>(glGetString(what));
      return std::string(s != nullptr ? s : "unknown");
    };
    return fmt::format("{}, OpenGL {}", text(GL_RENDERER), text(GL_VERSION));
  }

  void remember_shaders() { shaders_seen_ = library_.newest_change(); }

 private:
  void sample(Picture& picture, const PassInput& input) {
    const PassResult result = passes_.run(input, geometry_, targets_);
    if (picture.refined) accumulate(picture);
    ++picture.samples;
    picture.shown.resize(picture.size);
    picture.shown_target.attach(picture.shown.name(), 0);
    picture.shown_target.bind(picture.size);
    passes_.present(picture.refined ? picture.accumulated.name() : targets_.colour.name());
    stats_.triangles = result.triangles;
    stats_.draw_calls = result.draw_calls;
    stats_.samples = picture.samples;
    ++stats_.passes_so_far;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
  }

  // accumulated = accumulated * n / (n + 1) + sample / (n + 1)
  void accumulate(Picture& picture) {
    picture.accumulated.resize(picture.size);
    picture.accumulated_target.attach(picture.accumulated.name(), 0);
    picture.accumulated_target.bind(picture.size);
    if (picture.samples > 0) {
      glEnable(GL_BLEND);
      glBlendColor(0, 0, 0, 1.0f / static_cast<float>(picture.samples + 1));
      glBlendFunc(GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA);
    }
    passes_.copy(targets_.colour.name());
    glDisable(GL_BLEND);
  }

  ShaderLibrary library_;
  Passes passes_;
  GlGeometry geometry_;
  PassTargets targets_;
  std::unordered_map<PictureId, Picture> pictures_;
  std::uint32_t next_ = 0;
  long long shaders_seen_ = 0;
  FrameStats stats_;
};

}  // namespace

std::filesystem::path developer_shader_folder() {
#ifdef PALPATE_SOURCE_SHADERS
  std::error_code failed;
  if (std::filesystem::is_directory(PALPATE_SOURCE_SHADERS, failed)) return PALPATE_SOURCE_SHADERS;
#endif
  return {};
}

Result<std::unique_ptr<Renderer>> make_gl_renderer(const std::filesystem::path& shader_folder) {
  if (epoxy_gl_version() < oldest_version) {
    const int version = epoxy_gl_version();
    return Error{fmt::format("this graphics driver offers OpenGL {}.{}; Palpate needs 3.3", version / 10, version % 10),
                 "OpenGL", "Update the driver, or run with LIBGL_ALWAYS_SOFTWARE=1 to use the software one"};
  }
  ShaderLibrary library(shader_folder);
  auto programs = Programs::build(library);
  if (!programs) return programs.error();
  auto renderer = std::make_unique<GlRenderer>(std::move(library), std::move(*programs));
  renderer->remember_shaders();
  return std::unique_ptr<Renderer>(std::move(renderer));
}

}  // namespace palpate
