// The comparison itself: it sees what it should, and no baseline is left without a picture.
#include "baseline.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;

Image plain(int value, int side = 20) {
  return {side, side,
          std::vector<std::uint8_t>(static_cast<std::size_t>(side * side) * 4, static_cast<std::uint8_t>(value))};
}

TEST(Rounding, IsStableAndSmall) {
  for (const int step : {4, 8}) {
    for (int v = 0; v < 256; ++v) {
      const Image once = rounded(plain(v, 1), step);
      EXPECT_LE(std::abs(once.rgba[0] - v), step / 2);
      EXPECT_EQ(rounded(once, step).rgba, once.rgba);
    }
  }
}

TEST(SideBySide, ShowsAllThreeAlsoForPicturesOfDifferentSize) {
  const Image all = side_by_side(plain(100, 10), plain(110, 20));
  EXPECT_EQ(all.width, 10 + 8 + 20 + 8 + 20);
  EXPECT_EQ(all.height, 20);
  EXPECT_EQ(all.pixel(5, 5)[0], 100);
  EXPECT_EQ(all.pixel(20, 5)[0], 110);
  EXPECT_EQ(all.pixel(50, 5)[0], 80) << "eight times the difference";
}

TEST(Baseline, ThatIsMissingFails) {
  if (std::getenv("PALPATE_UPDATE_PICTURES") != nullptr) GTEST_SKIP() << "the pictures are being rewritten";
  EXPECT_NONFATAL_FAILURE(expect_baseline(plain(0), "there-is-no-such-picture", "", body_tolerance),
                          "PALPATE_UPDATE_PICTURES");
}

TEST(Baseline, OfAnotherPictureFails) {
  if (std::getenv("PALPATE_UPDATE_PICTURES") != nullptr) GTEST_SKIP() << "the pictures are being rewritten";
  const auto front = read_image(baseline_folder() / "view-front.png"),
             back = read_image(baseline_folder() / "view-back.png");
  ASSERT_TRUE(front && back);
  expect_baseline(*front, "view-front", "", Tolerance{0, 0, 0});
  EXPECT_NONFATAL_FAILURE(expect_baseline(*back, "view-front", "why it is there", body_tolerance), "why it is there");
  Image small = *front;
  small.height -= 1;
  small.rgba.resize(static_cast<std::size_t>(small.width * small.height) * 4);
  EXPECT_NONFATAL_FAILURE(expect_baseline(small, "view-front", "", body_tolerance), "differ in size");
}

TEST(Baselines, AreAllUsedAndSmall) {
  if (std::getenv("PALPATE_UPDATE_PICTURES") != nullptr) GTEST_SKIP() << "the pictures are being rewritten";
  // The names stand in the tables of the tests beside this one.
  std::string tables;
  for (const char* file : {"body_test.cpp", "window_test.cpp"}) {
    std::ifstream stream(baseline_folder().parent_path() / file);
    tables.append(std::istreambuf_iterator<char>(stream), {});
  }
  std::uintmax_t bytes = 0;
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(baseline_folder())) {
    EXPECT_NE(tables.find('"' + entry.path().stem().string() + '"'), std::string::npos)
        << entry.path() << " belongs to no test: delete it";
    bytes += entry.file_size();
    ++count;
  }
  EXPECT_GE(count, 36u);
  EXPECT_LT(bytes, 5'200'000u);
}

}  // namespace
}  // namespace palpate::test
