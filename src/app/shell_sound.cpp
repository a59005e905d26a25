#include "shell.h"

#include <optional>

namespace palpate {

// The verdict on the needle by sound. The device is opened when this is switched on, and let go when it is switched
// off.
void Shell::sound_needle() {
  const bool on = workbench_.settings().needle_sound;
  const NeedleView* needle = workbench_.needle();
  const auto due = needle_sound_.due(on, needle ? std::optional(needle->verdict) : std::nullopt);
  if (!on) {
    player_.close();
    sound_failed_ = false;
    return;
  }
  if (sound_failed_) return;
  Status played = player_.open();
  if (played && due) played = player_.play(tone_of(*due));
  if (played) return;
  sound_failed_ = true;
  player_.close();
  workbench_.say(played.error().text());
}

}  // namespace palpate
