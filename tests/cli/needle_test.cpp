// `palpate needle`: the same readout without a window.
#include "command_line.h"

#include <string>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class NeedleLine : public CommandLine {
 protected:
  [[nodiscard]] static std::string point() {
    return "infraspinatus/" + program_data().library.record("infraspinatus")->trigger_points.front().id + ".right";
  }
};

TEST_F(NeedleLine, TellsWhatADescribedApproachPasses) {
  const Finished found = on_manikin({"needle", "--trigger-point", point()});
  EXPECT_EQ(found.code, 0) << found.errors;
  EXPECT_THAT(found.output, AllOf(HasSubstr("Described approach"), HasSubstr("Passes, in this order"),
                                  HasSubstr("never an instruction"), HasSubstr("middle of the zone")));
}

TEST_F(NeedleLine, IsJsonForScripts) {
  const Finished found =
      on_manikin({"needle", "--json", "--trigger-point", point(), "--length", "60", "--depth", "12"});
  EXPECT_EQ(found.code, 0) << found.errors;
  const JsonNode out = json(found);
  EXPECT_EQ(out.find("length_mm")->number(), 60.0);
  EXPECT_NEAR(out.find("depth_mm")->number(), 12.0, 1e-4);
  double at = 0.0;
  const JsonNode& layers = *out.find("layers");
  ASSERT_GT(layers.size(), 0u);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    EXPECT_NEAR(layers.at(i).find("from_mm")->number(), at, 0.01);
    at = layers.at(i).find("to_mm")->number();
  }
  EXPECT_NEAR(at, out.find("reached_mm")->number(), 0.01);
  EXPECT_TRUE(out.find("aim") != nullptr);
}

TEST_F(NeedleLine, TakesAnyPlaceAndDirection) {
  const Finished found =
      on_manikin({"needle", "--json", "--entry", "0,1200,400", "--direction", "0,0,-2", "--length", "100"});
  EXPECT_EQ(found.code, 0) << found.errors;
  const JsonNode out = json(found);
  EXPECT_FALSE(out.find("described_approach")->boolean());
  EXPECT_EQ(out.find("direction")->at(2).number(), -1.0) << "of unit length";
  EXPECT_EQ(out.find("aim"), nullptr);
}

TEST_F(NeedleLine, SaysWhatIsWrongWithTheQuestion) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> questions = {
      {{"needle"}, "no needle is said"},
      {{"needle", "--entry", "1,2,3"}, "both a place and a direction"},
      {{"needle", "--entry", "1,2", "--direction", "0,0,1"}, "is not a place or a direction"},
      {{"needle", "--entry", "1,2,3", "--direction", "0,0,0"}, "no length"},
      {{"needle", "--trigger-point", "nothing/here.right"}, "no trigger point"},
      {{"needle", "--entry", "1,2,3", "--direction", "0,0,1", "--bmi", "30"}, "--sex"},
      {{"needle", "--entry", "1,2,3", "--direction", "0,0,1", "--sex", "woman"}, "--sex"}};
  for (const auto& [arguments, words] : questions) {
    const Finished found = on_manikin(arguments);
    EXPECT_NE(found.code, 0);
    EXPECT_THAT(found.errors, HasSubstr(words));
  }
}

}  // namespace
}  // namespace palpate::test
