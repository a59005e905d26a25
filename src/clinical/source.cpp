#include <palpate/base/text.h>
#include <palpate/clinical/source.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::string_view unknown_authors = "Authors not shown";

using Label = std::pair<std::string_view, std::string_view>;

constexpr std::array<Label, 18> types = {{
    {"umbrella-review", "Umbrella review"},
    {"systematic-review", "Systematic review"},
    {"randomised-trial", "Randomised trial"},
    {"cohort", "Cohort study"},
    {"case-control", "Case-control study"},
    {"cross-sectional", "Cross-sectional study"},
    {"anatomical-study", "Anatomical study"},
    {"imaging-study", "Imaging study"},
    {"reliability-study", "Reliability study"},
    {"survey", "Survey"},
    {"case-report", "Case report"},
    {"consensus", "Expert consensus"},
    {"guideline", "Guideline"},
    {"textbook", "Expert textbook"},
    {"narrative-review", "Narrative review"},
    {"critique", "Critique"},
    {"terminology", "Terminology"},
    {"other", "Other"},
}};

constexpr std::array<Label, 5> readings = {{
    {"whole", "read whole"},
    {"abstract", "abstract read"},
    {"excerpt", "excerpt read"},
    {"quoted-elsewhere", "as quoted elsewhere"},
    {"textbook-knowledge", "standard fact of the textbook"},
}};

template <std::size_t size>
std::string_view find_label(const std::array<Label, size>& labels, std::string_view key) {
  const auto found = std::find_if(labels.begin(), labels.end(), [&](const Label& l) { return l.first == key; });
  return found == labels.end() ? key : found->second;
}

// "Simons DG" -> "Simons"; an institution has no initials to cut off.
std::string surname(const std::string& author) {
  const std::size_t space = author.rfind(' ');
  if (space == std::string::npos || space == 0) return author;
  const std::string last = author.substr(space + 1);
  const bool initials = !last.empty() && last.size() <= 3 && std::all_of(last.begin(), last.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
  });
  return initials ? author.substr(0, space) : author;
}

}  // namespace

std::string short_citation(const Source& source) {
  // What was read names neither: the beginning of its title then.
  if (source.year == 0 && starts_with(source.authors, unknown_authors)) {
    const std::size_t end = source.title.find_first_of(":,");
    return fmt::format("\"{}\" (undated)", source.title.substr(0, end));
  }
  const std::size_t end_of_first = std::min(source.authors.find_first_of(",;"), source.authors.find(" et al"));
  const bool several = end_of_first != std::string::npos;
  return fmt::format("{}{} {}", surname(source.authors.substr(0, end_of_first)), several ? " et al." : "",
                     source.year == 0 ? "(undated)" : std::to_string(source.year));
}

std::string full_citation(const Source& source) {
  std::string text =
      fmt::format("{} ({}).", source.authors, source.year == 0 ? "undated" : std::to_string(source.year));
  for (const std::string* sentence : {&source.title, &source.published_in}) {
    if (sentence->empty()) continue;
    text += " " + *sentence;
    if (std::string_view(".?!").find(sentence->back()) == std::string_view::npos) text += '.';
  }
  if (!source.doi.empty()) text += fmt::format(" doi:{}", source.doi);
  if (source.doi.empty() && !source.pmid.empty()) text += fmt::format(" PMID {}", source.pmid);
  if (!source.isbn.empty()) text += fmt::format(" ISBN {}", source.isbn);
  return text;
}

std::string_view label_of_type(std::string_view type) {
  return find_label(types, type);
}
std::string_view label_of_reading(std::string_view read) {
  return find_label(readings, read);
}

}  // namespace palpate
