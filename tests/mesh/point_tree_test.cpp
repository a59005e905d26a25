// Nearest neighbours: the same answers as looking at every point.
#include "measure.h"

#include <palpate/mesh/point_tree.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace palpate::test {
namespace {

std::vector<glm::vec3> cloud(Random& random, std::uint32_t count) {
  std::vector<glm::vec3> points;
  for (std::uint32_t i = 0; i < count; ++i) {
    // Some lie on one plane, some on one place, as the vertices of real meshes do.
    glm::vec3 p = random.in_box(glm::vec3(-100), glm::vec3(100));
    if (i % 3 == 0) p.y = 7.0f;
    if (i % 10 == 0 && !points.empty()) p = points[random.below(static_cast<std::uint32_t>(points.size()))];
    points.push_back(p);
  }
  return points;
}

TEST(PointTree, FindsWhatLookingAtEveryPointFinds) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    const std::vector<glm::vec3> points = cloud(random, 1 + random.below(900));
    const PointTree tree(points);
    EXPECT_EQ(tree.points(), points);
    for (int q = 0; q < 60; ++q) {
      const glm::vec3 p = random.in_box(glm::vec3(-150), glm::vec3(150));
      float best = 1e30f;
      for (const glm::vec3 x : points) best = std::min(best, glm::distance(x, p));
      EXPECT_NEAR(tree.distance(p), best, 1e-3f) << "seed " << seed;
      EXPECT_NEAR(glm::distance(points[tree.nearest(p)], p), best, 1e-3f) << "seed " << seed;

      const float radius = random.between(1.0f, 80.0f);
      std::vector<std::uint32_t> found = {99999};  // what was in it goes
      tree.within(p, radius, found);
      std::sort(found.begin(), found.end());
      std::vector<std::uint32_t> expected;
      for (std::uint32_t i = 0; i < points.size(); ++i) {
        const float distance = glm::distance(points[i], p);
        ASSERT_GT(std::abs(distance - radius), 1e-5f) << "an unlucky seed: " << seed;
        if (distance < radius) expected.push_back(i);
      }
      EXPECT_EQ(found, expected) << "seed " << seed;
    }
  }
}

TEST(PointTree, OfNoPointsIsInfinitelyFarAway) {
  const PointTree tree(std::vector<glm::vec3>{});
  EXPECT_TRUE(tree.empty());
  EXPECT_TRUE(std::isinf(tree.distance({1, 2, 3})));
  std::vector<std::uint32_t> found = {1, 2};
  tree.within({0, 0, 0}, 1e6f, found);
  EXPECT_TRUE(found.empty());
}

TEST(PointTree, CanBeMoved) {
  PointTree first({{1, 0, 0}, {5, 0, 0}});
  PointTree second(std::move(first));
  EXPECT_EQ(second.nearest({4, 0, 0}), 1u);
  PointTree third({{9, 9, 9}});
  third = std::move(second);
  EXPECT_FLOAT_EQ(third.distance({0, 0, 0}), 1.0f);
}

TEST(PointTree, OfManyPointsAtOnePlaceFindsThemAll) {
  const PointTree tree(std::vector<glm::vec3>(100, glm::vec3(3, 4, 0)));
  std::vector<std::uint32_t> found;
  tree.within({3, 4, 0}, 0.1f, found);
  EXPECT_EQ(found.size(), 100u);
  EXPECT_FLOAT_EQ(tree.distance({0, 0, 0}), 5.0f);
}

}  // namespace
}  // namespace palpate::test
