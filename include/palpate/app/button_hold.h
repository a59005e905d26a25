// Mouse buttons that are let go on a slow frame. The interface looks at the mouse once a frame: if it was moved and
// then let go between two frames, a drag would end where the frame before saw it, and its last way would be lost. So
// such a button stays down for one frame more, in which the interface sees the pointer where it was let go, wherever it
// has gone since.
#pragma once

#include <glm/vec2.hpp>

#include <set>

namespace palpate {

class ButtonHold {
 public:
  // A button was let go there.
  void released(int button, glm::vec2 pointer) {
    if (pointer == seen_) return;
    held_.insert(button);
    released_at_ = pointer;
  }
  // Of the frame that is about to be drawn.
  [[nodiscard]] bool keeps_down(int button) const { return held_.count(button) > 0; }
  [[nodiscard]] bool empty() const { return held_.empty(); }
  [[nodiscard]] glm::vec2 released_at() const { return released_at_; }  // while it is not empty
  // That frame saw the pointer there.
  void drawn(glm::vec2 pointer) {
    seen_ = pointer;
    held_.clear();
  }

 private:
  glm::vec2 seen_{0.0f}, released_at_{0.0f};
  std::set<int> held_;
};

}  // namespace palpate
