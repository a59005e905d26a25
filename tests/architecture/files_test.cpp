// Files that can be read: short, commented, without leftovers.
#include "source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace palpate {
namespace {

using test::files_below;
using test::SourceFile;

const std::vector<SourceFile>& all_code() {
  static const std::vector<SourceFile> files =
      files_below({"src", "include", "shaders", "cmake"}, {".h", ".cpp", ".glsl", ".vert", ".frag", ".cmake", ".txt"});
  return files;
}

TEST(Files, AreShort) {
  EXPECT_GT(all_code().size(), 150u);
  for (const SourceFile& file : all_code()) EXPECT_LE(file.lines.size(), 500u) << file.path;
}

TEST(Files, LeaveNothingUndone) {
  const std::regex leftover(R"((//|#|<!--).*\b(TODO|FIXME|XXX|HACK)\b)");  // in a remark
  for (const SourceFile& file : files_below({"src", "include", "shaders", "cmake", "tests", "bench", "docs"},
                                            {".h", ".cpp", ".glsl", ".vert", ".frag", ".cmake", ".txt", ".md"})) {
    if (file.path == "tests/architecture/files_test.cpp") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      EXPECT_FALSE(std::regex_search(file.lines[i], leftover)) << file.path << ":" << i + 1 << ": " << file.lines[i];
  }
}

TEST(Files, HaveNoTabsAndNoSpacesAtTheEnd) {
  for (const SourceFile& file : all_code()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string& line = file.lines[i];
      EXPECT_EQ(line.find('\t'), std::string::npos) << file.path << ":" << i + 1;
      EXPECT_FALSE(!line.empty() && (line.back() == ' ' || line.back() == '\r')) << file.path << ":" << i + 1;
    }
  }
}

TEST(Headers, BeginByTellingWhatTheyAreFor) {
  for (const SourceFile& file : files_below({"include", "src", "tests"}, {".h"})) {
    ASSERT_FALSE(file.lines.empty()) << file.path;
    EXPECT_EQ(file.lines[0].rfind("// ", 0), 0u) << file.path;
    EXPECT_GT(file.lines[0].size(), 20u) << file.path << ": a name is not a purpose";
    EXPECT_THAT(file.lines, testing::Contains("#pragma once")) << file.path;
  }
}

TEST(Tests, BeginByTellingWhatTheySpecify) {
  const std::vector<SourceFile> files = files_below({"tests"}, {".cpp"});
  EXPECT_GT(files.size(), 50u);
  for (const SourceFile& file : files) {
    if (file.ends_with("_test.cpp")) {
      EXPECT_EQ(file.lines.at(0).rfind("// ", 0), 0u) << file.path;
    }
  }
}

// clang-format closes a function with a brace in the column where its first line began.
struct Length {
  std::size_t line, count;
};
std::vector<Length> functions_longer_than(std::size_t limit, const SourceFile& file, const std::string& indent) {
  static const std::regex other(
      R"(^\s*(namespace|class|struct|enum|union|template|using|public|private|return|case)\b)");
  std::vector<Length> found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    const bool at_indent = line.size() > indent.size() && line.compare(0, indent.size(), indent) == 0 &&
                           (std::isalpha(static_cast<unsigned char>(line[indent.size()])) != 0);
    if (line == indent + "}") {
      if (begin > 0 && i + 2 - begin > limit) found.push_back({begin, i + 2 - begin});
      begin = 0;
    } else if (at_indent) {
      begin = line.back() == ';' || std::regex_search(line, other) ? 0 : i + 1;
    }
  }
  return found;
}

TEST(Functions, AreShort) {
  for (const SourceFile& file : files_below({"src", "include"}, {".h", ".cpp"})) {
    for (const char* indent : {"", "  "}) {
      for (const Length& length : functions_longer_than(65, file, indent))
        ADD_FAILURE() << file.path << ":" << length.line << " is " << length.count << " lines long";
    }
  }
}

TEST(Functions, ThatAreLongAreSeen) {
  SourceFile file{"made up", {"int main() {"}};
  for (int i = 0; i < 70; ++i) file.lines.emplace_back("  f();");
  file.lines.emplace_back("}");
  ASSERT_EQ(functions_longer_than(65, file, "").size(), 1u);
  EXPECT_EQ(functions_longer_than(65, file, "")[0].count, 72u);
}

}  // namespace
}  // namespace palpate
