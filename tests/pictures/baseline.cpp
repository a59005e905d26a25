#include "baseline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace palpate::test {

namespace fs = std::filesystem;

namespace {

fs::path differences_folder() {
  return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "picture-differences";
}

bool updating() {
  const char* wish = std::getenv("PALPATE_UPDATE_PICTURES");
  return wish != nullptr && *wish != '\0' && std::string_view(wish) != "0";
}

void put(Image& into, int at_x, const Image& image) {
  for (int y = 0; y < std::min(into.height, image.height); ++y) {
    for (int x = 0; x < image.width; ++x) {
      const auto p = image.pixel(x, y);
      std::copy(p.begin(), p.end(),
                into.rgba.begin() + (static_cast<std::ptrdiff_t>(y) * into.width + at_x + x) * std::ptrdiff_t{4});
    }
  }
}

Image difference_of(const Image& a, const Image& b) {
  Image image = b;
  for (int y = 0; y < b.height; ++y) {
    for (int x = 0; x < b.width; ++x) {
      const std::size_t at =
          (static_cast<std::size_t>(y) * static_cast<std::size_t>(b.width) + static_cast<std::size_t>(x)) * 4;
      const bool both = x < a.width && y < a.height;
      const auto p = both ? a.pixel(x, y) : std::array<std::uint8_t, 4>{0, 255, 0, 255};
      for (std::size_t channel = 0; channel < 3; ++channel)
        image.rgba[at + channel] =
            static_cast<std::uint8_t>(std::min(255, 8 * std::abs(int{p[channel]} - int{b.rgba[at + channel]})));
    }
  }
  return image;
}

// Writes what helps to see the difference and says where it is.
std::string explain(const Image& expected, const Image& actual, std::string_view name) {
  const fs::path file = differences_folder() / (std::string(name) + ".png");
  fs::create_directories(file.parent_path());
  if (Status written = write_png(side_by_side(expected, actual), file); !written) return written.error().text();
  return "Baseline, what came, and eight times the difference: " + file.string() +
         "\nIf what came is right: PALPATE_UPDATE_PICTURES=1 ctest -R '^pictures', and look at the result";
}

}  // namespace

fs::path baseline_folder() {
  return fs::path(PALPATE_SOURCE_FOLDER) / "tests/pictures/baselines";
}

Image rounded(Image image, int step) {
  for (std::size_t i = 0; i < image.rgba.size(); ++i) {
    if (i % 4 != 3) image.rgba[i] = static_cast<std::uint8_t>(std::min((image.rgba[i] + step / 2) / step * step, 255));
  }
  return image;
}

Image side_by_side(const Image& expected, const Image& actual) {
  constexpr int gap = 8;
  Image all{expected.width + 2 * actual.width + 2 * gap, std::max(expected.height, actual.height), {}};
  all.rgba.assign(static_cast<std::size_t>(all.width) * static_cast<std::size_t>(all.height) * 4, 255);
  put(all, 0, expected);
  put(all, expected.width + gap, actual);
  put(all, expected.width + actual.width + 2 * gap, difference_of(expected, actual));
  return all;
}

void expect_baseline(const Image& image, std::string_view name, std::string_view why, const Tolerance& tolerance) {
  const fs::path file = baseline_folder() / (std::string(name) + ".png");
  const Image actual = rounded(image, tolerance.step);
  if (updating()) {
    const Status written = write_png(actual, file);
    EXPECT_TRUE(written) << written.error().text();
    return;
  }
  const auto expected = read_image(file);
  if (!expected) {
    ADD_FAILURE() << expected.error().text()
                  << "\nA new picture is made by PALPATE_UPDATE_PICTURES=1 ctest -R '^pictures'";
    return;
  }
  const auto difference = compare(*expected, actual);
  const bool same = difference && difference->mean <= tolerance.mean && difference->max <= tolerance.most &&
                    difference->share_above_8 <= tolerance.share;
  if (same) return;
  ADD_FAILURE() << "the picture \"" << name << "\" (" << why << ") is not what it was"
                << (difference ? "" : ": " + difference.error().text())
                << (difference ? ": mean difference " + std::to_string(difference->mean) + " (at most " +
                                     std::to_string(tolerance.mean) + "), largest " + std::to_string(difference->max) +
                                     " (at most " + std::to_string(tolerance.most) + "), pixels that differ " +
                                     std::to_string(difference->share_above_8 * 100.0) + " % (at most " +
                                     std::to_string(tolerance.share * 100.0) + " %)"
                               : "")
                << "\n"
                << explain(*expected, actual, name);
}

}  // namespace palpate::test
