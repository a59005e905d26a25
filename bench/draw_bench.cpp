// The whole Z-Anatomy body on the screen: while it turns, and from the end of motion to the refined picture. Every
// figure waits until the picture is finished.
#include "figures.h"
#include "stage.h"

#include <palpate/scene/camera_math.h>

#include <chrono>
#include <cmath>
#include <functional>

namespace palpate::bench {
namespace {

constexpr Set set = Set::zanatomy;
constexpr glm::ivec2 window_size(1280, 800), large_size(3840, 2160);
constexpr double turning_per_second = 30.0;
constexpr double refined_ms = 1000.0;
constexpr double large_frame_ms = 4.0;
constexpr glm::vec2 drag(9.0f, 0.0f);  // of the pointer between two pictures

void plain(Workbench& /*bench*/) {}

void skin_glass(Workbench& bench) {
  bench.perform(SetPeel{0.15f});
}

void chosen_point(Workbench& bench) {
  for (const char* muscle : {"trapezius", "infraspinatus"}) {
    const MuscleRecord* record = bench.data().library.record(muscle);
    if (record == nullptr || record->trigger_points.empty()) continue;
    bench.choose_zone({muscle, record->trigger_points.front().id, Side::right});
    return;
  }
}

using Prepare = void (*)(Workbench&);

// The window takes detail away, then resolution, until turning is smooth, and gives it back; this is its rule
// (Shell::draw_pictures), with its own time of a picture.
class FollowingQuality {
 public:
  [[nodiscard]] const DrawQuality& now() const { return quality_; }

  void drawn_in(float seconds) {
    constexpr float wanted_seconds = 1.0f / 34.0f;
    seconds_ = 0.7f * seconds_ + 0.3f * seconds;
    const float share = wanted_seconds / std::max(seconds_, 0.001f);
    quality_.most_triangles = static_cast<std::uint32_t>(std::clamp(
        static_cast<float>(quality_.most_triangles) * std::clamp(share, 0.6f, 1.3f), 60'000.0f, 4'000'000.0f));
    if (quality_.most_triangles <= 60'000 || quality_.resolution < 1.0f)
      quality_.resolution = std::clamp(quality_.resolution * std::clamp(std::sqrt(share), 0.85f, 1.1f), 0.45f, 1.0f);
  }

 private:
  DrawQuality quality_;
  float seconds_ = 0.03f;
};

void turn_and_draw(Stage& stage, Workbench& bench, glm::ivec2 size, const DrawQuality& quality) {
  bench.orbit(drag);
  stage.renderer->draw(stage.picture, bench.draw_list(), size, quality);
  wait_for_picture();
}

std::string quality_text(const Stage& stage, const DrawQuality& quality) {
  return std::to_string(stage.renderer->stats().triangles / 1000) + " k triangles, resolution " +
         std::to_string(static_cast<int>(std::lround(quality.resolution * 100.0f))) + " %";
}

// The body on stage as a person sees it after `prepare`; null and the benchmark skipped if nothing can be drawn.
Workbench* set_stage(benchmark::State& state, Prepare prepare, glm::ivec2 size) {
  const Stage& stage = Stage::with(set);
  if (!stage.error.empty()) {
    state.SkipWithError(stage.error.c_str());
    return nullptr;
  }
  Workbench& bench = workbench(set);
  bench.set_viewport(size);
  start_afresh(bench);
  prepare(bench);
  return &bench;
}

// `follow`: quality adapts to the machine as in the window; else it is the one that the window starts with.
void turning(benchmark::State& state, Prepare prepare, bool follow, glm::ivec2 size) {
  Stage& stage = Stage::with(set);
  if (size == large_size && stage.software)
    return state.SkipWithError("3840 x 2160 is for graphics cards; here the processor draws");
  Workbench* bench = set_stage(state, prepare, size);
  if (bench == nullptr) return;
  FollowingQuality quality;
  const auto frame = [&] {
    const auto begin = std::chrono::steady_clock::now();
    turn_and_draw(stage, *bench, size, quality.now());
    if (follow) quality.drawn_in(std::chrono::duration<float>(std::chrono::steady_clock::now() - begin).count());
  };
  for (int i = 0; i < (follow ? 30 : 3); ++i) frame();  // a second of turning, so that the quality has settled
  for (auto _ : state) frame();
  on(state, stage.what + ", " + quality_text(stage, quality.now()));
  if (size == large_size) {
    aim_at_most(state, large_frame_ms);
  } else {
    aim_per_second(state, turning_per_second);
  }
}

void refined(benchmark::State& state, Prepare prepare, glm::ivec2 size) {
  Stage& stage = Stage::with(set);
  Workbench* bench = set_stage(state, prepare, size);
  if (bench == nullptr) return;
  for (auto _ : state) {
    state.PauseTiming();
    turn_and_draw(stage, *bench, size, DrawQuality());
    state.ResumeTiming();
    while (stage.renderer->refine(stage.picture)) {
    }
    benchmark::DoNotOptimize(stage.renderer->read(stage.picture).rgba.data());
  }
  on(state, stage.what + ", " + std::to_string(stage.renderer->stats().samples) + " samples and reading them");
  if (size == window_size) aim_at_most(state, refined_ms);
}

// One sample at full detail, waited for: the longest time for which a refining window does not answer.
void one_sample(benchmark::State& state, Prepare prepare) {
  Stage& stage = Stage::with(set);
  Workbench* bench = set_stage(state, prepare, window_size);
  if (bench == nullptr) return;
  std::uint32_t samples = samples_when_refined;
  for (auto _ : state) {
    if (samples == samples_when_refined) {
      state.PauseTiming();
      turn_and_draw(stage, *bench, window_size, DrawQuality());
      samples = 0;
      state.ResumeTiming();
    }
    stage.renderer->refine(stage.picture);
    wait_for_picture();
    ++samples;
  }
  on(state, stage.what + ", " + quality_text(stage, DrawQuality()));
}

void add(const std::string& name, std::function<void(benchmark::State&)> body) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(body))->MeasureProcessCPUTime()->UseRealTime();
}

const bool registered = [] {
  struct Scene {
    const char* name;
    Prepare prepare;
  };
  for (const auto& [name, prepare] :
       {Scene{"whole_body", plain}, Scene{"skin_glass", skin_glass}, Scene{"trigger_point", chosen_point}}) {
    const auto add_turning = [name = name, prepare = prepare](const std::string& how, bool follow, glm::ivec2 size) {
      add("draw/turning" + how + "/" + name, [=](auto& state) { turning(state, prepare, follow, size); });
    };
    add_turning("", true, window_size);
    add_turning("_at_first_quality", false, window_size);
    add_turning("_3840x2160", true, large_size);
    add(std::string("draw/refined/") + name,
        [prepare = prepare](auto& state) { refined(state, prepare, window_size); });
    add(std::string("draw/one_sample/") + name, [prepare = prepare](auto& state) { one_sample(state, prepare); });
  }
  return true;
}();

}  // namespace
}  // namespace palpate::bench
