// Measures one structure of a reference: tries the forms that its kind suggests and keeps the simplest that agrees.
#pragma once

#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>
#include <palpate/sculpt/compare.h>
#include <palpate/sculpt/morphometry.h>

#include <string>
#include <vector>

namespace palpate {

struct Surveyed {
  std::vector<Form> parts;
  Agreement agreement;  // of the parts' mesh with the reference's
  std::string method;   // "2 lofts of 6 sections"
};

struct SurveyRequest {
  std::vector<float> along;  // as for measure_loft; may be empty
  bool rounded = false;      // has processes or is no strap: lobes are tried too
  bool symmetric = false;    // lies on the midline and is its own mirror image
};

// `mesh` is welded, with normals. An error if nothing can be measured.
[[nodiscard]] Result<Surveyed> survey(const MeshData& mesh, const SurveyRequest& request);

// One mesh of all parts. `edge_mm` as in forms.h.
[[nodiscard]] MeshData mesh_of(const std::vector<Form>& parts, float edge_mm);

}  // namespace palpate
