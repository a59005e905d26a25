// A body into memory: imported from its files, and from the cache of an earlier import.
#include "bodies.h"
#include "figures.h"

#include "manikin.h"
#include "temp_folder.h"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <unordered_map>

namespace palpate::bench {
namespace {

namespace fs = std::filesystem;

std::string shape_of(const LoadedBody& loaded, Set set) {
  std::size_t triangles = 0;
  for (const Structure& structure : loaded.body.structures()) triangles += structure.quality.triangles;
  return fmt::format("{}{} structures, {:.2f} M triangles",
                     has(set) ? "" : "the manikin (the real sets are not here), ", loaded.body.size(),
                     static_cast<double>(triangles) / 1e6);
}

void load(benchmark::State& state, Set set, const LoadOptions& options) {
  std::string what;
  for (auto _ : state) {
    const LoadedBody loaded = load_body(test::program_data().anatomy, sources_of(set), options);
    state.PauseTiming();
    what = shape_of(loaded, set);
    state.ResumeTiming();
  }
  on(state, what);
}

// A cache that holds the set, made once a process.
fs::path filled_cache(Set set) {
  static std::unordered_map<Set, std::unique_ptr<test::TempFolder>> made;
  std::unique_ptr<test::TempFolder>& mine = made[set];
  if (!mine) {
    mine = std::make_unique<test::TempFolder>();
    LoadOptions options;
    options.cache_folder = mine->path();
    (void)load_body(test::program_data().anatomy, sources_of(set), options);
  }
  return mine->path();
}

void import_files(benchmark::State& state, Set set, bool draft) {
  LoadOptions options;
  options.draft = draft;
  load(state, set, options);
}

void from_cache(benchmark::State& state, Set set) {
  LoadOptions options;
  options.cache_folder = filled_cache(set);
  load(state, set, options);
}

void recognise(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(sources_of(Set::all).size());
  on(state, "manifests and their maps");
}

void add(const std::string& name, int repetitions, std::function<void(benchmark::State&)> body) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(body))
      ->Iterations(1)
      ->Repetitions(repetitions)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
}

const bool registered = [] {
  struct Named {
    const char* name;
    Set set;
  };
  for (const auto& [name, set] :
       {Named{"zanatomy", Set::zanatomy}, Named{"bodyparts3d", Set::bodyparts3d}, Named{"hubmap", Set::hubmap}}) {
    const std::string n = name;
    add("load/import/" + n, 3, [set = set](auto& state) { import_files(state, set, false); });
    add("load/draft/" + n, 7, [set = set](auto& state) { import_files(state, set, true); });
    add("load/cache/" + n, 7, [set = set](auto& state) { from_cache(state, set); });
    add_ratio("load/cache_saves/" + n, "load/import/" + n, "load/cache/" + n, 0.0);
  }
  benchmark::RegisterBenchmark("load/recognise", recognise)->UseRealTime();
  return true;
}();

}  // namespace
}  // namespace palpate::bench
