// A small synthetic body, written as an atlas of GLB files with a manifest, so that it comes into the program as any
// atlas does. Its shapes are plain tubes and ellipsoids between the program's own landmarks: the trigger points of the
// clinical data land on it, and nothing of a real atlas is needed. It is for tests only and not anatomy.
#pragma once

#include <palpate/anatomy/landmark.h>
#include <palpate/app/program_data.h>
#include <palpate/atlas/loader.h>
#include <palpate/mesh/mesh_data.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate::test {

struct ManikinPart {
  std::string concept_key;
  Side side = Side::none;
  System system = System::other;
  std::string attachment;  // "origin", "insertion" or nothing
  MeshData mesh;           // canonical mm
};

// All parts, in the order of their systems.
[[nodiscard]] std::vector<ManikinPart> manikin_parts(const LandmarkTable& landmarks);

// One file a system and atlas.json in `folder`.
void write_manikin(const std::filesystem::path& folder, const LandmarkTable& landmarks);

// The program's own data, read once for all tests of a process.
[[nodiscard]] const ProgramData& program_data();

// The manikin, loaded once for all tests of a process, without a cache.
[[nodiscard]] const LoadedBody& manikin();

// Its folder, for tests that open it as a person does.
[[nodiscard]] const std::filesystem::path& manikin_folder();

// Where the real sets lie: PALPATE_REFERENCE, or ../shared/anatomy beside the source tree. Empty if there are none;
// tests that need them then say so and are skipped.
[[nodiscard]] std::filesystem::path reference_folder();

}  // namespace palpate::test
