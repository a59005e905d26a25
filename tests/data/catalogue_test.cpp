// The shipped vocabulary of the body: names, ids, groups, landmarks and the ends of muscles hang together.
#include "shipped.h"

#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>

namespace palpate::test {
namespace {

TEST(Catalogue, IsReadWithoutAFault) {
  for (const Fault& fault : program_data().faults) ADD_FAILURE() << fault.text();
}

TEST(Catalogue, KeysAreKebabCaseWithOnePartAtMost) {
  const std::regex kebab("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?");
  for (const Concept& entry : concepts().all()) EXPECT_TRUE(std::regex_match(entry.key, kebab)) << entry.key;
  EXPECT_GT(concepts().size(), 1900u);
}

TEST(Catalogue, EveryPartHasItsWholeAndIsOfTheSameSystemUnlessItIsATendon) {
  for (std::uint32_t i = 0; i < concepts().size(); ++i) {
    const Concept& part = concepts().all()[i];
    const std::size_t slash = part.key.find('/');
    if (slash == std::string::npos) continue;
    const ConceptId whole = concepts().find(part.key.substr(0, slash));
    ASSERT_TRUE(whole.valid()) << part.key << " has no whole";
    if (part.kind != Kind::tendon) {
      EXPECT_EQ(concepts()[whole].system, part.system) << part.key;
    }
    const auto parts = concepts().parts_of(whole);
    EXPECT_EQ(std::count(parts.begin(), parts.end(), ConceptId(i)), 1) << part.key;
  }
}

TEST(Catalogue, NamesBelongToOneStructureOfASystem) {
  std::map<std::pair<System, std::string>, std::string> owners;
  for (const Concept& entry : concepts().all()) {
    const auto [owner, is_new] = owners.emplace(std::pair(entry.system, entry.name), entry.key);
    EXPECT_TRUE(is_new) << entry.name << " is " << owner->second << " and " << entry.key;
  }
}

TEST(Catalogue, NamesAndSynonymsAreTextsForPeople) {
  for (const Concept& entry : concepts().all()) {
    EXPECT_EQ(entry.name, valid_utf8(entry.name));
    EXPECT_NE(fold(entry.name), "") << entry.key;
    EXPECT_TRUE(entry.name.front() != ' ' && entry.name.back() != ' ') << entry.key;
    std::set<std::string> once;
    for (const std::string& synonym : entry.synonyms) {
      EXPECT_NE(fold(synonym), "") << entry.key;
      EXPECT_TRUE(once.insert(synonym).second) << entry.key << " has the synonym \"" << synonym << "\" twice";
    }
  }
}

TEST(Catalogue, AnIdOfTheFoundationalModelNamesOneStructureAndSide) {
  std::map<int, std::string> owners;
  for (const Concept& entry : concepts().all()) {
    for (const auto& [fma, side] :
         {std::pair(entry.fma, ""), std::pair(entry.fma_right, ".right"), std::pair(entry.fma_left, ".left")}) {
      if (fma == 0) continue;
      const auto [owner, is_new] = owners.emplace(fma, entry.key + side);
      EXPECT_TRUE(is_new) << "FMA " << fma << " is " << owner->second << " and " << entry.key << side;
    }
  }
  EXPECT_GT(owners.size(), 500u);
}

TEST(Catalogue, OnlyASidedConceptHasIdsOfSides) {
  for (const Concept& entry : concepts().all()) {
    if (entry.fma_right != 0 || entry.fma_left != 0) {
      EXPECT_TRUE(entry.sided) << entry.key;
    }
  }
}

TEST(Catalogue, MembersOfAGroupExistAndNoGroupHoldsItself) {
  for (const Concept& entry : concepts().all()) {
    std::set<std::string> seen;
    std::vector<std::string> waiting = entry.members;
    while (!waiting.empty()) {
      const std::string key = waiting.back();
      waiting.pop_back();
      EXPECT_NE(key, entry.key) << "a group within itself";
      const ConceptId id = concepts().find(key);
      ASSERT_TRUE(id.valid()) << entry.key << " has the member " << key;
      if (!seen.insert(key).second || key == entry.key) continue;
      for (const std::string& member : concepts()[id].members) waiting.push_back(member);
    }
  }
}

TEST(Catalogue, EverySystemAndEveryRegionHasSomething) {
  std::map<System, int> systems;
  std::map<Region, int> regions;
  for (const Concept& entry : concepts().all()) {
    ++systems[entry.system];
    ++regions[entry.region];
  }
  for (const System system : all_systems()) {
    if (system == System::attachments || system == System::other) continue;  // made of what an atlas brings
    EXPECT_GT(systems[system], 0) << key_of(system);
  }
  for (const Region region : all_regions()) EXPECT_GT(regions[region], 0) << key_of(region);
}

TEST(Catalogue, LayersAreOfMusclesAndTheirTendons) {
  for (const Concept& entry : concepts().all()) {
    if (entry.layer == 0) continue;
    const bool of_a_muscle = entry.kind == Kind::tendon || entry.kind == Kind::aponeurosis;
    EXPECT_TRUE(entry.system == System::muscles || of_a_muscle) << entry.key;
    EXPECT_TRUE(entry.layer >= 1 && entry.layer <= 6) << entry.key;
  }
}

TEST(Landmarks, StandOnStructuresThatExist) {
  for (const Landmark& landmark : program_data().anatomy.landmarks.all()) {
    if (!landmark.structure.empty()) {
      EXPECT_TRUE(concepts().find(landmark.structure).valid()) << landmark.name << " on " << landmark.structure;
    }
  }
}

TEST(Landmarks, OfTheRightLieOnTheRightAndThoseOfTheMidlineInTheMiddle) {
  for (const Landmark& landmark : program_data().anatomy.landmarks.all()) {
    if (landmark.sided) {
      EXPECT_LE(landmark.at.x, 0.0f) << landmark.name;
    } else {
      EXPECT_LT(std::abs(landmark.at.x), 15.0f) << landmark.name;
    }
  }
}

TEST(Landmarks, LieWithinTheBodyAndSayHowTheyWereFound) {
  for (const Landmark& landmark : program_data().anatomy.landmarks.all()) {
    EXPECT_TRUE(landmark.at.y > -20.0f && landmark.at.y < 1800.0f) << landmark.name;
    EXPECT_TRUE(landmark.at.x > -600.0f && std::abs(landmark.at.z) < 400.0f) << landmark.name;
    EXPECT_GT(landmark.rule.size(), 5u) << landmark.name;
    EXPECT_FALSE(landmark.label.empty()) << landmark.name;
    EXPECT_TRUE(landmark.on == "bone" || landmark.on == "skin" || landmark.on == "soft-tissue") << landmark.name;
  }
}

TEST(Landmarks, OfHeadAndFootLieWhereTheyBelong) {
  const LandmarkTable& table = program_data().anatomy.landmarks;
  ASSERT_TRUE(table.find("skull-vertex") != nullptr && table.find("acromion-angle") != nullptr);
  EXPECT_GT(table.find("skull-vertex")->at.y, 1600.0f);
  EXPECT_LT(table.find("acromion-angle")->at.x, -100.0f);
}

TEST(MuscleEnds, AreOfMusclesAndTheirTendonsLeaveABelly) {
  for (const auto& [muscle, ends] : program_data().anatomy.muscle_ends) {
    const ConceptId id = concepts().find(muscle);
    ASSERT_TRUE(id.valid()) << muscle;
    EXPECT_EQ(concepts()[id].system, System::muscles) << muscle;
    if (!ends.tendon_known) continue;
    EXPECT_GE(ends.tendon_at_origin, 0.0f) << muscle;
    EXPECT_GE(ends.tendon_at_insertion, 0.0f) << muscle;
    EXPECT_LT(ends.tendon_at_origin + ends.tendon_at_insertion, 1.0f) << muscle;
  }
}

}  // namespace
}  // namespace palpate::test
