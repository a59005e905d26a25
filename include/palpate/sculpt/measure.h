// Taking measurements on a reference mesh. The meshes of references have holes, unwelded vertices and flipped faces in
// places; what is measured bears that. Deterministic: the same mesh gives the same figures.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

#include <cstddef>
#include <vector>

namespace palpate {

struct LoftRequest {
  std::size_t sections = 8;
  std::size_t harmonics = 2;  // pairs of across and through in a section
};

// Fits a loft to the mesh (welded, with normals). `along` says for each vertex how far from the origin (0) to the
// insertion (1) it lies, as FibreField does; empty: along the longest extent.
[[nodiscard]] Result<Loft> measure_loft(const MeshData& mesh, const std::vector<float>& along,
                                        const LoftRequest& request);

struct LobesRequest {
  std::size_t lobes = 24;    // lumps and hollows together
  bool symmetric = false;    // the mesh is folded on x = 0 and its right half measured
  std::size_t rounds = 160;  // of descent
};

[[nodiscard]] Result<Lobes> measure_lobes(const MeshData& mesh, const LobesRequest& request);

// Centre lines of a mesh of tubes given as a graph: places (with the tube's radius there) and edges between them.
struct CentreLines {
  std::vector<RunPoint> nodes;  // diameter, not radius
  std::vector<std::pair<std::size_t, std::size_t>> edges;
};

// Runs between ends and forks, with as few points as keep the line, freed of its tremor, within `tolerance_mm`. What
// the triangulation left in the lines is mended: two halves of a slice, spurs, circles within the tube, pieces whose
// free ends touch.
[[nodiscard]] Result<Tubes> measure_tubes(const CentreLines& lines, float tolerance_mm);

// The same; how thick the tubes are is taken on the mesh that the lines were taken from.
[[nodiscard]] Result<Tubes> measure_tubes(const CentreLines& lines, const MeshData& mesh, float tolerance_mm);

}  // namespace palpate
