// The verdict on a needle as a short soft tone, for whoever looks at something else. Told apart by rhythm as well as by
// pitch: clear is a rising pair, close is one note twice, struck is a single low one.
//
// Nothing here touches a device: it says which tone is due, and what it is made of.
#pragma once

#include <palpate/scene/needle_view.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace palpate {

inline constexpr int tone_rate = 44100;  // samples a second, one channel

// What was heard last, and what is due now.
class NeedleSound {
 public:
  // Once a frame: the verdict as it is now, none without a needle. A tone is due where the verdict has changed, and
  // where a needle appears that is not clear. What was so before the sound was switched on is not told.
  [[nodiscard]] std::optional<NeedleView::Verdict> due(bool on, std::optional<NeedleView::Verdict> verdict);

 private:
  bool was_on_ = false;
  std::optional<NeedleView::Verdict> known_;
};

// 16-bit samples, less than 0.4 s of them: they begin and end at 0 and stay below half of the range.
[[nodiscard]] std::vector<std::int16_t> tone_of(NeedleView::Verdict verdict);

}  // namespace palpate
