// What a whole body has to have, counted on a body.
#include <palpate/anatomy/inventory.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace palpate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Concept named(std::string key, bool sided, std::vector<std::string> members = {}) {
  Concept entry;
  entry.key = std::move(key);
  entry.name = entry.key;
  entry.sided = sided;
  entry.members = std::move(members);
  return entry;
}

ConceptCatalog catalog() {
  ConceptCatalog concepts;
  concepts.add(named("sacrum", false));
  concepts.add(named("femur", true));
  concepts.add(named("lumbar-plexus", true, {"femoral-nerve", "obturator-nerve"}));
  concepts.add(named("femoral-nerve", true));
  concepts.add(named("obturator-nerve", true));
  return concepts;
}

Body body_of(const ConceptCatalog& concepts, const std::vector<std::pair<std::string, Side>>& structures) {
  Body body;
  for (const auto& [key, side] : structures) {
    Structure structure;
    structure.key = structure_key(key, side);
    structure.concept_id = concepts.find(key);
    structure.side = side;
    body.add(std::move(structure));
  }
  return body;
}

TEST(InventoryOfABody, MissesWhatIsNotThereOnEitherSide) {
  const ConceptCatalog concepts = catalog();
  const Body body = body_of(concepts, {{"femur", Side::left}});
  const InventoryGroup bones{"Bones", {"sacrum", "femur"}};
  EXPECT_THAT(missing_of(bones, body, concepts), ElementsAre("sacrum", "femur.right"));
}

TEST(InventoryOfABody, MissesNothingOfAWholeOne) {
  const ConceptCatalog concepts = catalog();
  const Body body = body_of(concepts, {{"sacrum", Side::none}, {"femur", Side::left}, {"femur", Side::right}});
  EXPECT_THAT(missing_of({"Bones", {"sacrum", "femur"}}, body, concepts), IsEmpty());
}

TEST(InventoryOfABody, TakesAGroupForThereIfAMemberIs) {
  const ConceptCatalog concepts = catalog();
  const Body body = body_of(concepts, {{"femoral-nerve", Side::left}});
  EXPECT_THAT(missing_of({"Plexuses", {"lumbar-plexus"}}, body, concepts), ElementsAre("lumbar-plexus.right"));
}

TEST(InventoryFile, IsReadInGroups) {
  const auto document = parse_json(R"({"groups": [{"title": "Bones", "concepts": ["sacrum", "femur"]}],
    "left_out": [{"concept": "obturator-nerve", "why": "nobody drew it"}]})",
                                   "inventory.json");
  ASSERT_TRUE(document);
  Faults faults;
  const Inventory inventory = read_inventory(*document, "inventory.json", catalog(), faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_THAT(inventory.groups, SizeIs(1));
  EXPECT_EQ(inventory.groups[0].title, "Bones");
  EXPECT_THAT(inventory.groups[0].concepts, ElementsAre("sacrum", "femur"));
  ASSERT_THAT(inventory.left_out, SizeIs(1));
  EXPECT_EQ(inventory.left_out[0].why, "nobody drew it");
}

TEST(InventoryFile, LeavesOutWhatIsNoConceptAndSaysSo) {
  const auto document = parse_json(R"({"groups": [{"title": "Bones", "concepts": ["sacrum", "femurr"]}],
    "left_out": [{"concept": "tail", "why": "lost"}]})",
                                   "inventory.json");
  ASSERT_TRUE(document);
  Faults faults;
  const Inventory inventory = read_inventory(*document, "inventory.json", catalog(), faults);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_THAT(faults[0].what, HasSubstr("femurr"));
  EXPECT_THAT(faults[1].what, HasSubstr("tail"));
  EXPECT_THAT(inventory.groups[0].concepts, ElementsAre("sacrum"));
  EXPECT_THAT(inventory.left_out, IsEmpty());
}

}  // namespace
}  // namespace palpate
