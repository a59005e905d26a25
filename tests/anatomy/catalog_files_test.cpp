// Reading assets/anatomy: every field, and faults that name file, line and field while everything else is read.
#include "temp_folder.h"

#include <palpate/atlas/catalog_files.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* concepts_file = "anatomy/concepts/muscles.json";
const std::string good_landmarks = R"({"landmarks": [
  {"name": "acromial-angle", "label": "Acromial angle", "sided": true, "at": [-170.5, 1400, -30], "on": "bone",
   "structure": "scapula", "rule": "Where the border turns.", "accuracy_mm": 3},
  {"name": "vertex", "label": "Vertex", "sided": false, "at": [0, 1705, -12], "on": "skin", "rule": "Highest point."}
]})";
const std::string good_ends = R"({"muscles": [
  {"muscle": "soleus", "from": ["gastrocnemius"], "to": ["soleus"], "tendon": [0.1, 0.4]},
  {"muscle": "gastrocnemius", "from": ["soleus"], "to": []}
]})";

// One concept a line: the first stands on line 2.
std::string concepts(const std::vector<std::string>& lines) {
  std::string text = R"({"system": "muscles", "concepts": [)";
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "\n" : ",\n") + lines[i];
  return text + "\n]}";
}
const std::string soleus =
    R"({"key": "soleus", "name": "Soleus", "english": "Soleus muscle", "latin": "Musculus soleus", "ta2": 2660,)"
    R"( "fma": 22542, "fma_right": 22543, "fma_left": 22544, "kind": "muscle", "sided": true, "region": "leg",)"
    R"( "layer": 2, "synonyms": ["second heart", "deep calf"], "note": "A note."})";
const std::string gastrocnemius =
    R"({"key": "gastrocnemius", "name": "Gastrocnemius", "kind": "muscle", "sided": true, "region": "leg"})";

class CatalogFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write(concepts_file, concepts({soleus, gastrocnemius}));
    folder_.write("anatomy/landmarks.json", good_landmarks);
    folder_.write("anatomy/muscle-ends.json", good_ends);
  }
  AnatomyFiles read() {
    faults_.clear();
    auto files = read_anatomy(folder_.path(), faults_);
    EXPECT_TRUE(files.ok()) << (files.ok() ? "" : files.error().text());
    return files.ok() ? std::move(*files) : AnatomyFiles();
  }
  std::string all_faults() const {
    std::string text;
    for (const Fault& fault : faults_) text += fault.text() + "\n";
    return text;
  }
  // The one fault of the file that was just read.
  Fault only_fault() const {
    EXPECT_EQ(faults_.size(), 1u) << all_faults();
    return faults_.empty() ? Fault() : faults_.front();
  }
  TempFolder folder_;
  Faults faults_;
};

TEST_F(CatalogFiles, EveryFieldOfAConceptIsRead) {
  const AnatomyFiles files = read();
  EXPECT_THAT(all_faults(), IsEmpty());
  const Concept& entry = files.concepts[files.concepts.find("soleus")];
  EXPECT_EQ(entry.name, "Soleus");
  EXPECT_EQ(entry.english, "Soleus muscle");
  EXPECT_EQ(entry.latin, "Musculus soleus");
  EXPECT_EQ(entry.ta2, 2660);
  EXPECT_EQ(entry.fma, 22542);
  EXPECT_EQ(entry.fma_right, 22543);
  EXPECT_EQ(entry.fma_left, 22544);
  EXPECT_EQ(entry.system, System::muscles);
  EXPECT_EQ(entry.kind, Kind::muscle);
  EXPECT_EQ(entry.region, Region::leg);
  EXPECT_TRUE(entry.sided);
  EXPECT_EQ(entry.layer, 2);
  EXPECT_THAT(entry.synonyms, ElementsAre("second heart", "deep calf"));
  EXPECT_EQ(entry.note, "A note.");
}

TEST_F(CatalogFiles, WhatIsLeftOutIsUnknown) {
  const AnatomyFiles files = read();
  const Concept& entry = files.concepts[files.concepts.find("gastrocnemius")];
  EXPECT_EQ(entry.ta2, 0);
  EXPECT_EQ(entry.fma, 0);
  EXPECT_EQ(entry.layer, 0);
  EXPECT_TRUE(entry.english.empty() && entry.latin.empty() && entry.note.empty());
  EXPECT_THAT(entry.members, IsEmpty());
}

TEST_F(CatalogFiles, FilesAreReadInTheOrderOfTheirNamesAndEachHasItsSystem) {
  folder_.write("anatomy/concepts/a-bones.json",
                R"({"system": "skeleton", "concepts": [
                    {"key": "tibia", "name": "Tibia", "kind": "bone", "sided": true, "region": "leg"}]})");
  folder_.write("anatomy/concepts/readme.txt", "not data");
  const AnatomyFiles files = read();
  ASSERT_EQ(files.concepts.size(), 3u) << all_faults();
  EXPECT_EQ(files.concepts.all().front().key, "tibia");
  EXPECT_EQ(files.concepts.all().front().system, System::skeleton);
  EXPECT_EQ(files.concepts.all().back().system, System::muscles);
}

TEST_F(CatalogFiles, MembersOfAGroupAreRead) {
  folder_.write(concepts_file,
                concepts({soleus, gastrocnemius,
                          R"({"key": "triceps-surae", "name": "Triceps surae", "kind": "muscle",)"
                          R"( "sided": true, "region": "leg", "members": ["gastrocnemius", "soleus"]})"}));
  const AnatomyFiles files = read();
  EXPECT_THAT(all_faults(), IsEmpty());
  EXPECT_THAT(files.concepts[files.concepts.find("triceps-surae")].members, ElementsAre("gastrocnemius", "soleus"));
}

TEST_F(CatalogFiles, EveryFieldOfALandmarkIsRead) {
  const AnatomyFiles files = read();
  const Landmark* landmark = files.landmarks.find("acromial-angle");
  ASSERT_NE(landmark, nullptr) << all_faults();
  EXPECT_EQ(landmark->label, "Acromial angle");
  EXPECT_TRUE(landmark->sided);
  EXPECT_EQ(landmark->at, glm::vec3(-170.5f, 1400.0f, -30.0f));
  EXPECT_EQ(landmark->on, "bone");
  EXPECT_EQ(landmark->structure, "scapula");
  EXPECT_EQ(landmark->rule, "Where the border turns.");
  EXPECT_FLOAT_EQ(landmark->accuracy_mm, 3.0f);
  EXPECT_FALSE(files.landmarks.find("vertex")->sided);
}

TEST_F(CatalogFiles, MuscleEndsAreReadAndTendonsMayBeUnknown) {
  const AnatomyFiles files = read();
  ASSERT_EQ(files.muscle_ends.size(), 2u) << all_faults();
  const MuscleEnds& known = files.muscle_ends.at("soleus");
  EXPECT_THAT(known.from, ElementsAre("gastrocnemius"));
  EXPECT_THAT(known.to, ElementsAre("soleus"));
  EXPECT_TRUE(known.tendon_known);
  EXPECT_FLOAT_EQ(known.tendon_at_origin, 0.1f);
  EXPECT_FLOAT_EQ(known.tendon_at_insertion, 0.4f);
  EXPECT_FALSE(files.muscle_ends.at("gastrocnemius").tendon_known);
}

// One bad entry of a list, where the fault must be found and the essential words of it.
struct BadLine {
  std::string name, line, field, what;
  friend std::ostream& operator<<(std::ostream& out, const BadLine& bad) { return out << bad.line; }
};
class BadConceptLine : public CatalogFiles, public testing::WithParamInterface<BadLine> {};

TEST_P(BadConceptLine, IsNamedByFileLineAndFieldAndTheOthersAreRead) {
  const BadLine& bad = GetParam();
  folder_.write(concepts_file, concepts({soleus, bad.line, gastrocnemius}));
  const AnatomyFiles files = read();
  ASSERT_FALSE(faults_.empty()) << bad.line;
  const Fault& fault = faults_.front();
  EXPECT_THAT(fault.file, EndsWith(concepts_file));
  EXPECT_EQ(fault.line, 3) << fault.text();
  EXPECT_EQ(fault.field, "/concepts/1" + bad.field);
  EXPECT_THAT(fault.what, HasSubstr(bad.what));
  EXPECT_EQ(fault.severity, Severity::error);
  EXPECT_TRUE(files.concepts.find("soleus").valid());
  EXPECT_TRUE(files.concepts.find("gastrocnemius").valid());
  EXPECT_EQ(files.concepts.size(), 2u) << "the bad one is left out";
}
INSTANTIATE_TEST_SUITE_P(
    Catalogue, BadConceptLine,
    testing::Values(
        BadLine{"NoKey", R"({"name": "X", "kind": "muscle", "region": "leg"})", "/key", "missing"},
        BadLine{"NoName", R"({"key": "x", "kind": "muscle", "region": "leg"})", "/name", "missing"},
        BadLine{"NoKind", R"({"key": "x", "name": "X", "region": "leg"})", "/kind", "missing"},
        BadLine{"NoRegion", R"({"key": "x", "name": "X", "kind": "muscle"})", "/region", "missing"},
        BadLine{"UnknownKind", R"({"key": "x", "name": "X", "kind": "mussel", "region": "leg"})", "/kind", "not known"},
        BadLine{"UnknownRegion", R"({"key": "x", "name": "X", "kind": "muscle", "region": "tail"})", "/region",
                "not known"},
        BadLine{"NameIsNumber", R"({"key": "x", "name": 7, "kind": "muscle", "region": "leg"})", "/name", "but"},
        BadLine{"SidedIsText", R"({"key": "x", "name": "X", "kind": "muscle", "region": "leg", "sided": "yes"})",
                "/sided", "but"},
        BadLine{"NumberIsText", R"({"key": "x", "name": "X", "kind": "muscle", "region": "leg", "ta2": "12"})", "/ta2",
                "but"},
        BadLine{"SynonymIsNumber",
                R"({"key": "x", "name": "X", "kind": "muscle", "region": "leg", "synonyms": ["a", 2]})", "/synonyms/1",
                "list of texts"},
        BadLine{"KeyIsTaken", R"({"key": "soleus", "name": "Other", "kind": "muscle", "region": "leg"})", "/key",
                "\"soleus\" exists already"},
        BadLine{"NotAnObject", R"("soleus")", "/key", "missing"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(CatalogFiles, AMemberThatDoesNotExistIsNamedWithItsGroupAndItsPlace) {
  folder_.write(
      concepts_file,
      concepts({soleus,
                R"({"key": "gastrocnemius", "name": "Gastrocnemius", "kind": "muscle", "sided": true, "region": "leg",)"
                R"( "members": ["soleus", "solues"]})"}));
  (void)read();
  const Fault fault = only_fault();
  EXPECT_THAT(fault.text(), HasSubstr("gastrocnemius"));
  EXPECT_THAT(fault.what, HasSubstr("\"solues\""));
  EXPECT_THAT(fault.file, EndsWith(concepts_file));
  EXPECT_EQ(fault.line, 3);
  EXPECT_EQ(fault.field, "/concepts/1/members/1");
}

TEST_F(CatalogFiles, AFileOfAnUnknownSystemIsLeftOutAndNamed) {
  folder_.write("anatomy/concepts/bones.json", R"({"system": "bones", "concepts": [
      {"key": "tibia", "name": "Tibia", "kind": "bone", "region": "leg"}]})");
  const AnatomyFiles files = read();
  const Fault fault = only_fault();
  EXPECT_THAT(fault.file, EndsWith("bones.json"));
  EXPECT_EQ(fault.field, "/system");
  EXPECT_EQ(fault.line, 1);
  EXPECT_FALSE(files.concepts.find("tibia").valid());
  EXPECT_TRUE(files.concepts.find("soleus").valid());
}

TEST_F(CatalogFiles, AFileThatIsNoJsonIsNamedWithItsLineAndTheOthersAreRead) {
  folder_.write("anatomy/concepts/broken.json", "{\"system\": \"muscles\",\n\"concepts\": [}");
  const AnatomyFiles files = read();
  EXPECT_THAT(only_fault().text(), HasSubstr("broken.json:2"));
  EXPECT_TRUE(files.concepts.find("soleus").valid());
}

TEST_F(CatalogFiles, ALandmarkWithoutThreeNumbersIsLeftOutAndNamed) {
  folder_.write("anatomy/landmarks.json",
                "{\"landmarks\": [\n"
                R"({"name": "flat", "label": "Flat", "at": [1, 2]},)"
                "\n"
                R"({"name": "good", "label": "Good", "at": [1, 2, 3]}]})");
  const AnatomyFiles files = read();
  const Fault fault = only_fault();
  EXPECT_THAT(fault.file, EndsWith("landmarks.json"));
  EXPECT_EQ(fault.line, 2);
  EXPECT_EQ(fault.field, "/landmarks/0/at");
  EXPECT_THAT(fault.what, HasSubstr("three numbers"));
  EXPECT_EQ(files.landmarks.find("flat"), nullptr);
  EXPECT_NE(files.landmarks.find("good"), nullptr);
}

TEST_F(CatalogFiles, ALandmarkThatIsThereTwiceIsNamed) {
  folder_.write("anatomy/landmarks.json",
                "{\"landmarks\": [\n"
                R"({"name": "twin", "label": "First", "at": [1, 2, 3]},)"
                "\n"
                R"({"name": "twin", "label": "Second", "at": [4, 5, 6]}]})");
  const AnatomyFiles files = read();
  const Fault fault = only_fault();
  EXPECT_EQ(fault.line, 3);
  EXPECT_EQ(fault.field, "/landmarks/1/name");
  EXPECT_THAT(fault.what, HasSubstr("\"twin\" exists already"));
  EXPECT_EQ(files.landmarks.find("twin")->label, "First");
}

TEST_F(CatalogFiles, ALandmarkWithoutANameIsLeftOut) {
  folder_.write("anatomy/landmarks.json", R"({"landmarks": [{"label": "Nameless", "at": [1, 2, 3]}]})");
  const AnatomyFiles files = read();
  EXPECT_EQ(only_fault().field, "/landmarks/0/name");
  EXPECT_THAT(files.landmarks.all(), IsEmpty());
}

class BadEndsLine : public CatalogFiles, public testing::WithParamInterface<BadLine> {};

TEST_P(BadEndsLine, IsNamedAndLeftOut) {
  const BadLine& bad = GetParam();
  folder_.write("anatomy/muscle-ends.json",
                "{\"muscles\": [\n{\"muscle\": \"soleus\", \"from\": [], \"to\": []},\n" + bad.line + "]}");
  const AnatomyFiles files = read();
  const Fault fault = only_fault();
  EXPECT_THAT(fault.file, EndsWith("muscle-ends.json"));
  EXPECT_EQ(fault.line, 3);
  EXPECT_EQ(fault.field, "/muscles/1" + bad.field);
  EXPECT_THAT(fault.what, HasSubstr(bad.what));
  EXPECT_EQ(files.muscle_ends.size(), 1u);
}
INSTANTIATE_TEST_SUITE_P(
    Catalogue, BadEndsLine,
    testing::Values(BadLine{"UnknownMuscle", R"({"muscle": "solues", "from": [], "to": []})", "/muscle", "\"solues\""},
                    BadLine{"UnknownOrigin", R"({"muscle": "gastrocnemius", "from": ["feemur"], "to": []})", "/from/0",
                            "\"feemur\""},
                    BadLine{"UnknownInsertion", R"({"muscle": "gastrocnemius", "from": [], "to": ["soleus", "heel"]})",
                            "/to/1", "\"heel\""},
                    BadLine{"OneTendonShare", R"({"muscle": "gastrocnemius", "from": [], "to": [], "tendon": [0.2]})",
                            "/tendon", "two shares"},
                    BadLine{"Twice", R"({"muscle": "soleus", "from": [], "to": []})", "/muscle", "twice"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(CatalogFiles, MissingLandmarksAreAFaultAndTheConceptsAreThere) {
  std::filesystem::remove(folder_ / "anatomy/landmarks.json");
  const AnatomyFiles files = read();
  EXPECT_THAT(only_fault().text(), HasSubstr("landmarks.json"));
  EXPECT_EQ(files.concepts.size(), 2u);
}

TEST(CatalogFolder, WithoutAnyConceptFileIsAnErrorThatSaysWhereAndWhatToDo) {
  const TempFolder folder;
  Faults faults;
  const auto files = read_anatomy(folder.path(), faults);
  ASSERT_FALSE(files.ok());
  EXPECT_THAT(files.error().what, HasSubstr("no concept files"));
  EXPECT_THAT(files.error().where, HasSubstr((folder / "anatomy").string()));
  EXPECT_THAT(files.error().hint, HasSubstr("--assets"));
}

}  // namespace
}  // namespace palpate::test
