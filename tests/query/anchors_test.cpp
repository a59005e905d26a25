// From places said by landmarks to points of a body: on a small made body where every answer is known.
#include "made_scene.h"
#include "shapes.h"

#include <palpate/mesh/cut.h>
#include <palpate/query/anchors.h>

#include <glm/trigonometric.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace palpate::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Side right = Side::right, left = Side::left;

// A trunk of skin 100 mm deep with flat muscles in it. +x is the body's left, so the right side has negative x.
class MadeBody {
 public:
  MadeBody() {
    for (const auto& [name, sided, at] : {std::tuple("front-mark", true, glm::vec3(-50, 150, 50)),
                                          {"upper-mark", true, glm::vec3(-40, 280, 50)},
                                          {"back-mark", true, glm::vec3(-50, 150, -50)},
                                          {"navel", false, glm::vec3(0, 150, 50)},
                                          {"deep-mark", true, glm::vec3(-50, 150, 10)}}) {
      Landmark landmark;
      landmark.name = name;
      landmark.sided = sided;
      landmark.at = at;
      landmarks.add(landmark);
    }
    add("skin", false, System::skin, box({-100, 0, -50}, {100, 300, 50}));
    add("fascia", true, System::fascia, box({-90, 60, 35}, {-10, 240, 36}));
    add("slab", true, System::muscles, box({-80, 100, 20}, {-20, 200, 30}));
    add_concept("pair", true);
    add("pair/upper", true, System::muscles, box({-80, 150, -30}, {-20, 200, -20}));
    add("pair/lower", true, System::muscles, box({-80, 100, -34}, {-20, 151, -24}));
    add("core", true, System::skeleton, box({-80, 60, -5}, {-20, 240, 5}));
    add_concept("ghost", true);  // no mesh of it
  }

  void add_concept(const std::string& key, bool sided) {
    Concept entry;
    entry.key = key;
    entry.sided = sided;
    concepts.add(entry);
  }

  // The mesh is that of the right side.
  void add(const std::string& key, bool sided, System system, const MeshData& mesh) {
    add_concept(key, sided);
    for (const Side side : sided ? std::vector{right, left} : std::vector{Side::none}) {
      Structure structure;
      structure.key = structure_key(key, side);
      structure.concept_id = concepts.find(key);
      structure.side = side;
      structure.system = system;
      const StructureId id = body.add(structure);
      meshes.emplace_back(id.index(), side == left ? mirror_image(mesh) : mesh);
    }
    rays = std::make_unique<RayScene>(std::vector{chunk_scenes(meshes)});
  }

  [[nodiscard]] AnchorResolver resolver() const { return {body, concepts, landmarks, *rays}; }
  [[nodiscard]] std::uint32_t index(const std::string& key) const { return body.find(key).index(); }

  Body body;
  ConceptCatalog concepts;
  LandmarkTable landmarks;
  NumberedMeshes meshes;
  std::unique_ptr<RayScene> rays;
};

Place at(std::vector<std::pair<std::string, float>> landmarks, glm::vec3 offset = glm::vec3(0)) {
  return {std::move(landmarks), offset};
}

TriggerPoint point_in(const std::string& muscle, Place place, float depth = 0.5f) {
  TriggerPoint point;
  point.id = "p";
  point.in = muscle;
  point.place = std::move(place);
  point.depth = depth;
  return point;
}

void expect_near(glm::vec3 a, glm::vec3 b, float tolerance = 1e-3f) {
  EXPECT_LT(glm::distance(a, b), tolerance)
      << a.x << ", " << a.y << ", " << a.z << " is not " << b.x << ", " << b.y << ", " << b.z;
}

TEST(Locate, IsTheWeightedMeanOfLandmarksAndAnOffset) {
  const MadeBody made;
  expect_near(*locate(at({{"front-mark", 1}}), right, made.landmarks), {-50, 150, 50});
  expect_near(*locate(at({{"front-mark", 1}}), left, made.landmarks), {50, 150, 50});
  expect_near(*locate(at({{"front-mark", 3}, {"upper-mark", 1}}), right, made.landmarks), {-47.5f, 182.5f, 50});
  expect_near(*locate(at({{"front-mark", 0.3f}, {"upper-mark", 0.1f}}), right, made.landmarks), {-47.5f, 182.5f, 50});
  expect_near(*locate(at({{"front-mark", 1}, {"navel", 1}}, {5, 7, -9}), right, made.landmarks), {-30, 157, 41});
  expect_near(*locate(at({{"front-mark", 1}, {"navel", 1}}, {5, 7, -9}), left, made.landmarks), {30, 157, 41});
}

TEST(Locate, TakesLandmarksOfTheOtherSideWhereItIsSaid) {
  const MadeBody made;
  expect_near(*locate(at({{"front-mark", 1}, {"other:front-mark", 1}}), right, made.landmarks), {0, 150, 50});
  expect_near(*locate(at({{"other:front-mark", 1}}), left, made.landmarks), {-50, 150, 50});
}

TEST(Locate, NeedsEveryLandmarkAndAWeight) {
  const MadeBody made;
  EXPECT_FALSE(locate(at({{"front-mark", 1}, {"no-such", 1}}), right, made.landmarks));
  EXPECT_FALSE(locate(at({{"front-mark", 1}}), Side::none, made.landmarks));
  EXPECT_TRUE(locate(at({{"navel", 1}}), Side::none, made.landmarks));
  EXPECT_FALSE(locate(at({{"front-mark", 0}}), right, made.landmarks));
  EXPECT_FALSE(locate(at({}), right, made.landmarks));
}

TEST(BodyDirection, GoesOutwardsOnItsSide) {
  expect_near(body_direction({1, 2, 3}, left), {1, 2, 3});
  expect_near(body_direction({1, 2, 3}, right), {-1, 2, 3});
}

TEST(TriggerPointAnchor, LiesInTheMuscleAtItsDepthUnderTheSkin) {
  const MadeBody made;
  for (const float depth : {0.0f, 0.25f, 0.5f, 1.0f}) {
    const auto found = made.resolver().trigger_point(point_in("slab", at({{"front-mark", 1}}), depth), right);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->in_muscle);
    expect_near(found->skin, {-50, 150, 50});
    expect_near(found->skin_normal, {0, 0, 1});
    EXPECT_NEAR(found->muscle_from_mm, 20.0f, 1e-3f);
    EXPECT_NEAR(found->muscle_to_mm, 30.0f, 1e-3f);
    expect_near(found->position, {-50, 150, 30.0f - 10.0f * depth});
    EXPECT_EQ(found->moved_mm, 0.0f);
  }
}

TEST(TriggerPointAnchor, StartsFromTheSkinNearestToAPlaceWithinTheBody) {
  const MadeBody made;
  const auto found = made.resolver().trigger_point(point_in("slab", at({{"deep-mark", 1}}, {0, 10, 0})), right);
  ASSERT_TRUE(found);
  expect_near(found->skin, {-50, 160, 50});
  expect_near(found->position, {-50, 160, 25});
}

TEST(TriggerPointAnchor, OfALineThatMissesIsTheNearestPointOfTheMuscle) {
  const MadeBody made;
  const auto found = made.resolver().trigger_point(point_in("slab", at({{"front-mark", 1}}, {0, 70, 0})), right);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->in_muscle);
  expect_near(found->position, {-50, 200, 30});  // from 20 mm above its upper edge, on the skin 20 mm before it
  EXPECT_NEAR(found->moved_mm, 20.0f, 1e-3f);    // how deep it lies is no error
  expect_near(found->skin, {-50, 200, 50});
  EXPECT_NEAR(found->muscle_from_mm, 20.0f, 1e-3f);
  EXPECT_NEAR(found->muscle_to_mm, 20.0f, 1e-3f);
}

TEST(TriggerPointAnchor, EndsWhereTheMuscleThatWasMetEnds) {
  const MadeBody made;
  // Where both parts overlap, the line from behind goes into the upper at 20, the lower at 16, out at 30 and at 26.
  const auto found = made.resolver().trigger_point(point_in("pair", at({{"back-mark", 1}}, {0, 0.5f, 0})), right);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->in_muscle);
  EXPECT_NEAR(found->muscle_from_mm, 16.0f, 1e-3f);
  EXPECT_NEAR(found->muscle_to_mm, 26.0f, 1e-3f);
  expect_near(found->position, {-50, 150.5f, -29});
}

// Landmarks on a corner or an edge of the mesh's faces are as good as any.
TEST(TriggerPointAnchor, IsNotConfusedByALineThroughAnEdge) {
  MadeBody made;
  MeshData roof = box({-80, 220, 20}, {-20, 280, 30});  // its diagonals pass the middle
  made.add("roof", true, System::muscles, roof);
  const auto found = made.resolver().trigger_point(point_in("roof", at({{"front-mark", 1}}, {0, 100, 0})), right);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->muscle_from_mm, 20.0f, 1e-3f);
  EXPECT_NEAR(found->muscle_to_mm, 30.0f, 1e-3f);
}

TEST(TriggerPointAnchor, OfASheetIsJustUnderIt) {
  MadeBody made;
  MeshData sheet;
  sheet.positions = {{-90, 210, 40}, {-10, 210, 40}, {-10, 290, 40}, {-90, 290, 40}};
  sheet.indices = {0, 1, 2, 0, 2, 3};
  made.add("sheet", true, System::muscles, sheet);
  const auto found = made.resolver().trigger_point(point_in("sheet", at({{"front-mark", 1}}, {3, 90, 0}), 0.0f), right);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->in_muscle);
  EXPECT_NEAR(found->muscle_from_mm, 10.0f, 1e-3f);
  EXPECT_GT(found->muscle_to_mm, 10.0f);
  EXPECT_LT(found->muscle_to_mm, 20.0f);
  expect_near(found->position, {-53, 240, 40});
}

TEST(TriggerPointAnchor, OfAMuscleThatIsNotThereIsThePlaceItself) {
  const MadeBody made;
  for (const char* muscle : {"ghost", "no-such-concept"}) {
    const auto found = made.resolver().trigger_point(point_in(muscle, at({{"front-mark", 1}}, {0, 0, -8})), right);
    ASSERT_TRUE(found) << muscle;
    EXPECT_FALSE(found->in_muscle) << muscle;
    expect_near(found->position, {-50, 150, 42});
    expect_near(found->skin, {-50, 150, 50});
  }
}

TEST(TriggerPointAnchor, NeedsItsLandmarks) {
  const MadeBody made;
  EXPECT_FALSE(made.resolver().trigger_point(point_in("slab", at({{"no-such", 1}})), right));
}

TEST(TriggerPointAnchor, WithoutSkinIsFoundFromThePlaceItself) {
  MadeBody made;
  NumberedMeshes bare;
  for (const auto& mesh : made.meshes) {
    if (mesh.first != made.index("skin")) bare.push_back(mesh);
  }
  made.rays = std::make_unique<RayScene>(std::vector{chunk_scenes(bare)});
  const NearestPoint on = made.resolver().on_skin({-50, 150, 50});
  expect_near(on.position, {-50, 150, 50});
  EXPECT_EQ(on.distance, 0.0f);
  EXPECT_NEAR(glm::length(on.normal), 1.0f, 1e-5f);
  EXPECT_GT(glm::dot(on.normal, glm::vec3(-50, 0, 50)), 0.0f);
  const auto found = made.resolver().trigger_point(point_in("slab", at({{"front-mark", 1}})), right);
  ASSERT_TRUE(found);
  expect_near(found->skin, {-50, 150, 50});
}

TEST(OnSkin, SmoothsTheNormalOverAFingersBreadth) {
  const MadeBody made;
  expect_near(made.resolver().on_skin({-50, 150, 70}).normal, {0, 0, 1});
  EXPECT_NEAR(made.resolver().on_skin({-50, 150, 70}).distance, 20.0f, 1e-4f);
  // Near an edge of the trunk some of the finger lies on the side, which looks another way.
  const NearestPoint edge = made.resolver().on_skin({-99, 150, 55});
  expect_near(edge.position, {-99, 150, 50});
  EXPECT_NEAR(glm::length(edge.normal), 1.0f, 1e-5f);
  EXPECT_GT(edge.normal.z, 0.9f);
}

TEST(Anchors, OfTheTwoSidesAreMirrorImages) {
  MadeBody made;
  made.add("ball", true, System::muscles, sphere({-45, 240, 10}, 25.0f, 14));
  const AnchorResolver resolver = made.resolver();
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    const char* muscle = seed % 3 == 0 ? "slab" : seed % 3 == 1 ? "ball" : "pair";
    TriggerPoint point = point_in(muscle,
                                  at({{"front-mark", random.unit()},
                                      {"upper-mark", random.unit()},
                                      {"back-mark", random.unit()},
                                      {"navel", 0.1f}},
                                     random.in_box(glm::vec3(-20), glm::vec3(20))),
                                  random.unit());
    const auto r = resolver.trigger_point(point, right), l = resolver.trigger_point(point, left);
    ASSERT_TRUE(r && l);
    expect_near(mirrored(l->position), r->position, 0.1f);
    expect_near(mirrored(l->skin), r->skin, 0.1f);
    expect_near(mirrored(l->skin_normal), r->skin_normal, 1e-3f);
    EXPECT_EQ(l->in_muscle, r->in_muscle) << seed;
    EXPECT_NEAR(l->muscle_from_mm, r->muscle_from_mm, 0.1f) << seed;
    EXPECT_NEAR(l->muscle_to_mm, r->muscle_to_mm, 0.1f) << seed;
    EXPECT_NEAR(l->moved_mm, r->moved_mm, 0.1f) << seed;
  }
}

TriggerPoint with_zone(std::vector<Stroke> strokes, ZoneSide side = ZoneSide::same) {
  TriggerPoint point = point_in("slab", at({{"front-mark", 1}}));
  ReferralZone zone;
  zone.side = side;
  zone.strokes = std::move(strokes);
  point.zones = {zone};
  return point;
}

TEST(Zones, ArePressedOntoTheSkinAlongTheirStrokes) {
  const MadeBody made;
  const TriggerPoint point =
      with_zone({{{at({{"front-mark", 1}}, {0, 0, 9}), 10.0f}, {at({{"front-mark", 1}}, {0, 100, -6}), 30.0f}}});
  const std::vector<ResolvedZone> zones = made.resolver().zones(point, right);
  ASSERT_EQ(zones.size(), 1u);
  EXPECT_TRUE(zones[0].essential);
  ASSERT_EQ(zones[0].strokes.size(), 1u);
  const auto& stroke = zones[0].strokes[0];
  EXPECT_EQ(stroke.size(), 10u);  // both ends, and between them one at least every 12 mm of 101.1
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(stroke.size() - 1);
    expect_near(stroke[i].position, {-50, 150 + 100 * t, 50});
    expect_near(stroke[i].normal, {0, 0, 1});
    EXPECT_NEAR(stroke[i].radius_mm, 10 + 20 * t, 1e-3f);
    if (i > 0) {
      EXPECT_LE(glm::distance(stroke[i].position, stroke[i - 1].position), 12.0f + 1e-3f);
    }
  }
}

TEST(Zones, OfOnePointAreRoundSpots) {
  const MadeBody made;
  const auto zones = made.resolver().zones(with_zone({{{at({{"front-mark", 1}}), 17.0f}}}), left);
  ASSERT_EQ(zones[0].strokes[0].size(), 1u);
  expect_near(zones[0].strokes[0][0].position, {50, 150, 50});
  EXPECT_EQ(zones[0].strokes[0][0].radius_mm, 17.0f);
}

TEST(Zones, LieOnTheSideThatIsSaid) {
  const MadeBody made;
  const Stroke spot = {{at({{"upper-mark", 1}}, {0, -20, 0}), 9.0f}};
  const auto where = [&](ZoneSide zone_side, Side side) {
    return made.resolver().zones(with_zone({spot}, zone_side), side)[0].strokes[0][0].position;
  };
  expect_near(where(ZoneSide::same, right), {-40, 260, 50});
  expect_near(where(ZoneSide::same, left), {40, 260, 50});
  expect_near(where(ZoneSide::other, right), {40, 260, 50});
  expect_near(where(ZoneSide::other, left), {-40, 260, 50});
}

TEST(Zones, KeepEveryZoneAndLeaveOutWhatHasNoLandmark) {
  const MadeBody made;
  TriggerPoint point = with_zone({{{at({{"no-such", 1}}), 5.0f}}, {{at({{"navel", 1}}), 5.0f}}});
  ReferralZone spill;
  spill.essential = false;
  point.zones.push_back(spill);
  const auto zones = made.resolver().zones(point, right);
  ASSERT_EQ(zones.size(), 2u);
  EXPECT_EQ(zones[0].strokes.size(), 1u);
  EXPECT_FALSE(zones[1].essential);
  EXPECT_TRUE(zones[1].strokes.empty());
}

NeedleWay way_at(Place entry) {
  NeedleWay way;
  way.entry = std::move(entry);
  return way;
}

TEST(Needle, GoesStraightInWhereNothingElseIsSaid) {
  const MadeBody made;
  const auto needle = made.resolver().needle(way_at(at({{"front-mark", 1}}, {0, 0, 4})), right, {});
  ASSERT_TRUE(needle);
  expect_near(needle->entry, {-50, 150, 50});
  expect_near(needle->skin_normal, {0, 0, 1});
  expect_near(needle->direction, {0, 0, -1});
  EXPECT_NEAR(needle->angle_from_skin_deg, 90.0f, 0.05f);
}

TEST(Needle, FollowsAnAxisOnItsSide) {
  const MadeBody made;
  for (const auto& [axis, angle] : {std::pair(glm::vec3(1, 0, -1), 45.0f),
                                    {glm::vec3(0, 5, 0), 0.0f},
                                    {glm::vec3(std::sqrt(3.0f), 0, -1), 30.0f},
                                    {glm::vec3(0, 0, -2), 90.0f}}) {
    NeedleWay way = way_at(at({{"front-mark", 1}}));
    way.axis = axis;
    for (const Side side : {right, left}) {
      const auto needle = made.resolver().needle(way, side, {});
      ASSERT_TRUE(needle);
      expect_near(needle->direction, glm::normalize(body_direction(axis, side)));
      EXPECT_NEAR(needle->angle_from_skin_deg, angle, 0.05f);
    }
  }
}

TEST(Needle, PointsTowardsAPlace) {
  const MadeBody made;
  NeedleWay way = way_at(at({{"front-mark", 1}}));
  way.towards = at({{"deep-mark", 1}}, {0, 30, 0});  // 40 mm deeper and 30 mm higher
  way.axis = glm::vec3(1, 0, 0);                     // a place goes before an axis
  for (const Side side : {right, left}) {
    const auto needle = made.resolver().needle(way, side, {});
    ASSERT_TRUE(needle);
    expect_near(needle->direction, {0, 0.6f, -0.8f});
    EXPECT_NEAR(needle->angle_from_skin_deg, glm::degrees(std::asin(0.8f)), 0.05f);
  }
}

TEST(Needle, OverTheZoneEntersWhereItsDirectionComesOutOfTheSkin) {
  const MadeBody made;
  NeedleWay way;
  way.over_zone = true;
  way.axis = glm::vec3(0, -0.6f, -0.8f);
  for (const Side side : {right, left}) {
    const auto zone = made.resolver().trigger_point(point_in("slab", at({{"front-mark", 1}})), side);
    ASSERT_TRUE(zone && zone->in_muscle);
    const auto needle = made.resolver().needle(way, side, *zone);
    ASSERT_TRUE(needle);
    // The middle of the slab is 25 mm under the front of the box.
    expect_near(needle->direction, {0, -0.6f, -0.8f});
    expect_near(needle->entry, zone->position + glm::vec3(0, 25.0f * 0.75f, 25.0f));
    EXPECT_NEAR(needle->angle_from_skin_deg, glm::degrees(std::asin(0.8f)), 0.05f);
    way.axis.reset();
    expect_near(made.resolver().needle(way, side, *zone)->direction, {0, 0, -1});
    way.axis = glm::vec3(0, -0.6f, -0.8f);
  }
}

TEST(Needle, NeedsItsLandmarks) {
  const MadeBody made;
  EXPECT_FALSE(made.resolver().needle(way_at(at({{"no-such", 1}})), right, {}));
  NeedleWay way = way_at(at({{"front-mark", 1}}));
  way.towards = at({{"no-such", 1}});
  EXPECT_FALSE(made.resolver().needle(way, right, {}));
}

TEST(Covering, NamesWhatTheLinePassesBeforeTheMuscle) {
  const MadeBody made;
  const AnchorResolver resolver = made.resolver();
  const auto passed = [&](const std::string& muscle, Place place, Side side) {
    const auto point = resolver.trigger_point(point_in(muscle, std::move(place), 1.0f), side);
    std::vector<std::string> keys;
    const ConceptId id = made.concepts.find(muscle);
    for (const std::uint32_t s : resolver.covering(*point, made.body.realise(made.concepts, id, side)))
      keys.push_back(made.body.structures()[s].key);
    return keys;
  };
  EXPECT_THAT(passed("slab", at({{"front-mark", 1}}), right), ElementsAre("skin", "fascia.right"));
  EXPECT_THAT(passed("slab", at({{"front-mark", 1}}), left), ElementsAre("skin", "fascia.left"));
  EXPECT_THAT(passed("core", at({{"front-mark", 1}}), right), ElementsAre("skin", "fascia.right", "slab.right"));
  EXPECT_THAT(passed("skin", at({{"front-mark", 1}}), right), IsEmpty());
}

TEST(Covering, EndsAtTheMuscleEvenIfSomethingRunsThroughIt) {
  MadeBody made;
  made.add("vessel", true, System::vessels, tube({{{-60, 150, 25}, 2, 2}, {{-40, 150, 25}, 2, 2}}, {0, 1, 0}, 8));
  const AnchorResolver resolver = made.resolver();
  const auto point = resolver.trigger_point(point_in("slab", at({{"front-mark", 1}}), 1.0f), right);
  EXPECT_THAT(resolver.covering(*point, made.body.realise(made.concepts, made.concepts.find("slab"), right)),
              ElementsAre(made.index("skin"), made.index("fascia.right")));
}

}  // namespace
}  // namespace palpate::test
