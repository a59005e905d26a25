// Keys on their way to the interface. It looks at the keyboard once a frame and sees only which keys are down then: on
// a slow frame several keys come at once, and one that is let go and pressed again between two frames would never have
// been let go. So they wait here, and each frame takes as many as it can tell apart.
#pragma once

#include <deque>
#include <optional>
#include <set>

namespace palpate {

enum class KeyRole {
  writes,  // a letter, if a field is typed into
  moves,   // arrows, Backspace and their like; and Shift, Ctrl, Alt
  acts,    // may open or close a field: Enter, Escape, Tab, letters with Ctrl
};

struct KeyInput {
  enum class Kind { press, repeat, release, character };
  Kind kind = Kind::press;
  int key = 0, scancode = 0, mods = 0;  // as the window system tells them
  KeyRole role = KeyRole::acts;
  unsigned codepoint = 0;  // of a character
};

class KeyQueue {
 public:
  // The repeats of a key that is held down are told once: what a slow machine cannot follow must not go on after it was
  // let go.
  void push(const KeyInput& input);
  [[nodiscard]] bool empty() const { return waiting_.empty(); }

  // Before each frame that is drawn.
  void begin_frame();
  // The next that this frame can take; none if the rest has to wait for another one. `typing`: a field takes letters.
  [[nodiscard]] std::optional<KeyInput> next(bool typing);
  // What was taken last changes the interface, which needs this many frames until it is ready for the next.
  void hold(int frames);

 private:
  std::deque<KeyInput> waiting_;
  std::set<int> let_go_;  // in this frame
  bool frame_is_full_ = false;
  int hold_ = 0;
};

}  // namespace palpate
