#include <palpate/query/published_measure.h>

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr float start_above_skin_mm = 5.0f;  // what lies at the skin is met from outside
constexpr float deepest_mm = 260.0f;
constexpr const char* no_landmark = "a landmark is missing";
constexpr const char* no_structure = "this body has none of the structures";

MeasuredDistance::Agreement judge(float mm, const ExpectedRange& range) {
  if (range.low_mm && mm < *range.low_mm) return MeasuredDistance::Agreement::below;
  if (range.high_mm && mm > *range.high_mm) return MeasuredDistance::Agreement::above;
  return MeasuredDistance::Agreement::within;
}

}  // namespace

ExpectedRange expected_range(const PublishedDistance& distance) {
  if (distance.low_mm || distance.high_mm) return {distance.low_mm, distance.high_mm};
  if (!distance.mean_mm) return {};
  const float mean = *distance.mean_mm;
  const float aside = distance.sd_mm ? 2.0f * *distance.sd_mm : ExpectedRange::share_of_mean * mean;
  return {std::max(0.0f, mean - aside), mean + aside};
}

std::string_view label_of(MeasuredDistance::Agreement agreement) {
  switch (agreement) {
    case MeasuredDistance::Agreement::within:
      return "within";
    case MeasuredDistance::Agreement::below:
      return "below";
    case MeasuredDistance::Agreement::above:
      return "above";
    case MeasuredDistance::Agreement::not_measured:
      break;
  }
  return "not measured";
}

PublishedMeasure::PublishedMeasure(const Body& body, const ConceptCatalog& concepts, const LandmarkTable& landmarks,
                                   const RayScene& rays, const AnchorResolver& anchors, float scale)
    : body_(body), concepts_(concepts), landmarks_(landmarks), rays_(rays), anchors_(anchors), scale_(scale) {}

MeasuredDistance PublishedMeasure::measure(const PublishedDistance& distance, Side side) const {
  MeasuredDistance measured;
  measured.published = &distance;
  switch (distance.method) {
    case PublishedDistance::Method::depth:
      depth(measured, side);
      break;
    case PublishedDistance::Method::distance:
      nearest(measured, side);
      break;
    case PublishedDistance::Method::between:
      between(measured, side);
      break;
  }
  for (std::optional<float>* mm : {&measured.mm, &measured.passes_at_mm, &measured.passes_by_mm}) {
    if (*mm) **mm *= scale_;
  }
  if (measured.mm) measured.agreement = judge(*measured.mm, expected_range(distance));
  return measured;
}

std::vector<StructureId> PublishedMeasure::targets(const PublishedDistance& distance, Side side) const {
  std::vector<StructureId> found;
  for (const std::string& key : distance.to) {
    for (const StructureId id : body_.realise(concepts_, concepts_.find(key), side)) {
      if (rays_.has(id.index())) found.push_back(id);
    }
  }
  return found;
}

glm::vec3 PublishedMeasure::onto_skin(glm::vec3 place, glm::vec3 direction, std::uint32_t skin) const {
  const auto is_skin = [&](std::uint32_t s) { return s == skin; };
  const auto ahead = rays_.nearest_hit({place, direction, deepest_mm}, is_skin);
  if (ahead && ahead->entering) return ahead->position;
  const auto behind = rays_.nearest_hit({place, -direction, deepest_mm}, is_skin);
  const bool inside = behind && !behind->entering;  // then that is the way back out of the body
  return inside ? behind->position : anchors_.on_skin(place).position;
}

void PublishedMeasure::depth(MeasuredDistance& measured, Side side) const {
  const PublishedDistance& distance = *measured.published;
  const auto place = locate(distance.from, side, landmarks_);
  const StructureId skin = body_.find("skin");
  const std::vector<StructureId> wanted = targets(distance, side);
  if (!place) return void(measured.reason = no_landmark);
  if (!skin.valid() || !rays_.has(skin.index())) return void(measured.reason = "this body has no skin");
  if (wanted.empty()) return void(measured.reason = no_structure);
  glm::vec3 direction(0.0f);
  if (distance.axis) {
    direction = glm::normalize(body_direction(*distance.axis, side));
    measured.from = onto_skin(*place, direction, skin.index());
  } else {
    const NearestPoint on = anchors_.on_skin(*place);
    direction = -on.normal;
    measured.from = on.position;
  }
  const Ray inwards{measured.from - start_above_skin_mm * direction, direction, start_above_skin_mm + deepest_mm};
  const auto hit = rays_.nearest_hit(inwards, [&](std::uint32_t s) {
    return std::find(wanted.begin(), wanted.end(), StructureId(s)) != wanted.end();
  });
  if (!hit) return passing(measured, direction, wanted);
  measured.to = hit->position;
  measured.mm = std::max(0.0f, hit->distance - start_above_skin_mm);
}

void PublishedMeasure::passing(MeasuredDistance& measured, glm::vec3 direction,
                               const std::vector<StructureId>& wanted) const {
  measured.reason = "the line misses them";
  for (const StructureId id : wanted) {
    const float within = measured.passes_by_mm.value_or(deepest_mm);
    const auto near =
        rays_.nearest_to_stretch(id.index(), measured.from, measured.from + deepest_mm * direction, within);
    if (!near) continue;
    measured.passes_by_mm = near->distance;
    measured.passes_at_mm = glm::distance(measured.from, near->on_stretch);
    measured.to = near->on_surface;
  }
}

void PublishedMeasure::nearest(MeasuredDistance& measured, Side side) const {
  const auto place = locate(measured.published->from, side, landmarks_);
  if (!place) return void(measured.reason = no_landmark);
  measured.from = *place;
  for (const StructureId id : targets(*measured.published, side)) {
    const auto near = rays_.nearest_point(id.index(), *place);
    if (!near || (measured.mm && *measured.mm <= near->distance)) continue;
    measured.mm = near->distance;
    measured.to = near->position;
  }
  if (!measured.mm) measured.reason = no_structure;
}

void PublishedMeasure::between(MeasuredDistance& measured, Side side) const {
  const auto from = locate(measured.published->from, side, landmarks_);
  const auto to = measured.published->until ? locate(*measured.published->until, side, landmarks_) : std::nullopt;
  if (!from || !to) return void(measured.reason = no_landmark);
  measured.from = *from;
  measured.to = *to;
  measured.mm = glm::distance(*from, *to);
}

}  // namespace palpate
