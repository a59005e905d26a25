// Drawings of pain on disk: everything comes back; what cannot be read is said with its file and line, and the rest
// is read.
#include "random_session.h"
#include "temp_folder.h"

#include <palpate/base/json.h>
#include <palpate/session/pain_file.h>
#include <palpate/session/session_file.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// What is read of a drawing with these marks.
PainFile opened(const TempFolder& folder, const std::string& marks) {
  const auto file =
      open_pain(folder.write("my.json", "{\"format\": \"palpate-pain\", \"version\": 1, \"pain\": [\n" + marks + "]}"));
  EXPECT_TRUE(file.ok()) << (file.ok() ? "" : file.error().text());
  return file.ok() ? *file : PainFile();
}

TEST(PainFile, EveryMarkComesBackFromDisk) {
  const TempFolder folder;
  Random random(11);
  std::size_t marks = 0;
  for (int i = 0; i < 200; ++i) {
    const PainDrawing drawing = random_session(random).pain;
    JsonNode document = JsonNode::object();
    document.set("format", "palpate-pain").set("version", 1).set("pain", pain_json(drawing));
    const auto file = open_pain(folder.write("a.json", write_json(document)));
    ASSERT_TRUE(file.ok()) << file.error().text();
    EXPECT_EQ(file->drawing, drawing) << "drawing " << i << "\n" << contents(folder / "a.json");
    EXPECT_THAT(file->warnings, IsEmpty());
    marks += drawing.size();
  }
  EXPECT_GT(marks, 50u);
}

TEST(PainFile, OfASavedSessionIsItsDrawing) {
  const TempFolder folder;
  Random random(12);
  Session session = random_session(random);
  while (session.pain.empty()) session = random_session(random);
  ASSERT_TRUE(save_session(session, {"/atlas"}, folder / "session.json").ok());
  const auto file = open_pain(folder / "session.json");
  ASSERT_TRUE(file.ok()) << file.error().text();
  EXPECT_EQ(file->drawing, session.pain);
  EXPECT_THAT(file->warnings, IsEmpty());
}

TEST(PainFile, AMarkThatSaysLittleHasTheUsualValues) {
  const TempFolder folder;
  const PainFile file = opened(folder, R"({"points": [[1, 2.5, -3]]}, {"region": "temporal-region", "side": "left"})");
  PainMark spot, region;
  spot.points = {{1.0f, 2.5f, -3.0f}};
  region.region = "temporal-region";
  region.side = Side::left;
  EXPECT_THAT(file.drawing, ElementsAre(spot, region));
  EXPECT_THAT(file.warnings, IsEmpty());
}

TEST(PainFile, ValuesComeIntoTheirLimits) {
  const TempFolder folder;
  const PainFile file = opened(folder, R"({"points": [[0, 0, 0]], "radius_mm": 0, "intensity": 0},
{"points": [[0, 0, 0]], "radius_mm": 1e300, "intensity": 9},
{"points": [[0, 0, 0]], "radius_mm": -4, "intensity": -9000000000})");
  ASSERT_THAT(file.drawing, SizeIs(3));
  for (const PainMark& mark : file.drawing) {
    EXPECT_GE(mark.radius_mm, 1.0f);
    EXPECT_LE(mark.radius_mm, 100.0f);
  }
  EXPECT_GT(file.drawing[1].radius_mm, file.drawing[0].radius_mm);
  EXPECT_EQ(file.drawing[0].intensity, 1);
  EXPECT_EQ(file.drawing[1].intensity, 3);
  EXPECT_EQ(file.drawing[2].intensity, 1);
}

TEST(PainFile, OfNoMarksIsAnEmptyDrawing) {
  const TempFolder folder;
  const PainFile file = opened(folder, "");
  EXPECT_THAT(file.drawing, IsEmpty());
  EXPECT_THAT(file.warnings, IsEmpty());
}

struct Strange {
  std::string name, mark, field;
  bool kept;  // with its usual values where they cannot be read
  friend std::ostream& operator<<(std::ostream& out, const Strange& strange) { return out << strange.mark; }
};
class StrangeMark : public testing::TestWithParam<Strange> {};

TEST_P(StrangeMark, IsSaidWithItsLineAndTheOthersAreRead) {
  const auto& [name, mark, field, kept] = GetParam();
  const TempFolder folder;
  const std::string good = R"({"region": "gluteal-region", "side": "right"})";
  const PainFile file = opened(folder, good + ",\n" + mark + ",\n" + good);
  ASSERT_THAT(file.warnings, Not(IsEmpty())) << mark;
  EXPECT_THAT(file.warnings.front(), AllOf(HasSubstr("my.json:3"), HasSubstr(field)));
  PainMark region;
  region.region = "gluteal-region";
  region.side = Side::right;
  ASSERT_THAT(file.drawing, SizeIs(kept ? 3 : 2));
  EXPECT_EQ(file.drawing.front(), region);
  EXPECT_EQ(file.drawing.back(), region);
  if (!kept) return;
  PainMark usual;
  usual.points = {{1.0f, 2.0f, 3.0f}};
  EXPECT_EQ(file.drawing[1], usual);
}
INSTANTIATE_TEST_SUITE_P(
    PainFile, StrangeMark,
    testing::Values(
        Strange{"IsText", R"("here")", "/pain/1", false}, Strange{"IsNull", "null", "/pain/1", false},
        Strange{"IsEmpty", "{}", "/pain/1", false}, Strange{"HasNoPoints", R"({"points": []})", "/pain/1", false},
        Strange{"PointsAreText", R"({"points": "arm"})", "/pain/1/points", false},
        Strange{"PointIsShort", R"({"points": [[1, 2]]})", "/pain/1/points/0", false},
        Strange{"PointIsLong", R"({"points": [[1, 2, 3], [1, 2, 3, 4]]})", "/pain/1/points/1", true},
        Strange{"PointIsText", R"({"points": [[1, 2, 3], "b"]})", "/pain/1/points/1", true},
        Strange{"PointHoldsText", R"({"points": [["1", 2, 3]]})", "/pain/1/points/0", false},
        Strange{"PointIsBeyondTheWorld", R"({"points": [[1, 2, 3], [1e300, 0, 0]]})", "/pain/1/points/1", true},
        Strange{"RegionIsNumber", R"({"region": 5})", "/pain/1/region", false},
        Strange{"SideIsUnknown", R"({"points": [[1, 2, 3]], "side": "up"})", "/pain/1/side", true},
        Strange{"SideIsNumber", R"({"points": [[1, 2, 3]], "side": 1})", "/pain/1/side", true},
        Strange{"RadiusIsText", R"({"points": [[1, 2, 3]], "radius_mm": "wide"})", "/pain/1/radius_mm", true},
        Strange{"IntensityIsText", R"({"points": [[1, 2, 3]], "intensity": "much"})", "/pain/1/intensity", true},
        Strange{"IntensityIsBroken", R"({"points": [[1, 2, 3]], "intensity": 2.5})", "/pain/1/intensity", true},
        Strange{"DeepIsNumber", R"({"points": [[1, 2, 3]], "deep": 1})", "/pain/1/deep", true},
        Strange{"ErasesIsText", R"({"points": [[1, 2, 3]], "erases": "yes"})", "/pain/1/erases", true}),
    [](const auto& tested) { return tested.param.name; });

TEST(PainFile, ADrawingThatIsNoListIsSaid) {
  const TempFolder folder;
  const auto file = open_pain(folder.write("my.json", "{\"format\": \"palpate-pain\",\n\"pain\": \"arm\"}"));
  ASSERT_TRUE(file.ok());
  EXPECT_THAT(file->drawing, IsEmpty());
  ASSERT_THAT(file->warnings, SizeIs(1));
  EXPECT_THAT(file->warnings.front(), AllOf(HasSubstr("my.json:2"), HasSubstr("/pain")));
}

TEST(PainFile, AFileWithoutADrawingIsSaid) {
  const TempFolder folder;
  const auto file = open_pain(folder.write("my.json", R"({"format": "palpate-pain", "version": 1, "pian": []})"));
  ASSERT_TRUE(file.ok());
  ASSERT_THAT(file->warnings, SizeIs(1)) << "or a slip of the pen would be a person without pain";
  EXPECT_THAT(file->warnings.front(), AllOf(HasSubstr("my.json:1"), HasSubstr("pain")));
}

TEST(PainFile, AnOldSessionWithoutADrawingHasNone) {
  const TempFolder folder;
  const auto file = open_pain(folder.write("old.json", R"({"format": "palpate-session", "version": 1})"));
  ASSERT_TRUE(file.ok()) << file.error().text();
  EXPECT_THAT(file->drawing, IsEmpty());
  EXPECT_THAT(file->warnings, IsEmpty());
}

TEST(PainFile, WhatIsNoDrawingIsAnErrorInPlainWords) {
  const TempFolder folder;
  for (const char* text : {R"({"pain": []})", R"({"format": "palpate-atlas", "pain": []})", R"({"format": 5})", "[]",
                           "5", "\"palpate-pain\""}) {
    const auto file = open_pain(folder.write("my.json", text));
    ASSERT_FALSE(file.ok()) << text;
    EXPECT_THAT(file.error().text(), AllOf(HasSubstr("drawing"), HasSubstr("my.json"))) << text;
  }
}

TEST(PainFile, ANewerDrawingIsAnErrorAndNotHalfRead) {
  const TempFolder folder;
  const auto file = open_pain(folder.write("my.json", R"({"format": "palpate-pain", "version": 2, "pain": []})"));
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().text(), AllOf(HasSubstr("version 2"), HasSubstr("my.json")));
}

TEST(PainFile, ABrokenOrMissingFileIsAnErrorWithItsPlace) {
  const TempFolder folder;
  const auto broken = open_pain(folder.write("my.json", "{\"format\": \"palpate-pain\",\n\"pain\": [}"));
  ASSERT_FALSE(broken.ok());
  EXPECT_THAT(broken.error().text(), HasSubstr("my.json:2"));
  const auto missing = open_pain(folder / "no-such.json");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().text(), HasSubstr("no-such.json"));
}

}  // namespace
}  // namespace palpate::test
