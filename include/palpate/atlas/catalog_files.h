// Reads the vocabulary of the body from assets/anatomy: concepts, landmarks, muscle ends.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/anatomy/landmark.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace palpate {

// Where a muscle begins and ends, as far as the course of its fibres needs to know. Concept keys of what it is
// attached to; the shares of its length that are tendon (0..1), where anatomy says more than its thickness does.
struct MuscleEnds {
  std::vector<std::string> from, to;
  bool tendon_known = false;  // else it is guessed from how thin the muscle is
  float tendon_at_origin = 0.0f;
  float tendon_at_insertion = 0.0f;
};
using MuscleEndsTable = std::unordered_map<std::string, MuscleEnds>;  // by concept key

struct AnatomyFiles {
  ConceptCatalog concepts;
  LandmarkTable landmarks;
  MuscleEndsTable muscle_ends;
};

// Faults of single entries are added to `faults` and the entry is left out; an error only if nothing can be read.
[[nodiscard]] Result<AnatomyFiles> read_anatomy(const std::filesystem::path& assets, Faults& faults);

}  // namespace palpate
