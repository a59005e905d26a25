#include <palpate/clinical/record.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

struct GradeName {
  Grade grade;
  std::string_view key, label;
};
constexpr std::array<GradeName, 6> grades = {{
    {Grade::strong, "strong", "strong"},
    {Grade::moderate, "moderate", "moderate"},
    {Grade::limited, "limited", "limited"},
    {Grade::expert_consensus, "expert-consensus", "expert consensus"},
    {Grade::disputed, "disputed", "disputed"},
    {Grade::unknown, "unknown", "not known"},
}};

}  // namespace

std::string_view label_of(Grade grade) {
  return grades[static_cast<std::size_t>(grade)].label;
}

std::optional<Grade> grade_from(std::string_view key) {
  const auto found = std::find_if(grades.begin(), grades.end(), [&](const GradeName& g) { return g.key == key; });
  return found == grades.end() ? std::nullopt : std::optional(found->grade);
}

std::string_view label_of(Evidence::Question question) {
  switch (question) {
    case Evidence::Question::effect:
      return "Has an effect been seen?";
    case Evidence::Question::mechanism:
      return "Is the mechanism known?";
    case Evidence::Question::alternatives:
      return "Is it better than the alternatives?";
  }
  return "";
}

const TriggerPoint* MuscleRecord::find(std::string_view id) const {
  const auto found =
      std::find_if(trigger_points.begin(), trigger_points.end(), [&](const TriggerPoint& t) { return t.id == id; });
  return found == trigger_points.end() ? nullptr : &*found;
}

const NeedleWay& NeedlingGuide::way_to(std::string_view zone) const {
  const auto found = std::find_if(other_ways.begin(), other_ways.end(), [&](const NeedleWay& other) {
    return std::find(other.zones.begin(), other.zones.end(), zone) != other.zones.end();
  });
  return found == other_ways.end() ? way : *found;
}

std::vector<const NeedlingGuide*> MuscleRecord::guides_for(std::string_view id) const {
  std::vector<const NeedlingGuide*> found;
  for (const NeedlingGuide& guide : needling) {
    if (std::find(guide.zones.begin(), guide.zones.end(), id) != guide.zones.end()) found.push_back(&guide);
  }
  return found;
}

}  // namespace palpate
