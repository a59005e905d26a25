// Importing one unit: the files behind one line of a manifest, read, mapped, repaired, welded and packed.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/atlas/cache.h>
#include <palpate/atlas/catalog_files.h>
#include <palpate/atlas/manifest.h>
#include <palpate/atlas/registration.h>
#include <palpate/base/jobs.h>

#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace palpate {

// Points of the surfaces that muscles may be attached to, by structure key: the course of fibres is found from them.
using AttachmentSurfaces = std::unordered_map<std::string, std::vector<glm::vec3>>;

struct ImportOptions {
  bool draft = false;  // for one plain picture: no welding, one detail level, no fibres
  // Structure keys that are not wanted, because another atlas has them.
  std::function<bool(const std::string& concept_key, Side side)> wanted;
};

struct ImportContext {
  const AnatomyFiles& anatomy;
  const Manifest& manifest;
  std::filesystem::path folder;
  Registration registration;  // after the manifest's frame
  JobQueue& jobs;
  Progress& progress;
  CancelToken cancel;
  ImportOptions options;
};

// The files that a manifest line stands for, sorted by name.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const ManifestFile& line,
                                                          const std::filesystem::path& folder);

// Reads them. Files that fail are named in the coverage report. `surfaces` is where muscles may be
// attached. A cancelled import returns what it has; the caller must not keep it.
[[nodiscard]] ImportedUnit import_unit(const ImportContext& context, const ManifestFile& line,
                                       const AttachmentSurfaces& surfaces);

}  // namespace palpate
