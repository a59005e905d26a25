// Where files are: the program's own assets, and the person's folders.
#pragma once

#include <palpate/base/result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

// The folder with anatomy/, atlases/, clinical/ and schemas/. Looked for in this order: `wish` (from --assets), the
// environment variable PALPATE_ASSETS, beside the executable, its ../share/palpate, the source tree of a developer
// build. The error lists where it looked.
[[nodiscard]] Result<std::filesystem::path> find_assets(const std::filesystem::path& wish = {});

// The person's folders after the XDG base directories; not created here.
[[nodiscard]] std::filesystem::path config_folder();  // settings
[[nodiscard]] std::filesystem::path data_folder();    // sessions, screenshots
[[nodiscard]] std::filesystem::path cache_folder();   // safe to delete

}  // namespace palpate
