// What `palpate check` looks for beyond what the loader must know: the schema of every file, that every source is
// cited and every cited one is there, that the words keep the promises of the project, and what is still missing.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/base/fault.h>
#include <palpate/clinical/before_needle.h>
#include <palpate/clinical/library.h>
#include <palpate/clinical/skin_areas.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

// Every data file below assets against its schema in assets/schemas.
void check_schemas(const std::filesystem::path& assets, Faults& faults);

// Rules of content: sources that nobody cites, instructions where a range is wanted, zones without needling, ...
void check_content(const ClinicalLibrary& library, const SkinAreas& areas, const BeforeNeedle& before, Faults& faults);

struct ClinicalCoverage {
  std::size_t records = 0, trigger_points = 0, zones = 0, guides = 0, sources = 0, needles = 0, published = 0;
  std::vector<std::string> muscles_without_record;  // names
  std::vector<std::string> no_source;               // "Trapezius: depth in children"
};
[[nodiscard]] ClinicalCoverage clinical_coverage(const ClinicalLibrary& library, const ConceptCatalog& concepts);

}  // namespace palpate
