// How search forgives: order of words, beginnings, slips, spaces, filler words; and how it weighs what it finds.
#include "manikin.h"
#include "measure.h"

#include <palpate/anatomy/search.h>
#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SearchEntry entry(std::uint32_t target, const std::string& shown, std::vector<std::string> others = {},
                  float weight = 1.0f) {
  others.insert(others.begin(), shown);
  return {target, shown, std::move(others), weight};
}

std::vector<std::uint32_t> targets(const std::vector<SearchHit>& hits) {
  std::vector<std::uint32_t> found;
  for (const SearchHit& hit : hits) found.push_back(hit.target);
  return found;
}

SearchIndex small_index() {
  return SearchIndex({entry(1, "Gluteus medius", {"Musculus gluteus medius", "glute med"}),
                      entry(2, "Gluteus maximus", {"glute max"}), entry(3, "Clavicle", {"collarbone"}),
                      entry(4, "Scapula", {"shoulder blade"}), entry(5, "Mandible", {"jaw"}),
                      entry(6, "Masseter", {"jaw muscle"}), entry(7, "Rib")});
}

TEST(Search, AnEmptyQueryFindsNothing) {
  for (const char* empty : {"", "   ", "...", "-,;"}) EXPECT_THAT(small_index().find(empty), IsEmpty()) << empty;
}

TEST(Search, AnEmptyIndexFindsNothing) {
  EXPECT_THAT(SearchIndex({}).find("deltoid"), IsEmpty());
}

TEST(Search, TheCaseDiacriticsAndPunctuationDoNotCount) {
  for (const char* query : {"CLAVICLE", "clavicle", "Clavìcle", "  clavicle!  "})
    EXPECT_THAT(targets(small_index().find(query)), ElementsAre(3)) << query;
}

TEST(Search, WordsMayBeInAnyOrderButTheOrderOfTheNameIsBetter) {
  const auto right = small_index().find("gluteus medius"), wrong = small_index().find("medius gluteus");
  ASSERT_FALSE(right.empty() || wrong.empty());
  EXPECT_EQ(wrong.front().target, 1u);
  EXPECT_GT(right.front().score, wrong.front().score);
}

TEST(Search, EveryTypedWordMustFit) {
  EXPECT_THAT(small_index().find("gluteus clavicle"), IsEmpty());
}

TEST(Search, AWordCanFitOnlyOnce) {
  EXPECT_THAT(small_index().find("rib rib"), IsEmpty());
}

TEST(Search, WordsMayBeCutShortAndMoreOfThemIsBetter) {
  float before = 0.0f;
  for (const char* query : {"c", "cl", "cla", "clav", "clavi", "clavic", "clavicl", "clavicle"}) {
    const auto hits = small_index().find(query);
    const auto hit = std::find_if(hits.begin(), hits.end(), [](const SearchHit& h) { return h.target == 3; });
    ASSERT_NE(hit, hits.end()) << query;
    EXPECT_GT(hit->score, before) << query;
    before = hit->score;
  }
  EXPECT_FLOAT_EQ(before, 1.0f) << "the whole name is a full score";
}

struct Slip {
  std::string name, typed;
  bool found;
};
class Slips : public testing::TestWithParam<Slip> {};

TEST_P(Slips, AreForgivenAsTheWordIsLong) {
  const auto& [name, typed, found] = GetParam();
  EXPECT_EQ(!SearchIndex({entry(1, name)}).find(typed).empty(), found) << typed << " for " << name;
}
INSTANTIATE_TEST_SUITE_P(Search, Slips,
                         testing::Values(Slip{"Rib", "rob", false},                // 3 letters: none
                                         Slip{"Ulna", "ulma", true},               // 4: one
                                         Slip{"Ulna", "ukma", false},              //    not two
                                         Slip{"Soleus", "soelus", true},           // neighbours swapped are one slip
                                         Slip{"Soleus", "soleeus", true},          // a letter too many
                                         Slip{"Soleus", "solus", true},            // a letter too few
                                         Slip{"Soleus", "soxxus", false},          // 6: not two
                                         Slip{"Femoris", "fxmoris", true},         // 7: one
                                         Slip{"Femoris", "fxmoxis", false},        //    not two
                                         Slip{"Masseter", "maseter", true},        // typed with 7: one
                                         Slip{"Masseter", "massxtxr", true},       // 8: two
                                         Slip{"Masseter", "mxssxtxr", false},      //    not three
                                         Slip{"Piriformis", "pyriformys", true},   // 10: two
                                         Slip{"Piriformis", "pyryformys", false},  //     not three
                                         Slip{"Piriformis", "pyrif", true}),       // a slip in a beginning
                         [](const auto& tested) { return tested.param.typed + (tested.param.found ? "Is" : "IsNot"); });

TEST(Search, FewerSlipsAreBetter) {
  const SearchIndex index({entry(1, "Masseter")});
  float before = 2.0f;
  for (const char* query : {"masseter", "massxter", "massxtxr"}) {
    const auto hits = index.find(query);
    ASSERT_EQ(hits.size(), 1u) << query;
    EXPECT_LT(hits.front().score, before) << query;
    before = hits.front().score;
  }
}

TEST(Search, SpacesDoNotCount) {
  for (const char* query : {"collar bone", "collarbone", "colla rbone"})
    EXPECT_THAT(targets(small_index().find(query)), ElementsAre(3)) << query;
  for (const char* query : {"shoulder blade", "shoulderblade", "shoulder-blade"})
    EXPECT_THAT(targets(small_index().find(query)), ElementsAre(4)) << query;
}

TEST(Search, FillerWordsDoNotCount) {
  const auto plain = small_index().find("gluteus medius");
  ASSERT_FALSE(plain.empty());
  for (const char* query : {"m. gluteus medius", "musculus gluteus medius", "the gluteus medius",
                            "gluteus medius muscle", "Mm. gluteus medius"}) {
    const auto hits = small_index().find(query);
    ASSERT_FALSE(hits.empty()) << query;
    EXPECT_EQ(hits.front().target, 1u) << query;
    EXPECT_FLOAT_EQ(hits.front().score, plain.front().score) << query;
  }
}

TEST(Search, MisspeltFillerWordsDoNotCountEither) {
  for (const char* query : {"gluteus medius muscel", "muscls gluteus medius", "musclus gluteus medius"}) {
    const auto hits = small_index().find(query);
    ASSERT_FALSE(hits.empty()) << query;
    EXPECT_EQ(hits.front().target, 1u) << query;
  }
}

TEST(Search, FillerWordsAloneAreTakenAtTheirWord) {
  const SearchIndex index({entry(1, "Muscle"), entry(2, "Bone")});
  EXPECT_THAT(targets(index.find("muscle")), ElementsAre(1));
}

TEST(Search, ANameThatSaysMuscleIsAskedForWithTheWord) {
  const SearchIndex index({entry(5, "Mandible", {"jaw"}), entry(6, "Masseter", {"jaw muscle"}, 1.06f)});
  EXPECT_THAT(targets(index.find("jaw", 1)), ElementsAre(5)) << "although muscles weigh more";
  EXPECT_THAT(targets(index.find("jaw muscle", 1)), ElementsAre(6));
}

TEST(Search, TheNameShownIsBetterThanASynonym) {
  const SearchIndex index({entry(1, "Infraspinatus", {"rotator cuff"}), entry(2, "Rotator cuff")});
  EXPECT_THAT(targets(index.find("rotator cuff")), ElementsAre(2, 1));
}

TEST(Search, AWholeNameIsBetterThanAPartOfALongerOne) {
  const SearchIndex index({entry(1, "Deep branch of ulnar nerve"), entry(2, "Ulnar nerve")});
  EXPECT_THAT(targets(index.find("ulnar nerve")), ElementsAre(2, 1));
}

TEST(Search, TheBeginningOfANameIsBetterThanItsEnd) {
  const SearchIndex index({entry(1, "Plantar soleus"), entry(2, "Soleus plantar")});
  EXPECT_THAT(targets(index.find("soleus")), ElementsAre(2, 1));
}

TEST(Search, TheHeavierOfEqualsComesFirst) {
  const SearchIndex index({entry(1, "Soleus", {}, 1.0f), entry(2, "Soleus", {}, 1.1f)});
  const auto hits = index.find("soleus");
  EXPECT_THAT(targets(hits), ElementsAre(2, 1));
  EXPECT_FLOAT_EQ(hits[0].score, 1.1f);
  EXPECT_FLOAT_EQ(hits[1].score, 1.0f);
}

TEST(Search, AmongWhollyEqualTheOrderIsAlwaysTheSame) {
  const SearchIndex index({entry(9, "Soleus b"), entry(3, "Soleus a"), entry(2, "Soleus b")});
  EXPECT_THAT(targets(index.find("soleus")), ElementsAre(3, 2, 9)) << "by name, then by target";
}

TEST(Search, SaysWhichOtherNameAnswered) {
  const auto by_synonym = small_index().find("glute med"), by_name = small_index().find("gluteus medius");
  ASSERT_FALSE(by_synonym.empty() || by_name.empty());
  EXPECT_EQ(by_synonym.front().matched, "glute med");
  EXPECT_EQ(by_synonym.front().shown, "Gluteus medius");
  EXPECT_EQ(by_name.front().matched, "") << "it is the name shown";
}

TEST(Search, FindsEachTargetOnce) {
  const SearchIndex index({entry(1, "Deltoid", {"Deltoid muscle", "Musculus deltoideus", "delts", "deltoids"})});
  EXPECT_THAT(targets(index.find("delt")), ElementsAre(1));
}

TEST(Search, GivesNoMoreThanAskedForAndThoseAreTheBest) {
  std::vector<SearchEntry> many;
  for (std::uint32_t i = 0; i < 50; ++i) many.push_back(entry(i, "Rib number " + std::to_string(i)));
  const SearchIndex index(many);
  const auto all = index.find("rib", 1000), few = index.find("rib", 7);
  EXPECT_EQ(all.size(), 50u);
  ASSERT_EQ(few.size(), 7u);
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i].target, all[i].target);
  EXPECT_EQ(index.find("rib").size(), 20u) << "twenty unless told";
  EXPECT_THAT(index.find("rib", 0), IsEmpty());
}

TEST(Search, ComesToAnEndWithWhateverIsTyped) {
  const SearchIndex index = small_index();
  Random random(11);
  for (int i = 0; i < 500; ++i) {
    std::string query;
    for (std::uint32_t k = random.below(60); k > 0; --k) query += static_cast<char>(random.below(256));
    const auto hits = index.find(query);
    for (const SearchHit& hit : hits) EXPECT_GT(hit.score, 0.0f);
  }
  EXPECT_THAT(index.find(std::string(100000, 'x')), IsEmpty());
}

class CatalogueSearch : public testing::Test {
 protected:
  static const ConceptCatalog& concepts() { return program_data().anatomy.concepts; }
  static const SearchIndex& index() {
    static const SearchIndex made(search_entries(concepts()));
    return made;
  }
};

TEST_F(CatalogueSearch, HasOneEntryAConceptWithAllItsNames) {
  const auto entries = search_entries(concepts());
  ASSERT_EQ(entries.size(), concepts().size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Concept& of = concepts().all()[i];
    EXPECT_EQ(entries[i].target, i);
    EXPECT_EQ(entries[i].shown, of.name);
    const auto has = [&](const std::string& name) {
      return name.empty() || std::count(entries[i].names.begin(), entries[i].names.end(), name) > 0;
    };
    EXPECT_TRUE(has(of.name) && has(of.english) && has(of.latin)) << of.key;
    EXPECT_TRUE(std::all_of(of.synonyms.begin(), of.synonyms.end(), has)) << of.key;
  }
}

TEST_F(CatalogueSearch, MusclesWeighMostAndWhatIsRarelySoughtLeast) {
  std::map<System, float> weights;
  const auto entries = search_entries(concepts());
  for (std::size_t i = 0; i < entries.size(); ++i) weights[concepts().all()[i].system] = entries[i].weight;
  for (const auto& [system, weight] : weights) {
    const bool rarely_sought = system == System::lymphoid || system == System::skin_regions;
    EXPECT_EQ(weight < weights[System::muscles], system != System::muscles) << key_of(system);
    EXPECT_EQ(weight > weights[System::lymphoid], !rarely_sought) << key_of(system);
  }
}

TEST_F(CatalogueSearch, EverySecondConceptIsFoundFirstByTheNameShown) {
  for (std::size_t i = 0; i < concepts().size(); i += 2) {
    const Concept& entry = concepts().all()[i];
    const auto hits = index().find(entry.name, 3);
    ASSERT_FALSE(hits.empty()) << entry.name;
    EXPECT_EQ(fold(hits.front().shown), fold(entry.name)) << entry.key;
  }
}

TEST_F(CatalogueSearch, AConceptIsAmongTheFirstByEachOfItsNames) {
  // All names of muscles, and those of every fifth of the rest.
  for (const SearchEntry& entry : search_entries(concepts())) {
    if (concepts().all()[entry.target].system != System::muscles && entry.target % 5 != 0) continue;
    for (const std::string& name : entry.names) {
      const auto hits = index().find(name, 12);
      EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const SearchHit& h) { return h.target == entry.target; }))
          << "\"" << name << "\" does not find " << entry.shown;
    }
  }
}

// One slip, as fingers make them, somewhere in a word of five letters or more.
std::string with_slip(const std::string& name, Random& random) {
  std::vector<std::string> parts = words(fold(name));
  std::vector<std::size_t> longer;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size() >= 5) longer.push_back(i);
  }
  if (longer.empty()) return name;
  std::string& word = parts[longer[random.below(static_cast<std::uint32_t>(longer.size()))]];
  const std::size_t at = 1 + random.below(static_cast<std::uint32_t>(word.size() - 2));
  const char letter = static_cast<char>('a' + random.below(26));
  switch (random.below(4)) {
    case 0:
      word.erase(at, 1);
      break;
    case 1:
      word.insert(at, 1, letter);
      break;
    case 2:
      word[at] = letter;
      break;
    default:
      std::swap(word[at], word[at + 1]);
  }
  return join(parts, " ");
}

TEST_F(CatalogueSearch, EveryMuscleIsFoundInSpiteOfASlip) {
  constexpr std::uint32_t seed = 2024;
  Random random(seed);
  for (const Concept& entry : concepts().all()) {
    if (entry.system != System::muscles) continue;
    const std::string typed = with_slip(entry.name, random);
    const auto hits = index().find(typed, 8);
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const SearchHit& h) { return h.shown == entry.name; }))
        << "seed " << seed << ": \"" << typed << "\" does not find " << entry.name;
  }
}

TEST_F(CatalogueSearch, HitsAreSortedBestFirst) {
  for (const char* query : {"long", "nerve", "muscle", "artery of", "a", "tib ant", "head"}) {
    const auto hits = index().find(query, 500);
    EXPECT_FALSE(hits.empty()) << query;
    EXPECT_TRUE(std::is_sorted(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
      return a.score > b.score;
    })) << query;
  }
}

}  // namespace
}  // namespace palpate::test
