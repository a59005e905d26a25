// What the benchmarks say beside their figures: on what they were measured, what is wanted, and ratios between them.
// The library has the main function: repetitions are interleaved at random, so that noise meets all figures alike.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace palpate::bench {

// On what it is measured; shown beside the figure.
void on(benchmark::State& state, const std::string& what);

// What is wanted.
void aim_at_most(benchmark::State& state, double milliseconds);
void aim_per_second(benchmark::State& state, double at_least);

// The figure is for one of `count` equal things that an iteration does; "per million triangles".
void one_of(benchmark::State& state, double count);

// How many times longer `slow` takes than `fast`; 0: no number is wanted.
void add_ratio(std::string name, std::string slow, std::string fast, double at_least);

// Registers a ratio before main begins, as BENCHMARK does.
struct RatioOf {
  RatioOf(std::string name, std::string slow, std::string fast, double at_least = 0.0) {
    add_ratio(std::move(name), std::move(slow), std::move(fast), at_least);
  }
};

}  // namespace palpate::bench
