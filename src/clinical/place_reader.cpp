#include "place_reader.h"

#include <fmt/format.h>

namespace palpate {

SourceKeys read_sources(const JsonCursor& in) {
  SourceKeys keys = in.texts("sources");
  if (keys.empty()) in.fault_at("sources", "no source is given; every statement needs one");
  return keys;
}

Grade read_grade(const JsonCursor& in) {
  const auto grade = grade_from(in.require_text("grade"));
  if (!grade)
    in.fault_at(
        "grade",
        "this grade is not known; strong, moderate, limited, expert-consensus, disputed or unknown is expected");
  return grade.value_or(Grade::unknown);
}

float read_size(const JsonCursor& in, std::string_view key) {
  const double size = in.require_number(key);
  const JsonNode* node = in.node().find(key);
  if (node != nullptr && node->is_numeric() && size <= 0.0) in.fault_at(key, "a number of more than 0 is expected");
  return static_cast<float>(size);
}

glm::vec3 read_offset(const JsonCursor& in) {
  in.only({"lateral", "up", "front"});
  return {in.number("lateral", 0.0), in.number("up", 0.0), in.number("front", 0.0)};
}

Place read_place(const JsonCursor& in) {
  Place place;
  in.each_member("landmarks", [&](const std::string& name, const JsonCursor& weight) {
    if (!weight.node().is_numeric()) {
      weight.fault("a weight is expected, a number");
      return;
    }
    place.landmarks.emplace_back(name, static_cast<float>(weight.node().number()));
  });
  if (place.landmarks.empty()) in.fault_at("landmarks", "no landmark is named");
  float sum = 0.0f;
  for (const auto& [name, weight] : place.landmarks) sum += weight;
  if (!place.landmarks.empty() && sum <= 0.0f) in.fault_at("landmarks", "the weights add up to nothing");
  if (const auto offset = in.child("offset_mm")) place.offset = read_offset(*offset);
  return place;
}

Place read_place_at(const JsonCursor& in, std::string_view key) {
  if (const auto child = in.child(key)) return read_place(*child);
  in.fault_at(key, fmt::format("\"{}\" is missing", key));
  return {};
}

std::vector<Stroke> read_strokes(const JsonCursor& in) {
  std::vector<Stroke> strokes;
  in.each("strokes", [&](const JsonCursor& stroke) {
    Stroke points;
    stroke.each("points", [&](const JsonCursor& point) {
      points.push_back({read_place_at(point, "place"), read_size(point, "radius_mm")});
    });
    if (points.empty()) {
      stroke.fault("a stroke without points");
    } else {
      strokes.push_back(std::move(points));
    }
  });
  return strokes;
}

}  // namespace palpate
