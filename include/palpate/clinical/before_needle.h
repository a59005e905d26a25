// What is looked at, asked and prepared before a needle is used, and what is done when something goes wrong: by region
// and muscle, every line with its sources, and both sides where sources disagree. Never permission to needle.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/clinical/library.h>
#include <palpate/clinical/record.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// For which muscles something counts: those of the regions, and those that are named besides. All if neither is given.
struct NeedleScope {
  std::vector<Region> regions;
  std::vector<std::string> muscles;  // concept keys

  // `record` may be null: then only the region counts.
  [[nodiscard]] bool covers(Region region, const MuscleRecord* record) const;
};

struct NeedleItem {
  // In the order in which they are listed.
  enum class Kind : std::uint8_t {
    contraindication_absolute,
    contraindication_relative,
    red_flag,
    consent,
    position,
    technique,
    hygiene,
    afterwards,
    emergency,
  };
  static constexpr std::size_t kind_count = 9;

  std::string id;
  Kind kind = Kind::contraindication_absolute;
  std::string text;
  std::string why;  // may be empty
  NeedleScope scope;
  Grade grade = Grade::unknown;
  SourceKeys sources;
};
[[nodiscard]] std::string_view key_of(NeedleItem::Kind kind);    // "contraindication-absolute"
[[nodiscard]] std::string_view label_of(NeedleItem::Kind kind);  // "Reasons not to needle"

struct NeedleDisagreement {
  std::string id;
  NeedleScope scope;
  Disagreement said;
};

struct BeforeNeedle {
  std::vector<NeedleItem> items;
  std::vector<NeedleDisagreement> disagreements;
  std::vector<std::string> no_source;

  [[nodiscard]] const NeedleItem* item(std::string_view id) const;
  // Contraindications first, the emergency last; within a kind in the order of the file. Null: no muscle.
  [[nodiscard]] std::vector<const NeedleItem*> items_for(Region region, const MuscleRecord* record) const;
  [[nodiscard]] std::vector<const NeedleDisagreement*> disagreements_for(Region region,
                                                                         const MuscleRecord* record) const;
};

// Reads assets/clinical/before-needle.json. Faults of single fields are added to `faults` and the reading goes on.
// `library` has the sources that are cited.
[[nodiscard]] Result<BeforeNeedle> read_before_needle(const std::filesystem::path& assets,
                                                      const ConceptCatalog& concepts, const ClinicalLibrary& library,
                                                      Faults& faults);

}  // namespace palpate
