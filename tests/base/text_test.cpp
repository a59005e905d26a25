// Folding, splitting, distances and wildcards, each against a slow and obvious version of itself.
#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct FoldCase {
  const char* from;
  const char* to;
};

class Fold : public testing::TestWithParam<FoldCase> {};

TEST_P(Fold, GivesTheFormInWhichNamesAreCompared) {
  EXPECT_EQ(fold(GetParam().from), GetParam().to);
}

TEST_P(Fold, ChangesNothingTheSecondTime) {
  EXPECT_EQ(fold(fold(GetParam().from)), fold(GetParam().from));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Fold,
    testing::Values(FoldCase{"M. piriformis", "m piriformis"}, FoldCase{"Oesophagus", "oesophagus"},
                    FoldCase{"  Trapezius,\tdescending   part ", "trapezius descending part"},
                    FoldCase{"thyro-arytenoid", "thyro arytenoid"}, FoldCase{"Gerdy's tubercle", "gerdys tubercle"},
                    FoldCase{"Gerdy’s", "gerdys"}, FoldCase{"C7/T1", "c7 t1"}, FoldCase{"", ""}, FoldCase{"...", ""},
                    FoldCase{"Ménière", "meniere"}, FoldCase{"Me\u0301nie\u0300re", "meniere"},
                    FoldCase{"ÄÖÜß", "aouss"}, FoldCase{"Œsophage", "oesophage"}, FoldCase{"Ægis", "aegis"},
                    FoldCase{"Łódź Čapek Ğ ő ŷ ĳ", "lodz capek g o y ij"}, FoldCase{"Þór", "thor"},
                    FoldCase{"5×3", "5 3"}, FoldCase{"α-motor", "motor"},
                    FoldCase{"a\xFF"
                             "b\xC3",
                             "a b"}));

TEST(Text, FoldingAnythingGivesOnlySmallLettersDigitsAndSingleSpaces) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 24, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string folded = fold(bytes);
    for (const char c : folded) {
      ASSERT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ') << folded;
    }
    ASSERT_EQ(folded, join(words(folded), " ")) << "single spaces, none at the ends";
  }
}

TEST(Text, RepairsUtf8) {
  EXPECT_EQ(valid_utf8("plain äöü € 😀"), "plain äöü € 😀");
  EXPECT_EQ(valid_utf8("a\xFF"
                       "b"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(valid_utf8("\xC3"), "\uFFFD");
  EXPECT_EQ(valid_utf8("\xE2\x82"), "\uFFFD\uFFFD") << "cut off";
  EXPECT_EQ(valid_utf8("\xC0\xAF"), "\uFFFD\uFFFD") << "a longer form than needed";
  EXPECT_EQ(valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "half of a surrogate pair";
  EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond Unicode";
  EXPECT_EQ(valid_utf8("\xF0\x80\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(valid_utf8("\xE0\x80\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Text, Splits) {
  EXPECT_THAT(split("a,b,,c", ','), ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split(",", ','), ElementsAre("", ""));
  EXPECT_THAT(words("  upper  trap "), ElementsAre("upper", "trap"));
  EXPECT_THAT(words(""), IsEmpty());
}

TEST(Text, Joins) {
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"", ""}, "-"), "-");
}

TEST(Text, KnowsStartsAndEnds) {
  EXPECT_TRUE(starts_with("scapula.left", "scapula"));
  EXPECT_TRUE(starts_with("scapula", ""));
  EXPECT_FALSE(starts_with("scap", "scapula"));
  EXPECT_TRUE(ends_with("scapula.left", ".left"));
  EXPECT_TRUE(ends_with("left", ""));
  EXPECT_FALSE(ends_with("eft", "left"));
  EXPECT_FALSE(ends_with("left", "lef"));
}

// The whole table of the optimal string alignment distance.
int slow_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string random_word(std::mt19937& random, std::size_t longest) {
  std::string word(random() % (longest + 1), 'a');
  for (char& c : word) c = static_cast<char>('a' + random() % 3);
  return word;
}

TEST(EditDistance, CountsSlips) {
  EXPECT_EQ(edit_distance("sartorius", "sartorius", 3), 0);
  EXPECT_EQ(edit_distance("sartorious", "sartorius", 3), 1);
  EXPECT_EQ(edit_distance("lafissimus", "latissimus", 3), 1);
  EXPECT_EQ(edit_distance("masester", "masseter", 3), 1) << "neighbours swapped";
  EXPECT_EQ(edit_distance("", "abc", 5), 3);
  EXPECT_EQ(edit_distance("abc", "", 5), 3);
  EXPECT_EQ(edit_distance("", "", 0), 0);
}

TEST(EditDistance, IsThatOfTheWholeTableUpToItsLimit) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const std::string a = random_word(random, 9), b = random_word(random, 9);
    const int whole = slow_distance(a, b);
    for (const int limit : {0, 1, 2, 4, 20}) {
      ASSERT_EQ(edit_distance(a, b, limit), std::min(whole, limit + 1)) << a << " " << b << " " << limit;
    }
  }
}

TEST(ClosestName, GuessesWhatWasMeant) {
  const std::vector<std::string> names = {"trapezius", "masseter", "soleus", "scapula"};
  EXPECT_EQ(closest_name("trapezuis", names), "trapezius");
  EXPECT_EQ(closest_name("maseter", names), "masseter");
  EXPECT_EQ(closest_name("soleus", names), "soleus");
  EXPECT_EQ(closest_name("completely different", names), "");
  EXPECT_EQ(closest_name("", names), "");
  EXPECT_EQ(closest_name("soleus", {}), "");
}

TEST(ClosestName, TakesTheNearestNotTheFirst) {
  EXPECT_EQ(closest_name("abcdefx", {"abcdxxx", "abcdefg"}), "abcdefg");
}

TEST(Capitalised, BeginsWithACapitalLetterAndIsTheSameOtherwise) {
  EXPECT_EQ(capitalised("upper fibres of the trapezius"), "Upper fibres of the trapezius");
  EXPECT_EQ(capitalised("C5 root"), "C5 root");
  EXPECT_EQ(capitalised("ALL of it"), "ALL of it");
  EXPECT_EQ(capitalised(""), "");
  EXPECT_EQ(capitalised("2 points"), "2 points");
  EXPECT_EQ(capitalised(" space"), " space");
}

TEST(Capitalised, LeavesLettersOfOtherAlphabetsWhole) {
  // Their first byte alone is no letter, and changing it would leave text that is none.
  for (const std::string text : {"\xC3\xA9tage",
                                 "\xC3\xA4u\xC3\x9F"
                                 "ere",
                                 "\xCE\xBA\xCF\x81\xCE\xB1"}) {
    EXPECT_EQ(capitalised(text), text);
    EXPECT_EQ(valid_utf8(capitalised(text)), text);
  }
}

bool slow_match(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*')
    return slow_match(text, pattern.substr(1)) || (!text.empty() && slow_match(text.substr(1), pattern));
  return !text.empty() && text[0] == pattern[0] && slow_match(text.substr(1), pattern.substr(1));
}

TEST(Wildcard, MatchesWholeTexts) {
  EXPECT_TRUE(matches_wildcard("muscles.glb", "*.glb"));
  EXPECT_FALSE(matches_wildcard("muscles.glb.bak", "*.glb"));
  EXPECT_TRUE(matches_wildcard("FJ1252_left", "FJ*_left"));
  EXPECT_TRUE(matches_wildcard("", "*"));
  EXPECT_TRUE(matches_wildcard("", ""));
  EXPECT_FALSE(matches_wildcard("a", ""));
  EXPECT_FALSE(matches_wildcard("A", "a"));
}

TEST(Wildcard, AgreesWithTheRecursiveDefinition) {
  std::mt19937 random(3);
  int matches = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text(random() % 8, 'a'), pattern(random() % 6, 'a');
    for (char& c : text) c = "ab*"[random() % 3];
    for (char& c : pattern) c = "ab*"[random() % 3];
    const bool expected = slow_match(text, pattern);
    matches += expected ? 1 : 0;
    ASSERT_EQ(matches_wildcard(text, pattern), expected) << text << " " << pattern;
  }
  EXPECT_GT(matches, 1000);
}

}  // namespace
}  // namespace palpate::test
