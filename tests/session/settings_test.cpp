// Settings: one table, kept between starts, never in the way when their file is missing or broken.
#include "temp_folder.h"

#include <palpate/session/settings.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Settings unusual() {
  Settings settings;
  settings.theme = Theme::light;
  settings.scale_percent = 137.5f;
  settings.reduced_motion = true;
  settings.always_full_detail = true;
  settings.zoom_speed_percent = 60.0f;
  settings.needle_sound = true;
  settings.atlas_folders = {"/data/my atlas", "/data/Körper"};
  return settings;
}

Settings read(const std::filesystem::path& file, std::vector<std::string>& warnings) {
  warnings.clear();
  return read_settings(file, warnings);
}

TEST(Settings, ComeBackFromDiskWithTheFoldersOpenedLast) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  ASSERT_TRUE(write_settings(unusual(), folder / "new/settings.json").ok());
  EXPECT_TRUE(read(folder / "new/settings.json", warnings) == unusual());
  EXPECT_THAT(warnings, IsEmpty());
}

TEST(Settings, WithoutAFileAreTheUsualOnes) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  EXPECT_TRUE(read(folder / "settings.json", warnings) == Settings());
  EXPECT_THAT(warnings, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(folder / "settings.json")) << "reading writes nothing";
}

TEST(Settings, OfABrokenFileAreTheUsualOnesAndTheFileIsKeptBeside) {
  for (const std::string broken : {"{\"theme\": 1,", "", "[1]", "hello"}) {
    const TempFolder folder;
    std::vector<std::string> warnings;
    EXPECT_TRUE(read(folder.write("settings.json", broken), warnings) == Settings());
    ASSERT_EQ(warnings.size(), 1u) << broken;
    EXPECT_THAT(warnings.front(), HasSubstr((folder / "settings.json.broken").string()));
    EXPECT_EQ(contents(folder / "settings.json.broken"), broken);
    EXPECT_FALSE(std::filesystem::exists(folder / "settings.json"));
  }
}

TEST(Settings, EveryBrokenFileIsKept) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  for (const std::string name : {"settings.json.broken", "settings.json.broken-2", "settings.json.broken-3"}) {
    (void)read(folder.write("settings.json", "not " + name), warnings);
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(warnings.front(), HasSubstr((folder / name).string() + "."));
  }
  for (const std::string name : {"settings.json.broken", "settings.json.broken-2", "settings.json.broken-3"})
    EXPECT_EQ(contents(folder / name), "not " + name);
}

TEST(Settings, AFieldOfTheWrongTypeHasItsUsualValueAndTheOthersAreRead) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  const auto file = folder.write("settings.json", "{\"theme\": 1,\n\"scale_percent\": \"big\"}");
  const Settings settings = read(file, warnings);
  EXPECT_EQ(settings.theme, Theme::light);
  EXPECT_FLOAT_EQ(settings.scale_percent, 100.0f);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings.front(), HasSubstr("settings.json:2: /scale_percent"));
  EXPECT_TRUE(std::filesystem::exists(file)) << "it is not broken as a whole";
}

TEST(Settings, FoldersThatAreNoTextsAreSaid) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  const Settings settings = read(folder.write("settings.json", R"({"atlas_folders": ["/a", 7, "/b"]})"), warnings);
  EXPECT_THAT(settings.atlas_folders, ElementsAre("/a", "/b"));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings.front(), HasSubstr("/atlas_folders/1"));
}

TEST(Settings, ValuesFromTheFileComeIntoTheirLimits) {
  const TempFolder folder;
  std::vector<std::string> warnings;
  const Settings settings =
      read(folder.write("settings.json", R"({"scale_percent": 100000, "zoom_speed_percent": -3})"), warnings);
  EXPECT_FLOAT_EQ(settings.scale_percent, 300.0f);
  EXPECT_FLOAT_EQ(settings.zoom_speed_percent, 25.0f);
}

TEST(Settings, ThatCannotBeWrittenAreAnErrorThatNamesTheFile) {
  const TempFolder folder;
  folder.write("file", "no folder");
  const Status written = write_settings(Settings(), folder / "file/settings.json");
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().text(), HasSubstr("settings.json"));
}

TEST(SettingRows, EveryRowCanBeReadAndWrittenWithinItsLimits) {
  std::set<std::string_view> keys;
  for (const SettingRow& row : setting_rows()) {
    EXPECT_TRUE(keys.insert(row.key).second) << row.key << " stands twice";
    EXPECT_FALSE(row.label.empty() || row.help.empty()) << row.key;
    ASSERT_LT(row.low, row.high) << row.key;
    Settings settings;
    for (const float value : {row.low, row.high}) {
      set_number(settings, row.key, value);
      EXPECT_FLOAT_EQ(get_number(settings, row.key), value) << row.key;
    }
    set_number(settings, row.key, row.high + 1000.0f);
    EXPECT_FLOAT_EQ(get_number(settings, row.key), row.high) << row.key;
    set_number(settings, row.key, -1000.0f);
    EXPECT_FLOAT_EQ(get_number(settings, row.key), row.low) << row.key;
    const float usual = get_number(Settings(), row.key);
    EXPECT_TRUE(usual >= row.low && usual <= row.high) << row.key;
  }
  EXPECT_EQ(keys.size(), 6u);
}

TEST(SettingRows, ARowChangesItsOwnSettingOnly) {
  for (const SettingRow& row : setting_rows()) {
    Settings settings;
    set_number(settings, row.key, get_number(settings, row.key) == row.high ? row.low : row.high);
    for (const SettingRow& other : setting_rows())
      EXPECT_EQ(get_number(settings, other.key) != get_number(Settings(), other.key), other.key == row.key)
          << row.key << " and " << other.key;
  }
}

TEST(SettingRows, WhatIsNoNumberOrNoSettingChangesNothing) {
  Settings settings = unusual();
  for (const SettingRow& row : setting_rows()) set_number(settings, row.key, std::numeric_limits<float>::quiet_NaN());
  set_number(settings, "no-such-setting", 1.0f);
  EXPECT_TRUE(settings == unusual());
  EXPECT_FLOAT_EQ(get_number(settings, "no-such-setting"), 0.0f);
}

}  // namespace
}  // namespace palpate::test
