// What the manikin is made of, as tables: each part is a tube through landmarks of the program.
#pragma once

#include <palpate/anatomy/vocabulary.h>

#include <glm/vec3.hpp>

#include <vector>

namespace palpate::test {

// A station of a tube: a landmark, how far beside it (lateral, up, front) and the half axes there, in mm.
struct ManikinStop {
  const char* landmark;
  glm::vec3 beside{0.0f};
  float half_width = 8.0f;
  float half_thickness = 8.0f;
};

struct ManikinRow {
  const char* concept_key;
  System system;
  bool sided;
  glm::vec3 facing;
  std::vector<ManikinStop> stops;
  const char* attachment = "";
};

[[nodiscard]] const std::vector<ManikinRow>& manikin_skeleton_rows();
[[nodiscard]] const std::vector<ManikinRow>& manikin_muscle_rows();
// Fascia, organs, nerves, vessels and attachments.
[[nodiscard]] const std::vector<ManikinRow>& manikin_other_rows();

}  // namespace palpate::test
