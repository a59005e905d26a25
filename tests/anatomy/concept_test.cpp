// The catalogue of concepts: unique keys, ids of other vocabularies, wholes and parts, and the names of structures.
#include <palpate/anatomy/concept.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Concept made(const std::string& key, const std::string& name = "Name") {
  Concept entry;
  entry.key = key;
  entry.name = name;
  return entry;
}

TEST(ConceptCatalog, IsEmptyAtFirst) {
  const ConceptCatalog catalog;
  EXPECT_EQ(catalog.size(), 0u);
  EXPECT_FALSE(catalog.find("deltoid").valid());
  EXPECT_FALSE(catalog.find_fma(0).first.valid());
}

TEST(ConceptCatalog, KeepsTheOrderInWhichConceptsCome) {
  ConceptCatalog catalog;
  for (const char* key : {"soleus", "anconeus", "masseter"}) ASSERT_TRUE(catalog.add(made(key)));
  std::vector<std::string> keys;
  for (const Concept& entry : catalog.all()) keys.push_back(entry.key);
  EXPECT_THAT(keys, ElementsAre("soleus", "anconeus", "masseter"));
}

TEST(ConceptCatalog, FindsEachConceptByItsKeyAndOnlyByTheWholeOfIt) {
  ConceptCatalog catalog;
  for (const char* key : {"biceps-brachii", "biceps-brachii/long-head", "biceps-femoris"})
    ASSERT_TRUE(catalog.add(made(key, std::string("Name of ") + key)));
  for (const Concept& entry : catalog.all()) {
    const ConceptId id = catalog.find(entry.key);
    ASSERT_TRUE(id.valid()) << entry.key;
    EXPECT_EQ(catalog[id].name, "Name of " + entry.key);
  }
  for (const char* wrong : {"", "biceps", "biceps-brachii/", "Biceps-brachii", "biceps-brachii.left", "long-head"})
    EXPECT_FALSE(catalog.find(wrong).valid()) << wrong;
}

TEST(ConceptCatalog, RefusesAKeyThatIsTakenAndStaysAsItWas) {
  ConceptCatalog catalog;
  Concept first = made("deltoid", "Deltoid");
  first.fma = 32521;
  ASSERT_TRUE(catalog.add(first));
  Concept second = made("deltoid", "Another");
  second.fma = 7;
  EXPECT_FALSE(catalog.add(second));
  EXPECT_EQ(catalog.size(), 1u);
  EXPECT_EQ(catalog[catalog.find("deltoid")].name, "Deltoid");
  EXPECT_FALSE(catalog.find_fma(7).first.valid());
}

TEST(ConceptCatalog, FindsByTheIdOfTheFoundationalModelAndTellsTheSide) {
  ConceptCatalog catalog;
  Concept scapula = made("scapula");
  scapula.fma = 13394;
  scapula.fma_right = 13395;
  scapula.fma_left = 13396;
  ASSERT_TRUE(catalog.add(made("no-ids")));
  ASSERT_TRUE(catalog.add(scapula));
  const ConceptId id = catalog.find("scapula");
  EXPECT_EQ(catalog.find_fma(13394), std::pair(id, Side::none));
  EXPECT_EQ(catalog.find_fma(13395), std::pair(id, Side::right));
  EXPECT_EQ(catalog.find_fma(13396), std::pair(id, Side::left));
  EXPECT_FALSE(catalog.find_fma(1).first.valid());
  EXPECT_FALSE(catalog.find_fma(0).first.valid()) << "0 means that no id is known; it names nothing";
}

TEST(ConceptCatalog, KnowsThePartsOfAWholeInTheirOrderAndTheWholeOfAPart) {
  ConceptCatalog catalog;
  for (const char* key : {"trapezius", "trapezius/descending-part", "deltoid", "trapezius/ascending-part"})
    ASSERT_TRUE(catalog.add(made(key)));
  const ConceptId whole = catalog.find("trapezius");
  EXPECT_THAT(catalog.parts_of(whole),
              ElementsAre(catalog.find("trapezius/descending-part"), catalog.find("trapezius/ascending-part")));
  EXPECT_EQ(catalog.whole_of(catalog.find("trapezius/ascending-part")), whole);
  EXPECT_THAT(catalog.parts_of(catalog.find("deltoid")), IsEmpty());
  EXPECT_FALSE(catalog.whole_of(whole).valid()) << "a whole is no part of anything";
}

TEST(ConceptCatalog, APartMayComeBeforeItsWhole) {
  ConceptCatalog catalog;
  for (const char* key : {"omohyoid/tendon", "digastric/tendon", "digas", "digastric", "digastric/front"})
    ASSERT_TRUE(catalog.add(made(key)));
  EXPECT_THAT(catalog.parts_of(catalog.find("digastric")),
              ElementsAre(catalog.find("digastric/tendon"), catalog.find("digastric/front")));
  EXPECT_EQ(catalog.whole_of(catalog.find("digastric/tendon")), catalog.find("digastric"));
  EXPECT_THAT(catalog.parts_of(catalog.find("digas")), IsEmpty());
  ASSERT_TRUE(catalog.add(made("omohyoid")));
  EXPECT_THAT(catalog.parts_of(catalog.find("omohyoid")), ElementsAre(catalog.find("omohyoid/tendon")));
}

TEST(ConceptCatalog, APartWithoutItsWholeIsAloneAndAnInvalidIdHasNothing) {
  ConceptCatalog catalog;
  ASSERT_TRUE(catalog.add(made("lost/part")));
  EXPECT_FALSE(catalog.whole_of(catalog.find("lost/part")).valid());
  EXPECT_FALSE(catalog.whole_of(ConceptId()).valid());
  EXPECT_THAT(catalog.parts_of(ConceptId()), IsEmpty());
}

struct KeyCase {
  std::string concept_key;
  Side side;
  std::string key;
};
class StructureKey : public testing::TestWithParam<KeyCase> {};

TEST_P(StructureKey, IsTheConceptAndTheSideAndComesApartAgain) {
  const auto& [concept_key, side, key] = GetParam();
  EXPECT_EQ(structure_key(concept_key, side), key);
  EXPECT_EQ(split_structure_key(key), std::pair(concept_key, side));
}
INSTANTIATE_TEST_SUITE_P(
    All, StructureKey,
    testing::Values(KeyCase{"scapula", Side::right, "scapula.right"}, KeyCase{"scapula", Side::left, "scapula.left"},
                    KeyCase{"sacrum", Side::none, "sacrum"},
                    KeyCase{"biceps-brachii/long-head", Side::left, "biceps-brachii/long-head.left"},
                    KeyCase{"own:some.file.obj#node.1", Side::none, "own:some.file.obj#node.1"},
                    KeyCase{"own:left", Side::right, "own:left.right"}, KeyCase{"", Side::none, ""}),
    [](const auto& tested) { return "Number" + std::to_string(tested.index); });

TEST(StructureKeyOf, AnEndThatIsNoSideBelongsToTheName) {
  for (const std::string key : {"own:skull.obj", "scapula.", "scapula.Left", "a.b.c"})
    EXPECT_EQ(split_structure_key(key), std::pair(key, Side::none)) << key;
}

}  // namespace
}  // namespace palpate::test
