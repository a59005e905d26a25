// The shipped list before the needle: every source exists and was read, and no place of the body is left without
// contraindications, hygiene and what to do in an emergency.
#include "shipped.h"

#include <palpate/base/text.h>
#include <palpate/clinical/checklist_page.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace palpate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const BeforeNeedle& before() {
  return program_data().before_needle;
}

TEST(BeforeNeedleData, CitesOnlySourcesThatAreThere) {
  EXPECT_GE(before().items.size(), 60u);
  EXPECT_GE(before().disagreements.size(), 15u);
  EXPECT_THAT(before().no_source, Not(IsEmpty()));
  const auto expect_cited = [](const SourceKeys& sources, const std::string& id) {
    EXPECT_THAT(sources, Not(IsEmpty())) << id;
    for (const std::string& key : sources) EXPECT_NE(program_data().library.source(key), nullptr) << id << ": " << key;
  };
  for (const NeedleItem& item : before().items) expect_cited(item.sources, item.id);
  for (const NeedleDisagreement& disagreement : before().disagreements) {
    for (const Statement& view : disagreement.said.views) expect_cited(view.sources, disagreement.id);
  }
}

TEST(BeforeNeedleData, EveryRegionHasContraindicationsConsentHygieneAndEmergency) {
  for (const Region region : all_regions()) {
    std::set<NeedleItem::Kind> kinds;
    for (const NeedleItem* item : before().items_for(region, nullptr)) kinds.insert(item->kind);
    EXPECT_EQ(kinds.size(), NeedleItem::kind_count) << label_of(region) << ": every kind has something to say";
  }
}

TEST(BeforeNeedleData, WhereTheLungIsNearThePneumothoraxIsNamed) {
  for (const Region region : {Region::neck, Region::shoulder, Region::chest, Region::back}) {
    std::set<NeedleItem::Kind> named;
    for (const NeedleItem* item : before().items_for(region, nullptr)) {
      if (fold(item->text).find("pneumothorax") != std::string::npos) named.insert(item->kind);
    }
    for (const auto kind : {NeedleItem::Kind::consent, NeedleItem::Kind::contraindication_relative,
                            NeedleItem::Kind::technique, NeedleItem::Kind::emergency})
      EXPECT_EQ(named.count(kind), 1u) << label_of(region) << ": " << label_of(kind);
  }
}

TEST(BeforeNeedleData, EveryMuscleGetsAListThatBeginsWithReasonsNotToNeedle) {
  for (const MuscleRecord& record : records()) {
    const ConceptId id = concepts().find(record.muscle);
    ASSERT_TRUE(id.valid()) << record.muscle;
    const Checklist list = checklist_for(before(), concepts()[id].region, &record);
    ASSERT_THAT(list.sections, Not(IsEmpty()));
    EXPECT_EQ(list.sections.front().title, "Reasons not to needle") << record.muscle;
    EXPECT_TRUE(list.sections.back().emergency) << record.muscle;
    std::set<std::string> ids;
    for (const ChecklistSection& section : list.sections) {
      for (const ChecklistLine& line : section.lines)
        EXPECT_TRUE(ids.insert(line.id).second) << record.muscle << ": " << line.id << " twice";
    }
  }
}

TEST(BeforeNeedleData, TextsAreShort) {
  for (const NeedleItem& item : before().items) EXPECT_LT(item.text.size(), 260u) << item.id;
}

}  // namespace
}  // namespace palpate::test
