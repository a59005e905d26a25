// Registration: a body in another pose, size or place comes into the canonical frame by landmarks.
#include "measure.h"

#include <palpate/atlas/registration.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/gtc/matrix_transform.hpp>

#include <cmath>

namespace palpate::test {
namespace {

using ::testing::HasSubstr;

std::vector<glm::vec3> spread(Random& random, std::size_t count) {
  std::vector<glm::vec3> points;
  for (std::size_t i = 0; i < count; ++i)
    points.push_back(random.in_box(glm::vec3(-300, 0, -150), glm::vec3(300, 1700, 150)));
  return points;
}

template <class Map>
std::vector<glm::vec3> through(const std::vector<glm::vec3>& points, const Map& map) {
  std::vector<glm::vec3> out;
  for (const glm::vec3 p : points) out.push_back(map(p));
  return out;
}

struct Similarity {
  glm::mat3 turn{1.0f};
  float scale = 1.0f;
  glm::vec3 shift{0.0f};
  glm::vec3 operator()(glm::vec3 p) const { return scale * (turn * p) + shift; }
};

Similarity random_similarity(Random& random) {
  const glm::mat4 turn = glm::rotate(glm::mat4(1.0f), random.between(-3.0f, 3.0f), random.direction());
  return {glm::mat3(turn), random.between(0.3f, 3.0f), random.in_box(glm::vec3(-500), glm::vec3(500))};
}

TEST(Registration, OfNothingIsTheIdentity) {
  const Registration none;
  EXPECT_TRUE(none.identity());
  EXPECT_EQ(none({1, 2, 3}), glm::vec3(1, 2, 3));
}

TEST(Registration, RecoversTurnScaleAndShiftFromFewAndFromManyLandmarks) {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const Similarity truth = random_similarity(random);
    const std::vector<glm::vec3> from = spread(random, 3 + seed % 10);
    const auto fitted = Registration::fit(from, through(from, truth));
    ASSERT_TRUE(fitted) << "seed " << seed << ": " << fitted.error().text();
    EXPECT_FALSE(fitted->identity());
    EXPECT_LT(fitted->residual_mm(), 0.05f) << "seed " << seed;
    for (const glm::vec3 p : spread(random, 20))
      EXPECT_LT(glm::distance((*fitted)(p), truth(p)), 0.3f) << "seed " << seed << ", " << from.size() << " landmarks";
  }
}

TEST(Registration, NeverMirrors) {
  const std::vector<glm::vec3> from = {{0, 0, 0}, {100, 0, 0}, {0, 100, 0}, {0, 0, 100}};
  const auto fitted = Registration::fit(from, through(from, [](glm::vec3 p) { return glm::vec3(-p.x, p.y, p.z); }));
  ASSERT_TRUE(fitted);
  const glm::vec3 o = (*fitted)({0, 0, 0});
  const float handed =
      glm::dot(glm::cross((*fitted)({1, 0, 0}) - o, (*fitted)({0, 1, 0}) - o), (*fitted)({0, 0, 1}) - o);
  EXPECT_GT(handed, 0.0f) << "left and right would be exchanged";
  EXPECT_GT(fitted->residual_mm(), 10.0f) << "and it says that it does not fit";
}

TEST(Registration, MeetsSixOrMoreLandmarksExactly) {
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const std::vector<glm::vec3> from = spread(random, 6 + seed);
    std::vector<glm::vec3> to = through(from, random_similarity(random));
    for (glm::vec3& p : to) p += random.in_box(glm::vec3(-40), glm::vec3(40));
    const auto fitted = Registration::fit(from, to);
    ASSERT_TRUE(fitted) << "seed " << seed;
    for (std::size_t i = 0; i < from.size(); ++i)
      EXPECT_LT(glm::distance((*fitted)(from[i]), to[i]), 0.1f) << "seed " << seed << ", landmark " << i;
    EXPECT_GT(fitted->residual_mm(), 1.0f) << "what the similarity alone leaves";
  }
}

TEST(Registration, BendsSmoothlyBetweenLandmarks) {
  // A regular grid, of which one landmark in the middle is 20 mm off.
  std::vector<glm::vec3> from, to;
  for (int x = -1; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      for (int z = -1; z <= 1; ++z) from.emplace_back(200 * x, 200 * y, 200 * z);
    }
  }
  to = from;
  to[13] += glm::vec3(20, 0, 0);
  const auto fitted = Registration::fit(from, to);
  ASSERT_TRUE(fitted);
  float before = 21.0f;
  for (float y = 0.0f; y <= 200.0f; y += 20.0f) {
    const float off = (*fitted)({0, y, 0}).x;
    EXPECT_LT(off, before) << "it grows less with distance: " << y;
    EXPECT_GT(off, -3.0f);
    before = off;
  }
}

TEST(Registration, WithFewLandmarksDoesNotBend) {
  const std::vector<glm::vec3> from = {{0, 0, 0}, {100, 0, 0}, {0, 100, 0}, {0, 0, 100}, {70, 70, 70}};
  std::vector<glm::vec3> to = from;
  to[4] += glm::vec3(9, 0, 0);
  const auto fitted = Registration::fit(from, to);
  ASSERT_TRUE(fitted);
  const auto& f = *fitted;
  // Affine: the middle of two points goes to the middle of theirs.
  EXPECT_LT(glm::distance(f({50, 40, 30}), 0.5f * (f({0, 80, 0}) + f({100, 0, 60}))), 1e-3f);
  EXPECT_GT(glm::distance(f(from[4]), to[4]), 1.0f);
  EXPECT_GT(f.residual_mm(), 0.5f);
  EXPECT_LT(f.residual_mm(), 9.0f);
}

TEST(Registration, RefusesTooFewLandmarksAndLandmarksOnOneLine) {
  const std::vector<glm::vec3> two = {{0, 0, 0}, {1, 0, 0}};
  const auto few = Registration::fit(two, two);
  ASSERT_FALSE(few);
  EXPECT_THAT(few.error().text(), HasSubstr("2 landmarks are too few"));
  EXPECT_THAT(few.error().hint, HasSubstr("three"));

  const std::vector<glm::vec3> line = {{0, 0, 0}, {10, 10, 10}, {20, 20, 20}, {50, 50, 50}};
  const std::vector<glm::vec3> plane = {{0, 0, 0}, {100, 0, 0}, {0, 100, 0}, {50, 80, 0}};
  for (const auto& [from, to] : {std::pair(line, plane), {plane, line}}) {
    const auto fitted = Registration::fit(from, to);
    ASSERT_FALSE(fitted);
    EXPECT_THAT(fitted.error().text(), HasSubstr("on one line"));
    EXPECT_THAT(fitted.error().hint, HasSubstr("Add one"));
  }
  EXPECT_TRUE(Registration::fit(plane, plane)) << "a plane tells all but a reflection, which does not occur";
  EXPECT_FALSE(Registration::fit(plane, two)) << "as many here as there";
}

TEST(Registration, CopesWithDoubledLandmarks) {
  Random random(4);
  std::vector<glm::vec3> from = spread(random, 8);
  from.push_back(from[2]);
  const auto fitted = Registration::fit(from, from);
  ASSERT_TRUE(fitted);
  const glm::vec3 p(10, 900, 20);
  EXPECT_LT(glm::distance((*fitted)(p), p), 0.5f);
}

}  // namespace
}  // namespace palpate::test
