// Rays, nearest points and neighbours: the same answers as looking at every triangle, and as geometry tells.
#include "made_scene.h"
#include "shapes.h"

#include <palpate/mesh/cut.h>

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

namespace palpate::test {
namespace {

RayScene scene_of(const NumberedMeshes& meshes) {
  return RayScene({chunk_scenes(meshes)});
}

// Boxes, spheres and tubes, some within each other.
NumberedMeshes random_shapes(Random& random, std::uint32_t count) {
  NumberedMeshes meshes;
  for (std::uint32_t i = 0; i < count; ++i) {
    const glm::vec3 at = random.in_box(glm::vec3(-60), glm::vec3(60));
    MeshData mesh;
    switch (random.below(3)) {
      case 0:
        mesh = box(at, at + random.in_box(glm::vec3(2), glm::vec3(60)));
        break;
      case 1:
        mesh = sphere(at, random.between(3.0f, 40.0f), 4 + static_cast<int>(random.below(8)));
        break;
      default:
        mesh = tube({{at, 5, 8}, {at + 30.0f * random.direction(), 10, 4}}, random.direction(), 9);
    }
    meshes.emplace_back(7 * i + 3, std::move(mesh));
  }
  return meshes;
}

Ray random_ray(Random& random) {
  const glm::vec3 from = random.in_box(glm::vec3(-120), glm::vec3(120));
  const glm::vec3 to = random.in_box(glm::vec3(-60), glm::vec3(60));
  return {from, glm::normalize(to - from), random.below(3) == 0 ? random.between(20.0f, 150.0f) : 1e6f};
}

TEST(RayScene, FindsWhatLookingAtEveryTriangleFinds) {
  std::size_t all = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    const NumberedMeshes meshes = random_shapes(random, 2 + seed);
    const RayScene scene = scene_of(meshes);
    for (int k = 0; k < 400; ++k) {
      const Ray ray = random_ray(random);
      const std::vector<PlainHit> expected = plain_hits(meshes, ray);
      const std::vector<RayHit> hits = scene.all_hits(ray);
      ASSERT_EQ(hits.size(), expected.size()) << "seed " << seed << ", ray " << k;
      for (std::size_t i = 0; i < hits.size(); ++i) {
        EXPECT_NEAR(hits[i].distance, expected[i].distance, 2e-3) << "seed " << seed << ", ray " << k;
        EXPECT_EQ(hits[i].structure, expected[i].structure) << "seed " << seed << ", ray " << k;
        EXPECT_EQ(hits[i].entering, expected[i].entering) << "seed " << seed << ", ray " << k;
        EXPECT_LT(glm::distance(hits[i].position, ray.origin + ray.direction * hits[i].distance), 1e-3f);
        EXPECT_NEAR(glm::length(hits[i].normal), 1.0f, 1e-5f);
        EXPECT_EQ(glm::dot(hits[i].normal, ray.direction) < 0.0f, hits[i].entering);
      }
      all += hits.size();
      const std::optional<RayHit> nearest = scene.nearest_hit(ray);
      ASSERT_EQ(nearest.has_value(), !expected.empty()) << "seed " << seed << ", ray " << k;
      if (!nearest) continue;
      EXPECT_NEAR(nearest->distance, expected[0].distance, 2e-3) << "seed " << seed << ", ray " << k;
      EXPECT_EQ(nearest->structure, expected[0].structure) << "seed " << seed << ", ray " << k;
      EXPECT_EQ(nearest->entering, expected[0].entering) << "seed " << seed << ", ray " << k;
    }
  }
  EXPECT_GT(all, 3000u);
}

TEST(RayScene, CountsOnlyWhatTheFilterLetsThrough) {
  Random random(77);
  const NumberedMeshes meshes = random_shapes(random, 12);
  const RayScene scene = scene_of(meshes);
  for (int k = 0; k < 600; ++k) {
    const Ray ray = random_ray(random);
    const std::uint32_t salt = random.below(1000);
    const StructureFilter some = [&](std::uint32_t structure) { return (structure * 31 + salt) % 3 != 0; };
    NumberedMeshes counted;
    for (const auto& [structure, mesh] : meshes) {
      if (some(structure)) counted.emplace_back(structure, mesh);
    }
    const std::vector<PlainHit> expected = plain_hits(counted, ray);
    const std::vector<RayHit> hits = scene.all_hits(ray, some);
    ASSERT_EQ(hits.size(), expected.size()) << k;
    for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_EQ(hits[i].structure, expected[i].structure) << k;
    const auto nearest = scene.nearest_hit(ray, some);
    ASSERT_EQ(nearest.has_value(), !expected.empty()) << k;
    if (nearest) {
      EXPECT_EQ(nearest->structure, expected[0].structure) << k;
    }
  }
}

TEST(RayScene, GoesInAndOutOfNestedBoxes) {
  const RayScene scene = scene_of({{0, box({-50, -50, -50}, {50, 50, 50})},
                                   {1, box({-20, -20, -20}, {20, 20, 20})},
                                   {2, box({-5, -5, -5}, {5, 5, 5})}});
  const std::vector<RayHit> hits = scene.all_hits({{1, 2, 100}, {0, 0, -1}});
  const float distances[] = {50, 80, 95, 105, 120, 150};
  const std::uint32_t structures[] = {0, 1, 2, 2, 1, 0};
  ASSERT_EQ(hits.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(hits[i].distance, distances[i], 1e-3f);
    EXPECT_EQ(hits[i].structure, structures[i]);
    EXPECT_EQ(hits[i].entering, i < 3);
    EXPECT_LT(glm::distance(hits[i].normal, {0, 0, i < 3 ? 1 : -1}), 1e-5f);
  }
  // From within, only what lies ahead.
  EXPECT_EQ(scene.all_hits({{0.5f, 1, 0}, {1, 0, 0}}).size(), 3u);
  EXPECT_FALSE(scene.nearest_hit({{0.5f, 1, 0}, {1, 0, 0}})->entering);
}

TEST(RayScene, MeasuresChordsOfSpheres) {
  const RayScene scene = scene_of({{4, sphere({0, 0, 0}, 30.0f, 64)}, {9, sphere({0, 0, 0}, 10.0f, 64)}});
  for (const float beside : {0.3f, 4.0f, 8.0f, 15.0f, 28.0f}) {
    const std::vector<RayHit> hits = scene.all_hits({{beside, 100, 0.2f}, {0, -1, 0}});
    const bool inner = beside < 10.0f;
    ASSERT_EQ(hits.size(), inner ? 4u : 2u) << beside;
    const auto half = [&](float radius) { return std::sqrt(radius * radius - beside * beside - 0.04f); };
    EXPECT_NEAR(hits.back().distance - hits.front().distance, 2.0f * half(30.0f), 0.2f) << beside;
    if (inner) {
      EXPECT_NEAR(hits[2].distance - hits[1].distance, 2.0f * half(10.0f), 0.1f) << beside;
      EXPECT_EQ(hits[1].structure, 9u);
    }
  }
}

TEST(RayScene, EndsWithTheRay) {
  const RayScene scene = scene_of({{0, box({-1, -1, 10}, {1, 1, 20})}});
  const auto hits_within = [&](float length) { return scene.all_hits({{0.2f, 0.1f, 0}, {0, 0, 1}, length}).size(); };
  EXPECT_EQ(hits_within(9.9f), 0u);
  EXPECT_EQ(hits_within(15.0f), 1u);
  EXPECT_EQ(hits_within(20.1f), 2u);
  EXPECT_FALSE(scene.nearest_hit({{0.2f, 0.1f, 0}, {0, 0, 1}, 9.9f}));
}

// A ray exactly through a shared edge or a corner must not slip through.
TEST(RayScene, HasNoGapsAtEdges) {
  const RayScene scene = scene_of({{0, box({-10, -10, -10}, {10, 10, 10})}, {1, sphere({100, 0, 0}, 10.0f, 16)}});
  for (const float x : {-5.0f, 0.0f, 2.5f, 5.0f}) {
    for (const float y : {-5.0f, 0.0f, 2.5f, 5.0f}) {
      EXPECT_TRUE(scene.nearest_hit({{x, y, 50}, {0, 0, -1}})) << x << ", " << y;
      EXPECT_GE(scene.all_hits({{x, y, 50}, {0, 0, -1}}).size(), 2u) << x << ", " << y;
    }
  }
  EXPECT_TRUE(scene.nearest_hit({{100, 0, 50}, {0, 0, -1}})) << "through the pole";
}

TEST(RayScene, FindsTheNearestPointOfASurface) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    Random random(seed);
    const NumberedMeshes meshes = random_shapes(random, 8);
    const RayScene scene = scene_of(meshes);
    for (const auto& [structure, mesh] : meshes) {
      for (int k = 0; k < 25; ++k) {
        const glm::vec3 p = random.in_box(glm::vec3(-120), glm::vec3(120));
        const auto nearest = scene.nearest_point(structure, p);
        ASSERT_TRUE(nearest) << "seed " << seed;
        EXPECT_NEAR(nearest->distance, distance_to(mesh, p), 1e-3f) << "seed " << seed;
        EXPECT_NEAR(glm::distance(nearest->position, p), nearest->distance, 1e-3f) << "seed " << seed;
        EXPECT_LT(distance_to(mesh, nearest->position), 1e-3f) << "seed " << seed;
        EXPECT_NEAR(glm::length(nearest->normal), 1.0f, 1e-5f);
      }
    }
  }
}

TEST(RayScene, TellsTheNormalOfTheNearestFace) {
  const RayScene scene = scene_of({{0, box({-10, -10, -10}, {10, 10, 10})}});
  const auto above = scene.nearest_point(0, {1, 25, 2});
  ASSERT_TRUE(above);
  EXPECT_LT(glm::distance(above->position, {1, 10, 2}), 1e-5f);
  EXPECT_LT(glm::distance(above->normal, {0, 1, 0}), 1e-6f);
  EXPECT_FLOAT_EQ(above->distance, 15.0f);
  const auto inside = scene.nearest_point(0, {-8, 1, 2});
  EXPECT_LT(glm::distance(inside->normal, {-1, 0, 0}), 1e-6f);
}

// How far apart the surfaces of two boxes are.
float gap(glm::vec3 low_a, glm::vec3 high_a, glm::vec3 low_b, glm::vec3 high_b) {
  const glm::vec3 outside = glm::max(glm::max(low_a - high_b, low_b - high_a), glm::vec3(0.0f));
  if (glm::length(outside) > 0.0f) return glm::length(outside);
  const auto smallest = [](glm::vec3 v) { return std::min({v.x, v.y, v.z}); };
  const float b_in_a = smallest(glm::min(low_b - low_a, high_a - high_b));
  const float a_in_b = smallest(glm::min(low_a - low_b, high_b - high_a));
  return std::max({b_in_a, a_in_b, 0.0f});
}

TEST(RayScene, FindsExactlyTheBoxesWithinReach) {
  std::size_t all = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    std::vector<std::pair<glm::vec3, glm::vec3>> bounds;
    NumberedMeshes meshes;
    for (std::uint32_t i = 0; i < 25; ++i) {
      const glm::vec3 low = random.in_box(glm::vec3(-60), glm::vec3(60));
      bounds.emplace_back(low, low + random.in_box(glm::vec3(1), glm::vec3(50)));
      meshes.emplace_back(i, box(low, bounds.back().second));
    }
    const RayScene scene = scene_of(meshes);
    const float reach = random.between(0.0f, 12.0f);
    for (std::uint32_t i = 0; i < 25; ++i) {
      std::vector<std::uint32_t> expected;
      for (std::uint32_t k = 0; k < 25; ++k) {
        const float apart = gap(bounds[i].first, bounds[i].second, bounds[k].first, bounds[k].second);
        ASSERT_TRUE(apart == 0.0f || std::abs(apart - reach) > 1e-4f) << "an unlucky seed: " << seed;
        if (k != i && apart <= reach) expected.push_back(k);
      }
      EXPECT_EQ(scene.touching(i, reach), expected) << "seed " << seed << ", box " << i << ", reach " << reach;
      all += expected.size();
    }
  }
  EXPECT_GT(all, 1000u);
}

// The least value of a convex function over 0..1.
template <class Function>
double least(const Function& f) {
  double low = 0.0, high = 1.0;
  for (int step = 0; step < 60; ++step) {
    const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
    (f(a) < f(b) ? high : low) = f(a) < f(b) ? b : a;
  }
  return f(0.5 * (low + high));
}

// How far apart two triangles are: the distance of a triangle to a point that runs along an edge of the other one is
// a convex function, and the least of all six is the answer.
double gap_of_triangles(const MeshData& a, const MeshData& b) {
  double best = 1e30;
  for (const auto& [mine, other] : {std::pair(&a, &b), {&b, &a}}) {
    for (std::size_t k = 0; k < 3; ++k) {
      const glm::vec3 from = corner(*mine, 0, k), to = corner(*mine, 0, (k + 1) % 3);
      best = std::min(best, least([&](double t) {
                        return static_cast<double>(distance_to(*other, glm::mix(from, to, static_cast<float>(t))));
                      }));
    }
  }
  return best;
}

TEST(RayScene, KnowsHowFarApartTrianglesAre) {
  std::size_t met = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    const auto triangle = [&] {
      MeshData mesh;
      const glm::vec3 at = random.in_box(glm::vec3(-8), glm::vec3(8));
      const float size = random.between(2.0f, 40.0f);
      for (int k = 0; k < 3; ++k) mesh.positions.push_back(at + random.in_box(glm::vec3(-size), glm::vec3(size)));
      mesh.indices = {0, 1, 2};
      return mesh;
    };
    const MeshData a = triangle(), b = triangle();
    const auto gap = static_cast<float>(gap_of_triangles(a, b));
    const RayScene scene = scene_of({{0, a}, {1, b}});
    const auto touches = [&](float reach) { return !scene.touching(0, reach).empty(); };
    if (gap < 1e-3f) {
      ++met;
      EXPECT_TRUE(touches(2e-3f)) << "seed " << seed;
      continue;
    }
    EXPECT_TRUE(touches(gap + 2e-3f)) << "seed " << seed << ", " << gap << " mm apart";
    EXPECT_FALSE(touches(gap - 2e-3f)) << "seed " << seed << ", " << gap << " mm apart";
    EXPECT_EQ(scene.touching(1, gap + 2e-3f), std::vector<std::uint32_t>{0}) << "seed " << seed;
  }
  EXPECT_GT(met, 30u);
  EXPECT_LT(met, 370u);
}

TEST(RayScene, FindsSmallNeighboursOfLargeFacesFromBothSides) {
  const MeshData bar = tube({{{-300, 3, 0}, 2, 2}, {{300, 3, 0}, 2, 2}}, {0, 1, 0}, 8);
  const MeshData crossing = tube({{{0, 8, -300}, 2, 2}, {{0, 8, 300}, 2, 2}}, {0, 1, 0}, 8);
  const MeshData needle = tube({{{100, -50, 100}, 0.5f, 0.5f}, {{100, 50, 100}, 0.5f, 0.5f}}, {0, 0, 1}, 6);
  const RayScene scene = scene_of({{0, box({-200, -10, -200}, {200, 0, 200})}, {1, bar}, {2, crossing}, {3, needle}});
  using List = std::vector<std::uint32_t>;
  EXPECT_EQ(scene.touching(0, 0.9f), (List{3}));     // the needle goes through the plate
  EXPECT_EQ(scene.touching(0, 1.1f), (List{1, 3}));  // the bar lies 1 mm over it
  EXPECT_EQ(scene.touching(1, 1.1f), (List{0, 2}));  // two bars cross 1 mm apart
  EXPECT_EQ(scene.touching(2, 1.1f), (List{1}));
  EXPECT_EQ(scene.touching(3, 0.0f), (List{0}));
}

// A mesh with a hole has no inside: what is there is met, and nothing is made up for what is not.
TEST(RayScene, DoesNotCloseOpenMeshes) {
  const MeshData whole = box({-10, -10, -10}, {10, 10, 10});
  MeshData open;
  open.positions = whole.positions;
  for (std::size_t t = 0; t < whole.triangle_count(); ++t) {
    const bool top = corner(whole, t, 0).y > 9 && corner(whole, t, 1).y > 9 && corner(whole, t, 2).y > 9;
    for (std::size_t k = 0; k < 3 && !top; ++k) open.indices.push_back(whole.indices[3 * t + k]);
  }
  ASSERT_EQ(open.triangle_count(), 10u);
  const RayScene scene = scene_of({{0, open}});
  const Ray through_the_hole{{1, 50, 2}, {0, -1, 0}};
  const std::vector<RayHit> hits = scene.all_hits(through_the_hole);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_NEAR(hits[0].distance, 60.0f, 1e-3f);
  EXPECT_FALSE(hits[0].entering) << "the floor is met from within";
  EXPECT_TRUE(scene.all_hits({{1, 5, 2}, {0, 1, 0}}).empty()) << "out through the hole";
  const auto nearest = scene.nearest_point(0, {0, 12, 0});
  ASSERT_TRUE(nearest);
  EXPECT_NEAR(nearest->distance, std::hypot(10.0f, 2.0f), 1e-4f) << "the rim, not the missing lid";
}

TEST(RayScene, AnswersFromSeveralChunks) {
  const RayScene scene({chunk_scenes({{5, box({-1, -1, 10}, {1, 1, 12})}}),
                        chunk_scenes({{2, box({-1, -1, 20}, {1, 1, 22})}, {8, box({-1, -1, 30}, {1, 1, 32})}})});
  std::vector<std::uint32_t> order;
  for (const RayHit& hit : scene.all_hits({{0.2f, 0.1f, 0}, {0, 0, 1}})) order.push_back(hit.structure);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{5, 5, 2, 2, 8, 8}));
  EXPECT_TRUE(scene.has(5) && scene.has(2) && scene.has(8));
  EXPECT_FALSE(scene.has(0) || scene.has(3));
  EXPECT_NEAR(scene.nearest_point(8, {0, 0, 0})->distance, 30.0f, 1e-4f);
  EXPECT_EQ(scene.touching(2, 8.5f), (std::vector<std::uint32_t>{5, 8}));
}

TEST(RayScene, SharesChunksWithTheSceneBeforeIt) {
  const auto first = chunk_scenes({{0, box({-1, -1, 10}, {1, 1, 12})}});
  auto small = std::make_unique<RayScene>(std::vector<std::shared_ptr<const ChunkScenes>>{first});
  const RayScene grown({first, chunk_scenes({{1, box({-1, -1, 5}, {1, 1, 6})}})});
  small.reset();
  EXPECT_EQ(grown.nearest_hit({{0.2f, 0.1f, 0}, {0, 0, 1}})->structure, 1u);
  EXPECT_EQ(grown.all_hits({{0.2f, 0.1f, 0}, {0, 0, 1}}).size(), 4u);
}

TEST(RayScene, WithoutAnythingFindsNothing) {
  const RayScene scene;
  EXPECT_FALSE(scene.nearest_hit({{0, 0, 0}, {0, 0, 1}}));
  EXPECT_TRUE(scene.all_hits({{0, 0, 0}, {0, 0, 1}}).empty());
  EXPECT_FALSE(scene.nearest_point(0, {0, 0, 0}));
  EXPECT_TRUE(scene.touching(0, 100.0f).empty());
  EXPECT_FALSE(scene.has(0));
}

TEST(RayScene, MayBeAskedFromAllThreadsAtOnce) {
  Random random(5);
  const NumberedMeshes meshes = random_shapes(random, 10);
  const RayScene scene = scene_of(meshes);
  std::vector<Ray> rays;
  for (int k = 0; k < 300; ++k) rays.push_back(random_ray(random));
  std::vector<std::vector<std::size_t>> counts(4);
  std::vector<std::thread> threads;
  for (std::vector<std::size_t>& mine : counts) {
    threads.emplace_back([&] {
      for (const Ray& ray : rays) mine.push_back(scene.all_hits(ray).size() + scene.touching(3, 5.0f).size());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : counts) EXPECT_EQ(mine, counts[0]);
}

}  // namespace
}  // namespace palpate::test
