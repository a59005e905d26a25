// What the program knows before it has a body: vocabulary, landmarks, clinical records. And where bodies come from.
#pragma once

#include <palpate/atlas/catalog_files.h>
#include <palpate/atlas/source.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/clinical/before_needle.h>
#include <palpate/clinical/library.h>
#include <palpate/clinical/skin_areas.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

struct ProgramData {
  std::filesystem::path assets;
  AnatomyFiles anatomy;
  ClinicalLibrary library;
  SkinAreas areas;
  BeforeNeedle before_needle;
  Faults faults;  // of single entries; the rest is there
};

// `assets` as given with --assets; empty: where they usually are.
[[nodiscard]] Result<ProgramData> load_program_data(const std::filesystem::path& assets);

// The folder of Palpate's own body that this build makes from these assets; empty if it makes none.
[[nodiscard]] std::filesystem::path built_body(const std::filesystem::path& assets);

// The body to open: what is asked for; else the folders that were open last; else a folder ../shared/anatomy beside
// the working folder or the source tree; else Palpate's own body, beside the assets or in the build. An empty list if
// there is none: the window then says how to get one.
// A path that was asked for and cannot be opened is an error.
[[nodiscard]] Result<std::vector<AtlasSource>> choose_sources(const std::vector<std::string>& asked,
                                                              const std::vector<std::string>& remembered,
                                                              const std::filesystem::path& assets, Faults& faults);

}  // namespace palpate
