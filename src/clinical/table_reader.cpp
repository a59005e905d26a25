#include "table_reader.h"

#include "place_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

using Method = PublishedDistance::Method;

std::optional<float> read_length(const JsonCursor& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return read_size(in, key);
}

// False if it is none: then nothing can be said of the ends either.
bool read_method(const JsonCursor& in, PublishedDistance& made) {
  const std::string method = in.require_text("method");
  constexpr std::array methods = {Method::depth, Method::distance, Method::between};
  const auto* const found =
      std::find_if(methods.begin(), methods.end(), [&](Method m) { return label_of(m) == method; });
  if (found == methods.end()) {
    if (!method.empty()) in.fault_at("method", "depth, distance or between is expected");
    return false;
  }
  made.method = *found;
  return true;
}

// {"lateral", "up", "front"}; without one, a depth is measured straight through the skin.
void read_axis(const JsonCursor& in, PublishedDistance& made) {
  const auto axis = in.child("axis");
  if (!axis) return;
  made.axis = read_offset(*axis);
  if (*made.axis == glm::vec3(0.0f)) axis->fault("the axis points nowhere");
}

// Each method has what it needs, and nothing that another one needs.
void read_ends(const JsonCursor& in, PublishedDistance& made) {
  made.from = read_place_at(in, "from");
  made.to = in.texts("to");
  if (made.method == Method::depth) {
    read_axis(in, made);
  } else if (in.has("axis")) {
    in.fault_at("axis", "only a depth has a direction");
  }
  if (made.method == Method::between) {
    made.until = read_place_at(in, "until");
    if (in.has("to")) in.fault_at("to", "a distance between two places has no structure");
    return;
  }
  if (made.to.empty()) in.fault_at("to", "it is not said to which structure");
  if (in.has("until")) in.fault_at("until", "only a distance between two places has a second place");
}

void read_measures(const JsonCursor& in, PublishedDistance& made) {
  made.low_mm = read_length(in, "low_mm");
  made.high_mm = read_length(in, "high_mm");
  made.mean_mm = read_length(in, "mean_mm");
  made.sd_mm = read_length(in, "sd_mm");
  if (!made.low_mm && !made.high_mm && !made.mean_mm) in.fault("neither a mean nor a range is given");
  if (made.sd_mm && !made.mean_mm) in.fault_at("sd_mm", "a standard deviation without a mean");
  if (made.low_mm && made.high_mm && *made.low_mm > *made.high_mm)
    in.fault_at("low_mm", "the lowest is more than the highest");
  if (made.mean_mm && made.low_mm && *made.mean_mm < *made.low_mm)
    in.fault_at("mean_mm", "the mean is less than the lowest");
  if (made.mean_mm && made.high_mm && *made.mean_mm > *made.high_mm)
    in.fault_at("mean_mm", "the mean is more than the highest");
}

// "any" is both sexes together.
std::optional<Sex> read_sex(const JsonCursor& in) {
  const std::string key = in.require_text("sex");
  const std::optional<Sex> sex = sex_from(key);
  if (!sex && key != "any" && !key.empty()) in.fault_at("sex", "female, male or any is expected");
  return sex;
}

LayerFigure read_layer_figure(const JsonCursor& in) {
  LayerFigure made;
  made.sex = read_sex(in);
  made.at_bmi_25_mm = read_size(in, "at_bmi_25_mm");
  if (in.has("per_bmi_mm")) made.per_bmi_mm = static_cast<float>(in.require_number("per_bmi_mm"));
  const std::vector<double> bmi = in.numbers("bmi");
  if (!made.per_bmi_mm) {
    if (in.has("bmi")) in.fault_at("bmi", "a single mean is not said for body mass indices");
  } else if (bmi.size() == 2 && bmi[0] > 0.0 && bmi[0] <= bmi[1]) {
    made.low_bmi = static_cast<float>(bmi[0]);
    made.high_bmi = static_cast<float>(bmi[1]);
  } else {
    in.fault_at("bmi", "the least and the most body mass index of the people are expected");
  }
  made.how = in.require_text("how");
  made.who = in.require_text("who");
  made.published = in.require_text("published");
  made.derived = in.require_text("derived");
  made.sources = read_sources(in);
  return made;
}

}  // namespace

RealNeedle read_needle(const JsonCursor& in) {
  RealNeedle needle;
  needle.length_mm = read_size(in, "length_mm");
  needle.diameter_mm = read_size(in, "diameter_mm");
  if (needle.diameter_mm >= needle.length_mm && needle.length_mm > 0.0f)
    in.fault_at("diameter_mm", "the needle is thicker than it is long");
  // Most pages do not say it, and nobody's usual length is put in its place.
  if (in.has("handle_mm")) needle.handle_mm = read_size(in, "handle_mm");
  needle.sources = read_sources(in);
  return needle;
}

PublishedDistance read_published_distance(const JsonCursor& in) {
  PublishedDistance made;
  made.id = in.require_text("id");
  made.what = in.require_text("what");
  if (read_method(in, made)) read_ends(in, made);
  read_measures(in, made);
  made.who = in.require_text("who");
  made.how = in.require_text("how");
  made.position = in.text("position");
  made.muscles = in.texts("muscles");
  if (made.muscles.empty()) in.fault_at("muscles", "it is not said which muscle it concerns");
  made.sources = read_sources(in);
  made.note = in.text("note");
  return made;
}

LayerSite read_layer_site(const JsonCursor& in) {
  LayerSite made{in.require_text("id"), in.require_text("label"), read_place_at(in, "place"), in.texts("to"), {}};
  in.each("figures", [&](const JsonCursor& figure) { made.figures.push_back(read_layer_figure(figure)); });
  return made;
}

}  // namespace palpate
