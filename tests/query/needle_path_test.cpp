// The needle: what it passes, where it ends, and how near it comes to what it must not meet.
#include "needle_body.h"

#include <gtest/gtest.h>

#include <cmath>

namespace palpate::test {
namespace {

constexpr double exact_mm = 0.01;

// Skin, muscle, bone, one within the other; a vessel in the muscle.
NeedleBody nested_boxes() {
  NeedleBody shapes;
  shapes.add("skin", Kind::skin, {box({-100, -100, -100}, {100, 100, 100})}, System::skin);
  shapes.add("muscle.right", Kind::muscle, {box({-80, -80, -80}, {80, 80, 80})});
  shapes.add("bone.right", Kind::bone, {box({-30, -30, -30}, {30, 30, 30})});
  shapes.add("artery.right", Kind::artery, {box({-80, -80, 60}, {80, 80, 65})});
  shapes.add("cover.right", Kind::fascia, {box({-80, -80, 78}, {80, 80, 82})});
  return shapes;
}

NeedleLine from_front(float x, float y, float depth) {
  return {{x, y, 100.0f}, {0, 0, -1}, depth};
}

TEST(NeedlePath, TellsEveryStructureInOrderWithItsDepths) {
  const NeedleScene scene(nested_boxes());
  const NeedlePath path = scene.probe.path(from_front(1, 2, 50));
  ASSERT_EQ(path.crossings.size(), 4u);
  const std::vector<std::pair<float, float>> expected = {{0, 50}, {18, 22}, {20, 50}, {35, 40}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(path.crossings[i].from_mm, expected[i].first, exact_mm);
    EXPECT_NEAR(path.crossings[i].to_mm, expected[i].second, exact_mm);
  }
  EXPECT_NEAR(path.crossings[2].leaves_mm, 180.0, exact_mm);
  EXPECT_TRUE(path.enters_skin);
  EXPECT_FALSE(path.stop);
  EXPECT_FLOAT_EQ(path.reached_mm, 50.0f);
}

TEST(NeedlePath, DividesItsDepthAmongTheStructuresByTheRuleForOverlaps) {
  const NeedleScene scene(nested_boxes());
  const NeedlePath path = scene.probe.path(from_front(1, 2, 50));
  const std::vector<NeedleTissue> tissues = {NeedleTissue::skin, NeedleTissue::fascia, NeedleTissue::muscle,
                                             NeedleTissue::vessel, NeedleTissue::muscle};
  const std::vector<float> ends = {18, 20, 35, 40, 50};  // muscle goes before fascia
  ASSERT_EQ(path.layers.size(), tissues.size());
  for (std::size_t i = 0; i < tissues.size(); ++i) {
    EXPECT_EQ(path.layers[i].tissue, tissues[i]);
    EXPECT_NEAR(path.layers[i].to_mm, ends[i], exact_mm);
  }
  EXPECT_FALSE(path.layers.front().structure);
}

TEST(NeedlePath, OfATallerPersonHasLongerDepthsToTheSamePlaces) {
  const NeedleScene scene(nested_boxes());
  NeedleLine line = from_front(1, 2, 75);
  line.scale = 1.5f;
  const NeedlePath path = scene.probe.path(line);
  const std::vector<float> ends = {27, 30, 52.5f, 60, 75};
  ASSERT_EQ(path.layers.size(), ends.size());
  for (std::size_t i = 0; i < ends.size(); ++i) EXPECT_NEAR(path.layers[i].to_mm, ends[i], exact_mm);
  EXPECT_NEAR(path.crossings[2].leaves_mm, 270.0, 2 * exact_mm);
  EXPECT_NEAR(line.tip().z, 50.0, exact_mm) << "in the frame of the body";
  line.depth_mm = 200.0f;
  const NeedlePath deep = scene.probe.path(line);
  ASSERT_TRUE(deep.stop);
  EXPECT_NEAR(deep.stop->at_mm, 105.0, exact_mm);
}

TEST(NeedlePath, AmongEqualsWhatWasEnteredFirstIsKeptUntilItIsLeft) {
  const std::vector<NeedleCrossing> two = {{7, NeedleTissue::muscle, 5, 20, 20}, {8, NeedleTissue::muscle, 15, 40, 50}};
  const std::vector<NeedleLayer> layers = layers_of(two, 40);
  ASSERT_EQ(layers.size(), 3u);
  EXPECT_EQ(layers[1].structure, 7u);
  EXPECT_EQ(layers[2].structure, 8u);
  EXPECT_FLOAT_EQ(layers[2].from_mm, 20);
}

TEST(NeedlePath, IsStoppedByBoneAndNamesIt) {
  const NeedleScene scene(nested_boxes());
  const NeedlePath path = scene.probe.path(from_front(1, 2, 120));
  ASSERT_TRUE(path.stop);
  EXPECT_EQ(path.stop->bone, 2u);
  EXPECT_NEAR(path.reached_mm, 70.0, exact_mm);
  for (const NeedleCrossing& c : path.crossings) EXPECT_NE(c.tissue, NeedleTissue::bone);
}

TEST(NeedlePath, AMeshWithHolesTellsWhereItIsMetAndThatItCannotTellMore) {
  NeedleBody shapes = nested_boxes();
  const std::uint32_t open = shapes.add("nerve.right", Kind::nerve, {with_hole(box({-9, -9, 50}, {9, 9, 55}), 1)});
  const std::uint32_t shell = shapes.add("scale.right", Kind::bone, {with_hole(box({-9, -9, 40}, {9, 9, 45}), 1)});
  const NeedleScene scene(std::move(shapes));
  const NeedlePath path = scene.probe.path(from_front(3.3f, -1.7f, 90));
  ASSERT_FALSE(path.cannot_tell.empty());
  EXPECT_EQ(path.cannot_tell.front().structure, open);
  for (const double at : path.cannot_tell.front().at_mm)
    EXPECT_TRUE(std::abs(at - 45.0) < exact_mm || std::abs(at - 50.0) < exact_mm) << at;
  ASSERT_TRUE(path.stop);  // a surface of bone is bone
  EXPECT_EQ(path.stop->bone, shell);
  for (const NeedleCrossing& c : path.crossings) EXPECT_NE(c.structure, open);
}

TEST(NeedlePath, GoesThroughAirBetweenTwoFoldsOfSkin) {
  NeedleBody shapes;
  shapes.add("skin", Kind::skin, {box({-50, -50, 0}, {50, 50, 20}), box({-50, -50, 30}, {50, 50, 60})}, System::skin);
  const NeedleScene scene(std::move(shapes));
  const NeedlePath path = scene.probe.path({{0.4f, 0.3f, 60.0f}, {0, 0, -1}, 50});
  ASSERT_EQ(path.layers.size(), 2u);
  EXPECT_NEAR(path.layers[0].to_mm, 30, exact_mm);
  EXPECT_NEAR(path.layers[1].from_mm, 40, exact_mm);
}

TEST(NeedlePath, WithoutASkinSaysSo) {
  NeedleBody shapes;
  shapes.add("muscle.right", Kind::muscle, {box({-10, -10, -10}, {10, 10, 10})});
  const NeedleScene scene(std::move(shapes));
  const NeedlePath path = scene.probe.path({{1, 2, 20}, {0, 0, -1}, 15});
  EXPECT_FALSE(path.enters_skin);
  ASSERT_EQ(path.crossings.size(), 1u);
  EXPECT_NEAR(path.crossings[0].from_mm, 10, exact_mm);
}

TEST(NeedlePath, IsNotConfusedByEdgesAndCorners) {
  const NeedleScene scene(nested_boxes());
  // Through the diagonal of every face, along a wall of the bone, through the corners of all boxes.
  for (const glm::vec2 at : {glm::vec2(0, 0), glm::vec2(5, 5), glm::vec2(-5, 5), glm::vec2(0, 7)}) {
    const NeedlePath path = scene.probe.path(from_front(at.x, at.y, 50));
    EXPECT_EQ(path.crossings.size(), 4u) << at.x << ", " << at.y;
    EXPECT_TRUE(path.cannot_tell.empty()) << at.x << ", " << at.y;
  }
  const NeedlePath wall = scene.probe.path(from_front(30, 0, 120));
  EXPECT_TRUE(wall.cannot_tell.empty());
  const NeedlePath corner = scene.probe.path({{100, 100, 100}, glm::normalize(glm::vec3(-1)), 60});
  EXPECT_TRUE(corner.cannot_tell.empty());
  ASSERT_GE(corner.crossings.size(), 2u);
  EXPECT_NEAR(corner.crossings[1].from_mm, std::sqrt(3.0) * 18.0, 4.0);
}

struct RandomBody {
  NeedleScene scene;
  Random random;
};

MeshData random_piece(Random& random) {
  const glm::vec3 at = random.in_box(glm::vec3(-60), glm::vec3(60));
  switch (random.below(3)) {
    case 0:
      return box(at, at + random.in_box(glm::vec3(2), glm::vec3(40)));
    case 1:
      return sphere(at, random.between(3.0f, 30.0f), 4 + static_cast<int>(random.below(8)));
    default:
      return tube({{at, 5, 8}, {at + 30.0f * random.direction(), 5, 8}}, random.direction(), 9);
  }
}

// A ball of skin with overlapping structures of one to three overlapping pieces.
NeedleBody random_body(Random& random) {
  constexpr Kind kinds[] = {Kind::muscle, Kind::artery,      Kind::nerve, Kind::lung,
                            Kind::fascia, Kind::spinal_cord, Kind::bone};
  NeedleBody shapes;
  shapes.add("skin", Kind::skin, {sphere({}, 140.0f, 20)}, System::skin);
  const std::uint32_t count = 4 + random.below(8);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<MeshData> pieces;
    const std::uint32_t many = 1 + random.below(3);
    for (std::uint32_t k = 0; k < many; ++k) pieces.push_back(random_piece(random));
    shapes.add("thing-" + std::to_string(i), kinds[random.below(std::size(kinds))], std::move(pieces));
  }
  return shapes;
}

NeedleLine random_line(Random& random, const NeedleScene& scene) {
  const NearestPoint on = *scene.rays.nearest_point(0, 150.0f * random.direction());
  const glm::vec3 to = random.in_box(glm::vec3(-50), glm::vec3(50));
  return {on.position, glm::normalize(to - on.position), random.between(10.0f, 200.0f)};
}

// What a structure's crossings should be, as far as the needle reaches.
std::vector<Stretch> expected_crossings(const NeedleScene& scene, std::uint32_t structure, const NeedleLine& line,
                                        double reached) {
  std::vector<Stretch> expected;
  for (const auto& [from, to] : within_any(scene.shapes.convex[structure], line)) {
    if (to <= 2e-3 || from >= reached - 2e-3 || to - from < 4e-3) continue;
    expected.emplace_back(std::max(from, 0.0), std::min(to, reached));
  }
  return expected;
}

double expected_reach(const NeedleScene& scene, const NeedleLine& line) {
  double reached = line.depth_mm;
  for (std::uint32_t s = 0; s < scene.shapes.body.size(); ++s) {
    if (scene.probe.tissue(s) != NeedleTissue::bone) continue;
    for (const auto& [from, to] : within_any(scene.shapes.convex[s], line)) {
      if (to > 2e-3) reached = std::min(reached, std::max(from, 0.0));
    }
  }
  return reached;
}

TEST(NeedlePath, ThousandsOfRandomNeedlesAgreeWithLinesClippedByPlanes) {
  std::size_t crossings = 0, stops = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const NeedleScene scene(random_body(random));
    for (int k = 0; k < 150; ++k) {
      const NeedleLine line = random_line(random, scene);
      const NeedlePath path = scene.probe.path(line);
      const double reached = expected_reach(scene, line);
      ASSERT_NEAR(path.reached_mm, reached, exact_mm) << "seed " << seed << ", needle " << k;
      ASSERT_TRUE(path.cannot_tell.empty()) << "seed " << seed << ", needle " << k;
      stops += path.stop.has_value();
      for (std::uint32_t s = 0; s < scene.shapes.body.size(); ++s) {
        std::vector<Stretch> found;
        for (const NeedleCrossing& c : path.crossings) {
          // What only grazes is a question of rounding.
          if (c.structure == s && c.to_mm - c.from_mm >= 4e-3f) found.emplace_back(c.from_mm, c.to_mm);
        }
        const std::vector<Stretch> expected = expected_crossings(scene, s, line, reached);
        ASSERT_EQ(found.size(), expected.size()) << "seed " << seed << ", needle " << k << ", structure " << s;
        for (std::size_t i = 0; i < found.size(); ++i) {
          EXPECT_NEAR(found[i].first, expected[i].first, exact_mm) << "seed " << seed << ", needle " << k;
          EXPECT_NEAR(found[i].second, expected[i].second, exact_mm) << "seed " << seed << ", needle " << k;
          ++crossings;
        }
      }
    }
  }
  EXPECT_GT(crossings, 6000u);
  EXPECT_GT(stops, 100u);
}

TEST(NeedlePath, LayersFollowEachOtherWithoutGapsFromTheSkinToTheTip) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const NeedleScene scene(random_body(random));
    for (int k = 0; k < 100; ++k) {
      const NeedleLine line = random_line(random, scene);
      const NeedlePath path = scene.probe.path(line);
      float at = 0.0f;
      for (const NeedleLayer& layer : path.layers) {
        EXPECT_NEAR(layer.from_mm, at, exact_mm) << "seed " << seed << ", needle " << k;
        at = layer.to_mm;
      }
    }
  }
}

// The nearest danger of a kind, by looking at every piece of every structure.
struct PlainNearest {
  bool struck = false;
  double path = 1e9, tip = 1e9;
};
PlainNearest plain_nearest(const NeedleScene& scene, const NeedleLine& line, NeedleTissue danger, double reached) {
  PlainNearest nearest;
  const glm::dvec3 tip = glm::dvec3(line.entry) + reached * glm::dvec3(line.direction);
  for (std::uint32_t s = 0; s < scene.shapes.body.size(); ++s) {
    if (scene.probe.tissue(s) != danger) continue;
    for (const auto& [from, to] : expected_crossings(scene, s, line, reached)) {
      nearest.struck = true;
      if (to >= reached - 1e-6) nearest.tip = 0.0;
    }
    for (const MeshData& piece : scene.shapes.convex[s]) {
      nearest.path = std::min(nearest.path, distance_of_stretch(piece, line, reached));
      nearest.tip = std::min(nearest.tip, distance_to(piece, tip));
    }
  }
  if (nearest.struck) nearest.path = 0.0;
  return nearest;
}

TEST(NeedlePath, DistancesToDangersAgreeWithLookingAtEveryTriangle) {
  std::size_t struck = 0, near = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    const NeedleScene scene(random_body(random));
    for (int k = 0; k < 12; ++k) {
      const NeedleLine line = random_line(random, scene);
      const NeedlePath path = scene.probe.path(line);
      for (const NeedleNearest& found : scene.probe.nearest(line, path, 500.0f)) {
        const PlainNearest expected = plain_nearest(scene, line, found.danger, static_cast<double>(path.reached_mm));
        if (expected.struck != found.struck && std::min<double>(found.path_mm, expected.path) < exact_mm) continue;
        EXPECT_EQ(found.struck, expected.struck) << "seed " << seed << ", needle " << k;
        EXPECT_NEAR(found.path_mm, expected.path, exact_mm) << "seed " << seed << ", needle " << k;
        EXPECT_NEAR(found.tip_mm, expected.tip, exact_mm) << "seed " << seed << ", needle " << k;
        if (!found.struck) {
          EXPECT_NEAR(glm::distance(found.on_needle, found.on_structure), found.path_mm, exact_mm);
          EXPECT_NEAR(glm::distance(line.at(found.at_mm), found.on_needle), 0.0f, exact_mm);
          ++near;
        }
        struck += found.struck;
      }
    }
  }
  EXPECT_GT(struck, 20u);
  EXPECT_GT(near, 100u);
}

TEST(NeedlePath, TellsTheTipFromTheWholePath) {
  const NeedleScene scene(nested_boxes());
  const NeedleLine line = from_front(1, 2, 50);  // through the artery, ten mm beyond it
  const auto nearest = scene.probe.nearest(line, scene.probe.path(line));
  ASSERT_EQ(nearest.size(), 1u);
  EXPECT_EQ(nearest[0].danger, NeedleTissue::vessel);
  EXPECT_TRUE(nearest[0].struck);
  EXPECT_NEAR(nearest[0].at_mm, 35, exact_mm);
  EXPECT_NEAR(nearest[0].tip_mm, 10, exact_mm);
  const NeedleLine shorter = from_front(1, 2, 30);
  const auto before = scene.probe.nearest(shorter, scene.probe.path(shorter));
  ASSERT_EQ(before.size(), 1u);
  EXPECT_FALSE(before[0].struck);
  EXPECT_NEAR(before[0].path_mm, 5, exact_mm);
  EXPECT_NEAR(before[0].at_mm, 30, exact_mm);
}

TEST(NeedlePath, LeavesOutDangersThatAreFartherThanAskedFor) {
  const NeedleScene scene(nested_boxes());
  const NeedleLine line = from_front(1, 2, 30);
  EXPECT_TRUE(scene.probe.nearest(line, scene.probe.path(line), 4.9f).empty());
  EXPECT_FALSE(scene.probe.nearest(line, scene.probe.path(line), 5.1f).empty());
}

TEST(NeedlePath, SaysWhatLiesStraightAheadOfTheTip) {
  const NeedleScene scene(nested_boxes());
  const NeedleLine line = from_front(1, 2, 30);
  const auto ahead = scene.probe.ahead(line, scene.probe.path(line));
  ASSERT_EQ(ahead.size(), 2u);
  EXPECT_EQ(ahead[0].tissue, NeedleTissue::vessel);
  EXPECT_NEAR(ahead[0].beyond_mm, 5, exact_mm);
  EXPECT_EQ(ahead[1].tissue, NeedleTissue::bone);
  EXPECT_NEAR(ahead[1].beyond_mm, 40, exact_mm);
}

TEST(NeedleTissue, KnowsWhatEachKindMeansForANeedle) {
  const auto tissue = [](std::string key, Kind kind, System system = System::other) {
    Structure structure;
    structure.key = std::move(key);
    structure.kind = kind;
    structure.system = system;
    return needle_tissue(structure);
  };
  EXPECT_EQ(tissue("kidney.left", Kind::organ), NeedleTissue::kidney);
  EXPECT_EQ(tissue("kidneystone.left", Kind::organ), NeedleTissue::organ);
  EXPECT_EQ(tissue("liver/segment-i", Kind::organ), NeedleTissue::organ);
  EXPECT_EQ(tissue("medulla-oblongata", Kind::organ), NeedleTissue::cord);
  EXPECT_EQ(tissue("pericardium", Kind::membrane, System::viscera), NeedleTissue::heart);
  EXPECT_EQ(tissue("peritoneum", Kind::membrane, System::viscera), NeedleTissue::organ);
  EXPECT_EQ(tissue("suprapleural-membrane.right", Kind::membrane), NeedleTissue::lung);
  EXPECT_EQ(tissue("obturator-membrane.right", Kind::membrane, System::joints), NeedleTissue::fascia);
  EXPECT_EQ(tissue("pleura.right", Kind::pleura), NeedleTissue::lung);
  EXPECT_EQ(tissue("spinal-dura", Kind::dura), NeedleTissue::cord);
  EXPECT_EQ(tissue("tooth", Kind::tooth), NeedleTissue::bone);
  EXPECT_EQ(tissue("temple.left", Kind::skin_region), NeedleTissue::none);
  EXPECT_EQ(tissue("patch", Kind::attachment), NeedleTissue::none);
  for (const NeedleTissue danger : needle_dangers()) EXPECT_FALSE(label_of(danger).empty());
  EXPECT_FALSE(is_danger(NeedleTissue::muscle));
  EXPECT_FALSE(is_danger(NeedleTissue::bone));
}

}  // namespace
}  // namespace palpate::test
