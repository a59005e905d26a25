#include <palpate/app/key_queue.h>

#include <algorithm>

namespace palpate {
namespace {

// What a field or a list does with a key is known in the next frame, whether a field was closed one later.
constexpr int frames_to_move = 1, frames_to_act = 2;

}  // namespace

void KeyQueue::push(const KeyInput& input) {
  if (input.kind == KeyInput::Kind::repeat && input.role != KeyRole::writes && !waiting_.empty() &&
      waiting_.back().kind == KeyInput::Kind::repeat && waiting_.back().key == input.key)
    return;
  waiting_.push_back(input);
}

void KeyQueue::begin_frame() {
  hold_ = std::max(hold_ - 1, 0);
  let_go_.clear();
  frame_is_full_ = false;
}

std::optional<KeyInput> KeyQueue::next(bool typing) {
  if (waiting_.empty() || frame_is_full_) return std::nullopt;
  const KeyInput input = waiting_.front();
  const bool letter = typing && input.role == KeyRole::writes;  // fields take characters, whatever their keys do
  if (input.kind == KeyInput::Kind::release) {
    let_go_.insert(input.key);
  } else {
    if (hold_ > 0) return std::nullopt;
    if (input.kind == KeyInput::Kind::press && !letter) {
      if (let_go_.count(input.key) > 0) return std::nullopt;
      frame_is_full_ = true;
      hold(input.role == KeyRole::moves ? frames_to_move : frames_to_act);
    }
  }
  waiting_.pop_front();
  return input;
}

void KeyQueue::hold(int frames) {
  hold_ = std::max(hold_, frames);
}

}  // namespace palpate
