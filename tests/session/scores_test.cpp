// Scores on disk: what is added stays, and what cannot be read is said and kept.
#include <temp_folder.h>

#include <palpate/base/file.h>
#include <palpate/session/scores.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palpate {
namespace {

using test::TempFolder;
using testing::HasSubstr;
using testing::IsEmpty;

Score some_score(float tip) {
  Score s;
  s.when = "2026-11-23T09:30:00Z";
  s.body = "Manikin";
  s.target = {"infraspinatus", "upper-medial", Side::left};
  s.look = Exercise::Look::glassy;
  s.entry_mm = 12.25f;
  s.entry_out_mm = 2.25f;
  s.angle_deg = 14.5f;
  s.angle_out_deg = 0.0f;
  s.tip_mm = tip;
  s.nearest = "lung.left";
  s.nearest_mm = 7.5f;
  s.needle = {{1.5f, 2.5f, 3.5f}, {0.0f, 0.0f, 1.0f}, 20.0f, 40.0f, 0.25f};
  return s;
}

class Scores : public testing::Test {
 protected:
  [[nodiscard]] std::vector<Score> read() { return read_scores(file, warnings); }
  TempFolder folder;
  std::filesystem::path file = folder / "deep" / "scores.json";
  std::vector<std::string> warnings;
};

TEST_F(Scores, AreEmptyWithoutAFile) {
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(Scores, ComeBackAsTheyWereAndInTheirOrder) {
  Score without = some_score(3.0f);
  without.entry_mm = without.entry_out_mm = without.angle_deg = without.angle_out_deg = std::nullopt;
  ASSERT_TRUE(add_score(some_score(9.0f), file, warnings));
  ASSERT_TRUE(add_score(without, file, warnings));
  EXPECT_EQ(read(), (std::vector<Score>{some_score(9.0f), without}));
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(Scores, OfABrokenFileAreKeptBeside) {
  ASSERT_TRUE(add_score(some_score(1.0f), file, warnings));
  ASSERT_TRUE(write_file(file, "{ \"format\": "));
  EXPECT_THAT(read(), IsEmpty());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("scores.json.broken"));
  EXPECT_EQ(*read_file(file.string() + ".broken"), "{ \"format\": ");
}

TEST_F(Scores, OfANewerVersionAreNotOverwritten) {
  ASSERT_TRUE(write_file(folder / "scores.json", R"({"format": "palpate-scores", "version": 7, "tries": []})"));
  ASSERT_TRUE(add_score(some_score(1.0f), folder / "scores.json", warnings));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("version 7"));
  EXPECT_TRUE(std::filesystem::exists(folder / "scores.json.broken"));
}

TEST_F(Scores, OneThatCannotBeReadIsNamedAndNotLost) {
  ASSERT_TRUE(add_score(some_score(1.0f), file, warnings));
  ASSERT_TRUE(add_score(some_score(2.0f), file, warnings));
  std::string text = *read_file(file);
  text.replace(text.find("\"left\""), 6, "\"lift\"");
  ASSERT_TRUE(write_file(file, text));
  EXPECT_EQ(read(), std::vector<Score>{some_score(2.0f)});
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("/tries/0/side"));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".broken")) << "reading takes nothing away";
  warnings.clear();
  ASSERT_TRUE(add_score(some_score(3.0f), file, warnings));
  EXPECT_EQ(*read_file(file.string() + ".broken"), text);
  warnings.clear();
  EXPECT_EQ(read(), (std::vector<Score>{some_score(2.0f), some_score(3.0f)}));
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(Scores, ThatCannotBeWrittenSayWhy) {
  folder.write("deep", "a file where a folder is needed");
  const Status added = add_score(some_score(1.0f), file, warnings);
  ASSERT_FALSE(added);
  EXPECT_FALSE(added.error().text().empty());
}

}  // namespace
}  // namespace palpate
