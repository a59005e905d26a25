// Writing PNG: stb_image_write with libdeflate as its compressor, which is five times as fast as its own.
#include <palpate/base/file.h>
#include <palpate/base/image.h>

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

constexpr int compression_level = 2;

// What stb calls to compress; it frees the result.
unsigned char* compress_zlib(unsigned char* data, int size, int* compressed_size, int /*quality*/) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(compression_level), &libdeflate_free_compressor);
  if (!compressor) return nullptr;
  const std::size_t bound = libdeflate_zlib_compress_bound(compressor.get(), static_cast<std::size_t>(size));
  auto* out = static_cast<unsigned char*>(std::malloc(bound));
  if (out == nullptr) return nullptr;
  *compressed_size =
      static_cast<int>(libdeflate_zlib_compress(compressor.get(), data, static_cast<std::size_t>(size), out, bound));
  return out;
}

}  // namespace

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#define STBIW_ZLIB_COMPRESS compress_zlib
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace palpate {
namespace {

void append_to_string(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Status write_png(const Image& image, const std::filesystem::path& path) {
  const auto pixels =
      static_cast<std::size_t>(std::max(image.width, 0)) * static_cast<std::size_t>(std::max(image.height, 0));
  if (pixels == 0 || image.rgba.size() != pixels * 4) {
    return Error{fmt::format("a picture of {} x {} pixels cannot be written", image.width, image.height), path.string(),
                 "Choose a size of at least one pixel"};
  }
  // The "up" filter suits pictures whose rows resemble each other, and costs little.
  stbi_write_force_png_filter = 2;
  // Pictures are opaque: three channels are enough.
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.rgba.size() / 4 * 3);
  for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4)
    rgb.insert(rgb.end(), {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]});
  std::string bytes;
  const int ok =
      stbi_write_png_to_func(append_to_string, &bytes, image.width, image.height, 3, rgb.data(), image.width * 3);
  if (ok == 0) return Error{"the picture could not be encoded", path.string(), "Try a smaller size"};
  return write_file(path, bytes);
}

}  // namespace palpate
