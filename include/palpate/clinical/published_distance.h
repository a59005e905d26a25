// Distances that somebody has measured in people and published, in words that can be measured again on a model of the
// body: so that it can be said how far the model agrees. Never a limit for a patient.
#pragma once

#include <palpate/clinical/record.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct PublishedDistance {
  enum class Method : std::uint8_t {
    depth,     // from the skin at a place along a direction until the first of some structures
    distance,  // from a place to the nearest point of some structures
    between    // from one place to another
  };

  std::string id;
  std::string what;  // in one sentence
  Method method = Method::depth;
  Place from;
  std::optional<glm::vec3> axis;  // of a depth: lateral, up, front; none: straight in, against the normal of the skin
  std::vector<std::string> to;    // concept keys, of a depth or a distance
  std::optional<Place> until;     // the other place, of a between
  std::optional<float> low_mm, high_mm, mean_mm, sd_mm;  // those that the source gives, at least one of the first three
  std::string who;                                       // how many people, which, their sex and body mass if given
  std::string how;                                       // cadaver, ultrasound, MRI, CT or surface
  std::string position;                                  // of the person; empty if the source read does not say it
  std::vector<std::string> muscles;                      // concept keys of muscles whose needling it concerns
  SourceKeys sources;                                    // how much of them was read stands in sources.json
  std::string note;
};
[[nodiscard]] std::string_view label_of(PublishedDistance::Method method);  // as in the file: "depth"

// Whether a distance concerns the needling of a muscle: it names it, its whole, or a part of it.
[[nodiscard]] bool concerns(const PublishedDistance& distance, std::string_view muscle);

}  // namespace palpate
