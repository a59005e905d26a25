#include <palpate/base/text.h>
#include <palpate/clinical/browse.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

bool holds(std::string_view text, std::string_view folded) {
  return fold(std::string(text)).find(folded) != std::string::npos;
}

bool names(const Concept& entry, std::string_view folded) {
  return holds(entry.name, folded) || holds(entry.latin, folded) ||
         std::any_of(entry.synonyms.begin(), entry.synonyms.end(),
                     [&](const std::string& s) { return holds(s, folded); });
}

bool names(const std::string& concept_key, std::string_view folded, const ConceptCatalog& concepts) {
  const ConceptId id = concepts.find(concept_key);
  return id.valid() && names(concepts[id], folded);
}

bool of_root(const MuscleRecord& record, std::string_view folded) {
  for (const Innervation& supply : record.innervation) {
    // To the letter: "c1" is not "c12".
    if (std::any_of(supply.roots.begin(), supply.roots.end(), [&](const std::string& r) { return fold(r) == folded; }))
      return true;
  }
  return false;
}

bool sends_pain_to(const MuscleRecord& record, std::string_view folded, const ConceptCatalog& concepts) {
  for (const TriggerPoint& point : record.trigger_points) {
    for (const ReferralZone& zone : point.zones) {
      if (std::any_of(zone.regions.begin(), zone.regions.end(),
                      [&](const std::string& region) { return names(region, folded, concepts); }))
        return true;
    }
  }
  return false;
}

// The standard terms of what it does: "flexion of the elbow", also as "elbow flexion".
bool moves(const MuscleRecord& record, std::string_view folded, const ClinicalLibrary& library) {
  const auto says = [&](const std::string& id) {
    const Movement* movement = library.movement(id);
    if (movement == nullptr) return false;
    std::string words = id;
    std::replace(words.begin(), words.end(), '.', ' ');
    return holds(movement->name, folded) || holds(words, folded);
  };
  return std::any_of(record.actions.begin(), record.actions.end(),
                     [&](const MuscleAction& a) { return std::any_of(a.movements.begin(), a.movements.end(), says); });
}

bool must_not_meet(const MuscleRecord& record, std::string_view folded, const ConceptCatalog& concepts) {
  for (const NeedlingGuide& guide : record.needling) {
    if (std::any_of(guide.hazards.begin(), guide.hazards.end(),
                    [&](const Hazard& h) { return names(h.structure, folded, concepts); }))
      return true;
  }
  return false;
}

}  // namespace

std::string_view label_of(Fit fit) {
  constexpr std::array<std::string_view, 8> labels = {"", "", "root", "nerve", "action", "pain", "hazard", "evidence"};
  return labels[static_cast<std::size_t>(fit)];
}

Fit fit_of(const Concept& muscle, std::string_view folded, const ClinicalLibrary& library,
           const ConceptCatalog& concepts) {
  if (folded.empty() || names(muscle, folded)) return Fit::name;
  const MuscleRecord* record = library.about(muscle.key);
  if (record == nullptr) return Fit::none;
  if (of_root(*record, folded)) return Fit::root;
  const auto any = [&](const auto& list, const auto& text) {
    return std::any_of(list.begin(), list.end(), [&](const auto& item) { return holds(text(item), folded); });
  };
  if (any(record->innervation, [](const Innervation& i) { return i.nerve; })) return Fit::nerve;
  if (any(record->actions, [](const MuscleAction& a) { return a.text; }) || moves(*record, folded, library))
    return Fit::action;
  if (sends_pain_to(*record, folded, concepts)) return Fit::pain;
  if (must_not_meet(*record, folded, concepts)) return Fit::hazard;
  const bool graded = std::any_of(record->evidence.begin(), record->evidence.end(),
                                  [&](const Evidence& e) { return fold(std::string(label_of(e.grade))) == folded; });
  return graded ? Fit::evidence : Fit::none;
}

}  // namespace palpate
