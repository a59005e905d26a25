// The walls between the rooms: who includes whom, and which library is known where. The table is the one of the build.
#include "source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace palpate {
namespace {

using test::files_below;
using test::Rooms;
using test::SourceFile;

std::vector<SourceFile> code_of_the_rooms() {
  return files_below({"src", "include"}, {".h", ".cpp"});
}

// What stands between <> or "" of its #include lines.
std::vector<std::string> includes(const SourceFile& file, char open) {
  static const std::regex line(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<std::string> found;
  for (const std::string& text : file.lines) {
    std::smatch match;
    if (std::regex_search(text, match, line) && match[1].str()[0] == open) found.push_back(match[2]);
  }
  return found;
}

TEST(Rooms, AreTheSameInTheBuildAndInTheDocumentation) {
  const Rooms build = test::rooms_of_the_build(), documented = test::rooms_of_the_documentation();
  ASSERT_EQ(build.size(), 12u);
  ASSERT_EQ(documented.size(), build.size());
  for (const auto& [name, room] : build) {
    SCOPED_TRACE(name);
    ASSERT_EQ(documented.count(name), 1u);
    EXPECT_EQ(documented.at(name).uses, room.uses);
  }
}

TEST(Rooms, AreFoldersAndFoldersAreRooms) {
  const Rooms rooms = test::rooms_of_the_build();
  for (const char* folder : {"src", "include/palpate"}) {
    for (const auto& entry : std::filesystem::directory_iterator(test::source_folder() / folder)) {
      if (entry.is_directory()) {
        EXPECT_EQ(rooms.count(entry.path().filename().string()), 1u) << entry.path();
      }
    }
    for (const auto& [name, room] : rooms)
      EXPECT_TRUE(std::filesystem::is_directory(test::source_folder() / folder / name)) << name;
  }
}

// The table names the lower rooms first, so no two can use each other.
TEST(Rooms, UseOnlyLowerOnes) {
  const std::string text = test::source_file("src/CMakeLists.txt").text();
  for (const auto& [name, room] : test::rooms_of_the_build()) {
    for (const std::string& used : room.uses)
      EXPECT_LT(text.find("NAME " + used), text.find("NAME " + name)) << name << " uses " << used;
  }
}

TEST(Walls, AreKeptByEveryInclude) {
  const Rooms rooms = test::rooms_of_the_build();
  std::size_t checked = 0;
  for (const SourceFile& file : code_of_the_rooms()) {
    const std::string room = test::room_of(file.path);
    ASSERT_EQ(rooms.count(room), 1u) << file.path;
    const std::set<std::string> seen = test::seen_by(rooms, room);
    for (const std::string& name : includes(file, '<')) {
      if (name.rfind("palpate/", 0) != 0) continue;
      ++checked;
      EXPECT_EQ(seen.count(name.substr(8, name.find('/', 8) - 8)), 1u) << file.path << " includes " << name;
      EXPECT_TRUE(std::filesystem::exists(test::source_folder() / "include" / name)) << name;
    }
  }
  EXPECT_GT(checked, 200u);
}

TEST(Walls, PrivateHeadersStayInTheirRoom) {
  for (const SourceFile& file : code_of_the_rooms()) {
    for (const std::string& name : includes(file, '"')) {
      EXPECT_EQ(name.find(".."), std::string::npos) << file.path;
      EXPECT_TRUE(std::filesystem::exists(test::source_folder() / "src" / test::room_of(file.path) / name))
          << file.path << " includes " << name;
    }
    if (file.path.rfind("include/", 0) == 0) {
      EXPECT_THAT(includes(file, '"'), testing::IsEmpty()) << file.path << ": a public header names only public ones";
    }
  }
}

struct Library {
  const char* name;
  const char* header;  // how its headers begin
  std::set<std::string> rooms;
};
class Libraries : public testing::TestWithParam<Library> {};

TEST_P(Libraries, AreKnownWhereTheyAreWrappedAndNowhereElse) {
  std::set<std::string> found;
  for (const SourceFile& file : code_of_the_rooms()) {
    for (const std::string& name : includes(file, '<')) {
      if (name.rfind(GetParam().header, 0) != 0) continue;
      found.insert(test::room_of(file.path));
      EXPECT_TRUE(GetParam().rooms.count(test::room_of(file.path)) > 0) << file.path << " includes " << name;
    }
  }
  EXPECT_FALSE(found.empty()) << "nobody uses it";
}

INSTANTIATE_TEST_SUITE_P(
    Table, Libraries,
    testing::Values(Library{"Json", "nlohmann/", {"base"}}, Library{"Stb", "stb_", {"base"}},
                    Library{"Hashes", "xxhash", {"base"}}, Library{"Deflate", "libdeflate", {"base"}},
                    Library{"Meshoptimizer", "meshoptimizer", {"mesh"}}, Library{"PointTrees", "nanoflann", {"mesh"}},
                    Library{"Eigen", "Eigen/", {"mesh", "atlas", "sculpt"}}, Library{"Embree", "embree", {"query"}},
                    Library{"Assimp", "assimp/", {"atlas"}}, Library{"OpenGL", "epoxy/", {"render", "app"}},
                    Library{"DearImGui", "imgui", {"ui", "app"}}, Library{"Glfw", "GLFW/", {"app"}},
                    Library{"CommandLine", "CLI/", {"app"}}, Library{"Sound", "AL/", {"app"}}),
    [](const auto& given) { return given.param.name; });

TEST(Walls, NoPublicHeaderBringsALibraryWithIt) {
  const std::regex allowed(R"(^(palpate/|glm/|[a-z_0-9]+$))");  // the standard library has no dots and no folders
  for (const SourceFile& file : files_below({"include"}, {".h"})) {
    for (const std::string& name : includes(file, '<'))
      EXPECT_TRUE(std::regex_search(name, allowed)) << file.path << " includes " << name;
  }
}

TEST(Walls, TheInterfaceKnowsNeitherTheDriverNorTheWindow) {
  for (const SourceFile& file : files_below({"src/ui", "include/palpate/ui"}, {".h", ".cpp"})) {
    const std::string text = file.text();
    for (const char* name : {"glfw3", "glBind", "<epoxy", "imgui_impl"})
      EXPECT_EQ(text.find(name), std::string::npos) << file.path << ": " << name;
  }
}

}  // namespace
}  // namespace palpate
