#include <palpate/clinical/needle_table.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace palpate {
namespace {

// 0.25 in a file and 0.25 in a record may differ in their last bit; no two needles are as near as this.
constexpr float same_mm = 1e-4f;

float rounded(float mm) {
  return std::round(mm / same_mm) * same_mm;
}

bool is_given(Range range) {
  return range.high > 0.0f;
}

// How far a value lies outside a range; 0 within it, or if there is none.
float gap(float value, Range range) {
  return is_given(range) ? rounded(std::max({0.0f, range.low - value, value - range.high})) : 0.0f;
}

float from_middle(float value, Range range) {
  return is_given(range) ? rounded(std::abs(value - (range.low + range.high) / 2.0f)) : 0.0f;
}

}  // namespace

bool comes_before(const RealNeedle& a, const RealNeedle& b) {
  return std::tie(a.length_mm, a.diameter_mm) < std::tie(b.length_mm, b.diameter_mm);
}

const RealNeedle* fitting(const std::vector<RealNeedle>& table, Range length_mm, Range diameter_mm) {
  const auto rank = [&](const RealNeedle& needle) {
    const float off_length = gap(needle.length_mm, length_mm), off_diameter = gap(needle.diameter_mm, diameter_mm);
    const bool outside = off_length > 0.0f || off_diameter > 0.0f;
    return std::make_tuple(outside, off_length, off_diameter, needle.length_mm,
                           from_middle(needle.diameter_mm, diameter_mm), needle.diameter_mm);
  };
  const auto best = std::min_element(table.begin(), table.end(),
                                     [&](const RealNeedle& a, const RealNeedle& b) { return rank(a) < rank(b); });
  return best == table.end() ? nullptr : &*best;
}

}  // namespace palpate
