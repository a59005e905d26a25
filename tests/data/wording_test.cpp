// The words of the shipped data: what is described is not ordered, nothing is promised, and nothing is shouted.
#include "shipped.h"
#include "temp_folder.h"

#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <regex>
#include <set>
#include <string>

namespace palpate::test {
namespace {

using testing::HasSubstr;

struct Rule {
  std::string name, never;
  std::string example;  // that it must catch
  friend std::ostream& operator<<(std::ostream& out, const Rule& rule) { return out << rule.never; }
};
class Wording : public testing::TestWithParam<Rule> {};

std::regex rule_of(const std::string& text) {
  return std::regex(text, std::regex::icase | std::regex::optimize);
}

TEST_P(Wording, NeverSays) {
  const std::regex never = rule_of(GetParam().never);
  EXPECT_TRUE(std::regex_search(GetParam().example, never)) << "the rule itself is wrong";
  std::size_t texts = 0;
  for (const ShippedFile& file : shipped("clinical")) {
    if (file.name.find("sources.json") != std::string::npos) continue;  // titles are their authors' words
    for_each_text(file.json, [&](const std::string& member, const std::string& text, int line) {
      ++texts;
      EXPECT_FALSE(std::regex_search(text, never)) << file.name << ":" << line << ": " << member << ": " << text;
    });
  }
  EXPECT_GT(texts, 10000u);
}

INSTANTIATE_TEST_SUITE_P(
    Data, Wording,
    testing::Values(Rule{"InsertTo", "\\binsert\\s+(the needle\\s+)?to\\b", "Insert the needle to 20 mm"},
                    Rule{"AnOrderToADepth",
                         "\\b(insert|advance|push|needle)\\b[^.]{0,40}\\b(to|until)\\b[^.]{0,12}[0-9]+ ?[mc]m\\b",
                         "Advance it slowly to about 3 cm"},
                    Rule{"YouMust", "\\byou (must|should|have to)\\b", "You must stop"},
                    Rule{"ACure", "\\b(cures?|cured|guarantees?d?|miracle)\\b", "It cures pain"},
                    Rule{"NoRisk", "\\b(no risk|risk-free|harmless|completely safe|perfectly safe)\\b",
                         "There is no risk"},
                    Rule{"Proven", "\\b(is|has been|was) (clinically )?proven\\b", "It is proven to work"},
                    Rule{"AlwaysWorks", "\\balways (works|helps|relieves)\\b", "This always helps"},
                    Rule{"Shouting", "!", "Careful!"}, Rule{"Notes", "TODO|FIXME|XXX|\\?\\?", "TODO: look up"},
                    Rule{"TwoSpaces", "  |^ | $", "Two  spaces"}),
    [](const auto& tested) { return tested.param.name; });

TEST(PatientText, IsShortPlainAndHedged) {
  const std::regex hedge = rule_of(
      "\\b(may|can|could|often|usually|some|sometimes|described|said|thought|believed|seems?|not (known|clear|sure)|"
      "agree|disagree|suggests?)\\b");
  for (const MuscleRecord& record : records()) {
    if (record.trigger_points.empty()) continue;  // anatomy alone
    EXPECT_TRUE(std::regex_search(record.patient.text, hedge)) << record.muscle << ": " << record.patient.text;
    EXPECT_LT(record.patient.text.size(), 900u) << record.muscle;
    EXPECT_EQ(record.patient.text, valid_utf8(record.patient.text));
  }
}

TEST(PatientText, FrightensNobodyWithWordsOfDeath) {
  const std::regex frightening = rule_of("\\b(die|death|fatal|kill|deadly|paralys)");
  for (const MuscleRecord& record : records())
    EXPECT_FALSE(std::regex_search(record.patient.text, frightening)) << record.muscle;
}

TEST(Sentences, EndWithAStop) {
  for (const MuscleRecord& record : records()) {
    const auto ends = [&](const std::string& text, const std::string& what) {
      ASSERT_FALSE(text.empty()) << record.muscle << " " << what;
      EXPECT_THAT(std::string(".?)\""), HasSubstr(std::string(1, text.back())))
          << record.muscle << " " << what << ": " << text;
    };
    if (!record.trigger_points.empty()) ends(record.patient.text, "patient");
    for (const MuscleAction& action : record.actions) ends(action.text, "action");
    for (const TriggerPoint& point : record.trigger_points) ends(point.location.text, point.id);
    for (const NeedlingGuide& guide : record.needling) {
      ends(guide.depth_text, "depth");
      ends(guide.technique.text, "technique");
      for (const Statement& precaution : guide.precautions) ends(precaution.text, "precaution");
    }
    for (const Evidence& evidence : record.evidence) ends(evidence.text, "evidence");
  }
}

TEST(Labels, OfTriggerPointsAreShortAndUniqueInTheirRecord) {
  for (const MuscleRecord& record : records()) {
    std::set<std::string> labels;
    for (const TriggerPoint& point : record.trigger_points) {
      EXPECT_LT(point.label.size(), 80u) << record.muscle << ": " << point.label;
      EXPECT_TRUE(labels.insert(point.label).second) << record.muscle << ": " << point.label << " stands twice";
    }
  }
}

// The words beside which trigger points and needles are shown, wherever the program shows them.
TEST(ProgramWording, TriggerPointsAreCommonlyDescribedAndNeedlesAreSaidToBe) {
  const std::filesystem::path source = program_data().assets.parent_path() / "src";
  if (!std::filesystem::exists(source)) GTEST_SKIP() << "the source tree is not beside the data";
  for (const char* file : {"ui/muscle_page.cpp", "app/cli_info.cpp"})
    EXPECT_THAT(contents(source / file), HasSubstr("commonly described")) << file;
}

}  // namespace
}  // namespace palpate::test
