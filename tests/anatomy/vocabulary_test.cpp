// The closed vocabularies: every word has a text form, a label for people, and the way back.
#include <palpate/anatomy/vocabulary.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>
#include <string_view>

namespace palpate::test {
namespace {

constexpr int kind_count = static_cast<int>(Kind::other) + 1;

bool is_kebab(std::string_view key) {
  if (key.empty() || key.front() == '-' || key.back() == '-') return false;
  for (const char c : key) {
    if (!(std::islower(static_cast<unsigned char>(c)) || c == '-')) return false;
  }
  return true;
}

bool is_for_people(std::string_view label) {
  return !label.empty() && std::isupper(static_cast<unsigned char>(label.front())) != 0 &&
         label.find('-') == std::string_view::npos && label.find('_') == std::string_view::npos;
}

TEST(Vocabulary, EverySystemComesBackFromItsKey) {
  std::set<std::string_view> keys;
  for (const System system : all_systems()) {
    EXPECT_EQ(system_from(key_of(system)), system) << key_of(system);
    EXPECT_TRUE(is_kebab(key_of(system))) << key_of(system);
    EXPECT_TRUE(is_for_people(label_of(system))) << label_of(system);
    keys.insert(key_of(system));
  }
  EXPECT_EQ(keys.size(), 12u) << "twelve systems with twelve keys";
}

TEST(Vocabulary, EveryKindComesBackFromItsKey) {
  std::set<std::string_view> keys;
  for (int i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    EXPECT_EQ(kind_from(key_of(kind)), kind) << key_of(kind);
    EXPECT_TRUE(is_kebab(key_of(kind))) << key_of(kind);
    EXPECT_TRUE(is_for_people(label_of(kind))) << label_of(kind);
    keys.insert(key_of(kind));
  }
  EXPECT_EQ(keys.size(), static_cast<std::size_t>(kind_count)) << "no two kinds share a key";
}

TEST(Vocabulary, EveryRegionComesBackFromItsKey) {
  std::set<std::string_view> keys;
  for (const Region region : all_regions()) {
    EXPECT_EQ(region_from(key_of(region)), region) << key_of(region);
    EXPECT_TRUE(is_kebab(key_of(region))) << key_of(region);
    EXPECT_TRUE(is_for_people(label_of(region))) << label_of(region);
    keys.insert(key_of(region));
  }
  EXPECT_EQ(keys.size(), 15u);
}

TEST(Vocabulary, RegionsGoFromHeadToFootAndEndWithTheWhole) {
  EXPECT_EQ(all_regions().front(), Region::head);
  EXPECT_EQ(all_regions().back(), Region::whole);
  EXPECT_EQ(all_regions()[all_regions().size() - 2], Region::foot);
}

TEST(Vocabulary, SystemsGoFromTheSkinInwards) {
  EXPECT_EQ(all_systems().front(), System::skin);
  EXPECT_LT(static_cast<int>(System::muscles), static_cast<int>(System::skeleton));
  EXPECT_EQ(all_systems().back(), System::other);
}

TEST(Vocabulary, KeysAreThoseOfTheDataFiles) {
  EXPECT_EQ(key_of(System::skin_regions), "skin-regions");
  EXPECT_EQ(key_of(Kind::lymph_node), "lymph-node");
  EXPECT_EQ(key_of(Kind::vascular_network), "vascular-network");
  EXPECT_EQ(key_of(Region::forearm), "forearm");
  EXPECT_EQ(key_of(Side::left), "left");
}

TEST(Vocabulary, LabelsAreWordsForPeople) {
  EXPECT_EQ(label_of(System::nerves), "Nerves");
  EXPECT_EQ(label_of(Kind::lymph_node), "Lymph node");
  EXPECT_EQ(label_of(Region::forearm), "Forearm");
  EXPECT_EQ(label_of(Side::left), "Left");
}

TEST(Vocabulary, NoSideHasNoText) {
  EXPECT_EQ(key_of(Side::none), "");
  EXPECT_EQ(label_of(Side::none), "");
  EXPECT_EQ(side_from(""), Side::none);
}

TEST(Vocabulary, WordsThatAreNotInItAreNotGuessed) {
  for (const std::string_view wrong : {"Muscles", "muscle ", "skin_regions", "LEFT", "l", "thumb", "bones"}) {
    EXPECT_FALSE(system_from(wrong)) << wrong;
    EXPECT_FALSE(region_from(wrong)) << wrong;
    EXPECT_FALSE(side_from(wrong)) << wrong;
    EXPECT_FALSE(kind_from(wrong)) << wrong;
  }
  EXPECT_FALSE(system_from(""));
  EXPECT_FALSE(kind_from(""));
  EXPECT_FALSE(region_from(""));
}

TEST(Vocabulary, TheOtherSideOfTheOtherSideIsTheSame) {
  EXPECT_EQ(opposite(Side::left), Side::right);
  EXPECT_EQ(opposite(Side::right), Side::left);
  EXPECT_EQ(opposite(Side::none), Side::none);
  for (const Side side : {Side::none, Side::left, Side::right}) EXPECT_EQ(opposite(opposite(side)), side);
}

}  // namespace
}  // namespace palpate::test
