// Search that forgives spelling and knows synonyms, Latin and everyday names.
#pragma once

#include <palpate/anatomy/concept.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// Anything that can be searched for: concepts, and what other rooms add (commands, trigger points).
struct SearchEntry {
  std::uint32_t target = 0;        // meaning is the caller's
  std::string shown;               // the name shown
  std::vector<std::string> names;  // all names it answers to, `shown` included
  float weight = 1.0f;             // above 1: preferred among equals
};

struct SearchHit {
  std::uint32_t target = 0;
  std::string shown;
  std::string matched;  // the name that answered, if it is not the one shown
  float score = 0.0f;   // 0..1 times weight, best first
};

class SearchIndex {
 public:
  explicit SearchIndex(std::vector<SearchEntry> entries);

  // Best first; empty for an empty query. Words may be in any order, cut short, or misspelt: one slip in words of 4
  // to 7 letters, two in longer ones; and written as one or apart: "collar bone". "m." and "musculus" do not count.
  [[nodiscard]] std::vector<SearchHit> find(std::string_view query, std::size_t most = 20) const;

 private:
  struct Name {
    std::uint32_t entry;
    std::string folded;
    std::vector<std::string> words;
    std::string together;  // the words without spaces
    bool shown = false;    // whether it is the name shown
    bool muscle = false;   // whether it says "muscle"
  };
  std::vector<SearchEntry> entries_;
  std::vector<Name> names_;
};

// Entries for a whole catalogue; targets are ConceptId indices. Muscles weigh more than what is searched for less.
[[nodiscard]] std::vector<SearchEntry> search_entries(const ConceptCatalog& catalog);

// "left temple": the words without the side, and the side that they say; none if they say none. Words that are nothing
// but a side stay as they are.
struct SidedQuery {
  std::string text;
  Side side = Side::none;
};
[[nodiscard]] SidedQuery sided_query(std::string_view query);

// Entries for the named regions of the skin alone; they answer to their keys too: "lateral leg".
[[nodiscard]] std::vector<SearchEntry> skin_region_entries(const ConceptCatalog& catalog);

}  // namespace palpate
