#include <palpate/base/file.h>
#include <palpate/base/image.h>

#include <fmt/format.h>
#include <stb_image.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>

namespace palpate {
namespace {

constexpr int largest_side = 32768;

}  // namespace

std::array<std::uint8_t, 4> Image::pixel(int x, int y) const {
  const std::size_t at =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
  return {rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]};
}

Result<Image> decode_image(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Error{"the picture is larger than 2 GB", name, ""};
  }
  int width = 0, height = 0, channels = 0;
  const std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()), static_cast<int>(bytes.size()), &width,
                            &height, &channels, 4),
      &std::free);
  if (!pixels) {
    return Error{fmt::format("the picture cannot be read: {}", stbi_failure_reason()), name, "PNG and JPEG work best"};
  }
  if (width > largest_side || height > largest_side) {
    return Error{fmt::format("the picture is {} x {} pixels, more than {} a side", width, height, largest_side), name,
                 ""};
  }
  Image image{width, height, {}};
  image.rgba.assign(pixels.get(),
                    pixels.get() + static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  return image;
}

Result<Image> read_image(const std::filesystem::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return decode_image(std::as_bytes(std::span(*bytes)), path.string());
}

Result<ImageDifference> compare(const Image& a, const Image& b) {
  if (a.width != b.width || a.height != b.height) {
    return Error{fmt::format("the pictures differ in size: {} x {} and {} x {}", a.width, a.height, b.width, b.height),
                 "", ""};
  }
  ImageDifference difference;
  double sum = 0.0;
  std::size_t above = 0;
  for (std::size_t at = 0; at < a.rgba.size(); at += 4) {
    int worst = 0;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const int step = std::abs(int{a.rgba[at + channel]} - int{b.rgba[at + channel]});
      sum += step;
      worst = std::max(worst, step);
    }
    difference.max = std::max(difference.max, worst);
    if (worst > 8) ++above;
  }
  const double pixels = static_cast<double>(std::max<std::size_t>(a.rgba.size() / 4, 1));
  difference.mean = sum / (3.0 * pixels);
  difference.share_above_8 = static_cast<double>(above) / pixels;
  return difference;
}

}  // namespace palpate
