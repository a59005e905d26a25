#include "shell.h"

#include "key_map.h"

#include <palpate/base/file.h>
#include <palpate/render/gl_renderer.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/pain_figure.h>

#include <epoxy/gl.h>

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace palpate {
namespace {

constexpr int frames_after_input = 3;        // ImGui needs a few to show what an input did
constexpr float pain_picture_side = 148.0f;  // at scale 1, of all pain maps
constexpr int frames_after_command = 3;      // a field that a command opens takes letters only some frames later

Shell* shell_of(GLFWwindow* window) {
  return static_cast<Shell*>(glfwGetWindowUserPointer(window));
}

glm::vec2 pointer_in(GLFWwindow* window) {
  double x = 0.0, y = 0.0;
  glfwGetCursorPos(window, &x, &y);
  return {static_cast<float>(x), static_cast<float>(y)};
}

}  // namespace

Result<std::unique_ptr<Shell>> Shell::create(GLFWwindow* window, Workbench& workbench, ShellOptions options) {
  auto renderer = make_gl_renderer(developer_shader_folder());
  if (!renderer) return renderer.error();
  return std::unique_ptr<Shell>(new Shell(window, workbench, std::move(options), std::move(*renderer)));
}

Shell::Shell(GLFWwindow* window, Workbench& workbench, ShellOptions options, std::unique_ptr<Renderer> renderer)
    : window_(window),
      workbench_(workbench),
      options_(std::move(options)),
      renderer_(std::move(renderer)),
      pain_pictures_(*renderer_, workbench_) {
  if (const char* file = std::getenv("PALPATE_UI_ITEMS")) items_file_ = file;
  renderer_text_ = renderer_->description();
  body_picture_ = renderer_->create_picture();
  front_picture_ = renderer_->create_picture();
  back_picture_ = renderer_->create_picture();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;  // the session keeps the layout
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    const KeyInput::Kind kind = action == GLFW_RELEASE  ? KeyInput::Kind::release
                                : action == GLFW_REPEAT ? KeyInput::Kind::repeat
                                                        : KeyInput::Kind::press;
    shell_of(w)->inputs_.push({kind, key, scancode, mods, role_of_glfw(key, mods), 0});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned codepoint) {
    shell_of(w)->inputs_.push({KeyInput::Kind::character, 0, 0, 0, KeyRole::writes, codepoint});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int mods) {
    ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
    if (action == GLFW_RELEASE) shell_of(w)->buttons_.released(button, pointer_in(w));
  });
  glfwSetScrollCallback(window_, ImGui_ImplGlfw_ScrollCallback);
  glfwSetWindowFocusCallback(window_, ImGui_ImplGlfw_WindowFocusCallback);
  glfwSetCursorEnterCallback(window_, ImGui_ImplGlfw_CursorEnterCallback);
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { shell_of(w)->frames_to_draw_ = frames_after_input; });
  ImGui_ImplGlfw_InitForOpenGL(window_, false);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  update_scale(true);
  last_turn_ = glfwGetTime();
}

Shell::~Shell() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

void Shell::run() {
  while (glfwWindowShouldClose(window_) == 0) {
    wait();
    turn();
  }
}

bool Shell::busy() const {
  return workbench_.flying() || frames_to_draw_ > 0 || !refined_ || !inputs_.empty();
}

// Nothing is drawn and nothing runs while nothing happens.
void Shell::wait() {
  const bool sounding = player_.sounding();  // lets the device rest once it is over
  if (busy()) {
    glfwPollEvents();
  } else if (workbench_.loading()) {
    glfwWaitEventsTimeout(0.1);  // the progress bar moves
    frames_to_draw_ = std::max(frames_to_draw_, 1);
  } else if (ImGui::GetIO().WantTextInput) {
    glfwWaitEventsTimeout(0.4);  // the cursor blinks
    frames_to_draw_ = std::max(frames_to_draw_, 1);
  } else if (sounding) {
    glfwWaitEventsTimeout(0.1);
  } else {
    glfwWaitEvents();
    frames_to_draw_ = frames_after_input;
  }
}

void Shell::turn() {
  const double now = glfwGetTime();
  const double seconds = std::min(now - last_turn_, 0.2);
  last_turn_ = now;
  if (workbench_.update()) {
    renderer_->sync(workbench_.loaded().geometry, workbench_.loaded().textures);
    frames_to_draw_ = frames_after_input;
  }
  workbench_.advance(seconds);
  sound_needle();
  update_scale(false);
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  if (width == 0 || height == 0) {
    glfwWaitEvents();  // minimised
    return;
  }
  feed_inputs();
  draw_pictures();
  if (frames_to_draw_ > 0) --frames_to_draw_;

  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  hold_buttons();
  ImGui::NewFrame();
  const UiOutput out = draw_ui(ui_input(), state_);
  ImGui::Render();
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, width, height);
  glClearColor(0.09f, 0.1f, 0.12f, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
  if (!items_file_.empty()) write_items();

  for (const UiEvent& event : out.events) handle(event);
  for (const ShellRequest request : workbench_.take_requests()) handle(request);
  if (out.wanted_pictures != wanted_pictures_) frames_to_draw_ = std::max(frames_to_draw_, 2);
  wanted_pictures_ = out.wanted_pictures;
  if (out.wants_another_frame) frames_to_draw_ = std::max(frames_to_draw_, 1);
}

// Draws the body if anything about it has changed, quickly; refines it once it has been still for a moment.
void Shell::draw_pictures() {
  const glm::ivec2 size(std::max(static_cast<int>(state_.viewport.z), 16),
                        std::max(static_cast<int>(state_.viewport.w), 16));
  workbench_.set_viewport(glm::vec2(size));
  workbench_.set_covered(state_.needle_card);
  const DrawList& list = workbench_.draw_list();
  const double now = glfwGetTime();
  const bool drawn_now = size != drawn_size_ || !(list == drawn_list_);
  if (drawn_now) {
    const bool always_full = workbench_.settings().always_full_detail;
    const bool camera_moves = !always_full && !(list.camera == drawn_list_.camera);
    const double begin = glfwGetTime();
    renderer_->draw(body_picture_, list, size, pace_.quality(workbench_.flying(), always_full));
    glFinish();
    pace_.drawn(now, static_cast<float>(glfwGetTime() - begin), camera_moves);
    drawn_list_ = list;
    drawn_size_ = size;
    refined_ = false;
    frames_to_draw_ = std::max(frames_to_draw_, 1);
  } else if (!refined_ && inputs_.empty()) {
    const bool busy = workbench_.loading() || !workbench_.rays_ready() || ImGui::GetIO().WantTextInput;
    if (pace_.may_refine(now, busy)) {
      refined_ = !renderer_->refine(body_picture_);
      frames_to_draw_ = std::max(frames_to_draw_, 1);
    } else {
      glfwWaitEventsTimeout(0.01);
    }
  }
  if (drawn_now) {
    frames_to_draw_ = std::max(frames_to_draw_, 2);  // the figures get a turn of their own
  } else {
    draw_figures();
    const int side = std::max(static_cast<int>(pain_picture_side * scale_), 16);
    if (!wanted_pictures_.empty() && pain_pictures_.make_next(wanted_pictures_, side))
      frames_to_draw_ = std::max(frames_to_draw_, 1);
  }
  if (!developer_shader_folder().empty() && now - last_shader_look_ > 1.0) {
    last_shader_look_ = now;
    if (Status reloaded = renderer_->reload_shaders(); !reloaded) workbench_.say(reloaded.error().text());
  }
}

// The small figures of the page: the skin from the front and the back with the pain painted on it.
void Shell::draw_figures() {
  const ZoneView* zone = workbench_.zone();
  if (zone == nullptr) {
    figures_of_.reset();
    return;
  }
  if (workbench_.flying()) return;  // what moves comes first
  const StructureId skin = workbench_.loaded().body.find("skin");
  const std::uint64_t version = workbench_.draw_list().geometry_version;
  if (!skin.valid() || (figures_of_ == zone->choice && figures_version_ == version)) return;
  figures_of_ = zone->choice;
  figures_version_ = version;
  DrawList list = skin_alone(workbench_.draw_list(), skin);
  const Bounds bounds = workbench_.loaded().body[skin].bounds;
  const glm::ivec2 size(static_cast<int>(150 * scale_), static_cast<int>(264 * scale_));
  const float aspect = static_cast<float>(size.x) / static_cast<float>(size.y);
  for (const auto& [picture, view] :
       {std::pair(front_picture_, StandardView::front), std::pair(back_picture_, StandardView::back)}) {
    list.camera = framed(turned_to(Camera(), view), bounds, aspect);
    list.bounds = bounds;
    renderer_->draw(picture, list, size, DrawQuality::full());
    for (int i = 0; i < 4; ++i) renderer_->refine(picture);
  }
}

UiInput Shell::ui_input() {
  const LoadedBody& loaded = workbench_.loaded();
  UiInput in{loaded.body,
             workbench_.data().anatomy.concepts,
             workbench_.data().library,
             workbench_.session(),
             workbench_.history(),
             workbench_.settings(),
             workbench_.search(),
             drawn_list_,
             workbench_.zone(),
             std::nullopt,
             {},
             {},
             {},
             {},
             {},
             workbench_.messages(),
             0,
             {},
             {},
             true,
             1.0f,
             {}};
  if (workbench_.pointed()) in.pointed = workbench_.pointed()->structure;
  in.body_picture = {renderer_->texture(body_picture_), glm::vec2(drawn_size_)};
  if (figures_of_ && workbench_.zone() != nullptr) {
    in.pain_front = {renderer_->texture(front_picture_), {150.0f, 264.0f}};
    in.pain_back = {renderer_->texture(back_picture_), {150.0f, 264.0f}};
  }
  for (const PointedAt& p : beneath_) in.beneath.push_back({p.structure, p.distance_mm});
  if (workbench_.loading()) {
    const Progress::State progress = workbench_.progress();
    in.progress = {true, progress.doing,
                   progress.total > 0 ? static_cast<float>(progress.done) / static_cast<float>(progress.total) : -1.0f};
  }
  in.unread_messages = workbench_.unread_messages();
  in.renderer = renderer_text_;
  in.version = PALPATE_VERSION;
  in.pain = workbench_.pain();
  in.pointed_region = workbench_.pointed_region();
  in.pointed_px_per_mm = workbench_.pointed_px_per_mm();
  in.comparison = workbench_.comparison();
  in.needle = workbench_.needle();
  in.exercise = workbench_.exercise();
  in.access = workbench_.access();
  if (state_.needle_open) in.published = workbench_.published();
  if (in.comparison != nullptr || state_.choosing_compared) in.pain_map = workbench_.pain_map();
  in.before_needle = &workbench_.data().before_needle;
  in.layers = workbench_.modelled_layers();
  in.stature_mm = workbench_.modelled_stature_mm();
  in.person_scale = workbench_.person_scale();
  in.fitting_skin = workbench_.fitting_skin();
  if (state_.dialog == UiDialog::pain_maps) in.pain_pictures = pain_pictures_.all();
  in.still = !workbench_.flying() && !state_.dragging;
  in.scale = scale_;
  return in;
}

void Shell::handle(const UiEvent& event) {
  const glm::vec2 origin(state_.viewport.x, state_.viewport.y);
  std::visit(
      [&](const auto& e) {
        using T = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<T, Action>) workbench_.perform(e);
        if constexpr (std::is_same_v<T, CommandId>) workbench_.execute(e);
        if constexpr (std::is_same_v<T, UiChooseConcept>) workbench_.choose(e.id, e.side);
        if constexpr (std::is_same_v<T, UiChooseStructure>) workbench_.choose_structure(e.id);
        if constexpr (std::is_same_v<T, UiChooseZone>) workbench_.choose_zone(e.choice);
        if constexpr (std::is_same_v<T, UiFly>) workbench_.fly_to(e.camera, e.label);
        if constexpr (std::is_same_v<T, UiPointAt>) workbench_.point_at(e.at);
        if constexpr (std::is_same_v<T, UiClick>) workbench_.click(e.at);
        if constexpr (std::is_same_v<T, UiDrag>) e.pan ? workbench_.pan(e.by) : workbench_.orbit(e.by);
        if constexpr (std::is_same_v<T, UiZoom>) workbench_.zoom(e.steps, e.at);
        if constexpr (std::is_same_v<T, UiPaintPain>) workbench_.paint_pain(e.at, e.brush, e.begins);
        if constexpr (std::is_same_v<T, UiChooseMatch>) workbench_.choose_match(e.choice);
        if constexpr (std::is_same_v<T, UiDragNeedle>) workbench_.drag_needle(e.grip, e.from, e.to);
        if constexpr (std::is_same_v<T, UiCompare>) workbench_.compare_with(e.muscle);
        if constexpr (std::is_same_v<T, UiFinishStep>) workbench_.finish_step();
        if constexpr (std::is_same_v<T, UiSetSetting>) set_number(workbench_.upd_settings(), e.key, e.value);
        if constexpr (std::is_same_v<T, UiPath>) handle_path(e);
        if constexpr (std::is_same_v<T, UiAskToPrint>) begin_file_dialog(UiDialog::print_checklist);
        if constexpr (std::is_same_v<T, UiCancelLoading>) workbench_.cancel_loading();
        if constexpr (std::is_same_v<T, UiReadMessages>) workbench_.read_messages();
        if constexpr (std::is_same_v<T, UiAskBeneath>) {
          beneath_ = workbench_.beneath(e.at);
          state_.beneath_at = origin + e.at;
        }
        // The pointer's place is told every frame; only what it changes needs another one.
        if constexpr (!std::is_same_v<T, UiPointAt>) frames_to_draw_ = std::max(frames_to_draw_, 2);
      },
      event);
}

void Shell::handle(ShellRequest request) {
  frames_to_draw_ = frames_after_input;
  switch (request) {
    case ShellRequest::find:
      state_.want_search = true;
      state_.dialog = UiDialog::none;
      return;
    case ShellRequest::palette:
      return open_dialog(state_, UiDialog::palette);
    case ShellRequest::open_session:
      return begin_file_dialog(UiDialog::open_session);
    case ShellRequest::save_session:
      return begin_file_dialog(UiDialog::save_session);
    case ShellRequest::open_atlas:
      return begin_file_dialog(UiDialog::open_atlas);
    case ShellRequest::screenshot:
      return begin_file_dialog(UiDialog::screenshot);
    case ShellRequest::help:
      return open_dialog(state_, UiDialog::help);
    case ShellRequest::settings:
      return open_dialog(state_, UiDialog::settings);
    case ShellRequest::credits:
      return open_dialog(state_, UiDialog::credits);
    case ShellRequest::reading:
      return open_dialog(state_, UiDialog::reading);
    case ShellRequest::pain_maps:
      return open_dialog(state_, UiDialog::pain_maps);
    case ShellRequest::before_needle:
      state_.checklist_note.clear();
      return open_dialog(state_, UiDialog::before_needle);
    case ShellRequest::choose_compared:
      return ask_what_to_compare();
    case ShellRequest::messages:
      return open_dialog(state_, UiDialog::messages);
    case ShellRequest::next_focus:
      return give_next_focus();
    case ShellRequest::theme:
      workbench_.upd_settings().theme = workbench_.settings().theme == Theme::dark ? Theme::light : Theme::dark;
      return;
    case ShellRequest::bigger:
    case ShellRequest::smaller: {
      const float step = request == ShellRequest::bigger ? 10.0f : -10.0f;
      set_number(workbench_.upd_settings(), "scale_percent", workbench_.settings().scale_percent + step);
      return;
    }
    case ShellRequest::beneath: {
      const glm::vec2 at = workbench_.last_click().value_or(workbench_.viewport() * 0.5f);
      beneath_ = workbench_.beneath(at);
      state_.beneath_at = glm::vec2(state_.viewport.x, state_.viewport.y) + at;
      return;
    }
    case ShellRequest::close_or_clear:
      if (close_topmost(state_)) return;
      if (workbench_.comparison() != nullptr) return workbench_.compare_with({});
      if (!workbench_.session().selected.empty()) workbench_.perform(Select{{}, {}, {}});
      return;
    case ShellRequest::quit:
      glfwSetWindowShouldClose(window_, GLFW_TRUE);
      return;
  }
}

void Shell::give_next_focus() {
  const Session& s = workbench_.session();
  const UiFocus next = state_.focus == UiFocus::body   ? UiFocus::left
                       : state_.focus == UiFocus::left ? UiFocus::right
                                                       : UiFocus::body;
  if ((next == UiFocus::left && !s.left_panel) || (next == UiFocus::right && !s.right_panel))
    workbench_.perform(SetPanels{true, true});
  state_.focus = next;
}

void Shell::ask_what_to_compare() {
  state_.choosing_compared = state_.want_compared_field = true;
  state_.focus = UiFocus::right;
  if (!workbench_.session().right_panel) workbench_.execute(CommandId::toggle_right_panel);
}

void Shell::update_scale(bool force) {
  float screen = 1.0f, screen_y = 1.0f;
  glfwGetWindowContentScale(window_, &screen, &screen_y);
  const float scale = std::clamp(screen * workbench_.settings().scale_percent / 100.0f, 0.5f, 6.0f);
  const Theme theme = workbench_.settings().theme;
  if (!force && scale == scale_ && theme == theme_) return;
  const bool new_fonts = scale != scale_;
  scale_ = scale;
  theme_ = theme;
  if (Status styled = set_up_style(theme, scale); !styled) workbench_.say(styled.error().text());
  if (new_fonts && !force) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  figures_of_.reset();
  frames_to_draw_ = frames_after_input;
}

void Shell::feed_inputs() {
  inputs_.begin_frame();
  while (const std::optional<KeyInput> input = inputs_.next(state_.text_field_active)) {
    frames_to_draw_ = frames_after_input;
    command_ran_ = false;
    if (input->kind == KeyInput::Kind::character) {
      if (std::exchange(letter_is_spent_, false)) continue;
      ImGui_ImplGlfw_CharCallback(window_, input->codepoint);
      on_char(input->codepoint);
    } else {
      const int action = input->kind == KeyInput::Kind::release  ? GLFW_RELEASE
                         : input->kind == KeyInput::Kind::repeat ? GLFW_REPEAT
                                                                 : GLFW_PRESS;
      ImGui_ImplGlfw_KeyCallback(window_, input->key, input->scancode, action, input->mods);
      on_key(*input);
      // The letter of a key that was a command is not typed into the field that the command has opened.
      if (input->kind == KeyInput::Kind::press)
        letter_is_spent_ = command_ran_ && (input->mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) == 0;
    }
    if (command_ran_) inputs_.hold(frames_after_command);
  }
}

// What came after a button was let go waits for the frame in which it is up.
void Shell::hold_buttons() {
  ImGuiIO& io = ImGui::GetIO();
  io.MouseWheel += std::exchange(wheel_to_come_, 0.0f);
  glm::vec2 pointer = pointer_in(window_);
  if (!buttons_.empty()) {
    for (int button = 0; button < 3; ++button) {
      if (buttons_.keeps_down(button)) io.MouseDown[button] = true;
    }
    pointer = buttons_.released_at();
    io.MousePos = ImVec2(pointer.x, pointer.y);
    wheel_to_come_ = std::exchange(io.MouseWheel, 0.0f);
    frames_to_draw_ = std::max(frames_to_draw_, 2);
  }
  buttons_.drawn(pointer);
}

void Shell::on_key(const KeyInput& input) {
  if (input.kind == KeyInput::Kind::release) return;
  const Key ours = key_from_glfw(input.key, input.scancode);
  Shortcut shortcut{ours, (input.mods & GLFW_MOD_CONTROL) != 0, (input.mods & GLFW_MOD_SHIFT) != 0,
                    (input.mods & GLFW_MOD_ALT) != 0};
  // Signs come as characters, whatever key they are on; with Ctrl there is no character.
  const bool sign = ours >= Key::plus && ours <= Key::question;
  if (sign && !shortcut.ctrl && !shortcut.alt) return;
  if (ours == Key::plus) shortcut.shift = false;
  command_ran_ = run_shortcut(shortcut);
}

void Shell::on_char(unsigned codepoint) {
  const Key ours = key_from_char(codepoint);
  if (ours != Key::none) command_ran_ = run_shortcut({ours});
}

// A field that is being typed into owns plain keys; the body owns them only while it has the keyboard.
bool Shell::run_shortcut(const Shortcut& shortcut) {
  const bool typing = state_.text_field_active;
  const bool body_has_keyboard = state_.focus == UiFocus::body && state_.dialog == UiDialog::none && !typing &&
                                 !state_.beneath_at && !state_.search_open;
  std::optional<CommandId> id;
  if (shortcut.key == Key::escape) {
    id = CommandId::clear_selection;
  } else if (!typing || shortcut.ctrl || shortcut.alt || shortcut.key >= Key::f1) {
    id = command_for(shortcut, body_has_keyboard);
  }
  if (!id) return false;
  workbench_.execute(*id);
  for (const ShellRequest request : workbench_.take_requests()) handle(request);
  return true;
}

}  // namespace palpate
