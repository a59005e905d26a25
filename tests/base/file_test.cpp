// What a person made stays whole: files are replaced at once or not at all, and every refusal says why.
#include "temp_folder.h"

#include <palpate/base/file.h>
#include <palpate/base/isolate.h>
#include <palpate/base/jobs.h>

#include <sys/resource.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <set>
#include <string>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(ReadFile, GivesTheBytesAsTheyAre) {
  const TempFolder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  const auto read = read_file(folder.write("bytes", bytes));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, bytes);
}

TEST(ReadFile, ReadsAnEmptyFile) {
  const TempFolder folder;
  const auto read = read_file(folder.write("empty", ""));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, "");
}

TEST(ReadFile, RefusesAFolder) {
  const TempFolder folder;
  const auto read = read_file(folder.path());
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().what, HasSubstr("folder"));
  EXPECT_EQ(read.error().where, folder.path().string());
}

TEST(ReadFile, SaysThatAFileIsMissing) {
  const TempFolder folder;
  const auto read = read_file(folder / "none");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().what, HasSubstr("No such file"));
  EXPECT_EQ(read.error().where, (folder / "none").string());
  EXPECT_FALSE(read.error().hint.empty());
}

TEST(ReadFile, RefusesWhatIsLargerThanTheLimit) {
  const TempFolder folder;
  const auto path = folder.write("file", "12345");
  EXPECT_TRUE(read_file(path, 5).ok());
  const auto read = read_file(path, 4);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().what, HasSubstr("5 bytes"));
  EXPECT_THAT(read.error().what, HasSubstr("4"));
}

TEST(WriteFile, WritesAndReplaces) {
  const TempFolder folder;
  const auto path = folder / "file";
  ASSERT_TRUE(write_file(path, "one").ok());
  EXPECT_EQ(contents(path), "one");
  ASSERT_TRUE(write_file(path, "the second, longer").ok());
  ASSERT_TRUE(write_file(path, "3").ok());
  EXPECT_EQ(contents(path), "3") << "nothing of the longer text is left";
  ASSERT_TRUE(write_file(path, "").ok());
  EXPECT_EQ(contents(path), "");
  EXPECT_EQ(entries(folder.path()), 1u) << "no neighbour stays behind";
}

TEST(WriteFile, MakesTheFoldersAbove) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a/b/c.txt", "x").ok());
  EXPECT_EQ(contents(folder / "a/b/c.txt"), "x");
}

TEST(WriteFile, SaysWhatItCannotWriteAndLeavesTheRest) {
  const TempFolder folder;
  const auto file = folder.write("file", "old");
  // A path through a file: nobody may write there, whoever runs this.
  const Status written = write_file(file / "child.txt", "new");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().where, (file / "child.txt").string());
  EXPECT_THAT(written.error().hint, HasSubstr("folder"));
  EXPECT_EQ(contents(file), "old");
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(WriteFile, DoesNotReplaceAFolder) {
  const TempFolder folder;
  folder.write("target/inside", "kept");
  const Status written = write_file(folder / "target", "new");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(contents(folder / "target/inside"), "kept");
  EXPECT_EQ(entries(folder.path()), 1u) << "the neighbour is taken away again";
}

TEST(WriteFile, KeepsTheOldFileWhenTheDiskRefuses) {
  const TempFolder folder;
  const auto path = folder.write("file", "old");
  // In a process of its own that may not write files above 4 kB, as a full disk would not let it.
  const auto said = run_isolated([&]() -> std::string {
    const rlimit small = {4096, 4096};
    if (std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || ::setrlimit(RLIMIT_FSIZE, &small) != 0) return "no limit";
    const Status written = write_file(path, std::string(100'000, 'n'));
    return written.ok() ? "written" : written.error().text();
  });
  ASSERT_TRUE(said.ok()) << said.error().text();
  if (*said == "no limit") GTEST_SKIP() << "File sizes cannot be limited here.";
  EXPECT_THAT(*said, HasSubstr(path.string()));
  EXPECT_THAT(*said, HasSubstr("room"));
  EXPECT_EQ(contents(path), "old");
  EXPECT_EQ(entries(folder.path()), 1u) << "the part that was written is taken away";
}

TEST(WriteFile, ManyWritersLeaveTheWholeTextOfOne) {
  const TempFolder folder;
  const auto path = folder / "file";
  JobQueue queue(4);
  std::set<std::string> texts;
  for (char c = 'a'; c < 'a' + 16; ++c) texts.insert(std::string(20'000 + static_cast<std::size_t>(c) * 100, c));
  const std::vector<std::string> list(texts.begin(), texts.end());
  for (int round = 0; round < 20; ++round) {
    queue.parallel_for(list.size(), [&](std::size_t i) { EXPECT_TRUE(write_file(path, list[i]).ok()); });
    EXPECT_EQ(texts.count(contents(path)), 1u);
    EXPECT_EQ(entries(folder.path()), 1u);
  }
}

TEST(MappedFile, ShowsTheBytesOfAFile) {
  const TempFolder folder;
  const auto mapped = MappedFile::open(folder.write("file", "some bytes"));
  ASSERT_TRUE(mapped.ok());
  EXPECT_EQ(text_of(*mapped), "some bytes");
}

TEST(MappedFile, ShowsAnEmptyFile) {
  const TempFolder folder;
  const auto mapped = MappedFile::open(folder.write("file", ""));
  ASSERT_TRUE(mapped.ok());
  EXPECT_EQ(mapped->bytes().size(), 0u);
}

TEST(MappedFile, StaysWholeWhenTheFileIsReplacedOrRemoved) {
  const TempFolder folder;
  const auto path = folder.write("file", "the old text");
  const auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped.ok());
  ASSERT_TRUE(write_file(path, "new").ok());
  EXPECT_EQ(text_of(*mapped), "the old text");
  fs::remove(path);
  EXPECT_EQ(text_of(*mapped), "the old text");
}

TEST(MappedFile, RefusesAFolderAndAMissingFile) {
  const TempFolder folder;
  const auto of_folder = MappedFile::open(folder.path());
  ASSERT_FALSE(of_folder.ok());
  EXPECT_EQ(of_folder.error().where, folder.path().string());
  const auto missing = MappedFile::open(folder / "none");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().what, HasSubstr("No such file"));
}

TEST(MappedFile, MovesWithoutCopying) {
  const TempFolder folder;
  auto first = MappedFile::open(folder.write("one", "first"));
  auto second = MappedFile::open(folder.write("two", "second"));
  ASSERT_TRUE(first.ok() && second.ok());
  const void* place = first->bytes().data();
  MappedFile moved = std::move(*first);
  EXPECT_EQ(moved.bytes().data(), place);
  EXPECT_EQ(first->bytes().size(), 0u);
  moved = std::move(*second);
  EXPECT_EQ(text_of(moved), "second");
}

}  // namespace
}  // namespace palpate::test
