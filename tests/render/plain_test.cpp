// Pictures lit at vertices: drafts, and hurried ones from afar. They look like the others, only without patterns; where
// something must be seen at each pixel, they are not used.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace palpate::test {
namespace {

constexpr glm::ivec2 size(240, 240);

DrawQuality draft() {
  DrawQuality quality = DrawQuality::full();
  quality.plain = true;
  return quality;
}

Scene ball(Surface surface = Surface::plain) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 150.0f, 40), solid(red, surface));
  return scene;
}

double mean_difference(const Image& a, const Image& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.rgba.size(); ++i)
    sum += std::abs(static_cast<int>(a.rgba[i]) - static_cast<int>(b.rgba[i]));
  return sum / static_cast<double>(a.rgba.size());
}

TEST(PlainPicture, LooksLikeTheFullOne) {
  for (const Surface surface : {Surface::plain, Surface::bone, Surface::muscle, Surface::nerve}) {
    const Scene scene = ball(surface);
    EXPECT_LT(mean_difference(scene.quick(size), scene.quick(size, draft())), 3.0) << static_cast<int>(surface);
  }
}

TEST(PlainPicture, IsWhatAHurriedOneFromAfarIsAndNoneFromNear) {
  Scene scene = ball();
  const DrawQuality hurried;  // with a budget of triangles
  EXPECT_EQ(differing(scene.quick(size, hurried), scene.quick(size, draft())), 0u);
  EXPECT_GT(differing(scene.quick(size, hurried), scene.quick(size)), 0u);
  scene.list.camera.distance_mm = 300.0f;
  EXPECT_EQ(differing(scene.quick(size, hurried), scene.quick(size)), 0u);
}

TEST(PlainPicture, GivesWayWhereSomethingMustBeSeenAtEachPixel) {
  Scene painted = ball(Surface::skin);
  painted.list.paint.push_back({PaintStroke::Style::essential, {{{0, 0, 150}, 40.0f, {0, 0, 1}}}});
  EXPECT_EQ(differing(painted.quick(size), painted.quick(size, draft())), 0u);
  Scene glowing = ball();
  glowing.list.glows.push_back({{0, 0, 150}, 20.0f, 1.0f});
  EXPECT_EQ(differing(glowing.quick(size), glowing.quick(size, draft())), 0u);
  Scene textured;
  auto image = std::make_shared<Image>(Image{1, 1, {10, 200, 30, 255}});
  textured.add(flat_box({-100, -100, -10}, {100, 100, 0}), solid(red), image);
  EXPECT_EQ(differing(textured.quick(size), textured.quick(size, draft())), 0u);
}

}  // namespace
}  // namespace palpate::test
