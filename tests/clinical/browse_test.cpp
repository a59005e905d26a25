// Browsing the library by what the records say.
#include "small_clinic.h"

#include <palpate/clinical/browse.h>

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

class Browse : public testing::Test {
 protected:
  Browse() : library(clinic.read()) {}
  [[nodiscard]] Fit fit(const std::string& folded, const std::string& muscle = "deltoid") const {
    return fit_of(clinic.concepts[clinic.concepts.find(muscle)], folded, library, clinic.concepts);
  }
  SmallClinic clinic;
  ClinicalLibrary library;
};

TEST_F(Browse, NothingTypedFitsEveryMuscle) {
  EXPECT_EQ(fit(""), Fit::name);
  EXPECT_EQ(fit("", "teres-major"), Fit::name);
}

TEST_F(Browse, ANameComesBeforeEverythingElse) {
  EXPECT_EQ(fit("delt"), Fit::name);
}

TEST_F(Browse, ARootFitsToTheLetter) {
  EXPECT_EQ(fit("c5"), Fit::root);
  EXPECT_NE(fit("c"), Fit::root) << "a part of a root is no root";
  EXPECT_EQ(fit("c7"), Fit::none);
}

TEST_F(Browse, NerveActionPainAndEvidenceAreFound) {
  EXPECT_EQ(fit("axillary"), Fit::nerve);
  EXPECT_EQ(fit("extends"), Fit::action);
  EXPECT_EQ(fit("scapular region"), Fit::pain);
  EXPECT_EQ(fit("moderate"), Fit::evidence);
}

// The record says "Extends the arm."; its action names the movement by its id.
TEST_F(Browse, AnActionIsFoundByTheStandardTermOfItsMovement) {
  for (const char* term : {"extension of the shoulder", "shoulder extension", "extension of", "shoulder ext"})
    EXPECT_EQ(fit(term), Fit::action) << term;
  EXPECT_EQ(fit("shoulder flexion"), Fit::none) << "what it does not do is no reason";
  EXPECT_EQ(fit("swallowing"), Fit::none);
  EXPECT_EQ(fit("shoulder extension", "teres-major"), Fit::none);
}

TEST_F(Browse, AMovementThatIsNotInTheListFindsNothing) {
  clinic.write("deltoid.json", changed(good_record(), R"(["shoulder.extension"])", R"(["shoulder.circumduction"])"));
  library = clinic.read();
  EXPECT_EQ(fit("circumduction"), Fit::none);
  EXPECT_EQ(fit("extends"), Fit::action) << "its sentence still does";
}

TEST_F(Browse, WhatANeedleMustNotMeetIsFound) {
  clinic.write("deltoid.json",
               changed(good_record(), "\"structure\": \"axillary-nerve\"", "\"structure\": \"humerus\""));
  library = clinic.read();
  EXPECT_EQ(fit("humerus"), Fit::hazard);
}

TEST_F(Browse, AMuscleWithoutARecordFitsByItsNameOnly) {
  EXPECT_EQ(fit("teres", "teres-major"), Fit::name);
  EXPECT_EQ(fit("axillary", "teres-major"), Fit::none);
}

TEST_F(Browse, WhyItFitsIsSaidInAWord) {
  EXPECT_EQ(label_of(Fit::name), "");
  EXPECT_EQ(label_of(Fit::root), "root");
  EXPECT_EQ(label_of(Fit::hazard), "hazard");
}

}  // namespace
}  // namespace palpate::test
