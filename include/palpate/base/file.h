// Reading and writing files so that nothing a person made is lost.
#pragma once

#include <palpate/base/result.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace palpate {

// Refuses folders and files above `max_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes = 2'000'000'000);

// Writes to a neighbour and renames it into place: the old file stays whole until the new one is.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

// A file mapped into memory, read only. Moves, does not copy.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  MappedFile() = default;
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace palpate
