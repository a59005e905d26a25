// What `palpate check` looks for beyond the loader: schemas, citations, promises of the words, gaps; and what is
// still missing.
#include "manikin.h"
#include "small_clinic.h"

#include <palpate/clinical/check.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>

namespace palpate::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

std::string texts(const Faults& faults) {
  std::string text;
  for (const Fault& fault : faults) text += fault.text() + "\n";
  return text;
}

Faults content_faults(const std::string& record) {
  SmallClinic clinic;
  clinic.write("deltoid.json", record);
  const ClinicalLibrary library = clinic.read();
  Faults faults;
  check_content(library, {}, {}, faults);
  return faults;
}

const Fault* at(const Faults& faults, const std::string& field) {
  const auto found = std::find_if(faults.begin(), faults.end(), [&](const Fault& f) { return f.field == field; });
  return found == faults.end() ? nullptr : &*found;
}

TEST(CheckContent, AGoodRecordHasNothingToComplainAbout) {
  EXPECT_EQ(texts(content_faults(good_record())), "");
}

// The same wrong words in each text of the record in turn: all are looked at.
struct Said {
  std::string name, old, field;
  friend std::ostream& operator<<(std::ostream& out, const Said& said) { return out << said.old; }
};
class EveryText : public testing::TestWithParam<Said> {};

TEST_P(EveryText, IsNoInstructionToADepth) {
  const auto& [name, old, field] = GetParam();
  const Faults faults = content_faults(changed(good_record(), old, "Insert the needle to 30 mm."));
  const Fault* fault = at(faults, field);
  ASSERT_NE(fault, nullptr) << texts(faults);
  EXPECT_EQ(fault->severity, Severity::error);
  EXPECT_THAT(fault->what, HasSubstr("say a range and what it depends on"));
  EXPECT_THAT(fault->file, EndsWith("deltoid.json"));
}

TEST_P(EveryText, PromisesNothing) {
  const auto& [name, old, field] = GetParam();
  const Faults faults = content_faults(changed(good_record(), old, "This always works and cures the pain."));
  const Fault* fault = at(faults, field);
  ASSERT_NE(fault, nullptr) << texts(faults);
  EXPECT_EQ(fault->severity, Severity::error);
  EXPECT_THAT(fault->what, HasSubstr("promises"));
}

TEST_P(EveryText, DoesNotShout) {
  const auto& [name, old, field] = GetParam();
  const Faults faults = content_faults(changed(good_record(), old, "Take care!"));
  const Fault* fault = at(faults, field);
  ASSERT_NE(fault, nullptr) << texts(faults);
  EXPECT_EQ(fault->severity, Severity::warning);
  EXPECT_THAT(fault->what, HasSubstr("exclamation"));
}

INSTANTIATE_TEST_SUITE_P(
    Check, EveryText,
    testing::Values(Said{"Patient", "A sore spot in the shoulder.", "/patient/text"},
                    Said{"Action", "Extends the arm.", "/actions/0/text"},
                    Said{"NoteOfTheNerve", "Round the neck of the humerus.", "/innervation/0/note"},
                    Said{"Origin", "Lower lip of the spine", "/attachments/0/origin/0/text"},
                    Said{"Label", "Back part, middle", "/trigger_points/0/label"},
                    Said{"Location", "Half way down the back edge.", "/trigger_points/0/location/text"},
                    Said{"Referral", "Over the back of the shoulder.", "/trigger_points/0/referral/text"},
                    Said{"Symptom", "Pain on lifting the arm.", "/trigger_points/0/symptoms/0/text"},
                    Said{"Mistakable", "A tear of the cuff", "/trigger_points/0/mistaken_for/0/what"},
                    Said{"Claim", "One study.", "/trigger_points/0/claims/location/text"},
                    Said{"Title", "The whole back", "/needling/0/title"},
                    Said{"Position", "Lying on the front.", "/needling/0/position/text"},
                    Said{"Palpation", "Flat palpation.", "/needling/0/palpation/text"},
                    Said{"Technique", "Slow and perpendicular.", "/needling/0/technique/text"},
                    Said{"Entry", "Over the taut band.", "/needling/0/entry/text"},
                    Said{"Direction", "Towards the bone.", "/needling/0/direction/text"},
                    Said{"Depth", "It depends on the layer of fat.", "/needling/0/depth/text"},
                    Said{"DepthLimit", "The capsule in slim adults", "/needling/0/depth/limit_of"},
                    Said{"Hazard", "It lies close.", "/needling/0/hazards/0/reason"},
                    Said{"Precaution", "Keep clear of the nerve.", "/needling/0/precautions/0/text"},
                    Said{"ViewOfNeedling", "Short.", "/needling/0/disagreements/0/views/0/text"},
                    Said{"Evidence", "Some trials.", "/evidence/0/text"},
                    Said{"View", "Other.", "/disagreements/0/views/1/text"}),
    [](const auto& tested) { return tested.param.name; });

struct Words {
  std::string name, text;
  bool wrong;
  friend std::ostream& operator<<(std::ostream& out, const Words& words) { return out << words.text; }
};
class DepthWords : public testing::TestWithParam<Words> {};

TEST_P(DepthWords, AreAnInstructionOrADescription) {
  const Faults faults = content_faults(changed(good_record(), "It depends on the layer of fat.", GetParam().text));
  EXPECT_EQ(!faults.empty(), GetParam().wrong) << texts(faults);
}
INSTANTIATE_TEST_SUITE_P(
    Check, DepthWords,
    testing::Values(Words{"InsertTo", "Insert to 20 mm.", true},
                    Words{"AdvanceUntil", "advance until 3 mm past it", true},
                    Words{"PushTo", "Then push the needle gently to about 35mm.", true},
                    Words{"InCentimetres", "Insert it to a depth of 3 cm.", true},
                    Words{"Range", "Described between 15 and 30 mm, depending on the layer of fat.", false},
                    Words{"WasInserted", "In one study the needle was inserted to 30 mm on average.", false},
                    Words{"InsertsAt", "The muscle inserts at the trochanter, about 20 mm wide.", false},
                    Words{"TwoSentences", "The needle is advanced slowly. Up to 30 mm are described.", false}),
    [](const auto& tested) { return tested.param.name; });

class PromiseWords : public testing::TestWithParam<Words> {};
TEST_P(PromiseWords, AreToldFromPlainOnes) {
  const Faults faults = content_faults(changed(good_record(), "A sore spot in the shoulder.", GetParam().text));
  EXPECT_EQ(has_errors(faults), GetParam().wrong) << texts(faults);
}
INSTANTIATE_TEST_SUITE_P(
    Check, PromiseWords,
    testing::Values(Words{"Cures", "It cures pain.", true}, Words{"Guaranteed", "Relief is Guaranteed.", true},
                    Words{"Safe", "This is completely safe.", true}, Words{"NoRisk", "There is no risk.", true},
                    Words{"Plain", "It may help some people for a short time.", false},
                    Words{"Secure", "Secure the arm.", false}, Words{"Small", "The risk is small but real.", false}),
    [](const auto& tested) { return tested.param.name; });

struct Gap {
  std::string name, old, now, field, what;
  friend std::ostream& operator<<(std::ostream& out, const Gap& gap) { return out << gap.name; }
};
class Gaps : public testing::TestWithParam<Gap> {};
TEST_P(Gaps, AreWarnedOf) {
  const auto& [name, old, now, field, what] = GetParam();
  const Faults faults = content_faults(changed(good_record(), old, now));
  const Fault* fault = at(faults, field);
  ASSERT_NE(fault, nullptr) << texts(faults);
  EXPECT_EQ(fault->severity, Severity::warning);
  EXPECT_THAT(fault->what, HasSubstr(what));
}
INSTANTIATE_TEST_SUITE_P(
    Check, Gaps,
    testing::Values(
        Gap{"NoNeedlingForAPoint", R"({"zones": ["spinal-1"])", R"({"zones": ["other"])", "/trigger_points/0",
            "no needling is given for \"spinal-1\""},
        Gap{"NothingMistaken",
            R"("mistaken_for": [{"what": "A tear of the cuff", "kind": "joint", "sources": ["third-2010-trial"]}])",
            R"("mistaken_for": [])", "/trigger_points/0/mistaken_for", "mistaken"},
        Gap{"NoSymptom", R"([{"text": "Pain on lifting the arm.", "sources": ["first-2001-book"]}])", "[]",
            "/trigger_points/0/symptoms", "no symptom"},
        Gap{"NoPrecaution", R"([{"text": "Keep clear of the nerve.", "sources": ["first-2001-book"]}])", "[]",
            "/needling/0/precautions", "no precaution"},
        Gap{"NoHazard", R"({"structure": "axillary-nerve",
     "side": "both",
     "severity": "life-threatening",
     "reason": "It lies close.", "sources": ["first-2001-book"]})",
            "", "/needling/0/hazards", "no hazard"},
        Gap{"NoEffectAsked", R"({"question": "effect", "grade")", R"({"question": "mechanism", "grade")", "/evidence",
            "Has an effect been seen?"},
        Gap{"NothingItDependsOn", R"("depends_on": ["fat", "muscle"], )", "", "/needling/0/depth/depends_on",
            "what the depth depends on"}),
    [](const auto& tested) { return tested.param.name; });

TEST(CheckContent, AFileIsNamedAfterItsMuscle) {
  SmallClinic clinic;
  fs::rename(clinic.folder / "clinical/muscles/deltoid.json", clinic.folder / "clinical/muscles/shoulder.json");
  const ClinicalLibrary library = clinic.read();
  Faults faults;
  check_content(library, {}, {}, faults);
  ASSERT_EQ(faults.size(), 1u) << texts(faults);
  EXPECT_EQ(faults.front().field, "/muscle");
  EXPECT_THAT(faults.front().text(), HasSubstr("shoulder.json"));
}

TEST(CheckContent, ASourceThatNobodyCitesIsNamed) {
  SmallClinic clinic;
  clinic.write_sources(
      changed(good_sources(), "\n]}",
              ",\n{\"key\": \"lonely-1990-book\", \"authors\": \"L\", \"year\": 1990, \"title\": \"T\","
              " \"type\": \"textbook\", \"read\": \"whole\"}]}"));
  const ClinicalLibrary library = clinic.read();
  Faults faults;
  check_content(library, {}, {}, faults);
  ASSERT_EQ(faults.size(), 1u) << texts(faults);
  EXPECT_THAT(faults.front().text(), HasSubstr("lonely-1990-book"));
  EXPECT_THAT(faults.front().what, HasSubstr("nothing cites"));
}

TEST(CheckContent, ACitationAnywhereInARecordCounts) {
  // The second source is cited from one place at a time; everywhere it counts as cited.
  const std::string list = "\"sources\": [";
  std::string only_first = good_record();
  for (std::size_t p = only_first.find("third-2010-trial"); p != std::string::npos;
       p = only_first.find("third-2010-trial"))
    only_first.replace(p, std::string("third-2010-trial").size(), "first-2001-book");
  ASSERT_EQ(content_faults(only_first).size(), 1u) << "the second source is then not cited";
  std::size_t places = 0;
  for (std::size_t p = only_first.find(list); p != std::string::npos; p = only_first.find(list, p + 1), ++places) {
    std::string text = only_first;
    text.insert(p + list.size(), "\"third-2010-trial\", ");
    EXPECT_EQ(texts(content_faults(text)), "") << "not counted: " << text.substr(p - 60, 60);
  }
  EXPECT_EQ(places, 26u);
}

TEST(CheckSchemas, TheShippedDataKeepsItsSchemas) {
  Faults faults;
  check_schemas(program_data().assets, faults);
  EXPECT_EQ(texts(faults), "");
}

class CopiedAssets : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy(program_data().assets / "schemas", folder_ / "schemas", fs::copy_options::recursive);
  }
  Faults check() {
    Faults faults;
    check_schemas(folder_.path(), faults);
    return faults;
  }
  TempFolder folder_;
};

TEST_F(CopiedAssets, AFieldThatTheSchemaDoesNotKnowIsNamed) {
  folder_.write("clinical/sources.json", changed(good_sources(), "\"isbn\"", "\"isbm\""));
  const Faults faults = check();
  ASSERT_EQ(faults.size(), 1u) << texts(faults);
  EXPECT_THAT(faults.front().text(), HasSubstr("clinical/sources.json:3"));
  EXPECT_THAT(faults.front().text(), HasSubstr("isbm"));
}

struct FileOf {
  std::string name, file;
  friend std::ostream& operator<<(std::ostream& out, const FileOf& of) { return out << of.file; }
};
class WhereSchemasHold : public CopiedAssets, public testing::WithParamInterface<FileOf> {};
TEST_P(WhereSchemasHold, AFileOfTheWrongFormIsNamed) {
  folder_.write(GetParam().file, "{\"nonsense\": 1}");
  const Faults faults = check();
  ASSERT_FALSE(faults.empty());
  EXPECT_THAT(faults.front().file, EndsWith(GetParam().file));
}
INSTANTIATE_TEST_SUITE_P(
    Check, WhereSchemasHold,
    testing::Values(FileOf{"Concepts", "anatomy/concepts/any.json"}, FileOf{"Landmarks", "anatomy/landmarks.json"},
                    FileOf{"MuscleEnds", "anatomy/muscle-ends.json"}, FileOf{"Muscle", "clinical/muscles/any.json"},
                    FileOf{"Sources", "clinical/sources.json"}, FileOf{"Movements", "clinical/movements.json"},
                    FileOf{"Needles", "clinical/needles.json"},
                    FileOf{"Published", "clinical/published-distances.json"}, FileOf{"Atlas", "atlases/any/atlas.json"},
                    FileOf{"Map", "atlases/any/muscles.json"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(CopiedAssets, AFileThatIsNoJsonIsNamedAndTheOthersAreChecked) {
  folder_.write("clinical/muscles/a.json", "{");
  folder_.write("clinical/sources.json", changed(good_sources(), "\"isbn\"", "\"isbm\""));
  const Faults faults = check();
  EXPECT_THAT(texts(faults), HasSubstr("a.json"));
  EXPECT_THAT(texts(faults), HasSubstr("isbm"));
}

TEST_F(CopiedAssets, AMissingSchemaIsNamed) {
  fs::remove(folder_ / "schemas/sources.schema.json");
  folder_.write("clinical/sources.json", good_sources());
  EXPECT_THAT(texts(check()), HasSubstr("sources.schema.json"));
}

TEST(CheckSchemas, AFolderThatIsNotThereIsAFaultAndNoEnd) {
  const TempFolder folder;
  Faults faults;
  check_schemas(folder / "nowhere", faults);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults.front().text(), HasSubstr("nowhere"));
}

TEST(Coverage, CountsWhatIsThereAndNamesWhatIsNot) {
  SmallClinic clinic;
  clinic.write("teres-minor.json", plain_record("teres-minor"));
  const ClinicalLibrary library = clinic.read();
  const ClinicalCoverage coverage = clinical_coverage(library, clinic.concepts);
  EXPECT_EQ(coverage.records, 2u);
  EXPECT_EQ(coverage.trigger_points, 1u);
  EXPECT_EQ(coverage.zones, 2u);
  EXPECT_EQ(coverage.guides, 1u);
  EXPECT_EQ(coverage.sources, 2u);
  EXPECT_EQ(coverage.needles, 3u);
  EXPECT_EQ(coverage.published, 4u);
  EXPECT_THAT(coverage.muscles_without_record, ElementsAre("teres-major")) << "parts are covered by their whole";
  EXPECT_THAT(coverage.no_source, ElementsAre("deltoid: depth in children"));
}

}  // namespace
}  // namespace palpate::test
