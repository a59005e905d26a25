// Checks that what a record refers to exists: concepts, landmarks, sources, trigger points.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/anatomy/landmark.h>
#include <palpate/base/json_cursor.h>
#include <palpate/clinical/library.h>

namespace palpate {

struct ReferenceTargets {
  const ConceptCatalog& concepts;
  const LandmarkTable& landmarks;
  const ClinicalLibrary& library;  // for its sources
};

// Walks the JSON, so that every fault names its line and field. `record` knows its own trigger points; none for files
// that are about no muscle.
void check_references(const JsonCursor& root, const MuscleRecord* record, const ReferenceTargets& targets,
                      Faults& faults);

}  // namespace palpate
