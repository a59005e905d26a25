// The skin for the build of a person: what is found once for a body, and what a slider costs.
#include "bodies.h"
#include "figures.h"

#include <palpate/query/moved_skin.h>

#include <fmt/format.h>

namespace palpate::bench {
namespace {

constexpr double once_ms = 3000.0;   // in the background, when a person is first chosen
constexpr double slider_ms = 300.0;  // from a wish to a skin, in the background

SkinMover mover(JobQueue& second) {
  Workbench& bench = workbench(Set::zanatomy);
  const ProgramData& data = bench.data();
  return {bench.loaded().body,    bench.loaded().geometry, bench.rays(), data.anatomy.concepts,
          data.anatomy.landmarks, data.library.layers(),   &second};
}

void knowing_a_body(benchmark::State& state) {
  JobQueue second(1);
  for (auto _ : state) benchmark::DoNotOptimize(mover(second).layers().size());
  on(state, described(Set::zanatomy));
  aim_at_most(state, once_ms);
}

void moving_the_skin(benchmark::State& state) {
  JobQueue second(1);
  const SkinMover made = mover(second);
  Physique physique;
  for (auto _ : state) {
    physique.bmi = physique.bmi > 30.0f ? 22.0f : 34.0f;
    benchmark::DoNotOptimize(made.moved(physique, 1.02f));
  }
  on(state, fmt::format("{}; {} places", described(Set::zanatomy), made.layers().size()));
  aim_at_most(state, slider_ms);
}

BENCHMARK(knowing_a_body)->Name("physique/knowing a body")->Unit(benchmark::kMillisecond);
BENCHMARK(moving_the_skin)->Name("physique/moving the skin")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace palpate::bench
