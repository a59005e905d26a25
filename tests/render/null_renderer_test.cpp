// The renderer that draws nothing: it counts as the real one does, so that what stands above it can be tested.
#include "stage.h"

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

TEST(NullRenderer, CountsPassesAndSamplesAsTheRealOneDoes) {
  const auto null = make_null_renderer();
  Renderer& real = gl_renderer();
  const Scene scene;
  real.sync(scene.geometry, scene.textures);
  null->sync(scene.geometry, scene.textures);
  const std::uint64_t before = real.stats().passes_so_far;
  ASSERT_EQ(null->stats().passes_so_far, 0u);
  const PictureId a = null->create_picture(), b = real.create_picture();
  null->draw(a, scene.list, {30, 20}, DrawQuality::full());
  real.draw(b, scene.list, {30, 20}, DrawQuality::full());
  ASSERT_EQ(null->stats().samples, 1u);
  for (int i = 0; i < 40; ++i) {
    ASSERT_EQ(null->refine(a), real.refine(b)) << i;
    ASSERT_EQ(null->stats().samples, real.stats().samples) << i;
    ASSERT_EQ(null->stats().passes_so_far, real.stats().passes_so_far - before) << i;
  }
  ASSERT_EQ(null->stats().samples, samples_when_refined);
  real.destroy_picture(b);
  null->destroy_picture(a);
}

TEST(NullRenderer, RefinesNoPlainPicture) {
  const auto renderer = make_null_renderer();
  const PictureId picture = renderer->create_picture();
  DrawQuality plain;
  plain.plain = true;
  renderer->draw(picture, {}, {30, 20}, plain);
  EXPECT_FALSE(renderer->refine(picture));
  EXPECT_EQ(renderer->stats().passes_so_far, 1u);
}

TEST(NullRenderer, GivesPicturesOfTheRightSizeAndNoTexture) {
  const auto renderer = make_null_renderer();
  const PictureId picture = renderer->create_picture(), other = renderer->create_picture();
  EXPECT_FALSE(picture == other);
  renderer->draw(picture, {}, {30, 20}, DrawQuality::full());
  renderer->draw(other, {}, {5, 6}, DrawQuality::full());
  const Image image = renderer->read(picture);
  EXPECT_EQ(image.width, 30);
  EXPECT_EQ(image.height, 20);
  EXPECT_EQ(image.rgba.size(), 30u * 20u * 4u);
  EXPECT_EQ(renderer->read(other).height, 6);
  EXPECT_EQ(renderer->texture(picture), 0u);
  EXPECT_TRUE(renderer->reload_shaders());
  EXPECT_FALSE(renderer->description().empty());
}

}  // namespace
}  // namespace palpate::test
