// `palpate validate`: a body against another, and against what was measured in people.
#include "command_line.h"

#include <gmock/gmock.h>

#include <string>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ValidateLine : public CommandLine {};

TEST_F(ValidateLine, ABodyAgreesWithItself) {
  const Finished found = on_manikin({"validate", "--json", "--against", manikin_folder().string()});
  EXPECT_EQ(found.code, 0) << found.errors;
  const JsonNode rows = json(found);
  ASSERT_GT(rows.size(), 40u);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const JsonNode& row = rows.at(i);
    const std::string name = row.find("structure")->text();
    EXPECT_NEAR(row.find("mean_mm")->number(), 0.0, 0.01) << name;
    EXPECT_NEAR(row.find("volume_ratio")->number(), 1.0, 0.01) << name;
    EXPECT_TRUE(row.find("strict")->boolean()) << name;
    EXPECT_EQ(name.find(".left"), std::string::npos) << "the left is the mirror of the right";
  }
}

TEST_F(ValidateLine, ATableEndsWithASumForEverySystem) {
  const Finished found = on_manikin({"validate", "--against", manikin_folder().string()});
  EXPECT_EQ(found.code, 0) << found.errors;
  EXPECT_THAT(found.output, AllOf(HasSubstr("mean mm"), HasSubstr("median of the means 0.00 mm"), HasSubstr("strict")));
}

TEST_F(ValidateLine, SaysWhatIsMissing) {
  const Finished nowhere = on_manikin({"validate", "--against", (home / "nothing").string()});
  EXPECT_NE(nowhere.code, 0);
  EXPECT_THAT(nowhere.errors, HasSubstr("nothing"));
}

TEST_F(ValidateLine, SetsWhatWasPublishedBesideWhatABodyGives) {
  const Finished table = on_manikin({"validate", "--published"});
  EXPECT_EQ(table.code, 0) << table.errors;
  EXPECT_THAT(table.output, AllOf(HasSubstr("published mm"), HasSubstr("measured here"), HasSubstr("within")));

  const JsonNode rows = json(on_manikin({"validate", "--published", "--json"}));
  EXPECT_EQ(rows.size(), program_data().library.published().size());
  std::size_t measured = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const JsonNode& row = rows.at(i);
    const JsonNode* here = row.find("measured_mm");
    EXPECT_TRUE(here != nullptr || !row.find("reason")->text().empty()) << "what is not measured says why";
    if (here == nullptr) continue;
    ++measured;
    EXPECT_GT(here->number(), 0.0) << row.find("id")->text();
    EXPECT_LT(here->number(), 400.0) << row.find("id")->text();
  }
  EXPECT_GT(measured, 5u);
}

}  // namespace
}  // namespace palpate::test
