#include "table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace palpate::bench {

void append_row(const Row& row) {
  const char* file = std::getenv("PALPATE_BENCH_TABLE");
  if (file == nullptr) return;
  std::ofstream out(file, std::ios::app);
  out << fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", row.figure, row.measured, row.spread, row.target, row.met, row.note);
}

std::string shown_seconds(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.3g} ns", seconds * 1e9);
  if (seconds < 1e-3) return fmt::format("{:.3g} us", seconds * 1e6);
  if (seconds < 1.0) return fmt::format("{:.3g} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

std::string verdict(bool met) {
  return met ? "met" : "NOT MET";
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}
double lowest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::min_element(values.begin(), values.end());
}
double highest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

Ratio ratio_of(const std::vector<double>& above, const std::vector<double>& below) {
  std::vector<double> pairs;
  for (std::size_t i = 0; i < std::min(above.size(), below.size()); ++i) pairs.push_back(above[i] / below[i]);
  return {median(above) / median(below), lowest(pairs), highest(pairs)};
}

std::string shown(const Ratio& ratio) {
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", ratio.of_medians, ratio.low, ratio.high);
}

}  // namespace palpate::bench
