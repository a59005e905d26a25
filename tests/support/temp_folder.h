// A folder of a test's own, removed at its end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace palpate::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  // Writes a file (and the folders above it) and returns its path.
  std::filesystem::path write(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

// The whole of a file; a failed test if it cannot be read.
[[nodiscard]] std::string contents(const std::filesystem::path& file);

}  // namespace palpate::test
