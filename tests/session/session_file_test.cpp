// Sessions on disk: everything comes back; what cannot be read is said and has its usual value; a file that is no
// session, is cut off or is newer is an error in plain words; an old file is never lost to a failed saving.
#include "random_session.h"
#include "temp_folder.h"

#include <palpate/session/session_file.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

// The session of a file with these members besides format and version.
SessionFile read(const std::string& members) {
  const std::string text =
      "{\"format\": \"palpate-session\", \"version\": 1" + (members.empty() ? "" : ",\n" + members) + "}";
  const auto document = parse_json(text, "my.json");
  EXPECT_TRUE(document.ok()) << text;
  auto file = document.ok() ? session_from_json(*document, "my.json") : Result<SessionFile>(Error{});
  EXPECT_TRUE(file.ok()) << (file.ok() ? "" : file.error().text());
  return file.ok() ? std::move(*file) : SessionFile();
}

TEST(SessionFile, EveryFieldComesBackFromDisk) {
  const TempFolder folder;
  constexpr std::uint32_t seed = 3;
  Random random(seed);
  for (int i = 0; i < 200; ++i) {
    const Session session = random_session(random);
    const std::vector<std::string> atlases = {"/data/z anatomy", random_key(random)};
    ASSERT_TRUE(save_session(session, atlases, folder / "a.json").ok());
    const auto opened = open_session(folder / "a.json");
    ASSERT_TRUE(opened.ok()) << opened.error().text();
    EXPECT_TRUE(opened->session == session) << "seed " << seed << ", session " << i << "\n"
                                            << contents(folder / "a.json");
    EXPECT_EQ(opened->atlases, atlases);
    EXPECT_THAT(opened->warnings, IsEmpty());
  }
}

TEST(SessionFile, IsJsonThatSaysWhatItIs) {
  const JsonNode json = session_json(Session(), {"/atlas"});
  EXPECT_EQ(json.find("format")->text(), "palpate-session");
  EXPECT_EQ(json.find("version")->integer(), 1);
  EXPECT_EQ(json.find("zone"), nullptr) << "none is chosen";
  EXPECT_THAT(write_json(json), HasSubstr("\n")) << "readable: more than one line";
}

TEST(SessionFile, AnOldFileThatSaysLittleHasTheUsualValuesAndNoWarning) {
  const SessionFile file = read("");
  EXPECT_TRUE(file.session == Session());
  EXPECT_THAT(file.warnings, IsEmpty());
  EXPECT_THAT(file.atlases, IsEmpty());
}

TEST(SessionFile, KeepsTheMovementThatWasAskedForAndTheMuscleThatWasCompared) {
  const Session session = read(R"("movement": "elbow.flexion", "compared": "teres-minor")").session;
  EXPECT_EQ(session.movement, "elbow.flexion");
  EXPECT_EQ(session.compared, "teres-minor");
  const JsonNode json = session_json(session, {});
  EXPECT_EQ(json.find("movement")->text(), "elbow.flexion");
  EXPECT_EQ(json.find("compared")->text(), "teres-minor");
}

TEST(SessionFile, WhatAnotherVersionAddedIsPassedOver) {
  const SessionFile file = read("\"colour\": \"blue\", \"peel\": 0.5");
  EXPECT_FLOAT_EQ(file.session.peel, 0.5f);
}

TEST(SessionFile, ValuesComeIntoTheirLimits) {
  const Session session =
      read(R"("peel": 3, "only": ["b", "a", "b"], "camera": {"yaw_deg": 725, "pitch_deg": -100, "distance_mm": 1e9})")
          .session;
  EXPECT_FLOAT_EQ(session.peel, 1.0f);
  EXPECT_THAT(session.only, ElementsAre("a", "b"));
  EXPECT_FLOAT_EQ(session.camera.yaw_deg, 5.0f);
  EXPECT_FLOAT_EQ(session.camera.pitch_deg, -90.0f);
  EXPECT_LT(session.camera.distance_mm, 1e6f);
}

struct Strange {
  std::string name, member, field;
  friend std::ostream& operator<<(std::ostream& out, const Strange& strange) { return out << strange.member; }
};
class StrangeField : public testing::TestWithParam<Strange> {};

TEST_P(StrangeField, IsSaidAndHasItsUsualValueAndTheRestIsRead) {
  const auto& [name, member, field] = GetParam();
  const SessionFile file = read(member + ",\n\"selected\": \"scapula.left\"");
  ASSERT_THAT(file.warnings, testing::Not(IsEmpty())) << member;
  EXPECT_THAT(file.warnings.front(), AllOf(HasSubstr("my.json:2"), HasSubstr(field)));
  Session usual;
  usual.selected = "scapula.left";
  EXPECT_TRUE(file.session == usual) << write_json(session_json(file.session, {}));
}
INSTANTIATE_TEST_SUITE_P(
    Session, StrangeField,
    testing::Values(
        Strange{"CameraIsText", R"("camera": "front")", "/camera"},
        Strange{"CameraIsNull", R"("camera": null)", "/camera"},
        Strange{"TargetIsShort", R"("camera": {"target_mm": [1, 2]})", "/camera/target_mm"},
        Strange{"TargetIsText", R"("camera": {"target_mm": "head"})", "/camera/target_mm"},
        Strange{"YawIsText", R"("camera": {"yaw_deg": "90"})", "/camera/yaw_deg"},
        Strange{"YawIsBeyondNumbers", R"("camera": {"yaw_deg": 1e300})", "/camera/yaw_deg"},
        Strange{"PitchIsBeyondNumbers", R"("camera": {"pitch_deg": -1e300})", "/camera/pitch_deg"},
        Strange{"DistanceIsNothing", R"("camera": {"distance_mm": 0})", "/camera"},
        Strange{"DistanceIsNegative", R"("camera": {"distance_mm": -5})", "/camera"},
        Strange{"SystemsAreText", R"("systems": "skin")", "/systems"},
        Strange{"PeelIsText", R"("peel": "deep")", "/peel"},
        Strange{"PeelIsBeyondNumbers", R"("peel": 1e300)", "/peel"},
        Strange{"ExceptionsAreAList", R"("exceptions": ["a"])", "/exceptions"},
        Strange{"ExceptionIsUnknown", R"("exceptions": {"a": "purple"})", "/exceptions/a"},
        Strange{"ExceptionIsNumber", R"("exceptions": {"a": 1})", "/exceptions/a"},
        Strange{"OnlyIsText", R"("only": "a")", "/only"}, Strange{"OnlyHoldsNumbers", R"("only": [1])", "/only/0"},
        Strange{"PainIsText", R"("pain": "arm")", "/pain"}, Strange{"PainIsStrange", R"("pain": [5])", "/pain/0"},
        Strange{"OtherIsNumber", R"("other": 6)", "/other"},
        Strange{"MovementIsList", R"("movement": ["elbow.flexion"])", "/movement"},
        Strange{"ComparedIsFlag", R"("compared": true)", "/compared"},
        Strange{"SideIsUnknown", R"("side": "top")", "/side"}, Strange{"SideIsNumber", R"("side": 1)", "/side"},
        Strange{"SideIsEmpty", R"("side": "")", "/side"}, Strange{"ZoneIsText", R"("zone": "trapezius")", "/zone"},
        Strange{"ZoneWithoutPoint", R"("zone": {"muscle": "trapezius"})", "/zone/point"},
        Strange{"ZoneWithoutMuscle", R"("zone": {"point": "a"})", "/zone/muscle"},
        Strange{"NeedleIsNumber", R"("needle": 1)", "/needle"},
        Strange{"HazardsAreText", R"("hazards": "yes")", "/hazards"},
        Strange{"AttachmentsAreNull", R"("attachments": null)", "/attachments"},
        Strange{"LabelsAreAList", R"("labels": [])", "/labels"}, Strange{"ClipIsBool", R"("clip": true)", "/clip"},
        Strange{"ClipOnIsText", R"("clip": {"on": "yes"})", "/clip/on"},
        Strange{"ClipAxisIsUnknown", R"("clip": {"axis": "oblique"})", "/clip/axis"},
        Strange{"ClipIsNowhere", R"("clip": {"at_mm": 1e300})", "/clip/at_mm"},
        Strange{"ClipFlippedIsNumber", R"("clip": {"flipped": 0})", "/clip/flipped"},
        Strange{"TabIsUnknown", R"("left_tab": "muscles")", "/left_tab"},
        Strange{"TabIsNumber", R"("left_tab": 2)", "/left_tab"},
        Strange{"LeftPanelIsText", R"("left_panel": "open")", "/left_panel"},
        Strange{"RightPanelIsNumber", R"("right_panel": 0)", "/right_panel"},
        Strange{"AtlasesAreText", R"("atlases": "/a")", "/atlases"}),
    [](const auto& tested) { return tested.param.name; });

TEST(SessionFile, ASystemThatIsNotKnownIsLeftOutAndTheOthersAreTaken) {
  const SessionFile file = read(R"("systems": ["nerves", "chakras"])");
  EXPECT_TRUE(file.session.shows(System::nerves));
  EXPECT_FALSE(file.session.shows(System::muscles));
  ASSERT_EQ(file.warnings.size(), 1u);
  EXPECT_THAT(file.warnings.front(), HasSubstr("chakras"));
}

struct NoSession {
  std::string name, text, says;
  friend std::ostream& operator<<(std::ostream& out, const NoSession& no) { return out << no.text; }
};
class NotASession : public testing::TestWithParam<NoSession> {};

TEST_P(NotASession, IsAnErrorThatNamesTheFileAndSaysWhatToDo) {
  const TempFolder folder;
  const auto opened = open_session(folder.write("strange.json", GetParam().text));
  ASSERT_FALSE(opened.ok());
  EXPECT_THAT(opened.error().text(), AllOf(HasSubstr("strange.json"), HasSubstr(GetParam().says)));
}
INSTANTIATE_TEST_SUITE_P(
    Session, NotASession,
    testing::Values(
        NoSession{"Empty", "", ""}, NoSession{"NoJson", "\x89PNG\r\n", ""}, NoSession{"List", "[]", "not a session"},
        NoSession{"Number", "7", "not a session"},
        NoSession{"OtherObject", "{\"a\": 1}", "Choose a file that Palpate saved"},
        NoSession{"OtherFormat", R"({"format": "gltf", "version": 1})", "not a session"},
        NoSession{"FormatIsNumber", R"({"format": 1, "version": 1})", "not a session"},
        NoSession{"NoVersion", R"({"format": "palpate-session"})", "version"},
        NoSession{"VersionIsText", R"({"format": "palpate-session", "version": "1"})", "version"},
        NoSession{"VersionZero", R"({"format": "palpate-session", "version": 0})", "version"},
        NoSession{"Newer", R"({"format": "palpate-session", "version": 2})", "version 2; this program reads up to 1"},
        NoSession{"NewerHint", R"({"format": "palpate-session", "version": 99})", "Open it with a newer Palpate"}),
    [](const auto& tested) { return tested.param.name; });

TEST(SessionFile, CutOffAnywhereIsAnErrorAndNoHarm) {
  const TempFolder folder;
  Random random(4);
  const std::string whole = write_json(session_json(random_session(random), {"/a"}));
  ASSERT_TRUE(open_session(folder.write("whole.json", whole)).ok());
  const std::size_t end = whole.rfind('}');
  for (std::size_t length = 0; length <= end; length += 1 + length / 40) {
    const auto opened = open_session(folder.write("cut.json", whole.substr(0, length)));
    ASSERT_FALSE(opened.ok()) << "cut after " << length << " of " << whole.size();
    EXPECT_THAT(opened.error().text(), HasSubstr("cut.json"));
  }
}

TEST(SessionFile, WithDigitsChangedAtRandomIsReadOrRefusedAndNeverLeavesItsLimits) {
  constexpr std::uint32_t seed = 12;
  Random random(seed);
  std::size_t read_anyway = 0;
  for (int i = 0; i < 600; ++i) {
    std::string text = write_json(session_json(random_session(random), {"/a"}));
    const std::size_t begin = text.find("\"camera\"");
    std::vector<std::size_t> digits;
    for (std::size_t at = begin; at < text.size(); ++at) {
      if (text[at] >= '0' && text[at] <= '9') digits.push_back(at);
    }
    for (int k = 0; k < 6; ++k)
      text[digits[random.below(static_cast<std::uint32_t>(digits.size()))]] = "0123456789e"[random.below(11)];
    const auto document = parse_json(text, "x.json");
    if (!document) continue;
    const auto file = session_from_json(*document, "x.json");
    if (!file) continue;
    ++read_anyway;
    const Session& s = file->session;
    EXPECT_TRUE(s == s) << "seed " << seed << ": a value that is no number came through\n" << text;
    EXPECT_TRUE(s.peel >= 0.0f && s.peel <= 1.0f);
    EXPECT_TRUE(s.camera.distance_mm > 0.0f && s.camera.distance_mm < 1e6f);
    EXPECT_TRUE(s.side == Side::left || s.side == Side::right);
  }
  EXPECT_GT(read_anyway, 50u) << "the test must meet sessions that are read in spite of it";
}

TEST(SessionFile, AMissingFileOrAFolderIsAnErrorThatNamesIt) {
  const TempFolder folder;
  const auto missing = open_session(folder / "nowhere.json"), is_folder = open_session(folder.path());
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().text(), HasSubstr("nowhere.json"));
  ASSERT_FALSE(is_folder.ok());
  EXPECT_THAT(is_folder.error().text(), HasSubstr("folder"));
}

TEST(SaveSession, MakesTheFoldersAboveTheFile) {
  const TempFolder folder;
  const fs::path path = folder / "new/deep/session.json";
  ASSERT_TRUE(save_session(Session(), {}, path).ok());
  EXPECT_TRUE(open_session(path).ok());
}

TEST(SaveSession, LeavesNothingBesideTheFile) {
  const TempFolder folder;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(save_session(Session(), {}, folder / "s.json").ok());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(SaveSession, WhereNothingCanBeWrittenIsAnErrorThatSaysSo) {
  const TempFolder folder;
  const fs::path file = folder.write("file", "I am no folder");
  const Status saved = save_session(Session(), {}, file / "session.json");
  ASSERT_FALSE(saved.ok());
  EXPECT_THAT(saved.error().where, HasSubstr("session.json"));
  EXPECT_THAT(saved.error().hint, HasSubstr("folder that may be written"));
  EXPECT_EQ(contents(file), "I am no folder");
}

TEST(SaveSession, OntoAFolderIsAnErrorAndTheFolderStays) {
  const TempFolder folder;
  folder.write("taken/inside.txt", "keep me");
  ASSERT_FALSE(save_session(Session(), {}, folder / "taken").ok());
  EXPECT_EQ(contents(folder / "taken/inside.txt"), "keep me");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1)
      << "no half-written file is left behind";
}

TEST(SaveSession, TheOldFileStaysWholeUntilTheNewOneIs) {
  const TempFolder folder;
  const fs::path path = folder / "s.json";
  Session first, second;
  first.selected = "first";
  second.selected = "second";
  ASSERT_TRUE(save_session(first, {}, path).ok());
  // Whoever opened the old file before still reads all of it: it was not written over but replaced.
  const fs::path seen = folder / "seen.json";
  fs::create_hard_link(path, seen);
  ASSERT_TRUE(save_session(second, {}, path).ok());
  EXPECT_EQ(open_session(seen)->session.selected, "first");
  EXPECT_EQ(open_session(path)->session.selected, "second");
}

}  // namespace
}  // namespace palpate::test
