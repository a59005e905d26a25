// Pictures of every size, both themes, and that OpenGL has nothing to complain about.
#include "shapes.h"
#include "stage.h"

#include <palpate/scene/camera_math.h>

#include <gtest/gtest.h>

#include <epoxy/gl.h>

namespace palpate::test {
namespace {

// Something of everything that can be drawn.
Scene everything() {
  Scene scene;
  scene.add(sphere({-60, 0, 0}, 60.0f, 32), solid(red, Surface::muscle), {}, true);
  scene.add(sphere({40, 40, 0}, 40.0f, 24), solid(grey, Surface::bone));
  scene.add(sphere({40, -60, 20}, 40.0f, 24), glass(blue, 0.4f));
  scene.add(sphere({0, 0, 0}, 130.0f, 32), skin_glass(srgb(214, 174, 147), 0.2f));
  scene.add(flat_box({90, 90, 0}, {130, 130, 20}), solid(grey),
            std::make_shared<const Image>(Image{1, 1, {200, 90, 20, 255}}));
  scene.list.states[0].emphasis = DrawState::selected | DrawState::target;
  scene.list.states[1].emphasis = DrawState::hazard;
  scene.list.states[2].emphasis = DrawState::hovered;
  scene.list.glows.push_back({{-60, 0, 50}, 10.0f, 1.0f});
  scene.list.paint.push_back({PaintStroke::Style::essential, {{{0, 0, 130}, 20.0f, {0, 0, 1}}}});
  scene.list.paint.push_back({PaintStroke::Style::entry, {{{40, 0, 124}, 10.0f, {0.3f, 0, 0.95f}}}});
  scene.list.lines.push_back({{-100, -100, 100}, {100, 100, 100}, 2.0f, {1, 1, 1, 1}});
  scene.list.clip = glm::vec4(0, 0, 1, 100);
  return scene;
}

class Size : public testing::TestWithParam<glm::ivec2> {};

TEST_P(Size, GivesAPictureOfExactlyThatSize) {
  const Scene scene = everything();
  const glm::ivec2 size = GetParam();
  for (const Image& image : {scene.quick(size), scene.refined(size)}) {
    EXPECT_EQ(image.width, size.x);
    EXPECT_EQ(image.height, size.y);
    ASSERT_EQ(image.rgba.size(), static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * 4);
    // The right and lower edge are drawn too: nowhere is it black or clear.
    for (const glm::ivec2 at : {glm::ivec2(0, 0), size - 1, glm::ivec2(size.x - 1, 0), glm::ivec2(0, size.y - 1)}) {
      EXPECT_GT(luminance(image, at.x, at.y), 20.0) << at.x << ", " << at.y;
      EXPECT_EQ(image.pixel(at.x, at.y)[3], 255);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Size,
                         testing::Values(glm::ivec2(1, 1), glm::ivec2(1, 200), glm::ivec2(300, 1), glm::ivec2(2, 3),
                                         glm::ivec2(333, 217), glm::ivec2(641, 99), glm::ivec2(2048, 17)));

TEST(Size, OfNothingIsOnePixel) {
  const Scene scene = everything();
  const Image image = scene.quick({0, -5});
  EXPECT_EQ(image.width, 1);
  EXPECT_EQ(image.height, 1);
}

TEST(Size, MayChangeFromPictureToPicture) {
  const Scene scene = everything();
  const Image first = scene.refined({200, 150});
  (void)scene.quick({50, 300});
  (void)scene.quick({1, 1});
  EXPECT_EQ(scene.refined({200, 150}).rgba, first.rgba);
}

TEST(Size, BeyondWhatTheDriverCanIsNoCrash) {
  // There is no such picture; the next one is whole again.
  const Scene scene = everything();
  const Image before = scene.quick({120, 90});
  GLint most = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
  const Image image = scene.quick({most + 1, 16});
  EXPECT_EQ(image.rgba.size(), static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
  while (glGetError() != GL_NO_ERROR) {
  }
  EXPECT_EQ(scene.quick({120, 90}).rgba, before.rgba);
}

TEST(OpenGl, HasNoComplaints) {
  Scene scene = everything();
  while (glGetError() != GL_NO_ERROR) {
  }
  (void)scene.refined({160, 120});
  EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
  scene.list.clip.reset();
  scene.list.light_theme = true;
  (void)scene.refined({160, 120});
  DrawQuality coarse;
  coarse.resolution = 0.5f;
  coarse.plain = true;
  (void)scene.quick({160, 120}, coarse);
  Scene empty;
  (void)empty.refined({160, 120});
  EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

TEST(OpenGl, IsLeftWithTheDefaultFramebuffer) {
  // What the interface draws next goes to the window.
  (void)everything().refined({64, 64});
  GLint bound = -1;
  Scene scene = everything();
  Renderer& renderer = gl_renderer();
  renderer.sync(scene.geometry, scene.textures);
  const PictureId picture = renderer.create_picture();
  renderer.draw(picture, scene.list, {64, 64}, DrawQuality::full());
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  EXPECT_EQ(bound, 0);
  (void)renderer.refine(picture);
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  EXPECT_EQ(bound, 0);
  renderer.destroy_picture(picture);
}

TEST(Theme, LightHasALightBackdropAndADarkerOutline) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 80.0f, 32), solid(grey));
  scene.list.states[0].emphasis = DrawState::selected;
  const Image dark = scene.quick();
  scene.list.light_theme = true;
  scene.list.backdrop = {{0.975f, 0.97f, 0.96f}, {0.92f, 0.91f, 0.89f}};
  const Image light = scene.quick();
  EXPECT_LT(luminance(dark, 4, 4), 90.0);
  EXPECT_GT(luminance(light, 4, 4), 215.0);
  // The outline stands out from either ground.
  const float edge = 80.0f / std::sqrt(1e6f - 6400.0f) * 1000.0f * pixels_a_mm(1000.0f, 240);
  const auto rim = ring(edge, edge + 1.5f), beyond = ring(edge + 6.0f, edge + 10.0f);
  EXPECT_LT(brightness(light, rim).mean, brightness(light, beyond).mean - 40.0);
  EXPECT_GT(std::abs(brightness(dark, rim).mean - brightness(dark, beyond).mean), 15.0);
}

TEST(Camera, PictureAgreesWithWhereThePointerFindsThings) {
  // What `on_screen` says about a place is where the renderer draws it, for every view.
  for (const auto& [yaw, pitch] :
       {std::pair(0.0f, 0.0f), {90.0f, 0.0f}, {180.0f, 20.0f}, {-37.0f, -60.0f}, {0.0f, 90.0f}}) {
    Scene scene;
    const glm::vec3 place(50, -30, 40);
    scene.add(sphere(place, 12.0f), solid(srgb(250, 250, 250)));
    scene.list.bounds.include(glm::vec3(-200));
    scene.list.bounds.include(glm::vec3(200));
    scene.list.camera.yaw_deg = yaw;
    scene.list.camera.pitch_deg = pitch;
    const auto at = on_screen(scene.list.camera, place, {321, 203});
    ASSERT_TRUE(at);
    const Image image = scene.quick({321, 203});
    Scene empty;
    const Image nothing = empty.quick({321, 203});
    glm::vec2 sum(0.0f);
    float count = 0.0f;
    for (int y = 0; y < 203; ++y) {
      for (int x = 0; x < 321; ++x) {
        if (!differs(image, nothing, x, y)) continue;
        sum += glm::vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
        count += 1.0f;
      }
    }
    ASSERT_GT(count, 20.0f);
    EXPECT_NEAR(sum.x / count, at->x, 0.6f);
    EXPECT_NEAR(sum.y / count, at->y, 0.6f);
  }
}

}  // namespace
}  // namespace palpate::test
