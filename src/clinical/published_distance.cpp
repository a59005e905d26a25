#include <palpate/base/text.h>
#include <palpate/clinical/published_distance.h>

#include <algorithm>

namespace palpate {
namespace {

bool is_part_of(std::string_view part, std::string_view whole) {
  return starts_with(part, whole) && (part.size() == whole.size() || part[whole.size()] == '/');
}

}  // namespace

std::string_view label_of(PublishedDistance::Method method) {
  switch (method) {
    case PublishedDistance::Method::depth:
      return "depth";
    case PublishedDistance::Method::distance:
      return "distance";
    case PublishedDistance::Method::between:
      return "between";
  }
  return {};
}

bool concerns(const PublishedDistance& distance, std::string_view muscle) {
  return std::any_of(distance.muscles.begin(), distance.muscles.end(),
                     [&](const std::string& named) { return is_part_of(named, muscle) || is_part_of(muscle, named); });
}

}  // namespace palpate
