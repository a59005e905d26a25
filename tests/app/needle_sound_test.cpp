// The verdict on a needle by sound: which tone is due when, and what the tones are made of.
#include <palpate/app/needle_sound.h>
#include <palpate/app/sound_player.h>
#include <palpate/base/isolate.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace palpate {
namespace {

using Verdict = NeedleView::Verdict;
using testing::HasSubstr;

constexpr Verdict all_verdicts[] = {Verdict::clear, Verdict::close, Verdict::struck};

TEST(NeedleSound, IsDueOnceForEachChange) {
  NeedleSound sound;
  EXPECT_FALSE(sound.due(true, Verdict::clear));
  EXPECT_FALSE(sound.due(true, Verdict::clear));
  EXPECT_EQ(sound.due(true, Verdict::close), Verdict::close);
  EXPECT_FALSE(sound.due(true, Verdict::close));
  EXPECT_EQ(sound.due(true, Verdict::struck), Verdict::struck);
  EXPECT_EQ(sound.due(true, Verdict::clear), Verdict::clear);
}

TEST(NeedleSound, TellsOfANeedleThatAppearsOnlyIfItIsNotClear) {
  NeedleSound sound;
  EXPECT_FALSE(sound.due(true, std::nullopt));
  EXPECT_FALSE(sound.due(true, Verdict::clear));
  EXPECT_FALSE(sound.due(true, std::nullopt));
  EXPECT_EQ(sound.due(true, Verdict::struck), Verdict::struck);
  EXPECT_FALSE(sound.due(true, std::nullopt));
  EXPECT_EQ(sound.due(true, Verdict::close), Verdict::close);
}

TEST(NeedleSound, IsSilentWhileSwitchedOffAndAboutWhatWasSoBefore) {
  NeedleSound sound;
  EXPECT_FALSE(sound.due(false, Verdict::clear));
  EXPECT_FALSE(sound.due(false, Verdict::struck));
  EXPECT_FALSE(sound.due(true, Verdict::close));
  EXPECT_EQ(sound.due(true, Verdict::struck), Verdict::struck);
  EXPECT_FALSE(sound.due(false, Verdict::clear));
}

TEST(NeedleSound, TonesBeginAndEndInSilenceAndAreShortAndSoft) {
  for (const Verdict verdict : all_verdicts) {
    const std::vector<std::int16_t> samples = tone_of(verdict);
    ASSERT_GT(samples.size(), 1000u);
    EXPECT_LT(samples.size(), static_cast<std::size_t>(0.4 * tone_rate));
    EXPECT_EQ(samples.front(), 0);
    EXPECT_EQ(samples.back(), 0);
    int peak = 0, step = 0, early = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      peak = std::max(peak, std::abs(int(samples[i])));
      if (i < tone_rate / 500) early = std::max(early, std::abs(int(samples[i])));
      if (i > 0) step = std::max(step, std::abs(samples[i] - samples[i - 1]));
    }
    EXPECT_GT(peak, 3000);
    EXPECT_LT(peak, 16384);
    EXPECT_LT(early * 10, peak) << "the first two thousandths of a second";
    EXPECT_LT(step, 4000) << "a click";
  }
}

// How many times a tone begins anew: quiet, then loud, by hundredths of a second.
int beats(const std::vector<std::int16_t>& samples) {
  int count = 0;
  bool loud = false;
  const std::size_t piece = tone_rate / 100;
  for (std::size_t i = 0; i + piece <= samples.size(); i += piece) {
    int peak = 0;
    for (std::size_t k = i; k < i + piece; ++k) peak = std::max(peak, std::abs(int(samples[k])));
    if (!loud && peak > 4000) ++count;
    if (peak > 4000) loud = true;
    if (peak < 1000) loud = false;
  }
  return count;
}

// Oscillations a second around a moment.
double pitch(const std::vector<std::int16_t>& samples, double from_s, double to_s) {
  int rises = 0;
  for (auto i = static_cast<std::size_t>(from_s * tone_rate); i < static_cast<std::size_t>(to_s * tone_rate); ++i)
    rises += samples[i] < 0 && samples[i + 1] >= 0;
  return rises / (to_s - from_s);
}

TEST(NeedleSound, TonesAreToldApartByPitchAndByRhythm) {
  const auto clear = tone_of(Verdict::clear), close = tone_of(Verdict::close), struck = tone_of(Verdict::struck);
  EXPECT_GT(pitch(clear, 0.15, 0.25), 1.3 * pitch(clear, 0.02, 0.1)) << "it rises";
  EXPECT_EQ(beats(close), 2);
  EXPECT_EQ(beats(struck), 1);
  EXPECT_NEAR(pitch(close, 0.02, 0.09), pitch(close, 0.19, 0.26), 30.0);
  EXPECT_LT(pitch(struck, 0.02, 0.3), 0.5 * pitch(close, 0.02, 0.09));
}

// OpenAL reads its environment once in a process, so each driver gets one of its own.
std::string with_driver(const char* driver, bool play) {
  const auto said = run_isolated([&] {
    setenv("ALSOFT_DRIVERS", driver, 1);
    SoundPlayer player;
    Status status = player.open();
    if (status && play) {
      if (player.sounding()) return std::string("sounds before it was asked to");
      status = player.play(tone_of(Verdict::close));
      if (status && !player.sounding()) return std::string("is silent");
      if (status) status = player.play(tone_of(Verdict::struck));  // cuts the first off
      player.close();
      if (player.sounding()) return std::string("sounds though it was closed");
    }
    return status ? std::string("well") : status.error().text();
  });
  return said ? *said : said.error().text();
}

TEST(SoundPlayer, TakesATone) {
  EXPECT_EQ(with_driver("null", true), "well");
}

TEST(SoundPlayer, SaysThatThereIsNoDevice) {
  EXPECT_THAT(with_driver("no-such-driver", false), HasSubstr("no sound device that can be opened"));
}

TEST(SoundPlayer, RefusesAToneWhileClosed) {
  SoundPlayer player;
  EXPECT_FALSE(player.sounding());
  EXPECT_FALSE(player.play(tone_of(Verdict::clear)).ok());
}

}  // namespace
}  // namespace palpate
