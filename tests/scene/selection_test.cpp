// What a session's selection names: a structure or a concept, with or without a side.
#include "draw_list_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::manikin;

Session selecting(const std::string& key) {
  Session session;
  session.selected = key;
  return session;
}

std::string concept_key(const SelectedConcept& selected) {
  return selected.id.valid() ? test::program_data().anatomy.concepts[selected.id].key : std::string();
}

SelectedConcept concept_of(const std::string& key) {
  return selected_concept(selecting(key), manikin().body, test::program_data().anatomy.concepts);
}

std::vector<std::string> structures_of(const std::string& key) {
  std::vector<std::string> keys;
  for (const StructureId id :
       selected_structures(selecting(key), manikin().body, test::program_data().anatomy.concepts))
    keys.push_back(manikin().body[id].key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

struct SelectionCase {
  const char* selected;
  const char* concept_key;
  Side side;
  std::vector<std::string> structures;
};
class Selection : public testing::TestWithParam<SelectionCase> {};

TEST_P(Selection, NamesAConceptASideAndStructures) {
  const SelectedConcept found = concept_of(GetParam().selected);
  EXPECT_EQ(concept_key(found), GetParam().concept_key);
  EXPECT_EQ(found.side, GetParam().side);
  EXPECT_EQ(structures_of(GetParam().selected), GetParam().structures);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Selection,
    testing::Values(SelectionCase{"", "", Side::none, {}}, SelectionCase{"no-such-thing.left", "", Side::left, {}},
                    SelectionCase{"humerus.left", "humerus", Side::left, {"humerus.left"}},
                    SelectionCase{"humerus", "humerus", Side::none, {"humerus.left", "humerus.right"}},
                    SelectionCase{"skin", "skin", Side::none, {"skin"}},
                    // A whole stands for the parts that this body has.
                    SelectionCase{
                        "biceps-brachii.right", "biceps-brachii", Side::right, {"biceps-brachii/long-head.right"}},
                    // A concept of which this body has nothing is still a selection: pages work without a body.
                    SelectionCase{"piriformis.right", "piriformis", Side::right, {}}));

TEST(Selection, OfAPatchIsThePatchAlone) {
  std::string patch;
  for (const Structure& s : manikin().body.structures()) {
    if (s.kind == Kind::attachment && s.side == Side::right) patch = s.key;
  }
  ASSERT_FALSE(patch.empty());
  EXPECT_EQ(structures_of(patch), std::vector<std::string>{patch});
  EXPECT_EQ(concept_of(patch).side, Side::right);
}

TEST(Selection, OfEveryStructureIsItself) {
  for (const Structure& s : manikin().body.structures()) {
    EXPECT_EQ(structures_of(s.key), std::vector<std::string>{s.key});
    EXPECT_EQ(concept_of(s.key).id, s.concept_id) << s.key;
  }
}

}  // namespace
}  // namespace palpate
