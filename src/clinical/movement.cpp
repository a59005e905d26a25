#include <palpate/base/text.h>
#include <palpate/clinical/movement.h>

#include <algorithm>

namespace palpate {
namespace {

bool concerns(const MuscleAction& action, const MuscleRecord& record, std::string_view part) {
  return action.part.empty() || part == record.muscle || part == action.part ||
         starts_with(std::string(part), action.part + "/");
}

const MuscleAction* action_with(const MuscleRecord& record, std::string_view part, const std::string& movement) {
  const auto found = std::find_if(record.actions.begin(), record.actions.end(), [&](const MuscleAction& a) {
    return concerns(a, record, part) &&
           std::find(a.movements.begin(), a.movements.end(), movement) != a.movements.end();
  });
  return found == record.actions.end() ? nullptr : &*found;
}

}  // namespace

std::vector<SearchEntry> movement_entries(const std::vector<Movement>& movements) {
  std::vector<SearchEntry> entries;
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const Movement& m = movements[i];
    SearchEntry entry{static_cast<std::uint32_t>(i), m.plain, {m.plain, m.name, m.id}, 1.0f};
    entry.names.insert(entry.names.end(), m.synonyms.begin(), m.synonyms.end());
    entries.push_back(std::move(entry));
  }
  return entries;
}

MovementPart part_in(const MuscleRecord& record, std::string_view part, const Movement& movement) {
  if (const MuscleAction* makes = action_with(record, part, movement.id)) return {MovementPart::Kind::makes, makes};
  if (movement.opposite.empty()) return {};
  if (const MuscleAction* against = action_with(record, part, movement.opposite))
    return {MovementPart::Kind::is_stretched, against};
  return {};
}

std::vector<MovingMuscle> muscles_of(const Movement& movement, const std::vector<MuscleRecord>& records) {
  std::vector<MovingMuscle> found;
  for (const MuscleRecord& record : records) {
    const MovementPart part = part_in(record, record.muscle, movement);
    if (part.kind != MovementPart::Kind::none) found.push_back({&record, part});
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const MovingMuscle& m) { return m.part.kind == MovementPart::Kind::makes; });
  return found;
}

}  // namespace palpate
