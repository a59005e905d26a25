// Palpate's own body: all figures made into meshes and written as an atlas like any other.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace palpate {

struct SculptedStructure {
  std::string concept_key;
  System system = System::other;
  Side side = Side::none;
  MeshData mesh;
  std::string end;  // "origin" or "insertion" of an attachment patch; else empty
};

// The bones that a muscle begins and ends on, as concept keys.
struct BonesOfMuscle {
  std::vector<std::string> origin, insertion;
};
using BonesOfMuscles = std::unordered_map<std::string, BonesOfMuscle>;  // by the muscle's concept key

// Both sides and the midline, in the order of the figures, the right before its mirror image; then the patches where
// muscles are attached. Muscles are kept out of bones. What cannot be made is a fault.
[[nodiscard]] std::vector<SculptedStructure> sculpt_body(const std::vector<Morphometry>& figures,
                                                         const BonesOfMuscles& bones, JobQueue& jobs, Faults& faults);

// One GLB file a system, the manifest atlas.json and a map for each file. Files that already hold these bytes are not
// written again.
[[nodiscard]] Status write_body(const std::vector<SculptedStructure>& structures, const std::filesystem::path& folder);

}  // namespace palpate
