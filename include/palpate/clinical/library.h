// All clinical records and their sources, found by muscle; and the pages to read.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/anatomy/landmark.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/clinical/movement.h>
#include <palpate/clinical/needle_table.h>
#include <palpate/clinical/physique.h>
#include <palpate/clinical/published_distance.h>
#include <palpate/clinical/reading_page.h>
#include <palpate/clinical/record.h>
#include <palpate/clinical/source.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

class ClinicalLibrary {
 public:
  void add(MuscleRecord record);
  bool add(Source source);  // false if the key is taken
  void add(ReadingPage page) { pages_.push_back(std::move(page)); }
  bool add(Movement movement);           // false if the id is taken
  bool add(RealNeedle needle);           // false if there is one of this size
  bool add(PublishedDistance distance);  // false if the id is taken
  bool add(LayerSite site);              // false if the id is taken
  void add_layer_limit(Statement limit) { layers_.limits.push_back(std::move(limit)); }

  [[nodiscard]] const std::vector<MuscleRecord>& records() const { return records_; }
  [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }

  [[nodiscard]] const std::vector<Movement>& movements() const { return movements_; }
  [[nodiscard]] const std::vector<RealNeedle>& needles() const { return needles_; }  // by length, then diameter
  [[nodiscard]] const std::vector<PublishedDistance>& published() const { return published_; }
  [[nodiscard]] const LayerTable& layers() const { return layers_; }  // over the muscles, by build
  [[nodiscard]] const std::vector<ReadingPage>& pages() const { return pages_; }

  [[nodiscard]] const MuscleRecord* record(std::string_view muscle) const;
  // The record that speaks of a concept: its own, that of its whole, or that of a group that covers it.
  [[nodiscard]] const MuscleRecord* about(std::string_view concept_key) const;
  [[nodiscard]] const Source* source(std::string_view key) const;
  [[nodiscard]] const Movement* movement(std::string_view id) const;

  // The published distances that concern the needling of a muscle, its whole or its parts.
  [[nodiscard]] std::vector<const PublishedDistance*> published_about(std::string_view muscle) const;

  // The trigger points of a record that lie in a concept (a part gets those of its part; the whole gets all).
  [[nodiscard]] std::vector<const TriggerPoint*> trigger_points_in(std::string_view concept_key) const;

 private:
  std::vector<MuscleRecord> records_;
  std::vector<Source> sources_;
  std::vector<Movement> movements_;
  std::vector<RealNeedle> needles_;
  std::vector<PublishedDistance> published_;
  LayerTable layers_;
  std::vector<ReadingPage> pages_;
  std::unordered_map<std::string, std::size_t> by_muscle_, by_covered_, by_source_;
};

// Reads sources, movements, needles, published distances, layers and records of assets/clinical. Faults of single
// fields are added to `faults` and the reading goes on; a record that cannot be read at all is left out. References to
// concepts, landmarks, sources and movements are checked.
[[nodiscard]] Result<ClinicalLibrary> read_clinical(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                                    const LandmarkTable& landmarks, Faults& faults);

// Adds the pages of assets/clinical/pages.json to a library that has the sources they cite.
[[nodiscard]] Status read_pages(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                const LandmarkTable& landmarks, ClinicalLibrary& library, Faults& faults);

}  // namespace palpate
