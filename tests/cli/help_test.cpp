// Help, version and mistakes on the command line: nobody needs the manual to get the next line right.
#include "command_line.h"

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Help : public CommandLine {};

TEST_F(Help, OfTheProgramNamesEverySubcommandAndOption) {
  const Finished help = run({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_EQ(help.errors, "");
  for (const char* word : {"render", "info", "search", "check", "import", "--atlas", "--assets", "--session", "--fresh",
                           "--no-cache", "--version", "trigger points"})
    EXPECT_THAT(help.output, HasSubstr(word));
}

TEST_F(Help, SaysThatItIsNoGuidance) {
  EXPECT_THAT(run({"--help"}).output, HasSubstr("not for diagnosis or treatment"));
}

TEST_F(Help, VersionIsANumberAndNothingElse) {
  const Finished version = run({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_THAT(version.output, testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

struct HelpCase {
  const char* subcommand;
  std::vector<const char*> words;
};
class HelpOf : public CommandLine, public testing::WithParamInterface<HelpCase> {};

TEST_P(HelpOf, NamesItsOptionsAndWorksWithoutData) {
  const Finished help = run({GetParam().subcommand, "--help", "--assets", "/nowhere"});
  EXPECT_EQ(help.code, 0);
  EXPECT_EQ(help.errors, "");
  for (const char* word : GetParam().words) EXPECT_THAT(help.output, HasSubstr(word));
}

INSTANTIATE_TEST_SUITE_P(
    Subcommands, HelpOf,
    testing::Values(HelpCase{"render",
                             {"--select", "--trigger-point", "--view", "--frame", "--zoom", "--size", "--systems",
                              "--only", "--hide", "--ghost", "--peel", "--clip", "--session", "--light", "--no-needle",
                              "--draft", "--output", "YAW,PITCH", "WIDTHxHEIGHT"}},
                    HelpCase{"info", {"--json", "concept", "name or key"}},
                    HelpCase{"search", {"--json", "--most", "query"}}, HelpCase{"check", {"--json", "--coverage"}},
                    HelpCase{"import", {"--json", "--all", "folder"}}),
    [](const auto& given) { return std::string(given.param.subcommand); });

// What cannot be understood: exit code 2, nothing on the output, and words that name what is wrong.
struct MistakeCase {
  const char* name;
  std::vector<std::string> arguments;
  std::vector<const char*> words;
};
class Mistake : public CommandLine, public testing::WithParamInterface<MistakeCase> {};

TEST_P(Mistake, IsNamedAndTheWayOutToo) {
  const Finished finished = run(GetParam().arguments);
  EXPECT_EQ(finished.code, code(ExitCode::usage)) << finished.errors;
  EXPECT_EQ(finished.output, "");
  for (const char* word : GetParam().words) EXPECT_THAT(finished.errors, HasSubstr(word));
  EXPECT_THAT(finished.errors, testing::AnyOf(HasSubstr("--help"), HasSubstr("Write "), HasSubstr("For instance ")));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Mistake,
    testing::Values(MistakeCase{"AnUnknownSubcommand", {"dance"}, {"dance"}},
                    MistakeCase{"AnUnknownOption", {"render", "--bright"}, {"--bright"}},
                    MistakeCase{"TwoSubcommands", {"check", "info"}, {"info"}},
                    MistakeCase{"SearchForNothing", {"search"}, {"query"}},
                    MistakeCase{"SearchForNoAnswers", {"search", "--most", "0", "trapezius"}, {"--most", "1"}},
                    MistakeCase{"SearchForAWordOfAnswers", {"search", "--most", "many", "trapezius"}, {"many"}},
                    MistakeCase{"ImportOfNothing", {"import"}, {"folder"}},
                    MistakeCase{"RenderIsNotMachineReadable", {"render", "--json"}, {"--json"}},
                    MistakeCase{"APeelTooDeep", {"render", "--peel", "2"}, {"--peel", "2"}},
                    MistakeCase{"APeelOfWords", {"render", "--peel", "deep"}, {"--peel", "deep"}},
                    MistakeCase{"AnUnknownFrame", {"render", "--frame", "face"}, {"--frame", "face", "zone"}},
                    MistakeCase{"ZoomOfNothing", {"render", "--zoom", "0"}, {"--zoom", "0"}},
                    MistakeCase{"ZoomBackwards", {"render", "--zoom", "-2"}, {"--zoom", "-2"}},
                    MistakeCase{"ASizeTooSmall", {"render", "--size", "5x5"}, {"5x5", "WIDTHxHEIGHT"}},
                    MistakeCase{"ASizeTooLarge", {"render", "--size", "99999x10"}, {"99999x10", "16384"}},
                    MistakeCase{"ASizeOfOneNumber", {"render", "--size", "800"}, {"800", "WIDTHxHEIGHT"}},
                    MistakeCase{"ASizeWithMore", {"render", "--size", "800x600x3"}, {"800x600x3"}},
                    MistakeCase{"AnUnknownView", {"render", "--view", "inside"}, {"inside", "front"}},
                    MistakeCase{"AViewOfOneAngle", {"render", "--view", "30"}, {"30", "YAW,PITCH"}},
                    MistakeCase{"AViewThatIsNoNumber", {"render", "--view", "nan,0"}, {"nan,0"}},
                    MistakeCase{"AnUnknownCut", {"render", "--clip", "oblique:3"}, {"oblique:3", "transverse"}},
                    MistakeCase{"ACutWithoutAPlace", {"render", "--clip", "coronal"}, {"coronal"}},
                    MistakeCase{"ACutNowhere", {"render", "--clip", "coronal:"}, {"coronal:"}},
                    MistakeCase{"ACutOfNoNumber", {"render", "--clip", "coronal:inf"}, {"coronal:inf"}},
                    MistakeCase{"ACutWithMore", {"render", "--clip", "coronal:3:flop"}, {"coronal:3:flop", "flip"}},
                    MistakeCase{"AnUnknownSystem", {"render", "--systems", "skin,soul"}, {"soul", "muscles"}}),
    [](const auto& given) { return given.param.name; });

class WithoutADisplay : public CommandLine {};

TEST_F(WithoutADisplay, TheWindowSaysSoAndWhatWorksInstead) {
  const Finished finished = run({"--fresh", "--atlas", manikin_folder().string()});
  EXPECT_EQ(finished.code, code(ExitCode::no_display));
  EXPECT_THAT(finished, Complains());
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("no display"), HasSubstr("palpate render")));
  EXPECT_FALSE(std::filesystem::exists(home / "data")) << "nothing is left behind by a start that failed";
}

TEST_F(WithoutADisplay, ADisplayThatIsNotThereIsTheSame) {
  const Finished finished =
      run_child({{PALPATE_PROGRAM, "--fresh"}, {{"DISPLAY", ":987"}}, {"WAYLAND_DISPLAY"}, {}, {}}, home.path());
  EXPECT_EQ(finished.code, code(ExitCode::no_display));
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("no display"), HasSubstr("987")));
}

TEST_F(WithoutADisplay, ABodyThatIsNotThereIsNamedFirst) {
  const Finished finished = run({"--atlas", "/nowhere/body"});
  EXPECT_EQ(finished.code, code(ExitCode::failed));
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("/nowhere/body"), HasSubstr("no such file")));
}

}  // namespace
}  // namespace palpate::test
