// Hiding and showing one structure of the whole Z-Anatomy body: from the action until the draw list is made and the
// graphics card has the new states. Drawing the next picture is measured beside it, for scale.
#include "figures.h"
#include "stage.h"

#include <gl_geometry.h>

#include <memory>

namespace palpate::bench {
namespace {

constexpr Set set = Set::zanatomy;
constexpr double target_ms = 1.0;

std::vector<std::string> muscle_keys(const Body& body) {
  std::vector<std::string> keys;
  for (const Structure& structure : body.structures()) {
    if (structure.system == System::muscles) keys.push_back(structure.key);
  }
  return keys;
}

// Hides one muscle, shows it, hides the next.
class Toggle {
 public:
  explicit Toggle(Workbench& bench) : bench_(bench), keys_(muscle_keys(bench.loaded().body)) {}

  void operator()() {
    const Show show = step_ % 2 == 0 ? Show::hidden : Show::normal;
    bench_.perform(SetShow{{keys_[step_ / 2 % keys_.size()]}, show, "one muscle"});
    ++step_;
  }

 private:
  Workbench& bench_;
  std::vector<std::string> keys_;
  std::size_t step_ = 0;
};

void hide_first(Workbench& bench, std::size_t count) {
  std::vector<std::string> keys = muscle_keys(bench.loaded().body);
  keys.resize(std::min(count, keys.size()));
  bench.perform(SetShow{std::move(keys), Show::hidden, "many muscles"});
}

void until_ready(benchmark::State& state, std::size_t hidden_before) {
  Stage& stage = Stage::with(set);
  if (!stage.error.empty()) return state.SkipWithError(stage.error.c_str());
  Workbench& bench = workbench(set);
  start_afresh(bench);
  hide_first(bench, hidden_before);
  GlGeometry geometry;
  geometry.sync(bench.loaded().geometry, bench.loaded().textures);
  Toggle toggle(bench);
  DrawList drawn = bench.draw_list();
  wait_for_picture();
  for (auto _ : state) {
    toggle();
    const DrawList& list = bench.draw_list();
    if (!(list == drawn)) {
      geometry.sync(bench.loaded().geometry, bench.loaded().textures);
      geometry.upload_states(list.states);
      drawn = list;
    }
    wait_for_picture();
  }
  on(state, stage.what);
  aim_at_most(state, target_ms);
}

void until_drawn(benchmark::State& state) {
  Stage& stage = Stage::with(set);
  if (!stage.error.empty()) return state.SkipWithError(stage.error.c_str());
  Workbench& bench = workbench(set);
  start_afresh(bench);
  Toggle toggle(bench);
  for (auto _ : state) {
    toggle();
    stage.renderer->draw(stage.picture, bench.draw_list(), {1280, 800}, DrawQuality());
    wait_for_picture();
  }
  on(state, stage.what + ", with the next quick picture");
}

void list_only(benchmark::State& state) {
  Workbench& bench = workbench(set);
  start_afresh(bench);
  Toggle toggle(bench);
  for (auto _ : state) {
    toggle();
    benchmark::DoNotOptimize(bench.draw_list().states.size());
  }
  on(state, described(set) + ", without the graphics card");
}

BENCHMARK_CAPTURE(until_ready, first, 0)->Name("hide/one_structure")->UseRealTime();
BENCHMARK_CAPTURE(until_ready, among_many, 200)->Name("hide/one_more_of_200")->UseRealTime();
BENCHMARK(list_only)->Name("hide/action_and_draw_list")->UseRealTime();
BENCHMARK(until_drawn)->Name("hide/until_drawn")->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
}  // namespace palpate::bench
