// The parts of `palpate measure`.
#pragma once

#include "cli.h"

#include <palpate/sculpt/compare.h>
#include <palpate/sculpt/morphometry.h>

namespace palpate {

// The skin in parts. Limbs are measured on the right only.
[[nodiscard]] Result<Morphometry> measure_skin_of(const LoadedBody& loaded, const ConceptCatalog& concepts);
// Between the surface that is made of the figures and the reference.
[[nodiscard]] Agreement agreement_of_skin(const Morphometry& figures, const LoadedBody& loaded,
                                          const ConceptCatalog& concepts);

}  // namespace palpate
