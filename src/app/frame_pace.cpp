#include <palpate/app/frame_pace.h>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr std::uint32_t most_triangles_in_flight = 70'000;
constexpr float resolution_in_flight = 0.6f;
constexpr double settle_seconds = 0.12;            // without change, before a picture is refined
constexpr double settle_seconds_while_busy = 1.5;  // what somebody waits for comes first
constexpr float wanted_frame_seconds = 1.0f / 34.0f;
constexpr float least_triangles = 60'000.0f, most_triangles = 4'000'000.0f;

}  // namespace

DrawQuality FramePace::quality(bool flying, bool always_full) const {
  if (always_full) return DrawQuality::full();
  DrawQuality quality = quality_;
  // Nobody looks at details in flight: a machine that was too slow just now leaves them out at once.
  if (flying && frame_seconds_ > wanted_frame_seconds) {
    quality.most_triangles = std::min(quality.most_triangles, most_triangles_in_flight);
    quality.resolution = std::min(quality.resolution, resolution_in_flight);
  }
  return quality;
}

void FramePace::drawn(double now, float seconds, bool camera_moves) {
  last_change_ = now;
  frame_seconds_ = 0.7f * frame_seconds_ + 0.3f * seconds;
  if (!camera_moves) return;
  // Detail first, then resolution.
  const float share = wanted_frame_seconds / std::max(frame_seconds_, 0.001f);
  const float triangles = static_cast<float>(quality_.most_triangles) * std::clamp(share, 0.35f, 1.3f);
  quality_.most_triangles = static_cast<std::uint32_t>(std::clamp(triangles, least_triangles, most_triangles));
  if (quality_.most_triangles <= static_cast<std::uint32_t>(least_triangles) || quality_.resolution < 1.0f)
    quality_.resolution = std::clamp(quality_.resolution * std::clamp(std::sqrt(share), 0.85f, 1.1f), 0.45f, 1.0f);
}

bool FramePace::may_refine(double now, bool busy) const {
  return now - last_change_ >= (busy ? settle_seconds_while_busy : settle_seconds);
}

}  // namespace palpate
