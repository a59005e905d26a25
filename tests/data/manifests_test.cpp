// The shipped manifests: read without a fault, and every concept they speak of exists.
#include "shipped.h"

#include <palpate/atlas/manifest.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace palpate::test {
namespace {

using testing::IsEmpty;
using testing::Not;

TEST(Manifests, EveryConceptInThemExists) {
  std::size_t keys = 0;
  for (const ShippedFile& file : shipped("atlases")) {
    for_each_text(file.json, [&](const std::string& member, const std::string& text, int line) {
      if (member != "concept") return;
      ++keys;
      EXPECT_TRUE(concepts().find(text).valid()) << file.name << ":" << line << ": " << text;
    });
  }
  EXPECT_GT(keys, 1500u);
}

class ShippedManifest : public testing::TestWithParam<const char*> {
 protected:
  std::filesystem::path path() const { return program_data().assets / "atlases" / GetParam() / "atlas.json"; }
};

TEST_P(ShippedManifest, IsReadWithoutAFault) {
  Faults faults;
  const auto manifest = read_manifest(path(), faults);
  ASSERT_TRUE(manifest.ok()) << manifest.error().text();
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
  EXPECT_THAT(manifest->files, Not(IsEmpty()));
  EXPECT_THAT(manifest->recognise, Not(IsEmpty())) << "by what a folder is known";
}

TEST_P(ShippedManifest, GivesCreditAndALicence) {
  Faults faults;
  const auto manifest = read_manifest(path(), faults);
  ASSERT_TRUE(manifest.ok());
  EXPECT_NE(manifest->info.name, "");
  EXPECT_THAT(manifest->info.licence, testing::HasSubstr("CC BY"));
  EXPECT_THAT(manifest->info.attribution, Not(IsEmpty()));
  EXPECT_NE(manifest->info.about, "");
}

TEST_P(ShippedManifest, SaysWhyWhatIsMissingIsMissing) {
  Faults faults;
  const auto manifest = read_manifest(path(), faults);
  ASSERT_TRUE(manifest.ok());
  std::set<std::string> once;
  for (const auto& [key, why] : manifest->missing) {
    EXPECT_TRUE(concepts().find(key).valid()) << key;
    EXPECT_GT(why.size(), 5u) << key;
    EXPECT_TRUE(once.insert(key).second) << key << " is missing twice";
  }
}

TEST_P(ShippedManifest, ANodeThatIsLeftOutSaysWhy) {
  Faults faults;
  const auto manifest = read_manifest(path(), faults);
  ASSERT_TRUE(manifest.ok());
  for (const ManifestFile& file : manifest->files) {
    for (const auto& [node, entry] : file.entries) {
      EXPECT_TRUE(!entry.concept_key.empty() || !entry.drop.empty() || !entry.parts.empty() ||
                  !entry.components.empty() || !entry.mirror_of.empty() || entry.system)
          << file.path << "#" << node << " is nothing";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Data, ShippedManifest, testing::Values("zanatomy", "bodyparts3d", "hubmap"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST(Manifests, AreNamedInTheTestsAllOfThem) {
  std::size_t folders = 0;
  for (const auto& entry : std::filesystem::directory_iterator(program_data().assets / "atlases"))
    folders += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(folders, 3u) << "a new set belongs into the list above";
}

}  // namespace
}  // namespace palpate::test
