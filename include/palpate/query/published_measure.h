// A published distance, measured again on this body: so that it can be said how far the body agrees with people. Never
// a limit for a patient.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/clinical/published_distance.h>
#include <palpate/query/anchors.h>
#include <palpate/query/ray_scene.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// What a body may have and still agree. An end that is not there is open.
struct ExpectedRange {
  // Where a source gives a mean alone, nothing is known of how people differ: within a quarter of it is a rule of this
  // program, near the two standard deviations of those sources that give them.
  static constexpr float share_of_mean = 0.25f;

  std::optional<float> low_mm, high_mm;
};

// The published range; without one the mean and two standard deviations to either side; without those a share of the
// mean.
[[nodiscard]] ExpectedRange expected_range(const PublishedDistance& distance);

struct MeasuredDistance {
  enum class Agreement : std::uint8_t { within, below, above, not_measured };

  const PublishedDistance* published = nullptr;
  Agreement agreement = Agreement::not_measured;
  std::optional<float> mm;
  std::string reason;  // why it cannot be measured here; empty if it was
  glm::vec3 from{0.0f}, to{0.0f};
  // Of a depth whose line misses the structures: where it passes them nearest, how deep and by how much.
  std::optional<float> passes_at_mm, passes_by_mm;
};
[[nodiscard]] std::string_view label_of(MeasuredDistance::Agreement agreement);  // "not measured"

// Measures published distances on a side of a body, in millimetres of the person that it stands for: `scale` of them
// are one of the body.
class PublishedMeasure {
 public:
  PublishedMeasure(const Body& body, const ConceptCatalog& concepts, const LandmarkTable& landmarks,
                   const RayScene& rays, const AnchorResolver& anchors, float scale = 1.0f);

  // The distance must outlive what is answered.
  [[nodiscard]] MeasuredDistance measure(const PublishedDistance& distance, Side side) const;

 private:
  void depth(MeasuredDistance& measured, Side side) const;
  void passing(MeasuredDistance& measured, glm::vec3 direction, const std::vector<StructureId>& wanted) const;
  void nearest(MeasuredDistance& measured, Side side) const;
  void between(MeasuredDistance& measured, Side side) const;
  [[nodiscard]] std::vector<StructureId> targets(const PublishedDistance& distance, Side side) const;
  // Where a line through a place goes into the skin; the nearest skin if it passes the body by.
  [[nodiscard]] glm::vec3 onto_skin(glm::vec3 place, glm::vec3 direction, std::uint32_t skin) const;

  const Body& body_;
  const ConceptCatalog& concepts_;
  const LandmarkTable& landmarks_;
  const RayScene& rays_;
  const AnchorResolver& anchors_;
  float scale_;
};

}  // namespace palpate
