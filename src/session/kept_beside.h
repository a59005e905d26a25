// A file that cannot be read is not overwritten.
#pragma once

#include <filesystem>

namespace palpate {

// Where a broken file is kept: the first as ".broken", the next as ".broken-2", so that none is lost.
[[nodiscard]] std::filesystem::path place_beside(const std::filesystem::path& file);

}  // namespace palpate
