// The named regions of the skin and the areas in which something else hurts: every field is read, and what is wrong is
// said with file, line and field while the rest is read.
#include "small_clinic.h"

#include <palpate/clinical/skin_areas.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* good_regions = R"({"regions": [
 {"concept": "deltoid-region",
  "strokes": [{"points": [{"place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 20},
                          {"place": {"landmarks": {"vertex": 2}, "offset_mm": {"up": -30}}, "radius_mm": 25}]}]},
 {"concept": "scapular-region",
  "strokes": [{"points": [{"place": {"landmarks": {"vertex": 1}}, "radius_mm": 31}]},
              {"points": [{"place": {"landmarks": {"other:acromial-angle": 1}}, "radius_mm": 30}]}]}
]})";

constexpr const char* good_areas = R"({"areas": [
 {"id": "root-c6",
  "kind": "nerve-root",
  "name": "Sixth cervical root",
  "text": "Down the arm to the thumb.",
  "grade": "limited",
  "sources": ["first-2001-book"],
  "strokes": [{"points": [{"place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 22}]}]},
 {"id": "heart",
  "kind": "visceral", "name": "Heart", "text": "Over the chest and the left arm.",
  "red_flag": "Call for help at once.",
  "side": "left",
  "grade": "strong", "sources": ["first-2001-book", "third-2010-trial"],
  "strokes": [{"points": [{"place": {"landmarks": {"vertex": 1}}, "radius_mm": 40}]}]}
]})";

struct SkinClinic : SmallClinic {
  SkinClinic() {
    write_regions(good_regions);
    write_areas(good_areas);
  }
  void write_regions(const std::string& text) const { folder.write("clinical/skin-regions.json", text); }
  void write_areas(const std::string& text) const { folder.write("clinical/other-pain.json", text); }

  [[nodiscard]] Result<SkinAreas> try_areas() {
    const ClinicalLibrary library = read();
    EXPECT_THAT(faults, IsEmpty()) << all_faults();
    return read_skin_areas(folder.path(), concepts, landmarks, library, faults);
  }
  [[nodiscard]] SkinAreas areas() {
    auto found = try_areas();
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().text());
    return found.ok() ? *found : SkinAreas();
  }
};

TEST(SkinAreas, EveryFieldOfTheRegionsIsRead) {
  SkinClinic clinic;
  const SkinAreas areas = clinic.areas();
  EXPECT_THAT(clinic.faults, IsEmpty()) << clinic.all_faults();
  ASSERT_THAT(areas.regions, SizeIs(2));
  const SkinRegion* deltoid = areas.region("deltoid-region");
  ASSERT_NE(deltoid, nullptr);
  ASSERT_THAT(deltoid->strokes, SizeIs(1));
  ASSERT_THAT(deltoid->strokes[0], SizeIs(2));
  EXPECT_THAT(deltoid->strokes[0][0].place.landmarks, ElementsAre(testing::Pair("acromial-angle", 1.0f)));
  EXPECT_FLOAT_EQ(deltoid->strokes[0][0].radius_mm, 20.0f);
  EXPECT_EQ(deltoid->strokes[0][1].place.offset, glm::vec3(0, -30, 0));
  EXPECT_FLOAT_EQ(deltoid->strokes[0][1].radius_mm, 25.0f);
  EXPECT_THAT(areas.region("scapular-region")->strokes, SizeIs(2));
  EXPECT_EQ(areas.region("no-such"), nullptr);
}

TEST(SkinAreas, EveryFieldOfTheOtherAreasIsRead) {
  SkinClinic clinic;
  const SkinAreas areas = clinic.areas();
  ASSERT_THAT(areas.others, SizeIs(2));
  const PainArea *root = areas.other("root-c6"), *heart = areas.other("heart");
  ASSERT_TRUE(root != nullptr && heart != nullptr);
  EXPECT_EQ(root->kind, PainArea::Kind::nerve_root);
  EXPECT_EQ(root->name, "Sixth cervical root");
  EXPECT_EQ(root->text, "Down the arm to the thumb.");
  EXPECT_EQ(root->red_flag, "");
  EXPECT_EQ(root->side, PainArea::Where::same) << "where none is said";
  EXPECT_EQ(root->grade, Grade::limited);
  EXPECT_THAT(root->sources, ElementsAre("first-2001-book"));
  EXPECT_THAT(root->strokes, SizeIs(1));
  EXPECT_EQ(heart->kind, PainArea::Kind::visceral);
  EXPECT_EQ(heart->red_flag, "Call for help at once.");
  EXPECT_EQ(heart->side, PainArea::Where::left);
  EXPECT_EQ(heart->grade, Grade::strong);
  EXPECT_THAT(heart->sources, ElementsAre("first-2001-book", "third-2010-trial"));
  EXPECT_EQ(areas.other("no-such"), nullptr);
}

TEST(SkinAreas, EveryKindAndSideHasItsWord) {
  using Kind = PainArea::Kind;
  using Where = PainArea::Where;
  const std::vector<std::pair<const char*, Kind>> kinds = {
      {"nerve-root", Kind::nerve_root}, {"joint", Kind::joint},       {"nerve", Kind::nerve},
      {"visceral", Kind::visceral},     {"vascular", Kind::vascular}, {"other", Kind::other}};
  for (const auto& [word, kind] : kinds) {
    SkinClinic clinic;
    clinic.write_areas(changed(good_areas, "\"nerve-root\"", "\"" + std::string(word) + "\""));
    const SkinAreas areas = clinic.areas();
    EXPECT_EQ(areas.other("root-c6")->kind, kind) << word;
    EXPECT_THAT(clinic.faults, IsEmpty()) << clinic.all_faults();
    EXPECT_FALSE(label_of(kind).empty());
  }
  const std::vector<std::pair<const char*, Where>> sides = {
      {"same", Where::same}, {"left", Where::left}, {"right", Where::right}, {"middle", Where::middle}};
  for (const auto& [word, side] : sides) {
    SkinClinic clinic;
    clinic.write_areas(changed(good_areas, R"("side": "left")", R"("side": ")" + std::string(word) + "\""));
    const SkinAreas areas = clinic.areas();
    EXPECT_EQ(areas.other("heart")->side, side) << word;
    EXPECT_THAT(clinic.faults, IsEmpty()) << clinic.all_faults();
  }
  EXPECT_EQ(label_of(Kind::nerve_root), "Nerve root");
}

// One piece of a good file is replaced; the fault stands on the line of `now`.
struct Broken {
  std::string name;
  bool of_regions;
  std::string old, now, field, what, stands;
  friend std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.now; }
};
class BrokenSkinAreas : public testing::TestWithParam<Broken> {};

TEST_P(BrokenSkinAreas, AreNamedByFileLineAndFieldWhileTheRestIsRead) {
  const Broken& broken = GetParam();
  SkinClinic clinic;
  const std::string text = changed(broken.of_regions ? good_regions : good_areas, broken.old, broken.now);
  broken.of_regions ? clinic.write_regions(text) : clinic.write_areas(text);
  const SkinAreas areas = clinic.areas();
  EXPECT_NE(areas.region("scapular-region"), nullptr) << "another region is not harmed";
  EXPECT_NE(areas.other("heart"), nullptr) << "another area is not harmed";
  const auto named = std::find_if(clinic.faults.begin(), clinic.faults.end(),
                                  [&](const Fault& fault) { return fault.field == broken.field; });
  ASSERT_NE(named, clinic.faults.end()) << "no fault at " << broken.field << ", but\n" << clinic.all_faults();
  EXPECT_THAT(named->what, HasSubstr(broken.what));
  EXPECT_THAT(named->file, EndsWith(broken.of_regions ? "skin-regions.json" : "other-pain.json"));
  EXPECT_EQ(named->severity, Severity::error);
  EXPECT_EQ(named->line, line_of(text, broken.stands.empty() ? broken.now : broken.stands)) << named->text();
}

std::string name_of_case(const testing::TestParamInfo<Broken>& tested) {
  return tested.param.name;
}

INSTANTIATE_TEST_SUITE_P(Regions, BrokenSkinAreas,
                         testing::Values(Broken{"UnknownConcept", true, R"("concept": "deltoid-region")",
                                                R"("concept": "deltoit-region")", "/regions/0/concept",
                                                "did you mean \"deltoid-region\"?", ""},
                                         Broken{"NoRegionOfTheSkin", true, R"("concept": "deltoid-region")",
                                                R"("concept": "scapula")", "/regions/0/concept", "region", ""},
                                         Broken{"NoConcept", true, R"("concept": "deltoid-region")",
                                                R"("consept": "deltoid-region")", "/regions/0/concept", "missing", ""},
                                         Broken{"UnknownLandmark", true, R"("landmarks": {"acromial-angle": 1})",
                                                R"("landmarks": {"acromial-angel": 1})",
                                                "/regions/0/strokes/0/points/0/place/landmarks/acromial-angel",
                                                "did you mean \"acromial-angle\"?", ""},
                                         Broken{"NoRadius", true, R"(, "radius_mm": 25)", "",
                                                "/regions/0/strokes/0/points/1/radius_mm", "missing", R"({"up": -30})"},
                                         Broken{"NoSize", true, R"("radius_mm": 25)", R"("radius_mm": -2)",
                                                "/regions/0/strokes/0/points/1/radius_mm", "more than 0", ""},
                                         Broken{"NoStrokes", true, R"({"concept": "deltoid-region",
  "strokes":)",
                                                R"({"concept": "deltoid-region",
  "strike":)",
                                                "/regions/0/strokes", "not drawn", ""}),
                         name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Areas, BrokenSkinAreas,
    testing::Values(
        Broken{"UnknownKind", false, "\"nerve-root\"", "\"nerve-rood\"", "/areas/0/kind", "nerve-root, joint", ""},
        Broken{"NoKind", false, R"("kind": "nerve-root",)", "", "/areas/0/kind", "missing", R"({"id": "root-c6")"},
        Broken{"UnknownSide", false, R"("side": "left")", R"("side": "up")", "/areas/1/side",
               "same, left, right, middle", ""},
        Broken{"SideIsNumber", false, R"("side": "left")", R"("side": 1)", "/areas/1/side", "text", ""},
        Broken{"NoId", false, R"("id": "root-c6")", R"("ident": "root-c6")", "/areas/0/id", "missing", ""},
        Broken{"NoName", false, R"("name": "Sixth)", R"("nom": "Sixth)", "/areas/0/name", "missing",
               R"({"id": "root-c6")"},
        Broken{"NoText", false, R"("text": "Down)", R"("texts": "Down)", "/areas/0/text", "missing",
               R"({"id": "root-c6")"},
        Broken{"NoStrokes", false,
               R"("strokes": [{"points": [{"place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 22}]}])",
               R"("strokes": [])", "/areas/0/strokes", "not drawn", ""},
        Broken{"StrokeWithoutPoints", false,
               R"([{"points": [{"place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 22}]}])",
               R"([{"points": []}])", "/areas/0/strokes/0", "without points", ""},
        Broken{"UnknownLandmark", false, R"("acromial-angle": 1)", R"("wing-tip": 1)",
               "/areas/0/strokes/0/points/0/place/landmarks/wing-tip", "wing-tip", ""},
        Broken{"NoLandmark", false, R"({"acromial-angle": 1})", R"({})", "/areas/0/strokes/0/points/0/place/landmarks",
               "no landmark", R"("landmarks": {})"},
        Broken{"UnknownGrade", false, R"("grade": "limited")", R"("grade": "good")", "/areas/0/grade",
               "expert-consensus", ""},
        Broken{"NoGrade", false, R"("grade": "limited",)", "", "/areas/0/grade", "missing", R"({"id": "root-c6")"},
        Broken{"UnknownSource", false, R"("sources": ["first-2001-book"],)", R"("sources": ["first-2002-book"],)",
               "/areas/0/sources/0", "first-2002-book", ""},
        Broken{"NoSource", false, R"("sources": ["first-2001-book"],)", R"("sources": [],)", "/areas/0/sources",
               "no source", ""}),
    name_of_case);

TEST(SkinAreas, ARegionThatStandsThereTwiceIsNamedAndTheFirstCounts) {
  SkinClinic clinic;
  const std::string twice = changed(good_regions, "scapular-region", "deltoid-region");
  clinic.write_regions(twice);
  const SkinAreas areas = clinic.areas();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_EQ(clinic.faults[0].field, "/regions/1/concept");
  EXPECT_EQ(clinic.faults[0].line, 5);
  EXPECT_THAT(clinic.faults[0].what, HasSubstr("twice"));
  ASSERT_THAT(areas.regions, SizeIs(1));
  EXPECT_THAT(areas.regions[0].strokes, SizeIs(1));
}

TEST(SkinAreas, AnAreaThatStandsThereTwiceIsNamedAndTheFirstCounts) {
  SkinClinic clinic;
  clinic.write_areas(changed(good_areas, R"("id": "heart")", R"("id": "root-c6")"));
  const SkinAreas areas = clinic.areas();
  ASSERT_THAT(clinic.faults, SizeIs(1)) << clinic.all_faults();
  EXPECT_EQ(clinic.faults[0].field, "/areas/1/id");
  EXPECT_EQ(clinic.faults[0].line, 9);
  EXPECT_THAT(clinic.faults[0].what, HasSubstr("twice"));
  ASSERT_THAT(areas.others, SizeIs(1));
  EXPECT_EQ(areas.others[0].kind, PainArea::Kind::nerve_root);
}

TEST(SkinAreas, AFileWithoutItsListIsAFault) {
  SkinClinic clinic;
  clinic.write_regions(R"({"region": []})");
  clinic.write_areas(R"({"areas": "none"})");
  const SkinAreas areas = clinic.areas();
  EXPECT_THAT(areas.regions, IsEmpty());
  EXPECT_THAT(areas.others, IsEmpty());
  ASSERT_THAT(clinic.faults, SizeIs(2)) << clinic.all_faults();
  EXPECT_EQ(clinic.faults[0].field, "/regions");
  EXPECT_EQ(clinic.faults[1].field, "/areas");
}

TEST(SkinAreas, AMissingOrBrokenFileIsAnErrorThatNamesIt) {
  for (const char* name : {"skin-regions.json", "other-pain.json"}) {
    SkinClinic clinic;
    std::filesystem::remove(clinic.folder / "clinical" / name);
    const auto missing = clinic.try_areas();
    ASSERT_FALSE(missing.ok()) << name;
    EXPECT_THAT(missing.error().text(), HasSubstr(name));
    clinic.folder.write(std::string("clinical/") + name, "{\"regions\": [\n");
    const auto broken = clinic.try_areas();
    ASSERT_FALSE(broken.ok()) << name;
    EXPECT_THAT(broken.error().text(), HasSubstr(name));
  }
}

}  // namespace
}  // namespace palpate::test
