// What a person prefers, kept between starts. One table says each setting's name, default and limits; the file, the
// settings panel and the command line are made from it.
#pragma once

#include <palpate/base/result.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

enum class Theme { dark, light };

struct Settings {
  Theme theme = Theme::dark;
  float scale_percent = 100.0f;     // of texts and controls, on top of the screen's own scale
  bool reduced_motion = false;      // flights become cuts
  bool always_full_detail = false;  // no coarser picture while something moves
  float zoom_speed_percent = 100.0f;
  bool needle_sound = false;               // a tone when the verdict on the needle changes
  std::vector<std::string> atlas_folders;  // opened last

  bool operator==(const Settings&) const = default;
};

struct SettingRow {
  std::string_view key;    // in the file
  std::string_view label;  // in the panel
  std::string_view help;
  float low = 0.0f, high = 1.0f;  // numbers only
};
[[nodiscard]] std::span<const SettingRow> setting_rows();

[[nodiscard]] float get_number(const Settings& settings, std::string_view key);
void set_number(Settings& settings, std::string_view key,
                float value);  // booleans: 0 or 1; clamped to the row's limits

// A missing file gives the defaults; a broken one gives the defaults and a warning, and is kept beside.
[[nodiscard]] Settings read_settings(const std::filesystem::path& file, std::vector<std::string>& warnings);
[[nodiscard]] Status write_settings(const Settings& settings, const std::filesystem::path& file);

}  // namespace palpate
