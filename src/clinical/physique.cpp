#include <palpate/clinical/physique.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float least_layer_mm = 1.5f;  // no skin is thinner

// How well a figure fits a sex: 0 not at all.
int rank(const LayerFigure& figure, Sex sex) {
  if (figure.sex && *figure.sex != sex) return 0;
  return 1 + (figure.per_bmi_mm ? 2 : 0) + (figure.sex ? 1 : 0);
}

}  // namespace

std::string_view key_of(Sex sex) {
  return sex == Sex::female ? "female" : "male";
}

std::optional<Sex> sex_from(std::string_view key) {
  if (key == "female") return Sex::female;
  if (key == "male") return Sex::male;
  return std::nullopt;
}

std::optional<Physique> within_limits(Physique physique) {
  if (!std::isfinite(physique.height_mm) || !std::isfinite(physique.bmi)) return std::nullopt;
  physique.height_mm = std::clamp(physique.height_mm, Physique::shortest_mm, Physique::tallest_mm);
  physique.bmi = std::clamp(physique.bmi, Physique::least_bmi, Physique::most_bmi);
  return physique;
}

std::string in_words(const Physique& physique) {
  return fmt::format("{}, {:.0f} cm, {:.0f} kg (BMI {:.1f})", physique.sex == Sex::female ? "Woman" : "Man",
                     physique.height_mm / 10.0f, physique.weight_kg(), physique.bmi);
}

std::optional<LayerThickness> layer_at(const LayerSite& site, const Physique& physique) {
  const auto worse = [&](const LayerFigure& a, const LayerFigure& b) {
    return rank(a, physique.sex) < rank(b, physique.sex);
  };
  const auto best = std::max_element(site.figures.begin(), site.figures.end(), worse);
  if (best == site.figures.end() || rank(*best, physique.sex) == 0) return std::nullopt;
  if (!best->per_bmi_mm) return LayerThickness{best->at_bmi_25_mm, false, &*best};
  const float known = std::clamp(physique.bmi, best->low_bmi, best->high_bmi);
  const float mm = best->at_bmi_25_mm + *best->per_bmi_mm * (known - 25.0f);
  return LayerThickness{std::max(mm, least_layer_mm), known != physique.bmi, &*best};
}

}  // namespace palpate
