// The shipped clinical records: every muscle that is promised, every block filled and sourced, every reference there,
// the lung named wherever it is near.
#include "shipped.h"

#include <palpate/base/text.h>
#include <palpate/clinical/check.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::IsEmpty;
using testing::Not;

class PromisedMuscle : public testing::TestWithParam<const char*> {};

TEST_P(PromisedMuscle, HasARecordThatHoldsOnBothSides) {
  const ConceptId id = concepts().find(GetParam());
  ASSERT_TRUE(id.valid()) << GetParam();
  EXPECT_TRUE(concepts()[id].sided) << "there is a left and a right one";
  const MuscleRecord* record = program_data().library.about(GetParam());
  ASSERT_NE(record, nullptr);
  EXPECT_THAT(record->trigger_points, Not(IsEmpty()));
  // Every landmark of a trigger point is somewhere on both sides.
  for (const TriggerPoint& point : record->trigger_points) {
    for (const auto& [name, weight] : point.place.landmarks) {
      const std::string plain = name.rfind("other:", 0) == 0 ? name.substr(6) : name;
      for (const Side side : {Side::right, Side::left})
        EXPECT_TRUE(program_data().anatomy.landmarks.position(plain, side)) << name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Data, PromisedMuscle,
    testing::Values("trapezius", "trapezius/descending-part", "trapezius/transverse-part", "trapezius/ascending-part",
                    "sternocleidomastoid", "splenius-capitis", "levator-scapulae", "scalene-muscles",
                    "scalenus-anterior", "scalenus-medius", "scalenus-posterior", "suboccipital-muscles", "masseter",
                    "temporalis", "supraspinatus", "infraspinatus", "teres-minor", "teres-major", "subscapularis",
                    "deltoid", "rhomboid-major", "rhomboid-minor", "serratus-anterior", "latissimus-dorsi",
                    "pectoralis-major", "pectoralis-minor", "biceps-brachii", "triceps-brachii", "brachioradialis",
                    "extensor-carpi-radialis-longus", "extensor-digitorum", "supinator", "pronator-teres",
                    "iliocostalis", "longissimus-thoracis", "multifidus-lumborum", "quadratus-lumborum", "psoas-major",
                    "iliacus", "gluteus-maximus", "gluteus-medius", "gluteus-minimus", "piriformis",
                    "tensor-fasciae-latae", "rectus-femoris", "vastus-lateralis", "vastus-medialis", "biceps-femoris",
                    "gastrocnemius", "soleus", "tibialis-anterior", "fibularis-longus"),
    [](const auto& tested) {
      std::string name = tested.param;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
      return name;
    });

TEST(Records, Are255AndTheTrapeziusHasTriggerPointsInAllThreeParts) {
  EXPECT_EQ(records().size(), 255u);
  for (const char* part : {"trapezius/descending-part", "trapezius/transverse-part", "trapezius/ascending-part"})
    EXPECT_THAT(program_data().library.trigger_points_in(part), Not(IsEmpty())) << part;
}

TEST(Records, SpeakOfEveryMuscleOfTheCatalogue) {
  const ClinicalCoverage coverage = clinical_coverage(program_data().library, concepts());
  EXPECT_THAT(coverage.muscles_without_record, IsEmpty());
  EXPECT_GE(coverage.trigger_points, 250u);
}

// A muscle without a described pattern is anatomy alone, and says so.
bool is_anatomy_alone(const MuscleRecord& record) {
  return record.trigger_points.empty();
}

TEST(Records, HaveEveryBlockFilled) {
  for (const MuscleRecord& record : records()) {
    SCOPED_TRACE(record.muscle);
    EXPECT_THAT(record.attachments, Not(IsEmpty()));
    EXPECT_THAT(record.innervation, Not(IsEmpty()));
    EXPECT_THAT(record.actions, Not(IsEmpty()));
    EXPECT_THAT(record.no_source, Not(IsEmpty())) << "what was looked for and not found";
    for (const Innervation& supply : record.innervation)
      EXPECT_TRUE(!supply.roots.empty() || !supply.note.empty()) << supply.nerve << ": no roots, and no word why";
    if (is_anatomy_alone(record)) {
      EXPECT_THAT(record.needling, IsEmpty());
      continue;
    }
    EXPECT_THAT(record.evidence, Not(IsEmpty()));
    EXPECT_THAT(record.disagreements, Not(IsEmpty()));
    EXPECT_GT(record.patient.text.size(), 80u);
    for (const Innervation& supply : record.innervation) EXPECT_NE(supply.nerve_concept, "") << supply.nerve;
    for (const auto question :
         {Evidence::Question::effect, Evidence::Question::mechanism, Evidence::Question::alternatives})
      EXPECT_TRUE(std::any_of(record.evidence.begin(), record.evidence.end(), [&](const Evidence& e) {
        return e.question == question;
      })) << label_of(question);
  }
}

TEST(Records, HaveTriggerPointsWithEverythingASeekerNeeds) {
  for (const MuscleRecord& record : records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      SCOPED_TRACE(record.muscle + " " + point.id);
      EXPECT_GT(point.location.text.size(), 30u) << "words that a palpating hand can follow";
      EXPECT_GT(point.referral_text.size(), 10u);
      EXPECT_THAT(point.symptoms, Not(IsEmpty()));
      EXPECT_THAT(point.mistaken_for, Not(IsEmpty()));
      EXPECT_NE(point.location_claim.text, "");
      EXPECT_NE(point.referral_claim.text, "");
      EXPECT_TRUE(
          std::any_of(point.zones.begin(), point.zones.end(), [](const ReferralZone& z) { return z.essential; }));
      EXPECT_TRUE(point.in == record.muscle || point.in.rfind(record.muscle + "/", 0) == 0 ||
                  std::count(record.covers.begin(), record.covers.end(), point.in) == 1)
          << point.in << " is not of this muscle";
    }
  }
}

TEST(Records, GuideTheNeedleOrSayThatNobodyDoes) {
  std::size_t without = 0;
  for (const MuscleRecord& record : records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      SCOPED_TRACE(record.muscle + " " + point.id);
      EXPECT_EQ(record.guides_for(point.id).empty(), !point.no_needling.empty());
      if (point.no_needling.empty()) continue;
      ++without;
      EXPECT_GT(point.no_needling.size(), 40u) << "why";
      EXPECT_THAT(record.no_source, Not(IsEmpty()));
    }
  }
  EXPECT_EQ(without, 33u) << "any other one is forgotten";
}

TEST(Records, SayWhatADepthDependsOnAndWhatLimitsIt) {
  for (const MuscleRecord& record : records()) {
    for (const NeedlingGuide& guide : record.needling) {
      SCOPED_TRACE(record.muscle + " " + guide.title);
      EXPECT_GT(guide.depth_text.size(), 30u);
      EXPECT_THAT(guide.depth_depends_on, Not(IsEmpty()));
      EXPECT_EQ(guide.depth_limit_mm.has_value(), !guide.depth_limit_of.empty());
      if (guide.depth_mm) {
        EXPECT_LT(guide.depth_mm->low, guide.depth_mm->high) << "a range, not a number";
      }
      EXPECT_GT(guide.length_mm.high, 0.0f);
      EXPECT_LE(guide.length_mm.high, 150.0f);
      EXPECT_THAT(guide.hazards, Not(IsEmpty()));
      EXPECT_THAT(guide.precautions, Not(IsEmpty()));
      EXPECT_NE(guide.position.text, "");
      EXPECT_NE(guide.technique.text, "");
    }
  }
}

TEST(Records, NerveOfAMuscleIsANerve) {
  for (const MuscleRecord& record : records()) {
    for (const Innervation& supply : record.innervation) {
      // The catalogue has no concept for a few plexuses of the throat.
      if (supply.nerve_concept.empty() && is_anatomy_alone(record)) continue;
      const ConceptId id = concepts().find(supply.nerve_concept);
      ASSERT_TRUE(id.valid()) << record.muscle << ": " << supply.nerve_concept;
      EXPECT_EQ(concepts()[id].system, System::nerves) << record.muscle << ": " << supply.nerve_concept;
    }
  }
}

TEST(Records, HazardsExistAndAreNoMuscleOfItsOwn) {
  for (const MuscleRecord& record : records()) {
    for (const NeedlingGuide& guide : record.needling) {
      for (const Hazard& hazard : guide.hazards) {
        EXPECT_TRUE(concepts().find(hazard.structure).valid()) << record.muscle << ": " << hazard.structure;
        EXPECT_NE(hazard.structure, record.muscle);
        EXPECT_GT(hazard.reason.size(), 5u) << record.muscle << ": " << hazard.structure;
      }
    }
  }
}

bool names(const NeedlingGuide& guide, const std::string& structure) {
  return std::any_of(guide.hazards.begin(), guide.hazards.end(), [&](const Hazard& hazard) {
    return hazard.structure == structure || hazard.structure.rfind(structure + "/", 0) == 0;
  });
}

class NearTheLung : public testing::TestWithParam<const char*> {};
TEST_P(NearTheLung, NamesThePleuraWithEveryNeedleAndTheLung) {
  const MuscleRecord* record = program_data().library.record(GetParam());
  ASSERT_NE(record, nullptr);
  for (const NeedlingGuide& guide : record->needling)
    EXPECT_TRUE(names(guide, "pleura")) << guide.title << " for " << guide.zones.front();
  EXPECT_TRUE(std::any_of(record->needling.begin(), record->needling.end(),
                          [](const NeedlingGuide& guide) { return names(guide, "lung"); }));
}
INSTANTIATE_TEST_SUITE_P(Data, NearTheLung,
                         testing::Values("trapezius", "scalene-muscles", "levator-scapulae", "rhomboid-major",
                                         "supraspinatus", "infraspinatus", "teres-major", "teres-minor",
                                         "serratus-anterior", "pectoralis-major", "pectoralis-minor",
                                         "latissimus-dorsi", "iliocostalis", "longissimus-thoracis", "subscapularis",
                                         "quadratus-lumborum", "rhomboid-minor", "serratus-posterior-superior",
                                         "serratus-posterior-inferior", "subclavius", "external-intercostals",
                                         "diaphragm", "multifidus-thoracis", "semispinalis-thoracis",
                                         "rotatores-thoracis"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Records, WhatCanKillIsSaidToBeLifeThreatening) {
  const std::set<std::string> deadly = {"lung",
                                        "pleura",
                                        "heart",
                                        "pericardium",
                                        "spinal-cord",
                                        "medulla-oblongata",
                                        "common-carotid-artery",
                                        "vertebral-artery"};
  std::size_t found = 0;
  for (const MuscleRecord& record : records()) {
    for (const NeedlingGuide& guide : record.needling) {
      for (const Hazard& hazard : guide.hazards) {
        if (deadly.count(hazard.structure) == 0) continue;
        ++found;
        EXPECT_EQ(hazard.severity, Hazard::Severity::life_threatening) << record.muscle << ": " << hazard.structure;
      }
    }
  }
  EXPECT_GT(found, 60u);
}

TEST(Records, ReferralZonesLieOnTheSkin) {
  for (const MuscleRecord& record : records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      for (const ReferralZone& zone : point.zones) {
        for (const std::string& region : zone.regions) {
          const ConceptId id = concepts().find(region);
          ASSERT_TRUE(id.valid()) << record.muscle << ": " << region;
          EXPECT_EQ(concepts()[id].system, System::skin_regions) << record.muscle << ": " << region;
        }
      }
    }
  }
}

TEST(Sources, AreAllCitedAndAllThatAreCitedExist) {
  std::set<std::string> cited;
  for (const ShippedFile& file : shipped("clinical")) {
    for_each_text(file.json, [&](const std::string& member, const std::string& text, int line) {
      if (member != "sources") return;
      cited.insert(text);
      EXPECT_NE(program_data().library.source(text), nullptr) << file.name << ":" << line << ": " << text;
    });
  }
  for (const Source& source : program_data().library.sources())
    EXPECT_EQ(cited.count(source.key), 1u) << source.key << " is cited by nobody";
}

TEST(Sources, CanBeFoundAgainOrSayWhyNot) {
  for (const Source& source : program_data().library.sources()) {
    EXPECT_TRUE(!source.doi.empty() || !source.pmid.empty() || !source.isbn.empty() || !source.url.empty() ||
                !source.published_in.empty() || !source.pmcid.empty() || !source.note.empty())
        << source.key;
    // One that what was read does not date says so.
    const bool undated = source.year == 0 && !source.note.empty();
    EXPECT_TRUE(undated || (source.year >= 1900 && source.year <= 2030)) << source.key;
    EXPECT_NE(label_of_type(source.type), source.type) << "a type that has words for people";
    EXPECT_NE(label_of_reading(source.read), source.read);
  }
}

TEST(Sources, NoTwoAreTheSamePublication) {
  std::set<std::string> dois, pmids, titles;
  for (const Source& source : program_data().library.sources()) {
    EXPECT_TRUE(titles.insert(fold(source.title) + " " + std::to_string(source.year)).second)
        << source.key << ": " << source.title;
    if (!source.doi.empty()) {
      EXPECT_TRUE(dois.insert(source.doi).second) << source.key << ": " << source.doi;
    }
    if (!source.pmid.empty()) {
      EXPECT_TRUE(pmids.insert(source.pmid).second) << source.key << ": " << source.pmid;
    }
  }
}

TEST(Data, TheProgramsOwnCheckFindsNoErrorAndWarnsOfNothing) {
  Faults faults;
  check_schemas(program_data().assets, faults);
  check_content(program_data().library, program_data().areas, program_data().before_needle, faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
}

}  // namespace
}  // namespace palpate::test
