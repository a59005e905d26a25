// Browsing the library: which muscles fit a few letters, and why.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/clinical/library.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace palpate {

// What of a muscle a text was found in. The order is that in which they are looked through.
enum class Fit : std::uint8_t { none, name, root, nerve, action, pain, hazard, evidence };
[[nodiscard]] std::string_view label_of(Fit fit);  // "nerve"; empty for none and name

// `folded` is text as fold() makes it: "c6" fits muscles of that root, "temple" those that are said to send pain there,
// "lung" those whose needle must not meet it, "flexes" an action, "moderate" a grade of evidence.
[[nodiscard]] Fit fit_of(const Concept& muscle, std::string_view folded, const ClinicalLibrary& library,
                         const ConceptCatalog& concepts);

}  // namespace palpate
