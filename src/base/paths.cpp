#include <palpate/base/paths.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <cstdlib>

namespace palpate {
namespace {

std::filesystem::path from_environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr ? std::filesystem::path(value) : std::filesystem::path();
}

// An XDG folder with our name, or below the home folder.
std::filesystem::path personal_folder(const char* variable, const char* below_home) {
  const std::filesystem::path base = from_environment(variable);
  if (base.is_absolute()) return base / "palpate";
  const std::filesystem::path home = from_environment("HOME");
  return (home.empty() ? std::filesystem::temp_directory_path() : home / below_home) / "palpate";
}

}  // namespace

Result<std::filesystem::path> find_assets(const std::filesystem::path& wish) {
  std::vector<std::filesystem::path> places;
  if (!wish.empty()) places.push_back(wish);
  if (const auto named = from_environment("PALPATE_ASSETS"); !named.empty()) places.push_back(named);
  std::error_code failed;
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (!failed) {
    places.push_back(executable.parent_path() / "assets");
    places.push_back(executable.parent_path().parent_path() / "share" / "palpate");
  }
#ifdef PALPATE_SOURCE_ASSETS
  places.emplace_back(PALPATE_SOURCE_ASSETS);
#endif
  std::vector<std::string> looked;
  for (const auto& place : places) {
    if (std::filesystem::is_directory(place / "clinical", failed)) return place;
    looked.push_back(place.string());
    if (!wish.empty()) break;  // what was asked for by name is not silently replaced
  }
  return Error{"Palpate's own data folder was not found", "",
               fmt::format("Looked in: {}. Name it with --assets", join(looked, ", "))};
}

std::filesystem::path config_folder() {
  return personal_folder("XDG_CONFIG_HOME", ".config");
}
std::filesystem::path data_folder() {
  return personal_folder("XDG_DATA_HOME", ".local/share");
}
std::filesystem::path cache_folder() {
  return personal_folder("XDG_CACHE_HOME", ".cache");
}

}  // namespace palpate
