// The readout of a needle, as it is made anew in every frame in which a hand moves it.
#include "bodies.h"
#include "figures.h"

#include <palpate/query/anchors.h>
#include <palpate/scene/build.h>
#include <palpate/scene/needle_view.h>

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

namespace palpate::bench {
namespace {

constexpr double target_ms = 1.0;  // a frame, at full detail

// Every trigger point with a described approach, on the right side of a body.
struct Described {
  Workbench& bench = workbench(Set::zanatomy);
  const LoadedBody& loaded = bench.loaded();
  const ProgramData& data = bench.data();
  AnchorResolver anchors{loaded.body, data.anatomy.concepts, data.anatomy.landmarks, bench.rays()};
  NeedleProbe probe{loaded.body, bench.rays()};
  std::vector<ZoneView> zones;

  Described() {
    for (const MuscleRecord& record : data.library.records()) {
      for (const TriggerPoint& point : record.trigger_points) {
        const auto zone = view_zone({record.muscle, point.id, Side::right}, loaded.body, data.anatomy.concepts,
                                    data.library, anchors);
        if (zone && zone->approach) zones.push_back(*zone);
      }
    }
    if (zones.empty()) throw std::runtime_error("No needle is described");
  }
};

Described& described_needles() {
  static Described made;
  return made;
}

void readout(benchmark::State& state) {
  Described& all = described_needles();
  const Session session;
  std::size_t i = 0;
  for (auto _ : state) {
    const ZoneView& zone = all.zones[(i += 37) % all.zones.size()];
    benchmark::DoNotOptimize(view_needle(session, &zone, all.loaded.body, all.anchors, all.probe));
  }
  on(state, fmt::format("{}; {} described needles in turn", described(Set::zanatomy), all.zones.size()));
  aim_at_most(state, target_ms);
}

void path_alone(benchmark::State& state) {
  Described& all = described_needles();
  std::size_t i = 0;
  for (auto _ : state) {
    const HeldNeedle needle = *described_needle(all.zones[(i += 37) % all.zones.size()]);
    benchmark::DoNotOptimize(all.probe.path({needle.entry, needle.direction, needle.depth_mm}));
  }
  on(state, "what it passes, without what is near");
}

BENCHMARK(readout)->Name("needle/readout")->UseRealTime();
BENCHMARK(path_alone)->Name("needle/path")->UseRealTime();
const RatioOf near_to_path("needle/readout_to_path", "needle/readout", "needle/path");

}  // namespace
}  // namespace palpate::bench
