// Palpate's own body: all figures made into meshes and written as an atlas like any other.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

struct SculptedStructure {
  std::string concept_key;
  System system = System::other;
  Side side = Side::none;
  MeshData mesh;
};

// Both sides and the midline, in the order of the figures, the right before its mirror image. What cannot be made is a
// fault.
[[nodiscard]] std::vector<SculptedStructure> sculpt_body(const std::vector<Morphometry>& figures, JobQueue& jobs,
                                                         Faults& faults);

// One GLB file a system, the manifest atlas.json and a map for each file. Files that already hold these bytes are not
// written again.
[[nodiscard]] Status write_body(const std::vector<SculptedStructure>& structures, const std::filesystem::path& folder);

}  // namespace palpate
