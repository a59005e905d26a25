// Movements: what a muscle and its parts have to do with one, how one is found by what people call it, and what is said
// of a list of movements that does not hold together.
#include "small_clinic.h"

#include <palpate/base/text.h>
#include <palpate/clinical/movement.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Kind = MovementPart::Kind;

const Movement flexion{"elbow.flexion", "Elbow", "Flexion of the elbow", "Bending it", "elbow.extension", {"curl"}};
const Movement extension{"elbow.extension", "Elbow", "Extension of the elbow", "Straightening it", "elbow.flexion", {}};
const Movement swallowing{"swallowing", "Throat", "Swallowing", "Swallowing", "", {}};

MuscleRecord record_of(const std::string& muscle, std::vector<MuscleAction> actions) {
  MuscleRecord record;
  record.muscle = muscle;
  record.actions = std::move(actions);
  return record;
}

MuscleAction action(const std::string& part, const std::string& text, const std::vector<std::string>& movements) {
  return {part, text, movements, {"first-2001-book"}};
}

TEST(MovementPart, OfAMuscleThatMakesTheMovementIsTheActionThatSaysSo) {
  const MuscleRecord record = record_of("flexor", {action("", "Turns the palm.", {"forearm.supination"}),
                                                   action("", "Bends.", {"wrist.flexion", "elbow.flexion"})});
  const MovementPart part = part_in(record, "flexor", flexion);
  EXPECT_EQ(part.kind, Kind::makes);
  EXPECT_EQ(part.action, &record.actions[1]) << "with its sources";
}

TEST(MovementPart, OfAMuscleThatMakesTheOppositeOneIsThatItIsStretched) {
  const MuscleRecord record = record_of("flexor", {action("", "Bends.", {"elbow.flexion"})});
  const MovementPart part = part_in(record, "flexor", extension);
  EXPECT_EQ(part.kind, Kind::is_stretched);
  EXPECT_EQ(part.action, &record.actions[0]);
}

TEST(MovementPart, OfAMuscleThatMakesBothIsThatItMakesIt) {
  // As brachioradialis does with the forearm: it leads to the middle from either end.
  const MuscleRecord record =
      record_of("both", {action("", "Straightens.", {"elbow.extension"}), action("", "Bends.", {"elbow.flexion"})});
  for (const Movement& movement : {flexion, extension}) EXPECT_EQ(part_in(record, "both", movement).kind, Kind::makes);
}

TEST(MovementPart, OfAMuscleThatDoesSomethingElseIsNone) {
  const MuscleRecord record =
      record_of("other", {action("", "Bends the wrist.", {"wrist.flexion"}), action("", "Says nothing.", {})});
  const MovementPart part = part_in(record, "other", flexion);
  EXPECT_EQ(part.kind, Kind::none);
  EXPECT_EQ(part.action, nullptr);
}

// An empty id of the opposite must not be taken for a movement.
TEST(MovementPart, InAMovementWithoutAnOppositeIsNeverThatAMuscleIsStretched) {
  const MuscleRecord record = record_of("odd", {action("", "Is badly tagged.", {""})});
  EXPECT_EQ(part_in(record, "odd", swallowing).kind, Kind::none);
}

TEST(MovementPart, OfAPartDoesNotComeFromTheActionsOfAnotherPart) {
  const MuscleRecord record = record_of("muscle", {action("muscle/front", "Bends.", {"elbow.flexion"}),
                                                   action("muscle/back", "Straightens.", {"elbow.extension"})});
  EXPECT_EQ(part_in(record, "muscle/front", flexion).kind, Kind::makes);
  EXPECT_EQ(part_in(record, "muscle/back", flexion).kind, Kind::is_stretched) << "the two are opponents";
  EXPECT_EQ(part_in(record, "muscle/middle", flexion).kind, Kind::none);
  EXPECT_EQ(part_in(record, "muscle/frontal", flexion).kind, Kind::none) << "which only begins like the name of one";
}

TEST(MovementPart, OfAPartComesFromTheActionsOfTheWholeToo) {
  const MuscleRecord unsaid = record_of("muscle", {action("", "Bends.", {"elbow.flexion"})});
  EXPECT_EQ(part_in(unsaid, "muscle/front", flexion).kind, Kind::makes);
  const MuscleRecord said = record_of("muscle", {action("muscle/front", "Bends.", {"elbow.flexion"})});
  EXPECT_EQ(part_in(said, "muscle/front/deep", flexion).kind, Kind::makes) << "the whole of a part is a whole as well";
}

TEST(MovementPart, OfTheWholeMuscleComesFromTheActionsOfAllItsParts) {
  const MuscleRecord record = record_of("muscle", {action("muscle/front", "Bends.", {"elbow.flexion"})});
  EXPECT_EQ(part_in(record, "muscle", flexion).action, &record.actions[0]);
}

TEST(MusclesOfAMovement, AreThoseThatMakeItThenThoseThatItStretchesInTheOrderOfTheLibrary) {
  const std::vector<MuscleRecord> records = {record_of("d-stretched", {action("", "", {"elbow.extension"})}),
                                             record_of("c-makes", {action("", "", {"elbow.flexion"})}),
                                             record_of("x-neither", {action("", "", {"wrist.flexion"})}),
                                             record_of("a-stretched", {action("", "", {"elbow.extension"})}),
                                             record_of("b-makes", {action("b-makes/part", "", {"elbow.flexion"})})};
  std::vector<std::string> names;
  for (const MovingMuscle& m : muscles_of(flexion, records)) {
    names.push_back(m.record->muscle);
    EXPECT_EQ(m.part.kind, ends_with(m.record->muscle, "makes") ? Kind::makes : Kind::is_stretched);
    EXPECT_EQ(m.part.action, &m.record->actions[0]);
  }
  EXPECT_THAT(names, ElementsAre("c-makes", "b-makes", "d-stretched", "a-stretched"));
  EXPECT_THAT(muscles_of(swallowing, records), IsEmpty());
}

TEST(MovementEntries, AnswerToTermPlainWordsSynonymAndId) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  const SearchIndex index(movement_entries(library.movements()));
  const auto best = [&](const std::string& query) {
    const std::vector<SearchHit> hits = index.find(query, 1);
    return hits.empty() ? "" : library.movements().at(hits.front().target).id;
  };
  EXPECT_EQ(best("extension of the shoulder"), "shoulder.extension");
  EXPECT_EQ(best("bringing the arm back"), "shoulder.extension");
  EXPECT_EQ(best("reach behind"), "shoulder.extension");
  EXPECT_EQ(best("shoulder.extension"), "shoulder.extension");
  EXPECT_EQ(best("lift arm forwards"), "shoulder.flexion");
  EXPECT_EQ(best("swalowing"), "swallowing") << "with a slip of the pen";
  EXPECT_EQ(best("knitting"), "");
  EXPECT_EQ(index.find("reach behind").front().shown, "Bringing the arm back") << "shown as a patient would say it";
}

TEST(Movements, AreReadWithAllTheirFields) {
  SmallClinic clinic;
  const ClinicalLibrary library = clinic.read();
  EXPECT_EQ(clinic.all_faults(), "");
  ASSERT_THAT(library.movements(), SizeIs(3));
  const Movement& m = library.movements()[1];
  EXPECT_EQ(m.id, "shoulder.extension");
  EXPECT_EQ(m.joint, "Shoulder");
  EXPECT_EQ(m.name, "Extension of the shoulder");
  EXPECT_EQ(m.plain, "Bringing the arm back");
  EXPECT_EQ(m.opposite, "shoulder.flexion");
  EXPECT_THAT(m.synonyms, ElementsAre("reach behind"));
  EXPECT_EQ(library.movement("shoulder.extension"), &m);
  EXPECT_EQ(library.movement("shoulder"), nullptr) << "a joint is no movement";
  EXPECT_THAT(library.record("deltoid")->actions.at(0).movements, ElementsAre("shoulder.extension"));
}

TEST(Movements, OfWhichTwoHaveOneIdAreNamedAndTheFirstStays) {
  SmallClinic clinic;
  const std::string text = changed(good_movements(), R"("id": "swallowing")", R"("id": "shoulder.flexion")");
  clinic.write_movements(text);
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.all_faults(), HasSubstr("\"shoulder.flexion\" stands in the list twice"));
  EXPECT_THAT(clinic.faults.front().file, EndsWith("clinical/movements.json"));
  EXPECT_EQ(clinic.faults.front().line, line_of(text, R"("joint": "Jaw and throat")"));
  EXPECT_THAT(library.movements(), SizeIs(2));
  EXPECT_EQ(library.movement("shoulder.flexion")->joint, "Shoulder");
}

TEST(Movements, WhoseOppositeIsUnknownAreNamed) {
  SmallClinic clinic;
  const std::string wrong = R"("plain": "Swallowing", "opposite": "spitting")";
  const std::string text = changed(good_movements(), R"("plain": "Swallowing")", wrong);
  clinic.write_movements(text);
  (void)clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(), HasSubstr("there is no movement \"spitting\""));
  EXPECT_EQ(clinic.faults.front().field, "/movements/2/opposite");
  EXPECT_EQ(clinic.faults.front().line, line_of(text, wrong));
}

// Otherwise a muscle would be stretched by a movement, and its opponent not by the opposite one.
TEST(Movements, WhoseOppositeDoesNotNameThemAreNamed) {
  SmallClinic clinic;
  clinic.write_movements(changed(good_movements(), R"("synonyms": ["reach behind"], "opposite": "shoulder.flexion")",
                                 R"("synonyms": [])"));
  (void)clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_EQ(clinic.faults.front().field, "/movements/0/opposite") << "it stands where the opposite is still claimed";
  EXPECT_THAT(clinic.faults.front().text(), AllOf(HasSubstr("shoulder.extension"), HasSubstr("shoulder.flexion")));
}

TEST(Movements, ThatAnActionNamesAndThatAreNotThereAreGuessedAt) {
  SmallClinic clinic;
  const std::string wrong = R"("movements": ["shoulder.extention"])";
  const std::string text = changed(good_record(), R"("movements": ["shoulder.extension"])", wrong);
  clinic.write("deltoid.json", text);
  clinic.write("teres-minor.json", plain_record("teres-minor"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  const Fault& fault = clinic.faults.front();
  EXPECT_THAT(fault.file, EndsWith("clinical/muscles/deltoid.json"));
  EXPECT_EQ(fault.field, "/actions/0/movements/0");
  EXPECT_EQ(fault.line, line_of(text, wrong));
  EXPECT_THAT(fault.what, AllOf(HasSubstr("movement"), HasSubstr("\"shoulder.extention\""),
                                HasSubstr("did you mean \"shoulder.extension\"?")));
  EXPECT_NE(library.record("teres-minor"), nullptr) << "another record is not harmed";
}

TEST(Movements, WithoutAFileAreAnErrorThatNamesIt) {
  const SmallClinic clinic;
  std::filesystem::remove(clinic.folder / "clinical/movements.json");
  Faults faults;
  const auto library = read_clinical(clinic.folder.path(), clinic.concepts, clinic.landmarks, faults);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(library.error().text(), HasSubstr("movements.json"));
}

TEST(Movements, WithoutAListAreAFaultAndTheRecordsAreReadAllTheSame) {
  SmallClinic clinic;
  clinic.write_movements("{}");
  clinic.write("deltoid.json", plain_record("deltoid"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_THAT(clinic.faults.front().text(), AllOf(HasSubstr("movements.json"), HasSubstr("list of movements")));
  EXPECT_THAT(library.movements(), IsEmpty());
  EXPECT_NE(library.record("deltoid"), nullptr);
}

TEST(Movements, LackingAFieldAreNamed) {
  for (const char* field : {"id", "joint", "name", "plain"}) {
    SmallClinic clinic;
    const std::string of_swallowing = R"({"id": "swallowing", "joint": "Jaw and throat", "name": "Swallowing", )";
    std::string whole = of_swallowing + R"("plain": "Swallowing"})";
    const std::string line = whole;
    whole.replace(whole.find(std::string("\"") + field + "\""), std::string(field).size() + 2, R"("synonym")");
    clinic.write_movements(changed(good_movements(), line, whole));
    (void)clinic.read();
    EXPECT_THAT(clinic.all_faults(), AllOf(HasSubstr("movements.json:6"), HasSubstr(field), Not(HasSubstr("twice"))));
  }
}

}  // namespace
}  // namespace palpate::test
