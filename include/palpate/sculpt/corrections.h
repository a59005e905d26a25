// What is corrected by hand in figures that were measured on a reference, and why: assets/morphometry/corrections.json,
// so that measuring again does not undo it.
#pragma once

#include <palpate/base/fault.h>
#include <palpate/sculpt/morphometry.h>

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// Only this stretch of each loft of a structure is used: what the reference adds to it belongs to something else.
struct Correction {
  std::string concept_key;
  float from = 0.0f, to = 1.0f;  // places of sections (LoftSection::at); sections outside are left out
  std::string why;
};

// What cannot be used is a fault and is left out.
[[nodiscard]] std::vector<Correction> parse_corrections(std::string_view text, const std::string& file, Faults& faults);

// Corrects the figures of the structures that are named, and adds to their remarks why. A structure that is not there,
// that has no loft or of which fewer than three sections would be left, is a fault in `file`.
void correct(std::vector<Morphometry>& figures, const std::vector<Correction>& corrections, const std::string& file,
             Faults& faults);

}  // namespace palpate
