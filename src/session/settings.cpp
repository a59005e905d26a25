#include <palpate/base/file.h>
#include <palpate/base/json_cursor.h>
#include <palpate/session/settings.h>

#include "kept_beside.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array rows = {
    SettingRow{"theme", "Light theme", "For projectors and print", 0.0f, 1.0f},
    SettingRow{"scale_percent", "Size of texts", "On top of the screen's own scale", 75.0f, 300.0f},
    SettingRow{"reduced_motion", "Reduced motion", "Flights become cuts", 0.0f, 1.0f},
    SettingRow{"always_full_detail", "Full detail while moving", "For machines with a fast graphics card", 0.0f, 1.0f},
    SettingRow{"zoom_speed_percent", "Zoom speed", "How far one step of the wheel goes", 25.0f, 400.0f},
    SettingRow{"needle_sound", "Sound of the needle", "A soft tone when it becomes clear, close or struck", 0.0f, 1.0f},
};

const SettingRow* row_of(std::string_view key) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const SettingRow& r) { return r.key == key; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

std::span<const SettingRow> setting_rows() {
  return rows;
}

float get_number(const Settings& s, std::string_view key) {
  if (key == "theme") return s.theme == Theme::light ? 1.0f : 0.0f;
  if (key == "scale_percent") return s.scale_percent;
  if (key == "reduced_motion") return s.reduced_motion ? 1.0f : 0.0f;
  if (key == "always_full_detail") return s.always_full_detail ? 1.0f : 0.0f;
  if (key == "zoom_speed_percent") return s.zoom_speed_percent;
  if (key == "needle_sound") return s.needle_sound ? 1.0f : 0.0f;
  return 0.0f;
}

void set_number(Settings& s, std::string_view key, float value) {
  const SettingRow* row = row_of(key);
  if (row == nullptr || !(value == value)) return;
  const float clamped = std::clamp(value, row->low, row->high);
  const bool on = clamped >= 0.5f;
  if (key == "theme") s.theme = on ? Theme::light : Theme::dark;
  if (key == "scale_percent") s.scale_percent = clamped;
  if (key == "reduced_motion") s.reduced_motion = on;
  if (key == "always_full_detail") s.always_full_detail = on;
  if (key == "zoom_speed_percent") s.zoom_speed_percent = clamped;
  if (key == "needle_sound") s.needle_sound = on;
}

Settings read_settings(const std::filesystem::path& file, std::vector<std::string>& warnings) {
  Settings settings;
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return settings;
  const auto document = read_json_file(file.string());
  if (!document || !document->is(JsonNode::Kind::object)) {
    const std::filesystem::path kept = place_beside(file);
    std::filesystem::rename(file, kept, failed);
    warnings.push_back(
        fmt::format("The settings could not be read and the usual ones are taken; the old file is kept as {}. {}",
                    (failed ? file : kept).string(), document ? "It is not an object" : document.error().text()));
    return settings;
  }
  Faults faults;
  const JsonCursor root(*document, file.string(), faults);
  for (const SettingRow& row : rows) {
    if (root.has(row.key))
      set_number(settings, row.key,
                 static_cast<float>(root.number(row.key, static_cast<double>(get_number(settings, row.key)))));
  }
  settings.atlas_folders = root.texts("atlas_folders");
  for (const Fault& fault : faults) warnings.push_back(fault.text());
  return settings;
}

Status write_settings(const Settings& settings, const std::filesystem::path& file) {
  JsonNode out = JsonNode::object();
  for (const SettingRow& row : rows) out.set(std::string(row.key), static_cast<double>(get_number(settings, row.key)));
  JsonNode folders = JsonNode::array();
  for (const std::string& folder : settings.atlas_folders) folders.push(JsonNode(folder));
  out.set("atlas_folders", std::move(folders));
  return write_file(file, write_json(out));
}

}  // namespace palpate
