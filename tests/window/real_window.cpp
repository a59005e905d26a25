#include "real_window.h"

#include <palpate/base/file.h>
#include <palpate/base/text.h>
#include <palpate/scene/camera_math.h>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience(60);

bool in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::size_t end = rest.find(':');
    if (fs::exists(fs::path(rest.substr(0, end)) / program)) return true;
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
  }
  return false;
}

// What the server writes into the pipe: its number and a line's end.
std::string read_number(int file) {
  std::string number;
  pollfd waiting{file, POLLIN, 0};
  while (poll(&waiting, 1, 20'000) > 0) {
    char letter = 0;
    if (read(file, &letter, 1) != 1 || letter == '\n') break;
    number += letter;
  }
  return number;
}

std::string rounded(float value) {
  return std::to_string(static_cast<int>(value + 0.5f));
}

}  // namespace

std::string Display::missing() {
  for (const char* program : {"Xvfb", "xdotool", "import"}) {
    if (!in_path(program)) return std::string(program) + " is not installed: there is no window to test";
  }
  return {};
}

Display::Display(glm::ivec2 size) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const std::string screen = std::to_string(size.x) + "x" + std::to_string(size.y) + "x24";
  server_ = std::make_unique<Child>(ChildStart{{"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", screen,
                                                "-nolisten", "tcp", "-noreset"},
                                               {},
                                               {},
                                               {},
                                               {ends[1]}},
                                    home_.path());
  close(ends[1]);
  number_ = read_number(ends[0]);
  close(ends[0]);
  if (number_.empty()) throw std::runtime_error("Xvfb opened no display: " + server_->errors());
}

Finished Display::tool(const std::vector<std::string>& command) {
  return run_child({command, {{"DISPLAY", name()}}, {}, {}, {}}, home_.path(), std::chrono::seconds(60));
}

Image Display::picture() {
  const std::string file = (home_ / "screen.png").string();
  const Finished taken = tool({"import", "-window", "root", "-depth", "8", file});
  const auto image = read_image(file);
  if (!image) throw std::runtime_error("there is no picture of the screen: " + taken.errors);
  return *image;
}

void RealWindow::SetUp() {
  if (const std::string why = Display::missing(); !why.empty()) GTEST_SKIP() << why;
  display = std::make_unique<Display>();
}

RealWindow::~RealWindow() {
  if (HasFailure() && program) std::printf("The program said:\n%s\n", program->errors().c_str());
  program.reset();
  if (watch_ >= 0) close(watch_);
}

std::vector<std::string> RealWindow::usual_arguments() {
  return {"--fresh", "--no-cache", "--atlas", manikin_folder().string()};
}

void RealWindow::watch() {
  if (watch_ >= 0) return;
  fs::create_directories(items_file().parent_path());
  watch_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (inotify_add_watch(watch_, items_file().parent_path().c_str(), IN_MOVED_TO) < 0)
    throw std::runtime_error("the folder of what the program tells cannot be watched");
}

void RealWindow::start(std::vector<std::string> arguments, std::map<std::string, std::string> environment) {
  watch();
  arguments.insert(arguments.begin(), PALPATE_PROGRAM);
  environment.insert({{"DISPLAY", display->name()},
                      {"PALPATE_UI_ITEMS", items_file().string()},
                      {"LIBGL_ALWAYS_SOFTWARE", "1"},
                      {"XDG_SESSION_TYPE", "x11"}});
  fs::remove(items_file());
  read_.clear();
  program = std::make_unique<Child>(
      ChildStart{std::move(arguments), std::move(environment), {"WAYLAND_DISPLAY"}, {}, {}}, home.path());
  (void)display->tool({"xdotool", "mousemove", "640", "790"});  // keys go to the window under the pointer
  rest();
}

int RealWindow::quit() {
  key("ctrl+q");
  return program->wait(patience).value_or(-1);
}

bool RealWindow::wait_for_change(int milliseconds) {
  pollfd waiting{watch_, POLLIN, 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return false;
  std::array<char, 4096> events{};
  while (read(watch_, events.data(), events.size()) > 0) {
  }
  return true;
}

JsonNode RealWindow::now() {
  const auto bytes = read_file(items_file());
  if (!bytes) return JsonNode::object();
  if (*bytes != read_) {
    read_ = *bytes;
    auto parsed = parse_json(read_, "items");
    EXPECT_TRUE(parsed) << parsed.error().text();
    if (parsed) read_as_ = std::move(*parsed);
  }
  return read_as_;
}

std::string RealWindow::text(const std::string& field) {
  const JsonNode told = now();
  const JsonNode* node = told.find(field);
  return node != nullptr ? node->text() : "";
}
double RealWindow::number(const std::string& field) {
  const JsonNode told = now();
  const JsonNode* node = told.find(field);
  return node != nullptr ? node->number() : -1.0;
}
bool RealWindow::flag(const std::string& field) {
  const JsonNode told = now();
  const JsonNode* node = told.find(field);
  return node != nullptr && node->boolean();
}
JsonNode RealWindow::session(const std::string& path) {
  const JsonNode told = now();
  const JsonNode* node = told.find("session");
  for (const std::string& field : split(path, '.')) node = node != nullptr ? node->find(field) : nullptr;
  return node != nullptr ? *node : JsonNode();
}
bool RealWindow::has_item(const std::string& name) {
  const JsonNode told = now();
  const JsonNode* items = told.find("items");
  return items != nullptr && items->find(name) != nullptr;
}
glm::vec4 RealWindow::item(const std::string& name) {
  const JsonNode told = now();
  const JsonNode* items = told.find("items");
  const JsonNode* box = items != nullptr ? items->find(name) : nullptr;
  if (box == nullptr) {
    ADD_FAILURE() << "there is no control " << name;
    return glm::vec4(0.0f);
  }
  glm::vec4 out;
  for (int i = 0; i < 4; ++i) out[i] = static_cast<float>(box->at(static_cast<std::size_t>(i)).number());
  return out;
}

bool RealWindow::wait_until(const std::string& what, const std::function<bool()>& fits) {
  const auto end = Clock::now() + patience;
  while (true) {
    if (!read_.empty() || fs::exists(items_file())) {
      if (fits()) return true;
    }
    if (!program->running()) {
      ADD_FAILURE() << "the program ended while waiting for: " << what << "\n" << program->errors();
      return false;
    }
    if (Clock::now() > end) {
      ADD_FAILURE() << "in vain waited for: " << what << "\n" << read_.substr(read_.find("\"loading\""));
      return false;
    }
    wait_for_change(250);
  }
}

bool RealWindow::wait_for(const std::string& field, const std::string& value) {
  return wait_until(field + " to be \"" + value + "\"", [&] { return text(field) == value; });
}
bool RealWindow::wait_for_item(const std::string& name) {
  return wait_until("the control " + name, [&] { return has_item(name); });
}
bool RealWindow::rest() {
  return wait_until("rest", [&] {
    return now().find("loading") != nullptr && !flag("loading") && flag("rays_ready") && flag("refined") &&
           !flag("flying");
  });
}
bool RealWindow::silent_for(int milliseconds) {
  while (wait_for_change(0)) {
  }
  return !wait_for_change(milliseconds);
}

void RealWindow::move_to(glm::vec2 at) {
  (void)display->tool({"xdotool", "mousemove", rounded(at.x), rounded(at.y)});
}
void RealWindow::click(glm::vec2 at, int button) {
  (void)display->tool({"xdotool", "mousemove", rounded(at.x), rounded(at.y), "mousedown", std::to_string(button)});
  // A press and its end within one frame would not be seen on a slow machine: a frame between them.
  wait_for_change(2000);
  (void)display->tool({"xdotool", "mouseup", std::to_string(button)});
}
void RealWindow::click(const std::string& item_name) {
  if (!wait_for_item(item_name)) return;
  // What was just opened moves to its place over some frames.
  glm::vec4 box = item(item_name);
  for (glm::vec4 before(0.0f); box != before; box = item(item_name)) {
    before = box;
    (void)silent_for(150);
  }
  click(glm::vec2((box.x + box.z) * 0.5f, (box.y + box.w) * 0.5f));
}
void RealWindow::key(const std::string& keys) {
  (void)display->tool({"xdotool", "key", keys});
}
void RealWindow::type(const std::string& letters) {
  (void)display->tool({"xdotool", "type", "--delay", "20", letters});
}
void RealWindow::drag(glm::vec2 from, glm::vec2 to, int button) {
  const std::string which = std::to_string(button);
  (void)display->tool({"xdotool", "mousemove", rounded(from.x), rounded(from.y), "mousedown", which});
  wait_for_change(2000);
  for (int step = 1; step <= 6; ++step) {
    const glm::vec2 at = from + (to - from) * (static_cast<float>(step) / 6.0f);
    move_to(at);
    wait_for_change(500);
  }
  (void)display->tool({"xdotool", "mouseup", which});
}
void RealWindow::wheel(glm::vec2 at, int steps) {
  move_to(at);
  for (int i = 0; i < std::abs(steps); ++i) (void)display->tool({"xdotool", "click", steps > 0 ? "4" : "5"});
}

glm::vec2 RealWindow::place_of(const std::string& structure) {
  const LoadedBody& body = manikin();
  const JsonNode target = session("camera.target_mm");
  Camera camera;
  for (int i = 0; i < 3; ++i) camera.target[i] = static_cast<float>(target.at(static_cast<std::size_t>(i)).number());
  camera.yaw_deg = static_cast<float>(session("camera.yaw_deg").number());
  camera.pitch_deg = static_cast<float>(session("camera.pitch_deg").number());
  camera.distance_mm = static_cast<float>(session("camera.distance_mm").number());
  const glm::vec4 box = item("viewport");
  const glm::vec2 size(box.z - box.x, box.w - box.y);
  const auto at = on_screen(camera, body.body[body.body.find(structure)].bounds.centre(), size);
  if (!at) throw std::runtime_error(structure + " is not on the screen");
  return *at + glm::vec2(box.x, box.y);
}

glm::vec2 RealWindow::point_at(const std::string& structure) {
  const glm::vec2 place = place_of(structure);
  move_to(place);
  wait_for("pointed", structure);
  return place;
}

double brightness(const Image& image, glm::ivec4 box) {
  double sum = 0.0;
  int count = 0;
  for (int y = box.y; y < box.w; ++y) {
    for (int x = box.x; x < box.z; ++x, ++count) {
      const auto p = image.pixel(x, y);
      sum += (p[0] + p[1] + p[2]) / 3.0;
    }
  }
  return sum / std::max(count, 1);
}

int different_pixels(const Image& a, const Image& b, glm::ivec4 box) {
  int count = 0;
  for (int y = box.y; y < box.w; ++y) {
    for (int x = box.x; x < box.z; ++x) {
      const auto p = a.pixel(x, y), q = b.pixel(x, y);
      bool far = false;
      for (std::size_t i = 0; i < 3; ++i) far = far || std::abs(static_cast<int>(p[i]) - static_cast<int>(q[i])) > 24;
      count += far ? 1 : 0;
    }
  }
  return count;
}

int pixels_like(const Image& image, glm::ivec4 box, const std::function<bool(int r, int g, int b)>& like) {
  int count = 0;
  for (int y = box.y; y < box.w; ++y) {
    for (int x = box.x; x < box.z; ++x) {
      const auto p = image.pixel(x, y);
      count += like(p[0], p[1], p[2]) ? 1 : 0;
    }
  }
  return count;
}

}  // namespace palpate::test
