// Needles that are sold: which one fits what a record describes, and what is said of a table that does not hold
// together.
#include "small_clinic.h"

#include <palpate/clinical/check.h>
#include <palpate/clinical/needle_table.h>

#include <fmt/format.h>
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

RealNeedle needle(float length, float diameter) {
  return {length, diameter, 0.0f, {"first-2001-book"}};
}

// By length, then by diameter, as the library keeps it.
const std::vector<RealNeedle> table = {needle(13.0f, 0.18f), needle(25.0f, 0.2f), needle(25.0f, 0.25f),
                                       needle(25.0f, 0.3f),  needle(40.0f, 0.3f), needle(50.0f, 0.25f),
                                       needle(50.0f, 0.3f),  needle(75.0f, 0.35f)};

std::string fit(Range length, Range diameter) {
  const RealNeedle* found = fitting(table, length, diameter);
  return found == nullptr ? "none" : fmt::format("{:.2f}x{:g}", found->diameter_mm, found->length_mm);
}

TEST(FittingNeedle, IsTheShortestWithinBothRanges) {
  EXPECT_EQ(fit({30.0f, 60.0f}, {0.3f, 0.3f}), "0.30x40");
  EXPECT_EQ(fit({30.0f, 60.0f}, {0.2f, 0.25f}), "0.25x50") << "the one of 40 mm is too thick";
  EXPECT_EQ(fit({10.0f, 100.0f}, {0.35f, 0.35f}), "0.35x75");
}

TEST(FittingNeedle, OfOneLengthIsTheOneNearestTheMiddleOfTheDiameters) {
  EXPECT_EQ(fit({25.0f, 25.0f}, {0.2f, 0.3f}), "0.25x25");
  EXPECT_EQ(fit({25.0f, 25.0f}, {0.26f, 0.32f}), "0.30x25");
  EXPECT_EQ(fit({50.0f, 50.0f}, {0.25f, 0.3f}), "0.25x50") << "the thinner of two that are as near";
}

TEST(FittingNeedle, LiesWithinARangeThatItOnlyTouches) {
  EXPECT_EQ(fit({13.0f, 25.0f}, {0.18f, 0.2f}), "0.18x13");
  EXPECT_EQ(fit({25.0f, 40.0f}, {0.3f, 0.35f}), "0.30x25");
}

TEST(FittingNeedle, ThatNoneIsIsTheNearestInLengthThenInDiameter) {
  EXPECT_EQ(fit({100.0f, 120.0f}, {0.3f, 0.3f}), "0.35x75");
  EXPECT_EQ(fit({30.0f, 30.0f}, {0.25f, 0.25f}), "0.25x25");
  EXPECT_EQ(fit({40.0f, 40.0f}, {0.2f, 0.2f}), "0.30x40") << "the length is kept, for it is what reaches";
  EXPECT_EQ(fit({1.0f, 5.0f}, {0.1f, 0.1f}), "0.18x13");
}

TEST(FittingNeedle, WhoseDiameterNobodyGivesIsTheThinnestOfTheShortestLength) {
  EXPECT_EQ(fit({20.0f, 60.0f}, {}), "0.20x25");
  EXPECT_EQ(fit({}, {}), "0.18x13");
}

TEST(FittingNeedle, OfAnEmptyTableIsNone) {
  EXPECT_EQ(fitting({}, {30.0f, 50.0f}, {0.25f, 0.3f}), nullptr);
}

TEST(Needles, AreReadWithAllTheirFieldsAndKeptByLengthThenDiameter) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(clinic.all_faults(), "");
  ASSERT_THAT(library.needles(), SizeIs(3));
  std::vector<std::string> sizes;
  for (const RealNeedle& n : library.needles()) sizes.push_back(fmt::format("{:.2f}x{:g}", n.diameter_mm, n.length_mm));
  EXPECT_THAT(sizes, ElementsAre("0.25x25", "0.25x40", "0.30x40"));
  EXPECT_FLOAT_EQ(library.needles()[0].handle_mm, 20.0f);
  EXPECT_FLOAT_EQ(library.needles()[1].handle_mm, 0.0f) << "not known";
  EXPECT_THAT(library.needles()[2].sources, ElementsAre("first-2001-book"));
}

struct WrongNeedle {
  const char *name, *old, *now, *field, *says;
};
class WrongNeedles : public testing::TestWithParam<WrongNeedle> {};

TEST_P(WrongNeedles, AreNamedByLineAndField) {
  SmallClinic clinic;
  const WrongNeedle& wrong = GetParam();
  const std::string text = changed(good_needles(), wrong.old, wrong.now);
  clinic.write_needles(text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  const Fault& fault = clinic.faults.front();
  EXPECT_THAT(fault.file, EndsWith("clinical/needles.json"));
  EXPECT_EQ(fault.line, line_of(text, wrong.now));
  EXPECT_EQ(fault.field, wrong.field);
  EXPECT_THAT(fault.what, HasSubstr(wrong.says));
  EXPECT_NE(library.record("deltoid"), nullptr) << "the records are read all the same";
}
INSTANTIATE_TEST_SUITE_P(
    Clinical, WrongNeedles,
    testing::Values(
        WrongNeedle{"Twice", R"("length_mm": 25, "diameter_mm": 0.25, "handle_mm": 20)",
                    R"("length_mm": 40, "diameter_mm": 0.25, "handle_mm": 20)", "/needles/2",
                    "0.25 x 40 mm stands in the list twice"},
        WrongNeedle{"NoLength", R"("length_mm": 25)", R"("length_mm": 0)", "/needles/2/length_mm", "more than 0"},
        WrongNeedle{"TooThick", R"("diameter_mm": 0.25, "handle_mm")", R"("diameter_mm": 25, "handle_mm")",
                    "/needles/2/diameter_mm", "thicker than it is long"},
        WrongNeedle{"HandleWithoutLength", R"("handle_mm": 20)", R"("handle_mm": 0)", "/needles/2/handle_mm",
                    "more than 0"},
        WrongNeedle{"NoSource", R"(0.3, "sources": ["first-2001-book"])", R"(0.3, "sources": [])", "/needles/1/sources",
                    "no source is given"},
        WrongNeedle{"UnknownSource", R"(0.3, "sources": ["first-2001-book"])", R"(0.3, "sources": ["shop-2026-none"])",
                    "/needles/1/sources/0", "\"shop-2026-none\" is not in sources.json"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Needles, WithoutAFileAreAnErrorThatNamesIt) {
  const SmallClinic clinic;
  std::filesystem::remove(clinic.folder / "clinical/needles.json");
  Faults faults;
  const auto library = read_clinical(clinic.folder.path(), clinic.concepts, clinic.landmarks, faults);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(library.error().text(), HasSubstr("needles.json"));
}

TEST(Needles, WithoutAListAreAFault) {
  SmallClinic clinic;
  clinic.write_needles("{}");
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(), AllOf(HasSubstr("needles.json"), HasSubstr("list of needles")));
  EXPECT_THAT(library.needles(), IsEmpty());
}

TEST(Needles, CountAsCitingTheirSources) {
  SmallClinic clinic;
  clinic.write_sources(changed(good_sources(), "\n]}",
                               ",\n{\"key\": \"shop-2026-page\", \"authors\": \"S\", \"year\": 2026, \"title\": \"T\","
                               " \"type\": \"other\", \"read\": \"whole\"}]}"));
  clinic.write_needles(
      changed(good_needles(), R"(0.3, "sources": ["first-2001-book"])", R"(0.3, "sources": ["shop-2026-page"])"));
  const ClinicalLibrary library = clinic.read();
  Faults faults;
  check_content(library, {}, {}, faults);
  EXPECT_THAT(faults, IsEmpty()) << faults.front().text();
}

}  // namespace
}  // namespace palpate::test
