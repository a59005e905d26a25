// Reading a clinical record: every field arrives where the header says, and what is left out has its usual value.
#include "small_clinic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

class GoodRecord : public testing::Test {
 protected:
  GoodRecord() : library_(clinic_.read()), record_(library_.record("deltoid")) {}
  void SetUp() override {
    ASSERT_NE(record_, nullptr) << clinic_.all_faults();
    ASSERT_EQ(record_->trigger_points.size(), 1u);
    ASSERT_EQ(record_->needling.size(), 1u);
  }
  const TriggerPoint& point() const { return record_->trigger_points.front(); }
  const NeedlingGuide& guide() const { return record_->needling.front(); }

  SmallClinic clinic_;
  ClinicalLibrary library_;
  const MuscleRecord* record_;
};

std::vector<std::pair<std::string, float>> weights(const Place& place) {
  return place.landmarks;
}

TEST_F(GoodRecord, HasNoFault) {
  EXPECT_EQ(clinic_.all_faults(), "");
}

TEST_F(GoodRecord, SaysWhichMuscleItIsAboutAndWhereItStands) {
  EXPECT_EQ(record_->muscle, "deltoid");
  EXPECT_THAT(record_->covers, ElementsAre("deltoid/spinal-part"));
  EXPECT_THAT(record_->file, EndsWith("clinical/muscles/deltoid.json"));
  EXPECT_THAT(record_->no_source, ElementsAre("depth in children"));
}

TEST_F(GoodRecord, Attachments) {
  ASSERT_EQ(record_->attachments.size(), 1u);
  const AttachmentRecord& attachment = record_->attachments.front();
  EXPECT_EQ(attachment.part, "deltoid/spinal-part");
  ASSERT_EQ(attachment.origin.size(), 1u);
  EXPECT_EQ(attachment.origin.front().on, "scapula");
  EXPECT_EQ(attachment.origin.front().text, "Lower lip of the spine");
  ASSERT_EQ(attachment.insertion.size(), 1u);
  EXPECT_EQ(attachment.insertion.front().on, "humerus");
  EXPECT_EQ(attachment.insertion.front().text, "Deltoid tuberosity");
  EXPECT_THAT(attachment.sources, ElementsAre("first-2001-book"));
}

TEST_F(GoodRecord, NerveAndRoots) {
  ASSERT_EQ(record_->innervation.size(), 1u);
  const Innervation& supply = record_->innervation.front();
  EXPECT_EQ(supply.part, "deltoid/spinal-part");
  EXPECT_EQ(supply.nerve, "Axillary nerve");
  EXPECT_EQ(supply.nerve_concept, "axillary-nerve");
  EXPECT_THAT(supply.roots, ElementsAre("C5", "C6"));
  EXPECT_EQ(supply.note, "Round the neck of the humerus.");
  EXPECT_THAT(supply.sources, ElementsAre("first-2001-book"));
}

TEST_F(GoodRecord, Actions) {
  ASSERT_EQ(record_->actions.size(), 1u);
  EXPECT_EQ(record_->actions.front().part, "deltoid/spinal-part");
  EXPECT_EQ(record_->actions.front().text, "Extends the arm.");
  EXPECT_THAT(record_->actions.front().sources, ElementsAre("third-2010-trial"));
}

TEST_F(GoodRecord, TriggerPoint) {
  EXPECT_EQ(point().id, "spinal-1");
  EXPECT_EQ(point().label, "Back part, middle");
  EXPECT_EQ(point().in, "deltoid/spinal-part");
  EXPECT_EQ(point().location.text, "Half way down the back edge.");
  EXPECT_THAT(point().location.sources, ElementsAre("first-2001-book"));
  EXPECT_FLOAT_EQ(point().depth, 0.4f);
  EXPECT_FLOAT_EQ(point().radius_mm, 12.0f);
  ASSERT_EQ(point().symptoms.size(), 1u);
  EXPECT_EQ(point().symptoms.front().text, "Pain on lifting the arm.");
  ASSERT_EQ(point().mistaken_for.size(), 1u);
  EXPECT_EQ(point().mistaken_for.front().what, "A tear of the cuff");
  EXPECT_EQ(point().mistaken_for.front().kind, "joint");
  EXPECT_THAT(point().mistaken_for.front().sources, ElementsAre("third-2010-trial"));
}

TEST_F(GoodRecord, APlaceIsWeightedLandmarksAndAnOffset) {
  EXPECT_THAT(weights(point().place),
              ElementsAre(std::pair("acromial-angle", 2.0f), std::pair("other:acromial-angle", 1.0f)));
  EXPECT_EQ(point().place.offset, glm::vec3(1.0f, -2.5f, 3.0f)) << "lateral, up, front";
  EXPECT_EQ(guide().way.entry.offset, glm::vec3(0.0f)) << "none is given";
}

TEST_F(GoodRecord, ReferredPainIsEssentialAndSpillover) {
  EXPECT_EQ(point().referral_text, "Over the back of the shoulder.");
  EXPECT_THAT(point().referral_sources, ElementsAre("first-2001-book", "third-2010-trial"));
  ASSERT_EQ(point().zones.size(), 2u);
  const ReferralZone &essential = point().zones[0], &spillover = point().zones[1];
  EXPECT_TRUE(essential.essential);
  EXPECT_THAT(essential.regions, ElementsAre("deltoid-region"));
  EXPECT_EQ(essential.side, ZoneSide::other);
  EXPECT_FALSE(spillover.essential);
  EXPECT_THAT(spillover.regions, ElementsAre("scapular-region"));
  EXPECT_EQ(spillover.side, ZoneSide::same) << "unless another is said";
  ASSERT_EQ(spillover.strokes.size(), 1u);
  ASSERT_EQ(spillover.strokes.front().size(), 2u);
  EXPECT_FLOAT_EQ(spillover.strokes.front()[0].radius_mm, 20.0f);
  EXPECT_FLOAT_EQ(spillover.strokes.front()[1].radius_mm, 21.0f);
  EXPECT_THAT(weights(spillover.strokes.front()[1].place), ElementsAre(std::pair("vertex", 1.0f)));
}

TEST_F(GoodRecord, HowSureLocationAndReferralAre) {
  EXPECT_EQ(point().location_claim.grade, Grade::limited);
  EXPECT_EQ(point().location_claim.text, "One study.");
  EXPECT_THAT(point().location_claim.sources, ElementsAre("third-2010-trial"));
  EXPECT_EQ(point().referral_claim.grade, Grade::expert_consensus);
  EXPECT_EQ(point().referral_claim.text, "Textbooks agree.");
}

TEST_F(GoodRecord, NeedlingInWords) {
  EXPECT_THAT(guide().zones, ElementsAre("spinal-1"));
  EXPECT_EQ(guide().title, "The whole back");
  EXPECT_EQ(guide().position.text, "Lying on the front.");
  EXPECT_EQ(guide().palpation.text, "Flat palpation.");
  EXPECT_EQ(guide().technique.text, "Slow and perpendicular.");
  EXPECT_THAT(guide().technique.sources, ElementsAre("third-2010-trial"));
  EXPECT_EQ(guide().way.entry_text, "Over the taut band.");
  EXPECT_THAT(guide().way.entry_sources, ElementsAre("first-2001-book"));
  EXPECT_EQ(guide().way.direction_text, "Towards the bone.");
  EXPECT_THAT(guide().way.direction_sources, ElementsAre("first-2001-book"));
  ASSERT_EQ(guide().precautions.size(), 1u);
  EXPECT_EQ(guide().precautions.front().text, "Keep clear of the nerve.");
  ASSERT_EQ(guide().disagreements.size(), 1u);
  EXPECT_EQ(guide().disagreements.front().about, "the length");
  EXPECT_EQ(guide().disagreements.front().views.back().text, "Long.");
}

TEST_F(GoodRecord, NeedlingInNumbers) {
  EXPECT_FLOAT_EQ(guide().length_mm.low, 30.0f);
  EXPECT_FLOAT_EQ(guide().length_mm.high, 50.0f);
  EXPECT_FLOAT_EQ(guide().diameter_mm.low, 0.2f);
  EXPECT_FLOAT_EQ(guide().diameter_mm.high, 0.3f);
  EXPECT_THAT(guide().needle_sources, ElementsAre("third-2010-trial"));
  EXPECT_THAT(weights(guide().way.entry), ElementsAre(std::pair("acromial-angle", 1.0f)));
  EXPECT_FLOAT_EQ(guide().way.entry_radius_mm, 11.0f);
  ASSERT_TRUE(guide().way.towards);
  EXPECT_THAT(weights(*guide().way.towards), ElementsAre(std::pair("vertex", 1.0f)));
  EXPECT_FALSE(guide().way.axis);
  EXPECT_FLOAT_EQ(guide().way.spread_deg, 15.0f);
}

TEST_F(GoodRecord, DepthIsARangeAndWhatItDependsOn) {
  EXPECT_EQ(guide().depth_text, "It depends on the layer of fat.");
  ASSERT_TRUE(guide().depth_mm);
  EXPECT_FLOAT_EQ(guide().depth_mm->low, 5.0f);
  EXPECT_FLOAT_EQ(guide().depth_mm->high, 20.0f);
  ASSERT_TRUE(guide().depth_limit_mm);
  EXPECT_FLOAT_EQ(*guide().depth_limit_mm, 22.0f);
  EXPECT_EQ(guide().depth_limit_of, "The capsule in slim adults");
  EXPECT_THAT(guide().depth_depends_on, ElementsAre("fat", "muscle"));
  EXPECT_THAT(guide().depth_sources, ElementsAre("third-2010-trial"));
}

TEST_F(GoodRecord, Hazards) {
  ASSERT_EQ(guide().hazards.size(), 1u);
  const Hazard& hazard = guide().hazards.front();
  EXPECT_EQ(hazard.structure, "axillary-nerve");
  EXPECT_EQ(hazard.side, Hazard::Where::both);
  EXPECT_EQ(hazard.severity, Hazard::Severity::life_threatening);
  EXPECT_EQ(hazard.reason, "It lies close.");
  EXPECT_THAT(hazard.sources, ElementsAre("first-2001-book"));
}

TEST_F(GoodRecord, PatientEvidenceAndDisagreements) {
  EXPECT_EQ(record_->patient.text, "A sore spot in the shoulder.");
  EXPECT_THAT(record_->patient.sources, ElementsAre("first-2001-book"));
  ASSERT_EQ(record_->evidence.size(), 3u);
  EXPECT_EQ(record_->evidence[0].question, Evidence::Question::effect);
  EXPECT_EQ(record_->evidence[0].grade, Grade::moderate);
  EXPECT_EQ(record_->evidence[1].question, Evidence::Question::mechanism);
  EXPECT_EQ(record_->evidence[1].grade, Grade::unknown);
  EXPECT_EQ(record_->evidence[2].question, Evidence::Question::alternatives);
  EXPECT_EQ(record_->evidence[2].grade, Grade::disputed);
  EXPECT_EQ(record_->evidence[2].text, "Opinions differ.");
  ASSERT_EQ(record_->disagreements.size(), 1u);
  EXPECT_EQ(record_->disagreements.front().about, "the name");
  EXPECT_THAT(record_->disagreements.front().views.front().sources, ElementsAre("first-2001-book"));
}

TEST_F(GoodRecord, ItsSourcesAreReadWhole) {
  ASSERT_EQ(library_.sources().size(), 2u);
  const Source* book = library_.source("first-2001-book");
  const Source* trial = library_.source("third-2010-trial");
  ASSERT_TRUE(book != nullptr && trial != nullptr);
  EXPECT_EQ(book->authors, "First A, Second B");
  EXPECT_EQ(book->year, 2001);
  EXPECT_EQ(book->title, "A book");
  EXPECT_EQ(book->published_in, "Publisher");
  EXPECT_EQ(book->isbn, "978-0");
  EXPECT_EQ(book->type, "textbook");
  EXPECT_EQ(book->read, "textbook-knowledge");
  EXPECT_EQ(book->note, "A note.");
  EXPECT_EQ(trial->doi, "10.1000/182");
  EXPECT_EQ(trial->pmid, "123");
  EXPECT_EQ(trial->pmcid, "PMC9");
  EXPECT_EQ(trial->url, "https://example.org");
}

struct ReadAs {
  std::string name, old, now;
  int expected;
  friend std::ostream& operator<<(std::ostream& out, const ReadAs& as) { return out << as.now; }
};
class OneWord : public testing::TestWithParam<ReadAs> {
 protected:
  MuscleRecord read() {
    clinic_.write("deltoid.json", changed(good_record(), GetParam().old, GetParam().now));
    const ClinicalLibrary library = clinic_.read();
    EXPECT_EQ(clinic_.all_faults(), "");
    return library.records().empty() ? MuscleRecord() : library.records().front();
  }
  SmallClinic clinic_;
};
std::string name_of_case(const testing::TestParamInfo<ReadAs>& tested) {
  return tested.param.name;
}

class SideOfAZone : public OneWord {};
TEST_P(SideOfAZone, IsReadByItsWord) {
  const MuscleRecord record = read();
  ASSERT_FALSE(record.trigger_points.empty());
  EXPECT_EQ(static_cast<int>(record.trigger_points.front().zones.front().side), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Record, SideOfAZone,
    testing::Values(ReadAs{"Middle", R"("side": "other",)", R"("side": "middle",)", static_cast<int>(ZoneSide::middle)},
                    ReadAs{"Same", R"("side": "other",)", R"("side": "same",)", static_cast<int>(ZoneSide::same)},
                    ReadAs{"LeftOut", R"("side": "other",)", "", static_cast<int>(ZoneSide::same)}),
    name_of_case);

class SideOfAHazard : public OneWord {};
TEST_P(SideOfAHazard, IsReadByItsWord) {
  const MuscleRecord record = read();
  ASSERT_FALSE(record.needling.empty());
  EXPECT_EQ(static_cast<int>(record.needling.front().hazards.front().side), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Record, SideOfAHazard,
    testing::Values(ReadAs{"Other", R"("side": "both")", R"("side": "other")", static_cast<int>(Hazard::Where::other)},
                    ReadAs{"Same", R"("side": "both")", R"("side": "same")", static_cast<int>(Hazard::Where::same)},
                    ReadAs{"LeftOut", R"("side": "both",)", "", static_cast<int>(Hazard::Where::same)}),
    name_of_case);

class SeverityOfAHazard : public OneWord {};
TEST_P(SeverityOfAHazard, IsReadByItsWord) {
  const MuscleRecord record = read();
  ASSERT_FALSE(record.needling.empty());
  EXPECT_EQ(static_cast<int>(record.needling.front().hazards.front().severity), GetParam().expected);
}
constexpr const char* severity = R"("severity": "life-threatening",)";
INSTANTIATE_TEST_SUITE_P(Record, SeverityOfAHazard,
                         testing::Values(ReadAs{"Minor", severity, R"("severity": "minor",)",
                                                static_cast<int>(Hazard::Severity::minor)},
                                         ReadAs{"Serious", severity, R"("severity": "serious",)",
                                                static_cast<int>(Hazard::Severity::serious)},
                                         ReadAs{"LeftOut", severity, "", static_cast<int>(Hazard::Severity::serious)}),
                         name_of_case);

TEST(Record, ADirectionMayBeAnAxis) {
  SmallClinic clinic;
  clinic.write("deltoid.json", changed(good_record(), R"("towards": {"landmarks": {"vertex": 1}})",
                                       R"("axis": {"lateral": -1, "front": 0.5})"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.all_faults(), "");
  const NeedlingGuide& guide = library.records().front().needling.front();
  EXPECT_FALSE(guide.way.towards);
  ASSERT_TRUE(guide.way.axis);
  EXPECT_EQ(*guide.way.axis, glm::vec3(-1.0f, 0.0f, 0.5f));
}

TEST(Record, ANeedleMayEnterOverItsZone) {
  SmallClinic clinic;
  std::string text = changed(good_record(), R"("place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 11)",
                             R"("over_zone": true, "radius_mm": 11)");
  text = changed(text, R"("towards": {"landmarks": {"vertex": 1}})", R"("axis": {"front": 1})");
  clinic.write("deltoid.json", text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.all_faults(), "");
  const NeedleWay& way = library.records().front().needling.front().way;
  EXPECT_TRUE(way.over_zone);
  EXPECT_TRUE(way.entry.landmarks.empty());
}

TEST(Record, AZoneMayHaveAWayOfItsOwnAndAMuscleBeLifted) {
  SmallClinic clinic;
  clinic.write("deltoid.json", changed(good_record(), R"("depth": {"text": "It depends)", R"("grip": "pincer",
   "other_ways": [{"zones": ["spinal-1"],
     "entry": {"text": "Higher up.", "place": {"landmarks": {"vertex": 1}}, "radius_mm": 5, "sources": ["first-2001-book"]},
     "direction": {"text": "Down.", "axis": {"up": -1}, "sources": ["first-2001-book"]}}],
   "depth": {"text": "It depends)"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.all_faults(), "");
  const NeedlingGuide& guide = library.records().front().needling.front();
  EXPECT_EQ(guide.grip, NeedlingGuide::Grip::pincer);
  EXPECT_EQ(guide.way_to("spinal-1").entry_text, "Higher up.");
  EXPECT_EQ(*guide.way_to("spinal-1").axis, glm::vec3(0.0f, -1.0f, 0.0f));
  EXPECT_EQ(guide.way_to("another").entry_text, "Over the taut band.");
}

TEST(Record, ADepthWithoutPublishedNumbersHasNone) {
  SmallClinic clinic;
  std::string text = changed(good_record(), R"("range_mm": [5, 20],)", "");
  text = changed(text, R"("limit_mm": 22, "limit_of": "The capsule in slim adults",)", "");
  clinic.write("deltoid.json", text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.all_faults(), "");
  const NeedlingGuide& guide = library.records().front().needling.front();
  EXPECT_FALSE(guide.depth_mm);
  EXPECT_FALSE(guide.depth_limit_mm);
}

TEST(Record, WhatIsNotSaidHasItsUsualValue) {
  SmallClinic clinic;
  std::string text = changed(good_record(), R"(, "depth": 0.4})", "}");
  text = changed(text, R"("kind": "joint", )", "");
  text = changed(text, R"("spread_deg": 15, )", "");
  text = changed(text, R"("palpation": {"text": "Flat palpation.", "sources": ["first-2001-book"]},)", "");
  text = changed(text, R"("title": "The whole back",)", "");
  clinic.write("deltoid.json", text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.all_faults(), "");
  const MuscleRecord& record = library.records().front();
  EXPECT_FLOAT_EQ(record.trigger_points.front().depth, 0.5f) << "the middle of the muscle";
  EXPECT_EQ(record.trigger_points.front().mistaken_for.front().kind, "other");
  EXPECT_FLOAT_EQ(record.needling.front().way.spread_deg, 10.0f);
  EXPECT_EQ(record.needling.front().palpation.text, "");
  EXPECT_EQ(record.needling.front().title, "");
}

TEST(Grades, ComeFromTheirWordsAndHaveALabel) {
  const std::vector<std::pair<std::string, Grade>> all = {
      {"strong", Grade::strong},     {"moderate", Grade::moderate},
      {"limited", Grade::limited},   {"expert-consensus", Grade::expert_consensus},
      {"disputed", Grade::disputed}, {"unknown", Grade::unknown}};
  for (const auto& [key, grade] : all) EXPECT_EQ(grade_from(key), grade) << key;
  EXPECT_FALSE(grade_from("certain"));
  EXPECT_FALSE(grade_from(""));
  EXPECT_EQ(label_of(Grade::expert_consensus), "expert consensus");
  EXPECT_EQ(label_of(Grade::unknown), "not known");
}

TEST(Questions, AreAskedInWords) {
  for (const auto question :
       {Evidence::Question::effect, Evidence::Question::mechanism, Evidence::Question::alternatives})
    EXPECT_THAT(std::string(label_of(question)), EndsWith("?"));
  EXPECT_NE(label_of(Evidence::Question::effect), label_of(Evidence::Question::mechanism));
}

TEST(RecordLookup, FindsTriggerPointsAndTheirGuides) {
  MuscleRecord record;
  for (const char* id : {"a", "b", "c"}) {
    TriggerPoint point;
    point.id = id;
    record.trigger_points.push_back(point);
  }
  NeedlingGuide both, one;
  both.zones = {"a", "b"};
  one.zones = {"b"};
  record.needling = {both, one};
  ASSERT_NE(record.find("b"), nullptr);
  EXPECT_EQ(record.find("b")->id, "b");
  EXPECT_EQ(record.find("d"), nullptr);
  EXPECT_THAT(record.guides_for("a"), ElementsAre(&record.needling[0]));
  EXPECT_THAT(record.guides_for("b"), ElementsAre(&record.needling[0], &record.needling[1]));
  EXPECT_THAT(record.guides_for("c"), IsEmpty());
}

}  // namespace
}  // namespace palpate::test
