#include "studio.h"

#include "manikin.h"

#include <palpate/atlas/source.h>
#include <palpate/render/gl_renderer.h>
#include <palpate/scene/pain_figure.h>

#include <epoxy/gl.h>

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <chrono>
#include <stdexcept>
#include <variant>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;

constexpr glm::vec2 figure_size(150.0f, 264.0f);
constexpr int pain_picture_side = 148;

template <class T>
T needed(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return std::move(*result);
}

// A shaded ground is mostly noise to a PNG; this one is a step of those in which baselines are kept.
DrawList on_plain_ground(DrawList list) {
  list.backdrop.centre = list.backdrop.edge = glm::vec3(list.light_theme ? 240.0f : 72.0f) / 255.0f;
  return list;
}

}  // namespace

Studio::Studio(const fs::path& folder) : context_(needed(HeadlessContext::create())) {
  renderer_ = needed(make_gl_renderer());
  picture_ = renderer_->create_picture();
  front_ = renderer_->create_picture();
  back_ = renderer_->create_picture();
  Settings settings;
  settings.reduced_motion = true;
  bench_ = std::make_unique<Workbench>(program_data(), settings, [this] {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    arrived_.notify_one();
  });
  pain_pictures_ = std::make_unique<PainPictures>(*renderer_, *bench_);
  if (!folder.empty()) load(folder);
}

Studio::~Studio() {
  bench_.reset();  // its threads end while there is still something to wake
  if (!interface_begun_) return;
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void Studio::load(const fs::path& folder) {
  Faults faults;
  bench_->open_body(needed(find_sources(folder, program_data().assets, faults)), {});
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(3);
  while (bench_->loading() || !bench_->rays_ready()) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait_for(lock, std::chrono::milliseconds(100), [this] { return woken_; });
      woken_ = false;
    }
    (void)bench_->update();
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("the body does not finish loading");
  }
  shown_body_ = Body();
  for (AtlasInfo atlas : loaded().body.atlases()) {
    atlas.folder = "/home/somebody/manikin";
    shown_body_.add_atlas(std::move(atlas));
  }
  for (const Structure& structure : loaded().body.structures()) shown_body_.add(structure);
}

void Studio::begin(Theme theme) {
  bench_->upd_settings().theme = theme;
  bench_->set_viewport(glm::vec2(body_size));
  bench_->point_at(std::nullopt);
  Session fresh;
  fresh.camera =
      framed(fresh.camera, loaded().body.bounds(), static_cast<float>(body_size.x) / static_cast<float>(body_size.y));
  bench_->perform(ReplaceSession{fresh, "Start"});
  bench_->read_messages();
  ui_ = UiState();
  beneath_.clear();
  pointer_.reset();
}

void Studio::look(StandardView view) {
  bench_->perform(MoveCamera{turned_to(bench_->session().camera, view), {}});
}

void Studio::look(float yaw_deg, float pitch_deg) {
  Camera camera = bench_->session().camera;
  camera.yaw_deg = yaw_deg;
  camera.pitch_deg = pitch_deg;
  bench_->perform(MoveCamera{camera, {}});
}

void Studio::nearer(float factor) {
  Camera camera = bench_->session().camera;
  camera.distance_mm /= factor;
  bench_->perform(MoveCamera{camera, {}});
}

void Studio::frame(const std::string& structure, float nearer_by) {
  const StructureId id = loaded().body.find(structure);
  if (!id.valid()) throw std::runtime_error("this body has no " + structure);
  const glm::vec2 view = bench_->viewport();
  bench_->perform(MoveCamera{framed(bench_->session().camera, loaded().body[id].bounds, view.x / view.y), {}});
  nearer(nearer_by);
}

void Studio::only_systems(const std::vector<System>& systems) {
  for (std::size_t i = 0; i < Session::default_systems().size(); ++i) {
    const auto system = static_cast<System>(i);
    bench_->perform(ShowSystem{system, std::find(systems.begin(), systems.end(), system) != systems.end()});
  }
}

void Studio::show(const std::vector<std::string>& structures, Show as) {
  bench_->perform(SetShow{structures, as, {}});
}

void Studio::zone(const std::string& muscle, const std::string& point, Side side) {
  const MuscleRecord* record = program_data().library.record(muscle);
  const TriggerPoint* described = record != nullptr ? record->find(point) : nullptr;
  if (described == nullptr) throw std::runtime_error("no record has " + muscle + "/" + point);
  select(structure_key(described->in, side));
  bench_->choose_zone({muscle, point, side});
  if (bench_->zone() == nullptr) throw std::runtime_error(muscle + "/" + point + " cannot be placed");
}

void Studio::cut(Axis axis, float at_mm, bool flipped) {
  bench_->perform(SetClip{{true, axis, at_mm, flipped}});
}

void Studio::hover(const std::string& structure) {
  const StructureId id = loaded().body.find(structure);
  const auto at = on_screen(bench_->session().camera, loaded().body[id].bounds.centre(), bench_->viewport());
  bench_->point_at(at);
  if (!bench_->pointed() || bench_->pointed()->structure != id)
    throw std::runtime_error(structure + " is not what lies under its own middle");
}

void Studio::ask_beneath(glm::vec2 at) {
  beneath_ = bench_->beneath(at);
  ui_.beneath_at = glm::vec2(ui_.viewport.x, ui_.viewport.y) + at;
}

void Studio::wait_for_pain() {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(3);
  const auto known = [&] {
    const PainView* pain = bench_->pain();
    const ComparisonView* comparison = bench_->comparison();
    return (pain == nullptr || pain->state == PainView::State::ready) &&
           (comparison == nullptr || comparison->ready) && !bench_->fitting_skin();
  };
  while (!known()) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait_for(lock, std::chrono::milliseconds(100), [this] { return woken_; });
      woken_ = false;
    }
    (void)bench_->update();
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("the pain is not laid onto the skin");
  }
}

Image Studio::body(const DrawQuality& quality, bool refined) {
  return drawn(on_plain_ground(bench_->draw_list()), quality, refined);
}

Image Studio::body_before_backdrop() {
  return drawn(bench_->draw_list(), DrawQuality::full(), true);
}

Image Studio::drawn(const DrawList& list, const DrawQuality& quality, bool refined) {
  renderer_->sync(loaded().geometry, loaded().textures);
  renderer_->draw(picture_, list, body_size, quality);
  while (refined && renderer_->refine(picture_)) {
  }
  drawn_size_ = glm::ivec2(0);
  return renderer_->read(picture_);
}

// The skin from the front and the back with the pain painted on it, as the page shows it.
void Studio::draw_figures() {
  const StructureId skin = loaded().body.find("skin");
  figures_drawn_ = bench_->zone() != nullptr && skin.valid();
  if (!figures_drawn_) return;
  DrawList list = skin_alone(bench_->draw_list(), skin);
  list.bounds = loaded().body[skin].bounds;
  for (const auto& [picture, view] : {std::pair(front_, StandardView::front), std::pair(back_, StandardView::back)}) {
    list.camera = framed(turned_to(Camera(), view), list.bounds, figure_size.x / figure_size.y);
    renderer_->draw(picture, list, glm::ivec2(figure_size), DrawQuality::full());
    for (int i = 0; i < 4; ++i) renderer_->refine(picture);
  }
}

UiInput Studio::ui_input(float scale) {
  UiInput in{shown_body_,
             program_data().anatomy.concepts,
             program_data().library,
             bench_->session(),
             bench_->history(),
             bench_->settings(),
             bench_->search(),
             drawn_,
             bench_->zone(),
             std::nullopt,
             {},
             {},
             {},
             {},
             {},
             bench_->messages(),
             0,
             {},
             {},
             true,
             1.0f,
             {}};
  if (bench_->pointed()) in.pointed = bench_->pointed()->structure;
  in.body_picture = {renderer_->texture(picture_), glm::vec2(drawn_size_)};
  if (figures_drawn_) {
    in.pain_front = {renderer_->texture(front_), figure_size};
    in.pain_back = {renderer_->texture(back_), figure_size};
  }
  for (const PointedAt& p : beneath_) in.beneath.push_back({p.structure, p.distance_mm});
  in.unread_messages = bench_->unread_messages();
  in.renderer = "any renderer";
  in.version = "0.0.0";
  in.pain = bench_->pain();
  in.comparison = bench_->comparison();
  in.needle = bench_->needle();
  in.exercise = bench_->exercise();
  in.access = bench_->access();
  in.published = bench_->published();
  in.layers = bench_->modelled_layers();
  in.stature_mm = bench_->modelled_stature_mm();
  in.person_scale = bench_->person_scale();
  in.fitting_skin = bench_->fitting_skin();
  if (in.comparison != nullptr || ui_.choosing_compared) in.pain_map = bench_->pain_map();
  in.pain_pictures = pain_pictures_->all();
  in.scale = scale;
  return in;
}

void Studio::turn(glm::ivec2 size, float scale) {
  const glm::ivec2 view(std::max(static_cast<int>(ui_.viewport.z), 16), std::max(static_cast<int>(ui_.viewport.w), 16));
  bench_->set_viewport(glm::vec2(view));
  if (DrawList list = on_plain_ground(bench_->draw_list()); view != drawn_size_ || !(list == drawn_)) {
    renderer_->draw(picture_, list, view, DrawQuality::full());
    drawn_ = std::move(list);
    drawn_size_ = view;
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(size.x), static_cast<float>(size.y));
  io.DeltaTime = 1.0f / 60.0f;
  io.MousePos = pointer_ ? ImVec2(pointer_->x, pointer_->y) : ImVec2(-FLT_MAX, -FLT_MAX);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  const UiOutput out = draw_ui(ui_input(scale), ui_);
  ImGui::Render();
  while (pain_pictures_->make_next(out.wanted_pictures, pain_picture_side)) {
  }
  for (const UiEvent& event : out.events) {
    if (const auto* point = std::get_if<UiPointAt>(&event); point != nullptr && point->at) bench_->point_at(point->at);
  }
}

Image Studio::window(glm::ivec2 size, float scale) {
  if (!interface_begun_) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    // Keyboard navigation wants to know its keys, though none is ever pressed here.
    for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
    ImGui_ImplOpenGL3_Init("#version 330 core");
    interface_begun_ = true;
  }
  if (Status styled = set_up_style(bench_->settings().theme, scale); !styled)
    throw std::runtime_error(styled.error().text());
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  renderer_->sync(loaded().geometry, loaded().textures);
  draw_figures();
  for (int i = 0; i < 6; ++i) turn(size, scale);
  while (renderer_->refine(picture_)) {
  }
  turn(size, scale);

  GLuint texture = 0, framebuffer = 0;
  glGenTextures(1, &texture);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.x, size.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glGenFramebuffers(1, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  glViewport(0, 0, size.x, size.y);
  glClearColor(0.09f, 0.1f, 0.12f, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  Image image{size.x, size.y,
              std::vector<std::uint8_t>(static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * 4)};
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.x, size.y, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &framebuffer);
  glDeleteTextures(1, &texture);
  // OpenGL's rows begin at the bottom; what is clear in the framebuffer is opaque on a screen.
  const std::size_t row = static_cast<std::size_t>(size.x) * 4;
  for (std::size_t top = 0, bottom = static_cast<std::size_t>(size.y) - 1; top < bottom; ++top, --bottom)
    std::swap_ranges(image.rgba.begin() + static_cast<std::ptrdiff_t>(top * row),
                     image.rgba.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     image.rgba.begin() + static_cast<std::ptrdiff_t>(bottom * row));
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace palpate::test
