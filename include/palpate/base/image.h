// An 8-bit RGBA picture, rows from the top, and its way to and from files.
#pragma once

#include <palpate/base/result.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace palpate {

struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  // width * height * 4

  [[nodiscard]] std::array<std::uint8_t, 4> pixel(int x, int y) const;
};

// PNG, JPEG, TGA, BMP and what else stb_image reads.
[[nodiscard]] Result<Image> read_image(const std::filesystem::path& path);
[[nodiscard]] Result<Image> decode_image(std::span<const std::byte> bytes, const std::string& name);
[[nodiscard]] Status write_png(const Image& image, const std::filesystem::path& path);

// How far two pictures of one size are apart, in steps of 0..255 per channel (alpha does not count).
struct ImageDifference {
  double mean = 0.0;
  int max = 0;
  double share_above_8 = 0.0;  // share of pixels with a channel more than 8 steps apart
};
[[nodiscard]] Result<ImageDifference> compare(const Image& a, const Image& b);

}  // namespace palpate
