// The clinical library: reading it, and placing its trigger points on the whole Z-Anatomy body.
#include "bodies.h"
#include "figures.h"

#include <fmt/format.h>

#include <stdexcept>

namespace palpate::bench {
namespace {

constexpr Set set = Set::zanatomy;

struct Chosen {
  const MuscleRecord* record;
  const TriggerPoint* point;
  Side side;
};

std::vector<Chosen> all_points(const ClinicalLibrary& library) {
  std::vector<Chosen> all;
  for (const MuscleRecord& record : library.records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      for (const Side side : {Side::left, Side::right}) all.push_back({&record, &point, side});
    }
  }
  return all;
}

void read_anatomy_files(benchmark::State& state) {
  const auto assets = workbench(set).data().assets;
  for (auto _ : state) {
    Faults faults;
    benchmark::DoNotOptimize(read_anatomy(assets, faults).ok());
  }
  on(state, fmt::format("{} concepts", workbench(set).data().anatomy.concepts.size()));
}

void read_library(benchmark::State& state) {
  const ProgramData& data = workbench(set).data();
  for (auto _ : state) {
    Faults faults;
    benchmark::DoNotOptimize(read_clinical(data.assets, data.anatomy.concepts, data.anatomy.landmarks, faults).ok());
  }
  on(state, fmt::format("{} records, {} sources", data.library.records().size(), data.library.sources().size()));
}

void resolve_points(benchmark::State& state) {
  Workbench& bench = workbench(set);
  const ProgramData& data = bench.data();
  const AnchorResolver anchors(bench.loaded().body, data.anatomy.concepts, data.anatomy.landmarks, bench.rays());
  const std::vector<Chosen> all = all_points(data.library);
  for (auto _ : state) {
    for (const Chosen& c : all) benchmark::DoNotOptimize(anchors.trigger_point(*c.point, c.side));
  }
  one_of(state, static_cast<double>(all.size()));
  on(state, fmt::format("{}; mean of {} points", described(set), all.size()));
}

// The point, its referral zones on the skin, the needle, what covers it and what must not be met.
void view_points(benchmark::State& state) {
  Workbench& bench = workbench(set);
  const ProgramData& data = bench.data();
  const AnchorResolver anchors(bench.loaded().body, data.anatomy.concepts, data.anatomy.landmarks, bench.rays());
  const std::vector<Chosen> all = all_points(data.library);
  for (auto _ : state) {
    for (const Chosen& c : all) {
      benchmark::DoNotOptimize(view_zone({c.record->muscle, c.point->id, c.side}, bench.loaded().body,
                                         data.anatomy.concepts, data.library, anchors));
    }
  }
  one_of(state, static_cast<double>(all.size()));
  on(state, fmt::format("{}; mean of {} points", described(set), all.size()));
}

BENCHMARK(read_anatomy_files)->Name("clinical/read_anatomy")->UseRealTime();
BENCHMARK(read_library)->Name("clinical/read_library")->UseRealTime();
BENCHMARK(resolve_points)->Name("clinical/place_a_trigger_point")->UseRealTime();
BENCHMARK(view_points)->Name("clinical/place_all_of_a_trigger_point")->UseRealTime();

}  // namespace
}  // namespace palpate::bench
