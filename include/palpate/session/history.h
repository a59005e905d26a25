// Undo and redo of every step, with its name. Snapshots of the session: it is small, and a snapshot cannot go wrong.
#pragma once

#include <palpate/session/action.h>
#include <palpate/session/session.h>

#include <string>
#include <vector>

namespace palpate {

class History {
 public:
  explicit History(Session start);

  [[nodiscard]] const Session& now() const { return steps_[at_].session; }

  // Applies an action as a new step; what had been undone is gone. Nothing happens if the session stays the same.
  // An action with the merge key of the step before continues that step, until `finish_step` is called.
  void perform(const Action& action);
  void finish_step() { open_key_.clear(); }
  // Applies an action to the present step, without a new one: a flight that belongs to what was just chosen.
  void amend(const Action& action);

  [[nodiscard]] bool can_undo() const { return at_ > 0; }
  [[nodiscard]] bool can_redo() const { return at_ + 1 < steps_.size(); }
  void undo();
  void redo();
  [[nodiscard]] std::string undo_label() const { return can_undo() ? steps_[at_].label : std::string(); }
  [[nodiscard]] std::string redo_label() const { return can_redo() ? steps_[at_ + 1].label : std::string(); }

  // The names of all steps, oldest first, and which one is the present.
  [[nodiscard]] std::vector<std::string> labels() const;
  [[nodiscard]] std::size_t position() const { return at_; }

  // Whether the session differs from what was last saved or opened.
  void mark_saved();
  [[nodiscard]] bool changed_since_saved() const;

  static constexpr std::size_t most_steps = 500;

 private:
  struct Step {
    std::string label;
    Session session;
  };
  std::vector<Step> steps_;
  std::size_t at_ = 0;
  std::string open_key_;
  Session saved_;
};

}  // namespace palpate
