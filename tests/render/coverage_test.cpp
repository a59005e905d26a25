// Which pixels a body covers: as many as perspective says, the nearer before the farther, the hidden never.
#include "shapes.h"
#include "stage.h"

#include <palpate/scene/camera_math.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

constexpr glm::ivec2 size(320, 240);

Image backdrop_of(const Scene& scene, glm::ivec2 at_size) {
  Scene empty;
  empty.list.camera = scene.list.camera;
  empty.list.backdrop = scene.list.backdrop;
  return empty.quick(at_size);
}

TEST(EmptyBody, GivesOnlyTheBackdrop) {
  Scene scene;
  scene.list.backdrop = {{0.6f, 0.5f, 0.4f}, {0.2f, 0.1f, 0.3f}};
  for (const Image& image : {scene.quick(size), scene.refined(size)}) {
    ASSERT_EQ(image.width, size.x);
    ASSERT_EQ(image.height, size.y);
    const auto middle = image.pixel(size.x / 2, size.y / 2), corner = image.pixel(0, size.y - 1);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const int i = static_cast<int>(channel);
      EXPECT_NEAR(middle[channel], 255.0f * scene.list.backdrop.centre[i], 3.0f);
      EXPECT_NEAR(corner[channel], 255.0f * scene.list.backdrop.edge[i], 12.0f);
    }
    EXPECT_EQ(middle[3], 255);
  }
  EXPECT_EQ(gl_renderer().stats().triangles, 0u);
}

struct Ball {
  glm::vec3 centre;
  float radius, distance;
};

class BallCoverage : public testing::TestWithParam<Ball> {};

TEST_P(BallCoverage, IsThatOfTheRaysThatMeetIt) {
  const auto [centre, radius, distance] = GetParam();
  Scene scene;
  scene.list.camera.distance_mm = distance;
  scene.add(sphere(centre, radius, 64), solid(green));
  const Image image = scene.quick(size), empty = backdrop_of(scene, size);
  std::size_t expected = 0, both = 0;
  for (int y = 0; y < size.y; ++y) {
    for (int x = 0; x < size.x; ++x) {
      const Ray ray = ray_through(scene.list.camera, glm::vec2(x, y) + 0.5f, glm::vec2(size));
      const float along = glm::dot(centre - ray.origin, ray.direction);
      const bool meets = glm::distance(ray.origin + along * ray.direction, centre) < radius;
      expected += meets ? 1 : 0;
      both += meets && differs(image, empty, x, y) ? 1 : 0;
    }
  }
  const auto covered = static_cast<double>(differing(image, empty));
  EXPECT_NEAR(covered, static_cast<double>(expected), 0.01 * static_cast<double>(expected) + 2.0);
  EXPECT_GT(static_cast<double>(both), 0.98 * static_cast<double>(expected)) << "it is not where it should be";
}

INSTANTIATE_TEST_SUITE_P(Places, BallCoverage,
                         testing::Values(Ball{{0, 0, 0}, 100, 1000}, Ball{{0, 0, 0}, 150, 1000},
                                         Ball{{0, 0, 0}, 300, 2500}, Ball{{130, 60, 0}, 70, 1000},
                                         Ball{{-120, -90, 200}, 60, 1000}, Ball{{0, 0, -2000}, 300, 1000}));

// The silhouette of a ball is a circle where lines from the eye touch it: its radius on the picture is larger than
// that of its middle section.
TEST(Coverage, OfABallInTheMiddleIsTheClosedForm) {
  Scene scene;
  scene.list.camera.distance_mm = 500.0f;
  const double radius = 80.0;
  scene.add(sphere({0, 0, 0}, 80.0f, 96), solid(red));
  const double tangent = std::tan(double{field_of_view_deg} * 0.5 * std::numbers::pi / 180.0);
  const double outline = radius / std::sqrt(500.0 * 500.0 - radius * radius) / tangent * 0.5 * size.y;
  const double area = std::numbers::pi * outline * outline;
  EXPECT_NEAR(static_cast<double>(differing(scene.quick(size), backdrop_of(scene, size))), area, 0.01 * area);
}

TEST(Coverage, HoldsInTheRefinedPicture) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 120.0f, 64), solid(red));
  const auto quick = static_cast<double>(differing(scene.quick(size), backdrop_of(scene, size)));
  Scene empty;
  const auto refined = static_cast<double>(differing(scene.refined(size), empty.refined(size)));
  // Pixels of the edge are covered in part.
  EXPECT_NEAR(refined, quick, 0.05 * quick);
  EXPECT_GE(refined, quick * 0.995);
}

TEST(Depth, NearerHidesFartherInWhateverOrderTheyCome) {
  for (const bool near_first : {true, false}) {
    Scene scene;
    const auto add_near = [&] { scene.add(sphere({0, 0, 200}, 40.0f, 24), solid(red)); };
    const auto add_far = [&] { scene.add(sphere({0, 0, -200}, 120.0f, 24), solid(blue)); };
    if (near_first) add_near();
    add_far();
    if (!near_first) add_near();
    const Image image = scene.quick();
    const auto middle = image.pixel(120, 120), beside = image.pixel(120 + 38, 120);
    EXPECT_GT(middle[0], 2 * middle[2]) << "the near red ball must be seen in the middle";
    EXPECT_GT(beside[2], beside[0] + 40) << "the far blue ball must be seen beside it";
  }
}

TEST(Depth, IsKeptBetweenStructuresThatCross) {
  // Two boxes through each other: each is seen where it is the nearer one.
  Scene scene;
  scene.add(flat_box({-100, -60, -20}, {100, 60, 20}), solid(red));
  scene.add(flat_box({-40, -100, -60}, {40, 100, 60}), solid(blue));
  const Image image = scene.quick();
  EXPECT_GT(image.pixel(120, 120)[2], image.pixel(120, 120)[0]);
  EXPECT_GT(image.pixel(168, 120)[0], image.pixel(168, 120)[2]);
  EXPECT_GT(image.pixel(120, 40)[2], image.pixel(120, 40)[0]);
}

TEST(Hidden, StructuresAreNotDrawn) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 100.0f), solid(red));
  const std::uint32_t other = scene.add(sphere({0, 0, 150}, 60.0f), solid(green));
  Scene alone;
  alone.add(sphere({0, 0, 0}, 100.0f), solid(red));
  alone.list.bounds = scene.list.bounds;
  scene.list.states[other].mode = DrawState::Mode::hidden;
  // Hidden is hidden, whatever else is said about the structure.
  scene.list.states[other].emphasis = DrawState::selected | DrawState::hovered | DrawState::hazard | DrawState::target;
  EXPECT_EQ(scene.quick().rgba, alone.quick().rgba);
  EXPECT_EQ(scene.refined().rgba, alone.refined().rgba);
}

TEST(Hidden, AreStructuresThatTheListDoesNotKnow) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 100.0f), solid(red));
  scene.add(sphere({0, 150, 0}, 60.0f), solid(green));
  Scene alone;
  alone.add(sphere({0, 0, 0}, 100.0f), solid(red));
  scene.list.states.pop_back();
  scene.list.bounds = alone.list.bounds;
  EXPECT_EQ(scene.quick().rgba, alone.quick().rgba);
}

TEST(Picture, HasItsFirstRowAtTheTopAndTheBodysLeftOnTheRight) {
  Scene scene;
  scene.add(sphere({60, 80, 0}, 30.0f), solid(red));  // left and up, seen from the front
  const Image image = scene.quick(), empty = backdrop_of(scene, {240, 240});
  for (int y = 0; y < 240; y += 7) {
    for (int x = 0; x < 240; x += 7) {
      EXPECT_TRUE(!differs(image, empty, x, y) || (x > 120 && y < 120)) << x << ", " << y;
    }
  }
  EXPECT_GT(differing(image, empty), 500u);
}

}  // namespace
}  // namespace palpate::test
