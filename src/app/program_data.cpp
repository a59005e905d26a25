#include <palpate/app/program_data.h>
#include <palpate/base/paths.h>

#include <iterator>

namespace palpate {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> usual_places(const fs::path& assets) {
  std::vector<fs::path> places = {fs::path("..") / "shared" / "anatomy"};
  if (assets.has_parent_path()) {
    places.push_back(assets.parent_path() / ".." / "shared" / "anatomy");
    places.push_back(assets.parent_path() / "body");
  }
  if (const fs::path own = built_body(assets); !own.empty()) places.push_back(own);
  return places;
}

}  // namespace

fs::path built_body([[maybe_unused]] const fs::path& assets) {
#ifdef PALPATE_BUILT_BODY
  if (assets.lexically_normal() == fs::path(PALPATE_BUILT_FROM)) return PALPATE_BUILT_BODY;
#endif
  return {};
}

Result<ProgramData> load_program_data(const fs::path& assets) {
  auto found = find_assets(assets);
  if (!found) return found.error();
  ProgramData data;
  data.assets = fs::absolute(*found);
  auto anatomy = read_anatomy(data.assets, data.faults);
  if (!anatomy) return anatomy.error();
  data.anatomy = std::move(*anatomy);
  auto library = read_clinical(data.assets, data.anatomy.concepts, data.anatomy.landmarks, data.faults);
  if (!library) return library.error();
  data.library = std::move(*library);
  if (Status read = read_pages(data.assets, data.anatomy.concepts, data.anatomy.landmarks, data.library, data.faults);
      !read)
    return read.error();
  auto areas = read_skin_areas(data.assets, data.anatomy.concepts, data.anatomy.landmarks, data.library, data.faults);
  if (!areas) return areas.error();
  data.areas = std::move(*areas);
  auto before = read_before_needle(data.assets, data.anatomy.concepts, data.library, data.faults);
  if (!before) return before.error();
  data.before_needle = std::move(*before);
  return data;
}

Result<std::vector<AtlasSource>> choose_sources(const std::vector<std::string>& asked,
                                                const std::vector<std::string>& remembered, const fs::path& assets,
                                                Faults& faults) {
  std::vector<AtlasSource> sources;
  for (const std::string& path : asked) {
    auto found = find_sources(path, assets, faults);
    if (!found) return found.error();
    std::move(found->begin(), found->end(), std::back_inserter(sources));
  }
  if (!sources.empty()) return sources;
  for (const std::string& path : remembered) {
    auto found = find_sources(path, assets, faults);
    if (found) {
      std::move(found->begin(), found->end(), std::back_inserter(sources));
    } else {
      faults.push_back(
          {Severity::warning, path, 0, {}, "the body that was open last is not there any more: " + found.error().what});
    }
  }
  if (!sources.empty()) return sources;
  for (const fs::path& place : usual_places(assets)) {
    std::error_code failed;
    if (!fs::is_directory(place, failed)) continue;
    auto found = find_sources(fs::weakly_canonical(place), assets, faults);
    if (found) return found;
  }
  return sources;
}

}  // namespace palpate
