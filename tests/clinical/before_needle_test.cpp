// What is looked at before a needle: every field is read, faults are named by file, line and field, each muscle gets
// what counts for it, contraindications first; and the page to print says all of it, ticked or not, escaped.
#include "small_clinic.h"

#include <palpate/clinical/before_needle.h>
#include <palpate/clinical/checklist_page.h>

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
using testing::Not;
using testing::SizeIs;

constexpr const char* good_list = R"({"items": [
 {"id": "lung", "kind": "emergency",
  "text": "Short of breath: call for help.", "why": "Signs can come <late> & slowly.",
  "regions": ["chest", "shoulder"], "muscles": ["deltoid"],
  "grade": "limited",
  "sources": ["first-2001-book", "third-2010-trial"]},
 {"id": "hands", "kind": "hygiene", "text": "Hands are washed.", "regions": [], "grade": "expert-consensus",
  "sources": ["third-2010-trial"]},
 {"id": "fear", "kind": "contraindication-absolute", "text": "Fear of needles.", "regions": [],
  "grade": "expert-consensus", "sources": ["first-2001-book"]}
 ],
 "disagreements": [
 {"id": "length", "about": "the length of \"needles\"", "regions": [], "muscles": ["teres-minor"],
  "views": [{"text": "Short.", "sources": ["first-2001-book"]},
            {"text": "Long.", "sources": ["third-2010-trial"]}]}
 ],
 "no_source": ["children"]
})";

struct NeedleClinic : SmallClinic {
  NeedleClinic() { write_list(good_list); }
  void write_list(const std::string& text) const { folder.write("clinical/before-needle.json", text); }

  [[nodiscard]] BeforeNeedle list() {
    library = read();
    EXPECT_THAT(faults, IsEmpty()) << all_faults();
    auto found = read_before_needle(folder.path(), concepts, library, faults);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().text());
    return found.ok() ? std::move(*found) : BeforeNeedle();
  }
  ClinicalLibrary library;
};

std::vector<std::string> ids(const std::vector<const NeedleItem*>& items) {
  std::vector<std::string> found;
  for (const NeedleItem* item : items) found.push_back(item->id);
  return found;
}

TEST(BeforeNeedle, EveryFieldIsRead) {
  NeedleClinic clinic;
  const BeforeNeedle before = clinic.list();
  EXPECT_THAT(clinic.faults, IsEmpty()) << clinic.all_faults();
  const NeedleItem* lung = before.item("lung");
  ASSERT_NE(lung, nullptr);
  EXPECT_EQ(lung->kind, NeedleItem::Kind::emergency);
  EXPECT_EQ(lung->text, "Short of breath: call for help.");
  EXPECT_EQ(lung->why, "Signs can come <late> & slowly.");
  EXPECT_THAT(lung->scope.regions, ElementsAre(Region::chest, Region::shoulder));
  EXPECT_THAT(lung->scope.muscles, ElementsAre("deltoid"));
  EXPECT_EQ(lung->grade, Grade::limited);
  EXPECT_THAT(lung->sources, ElementsAre("first-2001-book", "third-2010-trial"));
  ASSERT_THAT(before.disagreements, SizeIs(1));
  EXPECT_EQ(before.disagreements[0].said.about, "the length of \"needles\"");
  EXPECT_THAT(before.disagreements[0].said.views, SizeIs(2));
  EXPECT_THAT(before.no_source, ElementsAre("children"));
  EXPECT_EQ(before.item("no-such"), nullptr);
}

TEST(BeforeNeedle, EveryKindHasItsWord) {
  for (std::size_t i = 0; i < NeedleItem::kind_count; ++i) {
    const auto kind = static_cast<NeedleItem::Kind>(i);
    NeedleClinic clinic;
    clinic.write_list(changed(good_list, "\"hygiene\"", "\"" + std::string(key_of(kind)) + "\""));
    const BeforeNeedle before = clinic.list();
    EXPECT_EQ(before.item("hands")->kind, kind);
    EXPECT_THAT(clinic.faults, IsEmpty()) << clinic.all_faults();
    EXPECT_FALSE(label_of(kind).empty());
  }
}

TEST(BeforeNeedle, ContraindicationsComeFirstAndTheEmergencyLast) {
  NeedleClinic clinic;
  const BeforeNeedle before = clinic.list();
  EXPECT_THAT(ids(before.items_for(Region::chest, nullptr)), ElementsAre("fear", "hands", "lung"));
}

TEST(BeforeNeedle, AnItemCountsForItsRegionsAndForTheMusclesItNames) {
  NeedleClinic clinic;
  clinic.write("teres-minor.json", plain_record("teres-minor"));
  const BeforeNeedle before = clinic.list();
  EXPECT_THAT(ids(before.items_for(Region::foot, nullptr)), ElementsAre("fear", "hands"));
  EXPECT_THAT(ids(before.items_for(Region::foot, clinic.library.record("deltoid"))),
              ElementsAre("fear", "hands", "lung"));
  EXPECT_THAT(ids(before.items_for(Region::foot, clinic.library.record("teres-minor"))), ElementsAre("fear", "hands"));
  EXPECT_THAT(before.disagreements_for(Region::chest, nullptr), IsEmpty());
  EXPECT_THAT(before.disagreements_for(Region::chest, clinic.library.record("teres-minor")), SizeIs(1));
}

TEST(BeforeNeedle, WithoutItsFileIsAnError) {
  NeedleClinic clinic;
  const ClinicalLibrary library = clinic.read();
  Faults faults;
  EXPECT_FALSE(read_before_needle(clinic.folder.path() / "nowhere", clinic.concepts, library, faults).ok());
}

struct Broken {
  std::string name, old, now, field, what, stands;
  friend std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.now; }
};
class BrokenBeforeNeedle : public testing::TestWithParam<Broken> {};

TEST_P(BrokenBeforeNeedle, IsNamedByFileLineAndFieldWhileTheRestIsRead) {
  const Broken& broken = GetParam();
  NeedleClinic clinic;
  const std::string text = changed(good_list, broken.old, broken.now);
  clinic.write_list(text);
  const BeforeNeedle before = clinic.list();
  EXPECT_NE(before.item("fear"), nullptr) << "another item is not harmed";
  const auto named = std::find_if(clinic.faults.begin(), clinic.faults.end(),
                                  [&](const Fault& fault) { return fault.field == broken.field; });
  ASSERT_NE(named, clinic.faults.end()) << "no fault at " << broken.field << ", but\n" << clinic.all_faults();
  EXPECT_THAT(named->what, HasSubstr(broken.what));
  EXPECT_THAT(named->file, EndsWith("before-needle.json"));
  EXPECT_EQ(named->line, line_of(text, broken.stands.empty() ? broken.now : broken.stands)) << named->text();
}

INSTANTIATE_TEST_SUITE_P(
    Clinical, BrokenBeforeNeedle,
    testing::Values(
        Broken{"UnknownKind", "\"emergency\"", "\"emergensy\"", "/items/0/kind", "emergensy", ""},
        Broken{"UnknownRegion", "[\"chest\", ", "[\"chess\", ", "/items/0/regions/0", "no region \"chess\"", ""},
        Broken{"UnknownMuscle", "[\"deltoid\"]", "[\"deltoit\"]", "/items/0/muscles/0", "did you mean \"deltoid\"?",
               ""},
        Broken{"UnknownSource", "\"sources\": [\"first-2001-book\", ", "\"sources\": [\"nobody-1900-x\", ",
               "/items/0/sources/0", "not in sources.json", ""},
        Broken{"NoText", "\"text\": \"Hands", "\"texts\": \"Hands", "/items/1/text", "missing", ""},
        Broken{"TheSameTwice", "\"id\": \"hands\"", "\"id\": \"lung\", \"x\": 1", "/items/1/id", "twice", ""},
        Broken{"OneSide", R"([{"text": "Short.", "sources": ["first-2001-book"]},
)",
               "[\n", "/disagreements/0/views", "two sides", "\"views\": ["},
        Broken{"UnknownSourceOfAView", "\"Long.\", \"sources\": [\"third-2010-trial\"]",
               "\"Long.\", \"sources\": [\"third-2010-trail\"]", "/disagreements/0/views/1/sources/0",
               "not in sources.json", ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(Checklist, HasThePrecautionsAndDisagreementsOfTheMuscleAfterTheContraindications) {
  NeedleClinic clinic;
  const BeforeNeedle before = clinic.list();
  const Checklist list = checklist_for(before, Region::shoulder, clinic.library.record("deltoid"));
  std::vector<std::string> titles;
  for (const ChecklistSection& section : list.sections) {
    titles.push_back(section.title);
    EXPECT_THAT(section.lines, Not(IsEmpty())) << section.title;
    EXPECT_EQ(section.emergency, section.title == "Emergency");
  }
  EXPECT_THAT(titles, ElementsAre("Reasons not to needle", "Precautions for this muscle", "Hygiene", "Emergency"));
  EXPECT_EQ(list.sections[1].lines[0].text, "Keep clear of the nerve.");
  ASSERT_THAT(list.disagreements, SizeIs(1)) << "that of its needling";
  EXPECT_EQ(list.disagreements[0].about, "the length");
}

TEST(Checklist, OfAnEmptyListIsEmptyButForTheMuscle) {
  NeedleClinic clinic;
  (void)clinic.list();
  EXPECT_THAT(checklist_for({}, Region::shoulder, nullptr).sections, IsEmpty());
  EXPECT_THAT(checklist_for({}, Region::shoulder, clinic.library.record("deltoid")).sections, SizeIs(1));
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

TEST(ChecklistPage, ShowsTickedAndEmptyBoxesBothSidesAndTheSourcesAtTheEnd) {
  NeedleClinic clinic;
  const BeforeNeedle before = clinic.list();
  const Checklist list = checklist_for(before, Region::shoulder, clinic.library.record("deltoid"));
  const std::string page = checklist_html(list, "Deltoid", {"hands", "no-such"}, "2 May 2031", clinic.library);
  EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("size: A4"));
  EXPECT_THAT(page, HasSubstr("2 May 2031"));
  EXPECT_EQ(count(page, "aria-checked=\"true\""), 1u);
  EXPECT_EQ(count(page, "aria-checked=\"false\""), 3u);
  EXPECT_THAT(page, HasSubstr("Short."));
  EXPECT_THAT(page, HasSubstr("Long."));
  EXPECT_THAT(page, HasSubstr("no substitute for training"));
  EXPECT_THAT(page, HasSubstr("never an instruction"));
  const std::size_t sources = page.find("<h2>Sources</h2>");
  ASSERT_NE(sources, std::string::npos);
  EXPECT_NE(page.find("A trial", sources), std::string::npos);
  EXPECT_EQ(count(page, "A trial"), 1u) << "once, however often it is cited";
}

TEST(ChecklistPage, EscapesEverythingAndAsksForNoOtherFile) {
  NeedleClinic clinic;
  const BeforeNeedle before = clinic.list();
  const Checklist list = checklist_for(before, Region::chest, nullptr);
  const std::string page = checklist_html(list, "<b>A & B</b>", {}, "\"today\" <i>", clinic.library);
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_THAT(page, Not(HasSubstr("<i>")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;A &amp; B&lt;/b&gt;"));
  EXPECT_THAT(page, HasSubstr("&lt;late&gt; &amp; slowly"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
}

}  // namespace
}  // namespace palpate::test
