#include <palpate/session/history.h>

namespace palpate {

History::History(Session start) : saved_(start) {
  steps_.push_back({"Start", std::move(start)});
}

void History::perform(const Action& action) {
  Session next = apply(now(), action);
  if (next == now()) return;
  const std::string key = merge_key(action);
  steps_.resize(at_ + 1);
  if (!key.empty() && key == open_key_ && at_ > 0) {
    steps_[at_].session = std::move(next);
    return;
  }
  open_key_ = key;
  steps_.push_back({label_of(action), std::move(next)});
  if (steps_.size() > most_steps) steps_.erase(steps_.begin());
  at_ = steps_.size() - 1;
}

void History::amend(const Action& action) {
  steps_[at_].session = apply(now(), action);
}

void History::undo() {
  if (can_undo()) --at_;
  finish_step();
}

void History::redo() {
  if (can_redo()) ++at_;
  finish_step();
}

std::vector<std::string> History::labels() const {
  std::vector<std::string> labels;
  for (const Step& step : steps_) labels.push_back(step.label);
  return labels;
}

void History::mark_saved() {
  saved_ = now();
}
bool History::changed_since_saved() const {
  return !(saved_ == now());
}

}  // namespace palpate
