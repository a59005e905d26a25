// Pictures go to PNG and back without a change; a broken one is an error; differences are counted as promised.
#include "temp_folder.h"

#include <palpate/base/image.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Image plain(int width, int height, std::array<std::uint8_t, 4> colour) {
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) image.rgba.insert(image.rgba.end(), colour.begin(), colour.end());
  return image;
}

Image noise(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Image image = plain(width, height, {0, 0, 0, 255});
  for (std::size_t i = 0; i < image.rgba.size(); ++i) {
    if (i % 4 != 3) image.rgba[i] = static_cast<std::uint8_t>(random());
  }
  return image;
}

void set(Image& image, int x, int y, std::array<std::uint8_t, 4> colour) {
  std::copy(colour.begin(), colour.end(), image.rgba.begin() + (y * image.width + x) * 4);
}

TEST(Image, CountsPixelsInRowsFromTheTop) {
  Image image = plain(3, 2, {0, 0, 0, 255});
  set(image, 2, 0, {1, 2, 3, 4});
  set(image, 0, 1, {5, 6, 7, 8});
  EXPECT_THAT(image.pixel(2, 0), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(image.pixel(0, 1), ElementsAre(5, 6, 7, 8));
  EXPECT_EQ(image.rgba[8], 1);
  EXPECT_EQ(image.rgba[12], 5);
}

struct Size {
  int width, height;
};

class PngRoundTrip : public testing::TestWithParam<Size> {};

TEST_P(PngRoundTrip, ChangesNoPixel) {
  const TempFolder folder;
  const auto [width, height] = GetParam();
  for (const Image& image : {noise(width, height, 5), plain(width, height, {10, 200, 30, 255})}) {
    ASSERT_TRUE(write_png(image, folder / "picture.png").ok());
    const auto again = read_image(folder / "picture.png");
    ASSERT_TRUE(again.ok()) << again.error().text();
    EXPECT_EQ(again->width, width);
    EXPECT_EQ(again->height, height);
    EXPECT_EQ(again->rgba, image.rgba);
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, PngRoundTrip,
                         testing::Values(Size{1, 1}, Size{1, 17}, Size{17, 1}, Size{2, 3}, Size{63, 65}, Size{255, 7},
                                         Size{640, 480}));

TEST(Png, IsOpaque) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(plain(2, 2, {9, 8, 7, 0}), folder / "picture.png").ok());
  EXPECT_THAT(read_image(folder / "picture.png")->pixel(1, 1), ElementsAre(9, 8, 7, 255));
}

TEST(Png, OfNothingIsRefused) {
  const TempFolder folder;
  for (const Image& image : {Image{}, Image{0, 5, {}}, Image{4, 4, {1, 2, 3, 4}}, Image{-1, -1, {1, 2, 3, 4}}}) {
    const Status written = write_png(image, folder / "picture.png");
    ASSERT_FALSE(written.ok());
    EXPECT_THAT(written.error().text(), HasSubstr("picture.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "picture.png"));
  }
}

TEST(Png, SaysWhereItCannotBeWritten) {
  const TempFolder folder;
  const auto file = folder.write("file", "x");
  const Status written = write_png(plain(1, 1, {1, 1, 1, 255}), file / "picture.png");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().where, (file / "picture.png").string());
}

TEST(ReadImage, SaysThatAFileIsNoPicture) {
  const TempFolder folder;
  const auto read = read_image(folder.write("text.png", "this is no picture"));
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().what, HasSubstr("cannot be read"));
  EXPECT_THAT(read.error().where, HasSubstr("text.png"));
  EXPECT_FALSE(read_image(folder.write("empty.png", "")).ok());
  EXPECT_FALSE(read_image(folder / "none.png").ok());
}

TEST(ReadImage, SurvivesAPngCutOffAnywhereAndDamagedAnywhere) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(noise(21, 9, 1), folder / "picture.png").ok());
  const std::string whole = contents(folder / "picture.png");
  const auto decode = [](const std::string& bytes) { return decode_image(std::as_bytes(std::span(bytes)), "it"); };
  ASSERT_TRUE(decode(whole).ok());
  for (std::size_t length = 0; length + 12 < whole.size(); ++length) {
    EXPECT_FALSE(decode(whole.substr(0, length)).ok()) << length;
  }
  std::mt19937 random(2);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto image = decode(bytes);
    if (!image.ok()) continue;
    EXPECT_EQ(image->rgba.size(), static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) * 4);
  }
}

TEST(ReadImage, RefusesAPictureThatIsTooLarge) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(plain(32'769, 1, {1, 2, 3, 255}), folder / "wide.png").ok());
  const auto read = read_image(folder / "wide.png");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().what, HasSubstr("32769 x 1"));
}

TEST(ImageDifference, OfAPictureToItselfIsNothing) {
  const Image image = noise(13, 11, 8);
  const auto difference = compare(image, image);
  ASSERT_TRUE(difference.ok());
  EXPECT_EQ(difference->mean, 0.0);
  EXPECT_EQ(difference->max, 0);
  EXPECT_EQ(difference->share_above_8, 0.0);
}

TEST(ImageDifference, CountsStepsPerChannel) {
  const Image a = plain(4, 5, {100, 100, 100, 255});
  Image b = a;
  set(b, 0, 0, {108, 100, 100, 255});  // 8 steps: not above 8
  set(b, 1, 0, {100, 91, 100, 255});   // 9 steps
  set(b, 2, 0, {100, 100, 0, 255});    // 100 steps
  set(b, 3, 0, {130, 70, 130, 255});   // 30 steps, three times
  for (const auto& difference : {compare(a, b), compare(b, a)}) {
    ASSERT_TRUE(difference.ok());
    EXPECT_DOUBLE_EQ(difference->mean, (8 + 9 + 100 + 90) / (3.0 * 20));
    EXPECT_EQ(difference->max, 100);
    EXPECT_DOUBLE_EQ(difference->share_above_8, 3.0 / 20);
  }
}

TEST(ImageDifference, DoesNotCountAlpha) {
  EXPECT_EQ(compare(plain(2, 2, {1, 2, 3, 255}), plain(2, 2, {1, 2, 3, 0}))->max, 0);
}

TEST(ImageDifference, NeedsOneSize) {
  const auto difference = compare(plain(4, 3, {}), plain(3, 4, {}));
  ASSERT_FALSE(difference.ok());
  EXPECT_THAT(difference.error().what, HasSubstr("4 x 3 and 3 x 4"));
}

}  // namespace
}  // namespace palpate::test
