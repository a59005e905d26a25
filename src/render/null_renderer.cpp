#include <palpate/render/renderer.h>

#include <glm/common.hpp>

#include <unordered_map>

namespace palpate {
namespace {

class NullRenderer final : public Renderer {
 public:
  void sync(const BodyGeometry&, const Textures&) override {}
  PictureId create_picture() override { return PictureId(next_++); }
  void destroy_picture(PictureId picture) override { pictures_.erase(picture); }

  void draw(PictureId picture, const DrawList&, glm::ivec2 size, const DrawQuality& quality) override {
    pictures_[picture] = {glm::max(size, glm::ivec2(1)), 1, quality.plain, false};
    ++stats_.passes_so_far;
    stats_.samples = 1;
  }
  bool refine(PictureId picture) override {
    Picture& p = pictures_[picture];
    if (p.plain || p.samples >= samples_when_refined || p.size.x == 0) return false;
    if (!p.refined) p.samples = 0;  // the quick first sample is not part of the refined picture
    p.refined = true;
    ++stats_.passes_so_far;
    stats_.samples = ++p.samples;
    return p.samples < samples_when_refined;
  }
  [[nodiscard]] std::uintptr_t texture(PictureId) const override { return 0; }
  [[nodiscard]] Image read(PictureId picture) override {
    const glm::ivec2 size = pictures_[picture].size;
    return {size.x, size.y,
            std::vector<std::uint8_t>(static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * 4, 255)};
  }
  Status reload_shaders() override { return {}; }
  [[nodiscard]] FrameStats stats() const override { return stats_; }
  [[nodiscard]] std::string description() const override { return "No picture is drawn"; }

 private:
  struct Picture {
    glm::ivec2 size{0};
    std::uint32_t samples = 0;
    bool plain = false;
    bool refined = false;
  };
  std::unordered_map<PictureId, Picture> pictures_;
  std::uint32_t next_ = 0;
  FrameStats stats_;
};

}  // namespace

DrawQuality DrawQuality::full() {
  return {0xFFFFFFFFu, 1.0f, false};
}

std::unique_ptr<Renderer> make_null_renderer() {
  return std::make_unique<NullRenderer>();
}

}  // namespace palpate
