// The cache of imported geometry: one file an imported unit, in the program's own binary format. Versioned, checked,
// written whole or not at all, and safe to delete at any time.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/atlas/coverage.h>
#include <palpate/base/image.h>
#include <palpate/base/result.h>
#include <palpate/mesh/mesh_chunk.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace palpate {

// What importing one unit gives: structures without ids, and their geometry in the same order.
struct ImportedUnit {
  std::vector<Structure> structures;      // `concept_id` is not set; `key` and `side` are
  std::vector<std::string> concept_keys;  // empty for an unmapped one
  std::shared_ptr<const MeshChunk> chunk;
  std::vector<std::shared_ptr<const Image>> textures;  // one a structure, null for most; empty if none has any
  Coverage coverage;
  // Every file was read from end to end. What was not may be whole the next time, so it is not kept; a cached one was.
  bool read_wholly = true;
};

class ImportCache {
 public:
  // Caches below `folder`, which is made when something is written.
  explicit ImportCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // An error says why it cannot be used: not there, of another version, cut off, changed. The unit's arrays lie in
  // the mapped file.
  [[nodiscard]] Result<ImportedUnit> load(std::uint64_t key) const;
  [[nodiscard]] Status store(std::uint64_t key, const ImportedUnit& unit) const;

  [[nodiscard]] std::filesystem::path path(std::uint64_t key) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace palpate
