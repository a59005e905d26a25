// What is wrong in a record is said with file, line and field, all of it at once, and everything else is read.
#include "small_clinic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

// One piece of the good record is replaced; the fault stands on the line of `now` (or of `stands`).
struct Broken {
  std::string name, old, now, field, what, stands;
  friend std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.now; }
};

class BrokenRecord : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRecord, IsNamedByFileLineAndFieldWhileTheOthersLoad) {
  const Broken& broken = GetParam();
  SmallClinic clinic;
  const std::string text = changed(good_record(), broken.old, broken.now);
  clinic.write("deltoid.json", text);
  clinic.write("teres-minor.json", plain_record("teres-minor"));
  const ClinicalLibrary library = clinic.read();
  EXPECT_NE(library.record("teres-minor"), nullptr) << "another record is not harmed";
  ASSERT_FALSE(clinic.faults.empty()) << "no fault is seen";
  const auto named = std::find_if(clinic.faults.begin(), clinic.faults.end(),
                                  [&](const Fault& fault) { return fault.field == broken.field; });
  ASSERT_NE(named, clinic.faults.end()) << "no fault at " << broken.field << ", but\n" << clinic.all_faults();
  EXPECT_THAT(named->what, HasSubstr(broken.what));
  EXPECT_THAT(named->file, EndsWith("clinical/muscles/deltoid.json"));
  EXPECT_EQ(named->severity, Severity::error);
  EXPECT_EQ(named->line, line_of(text, broken.stands.empty() ? broken.now : broken.stands)) << named->text();
}

std::string name_of_case(const testing::TestParamInfo<Broken>& tested) {
  return tested.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    UnknownThings, BrokenRecord,
    testing::Values(
        Broken{"Muscle", R"("muscle": "deltoid")", R"("muscle": "deltoit")", "/muscle", "did you mean \"deltoid\"?",
               ""},
        Broken{"Covered", R"(["deltoid/spinal-part"],)", R"(["deltoid/spine-part"],)", "/covers/0",
               "deltoid/spine-part", ""},
        Broken{"PartOfAttachment", R"({"part": "deltoid/spinal-part",
   "origin")",
               R"({"part": "deltoid/front",
   "origin")",
               "/attachments/0/part", "deltoid/front", ""},
        Broken{"Bone", R"("on": "humerus")", R"("on": "humerous")", "/attachments/0/insertion/0/on", "\"humerus\"", ""},
        Broken{"Nerve", R"("concept": "axillary-nerve")", R"("concept": "axilary-nerve")", "/innervation/0/concept",
               "\"axillary-nerve\"", ""},
        Broken{"PlaceOfPoint", R"("in": "deltoid/spinal-part")", R"("in": "deltoid/spinal")", "/trigger_points/0/in",
               "deltoid/spinal", ""},
        Broken{"Landmark", R"({"acromial-angle": 2,)", R"({"acromial-angel": 2,)",
               "/trigger_points/0/anchor/place/landmarks/acromial-angel", "did you mean \"acromial-angle\"?", ""},
        Broken{"LandmarkOfTheOtherSide", R"("other:acromial-angle")", R"("other:nowhere-at-all")",
               "/trigger_points/0/anchor/place/landmarks/other:nowhere-at-all", "no landmark", ""},
        Broken{"EssentialRegion", R"({"regions": ["deltoid-region"],)", R"({"regions": ["deltoid-regoin"],)",
               "/trigger_points/0/referral/essential/0/regions/0", "did you mean \"deltoid-region\"?", ""},
        Broken{"RegionThatIsNoSkin", R"({"regions": ["deltoid-region"],)", R"({"regions": ["scapula"],)",
               "/trigger_points/0/referral/essential/0/regions/0", "no region of the skin \"scapula\"", ""},
        Broken{"SpilloverRegion", R"(["scapular-region"])", R"(["moon"])",
               "/trigger_points/0/referral/spillover/0/regions/0", "\"moon\"", ""},
        Broken{"SourceOfAText", R"("text": "Lying on the front.", "sources": ["first-2001-book"])",
               R"("text": "Lying on the front.", "sources": ["nobody-1999"])", "/needling/0/position/sources/0",
               "\"nobody-1999\" is not in sources.json", ""},
        Broken{"SourceOfAHazard", R"("reason": "It lies close.", "sources": ["first-2001-book"])",
               R"("reason": "It lies close.", "sources": ["first-2001-book", "x"])", "/needling/0/hazards/0/sources/1",
               "\"x\"", ""},
        Broken{"Hazard", R"("structure": "axillary-nerve")", R"("structure": "dragon")",
               "/needling/0/hazards/0/structure", "\"dragon\"", ""},
        Broken{"PointOfNeedling", R"({"zones": ["spinal-1"])", R"({"zones": ["spinal-2"])", "/needling/0/zones/0",
               "no trigger point \"spinal-2\"", ""}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    WrongTypes, BrokenRecord,
    testing::Values(Broken{"MuscleIsNumber", R"("muscle": "deltoid")", R"("muscle": 7)", "/muscle", "is expected", ""},
                    Broken{"CoversIsText", R"("covers": ["deltoid/spinal-part"])", R"("covers": "deltoid/spinal-part")",
                           "/covers", "is expected", ""},
                    Broken{"RootIsNumber", R"(["C5", "C6"])", R"(["C5", 6])", "/innervation/0/roots/1", "list of texts",
                           ""},
                    Broken{"RadiusIsText", R"("radius_mm": 12,)", R"("radius_mm": "12",)",
                           "/trigger_points/0/radius_mm", "is expected", ""},
                    Broken{"WeightIsText", R"({"acromial-angle": 2,)", R"({"acromial-angle": "two",)",
                           "/trigger_points/0/anchor/place/landmarks/acromial-angle", "a weight is expected", ""},
                    Broken{"OffsetHasAnUnknownWord", R"("lateral": 1, "up": -2.5)", R"("lateral": 1, "upp": -2.5)",
                           "/trigger_points/0/anchor/place/offset_mm/upp", "did you mean \"up\"?", ""},
                    Broken{"OffsetIsText", R"("lateral": 1, "up": -2.5)", R"("lateral": "1", "up": -2.5)",
                           "/trigger_points/0/anchor/place/offset_mm/lateral", "is expected", ""},
                    Broken{"DepthIsText", R"("depth": 0.4)", R"("depth": "deep")", "/trigger_points/0/anchor/depth",
                           "is expected", ""},
                    Broken{"LimitIsText", R"("limit_mm": 22)", R"("limit_mm": "22")", "/needling/0/depth/limit_mm",
                           "is expected", ""},
                    Broken{"SymptomsAreAnObject",
                           R"("symptoms": [{"text": "Pain on lifting the arm.", "sources": ["first-2001-book"]}])",
                           R"("symptoms": {})", "/trigger_points/0/symptoms", "is expected", ""},
                    Broken{"TitleIsList", R"("title": "The whole back")", R"("title": [])", "/needling/0/title",
                           "is expected", ""}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    WrongWords, BrokenRecord,
    testing::Values(
        Broken{"GradeOfAClaim", R"("grade": "limited")", R"("grade": "certain")",
               "/trigger_points/0/claims/location/grade", "expert-consensus", ""},
        Broken{"GradeOfEvidence", R"("grade": "moderate")", R"("grade": "good")", "/evidence/0/grade", "not known", ""},
        Broken{"Question", R"("question": "mechanism")", R"("question": "why")", "/evidence/1/question",
               "effect, mechanism or alternatives", ""},
        Broken{"SideOfAZone", R"("side": "other",)", R"("side": "left",)",
               "/trigger_points/0/referral/essential/0/side", "same, other or middle", ""},
        Broken{"SideOfAHazard", R"("side": "both")", R"("side": "left")", "/needling/0/hazards/0/side",
               "same, other or both", ""},
        Broken{"Grip", R"("title": "The whole back")", R"("grip": "soft")", "/needling/0/grip", "flat or pincer", ""},
        Broken{"SeverityOfAHazard", "\"life-threatening\"", "\"deadly\"", "/needling/0/hazards/0/severity",
               "life-threatening, serious or minor", ""}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    WrongNumbers, BrokenRecord,
    testing::Values(Broken{"DepthTheWrongWayRound", R"("range_mm": [5, 20])", R"("range_mm": [20, 5])",
                           "/needling/0/depth/range_mm", "the smaller number, then the larger", ""},
                    Broken{"DepthWithOneNumber", R"("range_mm": [5, 20])", R"("range_mm": [20])",
                           "/needling/0/depth/range_mm", "a range is expected", ""},
                    Broken{"DepthAboveTheSkin", R"("range_mm": [5, 20])", R"("range_mm": [-5, 20])",
                           "/needling/0/depth/range_mm", "below 0", ""},
                    Broken{"LengthTheWrongWayRound", "[30, 50]", "[50, 30]", "/needling/0/needle/length_mm",
                           "a range is expected", ""},
                    Broken{"DiameterWithThreeNumbers", "[0.2, 0.3]", "[0.2, 0.25, 0.3]",
                           "/needling/0/needle/diameter_mm", "a range is expected", ""},
                    Broken{"WeightsThatCancel", R"({"acromial-angle": 2, "other:acromial-angle": 1})",
                           R"({"acromial-angle": 1, "other:acromial-angle": -1})",
                           "/trigger_points/0/anchor/place/landmarks", "add up to nothing", ""},
                    Broken{"NoLandmark", R"({"acromial-angle": 2, "other:acromial-angle": 1})", "{}",
                           "/trigger_points/0/anchor/place/landmarks", "no landmark is named", R"("anchor")"},
                    Broken{"PointOutsideTheMuscle", R"("depth": 0.4)", R"("depth": 1.4)",
                           "/trigger_points/0/anchor/depth", "from 0 to 1", ""},
                    Broken{"PointWithoutSize", R"("radius_mm": 12,)", R"("radius_mm": 0,)",
                           "/trigger_points/0/radius_mm", "more than 0", ""},
                    Broken{"TwoDirections", R"("towards": {"landmarks": {"vertex": 1}})",
                           R"("towards": {"landmarks": {"vertex": 1}}, "axis": {"up": 1})", "/needling/0/direction",
                           "not both", ""},
                    Broken{"TwoEntries", R"("text": "Over the taut band.",)",
                           R"("text": "Over the taut band.", "over_zone": true,)", "/needling/0/entry", "not both", ""},
                    Broken{"OverTheZoneTowardsAPlace",
                           R"("place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 11)",
                           R"("over_zone": true, "radius_mm": 11)", "/needling/0/direction", "needs an axis",
                           R"("towards": {"landmarks": {"vertex")"},
                    Broken{"AWayToAnotherGuide", R"("disagreements": [{"about": "the length")",
                           R"("other_ways": [{"zones": ["none"],
     "entry": {"text": "A", "over_zone": true, "radius_mm": 5, "sources": ["first-2001-book"]},
     "direction": {"text": "B", "sources": ["first-2001-book"]}}], "disagreements": [{"about": "the length")",
                           "/needling/0/other_ways/0/zones", "none of the zones of this needling",
                           R"("zones": ["none"])"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    MissingBlocks, BrokenRecord,
    testing::Values(
        Broken{"Muscle", R"("muscle": "deltoid",)", "", "/muscle", "missing", "{"},
        Broken{"Attachments", R"("attachments")", R"("attachmens")", "/attachments", "missing", "{"},
        Broken{"Innervation", R"("innervation")", R"("inervation")", "/innervation", "missing", "{"},
        Broken{"Actions", R"("actions")", R"("action")", "/actions", "missing", "{"},
        Broken{"TriggerPoints", R"("trigger_points")", R"("triggerpoints")", "/trigger_points", "missing", "{"},
        Broken{"Needling", R"("needling")", R"("needeling")", "/needling", "missing", "{"},
        Broken{"Evidence", R"("evidence")", R"("evidense")", "/evidence", "missing", "{"},
        Broken{"Patient", R"("patient")", R"("patients")", "/patient", "missing", "{"},
        Broken{"Origin", R"("origin")", R"("orgin")", "/attachments/0/origin", "no site is given",
               R"({"part": "deltoid/spinal-part",
   "orgin")"},
        Broken{"NerveName", R"("nerve": "Axillary nerve", )", "", "/innervation/0/nerve", "missing",
               R"({"part": "deltoid/spinal-part", "concept")"},
        Broken{"Id", R"({"id": "spinal-1",)", "{", "/trigger_points/0/id", "missing", R"({
   "label")"},
        Broken{"Label", R"("label": "Back part, middle",)", "", "/trigger_points/0/label", "missing",
               R"({"id": "spinal-1")"},
        Broken{"Location", R"("location": {"text": "Half)", R"("locaton": {"text": "Half)",
               "/trigger_points/0/location", "missing", R"({"id": "spinal-1")"},
        Broken{"Anchor", R"("anchor")", R"("anker")", "/trigger_points/0/anchor", "has no place",
               R"({"id": "spinal-1")"},
        Broken{"Referral", R"("referral": {"text")", R"("refferal": {"text")", "/trigger_points/0/referral",
               "referred pain is missing", R"({"id": "spinal-1")"},
        Broken{"EssentialZone", R"("essential")", R"("essentials")", "/trigger_points/0/referral/essential",
               "no essential zone", R"("referral": {"text")"},
        Broken{"RegionsOfAZone", R"({"regions": ["deltoid-region"],)", "{",
               "/trigger_points/0/referral/essential/0/regions", "no region of the skin", R"({
      "side")"},
        Broken{"StrokesOfAZone",
               R"("strokes": [{"points": [{"place": {"landmarks": {"vertex": 1}}, "radius_mm": 15}]}])",
               R"("strokes": [])", "/trigger_points/0/referral/essential/0/strokes", "not drawn", ""},
        Broken{"PointsOfAStroke", R"({"points": [{"place": {"landmarks": {"vertex": 1}}, "radius_mm": 15}]})",
               R"({"points": []})", "/trigger_points/0/referral/essential/0/strokes/0", "without points", ""},
        Broken{"Claims", R"("claims")", R"("claim")", "/trigger_points/0/claims", "missing", R"({"id": "spinal-1")"},
        Broken{"ClaimOfLocation", R"("location": {"grade")", R"("place": {"grade")",
               "/trigger_points/0/claims/location", "missing", R"("claims")"},
        Broken{"ZonesOfNeedling", R"("zones": ["spinal-1"],)", R"("zones": [],)", "/needling/0/zones",
               "which trigger points", ""},
        Broken{"Position", R"("position")", R"("posture")", "/needling/0/position", "missing", R"({"zones")"},
        Broken{"Technique", R"("technique")", R"("technik")", "/needling/0/technique", "missing", R"({"zones")"},
        Broken{"Needle", R"("needle":)", R"("nedle":)", "/needling/0/needle", "missing", R"({"zones")"},
        Broken{"LengthOfNeedle", R"("length_mm": [30, 50], )", "", "/needling/0/needle/length_mm", "missing",
               R"("needle":)"},
        Broken{"Entry", R"("entry")", R"("enter")", "/needling/0/entry", "missing", R"({"zones")"},
        Broken{"Direction", R"("direction")", R"("directon")", "/needling/0/direction", "missing", R"({"zones")"},
        Broken{"Depth", R"("depth": {)", R"("deepness": {)", "/needling/0/depth", "missing", R"({"zones")"},
        Broken{"Hazards", R"("hazards")", R"("hazard")", "/needling/0/hazards", "missing", R"({"zones")"},
        Broken{"Precautions", R"("precautions")", R"("precaution")", "/needling/0/precautions", "missing",
               R"({"zones")"},
        Broken{"SecondView", R"(, {"text": "Other.", "sources": ["third-2010-trial"]})", "", "/disagreements/0/views",
               "two views", R"("disagreements": [{"about": "the name")"}),
    name_of_case);

// Every statement needs a source: each list of sources in turn is emptied.
TEST(RecordFaults, EveryStatementWithoutASourceIsNamed) {
  const std::string list = "\"sources\": [";
  SmallClinic clinic;
  std::size_t lists = 0;
  for (std::size_t at = good_record().find(list); at != std::string::npos; at = good_record().find(list, at + 1)) {
    const std::size_t begin = at + list.size(), end = good_record().find(']', begin);
    std::string text = good_record();
    text.erase(begin, end - begin);
    clinic.write("deltoid.json", text);
    (void)clinic.read();
    ASSERT_EQ(clinic.faults.size(), 1u) << text.substr(at - 60, 80) << "\n" << clinic.all_faults();
    EXPECT_THAT(clinic.faults.front().what, HasSubstr("every statement needs one"));
    EXPECT_THAT(clinic.faults.front().field, EndsWith("/sources"));
    EXPECT_EQ(clinic.faults.front().line, line_of(text, text.substr(begin - 30, 40)) +
                                              static_cast<int>(std::count(text.begin() + static_cast<long>(begin) - 30,
                                                                          text.begin() + static_cast<long>(at), '\n')));
    ++lists;
  }
  EXPECT_EQ(lists, 26u) << "all lists of the record were tried";
}

TEST(RecordFaults, AnIdThatIsUsedTwiceIsNamedWhereItStandsTheSecondTime) {
  SmallClinic clinic;
  const std::string& text = good_record();
  const std::size_t begin = text.find("  {\"id\": \"spinal-1\""), end = text.find("\n ],\n \"needling\"");
  const std::string point = text.substr(begin, end - begin);
  const std::string twice = text.substr(0, end) + ",\n" + point + text.substr(end);
  clinic.write("deltoid.json", twice);
  const ClinicalLibrary library = clinic.read();
  ASSERT_EQ(clinic.faults.size(), 1u) << clinic.all_faults();
  EXPECT_EQ(clinic.faults.front().field, "/trigger_points/1/id");
  EXPECT_THAT(clinic.faults.front().what, HasSubstr("\"spinal-1\" is used twice"));
  const auto lines_before =
      std::count(twice.begin(), twice.begin() + static_cast<long>(twice.rfind("\"id\": \"spinal-1\"")), '\n');
  EXPECT_EQ(clinic.faults.front().line, static_cast<int>(lines_before) + 1);
  EXPECT_NE(library.record("deltoid"), nullptr);
}

TEST(RecordFaults, AllOfThemAreNamedAtOnce) {
  SmallClinic clinic;
  std::string text = changed(good_record(), R"("range_mm": [5, 20])", R"("range_mm": [20, 5])");
  text = changed(text, R"("structure": "axillary-nerve")", R"("structure": "dragon")");
  text = changed(text, R"("label": "Back part, middle",)", "");
  text = changed(text, R"("on": "humerus")", R"("on": 3)");
  clinic.write("deltoid.json", text);
  (void)clinic.read();
  EXPECT_EQ(clinic.faults.size(), 4u) << clinic.all_faults();
}

TEST(RecordFaults, ARecordWithAFaultIsReadAsFarAsItGoes) {
  SmallClinic clinic;
  clinic.write("deltoid.json", changed(good_record(), R"("range_mm": [5, 20])", R"("range_mm": [20, 5])"));
  const ClinicalLibrary library = clinic.read();
  ASSERT_NE(library.record("deltoid"), nullptr);
  const NeedlingGuide& guide = library.record("deltoid")->needling.front();
  EXPECT_FALSE(guide.depth_mm) << "a range that cannot be is not shown";
  EXPECT_EQ(guide.depth_limit_mm, 22.0f);
}

}  // namespace
}  // namespace palpate::test
