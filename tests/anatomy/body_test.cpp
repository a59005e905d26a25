// A body: structures by key, its bounds, and which structures a concept stands for, however an atlas cuts it up.
#include <palpate/anatomy/body.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Realise : public testing::Test {
 protected:
  void define(const std::string& key, bool sided = true, const std::vector<std::string>& members = {}) {
    Concept entry;
    entry.key = key;
    entry.name = key;
    entry.sided = sided;
    entry.members = members;
    ASSERT_TRUE(catalog_.add(entry));
  }
  void put(const std::string& concept_key, Side side) {
    Structure structure;
    structure.key = structure_key(concept_key, side);
    structure.concept_id = catalog_.find(concept_key);
    structure.side = side;
    ASSERT_TRUE(body_.add(structure).valid()) << structure.key;
  }
  std::vector<std::string> realised(const std::string& key, Side side) const {
    std::vector<std::string> keys;
    for (const StructureId id : body_.realise(catalog_, catalog_.find(key), side)) keys.push_back(body_[id].key);
    return keys;
  }
  ConceptCatalog catalog_;
  Body body_;
};

TEST_F(Realise, AConceptThatTheAtlasHasIsItself) {
  define("deltoid");
  define("deltoid/spinal-part");
  put("deltoid", Side::right);
  put("deltoid", Side::left);
  put("deltoid/spinal-part", Side::right);
  EXPECT_THAT(realised("deltoid", Side::right), ElementsAre("deltoid.right"));
  EXPECT_THAT(realised("deltoid", Side::left), ElementsAre("deltoid.left"));
}

TEST_F(Realise, WithoutASideBothSidesAreMeant) {
  define("deltoid");
  put("deltoid", Side::right);
  put("deltoid", Side::left);
  EXPECT_THAT(realised("deltoid", Side::none), UnorderedElementsAre("deltoid.right", "deltoid.left"));
}

TEST_F(Realise, AStructureOfTheMidlineIsMeantFromBothSides) {
  define("sacrum", false);
  put("sacrum", Side::none);
  for (const Side side : {Side::none, Side::left, Side::right})
    EXPECT_THAT(realised("sacrum", side), ElementsAre("sacrum"));
}

TEST_F(Realise, AWholeThatTheAtlasCutsUpIsItsParts) {
  define("deltoid");
  define("deltoid/spinal-part");
  define("deltoid/acromial-part");
  for (const Side side : {Side::right, Side::left}) {
    put("deltoid/spinal-part", side);
    put("deltoid/acromial-part", side);
  }
  EXPECT_THAT(realised("deltoid", Side::left),
              UnorderedElementsAre("deltoid/spinal-part.left", "deltoid/acromial-part.left"));
}

TEST_F(Realise, APartThatTheAtlasMergesIsTheWhole) {
  define("deltoid");
  define("deltoid/spinal-part");
  put("deltoid", Side::right);
  put("deltoid", Side::left);
  EXPECT_THAT(realised("deltoid/spinal-part", Side::right), ElementsAre("deltoid.right"));
}

TEST_F(Realise, AGroupIsItsMembersAndThoseMayBeGroupsOrCutUp) {
  define("soleus");
  define("gastrocnemius");
  define("gastrocnemius/lateral-head");
  define("gastrocnemius/medial-head");
  define("triceps-surae", true, {"gastrocnemius", "soleus"});
  define("calf", true, {"triceps-surae"});
  put("soleus", Side::right);
  put("gastrocnemius/lateral-head", Side::right);
  put("gastrocnemius/medial-head", Side::right);
  put("soleus", Side::left);
  EXPECT_THAT(realised("calf", Side::right), UnorderedElementsAre("soleus.right", "gastrocnemius/lateral-head.right",
                                                                  "gastrocnemius/medial-head.right"));
  EXPECT_THAT(realised("calf", Side::left), ElementsAre("soleus.left")) << "as far as this body has them";
}

TEST_F(Realise, GroupsThatShareAMemberNameItOnce) {
  define("soleus");
  define("one", true, {"soleus"});
  define("two", true, {"soleus"});
  define("both", true, {"one", "two"});
  put("soleus", Side::right);
  EXPECT_THAT(realised("both", Side::right), ElementsAre("soleus.right"));
}

TEST_F(Realise, GroupsThatHoldEachOtherComeToAnEnd) {
  define("soleus");
  define("hen", true, {"egg", "soleus"});
  define("egg", true, {"hen"});
  define("self", true, {"self"});
  put("soleus", Side::right);
  EXPECT_THAT(realised("hen", Side::right), ElementsAre("soleus.right"));
  EXPECT_THAT(realised("egg", Side::right), ElementsAre("soleus.right"));
  EXPECT_THAT(realised("self", Side::right), IsEmpty());
}

TEST_F(Realise, WhatIsNotThereIsNothing) {
  define("deltoid");
  define("group", true, {"no-such-member"});
  EXPECT_THAT(realised("deltoid", Side::right), IsEmpty());
  EXPECT_THAT(realised("group", Side::right), IsEmpty());
  EXPECT_THAT(body_.realise(catalog_, ConceptId(), Side::right), IsEmpty());
}

TEST_F(Realise, FindNamesOneConceptOnOneSide) {
  define("deltoid");
  put("deltoid", Side::right);
  EXPECT_EQ(body_.find(catalog_, catalog_.find("deltoid"), Side::right), body_.find("deltoid.right"));
  EXPECT_TRUE(body_.find("deltoid.right").valid());
  EXPECT_FALSE(body_.find(catalog_, catalog_.find("deltoid"), Side::left).valid());
  EXPECT_FALSE(body_.find(catalog_, ConceptId(), Side::right).valid());
  EXPECT_FALSE(body_.find("deltoid").valid());
}

TEST(Body, TheFirstStructureOfAKeyWins) {
  Body body;
  Structure first, second;
  first.key = second.key = "scapula.right";
  first.source = "first.glb#a";
  second.source = "second.glb#a";
  second.bounds.include(glm::vec3(1e6f));
  const StructureId id = body.add(first);
  ASSERT_TRUE(id.valid());
  EXPECT_FALSE(body.add(second).valid());
  EXPECT_EQ(body.size(), 1u);
  EXPECT_EQ(body[id].source, "first.glb#a");
  EXPECT_TRUE(body.bounds().empty()) << "what was refused does not count";
}

TEST(Body, ItsBoundsHoldAllStructures) {
  Body body;
  EXPECT_TRUE(body.bounds().empty());
  Structure left, right;
  left.key = "a.left";
  left.bounds.include(glm::vec3(10.0f, 0.0f, -5.0f));
  right.key = "a.right";
  right.bounds.include(glm::vec3(-10.0f, 20.0f, 5.0f));
  ASSERT_TRUE(body.add(left).valid());
  ASSERT_TRUE(body.add(right).valid());
  EXPECT_EQ(body.bounds().low, glm::vec3(-10.0f, 0.0f, -5.0f));
  EXPECT_EQ(body.bounds().high, glm::vec3(10.0f, 20.0f, 5.0f));
  EXPECT_EQ(body.bounds().centre(), glm::vec3(0.0f, 10.0f, 0.0f));
  EXPECT_EQ(body.bounds().size(), glm::vec3(20.0f, 20.0f, 10.0f));
}

TEST(Body, AStructureWithoutASizeDoesNotChangeTheBounds) {
  Body body;
  Structure empty, real;
  real.key = "a";
  real.bounds.include(glm::vec3(1.0f));
  empty.key = "b";
  ASSERT_TRUE(body.add(real).valid());
  ASSERT_TRUE(body.add(empty).valid());
  EXPECT_EQ(body.bounds().low, glm::vec3(1.0f));
  EXPECT_EQ(body.bounds().high, glm::vec3(1.0f));
}

TEST(Body, AtlasesAreNumberedInTheirOrder) {
  Body body;
  AtlasInfo first, second;
  first.name = "First";
  second.name = "Second";
  EXPECT_EQ(body.add_atlas(first), 0u);
  EXPECT_EQ(body.add_atlas(second), 1u);
  EXPECT_EQ(body.atlases()[1].name, "Second");
}

TEST(ShownName, SaysTheSideWhereThereIsOne) {
  Structure structure;
  structure.name = "Scapula";
  EXPECT_EQ(shown_name(structure), "Scapula");
  structure.side = Side::right;
  EXPECT_EQ(shown_name(structure), "Scapula, right");
  structure.side = Side::left;
  EXPECT_EQ(shown_name(structure), "Scapula, left");
}

TEST(MeshQuality, OnlyAWholeCleanSurfaceIsClosed) {
  MeshQuality quality;
  EXPECT_FALSE(quality.closed()) << "nothing encloses nothing";
  quality.triangles = 12;
  EXPECT_TRUE(quality.closed());
  for (std::uint32_t MeshQuality::*fault :
       {&MeshQuality::boundary_edges, &MeshQuality::nonmanifold_edges, &MeshQuality::flipped_edges}) {
    MeshQuality broken = quality;
    broken.*fault = 1;
    EXPECT_FALSE(broken.closed());
  }
}

}  // namespace
}  // namespace palpate::test
