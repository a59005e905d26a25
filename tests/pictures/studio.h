// The program without its window: the workbench, the renderer and the interface, drawn into pictures. A step of it
// does what a turn of the shell's loop does.
#pragma once

#include <palpate/app/pain_pictures.h>
#include <palpate/app/workbench.h>
#include <palpate/base/image.h>
#include <palpate/render/headless.h>
#include <palpate/render/renderer.h>
#include <palpate/scene/camera_math.h>
#include <palpate/ui/ui.h>

#include <glm/vec2.hpp>

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace palpate::test {

inline constexpr glm::ivec2 body_size(240, 336);

class Studio {
 public:
  // The body in `folder`, loaded whole; an empty path: no body. Throws if there is no OpenGL.
  explicit Studio(const std::filesystem::path& folder);
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  // A new session that looks at the whole body from the front, everything else as on the first day.
  void begin(Theme theme = Theme::dark);

  Workbench& bench() { return *bench_; }
  UiState& ui() { return ui_; }
  [[nodiscard]] const LoadedBody& loaded() const { return bench_->loaded(); }

  // What hands do, in the words of the tables of pictures.
  void look(StandardView view);
  void look(float yaw_deg, float pitch_deg);
  void nearer(float factor);
  void frame(const std::string& structure, float nearer_by = 1.0f);
  void only_systems(const std::vector<System>& systems);
  void peel(float to) { bench_->perform(SetPeel{to}); }
  void show(const std::vector<std::string>& structures, Show as);
  void select(const std::string& structure) { bench_->perform(Select{structure, {}, {}}); }
  void zone(const std::string& muscle, const std::string& point, Side side);
  void cut(Axis axis, float at_mm, bool flipped = false);
  void hover(const std::string& structure);  // points at the middle of its bounds

  void point(glm::vec2 at) { pointer_ = at; }  // in the window
  void ask_beneath(glm::vec2 at);              // in the viewport

  // Until the described pain lies on the skin, for the panel that asks for it or the muscles that are compared, and the skin has
  // the build that is wanted.
  void wait_for_pain();

  // The body alone on a ground of one colour, refined unless the quality says otherwise.
  [[nodiscard]] Image body(const DrawQuality& quality = DrawQuality::full(), bool refined = true);
  [[nodiscard]] Image body_before_backdrop();
  // The whole window, after the interface has settled.
  [[nodiscard]] Image window(glm::ivec2 size, float scale = 1.0f);

 private:
  void load(const std::filesystem::path& folder);
  void turn(glm::ivec2 size, float scale);
  Image drawn(const DrawList& list, const DrawQuality& quality, bool refined);
  void draw_figures();
  UiInput ui_input(float scale);

  std::unique_ptr<HeadlessContext> context_;
  std::unique_ptr<Renderer> renderer_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool woken_ = false;
  std::unique_ptr<Workbench> bench_;  // its threads wake what stands above
  UiState ui_;
  PictureId picture_, front_, back_;
  std::unique_ptr<PainPictures> pain_pictures_;
  DrawList drawn_;
  glm::ivec2 drawn_size_{0};
  bool figures_drawn_ = false;
  Body shown_body_;  // the body, said to lie in a folder that is always the same
  std::vector<PointedAt> beneath_;
  bool interface_begun_ = false;
  std::optional<glm::vec2> pointer_;  // in the window
};

}  // namespace palpate::test
