// What lies where on the skin, said by landmarks as the referral zones are: the named regions of the skin, and the
// areas in which something other than a muscle is described to hurt (joints, nerve roots, viscera).
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/anatomy/landmark.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/clinical/library.h>
#include <palpate/clinical/record.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// A region of the skin: all skin under its strokes. Regions overlap (the heel is part of the sole).
struct SkinRegion {
  std::string region;  // concept key
  std::vector<Stroke> strokes;
};

// Where pain of something that is no muscle is described. Never a diagnosis: something to think of.
struct PainArea {
  enum class Kind : std::uint8_t { nerve_root, joint, nerve, visceral, vascular, other };
  // Of the body; `same`: there is one on each side.
  enum class Where : std::uint8_t { same, left, right, middle };

  std::string id;
  Kind kind = Kind::other;
  std::string name;
  std::string text;
  std::string red_flag;  // why it must be thought of first, and what then; empty if it need not be
  Where side = Where::same;
  std::vector<Stroke> strokes;
  Grade grade = Grade::unknown;
  SourceKeys sources;
};
[[nodiscard]] std::string_view label_of(PainArea::Kind kind);  // "Nerve root"

struct SkinAreas {
  std::vector<SkinRegion> regions;
  std::vector<PainArea> others;

  [[nodiscard]] const SkinRegion* region(std::string_view concept_key) const;
  [[nodiscard]] const PainArea* other(std::string_view id) const;
};

// Reads assets/clinical/skin-regions.json and other-pain.json. Faults of single fields are added to `faults` and the
// reading goes on. `library` has the sources that are cited.
[[nodiscard]] Result<SkinAreas> read_skin_areas(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                                const LandmarkTable& landmarks, const ClinicalLibrary& library,
                                                Faults& faults);

}  // namespace palpate
