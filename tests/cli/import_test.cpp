// `palpate import`: what of a body is named, what is not, and why; and bodies that are none.
#include "command_line.h"

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Import : public CommandLine {};

TEST_F(Import, ReportsEverySystemOfTheBody) {
  const Finished import = run({"import", manikin_folder().string(), "--no-cache"});
  EXPECT_EQ(import.code, 0) << import.errors;
  EXPECT_EQ(import.errors, "");
  EXPECT_THAT(import.output, AllOf(HasSubstr("atlas.json"), HasSubstr("Muscles"), HasSubstr("Skeleton"),
                                   HasSubstr("Skin"), HasSubstr("100.0 %")));
}

TEST_F(Import, CountsForScripts) {
  const JsonNode out = json(run({"import", manikin_folder().string(), "--json", "--no-cache"}));
  ASSERT_EQ(out.size(), 1u);
  std::int64_t named = 0;
  for (const auto& [key, system] : out.at(0).find("systems")->items()) named += system.find("named")->integer();
  EXPECT_EQ(named, static_cast<std::int64_t>(manikin().body.size()));
  EXPECT_EQ(out.at(0).find("own_name")->size(), 0u);
  EXPECT_EQ(out.at(0).find("problems")->size(), 0u);
}

TEST_F(Import, KeepsWhatItImportedUnlessToldNotTo) {
  (void)run({"import", manikin_folder().string(), "--no-cache"});
  EXPECT_FALSE(std::filesystem::exists(home / "cache" / "palpate"));
  const Finished first = run({"import", manikin_folder().string(), "--json"});
  EXPECT_FALSE(std::filesystem::is_empty(home / "cache" / "palpate"));
  const Finished second = run({"import", manikin_folder().string(), "--json"});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.output, first.output) << "from the cache comes the same";
}

TEST_F(Import, AModelWithoutAManifestComesUnderItsOwnNames) {
  home.write("mine/box.obj",
             "o wooden-box\nv 0 0 0\nv 90 0 0\nv 0 90 0\nv 0 0 90\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n");
  const Finished import = run({"import", (home / "mine").string(), "--no-cache", "--all"});
  EXPECT_EQ(import.code, 0) << import.errors;
  EXPECT_THAT(import.output, AllOf(HasSubstr("wooden-box"), HasSubstr("own name"), HasSubstr("millimetres")));
}

TEST_F(Import, AFileThatCannotBeReadIsNamedAndTheRestComes) {
  std::filesystem::copy(manikin_folder(), home / "body", std::filesystem::copy_options::recursive);
  home.write("body/nerves.glb", "this is not a model");
  const Finished import = run({"import", (home / "body").string(), "--no-cache"});
  EXPECT_EQ(import.code, 0);
  EXPECT_THAT(import, Complains());
  EXPECT_THAT(import.errors, HasSubstr("nerves.glb"));
  EXPECT_THAT(import.output, HasSubstr("Skeleton"));
}

TEST_F(Import, OfNothingFailsWithWords) {
  std::filesystem::create_directories(home / "empty");
  home.write("note.txt", "hello");
  home.write("broken.glb", "glTF, or so it says");
  home.write("bad/atlas.json", "{ \"name\": 3 ");
  home.write("odd/atlas.json", "[1, 2, 3]");
  struct Case {
    std::string path;
    const char* words;
  };
  for (const Case& given :
       {Case{(home / "nowhere").string(), "no such file"}, Case{(home / "empty").string(), "no model"},
        Case{(home / "note.txt").string(), "not a model"}, Case{(home / "broken.glb").string(), "broken.glb"},
        Case{(home / "bad").string(), "atlas.json"}, Case{(home / "odd").string(), "atlas.json"}}) {
    SCOPED_TRACE(given.path);
    for (const bool scripted : {false, true}) {
      std::vector<std::string> arguments = {"import", given.path, "--no-cache"};
      if (scripted) arguments.emplace_back("--json");
      const Finished import = run(arguments);
      EXPECT_EQ(import.code, code(ExitCode::failed));
      EXPECT_THAT(import, Complains());
      EXPECT_THAT(import.errors, AllOf(HasSubstr(given.path), HasSubstr(given.words)));
    }
  }
}

}  // namespace
}  // namespace palpate::test
