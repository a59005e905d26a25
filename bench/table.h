// The table of results: one line a figure, appended to a file that bench/run.sh prints at the end.
#pragma once

#include <string>
#include <vector>

namespace palpate::bench {

struct Row {
  std::string figure;    // "pick/on_the_body"
  std::string measured;  // the median: "0.61 us"
  std::string spread;    // "0.58 us to 0.70 us"
  std::string target;    // "at most 50.0 us"; empty: none
  std::string met;       // "met", "NOT MET", "not measured" or empty
  std::string note;      // on what, with what ratio
};

// To the file that PALPATE_BENCH_TABLE names; nowhere if it names none.
void append_row(const Row& row);

[[nodiscard]] std::string shown_seconds(double seconds);  // "12.3 ms"
[[nodiscard]] std::string verdict(bool met);

[[nodiscard]] double median(std::vector<double> values);
[[nodiscard]] double lowest(const std::vector<double>& values);
[[nodiscard]] double highest(const std::vector<double>& values);

// "1.8 (1.6 to 2.1)": the ratio of medians, and of each pair that was measured in the same round.
struct Ratio {
  double of_medians = 0.0, low = 0.0, high = 0.0;
};
[[nodiscard]] Ratio ratio_of(const std::vector<double>& above, const std::vector<double>& below);
[[nodiscard]] std::string shown(const Ratio& ratio);

}  // namespace palpate::bench
