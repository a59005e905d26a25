#include <palpate/app/needle_sound.h>

#include <cmath>
#include <numbers>
#include <utility>

namespace palpate {
namespace {

constexpr double attack_s = 0.02;  // soft: no click
constexpr double loudness = 0.28;  // of the range

struct Note {
  double begin_s, length_s, hertz;
};

std::vector<Note> notes_of(NeedleView::Verdict verdict) {
  switch (verdict) {
    case NeedleView::Verdict::clear:
      return {{0.0, 0.13, 523.25}, {0.12, 0.2, 783.99}};  // c, and the fifth above
    case NeedleView::Verdict::close:
      return {{0.0, 0.11, 440.0}, {0.17, 0.11, 440.0}};
    case NeedleView::Verdict::struck:
      return {{0.0, 0.36, 174.61}};
  }
  return {};
}

// From 0 up within the attack, then down to 0 along a quarter of a cosine.
double envelope(double t, double length) {
  if (t <= 0.0 || t >= length) return 0.0;
  constexpr double pi = std::numbers::pi;
  if (t < attack_s) return 0.5 - 0.5 * std::cos(pi * t / attack_s);
  return std::cos(0.5 * pi * (t - attack_s) / (length - attack_s));
}

}  // namespace

std::optional<NeedleView::Verdict> NeedleSound::due(bool on, std::optional<NeedleView::Verdict> verdict) {
  const std::optional<NeedleView::Verdict> before = std::exchange(known_, verdict);
  const bool was_on = std::exchange(was_on_, on);
  if (!on || !was_on || !verdict || verdict == before) return std::nullopt;
  if (!before && verdict == NeedleView::Verdict::clear) return std::nullopt;
  return verdict;
}

std::vector<std::int16_t> tone_of(NeedleView::Verdict verdict) {
  const std::vector<Note> notes = notes_of(verdict);
  const double length = notes.back().begin_s + notes.back().length_s;
  std::vector<std::int16_t> samples(static_cast<std::size_t>(std::ceil(length * tone_rate)) + 1);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double at = static_cast<double>(i) / tone_rate;
    double sum = 0.0;
    for (const Note& note : notes) {
      const double t = at - note.begin_s, turn = 2.0 * std::numbers::pi * note.hertz * t;
      // A little of the octave, so that small loudspeakers give the low one too.
      sum += envelope(t, note.length_s) * (std::sin(turn) + 0.3 * std::sin(2.0 * turn));
    }
    samples[i] = static_cast<std::int16_t>(std::lround(32767.0 * loudness * sum));
  }
  return samples;
}

}  // namespace palpate
