#include <palpate/sculpt/corrections.h>

#include <palpate/base/json.h>
#include <palpate/base/json_cursor.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t fewest_sections = 3;
constexpr float at_a_section = 5e-4f;  // places are rounded to thousandths

// The sections between, their places once more from 0 to 1; false if too few would be left.
bool shorten(Loft& loft, const Correction& correction) {
  std::vector<LoftSection> kept;
  for (const LoftSection& section : loft.sections) {
    if (section.at >= correction.from - at_a_section && section.at <= correction.to + at_a_section) {
      kept.push_back(section);
    }
  }
  if (kept.size() < fewest_sections) return false;
  const float first = kept.front().at, length = kept.back().at - first;
  for (LoftSection& section : kept) section.at = (section.at - first) / length;
  loft.sections = std::move(kept);
  return true;
}

bool apply(Morphometry& figures, const Correction& correction) {
  bool any = false;
  for (Form& form : figures.parts) {
    if (auto* loft = std::get_if<Loft>(&form)) {
      if (!shorten(*loft, correction)) return false;
      any = true;
    }
  }
  figures.remarks.push_back(fmt::format("corrected by hand: {}", correction.why));
  return any;
}

}  // namespace

std::vector<Correction> parse_corrections(std::string_view text, const std::string& file, Faults& faults) {
  std::vector<Correction> corrections;
  const Result<JsonNode> node = parse_json(text, file);
  if (!node) {
    faults.push_back({Severity::error, file, 0, "", node.error().text()});
    return corrections;
  }
  const JsonCursor cursor(*node, file, faults);
  cursor.only({"$schema", "corrections"});
  cursor.each("corrections", [&](const JsonCursor& entry) {
    entry.only({"concept", "from", "to", "why"});
    Correction one;
    one.concept_key = entry.require_text("concept");
    one.from = static_cast<float>(entry.number("from", 0.0));
    one.to = static_cast<float>(entry.number("to", 1.0));
    one.why = entry.require_text("why");
    if (!(one.from >= 0.0f && one.from < one.to && one.to <= 1.0f)) {
      entry.fault("0 <= from < to <= 1 was expected: the stretch of the structure's length that is used");
    } else if (!one.concept_key.empty() && !one.why.empty()) {
      corrections.push_back(std::move(one));
    }
  });
  return corrections;
}

void correct(std::vector<Morphometry>& figures, const std::vector<Correction>& corrections, const std::string& file,
             Faults& faults) {
  for (const Correction& correction : corrections) {
    const auto found = std::ranges::find(figures, correction.concept_key, &Morphometry::concept_key);
    const std::string& key = correction.concept_key;
    if (found == figures.end()) {
      faults.push_back({Severity::error, file, 0, key, "There are no figures of it to correct"});
    } else if (Morphometry corrected = *found; apply(corrected, correction)) {
      *found = std::move(corrected);
    } else {
      faults.push_back({Severity::error, file, 0, key, "It has no loft, or one with fewer than three sections there"});
    }
  }
}

}  // namespace palpate
