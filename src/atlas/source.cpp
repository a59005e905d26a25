#include <palpate/atlas/model_reader.h>
#include <palpate/atlas/source.h>
#include <palpate/base/hash.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) entries.push_back(entry.path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Whether `folder` holds a path that fits `pattern`, whose last step may hold *.
bool holds(const fs::path& folder, const std::string& pattern) {
  const fs::path wanted = folder / pattern;
  std::error_code failed;
  if (pattern.find('*') == std::string::npos) return fs::exists(wanted, failed);
  const std::string last = wanted.filename().string();
  const std::vector<fs::path> entries = sorted_entries(wanted.parent_path());
  return std::any_of(entries.begin(), entries.end(),
                     [&](const fs::path& e) { return matches_wildcard(e.filename().string(), last); });
}

bool recognises(const Manifest& manifest, const fs::path& folder) {
  return !manifest.recognise.empty() && std::all_of(manifest.recognise.begin(), manifest.recognise.end(),
                                                    [&](const std::string& p) { return holds(folder, p); });
}

std::vector<Manifest> shipped_manifests(const fs::path& assets, Faults& faults) {
  std::vector<Manifest> manifests;
  for (const fs::path& folder : sorted_entries(assets / "atlases")) {
    if (std::error_code failed; !fs::exists(folder / "atlas.json", failed)) continue;
    auto manifest = read_manifest(folder / "atlas.json", faults);
    if (manifest) {
      manifests.push_back(std::move(*manifest));
    } else {
      faults.push_back({Severity::error, manifest.error().where, 0, {}, manifest.error().what});
    }
  }
  return manifests;
}

std::vector<fs::path> model_files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed);
       !failed && it != fs::recursive_directory_iterator(); it.increment(failed)) {
    if (it.depth() > 4) it.disable_recursion_pending();
    if (it->is_regular_file(failed) && is_model_file(it->path())) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// What is assumed of a model without a manifest. The first file is read to see its units and its longest side.
Result<AtlasSource> unknown_model(const std::vector<fs::path>& files, const fs::path& folder, const std::string& name) {
  AtlasSource source;
  source.folder = folder;
  Manifest& manifest = source.manifest;
  manifest.info = {name,
                   "unknown",
                   "unknown",
                   "A model without a manifest: structures have the names of its nodes.",
                   {"See the model's own licence"},
                   {}};
  manifest.content_hash = hash_text(name);
  for (const fs::path& file : files)
    manifest.files.push_back({fs::relative(file, folder).string(), System::other, {}, {}});

  Result<Model> probe = read_model(files.front(), {true, false, 60'000'000});
  if (!probe && files.size() == 1) return probe.error();
  glm::vec3 low(1e30f), high(-1e30f);
  if (probe) {
    for (const ModelMesh& mesh : probe->meshes) {
      for (const glm::vec3 p : mesh.mesh.positions) {
        low = glm::min(low, p);
        high = glm::max(high, p);
      }
    }
  }
  const glm::vec3 size = probe ? high - low : glm::vec3(1.0f);
  const float longest = std::max({size.x, size.y, size.z});
  if (probe && probe->units_mm > 0.0f) {
    manifest.frame.units_mm = probe->units_mm;
    source.note = fmt::format("units of {} mm, as the file's format says", probe->units_mm);
  } else if (longest < 5.0f) {
    manifest.frame.units_mm = 1000.0f;
    source.note = "taken as metres, because it is less than 5 units long";
  } else {
    source.note = "taken as millimetres, because it is more than 5 units long";
  }
  const bool z_up = probe && (probe->up_is_z || (probe->units_mm == 0.0f && size.z > 1.5f * std::max(size.x, size.y)));
  if (z_up) {
    manifest.frame.axes = *parse_axes("+x +z -y");
    source.note += "; turned upright, because its long side is z";
  }
  return source;
}

}  // namespace

Result<std::vector<AtlasSource>> find_sources(const fs::path& path, const fs::path& assets, Faults& faults) {
  std::error_code failed;
  if (!fs::exists(path, failed)) return Error{"there is no such file or folder", path.string(), "Check the path"};
  if (!fs::is_directory(path, failed)) {
    if (!is_model_file(path))
      return Error{"this is not a model file that can be read", path.string(),
                   "glTF, FBX, OBJ, PLY, STL and DAE work best"};
    auto single = unknown_model({path}, path.parent_path(), path.filename().string());
    if (!single) return single.error();
    return std::vector<AtlasSource>{std::move(*single)};
  }
  if (fs::exists(path / "atlas.json", failed)) {
    auto manifest = read_manifest(path / "atlas.json", faults);
    if (!manifest) return manifest.error();
    manifest->info.folder = path.string();
    return std::vector<AtlasSource>{{std::move(*manifest), path, "described by its own atlas.json"}};
  }
  std::vector<AtlasSource> sources;
  std::vector<fs::path> places = sorted_entries(path);
  places.insert(places.begin(), path);
  for (const Manifest& manifest : shipped_manifests(assets, faults)) {
    for (const fs::path& place : places) {
      if (!fs::is_directory(place, failed) || !recognises(manifest, place)) continue;
      sources.push_back({manifest, place, fmt::format("recognised as {}", manifest.info.name)});
      sources.back().manifest.info.folder = place.string();
      break;
    }
  }
  std::stable_sort(sources.begin(), sources.end(),
                   [](const AtlasSource& a, const AtlasSource& b) { return a.manifest.rank < b.manifest.rank; });
  if (!sources.empty()) return sources;

  const std::vector<fs::path> files = model_files_below(path);
  if (files.empty())
    return Error{"there is no model in this folder", path.string(), "glTF, FBX, OBJ, PLY, STL and DAE files are read"};
  auto made = unknown_model(files, path, path.filename().string());
  if (!made) return made.error();
  return std::vector<AtlasSource>{std::move(*made)};
}

}  // namespace palpate
