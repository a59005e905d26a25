// The files of figures: what is written is read again as it was, rounded to 0.1 mm; every fault is named by file, line
// and field.
#include <palpate/base/file.h>
#include <palpate/sculpt/morphometry.h>

#include "temp_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palpate {
namespace {

using testing::HasSubstr;

Loft strap() {
  Loft loft;
  for (const float at : {0.0f, 0.5f, 1.0f}) {
    loft.sections.push_back({at, {1.0f, 100.0f * at, 0.0f}, {{10.0f, 0.0f, 0.0f}}, {{0.0f, 0.0f, 3.0f}}});
  }
  return loft;
}

Morphometry figures_of(std::vector<Form> parts) {
  return {"biceps-brachii/long-head", System::muscles, Side::right,
          std::move(parts),           "A set, a mesh", {"mended \"so\""}};
}

Morphometry read_again(const Morphometry& figures) {
  Faults faults;
  const Result<Morphometry> read = parse_morphometry(morphometry_text(figures), "x.json", faults);
  EXPECT_TRUE(read) << (faults.empty() ? "" : faults.front().text());
  return read ? *read : Morphometry();
}

TEST(Morphometry, KeepsNamesSideSourceAndRemarks) {
  const Morphometry read = read_again(figures_of({strap()}));
  EXPECT_EQ(read.concept_key, "biceps-brachii/long-head");
  EXPECT_EQ(read.side, Side::right);
  EXPECT_EQ(read.measured_on, "A set, a mesh");
  EXPECT_THAT(read.remarks, testing::ElementsAre("mended \"so\""));
}

TEST(Morphometry, RoundsLengthsToATenthOfAMillimetre) {
  Loft loft = strap();
  loft.sections[1].centre = {1.26f, -0.04f, 99.94f};
  const Morphometry read = read_again(figures_of({loft}));
  const glm::vec3 centre = std::get<Loft>(read.parts[0]).sections[1].centre;
  EXPECT_FLOAT_EQ(centre.x, 1.3f);
  EXPECT_FLOAT_EQ(centre.y, 0.0f);
  EXPECT_FLOAT_EQ(centre.z, 99.9f);
}

TEST(Morphometry, KeepsEveryForm) {
  Loft loft = strap();
  loft.both_sides = true;
  Lobes lobes;
  lobes.blend = 1.5f;
  lobes.mirrored = true;
  lobes.lobes.push_back({{1.0f, 2.0f, 3.0f}, {4.0f, 5.0f, 6.0f}, {10.0f, 0.0f, 0.0f}, true, {1.5f, -2.0f}, 0.5f});
  Tubes tubes;
  tubes.runs = {{{{0.0f, 0.0f, 0.0f}, 2.0f}, {{0.0f, 9.0f, 0.0f}, 1.5f}}};
  Shell shell{{0.0f, 5.0f, 0.0f}, {-50.0f, 0.0f, 45.0f, 90.0f}, {0.0f, 60.0f, 120.0f, 180.0f}, {}};
  for (int i = 0; i < 16; ++i) shell.radii.push_back(80.0f + static_cast<float>(i));

  const Morphometry read = read_again(figures_of({loft, lobes, tubes, shell}));
  ASSERT_EQ(read.parts.size(), 4u);
  EXPECT_TRUE(std::get<Loft>(read.parts[0]).both_sides);
  const Lobes& read_lobes = std::get<Lobes>(read.parts[1]);
  EXPECT_TRUE(read_lobes.mirrored);
  EXPECT_TRUE(read_lobes.lobes[0].hollow);
  EXPECT_EQ(read_lobes.lobes[0].bow, glm::vec2(1.5f, -2.0f));
  EXPECT_FLOAT_EQ(read_lobes.lobes[0].square, 0.5f);
  EXPECT_FLOAT_EQ(std::get<Tubes>(read.parts[2]).runs[0][1].diameter, 1.5f);
  EXPECT_EQ(std::get<Shell>(read.parts[3]).radii, shell.radii);
  EXPECT_EQ(morphometry_text(read), morphometry_text(figures_of({loft, lobes, tubes, shell})));
}

TEST(Morphometry, CountsTheNumbersThatDescribeAStructure) {
  EXPECT_EQ(count_of_numbers(figures_of({strap()})), 2u + 3u * (1u + 3u + 6u));
}

TEST(Morphometry, NamesAFileByItsConcept) {
  EXPECT_EQ(morphometry_file_name("biceps-brachii/long-head"), "biceps-brachii.long-head.json");
}

struct BadText {
  const char* name;
  const char* from;
  const char* to;
  const char* complaint;
};

class BadFigures : public testing::TestWithParam<BadText> {};

TEST_P(BadFigures, AreNamedByFieldAndNotUsed) {
  std::string text = morphometry_text(figures_of({strap()}));
  const std::size_t at = text.find(GetParam().from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string(GetParam().from).size(), GetParam().to);
  Faults faults;
  EXPECT_FALSE(parse_morphometry(text, "bad.json", faults));
  ASSERT_FALSE(faults.empty());
  EXPECT_THAT(faults.front().text(), HasSubstr(GetParam().complaint));
  EXPECT_THAT(faults.front().text(), HasSubstr("bad.json:"));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadFigures,
    testing::Values(BadText{"AFormThatIsNone", "\"loft\"", "\"cone\"", "there are loft, lobes, tubes and shell"},
                    BadText{"ASideThatIsNone", "\"side\": \"right\"", "\"side\": \"left\"", "mirror of the right"},
                    BadText{"TwoNumbersForAPlace", "[1, 0, 0]", "[1, 0]", "3 numbers were expected"},
                    BadText{"SectionsThatDoNotRise", "\"at\": 0.5", "\"at\": 0", "must begin at 0 and rise"},
                    BadText{"AnUnknownWord", "\"round\"", "\"rounded\"", "rounded"}),
    [](const auto& param) { return param.param.name; });

TEST(Morphometry, AFolderIsReadInOrderAndBadFilesAreLeftOut) {
  const test::TempFolder folder;
  std::filesystem::create_directories(folder.path() / "muscles");
  Morphometry a = figures_of({strap()});
  a.concept_key = "a";
  Morphometry b = a;
  b.concept_key = "b";
  ASSERT_TRUE(write_file(folder.path() / "muscles" / "b.json", morphometry_text(b)).ok());
  ASSERT_TRUE(write_file(folder.path() / "muscles" / "a.json", morphometry_text(a)).ok());
  std::filesystem::create_directories(folder.path() / "hats");
  ASSERT_TRUE(write_file(folder.path() / "hats" / "c.json", morphometry_text(a)).ok());
  ASSERT_TRUE(write_file(folder.path() / "muscles" / "broken.json", "{\"concept\": ").ok());
  Faults faults;
  const std::vector<Morphometry> all = read_morphometry(folder.path(), faults);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].concept_key, "a");
  EXPECT_EQ(all[1].concept_key, "b");
  EXPECT_EQ(all[0].system, System::muscles);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_THAT(faults[0].text(), HasSubstr("not named after a system"));
  EXPECT_THAT(faults[1].text(), HasSubstr("broken.json"));
}

}  // namespace
}  // namespace palpate
