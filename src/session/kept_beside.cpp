#include "kept_beside.h"

#include <fmt/format.h>

#include <system_error>

namespace palpate {

std::filesystem::path place_beside(const std::filesystem::path& file) {
  std::filesystem::path kept = file;
  kept += ".broken";
  std::error_code failed;
  for (int n = 2; std::filesystem::exists(kept, failed); ++n) {
    kept = file;
    kept += fmt::format(".broken-{}", n);
  }
  return kept;
}

}  // namespace palpate
