// Glass shows what lies behind it, and itself.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

MeshData plate() {
  return flat_box({-120, -120, 90}, {120, 120, 100});
}
MeshData ball() {
  return sphere({0, 0, 0}, 50.0f, 32);
}

Image ball_behind(DrawState of_plate) {
  Scene scene;
  scene.add(ball(), solid(red));
  scene.add(plate(), of_plate);
  return scene.quick();
}

TEST(Glass, ShowsWhatLiesBehind) {
  Scene no_ball;
  no_ball.add(plate(), glass(blue, 0.3f));
  no_ball.list.bounds.include(glm::vec3(0, 0, -50));
  const Image with = ball_behind(glass(blue, 0.3f)), without = no_ball.quick();
  const auto middle = with.pixel(120, 120), bare = without.pixel(120, 120);
  EXPECT_GT(middle[0], bare[0] + 25) << "the red ball behind the glass is not seen";
  EXPECT_FALSE(differs(with, without, 60, 60)) << "beside the ball the glass is the same";
}

TEST(Glass, TintsWhatItCovers) {
  Scene alone;
  alone.add(ball(), solid(red));
  const auto bare = alone.quick().pixel(120, 120), behind = ball_behind(glass(blue, 0.4f)).pixel(120, 120);
  EXPECT_LT(behind[0], bare[0]);
  EXPECT_GT(behind[2], bare[2]);
}

TEST(Glass, HidesMoreTheMoreOpaqueItIs) {
  double last = 300.0;
  for (const float opacity : {0.1f, 0.3f, 0.5f, 0.7f, 0.9f}) {
    const auto middle = ball_behind(glass(blue, opacity)).pixel(120, 120);
    EXPECT_LT(middle[0], last) << opacity;
    last = middle[0];
  }
  const auto solid_plate = ball_behind(solid(blue)).pixel(120, 120);
  EXPECT_LT(solid_plate[0], last + 2);
}

TEST(Glass, InFrontOfItNothingChanges) {
  Scene scene;
  scene.add(sphere({0, 0, 200}, 40.0f, 32), solid(red));
  scene.add(plate(), glass(blue, 0.4f));
  Scene alone;
  alone.add(sphere({0, 0, 200}, 40.0f, 32), solid(red));
  alone.list.bounds = scene.list.bounds;
  const Image image = scene.quick(), bare = alone.quick();
  EXPECT_FALSE(differs(image, bare, 120, 120, 2));
  EXPECT_TRUE(differs(image, bare, 60, 60));
}

TEST(Glass, ShowsOnlyItsNearestSurface) {
  // Two panes of one structure darken no more than one: a ghosted muscle is not a pile of layers.
  MeshData pane = flat_box({-120, -120, 90}, {120, 120, 92});
  MeshData two = joined(pane, flat_box({-120, -120, 40}, {120, 120, 42}));
  Scene once, twice;
  once.add(pane, glass(blue, 0.4f));
  once.list.bounds.include(glm::vec3(0, 0, 40));
  twice.add(two, glass(blue, 0.4f));
  const auto difference = compare(once.quick(), twice.quick());
  EXPECT_LT(difference->mean, 0.2);
}

TEST(SkinGlass, LiesOverGlassWithin) {
  Scene scene;
  scene.add(ball(), glass(red, 0.8f));
  scene.add(sphere({0, 0, 0}, 110.0f, 32), skin_glass(srgb(214, 174, 147), 0.3f));
  Scene only_skin;
  only_skin.add(sphere({0, 0, 0}, 110.0f, 32), skin_glass(srgb(214, 174, 147), 0.3f));
  const Image image = scene.quick(), bare = only_skin.quick();
  EXPECT_TRUE(differs(image, bare, 120, 120, 10)) << "glass within the skin's glass is not seen";
  const auto p = image.pixel(120, 120);
  EXPECT_GT(p[0], p[2] + 20);
}

TEST(Glass, IsDenserAtItsEdge) {
  // So that a ghost keeps its shape.
  Scene scene;
  scene.add(sphere({0, 0, 0}, 100.0f, 48), glass(srgb(255, 255, 255), 0.15f));
  Scene empty;
  const Image image = scene.quick(), nothing = empty.quick();
  const float edge = 100.0f * pixels_a_mm(1000.0f, 240);
  const auto lift = [&](float inner, float outer) {
    return brightness(image, ring(inner, outer)).mean - brightness(nothing, ring(inner, outer)).mean;
  };
  EXPECT_GT(lift(0.9f * edge, 0.97f * edge), lift(0.0f, 0.3f * edge) + 5.0);
}

}  // namespace
}  // namespace palpate::test
