// Sessions: saving, opening, and steps that can be undone.
#include "figures.h"

#include "temp_folder.h"

#include <palpate/session/history.h>
#include <palpate/session/session_file.h>

#include <fmt/format.h>

namespace palpate::bench {
namespace {

constexpr std::size_t many = 300;

Session with_exceptions(std::size_t count) {
  Session session;
  for (std::size_t i = 0; i < count; ++i)
    session.exceptions[fmt::format("some-muscle-of-the-body-{}.right", i)] = i % 2 == 0 ? Show::hidden : Show::ghost;
  return session;
}

std::string described(std::size_t exceptions) {
  return fmt::format("{} structures hidden or faded", exceptions);
}

void save(benchmark::State& state, std::size_t exceptions) {
  const test::TempFolder folder;
  const Session session = with_exceptions(exceptions);
  for (auto _ : state) benchmark::DoNotOptimize(save_session(session, {"/some/folder"}, folder / "s.json").ok());
  on(state, described(exceptions));
}

void open(benchmark::State& state, std::size_t exceptions) {
  const test::TempFolder folder;
  if (!save_session(with_exceptions(exceptions), {"/some/folder"}, folder / "s.json"))
    return state.SkipWithError("the session could not be saved");
  for (auto _ : state) benchmark::DoNotOptimize(open_session(folder / "s.json").ok());
  on(state, described(exceptions));
}

// A step when the history is full, so that the oldest one goes.
void perform(benchmark::State& state, std::size_t exceptions) {
  History history(with_exceptions(exceptions));
  std::size_t step = 0;
  const auto next = [&] {
    history.perform(SetShow{{"biceps-brachii.right"}, step++ % 2 == 0 ? Show::hidden : Show::normal, "Biceps"});
  };
  while (history.position() + 1 < History::most_steps) next();
  for (auto _ : state) next();
  on(state, fmt::format("{}, {} steps kept", described(exceptions), History::most_steps));
}

// A drag: steps that merge into one.
void drag(benchmark::State& state) {
  History history(with_exceptions(many));
  Camera camera;
  for (auto _ : state) {
    camera.yaw_deg += 0.5f;
    history.perform(MoveCamera{camera, "Turn the body"});
  }
  on(state, described(many));
}

BENCHMARK_CAPTURE(save, few, 0)->Name("session/save")->UseRealTime();
BENCHMARK_CAPTURE(save, many, many)->Name("session/save_large")->UseRealTime();
BENCHMARK_CAPTURE(open, few, 0)->Name("session/open")->UseRealTime();
BENCHMARK_CAPTURE(open, many, many)->Name("session/open_large")->UseRealTime();
BENCHMARK_CAPTURE(perform, few, 0)->Name("session/step")->UseRealTime();
BENCHMARK_CAPTURE(perform, many, many)->Name("session/step_large")->UseRealTime();
BENCHMARK(drag)->Name("session/drag")->UseRealTime();

}  // namespace
}  // namespace palpate::bench
