// Results, errors, faults and ids: the small types that everything is made of.
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/base/typed_id.h>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <unordered_set>

namespace palpate::test {
namespace {

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> good = 5;
  EXPECT_TRUE(good.ok());
  EXPECT_TRUE(static_cast<bool>(good));
  EXPECT_EQ(*good, 5);
  const Result<int> bad = Error{"it broke", "here", "mend it"};
  EXPECT_FALSE(bad.ok());
  EXPECT_FALSE(static_cast<bool>(bad));
  EXPECT_EQ(bad.error().what, "it broke");
}

TEST(Result, GivesItsValueAway) {
  Result<std::unique_ptr<int>> held = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = std::move(*held);
  EXPECT_EQ(*taken, 7);
  Result<std::string> text = std::string("abc");
  text->push_back('d');
  EXPECT_EQ(*text, "abcd");
  EXPECT_EQ(text.value().size(), 4u);
}

TEST(Status, IsSuccessUnlessToldOtherwise) {
  EXPECT_TRUE(Status().ok());
  const Status bad = Error{"no room", "/disk", ""};
  EXPECT_FALSE(bad.ok());
  EXPECT_FALSE(static_cast<bool>(bad));
  EXPECT_EQ(bad.error().where, "/disk");
}

TEST(Error, IsShownWithPlaceAndAdvice) {
  EXPECT_EQ((Error{"it broke", "file:3", "Mend it"}.text()), "file:3: it broke. Mend it");
  EXPECT_EQ((Error{"it broke", "", "Mend it"}.text()), "it broke. Mend it");
  EXPECT_EQ((Error{"it broke", "file:3", ""}.text()), "file:3: it broke");
  EXPECT_EQ((Error{"it broke", "", ""}.text()), "it broke");
  EXPECT_EQ((Error{"Is it broken?", "", "Mend it"}.text()), "Is it broken? Mend it") << "no second full stop";
  EXPECT_EQ((Error{"It broke.", "", "Mend it"}.text()), "It broke. Mend it");
}

TEST(Fault, IsShownWithFileLineAndField) {
  EXPECT_EQ((Fault{Severity::error, "a.json", 12, "/zones/0", "it is missing"}.text()),
            "a.json:12: /zones/0: it is missing");
  EXPECT_EQ((Fault{Severity::error, "a.json", 0, "/zones", "gone"}.text()), "a.json: /zones: gone");
  EXPECT_EQ((Fault{Severity::error, "a.json", 3, "", "gone"}.text()), "a.json:3: gone");
  EXPECT_EQ((Fault{Severity::warning, "a.json", 0, "", "odd"}.text()), "a.json: warning: odd");
}

TEST(Faults, AreErrorsIfOneOfThemIs) {
  EXPECT_FALSE(has_errors({}));
  const Fault warning{Severity::warning, "f", 0, "", "w"}, error{Severity::error, "f", 0, "", "e"};
  EXPECT_FALSE(has_errors({warning, warning}));
  EXPECT_TRUE(has_errors({warning, error}));
}

using AppleId = TypedId<struct AppleTag>;
using PearId = TypedId<struct PearTag>;

TEST(TypedId, OfOneKindIsNotThatOfAnother) {
  static_assert(!std::is_convertible_v<AppleId, PearId>);
  static_assert(!std::is_constructible_v<AppleId, PearId>);
  static_assert(!std::is_convertible_v<int, AppleId>);
  static_assert(sizeof(AppleId) == 4);
}

TEST(TypedId, IsInvalidUntilItHasAnIndex) {
  EXPECT_FALSE(AppleId().valid());
  EXPECT_TRUE(AppleId(0).valid());
  EXPECT_EQ(AppleId(17).index(), 17u);
  EXPECT_FALSE(AppleId(0xFFFFFFFFu).valid());
}

TEST(TypedId, IsComparedAndHashedByItsIndex) {
  EXPECT_EQ(AppleId(3), AppleId(3));
  EXPECT_NE(AppleId(3), AppleId(4));
  EXPECT_LT(AppleId(3), AppleId(4));
  EXPECT_LT(AppleId(4), AppleId()) << "no id comes last";
  const std::unordered_set<AppleId> set = {AppleId(1), AppleId(2), AppleId(1)};
  EXPECT_EQ(set.size(), 2u);
}

}  // namespace
}  // namespace palpate::test
