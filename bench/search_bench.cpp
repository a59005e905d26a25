// Search over the whole catalogue, as it runs at every letter typed.
#include "figures.h"

#include "manikin.h"

#include <palpate/anatomy/search.h>
#include <palpate/app/program_data.h>

#include <fmt/format.h>

#include <array>

namespace palpate::bench {
namespace {

// Everyday names, Latin, parts of words, misspelt, far too short, and what does not exist.
constexpr std::array queries = {"u",
                                "upper trap",
                                "trapezius descending",
                                "m. piriformis",
                                "pirifomris",
                                "glut med",
                                "gluteus medius left",
                                "bicpes femoris",
                                "sternocleidomastoid",
                                "sterno cleido",
                                "scm",
                                "levator scapulae",
                                "musculus infraspinatus",
                                "rotator cuff",
                                "fifth rib",
                                "nervus ischiadicus",
                                "sciatic nerve",
                                "calf",
                                "extensor carpi radialis longus",
                                "no such thing anywhere"};

const SearchIndex& index_of_all() {
  static const SearchIndex index(search_entries(test::program_data().anatomy.concepts));
  return index;
}

std::string catalogue() {
  return fmt::format("{} concepts", test::program_data().anatomy.concepts.size());
}

void find(benchmark::State& state, const char* query) {
  const SearchIndex& index = index_of_all();
  for (auto _ : state) benchmark::DoNotOptimize(index.find(query));
  const auto hits = index.find(query, 1);
  on(state, fmt::format("{}; first: {}", catalogue(), hits.empty() ? "nothing" : hits.front().shown));
}

void all_queries(benchmark::State& state) {
  const SearchIndex& index = index_of_all();
  for (auto _ : state) {
    for (const char* query : queries) benchmark::DoNotOptimize(index.find(query));
  }
  one_of(state, static_cast<double>(queries.size()));
  on(state, fmt::format("{}; mean of {} queries", catalogue(), queries.size()));
}

void build_index(benchmark::State& state) {
  for (auto _ : state) {
    const SearchIndex index(search_entries(test::program_data().anatomy.concepts));
    benchmark::DoNotOptimize(index.find("u", 1));
  }
  on(state, catalogue());
}

const bool registered = [] {
  for (const char* query : queries) {
    benchmark::RegisterBenchmark(fmt::format("search/{}", query).c_str(), [query](benchmark::State& state) {
      find(state, query);
    })->UseRealTime();
  }
  return true;
}();

BENCHMARK(all_queries)->Name("search_mean")->UseRealTime();
BENCHMARK(build_index)->Name("search_build_index")->UseRealTime();

}  // namespace
}  // namespace palpate::bench
