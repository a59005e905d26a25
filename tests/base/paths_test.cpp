// Where the program looks for its own data and where it keeps a person's files.
#include "temp_folder.h"

#include <palpate/base/paths.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// The environment as a test wants it, and as it was afterwards.
class Environment {
 public:
  ~Environment() {
    for (const auto& [name, value] : before_) put(name, value);
  }
  void set(const std::string& name, const std::optional<std::string>& value) {
    const char* old = std::getenv(name.c_str());
    before_.emplace(name, old == nullptr ? std::nullopt : std::optional<std::string>(old));
    put(name, value);
  }

 private:
  static void put(const std::string& name, const std::optional<std::string>& value) {
    if (value) {
      ::setenv(name.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name.c_str());
    }
  }
  std::map<std::string, std::optional<std::string>> before_;
};

class FindAssets : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(wished_ / "clinical");
    fs::create_directories(named_ / "clinical");
    environment_.set("PALPATE_ASSETS", std::nullopt);
  }
  TempFolder folder_;
  fs::path wished_ = folder_ / "wished", named_ = folder_ / "named";
  Environment environment_;
};

TEST_F(FindAssets, TakesTheWishFirst) {
  environment_.set("PALPATE_ASSETS", named_.string());
  const auto found = find_assets(wished_);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, wished_);
}

TEST_F(FindAssets, TakesTheEnvironmentNext) {
  environment_.set("PALPATE_ASSETS", named_.string());
  const auto found = find_assets();
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, named_);
}

TEST_F(FindAssets, FindsTheProgramsOwnOtherwise) {
  const auto found = find_assets();
  ASSERT_TRUE(found.ok()) << found.error().text();
  EXPECT_TRUE(fs::exists(*found / "clinical/sources.json"));
  EXPECT_TRUE(fs::exists(*found / "anatomy/landmarks.json"));
}

TEST_F(FindAssets, LooksFurtherIfTheEnvironmentNamesNothing) {
  environment_.set("PALPATE_ASSETS", (folder_ / "gone").string());
  const auto found = find_assets();
  ASSERT_TRUE(found.ok());
  EXPECT_NE(*found, folder_ / "gone");
}

TEST_F(FindAssets, DoesNotReplaceAWishThatIsNotThere) {
  environment_.set("PALPATE_ASSETS", named_.string());
  const fs::path wish = folder_ / "nowhere";
  const auto found = find_assets(wish);
  ASSERT_FALSE(found.ok());
  EXPECT_THAT(found.error().hint, HasSubstr(wish.string()));
  EXPECT_THAT(found.error().hint, HasSubstr("--assets"));
  EXPECT_THAT(found.error().hint, Not(HasSubstr(named_.string())));
}

// The program in a place of its own: its data lie beside it, or in ../share/palpate.
class InstalledProgram : public testing::Test {
 protected:
  void SetUp() override {
    std::error_code failed;
    fs::create_directories(folder_ / "bin");
    fs::copy_file(PALPATE_PROGRAM, program_, failed);
    if (failed) GTEST_SKIP() << "The program cannot be copied: " << failed.message();
    environment_.set("PALPATE_ASSETS", std::nullopt);
    environment_.set("HOME", folder_.path().string());
  }
  // What `palpate check` says with data that are only there in part names the folder that was taken.
  std::string first_words() {
    const fs::path out = folder_ / "out.txt";
    const std::string line = "'" + program_.string() + "' check > '" + out.string() + "' 2>&1";
    (void)!std::system(line.c_str());
    return contents(out);
  }
  TempFolder folder_;
  fs::path program_ = folder_ / "bin/palpate";
  Environment environment_;
};

TEST_F(InstalledProgram, LooksBesideItselfAndThenInShare) {
  fs::create_directories(folder_ / "share/palpate/clinical");
  EXPECT_THAT(first_words(), HasSubstr((folder_ / "share/palpate").string()));
  fs::create_directories(folder_ / "bin/assets/clinical");
  EXPECT_THAT(first_words(), HasSubstr((folder_ / "bin/assets").string()));
}

struct PersonalFolder {
  const char* variable;
  const char* below_home;
  fs::path (*folder)();
};

class PersonalFolders : public testing::TestWithParam<PersonalFolder> {
 protected:
  Environment environment_;
};

TEST_P(PersonalFolders, FollowXdg) {
  environment_.set(GetParam().variable, "/some/where");
  EXPECT_EQ(GetParam().folder(), "/some/where/palpate");
}

TEST_P(PersonalFolders, LieBelowHomeOtherwise) {
  environment_.set(GetParam().variable, std::nullopt);
  environment_.set("HOME", "/home/someone");
  EXPECT_EQ(GetParam().folder(), fs::path("/home/someone") / GetParam().below_home / "palpate");
}

TEST_P(PersonalFolders, IgnoreAPathThatIsNotAbsolute) {
  environment_.set("HOME", "/home/someone");
  for (const char* value : {"", "relative/path"}) {
    environment_.set(GetParam().variable, value);
    EXPECT_EQ(GetParam().folder(), fs::path("/home/someone") / GetParam().below_home / "palpate");
  }
}

TEST_P(PersonalFolders, LieSomewhereEvenWithoutAHome) {
  environment_.set(GetParam().variable, std::nullopt);
  environment_.set("HOME", std::nullopt);
  EXPECT_TRUE(GetParam().folder().is_absolute());
  EXPECT_EQ(GetParam().folder().filename(), "palpate");
}

TEST_P(PersonalFolders, AreNotMadeByAsking) {
  const TempFolder folder;
  environment_.set(GetParam().variable, folder.path().string());
  EXPECT_FALSE(fs::exists(GetParam().folder()));
}

INSTANTIATE_TEST_SUITE_P(Table, PersonalFolders,
                         testing::Values(PersonalFolder{"XDG_CONFIG_HOME", ".config", &config_folder},
                                         PersonalFolder{"XDG_DATA_HOME", ".local/share", &data_folder},
                                         PersonalFolder{"XDG_CACHE_HOME", ".cache", &cache_folder}));

}  // namespace
}  // namespace palpate::test
