// Pictures compared with those that were looked at and found right.
#pragma once

#include <palpate/base/image.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace palpate::test {

// How far a picture may be from its baseline, in steps of 0..255 per channel. The numbers are what Mesa's two software
// renderers (llvmpipe and softpipe, which share no rasteriser) make of the same pictures, and a little more: versions
// of one of them differ less. What is wrong with a picture differs by a multiple.
struct Tolerance {
  double mean = 0.0;   // over all pixels
  double share = 0.0;  // of pixels that differ by more than 8 steps
  int most = 255;      // of a single pixel
  int step = 8;        // colours are kept in steps of so much: what is finer is mostly dither
};
inline constexpr Tolerance body_tolerance{0.75, 0.012, 100, 8};
inline constexpr Tolerance draft_tolerance{0.75, 0.012, 255, 8};  // an edge may fall on the next pixel
inline constexpr Tolerance window_tolerance{0.75, 0.012, 150, 4};

[[nodiscard]] std::filesystem::path baseline_folder();

// Compares; on a difference a picture of baseline, what came and where they differ lies in the build folder and the
// failure says where. With PALPATE_UPDATE_PICTURES set, rewrites the baseline instead.
void expect_baseline(const Image& image, std::string_view name, std::string_view why, const Tolerance& tolerance);

// As baselines are kept, so that the files stay small.
[[nodiscard]] Image rounded(Image image, int step);

// Three pictures of one size side by side: what was expected, what came, and where they differ (brighter: more).
[[nodiscard]] Image side_by_side(const Image& expected, const Image& actual);

}  // namespace palpate::test
