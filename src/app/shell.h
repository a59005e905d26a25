// The shell around the workbench: the window's loop, keys and mouse, the renderer, the interface.
#pragma once

#include "cli.h"

#include <palpate/app/button_hold.h>
#include <palpate/app/frame_pace.h>
#include <palpate/app/key_queue.h>
#include <palpate/app/needle_sound.h>
#include <palpate/app/pain_pictures.h>
#include <palpate/app/sound_player.h>
#include <palpate/app/workbench.h>
#include <palpate/render/renderer.h>
#include <palpate/ui/ui.h>

#include <filesystem>
#include <memory>
#include <string>

struct GLFWwindow;

namespace palpate {

struct ShellOptions {
  CommonOptions common;
  std::filesystem::path settings_file;
};

class Shell {
 public:
  // The window's context must be current. An error if OpenGL is too old or a shader does not compile.
  [[nodiscard]] static Result<std::unique_ptr<Shell>> create(GLFWwindow* window, Workbench& workbench,
                                                             ShellOptions options);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  void run();  // until the window is closed

 private:
  Shell(GLFWwindow* window, Workbench& workbench, ShellOptions options, std::unique_ptr<Renderer> renderer);

  // One turn of the loop. Waits for something to happen if nothing is to be done.
  void wait();
  void turn();
  void draw_pictures();
  void draw_figures();
  void sound_needle();
  UiInput ui_input();
  void handle(const UiEvent& event);
  void handle(ShellRequest request);
  void give_next_focus();
  void ask_what_to_compare();
  void handle_path(const UiPath& wanted);
  void take_screenshot(const UiPath& wanted);
  void print_checklist(const std::string& wanted);
  void begin_file_dialog(UiDialog dialog);
  void update_scale(bool force);
  void write_items() const;
  [[nodiscard]] bool busy() const;

  // What follows a command must meet the interface that the command has made (Ctrl+F, then letters).
  void feed_inputs();
  void hold_buttons();
  void on_key(const KeyInput& input);
  void on_char(unsigned codepoint);
  bool run_shortcut(const Shortcut& shortcut);  // true if a command ran

  GLFWwindow* window_;
  Workbench& workbench_;
  ShellOptions options_;
  std::unique_ptr<Renderer> renderer_;
  UiState state_;
  PictureId body_picture_, front_picture_, back_picture_;
  DrawList drawn_list_;
  glm::ivec2 drawn_size_{0};
  bool refined_ = true;
  FramePace pace_;
  std::optional<ZoneChoice> figures_of_;
  std::uint64_t figures_version_ = 0;
  std::vector<PointedAt> beneath_;
  float scale_ = 0.0f;
  Theme theme_ = Theme::dark;
  int frames_to_draw_ = 3;  // the interface settles over a few frames
  double last_turn_ = 0.0;
  double last_shader_look_ = 0.0;
  std::string items_file_;  // PALPATE_UI_ITEMS: where tests find the places of controls
  std::string renderer_text_;
  KeyQueue inputs_;
  ButtonHold buttons_;
  float wheel_to_come_ = 0.0f;
  PainPictures pain_pictures_;
  NeedleSound needle_sound_;
  SoundPlayer player_;
  bool sound_failed_ = false;                // was said; not tried again until it is switched off and on
  std::vector<ZoneChoice> wanted_pictures_;  // of all pain maps, in the last frame
  bool command_ran_ = false;
  bool letter_is_spent_ = false;  // of the key that was pressed last: it was a command
};

}  // namespace palpate
