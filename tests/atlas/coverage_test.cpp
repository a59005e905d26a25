// The report of what was recognised: counts by system, and every exception with its reason.
#include <palpate/atlas/coverage.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palpate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Coverage made() {
  Coverage coverage;
  coverage.atlas = "Made";
  coverage.counts = {{System::muscles, 40, 30, 8, 2}, {System::skeleton, 10, 10, 0, 0}, {System::nerves, 0, 0, 0, 0}};
  coverage.dropped = {{"muscles.glb#fat", "not a muscle"}};
  coverage.unmapped = {{"muscles.glb#odd", "no entry in the manifest"}};
  coverage.repaired = {{"skeleton.glb#atlas", "27 times too small"}};
  coverage.unused = {{"muscles.glb#gone", "muscles.json:12"}};
  coverage.missing = {{"kidney", "no mesh of it"}};
  coverage.problems = {"vessels.glb: cut off"};
  for (int i = 0; i < 20; ++i) coverage.open.push_back({"muscles.glb#m" + std::to_string(i), "3 edges of holes"});
  return coverage;
}

TEST(Coverage, CountsBySystem) {
  Coverage coverage;
  coverage.count(System::nerves).nodes = 3;
  coverage.count(System::skin).nodes = 1;
  coverage.count(System::nerves).named += 2;
  ASSERT_EQ(coverage.counts.size(), 2u);
  EXPECT_EQ(coverage.counts[0].system, System::nerves);
  EXPECT_EQ(coverage.counts[0].nodes, 3u);
  EXPECT_EQ(coverage.counts[0].named, 2u);
}

TEST(Coverage, IsToldInATableWithSharesAndAllReasons) {
  const std::string text = coverage_text(made(), false);
  EXPECT_THAT(text, HasSubstr("Made"));
  EXPECT_THAT(text, HasSubstr("95.0 %")) << "30 named and 8 explained of 40";
  EXPECT_THAT(text, HasSubstr("100.0 %"));
  for (const char* words :
       {"muscles.glb#fat", "not a muscle", "muscles.glb#odd", "no entry in the manifest", "skeleton.glb#atlas",
        "27 times too small", "muscles.glb#gone", "muscles.json:12", "kidney", "no mesh of it", "vessels.glb: cut off"})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_THAT(text, Not(HasSubstr("nan"))) << "a system without nodes";
}

TEST(Coverage, ShortensLongListsUnlessEveryLineIsWanted) {
  const std::string few = coverage_text(made(), false), all = coverage_text(made(), true);
  EXPECT_THAT(few, AllOf(HasSubstr("(20)"), HasSubstr("#m7 "), Not(HasSubstr("#m8 ")), HasSubstr("and 12 more")));
  EXPECT_THAT(all, AllOf(HasSubstr("#m19 "), Not(HasSubstr("more"))));
}

TEST(Coverage, SaysNothingOfWhatDoesNotOccur) {
  Coverage clean;
  clean.atlas = "Clean";
  clean.counts = {{System::skin, 1, 1, 0, 0}};
  const std::string text = coverage_text(clean, true);
  for (const char* heading : {"could not be read", "own names", "Left out", "Repaired", "Missing", "Open meshes"})
    EXPECT_THAT(text, Not(HasSubstr(heading)));
}

TEST(Coverage, IsToldAsJsonForPrograms) {
  const JsonNode json = coverage_json(made());
  EXPECT_EQ(json.find("atlas")->text(), "Made");
  const JsonNode& muscles = json.find("systems")->at(0);
  EXPECT_EQ(muscles.find("system")->text(), "muscles");
  EXPECT_EQ(muscles.find("nodes")->integer(), 40);
  EXPECT_EQ(muscles.find("named")->integer(), 30);
  EXPECT_EQ(muscles.find("left_out")->integer(), 8);
  EXPECT_EQ(muscles.find("own_name")->integer(), 2);
  EXPECT_EQ(json.find("open")->size(), 20u);
  EXPECT_EQ(json.find("left_out")->at(0).find("reason")->text(), "not a muscle");
  EXPECT_EQ(json.find("own_name")->at(0).find("source")->text(), "muscles.glb#odd");
  EXPECT_EQ(json.find("repaired")->at(0).find("reason")->text(), "27 times too small");
  EXPECT_EQ(json.find("unused")->at(0).find("source")->text(), "muscles.glb#gone");
  EXPECT_EQ(json.find("missing")->at(0).find("source")->text(), "kidney");
  EXPECT_EQ(json.find("problems")->at(0).text(), "vessels.glb: cut off");
}

}  // namespace
}  // namespace palpate
