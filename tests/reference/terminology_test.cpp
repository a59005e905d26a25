// Names and numbers of the catalogue against the tables of Terminologia Anatomica 2 and of the Foundational Model of
// Anatomy, where they are on this machine.
#include "sets.h"

#include <palpate/base/text.h>

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

class Terminology : public Reference {
 protected:
  void SetUp() override {
    Reference::SetUp();
    if (!IsSkipped() && !std::filesystem::exists(folder()))
      GTEST_SKIP() << "The tables of names are not beside the reference atlases.";
  }
  static std::filesystem::path folder() { return reference_folder() / "terminology"; }
};

struct Term {
  std::string english, latin;
};

// "English;Latin;...;TA2ID" by number; each line stands in quotes.
std::map<int, Term> terms(const std::filesystem::path& file) {
  std::map<int, Term> found;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    while (!line.empty() && (line.back() == '"' || line.back() == '\r')) line.pop_back();
    if (!line.empty() && line.front() == '"') line.erase(0, 1);
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, ';');) fields.push_back(field);
    // Numbers with a letter behind them are additions of the table's authors.
    const bool number = fields.size() >= 7 && !fields[6].empty() &&
                        std::all_of(fields[6].begin(), fields[6].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) found[std::atoi(fields[6].c_str())] = {fields[0], fields[1]};
  }
  return found;
}

// Every "FMA:123" or "FMA123" of a table.
void collect_fma(const std::filesystem::path& file, std::set<int>& ids) {
  const std::string text = contents(file);
  for (std::size_t at = text.find("FMA"); at != std::string::npos; at = text.find("FMA", at + 3)) {
    const std::size_t digits = at + 3 + (text[at + 3] == ':' ? 1 : 0);
    if (const int id = std::atoi(text.c_str() + digits); id > 0) ids.insert(id);
  }
}

TEST_F(Terminology, EnglishAndLatinNamesAreThoseOfTheirTa2Number) {
  const std::map<int, Term> known = terms(folder() / "ta2.csv");
  ASSERT_GT(known.size(), 7000u);
  std::size_t compared = 0;
  for (const Concept& entry : program_data().anatomy.concepts.all()) {
    if (entry.ta2 == 0) continue;
    ++compared;
    const auto term = known.find(entry.ta2);
    ASSERT_NE(term, known.end()) << entry.key << ": there is no TA2 number " << entry.ta2;
    if (!entry.english.empty()) {
      EXPECT_EQ(fold(entry.english), fold(term->second.english)) << entry.key;
    }
    if (!entry.latin.empty()) {
      EXPECT_EQ(fold(entry.latin), fold(term->second.latin)) << entry.key;
    }
  }
  EXPECT_GT(compared, 1500u);
}

TEST_F(Terminology, NumbersOfTheFoundationalModelAreInItsTables) {
  std::set<int> known;
  for (const char* table : {"bodyparts3d-fma.tsv", "fma-isa-elements.tsv", "zanatomy-fma.tsv"})
    collect_fma(folder() / table, known);
  ASSERT_GT(known.size(), 3000u);
  // The tables hold what the sets have meshes of; these four are theirs all the same.
  const std::set<int> beside = {71308, 74140, 74141, 13509};
  std::size_t compared = 0;
  for (const Concept& entry : program_data().anatomy.concepts.all()) {
    for (const int id : {entry.fma, entry.fma_right, entry.fma_left}) {
      if (id == 0) continue;
      ++compared;
      EXPECT_EQ(known.count(id) + beside.count(id), 1u) << entry.key << ": FMA " << id;
    }
  }
  EXPECT_GT(compared, 2000u);
}

}  // namespace
}  // namespace palpate::test
