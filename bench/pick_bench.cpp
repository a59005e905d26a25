// What lies under the pointer: rays through pixels of the whole BodyParts3D set, and making what they need.
#include "bodies.h"
#include "figures.h"

#include <palpate/scene/camera_math.h>

#include <random>

namespace palpate::bench {
namespace {

constexpr double target_ms = 0.05;  // picking follows the pointer at any rate of frames

// Pixels of the whole body seen from four sides; from inside the body's outline only, if so wanted.
struct Pixels {
  std::vector<Camera> cameras;
  std::vector<std::pair<std::size_t, glm::vec2>> places;  // camera and pixel

  Pixels(Workbench& bench, bool on_body) {
    start_afresh(bench);
    for (const StandardView view : {StandardView::front, StandardView::back, StandardView::left, StandardView::right}) {
      cameras.push_back(turned_to(bench.session().camera, view));
    }
    std::mt19937 random(7);
    std::uniform_real_distribution<float> x(0.0f, bench.viewport().x), y(0.0f, bench.viewport().y);
    for (std::size_t i = 0; places.size() < 4096; ++i) {
      const std::size_t camera = i % cameras.size();
      const glm::vec2 at(x(random), y(random));
      if (!on_body || bench.rays().nearest_hit(ray_through(cameras[camera], at, bench.viewport())))
        places.emplace_back(camera, at);
    }
  }
};

void pick(benchmark::State& state, bool on_body) {
  Workbench& bench = workbench(Set::bodyparts3d);
  const Pixels pixels(bench, on_body);
  std::vector<Ray> rays;
  for (const auto& [camera, at] : pixels.places)
    rays.push_back(ray_through(pixels.cameras[camera], at, bench.viewport()));
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(bench.rays().nearest_hit(rays[i++ % rays.size()]));
  on(state, described(Set::bodyparts3d));
  aim_at_most(state, target_ms);
}

// As the pointer does it: only what is shown counts, glass is looked through.
void point(benchmark::State& state) {
  Workbench& bench = workbench(Set::bodyparts3d);
  const Pixels pixels(bench, true);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [camera, at] = pixels.places[i++ % pixels.places.size()];
    if (i % 64 == 1) bench.perform(MoveCamera{pixels.cameras[camera], "Turn"});
    const Ray ray = ray_through(pixels.cameras[camera], at, bench.viewport());
    benchmark::DoNotOptimize(bench.rays().nearest_hit(
        ray, [&](std::uint32_t s) { return bench.draw_list().states[s].mode == DrawState::Mode::solid; }));
  }
  on(state, described(Set::bodyparts3d) + ", only what is shown counts");
  aim_at_most(state, target_ms);
}

void everything_beneath(benchmark::State& state) {
  Workbench& bench = workbench(Set::bodyparts3d);
  const Pixels pixels(bench, true);
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [camera, at] = pixels.places[i++ % pixels.places.size()];
    benchmark::DoNotOptimize(bench.rays().all_hits(ray_through(pixels.cameras[camera], at, bench.viewport())));
  }
  on(state, described(Set::bodyparts3d) + ", every face along the ray");
  aim_at_most(state, target_ms);
}

void build_acceleration(benchmark::State& state) {
  const BodyGeometry& geometry = workbench(Set::bodyparts3d).loaded().geometry;
  for (auto _ : state) {
    const RayScene rays(chunk_scenes(geometry));
    benchmark::DoNotOptimize(rays.has(0));
  }
  on(state, described(Set::bodyparts3d));
}

BENCHMARK_CAPTURE(pick, on_body, true)->Name("pick/pixel_on_the_body")->UseRealTime();
BENCHMARK_CAPTURE(pick, anywhere, false)->Name("pick/any_pixel")->UseRealTime();
BENCHMARK(point)->Name("pick/what_is_shown")->UseRealTime();
BENCHMARK(everything_beneath)->Name("pick/everything_beneath")->UseRealTime();
BENCHMARK(build_acceleration)
    ->Name("pick/build_acceleration")
    ->Iterations(1)
    ->Repetitions(5)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace palpate::bench
