// `palpate info` and `palpate search`: what is known, by any name people use, for eyes and for scripts.
#include "command_line.h"

#include <palpate/base/text.h>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Info : public CommandLine {};

TEST_F(Info, WithoutANameTellsAboutTheProgram) {
  const Finished info = run({"info"});
  EXPECT_EQ(info.code, 0);
  EXPECT_EQ(info.errors, "");
  EXPECT_THAT(info.output, AllOf(HasSubstr("Palpate"), HasSubstr(program_data().assets.string()),
                                 HasSubstr(std::to_string(program_data().anatomy.concepts.size()) + " concepts")));
  for (const MuscleRecord& record : program_data().library.records())
    EXPECT_THAT(info.output, HasSubstr(record.muscle));
}

TEST_F(Info, WithoutANameIsJsonForScripts) {
  const Finished info = run({"info", "--json"});
  EXPECT_EQ(info.code, 0);
  const JsonNode out = json(info);
  ASSERT_NE(out.find("records"), nullptr);
  EXPECT_EQ(out.find("records")->size(), program_data().library.records().size());
  EXPECT_EQ(out.find("concepts")->integer(), static_cast<std::int64_t>(program_data().anatomy.concepts.size()));
  EXPECT_THAT(out.find("version")->text(), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST_F(Info, OfAMuscleHasEverythingThatThePageHas) {
  const Finished info = run({"info", "infraspinatus"});
  EXPECT_EQ(info.code, 0);
  const MuscleRecord& record = *program_data().library.record("infraspinatus");
  EXPECT_THAT(info.output, AllOf(HasSubstr("Infraspinatus"), HasSubstr("FMA"), HasSubstr("TA2"), HasSubstr("from "),
                                 HasSubstr("to "), HasSubstr("nerve"), HasSubstr("action")));
  for (const TriggerPoint& point : record.trigger_points)
    EXPECT_THAT(info.output, AllOf(HasSubstr(point.label), HasSubstr(point.referral_text)));
  EXPECT_THAT(info.output, AllOf(HasSubstr("commonly described"), HasSubstr("must not meet")));
  // Sources are cited by name and year, not by the keys of the files.
  for (const std::string& key : record.trigger_points.front().location_claim.sources) {
    ASSERT_NE(program_data().library.source(key), nullptr) << key;
    EXPECT_THAT(info.output, HasSubstr(short_citation(*program_data().library.source(key))));
  }
}

TEST_F(Info, CountsWhatTheBodyHasOfAWholeOne) {
  const Finished info = on_manikin({"info", "--coverage"});
  EXPECT_EQ(info.code, code(ExitCode::not_found)) << "a manikin is no whole body";
  EXPECT_THAT(info.output, AllOf(HasSubstr("Muscles of the shoulder"), HasSubstr("missing: "),
                                 HasSubstr("parietal-bone.left"), HasSubstr("structures are asked for")));
  const JsonNode out = json(on_manikin({"info", "--coverage", "--json"}));
  ASSERT_NE(out.find("groups"), nullptr);
  std::size_t missing = 0;
  for (const auto& [key, group] : out.find("groups")->items()) missing += group.find("missing")->size();
  EXPECT_GT(missing, 100u);
  EXPECT_GT(out.find("left_out")->size(), 0u);
}

struct NameCase {
  const char* name;
  const char* asked;
  const char* key;
};
class InfoByName : public CommandLine, public testing::WithParamInterface<NameCase> {};

TEST_P(InfoByName, FindsTheOneThatIsMeant) {
  const Finished info = run({"info", "--json", GetParam().asked});
  EXPECT_EQ(info.code, 0) << info.errors;
  const JsonNode out = json(info);
  ASSERT_NE(out.find("key"), nullptr);
  EXPECT_EQ(out.find("key")->text(), GetParam().key);
}

INSTANTIATE_TEST_SUITE_P(Table, InfoByName,
                         testing::Values(NameCase{"ByKey", "trapezius", "trapezius"},
                                         NameCase{"ByKeyOfAPart", "trapezius/descending-part",
                                                  "trapezius/descending-part"},
                                         NameCase{"ByKeyAndSide", "scapula.left", "scapula"},
                                         NameCase{"ByEverydayName", "upper trap", "trapezius/descending-part"},
                                         NameCase{"BySideInWords", "left infraspinatus", "infraspinatus"},
                                         NameCase{"ByWrongSpelling", "infraspinatos", "infraspinatus"},
                                         NameCase{"InCapitals", "PIRIFORMIS", "piriformis"}),
                         [](const auto& given) { return given.param.name; });

TEST_F(Info, OfARecordNamesItsPointsAndHazardsForScripts) {
  const JsonNode out = json(run({"info", "--json", "infraspinatus"}));
  ASSERT_NE(out.find("record"), nullptr);
  const JsonNode& points = *out.find("record")->find("trigger_points");
  const MuscleRecord& record = *program_data().library.record("infraspinatus");
  ASSERT_EQ(points.size(), record.trigger_points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(points.at(i).find("id")->text(), record.trigger_points[i].id);
    EXPECT_FALSE(points.at(i).find("location")->text().empty());
    EXPECT_TRUE(points.at(i).find("hazards")->is(JsonNode::Kind::array));
  }
}

TEST_F(Info, OfABoneHasNoRecordAndClaimsNone) {
  const Finished info = run({"info", "femur"});
  EXPECT_EQ(info.code, 0);
  EXPECT_THAT(info.output, AllOf(HasSubstr("Femur"), testing::Not(HasSubstr("record"))));
  EXPECT_EQ(json(run({"info", "--json", "femur"})).find("record"), nullptr);
}

TEST_F(Info, OfAMuscleWithoutARecordSaysSo) {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (std::uint32_t i = 0; i < concepts.size(); ++i) {
    const Concept& entry = concepts[ConceptId(i)];
    if (entry.kind != Kind::muscle || program_data().library.about(entry.key) != nullptr) continue;
    const Finished info = run({"info", entry.key});
    EXPECT_EQ(info.code, 0);
    EXPECT_THAT(info.output, HasSubstr("no clinical record"));
    return;
  }
  FAIL() << "every muscle has a record: this test has nothing to ask for";
}

TEST_F(Info, OfNothingKnownSaysSoWithACodeOfItsOwn) {
  const Finished plain = run({"info", "xqzzq"});
  EXPECT_EQ(plain.code, code(ExitCode::not_found));
  EXPECT_EQ(plain.output, "");
  EXPECT_THAT(plain, Complains());
  EXPECT_THAT(plain.errors, HasSubstr("xqzzq"));
  const Finished scripted = run({"info", "--json", "xqzzq"});
  EXPECT_EQ(scripted.code, code(ExitCode::not_found));
  EXPECT_TRUE(json(scripted).is(JsonNode::Kind::null));
}

class SearchCommand : public CommandLine {};

TEST_F(SearchCommand, ForgivesSpellingAndPrintsTheKeyThatOtherCommandsTake) {
  const Finished found = run({"search", "sartorious"});
  EXPECT_EQ(found.code, 0);
  EXPECT_EQ(found.errors, "");
  EXPECT_EQ(found.output.rfind("Sartorius ", 0), 0u) << found.output;
  EXPECT_THAT(found.output, HasSubstr(" sartorius "));
}

TEST_F(SearchCommand, SaysWhichOtherNameHasMatched) {
  EXPECT_THAT(run({"search", "lats"}).output, AllOf(HasSubstr("latissimus-dorsi"), HasSubstr("(")));
}

TEST_F(SearchCommand, PrintsAsManyAsAskedFor) {
  for (const int most : {1, 3, 7}) {
    const Finished found = run({"search", "vertebra", "--json", "--most", std::to_string(most)});
    EXPECT_EQ(json(found).size(), static_cast<std::size_t>(most));
  }
  EXPECT_EQ(json(run({"search", "vertebra", "--json"})).size(), 12u);
}

TEST_F(SearchCommand, IsJsonWithTheBestFirst) {
  const JsonNode out = json(run({"search", "--json", "gluteus"}));
  ASSERT_GT(out.size(), 2u);
  double last = out.at(0).find("score")->number();
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const char* field : {"key", "name", "latin", "matched", "score"}) ASSERT_NE(out.at(i).find(field), nullptr);
    EXPECT_TRUE(program_data().anatomy.concepts.find(out.at(i).find("key")->text()).valid());
    EXPECT_LE(out.at(i).find("score")->number(), last);
    last = out.at(i).find("score")->number();
  }
}

TEST_F(SearchCommand, ForNothingKnownSaysSoWithACodeOfItsOwn) {
  for (const char* query : {"xqzzq", "", "   ", "\xF0\x9F\x92\xAA"}) {
    const Finished found = run({"search", query});
    EXPECT_EQ(found.code, code(ExitCode::not_found)) << query;
    EXPECT_THAT(found, Complains());
  }
  const Finished scripted = run({"search", "--json", "xqzzq"});
  EXPECT_EQ(scripted.code, code(ExitCode::not_found));
  EXPECT_EQ(json(scripted).size(), 0u);
  EXPECT_TRUE(json(scripted).is(JsonNode::Kind::array));
}

}  // namespace
}  // namespace palpate::test
