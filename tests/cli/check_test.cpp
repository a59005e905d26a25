// `palpate check`: all data of the program, every fault with its file, line and field; and data that is broken.
#include "command_line.h"

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Check : public CommandLine {};

TEST_F(Check, FindsNoErrorInWhatIsShipped) {
  const Finished check = run({"check"});
  EXPECT_EQ(check.code, 0) << check.output;
  EXPECT_EQ(check.errors, "");
  EXPECT_THAT(check.output, AllOf(HasSubstr("0 errors"), HasSubstr("records with"), HasSubstr("landmarks")));
}

TEST_F(Check, CountsForScriptsWhatItCountsForPeople) {
  const JsonNode out = json(run({"check", "--json"}));
  EXPECT_EQ(out.find("errors")->integer(), 0);
  EXPECT_EQ(out.find("faults")->size(), static_cast<std::size_t>(out.find("warnings")->integer()));
  EXPECT_EQ(out.find("records")->integer(), static_cast<std::int64_t>(program_data().library.records().size()));
  EXPECT_EQ(out.find("without_record"), nullptr);
  const Finished people = run({"check"});
  EXPECT_THAT(people.output, HasSubstr(std::to_string(out.find("trigger_points")->integer()) + " trigger points"));
}

TEST_F(Check, ListsWhatIsNotThereWhenAsked) {
  const Finished check = run({"check", "--coverage"});
  EXPECT_EQ(check.code, 0);
  EXPECT_THAT(check.output, AllOf(HasSubstr("Muscles without a record (0)"), HasSubstr("No source found")));
  const JsonNode out = json(run({"check", "--coverage", "--json"}));
  EXPECT_EQ(out.find("without_record")->size(), 0u);
  EXPECT_GT(out.find("no_source")->size(), 100u);
}

TEST_F(Check, NamesFileLineAndFieldOfAFault) {
  const auto assets = own_assets();
  const std::string file = "assets/clinical/muscles/infraspinatus.json";
  std::string text = contents(home / file);
  const std::size_t at = text.find("\"radius_mm\"");
  ASSERT_NE(at, std::string::npos);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t colon = text.find(':', at), end = text.find_first_of(",\n}", colon);
  text.replace(colon + 1, end - colon - 1, " \"wide\"");
  home.write(file, text);
  const Finished check = run({"check", "--assets", assets.string()});
  EXPECT_EQ(check.code, code(ExitCode::faults));
  EXPECT_THAT(check.output, AllOf(HasSubstr("infraspinatus.json:" + std::to_string(line)), HasSubstr("radius_mm")));
  EXPECT_THAT(check.output, testing::Not(HasSubstr("\n0 errors")));
  const JsonNode out = json(run({"check", "--json", "--assets", assets.string()}));
  EXPECT_GT(out.find("errors")->integer(), 0);
  bool named = false;
  for (const auto& [key, fault] : out.find("faults")->items())
    named = named || (fault.find("line")->integer() == line && fault.find("severity")->text() == "error");
  EXPECT_TRUE(named);
}

TEST_F(Check, OfARecordThatIsNoJsonNamesItAndReadsTheRest) {
  const auto assets = own_assets();
  home.write("assets/clinical/muscles/infraspinatus.json", "{ \"muscle\": ");
  const Finished check = run({"check", "--assets", assets.string()});
  EXPECT_EQ(check.code, code(ExitCode::faults));
  EXPECT_THAT(check.output, HasSubstr("infraspinatus.json"));
  const Finished info = run({"info", "--assets", assets.string(), "trapezius"});
  EXPECT_EQ(info.code, 0);
  EXPECT_THAT(info.output, HasSubstr("Trigger-point zone"));
}

TEST_F(Check, OfASourceThatNobodyKnowsIsAFault) {
  const auto assets = own_assets();
  const std::string file = "assets/clinical/muscles/infraspinatus.json";
  std::string text = contents(home / file);
  const std::size_t list = text.find("\"sources\""), quote = text.find('"', text.find('[', list));
  const std::size_t end = text.find('"', quote + 1);
  text.replace(quote + 1, end - quote - 1, "nobody-1900");
  home.write(file, text);
  const Finished check = run({"check", "--assets", assets.string()});
  EXPECT_EQ(check.code, code(ExitCode::faults));
  EXPECT_THAT(check.output, AllOf(HasSubstr("nobody-1900"), HasSubstr("infraspinatus.json:")));
}

// Whatever is broken: every command says what, where, and ends by itself.
struct BrokenCase {
  const char* name;
  const char* file;
  const char* bytes;  // null: the file is taken away
};
class BrokenData : public CommandLine, public testing::WithParamInterface<BrokenCase> {};

TEST_P(BrokenData, IsNamedByEveryCommandThatNeedsIt) {
  const auto assets = own_assets();
  const std::string file = std::string("assets/") + GetParam().file;
  if (GetParam().bytes != nullptr) {
    home.write(file, GetParam().bytes);
  } else {
    std::filesystem::remove_all(home / file);
  }
  const std::string name = std::filesystem::path(GetParam().file).filename().string();
  const Finished check = run({"check", "--assets", assets.string()});
  EXPECT_THAT(check.code, testing::AnyOf(code(ExitCode::failed), code(ExitCode::faults)));
  EXPECT_THAT(check.output + check.errors, HasSubstr(name));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"info"}, {"search", "femur"}, {"info", "femur"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--assets", assets.string()});
    const Finished finished = run(arguments);
    if (finished.code == code(ExitCode::failed)) {
      EXPECT_THAT(finished, Complains());
      EXPECT_THAT(finished.errors, HasSubstr(name));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenData,
                         testing::Values(BrokenCase{"SourcesAreNoJson", "clinical/sources.json", "[[[["},
                                         BrokenCase{"SourcesAreGone", "clinical/sources.json", nullptr},
                                         BrokenCase{"SourcesAreEmpty", "clinical/sources.json", ""},
                                         BrokenCase{"SourcesAreAList", "clinical/sources.json", "[]"},
                                         BrokenCase{"LandmarksAreNoJson", "anatomy/landmarks.json", "{"},
                                         BrokenCase{"LandmarksAreGone", "anatomy/landmarks.json", nullptr},
                                         BrokenCase{"MusclesAreNoJson", "anatomy/concepts/muscles.json", "muscles"},
                                         BrokenCase{"MusclesAreBinary", "anatomy/concepts/muscles.json",
                                                    "\xFF\xFE\x01\x02"},
                                         BrokenCase{"AManifestIsNoJson", "atlases/zanatomy/atlas.json", "{\"name\": }"},
                                         BrokenCase{"ASchemaIsNoJson", "schemas/muscle.schema.json", "{"}),
                         [](const auto& given) { return given.param.name; });

TEST_F(Check, WithoutAnyDataSaysWhereItLooked) {
  for (const char* command : {"check", "info"}) {
    const Finished finished = run({command, "--assets", (home / "nothing").string()});
    EXPECT_EQ(finished.code, code(ExitCode::failed));
    EXPECT_THAT(finished, Complains());
    EXPECT_THAT(finished.errors, AllOf(HasSubstr((home / "nothing").string()), HasSubstr("--assets")));
  }
}

TEST_F(Check, TakesTheDataThatTheEnvironmentNames) {
  const auto assets = own_assets();
  const Finished info = run({"info"}, {{"PALPATE_ASSETS", assets.string()}});
  EXPECT_THAT(info.output, HasSubstr("Data: " + assets.string()));
}

}  // namespace
}  // namespace palpate::test
