// The parts of `palpate measure`.
#pragma once

#include "cli.h"

#include <palpate/sculpt/morphometry.h>

namespace palpate {

// The skin in parts. Limbs are measured on the right only.
[[nodiscard]] Result<Morphometry> measure_skin_of(const LoadedBody& loaded, const ConceptCatalog& concepts);

}  // namespace palpate
