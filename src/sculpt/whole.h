// The mesh of one structure as it goes into the body: as fine as it has to be, closed, and nowhere through itself.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

namespace palpate {

// All parts of a structure but the skin's. Parts of a muscle stay pieces, which its fibres are told by; parts of
// anything else that reach into each other become one.
[[nodiscard]] MeshData whole_mesh(const Morphometry& figures);

// After a mesh was moved: mended as far as that is possible within some tenths of a millimetre, with normals.
void make_whole_again(MeshData& mesh);

}  // namespace palpate
