// Published distances: that they are read with all their fields, which muscle they concern, and what is said of one
// that does not hold together.
#include "small_clinic.h"

#include <palpate/clinical/published_distance.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Method = PublishedDistance::Method;

TEST(PublishedDistances, AreReadWithAllTheirFields) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(clinic.all_faults(), "");
  ASSERT_THAT(library.published(), SizeIs(4));
  const PublishedDistance& d = library.published()[0];
  EXPECT_EQ(d.id, "skin-nerve");
  EXPECT_EQ(d.what, "From the skin to the nerve.");
  EXPECT_EQ(d.method, Method::depth);
  EXPECT_EQ(d.from.landmarks.at(0).first, "acromial-angle");
  EXPECT_EQ(d.from.offset, glm::vec3(0.0f, -50.0f, 0.0f));
  EXPECT_EQ(d.axis, glm::vec3(-1.0f, -0.5f, 0.0f));
  EXPECT_THAT(d.to, ElementsAre("axillary-nerve"));
  EXPECT_EQ(d.low_mm, 10.5f);
  EXPECT_EQ(d.high_mm, 30.0f);
  EXPECT_EQ(d.mean_mm, 20.0f);
  EXPECT_EQ(d.sd_mm, 4.0f);
  EXPECT_EQ(d.who, "12 women");
  EXPECT_EQ(d.how, "ultrasound");
  EXPECT_EQ(d.position, "Sitting");
  EXPECT_THAT(d.muscles, ElementsAre("deltoid/spinal-part"));
  EXPECT_THAT(d.sources, ElementsAre("first-2001-book"));
  EXPECT_EQ(d.note, "Few.");
}

TEST(PublishedDistances, HaveWhatTheirMethodNeedsAndNoMore) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(library.published(), SizeIs(4));
  const PublishedDistance& straight_in = library.published()[1];
  EXPECT_EQ(straight_in.method, Method::depth);
  EXPECT_EQ(straight_in.axis, std::nullopt) << "against the normal of the skin";
  EXPECT_EQ(straight_in.mean_mm, std::nullopt);
  EXPECT_EQ(library.published()[2].method, Method::distance);
  EXPECT_EQ(library.published()[2].from.landmarks.at(0).first, "other:acromial-angle");
  EXPECT_EQ(library.published()[3].method, Method::between);
  ASSERT_TRUE(library.published()[3].until);
  EXPECT_EQ(library.published()[3].until->landmarks.at(0).first, "vertex");
  EXPECT_THAT(library.published()[3].to, IsEmpty());
}

std::vector<std::string> about(const ClinicalLibrary& library, const std::string& muscle) {
  std::vector<std::string> ids;
  for (const PublishedDistance* distance : library.published_about(muscle)) ids.push_back(distance->id);
  return ids;
}

TEST(PublishedDistances, AboutAMuscleAreThoseOfItsPartsAndItsWholeToo) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_THAT(about(library, "deltoid"), ElementsAre("skin-nerve", "acromion-nerve"));
  EXPECT_THAT(about(library, "deltoid/spinal-part"), ElementsAre("skin-nerve", "acromion-nerve"));
  EXPECT_THAT(about(library, "deltoid/acromial-part"), ElementsAre("acromion-nerve")) << "not those of another part";
  EXPECT_THAT(about(library, "teres-minor"), ElementsAre("skin-bone", "acromion-nerve"));
  EXPECT_THAT(about(library, "teres"), IsEmpty()) << "which two muscles only begin with";
}

struct WrongDistance {
  const char *name, *old, *now, *field, *says;
};
class WrongDistances : public testing::TestWithParam<WrongDistance> {};

TEST_P(WrongDistances, AreNamedByLineAndField) {
  SmallClinic clinic;
  const WrongDistance& wrong = GetParam();
  const std::string text = changed(good_published(), wrong.old, wrong.now);
  clinic.write_published(text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  const Fault& fault = clinic.faults.front();
  EXPECT_THAT(fault.file, EndsWith("clinical/published-distances.json"));
  EXPECT_EQ(fault.field, wrong.field);
  EXPECT_THAT(fault.what, HasSubstr(wrong.says));
  EXPECT_GT(fault.line, 1);
  EXPECT_NE(library.record("deltoid"), nullptr) << "the records are read all the same";
}
INSTANTIATE_TEST_SUITE_P(
    References, WrongDistances,
    testing::Values(WrongDistance{"Landmark", R"({"acromial-angle": 1}, "offset_mm")",
                                  R"({"acromial-angel": 1}, "offset_mm")", "/distances/0/from/landmarks/acromial-angel",
                                  "did you mean \"acromial-angle\"?"},
                    WrongDistance{"OtherPlace", R"({"vertex": 1})", R"({"vortex": 1})",
                                  "/distances/3/until/landmarks/vortex", "did you mean \"vertex\"?"},
                    WrongDistance{"Structure", R"(["humerus", "scapula"])", R"(["humerus", "scapola"])",
                                  "/distances/1/to/1", "did you mean \"scapula\"?"},
                    WrongDistance{"Muscle", R"("muscles": ["teres-major"])", R"("muscles": ["teres-mayor"])",
                                  "/distances/3/muscles/0", "did you mean \"teres-major\"?"},
                    WrongDistance{"Source", R"("sources": ["first-2001-book"], "note")",
                                  R"("sources": ["fourth-2001-book"], "note")", "/distances/0/sources/0",
                                  "\"fourth-2001-book\" is not in sources.json"},
                    WrongDistance{"NoSource", R"("sources": ["first-2001-book"], "note")", R"("sources": [], "note")",
                                  "/distances/0/sources", "no source is given"}),
    [](const auto& tested) { return tested.param.name; });
INSTANTIATE_TEST_SUITE_P(
    Fields, WrongDistances,
    testing::Values(WrongDistance{"Twice", R"("id": "skin-bone")", R"("id": "skin-nerve")", "/distances/1/id",
                                  "\"skin-nerve\" stands in the list twice"},
                    WrongDistance{"Method", R"("method": "between")", R"("method": "angle")", "/distances/3/method",
                                  "depth, distance or between is expected"},
                    WrongDistance{"NoPlace", R"("from": {"landmarks": {"acromial-angle": 1}}, "to": ["humerus")",
                                  R"("to": ["humerus")", "/distances/1/from", "\"from\" is missing"},
                    WrongDistance{"AxisOfNothing", R"("axis": {"lateral": -1, "up": -0.5})", R"("axis": {"up": 0})",
                                  "/distances/0/axis", "points nowhere"},
                    WrongDistance{"AxisOfADistance", R"("mean_mm": 56)", R"("axis": {"up": 1}, "mean_mm": 56)",
                                  "/distances/2/axis", "only a depth has a direction"},
                    WrongDistance{"NoStructure", R"("to": ["humerus", "scapula"], )", "", "/distances/1/to",
                                  "not said to which structure"},
                    WrongDistance{"NoSecondPlace", R"( "until": {"landmarks": {"vertex": 1}},)", "",
                                  "/distances/3/until", "\"until\" is missing"},
                    WrongDistance{"SecondPlaceOfADepth", R"("high_mm": 40)",
                                  R"("high_mm": 40, "until": {"landmarks": {"vertex": 1}})", "/distances/1/until",
                                  "only a distance between two places"},
                    WrongDistance{"StructureOfABetween", R"("low_mm": 200)", R"("low_mm": 200, "to": ["humerus"])",
                                  "/distances/3/to", "has no structure"},
                    WrongDistance{"NoMuscle", R"("muscles": ["teres-minor"])", R"("muscles": [])",
                                  "/distances/1/muscles", "which muscle"},
                    WrongDistance{"NoWho", R"("who": "3 men")", R"("note": "3 men")", "/distances/1/who", "who"}),
    [](const auto& tested) { return tested.param.name; });
INSTANTIATE_TEST_SUITE_P(
    Measures, WrongDistances,
    testing::Values(WrongDistance{"None", R"( "high_mm": 40,)", "", "/distances/1", "neither a mean nor a range"},
                    WrongDistance{"Negative", R"("mean_mm": 56)", R"("mean_mm": -56)", "/distances/2/mean_mm",
                                  "more than 0"},
                    WrongDistance{"SpreadWithoutMean", R"("high_mm": 40)", R"("high_mm": 40, "sd_mm": 3)",
                                  "/distances/1/sd_mm", "without a mean"},
                    WrongDistance{"MeanBelow", R"("mean_mm": 20)", R"("mean_mm": 10)", "/distances/0/mean_mm",
                                  "less than the lowest"},
                    WrongDistance{"MeanAbove", R"("mean_mm": 20)", R"("mean_mm": 31)", "/distances/0/mean_mm",
                                  "more than the highest"},
                    WrongDistance{"TurnedRound", R"("low_mm": 200)", R"("low_mm": 200, "high_mm": 100)",
                                  "/distances/3/low_mm", "more than the highest"}),
    [](const auto& tested) { return tested.param.name; });

TEST(PublishedDistances, WithoutAFileAreAnErrorThatNamesIt) {
  const SmallClinic clinic;
  std::filesystem::remove(clinic.folder / "clinical/published-distances.json");
  Faults faults;
  const auto library = read_clinical(clinic.folder.path(), clinic.concepts, clinic.landmarks, faults);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(library.error().text(), HasSubstr("published-distances.json"));
}

TEST(PublishedDistances, WithoutAListAreAFault) {
  SmallClinic clinic;
  clinic.write_published("{}");
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(),
              AllOf(HasSubstr("published-distances.json"), HasSubstr("list of distances")));
  EXPECT_THAT(library.published(), IsEmpty());
}

}  // namespace
}  // namespace palpate::test
