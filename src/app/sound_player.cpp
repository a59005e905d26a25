#include <palpate/app/needle_sound.h>
#include <palpate/app/sound_player.h>

#include <AL/al.h>
#include <AL/alc.h>
#include <AL/alext.h>
#include <fmt/format.h>

#include <string>
#include <utility>

namespace palpate {
namespace {

Error no_sound(const std::string& why) {
  return {"There is no sound: " + why, "",
          "Look at the system's sound settings, then switch the sound off and on again"};
}

}  // namespace

struct SoundPlayer::Impl {
  ALCdevice* device = nullptr;
  ALCcontext* context = nullptr;
  ALuint source = 0, buffer = 0;
  LPALCDEVICEPAUSESOFT pause = nullptr;  // none: this OpenAL cannot rest
  LPALCDEVICERESUMESOFT resume = nullptr;
  bool resting = false;

  ~Impl() {
    if (context != nullptr) {
      if (source != 0) alDeleteSources(1, &source);
      if (buffer != 0) alDeleteBuffers(1, &buffer);
      alcMakeContextCurrent(nullptr);
      alcDestroyContext(context);
    }
    if (device != nullptr) alcCloseDevice(device);
  }
  void rest() {
    if (!resting && pause != nullptr) pause(device);
    resting = true;
  }
  void wake() {
    if (resting && resume != nullptr) resume(device);
    resting = false;
  }
};

SoundPlayer::SoundPlayer() = default;
SoundPlayer::~SoundPlayer() = default;

void SoundPlayer::close() {
  impl_.reset();
}

Status SoundPlayer::open() {
  if (impl_) return {};
  auto made = std::make_unique<Impl>();
  made->device = alcOpenDevice(nullptr);
  if (made->device == nullptr) return no_sound("this machine has no sound device that can be opened");
  made->context = alcCreateContext(made->device, nullptr);
  if (made->context == nullptr || alcMakeContextCurrent(made->context) == ALC_FALSE)
    return no_sound(fmt::format("the sound device cannot be used (OpenAL {:#x})", alcGetError(made->device)));
  alGetError();
  alGenSources(1, &made->source);
  if (const ALenum failed = alGetError(); failed != AL_NO_ERROR)
    return no_sound(fmt::format("the sound device gives no voice (OpenAL {:#x})", failed));
  if (alcIsExtensionPresent(made->device, "ALC_SOFT_pause_device") == ALC_TRUE) {
    made->pause = reinterpret_cast<LPALCDEVICEPAUSESOFT>(alcGetProcAddress(made->device, "alcDevicePauseSOFT"));
    made->resume = reinterpret_cast<LPALCDEVICERESUMESOFT>(alcGetProcAddress(made->device, "alcDeviceResumeSOFT"));
  }
  made->rest();
  impl_ = std::move(made);
  return {};
}

Status SoundPlayer::play(std::span<const std::int16_t> samples) {
  if (!impl_) return no_sound("the sound device is not open");
  Impl& s = *impl_;
  alGetError();
  alSourceStop(s.source);
  alSourcei(s.source, AL_BUFFER, 0);
  if (s.buffer != 0) alDeleteBuffers(1, &s.buffer);
  s.buffer = 0;
  alGenBuffers(1, &s.buffer);
  alBufferData(s.buffer, AL_FORMAT_MONO16, samples.data(), static_cast<ALsizei>(samples.size_bytes()), tone_rate);
  alSourcei(s.source, AL_BUFFER, static_cast<ALint>(s.buffer));
  s.wake();
  alSourcePlay(s.source);
  if (const ALenum failed = alGetError(); failed != AL_NO_ERROR)
    return no_sound(fmt::format("the tone was refused (OpenAL {:#x})", failed));
  return {};
}

bool SoundPlayer::sounding() {
  if (!impl_ || impl_->resting) return false;
  ALint state = AL_STOPPED;
  alGetSourcei(impl_->source, AL_SOURCE_STATE, &state);
  // A device that was pulled out would play for ever.
  ALCint connected = ALC_TRUE;
  if (alcIsExtensionPresent(impl_->device, "ALC_EXT_disconnect") == ALC_TRUE)
    alcGetIntegerv(impl_->device, ALC_CONNECTED, 1, &connected);
  if (state == AL_PLAYING && connected == ALC_TRUE) return true;
  impl_->rest();
  return false;
}

}  // namespace palpate
