// The library of records: which record speaks of a structure, which trigger points lie in it, and how whole files that
// cannot be read are named while the others load.
#include "small_clinic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MuscleRecord record_of(const std::string& muscle, const std::vector<std::string>& covers = {},
                       const std::vector<std::pair<std::string, std::string>>& points = {}) {
  MuscleRecord record;
  record.muscle = muscle;
  record.covers = covers;
  for (const auto& [id, in] : points) {
    TriggerPoint point;
    point.id = id;
    point.in = in;
    record.trigger_points.push_back(point);
  }
  return record;
}

std::vector<std::string> ids(const std::vector<const TriggerPoint*>& points) {
  std::vector<std::string> found;
  for (const TriggerPoint* point : points) found.push_back(point->id);
  return found;
}

ClinicalLibrary shoulder() {
  ClinicalLibrary library;
  library.add(record_of("deltoid", {"deltoid/spinal-part"},
                        {{"front", "deltoid/clavicular-part"}, {"back", "deltoid/spinal-part"}, {"any", "deltoid"}}));
  library.add(record_of("scalene-muscles", {"scalenus-anterior", "scalenus-medius"},
                        {{"a", "scalenus-anterior"}, {"m", "scalenus-medius"}}));
  library.add(record_of("scalenus-medius"));
  return library;
}

TEST(ClinicalLibrary, FindsTheRecordOfAMuscle) {
  const ClinicalLibrary library = shoulder();
  ASSERT_NE(library.record("deltoid"), nullptr);
  EXPECT_EQ(library.record("deltoid")->muscle, "deltoid");
  EXPECT_EQ(library.record("deltoid/spinal-part"), nullptr) << "a record is under the muscle it is written for";
  EXPECT_EQ(library.record("soleus"), nullptr);
  EXPECT_EQ(library.records().size(), 3u);
}

TEST(ClinicalLibrary, AStructureIsSpokenOfByItsOwnRecordItsGroupsOrItsWholes) {
  const ClinicalLibrary library = shoulder();
  const auto about = [&](const char* key) {
    const MuscleRecord* record = library.about(key);
    return record == nullptr ? std::string() : record->muscle;
  };
  EXPECT_EQ(about("deltoid"), "deltoid");
  EXPECT_EQ(about("deltoid/spinal-part"), "deltoid") << "covered by name";
  EXPECT_EQ(about("deltoid/clavicular-part"), "deltoid") << "a part of the whole";
  EXPECT_EQ(about("scalenus-anterior"), "scalene-muscles") << "covered by the group";
  EXPECT_EQ(about("scalenus-medius"), "scalenus-medius") << "its own record goes before the group";
  EXPECT_EQ(about("soleus"), "");
  EXPECT_EQ(about("soleus/part"), "");
  EXPECT_EQ(about(""), "");
}

TEST(ClinicalLibrary, TheWholeHasAllTriggerPointsAndAPartItsOwn) {
  const ClinicalLibrary library = shoulder();
  EXPECT_THAT(ids(library.trigger_points_in("deltoid")), ElementsAre("front", "back", "any"));
  EXPECT_THAT(ids(library.trigger_points_in("deltoid/spinal-part")), ElementsAre("back"));
  EXPECT_THAT(ids(library.trigger_points_in("deltoid/acromial-part")), IsEmpty());
  EXPECT_THAT(ids(library.trigger_points_in("scalenus-anterior")), ElementsAre("a"));
  EXPECT_THAT(ids(library.trigger_points_in("soleus")), IsEmpty());
}

TEST(ClinicalLibrary, ASourceIsThereOnce) {
  ClinicalLibrary library;
  Source first, second;
  first.key = second.key = "a-2000-b";
  first.title = "First";
  EXPECT_TRUE(library.add(first));
  EXPECT_FALSE(library.add(second));
  ASSERT_NE(library.source("a-2000-b"), nullptr);
  EXPECT_EQ(library.source("a-2000-b")->title, "First");
  EXPECT_EQ(library.source("a-2001-b"), nullptr);
  EXPECT_EQ(library.sources().size(), 1u);
}

TEST(ReadClinical, RecordsComeInTheOrderOfTheirFiles) {
  SmallClinic clinic;
  clinic.write("b.json", plain_record("teres-minor"));
  clinic.write("a.json", plain_record("teres-major"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(library.records().size(), 3u) << clinic.all_faults();
  EXPECT_EQ(library.records()[0].muscle, "teres-major");
  EXPECT_EQ(library.records()[1].muscle, "teres-minor");
  EXPECT_EQ(library.records()[2].muscle, "deltoid");
}

TEST(ReadClinical, OnlyJsonFilesAreRecords) {
  SmallClinic clinic;
  clinic.write("notes.txt", "not a record");
  clinic.write("deltoid.json.part", "{");
  EXPECT_EQ(clinic.read().records().size(), 1u);
  EXPECT_EQ(clinic.all_faults(), "");
}

TEST(ReadClinical, AFileThatIsNoJsonIsNamedWithItsLineAndTheOthersLoad) {
  SmallClinic clinic;
  clinic.write("broken.json", "{\n\"muscle\": \"teres-minor\",\n]");
  const ClinicalLibrary library = clinic.read();
  EXPECT_NE(library.record("deltoid"), nullptr);
  EXPECT_EQ(library.records().size(), 1u);
  ASSERT_EQ(clinic.faults.size(), 1u);
  EXPECT_THAT(clinic.faults.front().text(), HasSubstr("broken.json:3"));
}

TEST(ReadClinical, ACutOffFileIsNamedAndTheOthersLoad) {
  SmallClinic clinic;
  clinic.write("cut.json", good_record().substr(0, good_record().size() / 2));
  clinic.write("empty.json", "");
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(library.records().size(), 1u);
  ASSERT_EQ(clinic.faults.size(), 2u) << clinic.all_faults();
  EXPECT_THAT(clinic.faults[0].text(), HasSubstr("cut.json"));
  EXPECT_THAT(clinic.faults[1].text(), HasSubstr("empty.json"));
}

TEST(ReadClinical, AFileThatIsNoObjectIsNamedAndLeftOut) {
  SmallClinic clinic;
  clinic.write("list.json", "[1, 2]");
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(library.records().size(), 1u);
  ASSERT_EQ(clinic.faults.size(), 1u) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(), HasSubstr("list.json"));
  EXPECT_THAT(clinic.faults.front().what, HasSubstr("object is expected"));
}

TEST(ReadClinical, ARecordWithoutAMuscleIsLeftOut) {
  SmallClinic clinic;
  clinic.write("nobody.json", changed(plain_record("teres-minor"), "\"muscle\": \"teres-minor\", ", ""));
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(library.records().size(), 1u);
  ASSERT_EQ(clinic.faults.size(), 1u) << clinic.all_faults();
  EXPECT_EQ(clinic.faults.front().field, "/muscle");
}

TEST(ReadClinical, ASecondRecordOfAMuscleIsNamedAndTheFirstStays) {
  SmallClinic clinic;
  clinic.write("z-again.json", plain_record("deltoid"));
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(library.records().size(), 1u);
  EXPECT_EQ(library.record("deltoid")->trigger_points.size(), 1u) << "the first one";
  ASSERT_EQ(clinic.faults.size(), 1u) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(), HasSubstr("z-again.json:1: /muscle"));
  EXPECT_THAT(clinic.faults.front().what, HasSubstr("a record of \"deltoid\" already"));
}

TEST(ReadClinical, WithoutSourcesIsAnErrorThatNamesTheFile) {
  SmallClinic clinic;
  std::filesystem::remove(clinic.folder / "clinical/sources.json");
  const auto library = read_clinical(clinic.folder.path(), clinic.concepts, clinic.landmarks, clinic.faults);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(library.error().text(), HasSubstr("sources.json"));
}

TEST(ReadClinical, SourcesThatAreNoListAreNamed) {
  SmallClinic clinic;
  for (const char* text : {"[]", "{}", "{\"sources\": 3}"}) {
    clinic.write_sources(text);
    (void)clinic.read();
    ASSERT_FALSE(clinic.faults.empty());
    EXPECT_THAT(clinic.faults.front().text(), HasSubstr("sources.json:1: /sources")) << text;
  }
}

TEST(ReadClinical, AFolderWithoutRecordsIsNamed) {
  SmallClinic clinic;
  std::filesystem::remove_all(clinic.folder / "clinical/muscles");
  const ClinicalLibrary library = clinic.read();
  EXPECT_THAT(library.records(), IsEmpty());
  EXPECT_EQ(library.sources().size(), 2u);
  ASSERT_EQ(clinic.faults.size(), 1u) << "nothing to show is not nothing to say";
  EXPECT_THAT(clinic.faults.front().text(), HasSubstr("clinical/muscles"));
  EXPECT_THAT(clinic.faults.front().what, HasSubstr("no clinical records"));
}

struct BadSource {
  std::string name, old, now, field, what;
  friend std::ostream& operator<<(std::ostream& out, const BadSource& bad) { return out << bad.name; }
};
class BadSources : public testing::TestWithParam<BadSource> {};

TEST_P(BadSources, AreNamedByLineAndField) {
  SmallClinic clinic;
  const BadSource& bad = GetParam();
  const std::string text = changed(good_sources(), bad.old, bad.now);
  clinic.write_sources(text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_FALSE(clinic.faults.empty());
  const Fault& fault = clinic.faults.front();
  EXPECT_THAT(fault.file, testing::EndsWith("sources.json"));
  EXPECT_EQ(fault.field, bad.field);
  EXPECT_THAT(fault.what, HasSubstr(bad.what));
  EXPECT_GE(fault.line, 2);
  EXPECT_NE(library.record("deltoid"), nullptr) << "records load all the same";
}
INSTANTIATE_TEST_SUITE_P(
    Library, BadSources,
    testing::Values(BadSource{"NoAuthors", R"("authors": "Third C", )", "", "/sources/1/authors", "missing"},
                    BadSource{"NoTitle", R"("title": "A trial", )", "", "/sources/1/title", "missing"},
                    BadSource{"NoKey", R"("key": "third-2010-trial", )", "", "/sources/1/key", "missing"},
                    BadSource{"NoType", R"("type": "randomised-trial",)", "", "/sources/1/type", "missing"},
                    BadSource{"NoReading", R"("read": "abstract")", R"("note": "")", "/sources/1/read", "missing"},
                    BadSource{"YearIsText", "2010,", "\"2010\",", "/sources/1/year", "is expected"},
                    BadSource{"Twice", "third-2010-trial", "first-2001-book", "/sources/1/key", "twice"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace palpate::test
