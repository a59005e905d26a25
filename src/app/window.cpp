#include "window.h"

#include "shell.h"

#include <palpate/app/workbench.h>
#include <palpate/base/paths.h>
#include <palpate/session/session_file.h>

#include <epoxy/gl.h>

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace palpate {
namespace {

std::string& glfw_complaint() {
  static std::string last;
  return last;
}

struct GlfwLibrary {
  bool ok = false;
  GlfwLibrary() {
    glfwSetErrorCallback(
        [](int code, const char* text) { glfw_complaint() = fmt::format("{} (GLFW {:#x})", text, code); });
    ok = glfwInit() == GLFW_TRUE;
  }
  GlfwLibrary(const GlfwLibrary&) = delete;
  GlfwLibrary& operator=(const GlfwLibrary&) = delete;
  ~GlfwLibrary() {
    if (ok) glfwTerminate();
  }
};

GLFWwindow* make_window() {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  int width = 1440, height = 900;
  if (const GLFWvidmode* mode = glfwGetVideoMode(glfwGetPrimaryMonitor())) {
    width = std::min(width, mode->width);
    height = std::min(height, mode->height);
  }
  GLFWwindow* window = glfwCreateWindow(width, height, "Palpate", nullptr, nullptr);
  // Smaller, nothing could be read.
  if (window != nullptr) glfwSetWindowSizeLimits(window, 480, 360, GLFW_DONT_CARE, GLFW_DONT_CARE);
  return window;
}

std::filesystem::path last_session_file() {
  return data_folder() / "last-session.json";
}

// Where the last start ended, or what was asked for.
void restore_session(Workbench& workbench, const WindowOptions& options) {
  std::error_code failed;
  const std::filesystem::path file =
      !options.session.empty() ? std::filesystem::path(options.session) : last_session_file();
  if (options.session.empty() && (options.fresh || !std::filesystem::exists(file, failed))) return;
  auto opened = open_session(file);
  if (!opened) {
    workbench.say(opened.error().text());
    return;
  }
  for (const std::string& warning : opened->warnings) workbench.say(warning);
  workbench.perform(ReplaceSession{opened->session, "Where the last start ended"});
}

}  // namespace

ExitCode run_window(const CommonOptions& common, const WindowOptions& options) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  std::vector<std::string> warnings;
  const std::filesystem::path settings_file = config_folder() / "settings.json";
  Settings settings = read_settings(settings_file, warnings);
  auto sources = choose_sources(common.atlases, settings.atlas_folders, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  if (!common.atlases.empty()) settings.atlas_folders = common.atlases;

  const GlfwLibrary glfw;
  if (!glfw.ok) {
    complain(Error{"there is no display to open a window on", glfw_complaint(),
                   "Start Palpate from a desktop. Without a display these work: palpate render, info, search, check, "
                   "import (see palpate --help)"});
    return ExitCode::no_display;
  }
  GLFWwindow* window = make_window();
  if (window == nullptr) {
    complain(Error{"no window with OpenGL 3.3 could be opened", glfw_complaint(),
                   "Update the graphics driver, or run with LIBGL_ALWAYS_SOFTWARE=1"});
    return ExitCode::no_display;
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);

  Workbench workbench(*data, std::move(settings), [] { glfwPostEmptyEvent(); });
  for (std::string& warning : warnings) workbench.say(std::move(warning));
  workbench.keep_scores_in(config_folder() / "scores.json");
  restore_session(workbench, options);
  if (!sources->empty()) workbench.open_body(std::move(*sources), load_options(common, false));

  ExitCode code = ExitCode::ok;
  {
    auto shell = Shell::create(window, workbench, {common, settings_file});
    if (!shell) {
      complain(shell.error());
      code = ExitCode::no_display;
    } else {
      (*shell)->run();
      if (Status saved = save_session(workbench.session(), workbench.settings().atlas_folders, last_session_file());
          !saved)
        complain(saved.error());
      if (Status saved = write_settings(workbench.settings(), settings_file); !saved) complain(saved.error());
    }
  }
  glfwDestroyWindow(window);
  return code;
}

}  // namespace palpate
