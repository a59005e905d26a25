// Corrections by hand, on top of what was measured.
#include "temp_folder.h"

#include <palpate/base/file.h>
#include <palpate/sculpt/corrections.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palpate {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Morphometry strap_of(const std::string& key, std::initializer_list<float> places) {
  Loft loft;
  for (const float at : places) {
    loft.sections.push_back({at, {0.0f, 100.0f * at, 0.0f}, {{5.0f, 0.0f, 0.0f}}, {{0.0f, 0.0f, 2.0f}}});
  }
  Morphometry figures;
  figures.concept_key = key;
  figures.side = Side::right;
  figures.measured_on = "a test";
  figures.parts = {loft};
  return figures;
}

std::vector<Correction> parsed(const std::string& text, Faults& faults) {
  return parse_corrections(text, "corrections.json", faults);
}

TEST(Corrections, OnlyTheStretchThatIsNamedIsKept) {
  std::vector<Morphometry> figures = {strap_of("a", {0.0f, 0.2f, 0.4f, 0.6f, 1.0f})};
  Faults faults;
  correct(figures, {{"a", 0.2f, 0.6f, "the rest is another structure"}}, "corrections.json", faults);
  EXPECT_THAT(faults, IsEmpty());
  const Loft& loft = std::get<Loft>(figures[0].parts[0]);
  ASSERT_THAT(loft.sections, SizeIs(3));
  EXPECT_FLOAT_EQ(loft.sections[0].at, 0.0f);
  EXPECT_FLOAT_EQ(loft.sections[1].at, 0.5f);
  EXPECT_FLOAT_EQ(loft.sections[2].at, 1.0f);
  EXPECT_FLOAT_EQ(loft.sections[0].centre.y, 20.0f) << "where it was measured";
  EXPECT_FLOAT_EQ(loft.sections[2].centre.y, 60.0f);
  ASSERT_THAT(figures[0].remarks, SizeIs(1));
  EXPECT_THAT(figures[0].remarks[0], HasSubstr("the rest is another structure"));
}

TEST(Corrections, WhatCannotBeCorrectedIsAFaultAndStaysAsMeasured) {
  std::vector<Morphometry> figures = {strap_of("a", {0.0f, 0.5f, 1.0f}), strap_of("tube", {0.0f, 0.5f, 1.0f})};
  figures[1].parts = {Tubes{{{{{0, 0, 0}, 2.0f}, {{0, 50, 0}, 2.0f}}}}};
  Faults faults;
  correct(figures, {{"a", 0.0f, 0.5f, "x"}, {"b", 0.0f, 0.5f, "x"}, {"tube", 0.0f, 0.5f, "x"}}, "corrections.json",
          faults);
  EXPECT_THAT(std::get<Loft>(figures[0].parts[0]).sections, SizeIs(3));
  EXPECT_THAT(figures[0].remarks, IsEmpty());
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_THAT(faults[0].text(), HasSubstr("fewer than three sections"));
  EXPECT_THAT(faults[1].text(), HasSubstr("no figures"));
  EXPECT_THAT(faults[2].text(), HasSubstr("no loft"));
}

TEST(Corrections, AreReadWithTheirReason) {
  Faults faults;
  const auto read = parsed(R"({"corrections": [{"concept": "a", "to": 0.5, "why": "it ends at the wrist"}]})", faults);
  EXPECT_THAT(faults, IsEmpty());
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].concept_key, "a");
  EXPECT_EQ(read[0].from, 0.0f);
  EXPECT_EQ(read[0].to, 0.5f);
  EXPECT_EQ(read[0].why, "it ends at the wrist");
}

TEST(Corrections, AFaultSaysWhatIsExpected) {
  Faults faults;
  EXPECT_THAT(parsed(R"({"corrections": [{"concept": "a", "from": 0.7, "to": 0.5, "why": "x"}]})", faults), IsEmpty());
  EXPECT_THAT(parsed(R"({"corrections": [{"concept": "a", "to": 0.5}]})", faults), IsEmpty());
  EXPECT_THAT(parsed("{", faults), IsEmpty());
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_THAT(faults[0].text(), HasSubstr("from < to"));
  EXPECT_THAT(faults[1].text(), HasSubstr("why"));
  EXPECT_THAT(faults[2].text(), HasSubstr("corrections.json"));
}

TEST(Corrections, StandBesideTheFiguresAndAreAppliedWhenTheseAreRead) {
  const test::TempFolder folder;
  std::filesystem::create_directories(folder.path() / "fascia");
  ASSERT_TRUE(
      write_file(folder.path() / "fascia" / "a.json", morphometry_text(strap_of("a", {0.0f, 0.2f, 0.4f, 0.6f, 1.0f})))
          .ok());
  ASSERT_TRUE(write_file(folder.path() / "corrections.json",
                         R"({"corrections": [{"concept": "a", "to": 0.6, "why": "it ends there"}]})")
                  .ok());
  Faults faults;
  const std::vector<Morphometry> all = read_morphometry(folder.path(), faults);
  EXPECT_THAT(faults, IsEmpty());
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(std::get<Loft>(all[0].parts[0]).sections, SizeIs(4));
}

}  // namespace
}  // namespace palpate
