// Whose body: the build of a person, and what sources say how thick the layer over the muscles is at places of the
// skin.
//
// A person's thickness at one place differs far from what his body mass index lets expect: these are means of groups,
// to show that depth belongs to a person, and never a measure of a patient.
#pragma once

#include <palpate/clinical/record.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

enum class Sex : std::uint8_t { female, male };
[[nodiscard]] std::string_view key_of(Sex sex);  // "female", as in files
[[nodiscard]] std::optional<Sex> sex_from(std::string_view key);

struct Physique {
  Sex sex = Sex::female;
  float height_mm = 1680.0f;
  float bmi = 25.0f;  // kg/m^2

  static constexpr float shortest_mm = 1400.0f, tallest_mm = 2100.0f;
  static constexpr float least_bmi = 16.0f, most_bmi = 45.0f;

  [[nodiscard]] float weight_kg() const { return bmi * height_mm * height_mm * 1e-6f; }
  bool operator==(const Physique&) const = default;
};

// Brought into the limits; none if a number is none.
[[nodiscard]] std::optional<Physique> within_limits(Physique physique);

// "Woman, 168 cm, 71 kg (BMI 25)".
[[nodiscard]] std::string in_words(const Physique& physique);

// From the surface of the skin to the fascia of the muscle, as a straight line over the body mass index.
struct LayerFigure {
  std::optional<Sex> sex;  // none: both together
  float at_bmi_25_mm = 0.0f;
  std::optional<float> per_bmi_mm;        // none: the source gives one mean only
  float low_bmi = 0.0f, high_bmi = 0.0f;  // for which the line is used
  std::string how;                        // ultrasound, MRI, CT or cadaver
  std::string who;
  std::string published;  // the figures as the source gives them
  std::string derived;    // how the line follows from them
  SourceKeys sources;
};

// A place of the skin, on both sides.
struct LayerSite {
  std::string id;
  std::string label;  // "Beside the navel"
  Place place;
  std::vector<std::string> to;       // concept keys that the layer ends at; none: the first muscle, fascia or bone
  std::vector<LayerFigure> figures;  // none: no source found; the skin stays as it is modelled
};

struct LayerTable {
  std::vector<LayerSite> sites;
  std::vector<Statement> limits;  // what such figures cannot tell
};

struct LayerThickness {
  float mm = 0.0f;
  bool beyond = false;  // the source knows nobody of that body mass index: the nearest that it knows is taken
  const LayerFigure* figure = nullptr;
};

// What is published about a place for a build; none if nothing is. Figures of the sex go before those of both, lines
// before single means.
[[nodiscard]] std::optional<LayerThickness> layer_at(const LayerSite& site, const Physique& physique);

}  // namespace palpate
