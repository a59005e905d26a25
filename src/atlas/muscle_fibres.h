// Where a muscle's mesh is attached, found from the bones around it.
#pragma once

#include <palpate/atlas/catalog_files.h>
#include <palpate/atlas/importer.h>
#include <palpate/mesh/fibre_field.h>

#include <string>

namespace palpate {

// The fibre field of a muscle. `ends` may be null: then the two places farthest apart are taken as its ends.
[[nodiscard]] FibreField muscle_fibres(const MeshData& mesh, const MuscleEnds* ends, Side side,
                                       const AttachmentSurfaces& surfaces);

}  // namespace palpate
