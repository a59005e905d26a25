// What of a set of meshes was recognised, what was not, and what is missing.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/base/json.h>

#include <string>
#include <vector>

namespace palpate {

struct CoverageLine {
  std::string source;  // "muscles.glb#trapezius"
  std::string reason;
};

struct CoverageCount {
  System system = System::other;
  std::size_t nodes = 0;     // in the files
  std::size_t named = 0;     // mapped to a concept
  std::size_t dropped = 0;   // left out with a reason
  std::size_t unmapped = 0;  // shown under their own names
};

struct Coverage {
  std::string atlas;
  std::vector<CoverageCount> counts;   // one a system that occurs
  std::vector<CoverageLine> dropped;   // not shown, and why
  std::vector<CoverageLine> unmapped;  // shown under their own names, and why
  std::vector<CoverageLine> repaired;  // what was changed on the way in
  std::vector<CoverageLine> unused;    // entries of the manifest whose node was not there
  std::vector<CoverageLine> missing;   // concepts that this set lacks, by its manifest
  std::vector<CoverageLine> open;      // meshes with holes or flipped faces: used but marked
  std::vector<std::string> problems;   // files that could not be read, lines of the manifest that do not fit them

  CoverageCount& count(System system);
};

[[nodiscard]] std::string coverage_text(const Coverage& coverage, bool every_line);
[[nodiscard]] JsonNode coverage_json(const Coverage& coverage);

}  // namespace palpate
