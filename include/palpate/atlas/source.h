// Finding out what a path that a person names holds: known sets, a set with its own manifest, or any model.
#pragma once

#include <palpate/atlas/manifest.h>
#include <palpate/base/result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

struct AtlasSource {
  Manifest manifest;
  std::filesystem::path folder;
  std::string note;  // how it was recognised, and what was assumed: "taken as metres, as glTF says"
};

// The sets at `path`: a folder with its own atlas.json, a folder that one of Palpate's manifests recognises, a folder
// of such folders (then all of them, by rank), or any folder or file of models. Manifests are read from
// assets/atlases. Faults in manifests are added to `faults`.
[[nodiscard]] Result<std::vector<AtlasSource>> find_sources(const std::filesystem::path& path,
                                                            const std::filesystem::path& assets, Faults& faults);

}  // namespace palpate
