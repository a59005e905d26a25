#include "figures.h"

#include "table.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

namespace palpate::bench {
namespace {

constexpr const char* most_ms = "most_ms";
constexpr const char* per_second = "per_second";
constexpr const char* share = "one_of";

struct WantedRatio {
  std::string name, slow, fast;
  double at_least = 0.0;
};
std::vector<WantedRatio>& wanted_ratios() {
  static std::vector<WantedRatio> list;
  return list;
}

// Prints a line a figure as it is done, ratios at the end, and all of it into the table.
class Lines final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override {
    std::string load;
    for (const double l : context.cpu_info.load_avg) load += fmt::format(" {:.1f}", l);
    fmt::print("{} cores at {:.0f} MHz; load{}\n", context.cpu_info.num_cpus, context.cpu_info.cycles_per_second / 1e6,
               load.empty() ? " unknown" : load);
    return true;
  }

  void ReportRuns(const std::vector<Run>& runs) override {
    Figure figure;
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      figure.name = plain_name(run);
      figure.what = run.report_label;
      if (run.error_occurred) {
        figure.why_not = run.error_message;
        continue;
      }
      const auto counter = [&](const char* name) {
        const auto found = run.counters.find(name);
        return found == run.counters.end() ? 0.0 : found->second.value;
      };
      const double parts = counter(share) > 0.0 ? counter(share) : 1.0;
      const double each = static_cast<double>(run.iterations) * parts;
      figure.real.push_back(run.real_accumulated_time / each);
      figure.cpu.push_back(run.cpu_accumulated_time / each);
      figure.most_ms = counter(most_ms);
      figure.per_second = counter(per_second);
    }
    if (!figure.name.empty()) add(figure);
  }

  void Finalize() override {
    for (const WantedRatio& wanted : wanted_ratios()) {
      const auto slow = times_.find(wanted.slow), fast = times_.find(wanted.fast);
      if (slow == times_.end() || fast == times_.end()) continue;
      const Ratio ratio = ratio_of(slow->second, fast->second);
      Row row{wanted.name,
              fmt::format("{:.3g} times", ratio.of_medians),
              fmt::format("{:.3g} to {:.3g}", ratio.low, ratio.high),
              {},
              {},
              fmt::format("{} / {}", wanted.slow, wanted.fast)};
      if (wanted.at_least > 0.0) {
        row.target = fmt::format("at least {:.3g} times", wanted.at_least);
        row.met = verdict(ratio.of_medians >= wanted.at_least);
      }
      say(row);
    }
  }

 private:
  struct Figure {
    std::string name, what, why_not;
    std::vector<double> real, cpu;  // seconds
    double most_ms = 0.0, per_second = 0.0;
  };

  // Without what the library adds: "/iterations:1/real_time".
  static std::string plain_name(const Run& run) { return run.run_name.function_name; }

  void add(const Figure& figure) {
    Row row{figure.name, {}, {}, {}, {}, figure.what};
    const double middle = median(figure.real);
    if (figure.per_second > 0.0) {
      row.target = fmt::format("at least {:.3g} a second", figure.per_second);
      row.met = verdict(1.0 / middle >= figure.per_second);
    } else if (figure.most_ms > 0.0) {
      row.target = fmt::format("at most {}", shown_seconds(figure.most_ms / 1e3));
      row.met = verdict(middle * 1e3 <= figure.most_ms);
    }
    if (figure.real.empty()) {
      row.measured = "-";
      row.met = "not measured";
      row.note = figure.why_not;
      return say(row);
    }
    times_[figure.name] = figure.real;
    row.measured = shown_seconds(middle);
    if (figure.per_second > 0.0) row.measured += fmt::format(", {:.1f} a second", 1.0 / middle);
    row.spread = fmt::format("{} to {}", shown_seconds(lowest(figure.real)), shown_seconds(highest(figure.real)));
    row.note += fmt::format("{}CPU {}", row.note.empty() ? "" : "; ", shown_seconds(median(figure.cpu)));
    say(row);
  }

  static void say(const Row& row) {
    fmt::print("{:<34} {:<24} {:<24} {:<22} {:<12} {}\n", row.figure, row.measured, row.spread, row.target, row.met,
               row.note);
    std::fflush(stdout);
    append_row(row);
  }

  std::map<std::string, std::vector<double>> times_;
};

}  // namespace

void on(benchmark::State& state, const std::string& what) {
  state.SetLabel(what);
}
void aim_at_most(benchmark::State& state, double milliseconds) {
  state.counters[most_ms] = milliseconds;
}
void aim_per_second(benchmark::State& state, double at_least) {
  state.counters[per_second] = at_least;
}
void one_of(benchmark::State& state, double count) {
  state.counters[share] = count;
}
void add_ratio(std::string name, std::string slow, std::string fast, double at_least) {
  wanted_ratios().push_back({std::move(name), std::move(slow), std::move(fast), at_least});
}

}  // namespace palpate::bench

int main(int argc, char** argv) {
  // The program's own data lie in the source tree, whatever the build.
  setenv("PALPATE_ASSETS", PALPATE_SOURCE_FOLDER "/assets", 0);
  // Given before the person's own arguments, which therefore win.
  std::vector<std::string> texts = {argv[0], "--benchmark_repetitions=7", "--benchmark_enable_random_interleaving=true",
                                    "--benchmark_min_time=0.05"};
  texts.insert(texts.end(), argv + 1, argv + argc);
  std::vector<char*> arguments;
  arguments.reserve(texts.size() + 1);
  for (std::string& text : texts) arguments.push_back(text.data());
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  palpate::bench::Lines lines;
  benchmark::RunSpecifiedBenchmarks(&lines);
  benchmark::Shutdown();
  return 0;
}
