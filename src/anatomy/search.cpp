#include <palpate/anatomy/search.h>
#include <palpate/base/text.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace palpate {
namespace {

// Words that people put before or behind a name without meaning anything by them.
constexpr std::array<std::string_view, 8> filler = {"m", "mm", "musculus", "musculi", "muscle", "muscles", "the", "of"};

bool is_filler(const std::string& word) {
  return std::find(filler.begin(), filler.end(), word) != filler.end();
}

// The same with a slip of the fingers, where it is long enough to be told: "muscels".
bool is_misspelt_filler(const std::string& word) {
  return word.size() >= 5 && std::any_of(filler.begin(), filler.end(), [&](std::string_view f) {
           return f.size() >= 6 && edit_distance(word, f, 1) <= 1;
         });
}

template <class Skip>
std::vector<std::string> words_without(std::string_view folded, const Skip& skip) {
  std::vector<std::string> found = words(folded);
  std::vector<std::string> kept;
  std::copy_if(found.begin(), found.end(), std::back_inserter(kept), [&](const std::string& w) { return !skip(w); });
  return kept.empty() ? found : kept;
}

std::vector<std::string> meaningful_words(std::string_view folded) {
  return words_without(folded, is_filler);
}

std::vector<std::string> typed_words(std::string_view folded) {
  return words_without(folded, [](const std::string& w) { return is_filler(w) || is_misspelt_filler(w); });
}

int allowed_slips(std::size_t letters) {
  return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

// How well a typed word fits a word of the name: 1 the same, less for a beginning, less again for a slip, 0 not at all.
float fit(const std::string& typed, const std::string& word) {
  if (typed == word) return 1.0f;
  if (starts_with(word, typed)) {
    return 0.8f + 0.15f * static_cast<float>(typed.size()) / static_cast<float>(word.size());
  }
  // A plural or an ending more than the name has: "traps" for "trap".
  if (word.size() >= 4 && starts_with(typed, word) && typed.size() <= word.size() + 2) return 0.8f;
  const int slips = allowed_slips(typed.size());
  if (slips == 0) return 0.0f;
  const int whole = edit_distance(typed, word, slips);
  if (whole <= slips) return 0.75f - 0.15f * static_cast<float>(whole);
  // A slip within the beginning that was typed so far.
  if (word.size() > typed.size() && typed.size() >= 5) {
    const int begun = edit_distance(typed, std::string_view(word).substr(0, typed.size()), slips);
    if (begun <= slips) return 0.6f - 0.15f * static_cast<float>(begun);
  }
  return 0.0f;
}

// Every typed word must fit some word of the name; words of the name that nobody typed cost a little.
float score(const std::vector<std::string>& typed, const std::vector<std::string>& name) {
  if (name.empty()) return 0.0f;
  float sum = 0.0f;
  std::vector<bool> used(name.size(), false);
  bool in_order = true;
  bool from_the_start = false;
  std::size_t last = 0;
  for (const std::string& word : typed) {
    float best = 0.0f;
    std::size_t best_at = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (used[i]) continue;
      const float quality = fit(word, name[i]);
      if (quality > best) {
        best = quality;
        best_at = i;
      }
    }
    if (best == 0.0f) return 0.0f;
    used[best_at] = true;
    from_the_start = from_the_start || best_at == 0;
    in_order = in_order && best_at >= last;
    last = best_at;
    sum += best;
  }
  const float fitting = sum / static_cast<float>(typed.size());
  const float covered = static_cast<float>(typed.size()) / static_cast<float>(std::max(name.size(), typed.size()));
  return fitting * (0.75f + 0.25f * covered) * (in_order ? 1.0f : 0.97f) * (from_the_start ? 1.0f : 0.99f);
}

// How well the whole of what was typed fits a whole name when spaces do not count: "collar bone", "shoulderblade".
float score_together(const std::string& typed, const std::string& name) {
  constexpr float less = 0.95f;
  if (typed.size() < 5) return 0.0f;
  if (starts_with(name, typed)) return less * fit(typed, name);
  return typed.size() >= 8 && edit_distance(typed, name, 1) <= 1 ? less * 0.6f : 0.0f;
}

// A name that needs the word: "jaw muscle" is not what "jaw" asks for first.
bool says_muscle(std::string_view folded) {
  const std::vector<std::string> all = words(folded);
  return std::find_if(all.begin(), all.end(), [](const std::string& w) { return w == "muscle" || w == "muscles"; }) !=
         all.end();
}
constexpr float muscle_unsaid = 0.92f;

// What a synonym counts against the name shown, so that "rotator cuff" finds the rotator cuff before its muscles.
constexpr float synonym = 0.985f;

}  // namespace

SearchIndex::SearchIndex(std::vector<SearchEntry> entries) : entries_(std::move(entries)) {
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    for (const std::string& name : entries_[i].names) {
      std::string folded = fold(name);
      std::vector<std::string> parts = meaningful_words(folded);
      std::string together = join(parts, "");
      const bool muscle = says_muscle(folded);
      names_.push_back(
          {i, std::move(folded), std::move(parts), std::move(together), name == entries_[i].shown, muscle});
    }
  }
}

std::vector<SearchHit> SearchIndex::find(std::string_view query, std::size_t most) const {
  const std::string folded = fold(query);
  const std::vector<std::string> typed = typed_words(folded);
  if (typed.empty()) return {};
  const std::string together = join(typed, "");
  const bool muscle = says_muscle(folded);
  std::unordered_map<std::uint32_t, std::pair<float, const Name*>> best;
  for (const Name& name : names_) {
    float quality = score(typed, name.words);
    if (typed.size() != name.words.size()) quality = std::max(quality, score_together(together, name.together));
    if (quality <= 0.0f) continue;
    if (!name.shown) quality *= synonym;
    if (name.muscle && !name.shown && !muscle) quality *= muscle_unsaid;
    auto& slot = best[name.entry];
    if (quality > slot.first) slot = {quality, &name};
  }
  std::vector<SearchHit> hits;
  hits.reserve(best.size());
  for (const auto& [index, found] : best) {
    const SearchEntry& entry = entries_[index];
    SearchHit hit{entry.target, entry.shown, {}, found.first * entry.weight};
    if (const std::string& fitting = found.second->folded; fitting != fold(entry.shown)) {
      const auto original = std::find_if(entry.names.begin(), entry.names.end(),
                                         [&](const std::string& n) { return fold(n) == fitting; });
      if (original != entry.names.end()) hit.matched = *original;
    }
    hits.push_back(std::move(hit));
  }
  std::sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
    return a.score != b.score ? a.score > b.score : a.shown != b.shown ? a.shown < b.shown : a.target < b.target;
  });
  if (hits.size() > most) hits.resize(most);
  return hits;
}

std::vector<SearchEntry> search_entries(const ConceptCatalog& catalog) {
  std::vector<SearchEntry> entries;
  entries.reserve(catalog.size());
  for (std::uint32_t i = 0; i < catalog.size(); ++i) {
    const Concept& entry = catalog.all()[i];
    SearchEntry made{i, entry.name, {entry.name}, 1.0f};
    if (!entry.english.empty() && entry.english != entry.name) made.names.push_back(entry.english);
    if (!entry.latin.empty()) made.names.push_back(entry.latin);
    made.names.insert(made.names.end(), entry.synonyms.begin(), entry.synonyms.end());
    // Little enough that the whole name of anything comes before a part of a muscle's name.
    if (entry.system == System::muscles) made.weight = 1.06f;
    if (entry.system == System::skeleton || entry.system == System::nerves) made.weight = 1.02f;
    if (entry.system == System::lymphoid || entry.system == System::skin_regions) made.weight = 0.99f;
    entries.push_back(std::move(made));
  }
  return entries;
}

SidedQuery sided_query(std::string_view query) {
  SidedQuery said;
  std::vector<std::string> rest;
  for (const std::string& word : words(fold(query))) {
    if (word == "left" || word == "right") {
      said.side = word == "left" ? Side::left : Side::right;
    } else {
      rest.push_back(word);
    }
  }
  said.text = rest.empty() ? std::string(query) : join(rest, " ");
  return said;
}

std::vector<SearchEntry> skin_region_entries(const ConceptCatalog& catalog) {
  std::vector<SearchEntry> entries;
  for (std::uint32_t i = 0; i < catalog.size(); ++i) {
    const Concept& entry = catalog.all()[i];
    if (entry.system != System::skin_regions) continue;
    SearchEntry made{i, entry.name, {entry.name, entry.latin}, 1.0f};
    made.names.insert(made.names.end(), entry.synonyms.begin(), entry.synonyms.end());
    std::string key_words = entry.key;
    std::replace(key_words.begin(), key_words.end(), '-', ' ');
    made.names.push_back(std::move(key_words));
    entries.push_back(std::move(made));
  }
  return entries;
}

}  // namespace palpate
