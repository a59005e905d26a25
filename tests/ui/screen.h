// The interface without a window: frames are drawn into lists, and the lists are read as a person reads a screen.
#pragma once

#include "../app/bench.h"

#include <palpate/ui/ui.h>

#include <imgui.h>

#include <map>
#include <string>
#include <vector>

namespace palpate::test {

struct Glyph {
  std::string window;
  unsigned codepoint = 0;
  ImVec2 low, high;
  ImVec4 clip;  // left, top, right, bottom
};

class Screen {
 public:
  explicit Screen(bool with_body = true);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  void set(Theme theme, float scale, ImVec2 size);

  // One frame; events are kept in `events`, not acted upon.
  void frame();
  void frames(int count);
  // Until nothing moves; the layout of a new panel needs a few frames.
  void settle() { frames(4); }

  // The pointer and the keyboard.
  void move_to(glm::vec2 at);
  void press(int button = 0);
  void release(int button = 0);
  void click(const std::string& item);
  void key(ImGuiKey key);
  void type(const std::string& text);
  [[nodiscard]] bool has(const std::string& item) const { return state.items.count(item) > 0; }
  [[nodiscard]] glm::vec2 middle(const std::string& item) const;

  // What the last frame shows.
  [[nodiscard]] std::vector<Glyph> glyphs() const;
  [[nodiscard]] std::string text(const std::string& window) const;  // its letters, in the order they were drawn
  [[nodiscard]] bool scroll_on();  // all windows by a page; false if all are at the end

  template <class T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const UiEvent& event : events) {
      if (const T* match = std::get_if<T>(&event)) found.push_back(*match);
    }
    return found;
  }

  Bench bench;
  UiState state;
  std::vector<UiEvent> events;  // since the last call of clear()
  void clear() { events.clear(); }
  std::vector<ZoneChoice> wanted_pictures;  // in the last frame
  std::vector<UiBeneath> beneath;
  UiProgress progress;
  std::string frame_note;
  bool still = true;
  bool figures = true;

 private:
  [[nodiscard]] UiInput input();
  Status styled_;
};

}  // namespace palpate::test
