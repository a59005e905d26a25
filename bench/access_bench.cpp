// From where a target can be reached: thousands of straight paths from the skin to a place in the upper trapezius.
#include "bodies.h"
#include "figures.h"

#include "manikin.h"

#include <palpate/query/access_map.h>
#include <palpate/scene/access_paint.h>

#include <fmt/format.h>

#include <glm/geometric.hpp>

#include <cstdlib>
#include <stdexcept>

namespace palpate::bench {
namespace {

constexpr double target_ms = 50.0;  // 10,000 paths while the target follows the pointer

// About where the upper trapezius is needled.
struct Around {
  Workbench& bench = workbench(Set::zanatomy);
  const LoadedBody& loaded = bench.loaded();
  SkinMap skin{loaded.geometry.mesh(loaded.body.find("skin").index()), 2.0f};
  NeedleProbe probe{loaded.body, bench.rays()};
  JobQueue second{1};  // beside the caller's thread
  AccessRequest request;

  Around() {
    request.needle_mm = 50.0f;
    request.margin_mm = 10.0f;
    request.target = upper_trapezius();
  }

  // Some millimetres under the skin above the middle between the neck and the tip of the shoulder.
  [[nodiscard]] glm::vec3 upper_trapezius() const {
    const StructureId scapula = loaded.body.find("scapula.left");
    if (!scapula.valid()) throw std::runtime_error("No shoulder to reach");
    const Bounds& blade = loaded.body[scapula].bounds;
    const glm::vec3 over(0.5f * (blade.low.x + blade.high.x), blade.high.y + 200.0f, blade.centre().z);
    const auto hit = bench.rays().nearest_hit({over, {0, -1, 0}},
                                              [&](std::uint32_t s) { return probe.tissue(s) == NeedleTissue::skin; });
    if (!hit) throw std::runtime_error("No skin over the shoulder");
    return hit->position - glm::vec3(0, 15, 0);
  }

  [[nodiscard]] AccessPlanner planner(JobQueue* jobs) const {
    return {loaded.body, loaded.geometry, bench.rays(), probe, skin, jobs};
  }
};

Around& around() {
  static Around made;
  return made;
}

JobQueue* queue(bool two) {
  return two ? &around().second : nullptr;
}

std::string told(const AccessMap& map) {
  return fmt::format("{}; {} paths: {} clear, {} close, {} danger, {} bone, {} too deep", described(Set::zanatomy),
                     map.points.size(), map.count(Access::clear), map.count(Access::close), map.count(Access::danger),
                     map.count(Access::bone), map.count(Access::too_deep));
}

// The target moves a little: all paths are new, the grid is kept.
void paths(benchmark::State& state, bool two) {
  AccessPlanner planner = around().planner(queue(two));
  AccessRequest request = around().request;
  AccessMap map = planner.map(request);
  const std::size_t fields = planner.fields_made();
  for (auto _ : state) {
    request.target.x += request.target.x > around().request.target.x ? -0.5f : 0.5f;
    benchmark::DoNotOptimize(map = planner.map(request));
  }
  if (planner.fields_made() != fields) state.SkipWithError("the grid was made again");
  on(state, told(map));
  one_of(state, static_cast<double>(map.points.size()) / 10'000.0);
  aim_at_most(state, target_ms);
}

// Only the needle is another one.
void another_needle(benchmark::State& state) {
  AccessPlanner planner = around().planner(queue(true));
  AccessRequest request = around().request;
  AccessMap map = planner.map(request);
  for (auto _ : state) {
    request.needle_mm = request.needle_mm > 50.0f ? 40.0f : 60.0f;
    benchmark::DoNotOptimize(map = planner.map(request));
  }
  on(state, told(map));
  one_of(state, static_cast<double>(map.points.size()) / 10'000.0);
}

void paint(benchmark::State& state) {
  const AccessMap map = around().planner(nullptr).map(around().request);
  for (auto _ : state) benchmark::DoNotOptimize(paint_of(map).values.data());
  on(state, told(map));
  one_of(state, static_cast<double>(map.points.size()) / 10'000.0);
}

void grid(benchmark::State& state, bool two) {
  std::vector<std::uint32_t> dangers;
  for (std::uint32_t s = 0; s < around().loaded.body.size(); ++s) {
    const NeedleTissue tissue = around().probe.tissue(s);
    if (is_danger(tissue) && tissue != NeedleTissue::joint) dangers.push_back(s);
  }
  const glm::vec3 target = around().request.target;
  Bounds box;
  for (const AccessPoint& point : around().planner(nullptr).map(around().request).points) box.include(point.position);
  const Bounds wide{box.low - AccessPlanner::slack_mm, box.high + AccessPlanner::slack_mm};
  for (auto _ : state) {
    const DangerField field(around().loaded.geometry, dangers, wide, AccessPlanner::usual_known_mm, queue(two));
    benchmark::DoNotOptimize(field.at(target));
  }
  const glm::vec3 size = wide.size();
  on(state, fmt::format("{:.0f} x {:.0f} x {:.0f} mm", size.x, size.y, size.z));
  aim_at_most(state, 150.0);
}

// A needle pushed along every path, as for a single one.
void needles(benchmark::State& state) {
  const AccessMap map = around().planner(nullptr).map(around().request);
  std::size_t i = 0;
  for (auto _ : state) {
    const AccessPoint& point = map.points[(i += 97) % map.points.size()];
    const glm::vec3 target = around().request.target;
    const NeedleLine line{point.position, glm::normalize(target - point.position), point.length_mm};
    const NeedlePath path = around().probe.path(line);
    benchmark::DoNotOptimize(around().probe.nearest(line, path, AccessPlanner::usual_known_mm));
  }
  on(state, "one thread, 10,000 paths");
  one_of(state, 1.0 / 10'000.0);
}

BENCHMARK_CAPTURE(paths, one, false)->Name("access/10000_paths_one_thread")->UseRealTime();
BENCHMARK_CAPTURE(paths, two, true)->Name("access/10000_paths_two_threads")->UseRealTime();
BENCHMARK(another_needle)->Name("access/another_needle")->UseRealTime();
BENCHMARK(paint)->Name("access/paint")->UseRealTime();
BENCHMARK_CAPTURE(grid, one, false)->Name("access/grid_one_thread")->UseRealTime();
BENCHMARK_CAPTURE(grid, two, true)->Name("access/grid_two_threads")->UseRealTime();
BENCHMARK(needles)->Name("access/10000_needles")->UseRealTime();
const RatioOf against_needles("access/needles_to_paths", "access/10000_needles", "access/10000_paths_one_thread");

}  // namespace
}  // namespace palpate::bench
