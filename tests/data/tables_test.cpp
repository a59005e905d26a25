// The shipped tables: needles that are sold, and distances that are published.
#include "shipped.h"

#include <palpate/clinical/needle_table.h>
#include <palpate/clinical/published_distance.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::IsEmpty;
using testing::Not;
using Method = PublishedDistance::Method;

const std::vector<RealNeedle>& needles() {
  return program_data().library.needles();
}
const std::vector<PublishedDistance>& published() {
  return program_data().library.published();
}

TEST(ShippedNeedles, AreTwelveSizesOrMoreEachOfAPageThatWasRead) {
  EXPECT_GE(needles().size(), 12u);
  EXPECT_TRUE(std::is_sorted(needles().begin(), needles().end(), comes_before));
  for (const RealNeedle& needle : needles()) {
    EXPECT_THAT(needle.sources, Not(IsEmpty()));
    for (const std::string& key : needle.sources) {
      const Source* source = program_data().library.source(key);
      ASSERT_NE(source, nullptr) << key;
      EXPECT_NE(source->url, "") << key << " is a page";
      EXPECT_TRUE(source->read == "whole" || source->read == "excerpt") << key;
    }
    // Of a filiform needle, the thickest being what a trial of dry needling used; none so long that it could not be held.
    EXPECT_TRUE(needle.diameter_mm >= 0.1f && needle.diameter_mm <= 0.6f) << needle.diameter_mm;
    EXPECT_TRUE(needle.length_mm >= 5.0f && needle.length_mm <= 150.0f) << needle.length_mm;
  }
}

// Not every described size is on the page that was read, but nothing comes out that is far from it.
TEST(ShippedNeedles, ComeNearWhatEveryGuideDescribes) {
  for (const MuscleRecord& record : records()) {
    for (const NeedlingGuide& guide : record.needling) {
      const RealNeedle* needle = fitting(needles(), guide.length_mm, guide.diameter_mm);
      ASSERT_NE(needle, nullptr);
      EXPECT_GE(needle->length_mm, guide.length_mm.low - 25.0f) << record.muscle;
      EXPECT_LE(needle->length_mm, guide.length_mm.high + 10.0f) << record.muscle;
    }
  }
}

TEST(ShippedDistances, AreThirtyOrMoreAndSayWhoWasMeasuredAndHow) {
  EXPECT_GE(published().size(), 30u);
  const std::set<std::string> ways = {"cadaver", "ultrasound", "MRI", "CT", "surface"};
  for (const PublishedDistance& d : published()) {
    EXPECT_NE(d.who, "") << d.id;
    EXPECT_EQ(ways.count(d.how), 1u) << d.id << ": " << d.how;
    EXPECT_THAT(d.muscles, Not(IsEmpty())) << d.id;
    EXPECT_EQ(d.what.back(), '.') << d.id;
    EXPECT_TRUE(d.note.empty() || d.note.back() == '.') << d.id;
    EXPECT_THAT(d.sources, Not(IsEmpty())) << d.id;
    for (const std::string& key : d.sources) EXPECT_NE(program_data().library.source(key), nullptr) << key;
  }
}

TEST(ShippedDistances, HaveTheirLowestMeanAndHighestInThisOrder) {
  for (const PublishedDistance& d : published()) {
    EXPECT_TRUE(d.low_mm || d.mean_mm || d.high_mm) << d.id;
    const float mean = d.mean_mm.value_or(d.low_mm.value_or(d.high_mm.value_or(0.0f)));
    EXPECT_LE(d.low_mm.value_or(mean), mean) << d.id;
    EXPECT_LE(mean, d.high_mm.value_or(mean)) << d.id;
    EXPECT_TRUE(mean > 1.0f && mean < 200.0f) << d.id << ": millimetres, not centimetres";
  }
}

TEST(ShippedDistances, BeginAndEndAtWhatExistsOnBothSides) {
  const auto expect_place = [](const Place& place, const std::string& id) {
    for (const auto& [name, weight] : place.landmarks) {
      for (const Side side : {Side::right, Side::left})
        EXPECT_TRUE(program_data().anatomy.landmarks.position(name, side)) << id << ": " << name;
    }
  };
  for (const PublishedDistance& d : published()) {
    expect_place(d.from, d.id);
    if (d.until) expect_place(*d.until, d.id);
    EXPECT_EQ(d.until.has_value(), d.method == Method::between) << d.id;
    EXPECT_EQ(d.to.empty(), d.method == Method::between) << d.id;
    for (const std::string& key : d.to) EXPECT_TRUE(concepts().find(key).valid()) << d.id << ": " << key;
    for (const std::string& muscle : d.muscles) {
      const ConceptId id = concepts().find(muscle);
      ASSERT_TRUE(id.valid()) << d.id << ": " << muscle;
      EXPECT_EQ(concepts()[id].kind, Kind::muscle) << d.id << ": " << muscle;
    }
  }
}

TEST(ShippedDistances, AreFoundByTheMusclesThatHaveTheGravestHazards) {
  for (const char* muscle : {"trapezius", "rhomboid-major", "obliquus-inferior-capitis", "iliacus", "piriformis"})
    EXPECT_THAT(program_data().library.published_about(muscle), Not(IsEmpty())) << muscle;
}

}  // namespace
}  // namespace palpate::test
