// The program in a real window on a display of its own (Xvfb), with hands that move the pointer and press keys
// (xdotool). Nothing sleeps: the program tells where its controls are and what state it is in, and tests wait for that.
#pragma once

#include <child.h>
#include <manikin.h>
#include <temp_folder.h>

#include <palpate/base/image.h>
#include <palpate/base/json.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/vec2.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace palpate::test {

// A display that nobody sees.
class Display {
 public:
  explicit Display(glm::ivec2 size = {1280, 800});
  // Why there can be none; empty if there can.
  [[nodiscard]] static std::string missing();

  [[nodiscard]] std::string name() const { return ":" + number_; }
  [[nodiscard]] Finished tool(const std::vector<std::string>& command);  // xdotool and the like
  [[nodiscard]] Image picture();                                         // of the whole screen

 private:
  TempFolder home_;
  std::unique_ptr<Child> server_;
  std::string number_;
};

class RealWindow : public testing::Test {
 protected:
  void SetUp() override;  // a display; skips where there can be none
  ~RealWindow() override;

  // Starts the program on the manikin, or with these arguments, and waits until all is there and at rest.
  void start(std::vector<std::string> arguments = usual_arguments(),
             std::map<std::string, std::string> environment = {});
  [[nodiscard]] static std::vector<std::string> usual_arguments();
  int quit();  // by its own command; the exit code

  // What the program tells about itself, the newest.
  [[nodiscard]] JsonNode now();
  [[nodiscard]] std::string text(const std::string& field);
  [[nodiscard]] double number(const std::string& field);
  [[nodiscard]] bool flag(const std::string& field);
  [[nodiscard]] JsonNode session(const std::string& path);  // "camera.yaw_deg"; null if there is none
  [[nodiscard]] bool has_item(const std::string& name);
  [[nodiscard]] glm::vec4 item(const std::string& name);

  // Waits until what is told fits. A failed test if it does not within a minute.
  bool wait_until(const std::string& what, const std::function<bool()>& fits);
  bool wait_for(const std::string& field, const std::string& value);
  bool wait_for_item(const std::string& name);
  bool rest();                        // nothing loads, flies or is refined any more
  bool silent_for(int milliseconds);  // nothing is told: no frame was drawn

  // Hands.
  void move_to(glm::vec2 at);
  void click(glm::vec2 at, int button = 1);
  void click(const std::string& item_name);
  void key(const std::string& keys);  // "ctrl+z", "Return"
  void type(const std::string& letters);
  void drag(glm::vec2 from, glm::vec2 to, int button = 1);
  void wheel(glm::vec2 at, int steps);  // above 0: away from the person
  // Moves the pointer onto the middle of a structure of the manikin, and waits until it is told there.
  glm::vec2 point_at(const std::string& structure);
  // The middle of a structure of the manikin in the window, whatever lies before it.
  [[nodiscard]] glm::vec2 place_of(const std::string& structure);

  TempFolder home;
  std::unique_ptr<Display> display;
  std::unique_ptr<Child> program;

 private:
  [[nodiscard]] std::filesystem::path items_file() const { return home / "told" / "items.json"; }
  bool wait_for_change(int milliseconds);  // of what is told
  void watch();

  int watch_ = -1;
  std::string read_;
  JsonNode read_as_;
};

// How bright a rectangle (left, top, right, bottom) of a picture is on the average, 0 to 255.
[[nodiscard]] double brightness(const Image& image, glm::ivec4 box);
// How many of its pixels differ by more than 24 steps in some channel.
[[nodiscard]] int different_pixels(const Image& a, const Image& b, glm::ivec4 box);
// How many of its pixels are as a colour test says.
[[nodiscard]] int pixels_like(const Image& image, glm::ivec4 box, const std::function<bool(int r, int g, int b)>& like);

}  // namespace palpate::test
