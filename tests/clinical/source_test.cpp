// How a publication is cited, short and in full.
#include <palpate/clinical/source.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace palpate::test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Cited {
  std::string name, authors, shown;
  friend std::ostream& operator<<(std::ostream& out, const Cited& cited) { return out << cited.authors; }
};
class ShortCitation : public testing::TestWithParam<Cited> {};

TEST_P(ShortCitation, NamesTheFirstAuthorAndTheYear) {
  Source source;
  source.authors = GetParam().authors;
  source.year = 2013;
  EXPECT_EQ(short_citation(source), GetParam().shown);
}
INSTANTIATE_TEST_SUITE_P(
    Source, ShortCitation,
    testing::Values(Cited{"Several", "Barbero M, Cescon C, Tettamanti A", "Barbero et al. 2013"},
                    Cited{"SeveralBySemicolon", "Barbero M; Cescon C", "Barbero et al. 2013"},
                    Cited{"EtAl", "Barbero M et al", "Barbero et al. 2013"}, Cited{"One", "Barbero M", "Barbero 2013"},
                    Cited{"OneWithTwoInitials", "Melzack RA", "Melzack 2013"},
                    Cited{"NameOfSeveralWords", "van der Meer A, Smith B", "van der Meer et al. 2013"},
                    Cited{"OneWord", "Agupunt", "Agupunt 2013"},
                    Cited{"Institution", "World Health Organization", "World Health Organization 2013"},
                    Cited{"InstitutionOfTwoWords", "AAP Education", "AAP Education 2013"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Citation, OfWhatDoesNotSayItsYearOrAuthorsSaysSo) {
  Source source;
  source.authors = "Barbero M";
  source.title = "Fat of the loin: a study";
  EXPECT_EQ(short_citation(source), "Barbero (undated)");
  EXPECT_EQ(full_citation(source), "Barbero M (undated). Fat of the loin: a study.");
  source.authors = "Authors not shown";
  EXPECT_EQ(short_citation(source), "\"Fat of the loin\" (undated)");
}

TEST(FullCitation, SaysAuthorsYearTitlePlaceAndNumber) {
  Source source;
  source.authors = "Barbero M, Cescon C";
  source.year = 2013;
  source.title = "Myofascial trigger points";
  source.published_in = "Journal 1:2-3";
  source.doi = "10.1000/182";
  source.pmid = "99";
  EXPECT_EQ(full_citation(source),
            "Barbero M, Cescon C (2013). Myofascial trigger points. Journal 1:2-3. doi:10.1000/182");
}

TEST(FullCitation, WithoutADoiGivesTheNextBestNumber) {
  Source source;
  source.authors = "A";
  source.year = 2000;
  source.title = "T";
  EXPECT_EQ(full_citation(source), "A (2000). T.");
  source.pmid = "99";
  EXPECT_EQ(full_citation(source), "A (2000). T. PMID 99");
  source.isbn = "978-0";
  EXPECT_THAT(full_citation(source), HasSubstr("ISBN 978-0"));
}

TEST(FullCitation, DoesNotEndATitleTwice) {
  Source source;
  source.authors = "A";
  source.year = 2000;
  source.title = "What is it?";
  source.published_in = "Journal.";
  EXPECT_THAT(full_citation(source), Not(HasSubstr("?.")));
  EXPECT_THAT(full_citation(source), Not(HasSubstr("..")));
}

TEST(SourceLabels, AreWordsForPeople) {
  EXPECT_EQ(label_of_type("systematic-review"), "Systematic review");
  EXPECT_EQ(label_of_type("textbook"), "Expert textbook");
  EXPECT_EQ(label_of_reading("abstract"), "abstract read");
  EXPECT_EQ(label_of_reading("textbook-knowledge"), "standard fact of the textbook");
}

TEST(SourceLabels, AnUnknownWordIsShownAsItIs) {
  EXPECT_EQ(label_of_type("rumour"), "rumour");
  EXPECT_EQ(label_of_reading("title only"), "title only");
}

}  // namespace
}  // namespace palpate::test
