// What was measured of the body, structure by structure: the figures from which `sculpt` builds Palpate's own body.
//
// Millimetres in the canonical frame (anatomy/body.h), rounded to 0.1 mm. Sided structures are measured on the right
// (x < 0) and mirrored on x = 0; a midline structure is measured whole, or as its right half if it is symmetric.
// The files and their words are explained in assets/schemas/morphometry.schema.json.
#pragma once

#include <palpate/anatomy/vocabulary.h>
#include <palpate/base/fault.h>
#include <palpate/base/json.h>
#include <palpate/base/result.h>

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace palpate {

// One cross-section of a loft: where its middle is, which way and how far it reaches. With u once around,
//   p(u) = centre + sum_h across[h] cos((h + 1) u) + sum_h through[h] sin((h + 1) u).
// across[0] is half the width and through[0] half the thickness, as vectors; across[1] is how far the middle of the
// section bows out of the line between its edges, through[1] how much thicker one edge is than the other; the third
// pair makes corners. Both lists are equally long in all sections of a loft.
struct LoftSection {
  float at = 0.0f;  // 0 at the origin .. 1 at the insertion, by length; around a free end by the way over the surface
  glm::vec3 centre{0.0f};
  std::vector<glm::vec3> across;
  std::vector<glm::vec3> through;
};

// Sections joined by natural cubic splines. Towards both ends the thickness falls to nothing along a quarter of an
// ellipse, so that the surface closes in a rounded edge.
struct Loft {
  std::vector<LoftSection> sections;  // at least 3, by rising `at`, from 0 to 1
  float round_at_origin = 0.03f;      // share of the length over which the end is rounded
  float round_at_insertion = 0.03f;
  bool both_sides = false;  // stands for its mirror image too: limbs of a structure that is one, like the skin
};

// A rounded lump, or a hollow pressed into the lumps.
struct Lobe {
  glm::vec3 centre{0.0f};
  glm::vec3 semi_axes{1.0f};  // mm, along the lobe's own axes
  glm::vec3 turn{0.0f};       // degrees: a rotation vector that takes x, y, z to the lobe's own axes
  bool hollow = false;
  glm::vec2 bow{0.0f};  // mm: how far its ends along its own x and y are bent towards its own z
  float square = 0.0f;  // 0 an ellipsoid .. 1 about a box with well rounded corners
};

// Lobes blended into one body: bones with processes, organs.
struct Lobes {
  std::vector<Lobe> lobes;
  float blend = 1.0f;     // mm over which neighbouring lobes flow into each other
  bool mirrored = false;  // the lobes are the right half of a symmetric midline structure
};

struct RunPoint {
  glm::vec3 at{0.0f};
  float diameter = 1.0f;  // mm
};

// Tubes of round cross-section along centre lines. Runs whose ends lie at the same place are joined there.
struct Tubes {
  std::vector<std::vector<RunPoint>> runs;  // at least 2 points each
};

// A surface seen from a centre on the midline, as distances in directions: heads. Symmetric on x = 0; directions in
// degrees, elevation above the horizontal, azimuth from straight ahead (0) to straight behind (180).
struct Shell {
  glm::vec3 centre{0.0f};
  std::vector<float> elevations;  // rising, the last one 90
  std::vector<float> azimuths;    // rising, from 0 to 180
  std::vector<float> radii;       // mm; all azimuths of the first elevation first
};

using Form = std::variant<Loft, Lobes, Tubes, Shell>;

// The figures of one structure.
struct Morphometry {
  std::string concept_key;
  System system = System::other;  // the folder that the file lies in
  Side side = Side::none;         // right, or none for the midline
  std::vector<Form> parts;
  std::string measured_on;           // set and mesh: "Z-Anatomy, muscles.glb#trapezius"
  std::vector<std::string> remarks;  // what was corrected, and why
};

[[nodiscard]] std::size_t count_of_numbers(const Morphometry& figures);

// One structure a file, named by concept: "biceps-brachii.long-head.json". Writing rounds.
[[nodiscard]] std::string morphometry_text(const Morphometry& figures);
[[nodiscard]] Result<Morphometry> parse_morphometry(std::string_view text, const std::string& file, Faults& faults);
[[nodiscard]] std::string morphometry_file_name(const std::string& concept_key);

// All files below `folder`, which has a folder for each system, sorted by path, as corrections.json in it corrects them.
// Files that cannot be used, or whose folder is no system, are faults and are left out.
[[nodiscard]] std::vector<Morphometry> read_morphometry(const std::filesystem::path& folder, Faults& faults);

}  // namespace palpate
