// Taking measurements on a reference mesh. The meshes of references have holes, unwelded vertices and flipped faces in
// places; what is measured bears that. Deterministic: the same mesh gives the same figures.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/morphometry.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace palpate {

struct LoftRequest {
  std::size_t sections = 8;
  std::size_t harmonics = 2;  // pairs of across and through in a section
  // Shares of the length over which the ends are rounded; none: from how thick the mesh is.
  std::optional<float> round_at_origin, round_at_insertion;
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

// Distances of the mesh from the centre in the shell's directions; what looks towards the centre is left out, and what
// stands off (ears) counts little. `shell` has everything but its radii.
[[nodiscard]] Result<Shell> measure_shell(const MeshData& mesh, Shell shell);

// The skin as the union of measured parts: each part of the body is what within the skin lies nearest to its bones, and
// a little more, so that neighbours overlap.
struct SkinPart {
  std::string name;             // "forearm"
  std::vector<MeshData> bones;  // of the right side or the midline
  glm::vec3 axis{0.0f};         // the way its sections follow each other; zero: the longest extent of its bones
  std::size_t sections = 8;
  std::size_t harmonics = 3;   // pairs of across and through in a section
  std::vector<float> heights;  // mm, of its sections instead, falling; the axis is downwards then
  bool starts_here = false;    // the skin comes to an end at its origin (a heel)
  bool ends_here = false;      // or at its insertion (a finger)
  bool midline = false;        // symmetric; else it is measured on the right
  float shared_mm = 25.0f;     // how far it reaches into what lies nearer to its neighbours' bones
  float apart_mm = 0.0f;       // how far it keeps from halfway to parts of the same name, if it does
  float rounded_mm = 10.0f;    // of its edges where it ends within its neighbours
  // How far a limb reaches across the midline at a place, in mm, where it lies within the trunk; none: not at all.
  std::function<float(glm::vec3)> across;
  float sunk_mm = 0.0f;        // length over which it sinks into its neighbours before its insertion
  std::optional<Shell> shell;  // measured as a shell in these directions instead of as a loft
  // A sheet that stands off, like an ear: told by place instead of by bones.
  std::function<bool(glm::vec3)> sheet;
};

struct SkinRules {
  std::vector<SkinPart> parts;
  std::function<bool(glm::vec3)> left_out;  // places within the skin that are not to become part of it; none: nothing
};

// `skin` is welded, with normals. One form for each part, in their order.
[[nodiscard]] Result<std::vector<Form>> measure_skin(const MeshData& skin, const SkinRules& rules);

}  // namespace palpate
