// Pages to read: what dry needling and trigger points are, for a kind of reader, every statement with its sources.
#pragma once

#include <palpate/clinical/record.h>

#include <string>
#include <vector>

namespace palpate {

// Something that is commonly claimed, and what studies found.
struct StudiedClaim {
  std::string claim, found;
  Grade grade = Grade::unknown;
  SourceKeys sources;
};

// How often something happens, and in whom it was counted.
struct EventRate {
  std::string event, rate, of;
  SourceKeys sources;
};

struct ReadingSection {
  std::string title;
  std::vector<Statement> paragraphs;
  std::vector<StudiedClaim> claims;
  std::vector<EventRate> rates;
  std::vector<Statement> list;
};

struct ReadingPage {
  std::string id, title;
  std::string reader;  // student or patient
  std::vector<ReadingSection> sections;
};

}  // namespace palpate
