// The loudspeaker, through OpenAL: opened when something is to be played for the first time, at rest in between.
#pragma once

#include <palpate/base/result.h>

#include <cstdint>
#include <memory>
#include <span>

namespace palpate {

class SoundPlayer {
 public:
  SoundPlayer();
  ~SoundPlayer();
  SoundPlayer(const SoundPlayer&) = delete;
  SoundPlayer& operator=(const SoundPlayer&) = delete;

  // An error if there is no device that can play. Does nothing while one is open.
  [[nodiscard]] Status open();
  void close();

  // 16-bit samples, one channel, tone_rate of them a second; what still sounds is cut off. Needs an open device.
  [[nodiscard]] Status play(std::span<const std::int16_t> samples);

  // True while something sounds. Once it is over, the device rests, so that silence costs nothing: ask now and then.
  [[nodiscard]] bool sounding();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;  // none: not open
};

}  // namespace palpate
