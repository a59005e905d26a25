// What is written about the program is true: the README, the architecture, the licence, the shaders, the packages.
#include "source_tree.h"

#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace palpate {
namespace {

using test::files_below;
using test::source_file;
using test::SourceFile;
using testing::HasSubstr;

TEST(Readme, IsShortAndNamesTheTwoCommands) {
  const SourceFile readme = source_file("README.md");
  EXPECT_LE(readme.lines.size(), 150u);
  const std::size_t run = readme.text().find("\n./run "), tests = readme.text().find("\n./run test");
  ASSERT_NE(run, std::string::npos);
  ASSERT_NE(tests, std::string::npos);
  EXPECT_LT(run, 1500u) << "they stand near the top";
}

TEST(Readme, LinksOnlyToWhatIsThere) {
  for (const char* path : {"README.md", "docs/architecture.md"}) {
    const std::string text = source_file(path).text();
    const std::regex link(R"(\]\(([^)#]+)\))");
    for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end; ++it) {
      const std::string target = (*it)[1];
      if (target.rfind("http", 0) == 0) continue;
      const auto folder = (test::source_folder() / path).parent_path();
      EXPECT_TRUE(std::filesystem::exists(folder / target)) << path << " links to " << target;
    }
  }
}

TEST(Readme, NamesEverySubcommandEveryRoomAndTheLimits) {
  const std::string text = source_file("README.md").text();
  for (const char* subcommand : {"palpate render", "palpate info", "palpate search", "palpate check", "palpate import",
                                 "palpate measure", "palpate validate"})
    EXPECT_THAT(text, HasSubstr(subcommand));
  for (const auto& [name, room] : test::rooms_of_the_build()) EXPECT_THAT(text, HasSubstr(name));
  EXPECT_THAT(text, HasSubstr("does not diagnose"));
  for (const char* credit : {"Z-Anatomy", "CC BY-SA 4.0", "BodyParts3D", "HuBMAP"})
    EXPECT_THAT(text, HasSubstr(credit));
}

TEST(Architecture, NamesEveryRoomInItsTableAndInWords) {
  const auto documented = test::rooms_of_the_documentation();
  for (const auto& [name, room] : test::rooms_of_the_build()) EXPECT_EQ(documented.count(name), 1u) << name;
}

TEST(Run, IsOneDoorForEverything) {
  const auto file = test::source_folder() / "run";
  EXPECT_NE(std::filesystem::status(file).permissions() & std::filesystem::perms::owner_exec,
            std::filesystem::perms::none);
  const std::string text = source_file("run").text();
  for (const char* word : {"test)", "bench)", "build)", "ctest", "third_party/packages"})
    EXPECT_THAT(text, HasSubstr(word));
}

TEST(Shaders, AreAllUsed) {
  std::string users;
  const std::vector<SourceFile> shaders = files_below({"shaders"}, {".vert", ".frag", ".glsl"});
  for (const SourceFile& file : files_below({"src/render"}, {".cpp", ".h"})) users += file.text();
  for (const SourceFile& file : shaders) users += file.text();
  ASSERT_GT(shaders.size(), 10u);
  for (const SourceFile& shader : shaders) {
    const std::string name = std::filesystem::path(shader.path).filename().string();
    EXPECT_THAT(users, HasSubstr("\"" + name + "\"")) << shader.path << " is used by nobody";
  }
}

TEST(Schemas, AreAllUsed) {
  std::string users;
  for (const SourceFile& file : files_below({"src"}, {".cpp"})) users += file.text();
  for (const SourceFile& schema : files_below({"assets/schemas"}, {".json"})) {
    std::string name = std::filesystem::path(schema.path).filename().string();
    name.resize(name.find('.'));
    EXPECT_THAT(users, HasSubstr(name)) << schema.path;
  }
}

TEST(Packages, AreNamedOnceEach) {
  std::vector<std::string> packages;
  for (const std::string& line : source_file("third_party/packages").lines) {
    if (!line.empty() && line[0] != '#') packages.push_back(line);
  }
  EXPECT_GT(packages.size(), 10u);
  for (const std::string& name : packages) {
    EXPECT_THAT(name, testing::MatchesRegex("[a-z0-9.+-]+"));
    EXPECT_EQ(std::count(packages.begin(), packages.end(), name), 1) << name;
  }
}

TEST(TestSubjects, AreFoldersWithTestsInThem) {
  const std::string list = source_file("tests/CMakeLists.txt").text();
  std::smatch match;
  ASSERT_TRUE(std::regex_search(list, match, std::regex(R"(set\(settled ([^)]*)\))")));
  for (const std::string& subject : words(match[1].str()))
    EXPECT_FALSE(files_below({"tests/" + subject}, {".cpp"}).empty()) << subject;
}

}  // namespace
}  // namespace palpate
