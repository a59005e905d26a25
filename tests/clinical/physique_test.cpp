// Whose body: how the layer over the muscles is read from the table for a build, and what is said of a table that does
// not hold together.
#include "small_clinic.h"

#include <palpate/clinical/physique.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST(Physique, IsSaidInWordsWithTheWeightThatFollows) {
  EXPECT_EQ(in_words({Sex::female, 1700.0f, 25.0f}), "Woman, 170 cm, 72 kg (BMI 25.0)");
  EXPECT_EQ(in_words({Sex::male, 2000.0f, 20.0f}), "Man, 200 cm, 80 kg (BMI 20.0)");
}

TEST(Physique, IsBroughtIntoItsLimitsAndNoneIfItIsNoNumber) {
  EXPECT_EQ(within_limits({Sex::male, 9000.0f, 3.0f}), (Physique{Sex::male, 2100.0f, 16.0f}));
  EXPECT_EQ(within_limits({Sex::male, std::nanf(""), 25.0f}), std::nullopt);
  EXPECT_EQ(within_limits({Sex::male, 1700.0f, std::numeric_limits<float>::infinity()}), std::nullopt);
}

TEST(Layers, AreReadWithAllTheirFields) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(clinic.all_faults(), "");
  ASSERT_THAT(library.layers().sites, SizeIs(2));
  const LayerSite& site = library.layers().sites[0];
  EXPECT_EQ(site.id, "shoulder");
  EXPECT_EQ(site.label, "Shoulder");
  EXPECT_THAT(site.to, ElementsAre("deltoid"));
  ASSERT_THAT(site.figures, SizeIs(3));
  EXPECT_EQ(site.figures[0].sex, Sex::female);
  EXPECT_EQ(site.figures[0].at_bmi_25_mm, 12.0f);
  EXPECT_EQ(site.figures[0].per_bmi_mm, 0.5f);
  EXPECT_EQ(site.figures[0].low_bmi, 20.0f);
  EXPECT_EQ(site.figures[0].high_bmi, 35.0f);
  EXPECT_EQ(site.figures[0].how, "ultrasound");
  EXPECT_THAT(site.figures[0].sources, ElementsAre("first-2001-book"));
  EXPECT_EQ(site.figures[2].sex, std::nullopt);
  ASSERT_THAT(library.layers().limits, SizeIs(1));
}

TEST(Layers, FollowTheirLineAndGoNoFartherThanTheStudy) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  const LayerSite& site = library.layers().sites.at(0);
  const auto at = [&](Sex sex, float bmi) { return layer_at(site, {sex, 1700.0f, bmi}); };
  EXPECT_FLOAT_EQ(at(Sex::female, 25.0f)->mm, 12.0f);
  EXPECT_FLOAT_EQ(at(Sex::female, 31.0f)->mm, 15.0f);
  EXPECT_FALSE(at(Sex::female, 31.0f)->beyond);
  EXPECT_FLOAT_EQ(at(Sex::female, 44.0f)->mm, 17.0f) << "as at 35";
  EXPECT_TRUE(at(Sex::female, 44.0f)->beyond);
}

TEST(Layers, TakeALineForBothBeforeASingleMeanOfTheSex) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  const LayerSite& site = library.layers().sites.at(0);
  const auto man = layer_at(site, {Sex::male, 1700.0f, 27.0f});
  EXPECT_FLOAT_EQ(man->mm, 9.0f) << "8 and half a millimetre for each of two";
  EXPECT_EQ(man->figure->sex, std::nullopt);
}

TEST(Layers, SayNothingWhereNoSourceDoes) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(layer_at(library.layers().sites.at(1), Physique()), std::nullopt);
}

TEST(Layers, OfWrongTablesNameTheFault) {
  const struct {
    const char *old, *now, *fault;
  } cases[] = {{R"("sex": "female")", R"("sex": "woman")", "female, male or any is expected"},
               {R"("bmi": [20, 35])", R"("bmi": [35, 20])", "the least and the most body mass index"},
               {R"("at_bmi_25_mm": 6)", R"("at_bmi_25_mm": -6)", "more than 0"},
               {R"("at_bmi_25_mm": 6)", R"("at_bmi_25_mm": 6, "bmi": [20, 30])", "a single mean"},
               {R"("id": "nowhere")", R"("id": "shoulder")", "twice"},
               {R"("to": ["deltoid"])", R"("to": ["deltiod"])", "did you mean \"deltoid\""}};
  for (const auto& c : cases) {
    SmallClinic clinic;
    clinic.write_layers(changed(good_layers(), c.old, c.now));
    (void)clinic.read();
    EXPECT_THAT(clinic.all_faults(), HasSubstr(c.fault)) << c.now;
  }
}

}  // namespace
}  // namespace palpate::test
