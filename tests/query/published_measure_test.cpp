// Published distances measured again: on a made body where every answer is known.
#include "made_scene.h"
#include "shapes.h"

#include <palpate/query/published_measure.h>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {
namespace {

using Agreement = MeasuredDistance::Agreement;
using Method = PublishedDistance::Method;

// A trunk of skin, 200 mm wide, 400 high and 100 deep, with a bar in it 20 mm behind the skin of the front. +x is the
// body's left, so the right side has negative x.
class Trunk {
 public:
  explicit Trunk(bool with_skin = true) {
    mark("on-front", {-50, 150, 50});
    mark("before-front", {-50, 150, 80});
    mark("inside", {-50, 150, 0});
    mark("beside-bar", {-5, 150, 25});
    mark("over-bar", {-50, 250, 0});
    if (with_skin) add("skin", Side::none, box({-100, -100, -50}, {100, 300, 50}));
    add("bar", Side::right, box({-80, 100, 20}, {-20, 200, 30}));
    add("far-bar", Side::right, box({-80, 100, -30}, {-20, 200, -20}));
    add("ledge", Side::right, box({-80, 190, -5}, {-20, 200, 5}));
    name("ghost");  // no mesh of it
  }

  MeasuredDistance measure(const PublishedDistance& distance, Side side = Side::right) const {
    const RayScene rays({chunk_scenes(meshes_)});
    const AnchorResolver anchors(body_, concepts_, landmarks_, rays);
    return PublishedMeasure(body_, concepts_, landmarks_, rays, anchors).measure(distance, side);
  }

 private:
  void mark(const std::string& name, glm::vec3 at) {
    Landmark landmark;
    landmark.name = name;
    landmark.sided = true;
    landmark.at = at;
    landmarks_.add(landmark);
  }
  ConceptId name(const std::string& key, bool sided = true) {
    Concept entry;
    entry.key = key;
    entry.sided = sided;
    concepts_.add(entry);
    return concepts_.find(key);
  }
  void add(const std::string& key, Side side, const MeshData& mesh) {
    Structure structure;
    structure.concept_id = name(key, side != Side::none);
    structure.key = structure_key(key, side);
    structure.side = side;
    meshes_.emplace_back(body_.add(structure).index(), mesh);
  }

  Body body_;
  ConceptCatalog concepts_;
  LandmarkTable landmarks_;
  NumberedMeshes meshes_;
};

Place at(const std::string& landmark) {
  Place place;
  place.landmarks = {{landmark, 1.0f}};
  return place;
}

PublishedDistance published(Method method, const std::string& from, std::vector<std::string> to = {}) {
  PublishedDistance distance;
  distance.id = "made";
  distance.method = method;
  distance.from = at(from);
  distance.to = std::move(to);
  distance.mean_mm = 20.0f;
  return distance;
}

TEST(PublishedMeasure, ADepthGoesStraightIntoTheSkinWhereNoDirectionIsSaid) {
  const PublishedDistance distance = published(Method::depth, "before-front", {"bar"});
  const MeasuredDistance measured = Trunk().measure(distance);
  ASSERT_TRUE(measured.mm) << measured.reason;
  EXPECT_NEAR(*measured.mm, 20.0f, 1e-3f);
  EXPECT_NEAR(measured.from.z, 50.0f, 1e-3f);
  EXPECT_NEAR(measured.to.z, 30.0f, 1e-3f);
  EXPECT_EQ(measured.published, &distance);
  EXPECT_TRUE(measured.reason.empty());
}

TEST(PublishedMeasure, ADepthAlongADirectionBeginsWhereItsLineGoesIntoTheSkin) {
  PublishedDistance distance = published(Method::depth, "inside", {"bar", "far-bar"});
  distance.axis = glm::vec3(0, 0, 1);  // forwards: from the skin of the back
  const MeasuredDistance from_inside = Trunk().measure(distance);
  ASSERT_TRUE(from_inside.mm);
  EXPECT_NEAR(*from_inside.mm, 20.0f, 1e-3f);
  EXPECT_NEAR(from_inside.from.z, -50.0f, 1e-3f);

  // However far the body goes on ahead.
  distance.from = at("over-bar");
  distance.axis = glm::vec3(0, -1, 0);
  distance.to = {"ledge"};
  const MeasuredDistance from_above = Trunk().measure(distance);
  ASSERT_TRUE(from_above.mm);
  EXPECT_NEAR(*from_above.mm, 100.0f, 1e-3f);

  distance.to = {"bar"};
  distance.from = at("before-front");
  distance.axis = glm::vec3(0, 0, -2);  // of any length
  const MeasuredDistance from_outside = Trunk().measure(distance);
  ASSERT_TRUE(from_outside.mm);
  EXPECT_NEAR(*from_outside.mm, 20.0f, 1e-3f);
}

TEST(PublishedMeasure, ALineThatMissesTellsHowFarItPasses) {
  PublishedDistance distance = published(Method::depth, "over-bar", {"bar"});
  distance.axis = glm::vec3(0, -1, 0);
  const MeasuredDistance missed = Trunk().measure(distance);
  EXPECT_EQ(missed.reason, "the line misses them");
  EXPECT_EQ(missed.agreement, Agreement::not_measured);
  EXPECT_FALSE(missed.mm);
  EXPECT_NEAR(missed.passes_by_mm.value_or(0.0f), 20.0f, 1e-2f);  // the bar begins 20 mm before the line
  const float deep = missed.passes_at_mm.value_or(0.0f);          // anywhere beside the bar
  EXPECT_TRUE(deep >= 99.9f && deep <= 200.1f) << deep;
}

TEST(PublishedMeasure, ADepthAlongASlantIsMeasuredAlongTheSlant) {
  PublishedDistance distance = published(Method::depth, "on-front", {"bar"});
  distance.axis = glm::vec3(-1, 0, -1);  // medially and backwards
  const MeasuredDistance measured = Trunk().measure(distance);
  ASSERT_TRUE(measured.mm);
  EXPECT_NEAR(*measured.mm, 20.0f * std::sqrt(2.0f), 1e-2f);
  EXPECT_GT(measured.to.x, measured.from.x);
}

TEST(PublishedMeasure, ADistanceGoesToTheNearestOfTheStructures) {
  const MeasuredDistance measured = Trunk().measure(published(Method::distance, "beside-bar", {"far-bar", "bar"}));
  ASSERT_TRUE(measured.mm);
  EXPECT_NEAR(*measured.mm, 15.0f, 1e-3f);
  EXPECT_NEAR(measured.to.x, -20.0f, 1e-3f);
}

TEST(PublishedMeasure, ABetweenGoesFromPlaceToPlaceAndNeedsNoMesh) {
  PublishedDistance distance = published(Method::between, "inside");
  distance.until = at("before-front");
  const MeasuredDistance measured = Trunk(false).measure(distance);
  ASSERT_TRUE(measured.mm);
  EXPECT_NEAR(*measured.mm, 80.0f, 1e-3f);
}

TEST(PublishedMeasure, SaysWhyADistanceCannotBeMeasured) {
  for (const Method method : {Method::depth, Method::distance, Method::between})
    EXPECT_EQ(Trunk().measure(published(method, "nowhere", {"bar"})).reason, "a landmark is missing");
  for (const Method method : {Method::depth, Method::distance}) {
    const MeasuredDistance measured = Trunk().measure(published(method, "inside", {"ghost"}));
    EXPECT_EQ(measured.reason, "this body has none of the structures");
    EXPECT_EQ(measured.agreement, Agreement::not_measured);
    EXPECT_FALSE(measured.mm);
  }
  EXPECT_EQ(Trunk(false).measure(published(Method::depth, "inside", {"bar"})).reason, "this body has no skin");
  // The bars are of the right side.
  EXPECT_EQ(Trunk().measure(published(Method::depth, "inside", {"bar"}), Side::left).reason,
            "this body has none of the structures");
}

// The measured distance is 20 mm.
Agreement judged(std::optional<float> low, std::optional<float> high, std::optional<float> mean,
                 std::optional<float> sd) {
  PublishedDistance distance = published(Method::depth, "on-front", {"bar"});
  distance.low_mm = low;
  distance.high_mm = high;
  distance.mean_mm = mean;
  distance.sd_mm = sd;
  return Trunk().measure(distance).agreement;
}

TEST(PublishedMeasure, APublishedRangeJudgesBeforeTheMean) {
  EXPECT_EQ(judged(10, 30, {}, {}), Agreement::within);
  EXPECT_EQ(judged(21, 30, 20, 5), Agreement::below);
  EXPECT_EQ(judged(10, 19, 20, 5), Agreement::above);
}

TEST(PublishedMeasure, ARangeWithOneEndIsOpenAtTheOther) {
  EXPECT_EQ(judged(10, {}, {}, {}), Agreement::within);
  EXPECT_EQ(judged(21, {}, {}, {}), Agreement::below);
  EXPECT_EQ(judged({}, 30, {}, {}), Agreement::within);
  EXPECT_EQ(judged({}, 19, {}, {}), Agreement::above);
}

TEST(PublishedMeasure, AMeanHoldsForTwoStandardDeviations) {
  EXPECT_EQ(judged({}, {}, 29, 5), Agreement::within);
  EXPECT_EQ(judged({}, {}, 31, 5), Agreement::below);
  EXPECT_EQ(judged({}, {}, 9, 5), Agreement::above);
}

TEST(PublishedMeasure, AMeanAloneHoldsForAQuarterOfIt) {
  EXPECT_EQ(judged({}, {}, 26, {}), Agreement::within);
  EXPECT_EQ(judged({}, {}, 27, {}), Agreement::below);
  EXPECT_EQ(judged({}, {}, 15.9f, {}), Agreement::above);
}

TEST(PublishedMeasure, NoRangeEndsBelowNothing) {
  PublishedDistance distance;
  distance.mean_mm = 8.4f;
  distance.sd_mm = 9.1f;
  EXPECT_EQ(expected_range(distance).low_mm, 0.0f);
}

}  // namespace
}  // namespace palpate::test
