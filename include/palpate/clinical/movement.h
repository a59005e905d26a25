// The movements that muscles make, by their standard terms, and which muscles a movement has to do with: those that
// make it, and those that it stretches because they make the opposite one.
//
// Sided movements are told from the muscle's own side: "rotation to the other side" by the right sternocleidomastoid
// turns the head to the left.
#pragma once

#include <palpate/anatomy/search.h>
#include <palpate/clinical/record.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

struct Movement {
  std::string id;        // "elbow.flexion"
  std::string joint;     // "Elbow and forearm": under which it is listed
  std::string name;      // "Flexion of the elbow"
  std::string plain;     // "Bending the elbow"
  std::string opposite;  // id; empty if none is usual
  std::vector<std::string> synonyms;
};

// For a search by standard term, plain words or synonym; targets are indices.
[[nodiscard]] std::vector<SearchEntry> movement_entries(const std::vector<Movement>& movements);

// What a muscle, or a part of it, has to do with a movement.
struct MovementPart {
  enum class Kind : std::uint8_t { none, makes, is_stretched };
  Kind kind = Kind::none;
  const MuscleAction* action = nullptr;  // the sentence that says so, with its sources
};

// `part` is the concept key of what the question is about; actions of other parts do not count, those of the whole do.
[[nodiscard]] MovementPart part_in(const MuscleRecord& record, std::string_view part, const Movement& movement);

struct MovingMuscle {
  const MuscleRecord* record = nullptr;
  MovementPart part;
};
// All muscles that have to do with it: those that make it first, each in the order of `records`.
[[nodiscard]] std::vector<MovingMuscle> muscles_of(const Movement& movement, const std::vector<MuscleRecord>& records);

}  // namespace palpate
