// A picture comes at once and is then refined: when that ends, what stays the same, and how much is drawn.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace palpate::test {
namespace {

Scene two_balls() {
  Scene scene;
  scene.add(sphere({-40, 0, 0}, 90.0f, 32), solid(red, Surface::muscle));
  scene.add(sphere({60, 30, 60}, 70.0f, 32), solid(grey, Surface::bone));
  return scene;
}

TEST(Refining, EndsWhenThePictureHoldsAllItsSamples) {
  Scene scene = two_balls();
  Renderer& renderer = gl_renderer();
  renderer.sync(scene.geometry, scene.textures);
  const PictureId picture = renderer.create_picture();
  renderer.draw(picture, scene.list, {64, 64}, DrawQuality::full());
  EXPECT_EQ(renderer.stats().samples, 1u);
  std::uint32_t last = 0;
  std::size_t calls = 1;
  while (renderer.refine(picture)) {
    EXPECT_GT(renderer.stats().samples, last);
    last = renderer.stats().samples;
    ASSERT_LT(++calls, 100u) << "refining does not end";
  }
  EXPECT_EQ(renderer.stats().samples, samples_when_refined);
  const std::uint64_t passes = renderer.stats().passes_so_far;
  const Image image = renderer.read(picture);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(renderer.refine(picture));
  EXPECT_EQ(renderer.stats().passes_so_far, passes) << "a refined picture must cost nothing more";
  EXPECT_EQ(renderer.read(picture).rgba, image.rgba);
  renderer.destroy_picture(picture);
}

TEST(Refining, OfAPlainPictureIsOverAtOnce) {
  Scene scene = two_balls();
  Renderer& renderer = gl_renderer();
  renderer.sync(scene.geometry, scene.textures);
  const PictureId picture = renderer.create_picture();
  DrawQuality plain = DrawQuality::full();
  plain.plain = true;
  renderer.draw(picture, scene.list, {64, 64}, plain);
  const std::uint64_t passes = renderer.stats().passes_so_far;
  EXPECT_FALSE(renderer.refine(picture));
  EXPECT_EQ(renderer.stats().passes_so_far, passes);
  renderer.destroy_picture(picture);
}

TEST(Refining, BeginsAnewWithTheNextDraw) {
  Scene scene = two_balls();
  const Image wanted = scene.refined({96, 96});
  Renderer& renderer = gl_renderer();
  renderer.sync(scene.geometry, scene.textures);
  const PictureId picture = renderer.create_picture();
  DrawList other = scene.list;
  other.camera.yaw_deg = 70.0f;
  renderer.draw(picture, other, {96, 96}, DrawQuality::full());
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(renderer.refine(picture));
  renderer.draw(picture, scene.list, {96, 96}, DrawQuality::full());
  EXPECT_EQ(renderer.stats().samples, 1u);
  while (renderer.refine(picture)) {
  }
  EXPECT_EQ(renderer.read(picture).rgba, wanted.rgba) << "something of the picture before is left";
  renderer.destroy_picture(picture);
}

TEST(Refining, OfAnEmptyPictureThatWasNeverDrawnDoesNothing) {
  Renderer& renderer = gl_renderer();
  const PictureId picture = renderer.create_picture();
  const std::uint64_t passes = renderer.stats().passes_so_far;
  EXPECT_FALSE(renderer.refine(picture));
  EXPECT_EQ(renderer.stats().passes_so_far, passes);
  renderer.destroy_picture(picture);
}

TEST(Refining, ChangesLittle) {
  // Shadow and occlusion darken folds; the picture as a whole stays what it was.
  const Scene scene = two_balls();
  const auto difference = compare(scene.quick(), scene.refined());
  ASSERT_TRUE(difference);
  EXPECT_LT(difference->mean, 6.0);
  EXPECT_GT(difference->mean, 0.05) << "refining does nothing";
}

TEST(Refining, SmoothsEdges) {
  // A quick picture has two brightnesses at the edge of a flat shape, a refined one those between as well.
  Scene scene;
  MeshData wedge = flat_box({-90, -90, -5}, {90, 90, 5});
  for (glm::vec3& p : wedge.positions) p.y += 0.13f * p.x;
  scene.add(wedge, solid(srgb(250, 250, 250)));
  const auto between = [](const Image& image) {
    std::size_t count = 0;
    for (int x = 40; x < 200; ++x) {
      for (int y = 1; y + 1 < image.height / 2; ++y) {
        const double above = luminance(image, x, y - 1), here = luminance(image, x, y),
                     below = luminance(image, x, y + 1);
        if (below - above > 40.0 && here > above + 15.0 && here < below - 15.0) ++count;
      }
    }
    return count;
  };
  EXPECT_LT(between(scene.quick()), 15u);
  EXPECT_GT(between(scene.refined()), 40u);
}

TEST(SameList, GivesTheSamePictureToTheByte) {
  const Scene scene = two_balls();
  EXPECT_EQ(scene.quick().rgba, scene.quick().rgba);
  EXPECT_EQ(scene.refined().rgba, scene.refined().rgba);
}

TEST(SameList, GivesTheSamePictureWhateverWasDrawnBetween) {
  const Scene scene = two_balls();
  const Image before = scene.refined({120, 90});
  Scene other;
  other.add(sphere({0, 0, 0}, 150.0f), glass(blue, 0.5f));
  other.list.clip = glm::vec4(1, 0, 0, 10);
  other.list.glows.push_back({{0, 0, 0}, 40.0f, 1.0f});
  other.list.paint.push_back({PaintStroke::Style::entry, {{{0, 0, 150}, 30.0f, {0, 0, 1}}}});
  (void)other.refined({333, 77});
  EXPECT_EQ(scene.refined({120, 90}).rgba, before.rgba);
}

TEST(SamePictures, AreKeptApart) {
  // Two pictures refined in turns hold what each would hold alone.
  Scene scene = two_balls();
  const Image front = scene.refined({80, 80});
  DrawList from_left = scene.list;
  from_left.camera.yaw_deg = 90.0f;
  Renderer& renderer = gl_renderer();
  renderer.sync(scene.geometry, scene.textures);
  const PictureId a = renderer.create_picture(), b = renderer.create_picture();
  renderer.draw(a, scene.list, {80, 80}, DrawQuality::full());
  renderer.draw(b, from_left, {100, 60}, DrawQuality::full());
  bool more = true;
  while (more) {
    const bool first = renderer.refine(a), second = renderer.refine(b);
    more = first || second;
  }
  EXPECT_EQ(renderer.read(a).rgba, front.rgba);
  EXPECT_EQ(renderer.read(b).width, 100);
  EXPECT_NE(renderer.texture(a), 0u);
  EXPECT_NE(renderer.texture(a), renderer.texture(b));
  renderer.destroy_picture(a);
  renderer.destroy_picture(b);
}

TEST(Quality, FewerTrianglesAreDrawnWhenFewerAreAllowed) {
  Scene scene;
  scene.add(sphere({-80, 0, 0}, 70.0f, 90), solid(red), {}, true);
  scene.add(sphere({80, 0, 0}, 70.0f, 90), solid(blue), {}, true);
  Renderer& renderer = gl_renderer();
  std::uint64_t last = ~0ull;
  Image finest;
  for (const std::uint32_t most : {4'000'000u, 20'000u, 6'000u, 2'000u, 600u}) {
    DrawQuality quality;
    quality.most_triangles = most;
    const Image image = scene.quick({600, 600}, quality);
    const std::uint64_t drawn = renderer.stats().triangles;
    EXPECT_LE(drawn, most);
    EXPECT_LE(drawn, last);
    EXPECT_GT(drawn, 50u) << "something must be left";
    last = drawn;
    if (finest.rgba.empty()) finest = image;
    // Coarser, but the same picture.
    EXPECT_LT(compare(finest, image)->mean, 3.0) << most;
  }
  EXPECT_LT(last, 1000u);
}

TEST(Quality, ADistantBodyNeedsFewerTriangles) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 70.0f, 90), solid(red), {}, true);
  scene.list.camera.distance_mm = 600.0f;
  (void)scene.quick({600, 600});
  const std::uint64_t near = gl_renderer().stats().triangles;
  scene.list.camera.distance_mm = 9000.0f;
  (void)scene.quick({600, 600});
  EXPECT_LT(gl_renderer().stats().triangles, near / 4);
}

TEST(Quality, WhatLiesOutsideTheViewIsNotDrawn) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 70.0f), solid(red));
  (void)scene.quick();
  const std::uint64_t one = gl_renderer().stats().triangles;
  scene.add(sphere({3000, 0, 0}, 70.0f), solid(red));
  scene.add(sphere({0, 0, 3000}, 70.0f), solid(red));  // behind the eye
  (void)scene.quick();
  EXPECT_EQ(gl_renderer().stats().triangles, one);
}

TEST(Quality, ALowerResolutionKeepsTheSizeOfThePicture) {
  const Scene scene = two_balls();
  DrawQuality half;
  half.resolution = 0.5f;
  const Image coarse = scene.quick({300, 200}, half), fine = scene.quick({300, 200});
  ASSERT_EQ(coarse.width, 300);
  ASSERT_EQ(coarse.height, 200);
  const auto difference = compare(coarse, fine);
  EXPECT_LT(difference->mean, 4.0);
  EXPECT_GT(difference->max, 8) << "the resolution changes nothing";
}

}  // namespace
}  // namespace palpate::test
