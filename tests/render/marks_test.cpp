// What marks structures and places: outlines, glows, lines. Labels are left to the interface.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

constexpr glm::ivec2 size(240, 240);
constexpr float radius = 100.0f;

float outline_px() {  // of the ball's silhouette
  const float tangent = radius / std::sqrt(1000.0f * 1000.0f - radius * radius);
  return tangent * 1000.0f * pixels_a_mm(1000.0f, size.y);
}

class Outline : public testing::TestWithParam<std::uint8_t> {};

TEST_P(Outline, SurroundsTheStructureAndTouchesNothingElse) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 48), solid(grey));
  scene.add(sphere({-150, -150, 0}, 25.0f, 24), solid(grey));
  const Image plain = scene.quick(size);
  scene.list.states[0].emphasis = GetParam();
  const Image marked = scene.quick(size);
  const float edge = outline_px();
  for (int degrees = 0; degrees < 360; degrees += 3) {
    const float angle = static_cast<float>(degrees) * std::numbers::pi_v<float> / 180.0f;
    bool found = false;
    for (float r = edge - 1.0f; r < edge + 4.0f; r += 0.5f) {
      const int x = static_cast<int>(120.0f + r * std::cos(angle)), y = static_cast<int>(120.0f - r * std::sin(angle));
      found = found || differs(plain, marked, x, y, 12);
    }
    EXPECT_TRUE(found) << "no outline at " << degrees << " degrees";
  }
  for (int y = 0; y < size.y; ++y) {
    for (int x = 0; x < size.x; ++x) {
      const float r = std::hypot(static_cast<float>(x) - 119.5f, static_cast<float>(y) - 119.5f);
      const bool far_from_it = r < edge - 3.0f || r > edge + 5.0f;
      ASSERT_FALSE(far_from_it && differs(plain, marked, x, y)) << x << ", " << y;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Outline,
                         testing::Values(std::uint8_t{DrawState::selected}, std::uint8_t{DrawState::hovered},
                                         std::uint8_t{DrawState::hazard}),
                         [](const auto& emphasis) {
                           return emphasis.param == DrawState::selected  ? "TheSelection"
                                  : emphasis.param == DrawState::hovered ? "WhatIsUnderThePointer"
                                                                         : "AHazard";
                         });

TEST(Outlines, OfSelectionHoverAndHazardDiffer) {
  std::vector<Image> images;
  for (const auto emphasis : {DrawState::selected, DrawState::hovered, DrawState::hazard}) {
    Scene scene;
    scene.add(sphere({0, 0, 0}, radius, 48), solid(grey));
    scene.list.states[0].emphasis = emphasis;
    images.push_back(scene.quick(size));
  }
  EXPECT_GT(differing(images[0], images[1]), 200u);
  EXPECT_GT(differing(images[0], images[2]), 200u);
  EXPECT_GT(differing(images[1], images[2]), 200u);
}

TEST(Outlines, AreSeenThroughWhatLiesInFront) {
  // What is chosen must be found, also where it is covered.
  Scene scene;
  scene.add(sphere({0, 0, 0}, 50.0f, 32), solid(grey));
  scene.add(sphere({0, 0, 200}, 90.0f, 32), solid(blue));
  const Image plain = scene.quick(size);
  scene.list.states[0].emphasis = DrawState::selected;
  EXPECT_GT(differing(plain, scene.quick(size)), 100u);
}

TEST(Outlines, LeaveNothingBehindWhenAnotherStructureIsChosen) {
  // The large ball's mark covers the place of the small one and all around it.
  Scene scene;
  scene.add(sphere({0, 0, 0}, 150.0f, 48), solid(grey));
  scene.add(sphere({-60, 20, 160}, 25.0f, 24), solid(blue));
  scene.list.states[1].emphasis = DrawState::selected;
  Scene empty;
  (void)empty.quick({20, 20});  // what was marked before is forgotten with the size
  const Image wanted = scene.quick(size);
  Scene other = scene;
  for (const auto emphasis : {DrawState::selected, DrawState::hovered, DrawState::hazard}) {
    other.list.states[0].emphasis = emphasis;
    (void)other.quick(size);
    EXPECT_EQ(differing(scene.quick(size), wanted), 0u) << int{emphasis};
  }
}

TEST(Outlines, AtTheEdgeOfThePictureAndBehindTheEyeDoNoHarm) {
  Scene scene;
  scene.add(flat_box({-400, -400, -50}, {400, 400, 1500}), solid(grey));  // the eye is within it
  scene.list.states[0].emphasis = DrawState::selected;
  EXPECT_EQ(scene.quick(size).rgba.size(), 240u * 240u * 4u);
}

TEST(Target, AloneHasNoOutline) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 48), solid(grey));
  const Image plain = scene.quick(size);
  scene.list.states[0].emphasis = DrawState::target;
  EXPECT_EQ(differing(plain, scene.quick(size)), 0u);
}

TEST(Glow, BrightensItsSurroundings) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 48), solid(srgb(120, 50, 45), Surface::muscle));
  const Image dark = scene.quick(size);
  scene.list.glows.push_back({{0, 0, 95}, 12.0f, 1.0f});
  const Image lit = scene.quick(size);
  const float mm = pixels_a_mm(905.0f, size.y);
  const auto lift = [&](float inner, float outer) {
    return brightness(lit, ring(inner * mm, outer * mm)).mean - brightness(dark, ring(inner * mm, outer * mm)).mean;
  };
  EXPECT_GT(lift(0, 6), 25.0);
  EXPECT_GT(lift(6, 12), 8.0);
  EXPECT_GT(lift(0, 6), lift(12, 18)) << "it fades outwards";
  EXPECT_NEAR(lift(45, 60), 0.0, 0.01) << "and ends";
}

TEST(Glow, IsWeakerWithLessStrength) {
  double last = 1000.0;
  for (const float strength : {1.0f, 0.5f, 0.2f}) {
    Scene scene;
    scene.add(sphere({0, 0, 0}, radius, 48), solid(srgb(60, 30, 30)));
    scene.list.glows.push_back({{0, 0, 95}, 12.0f, strength});
    const double now = brightness(scene.quick(size), ring(0, 4)).mean;
    EXPECT_LT(now, last - 5.0);
    last = now;
  }
}

TEST(Glow, IsSeenThroughWhatCoversItButWeaker) {
  const auto lift = [](bool covered) {
    Scene scene;
    scene.add(sphere({0, 0, 0}, 40.0f, 24), solid(srgb(90, 40, 40)));
    scene.add(flat_box({-150, -150, 180}, {150, 150, 200}), solid(srgb(90, 40, 40)));
    if (!covered) scene.list.states[1].mode = DrawState::Mode::hidden;
    const double before = brightness(scene.quick(size), ring(0, 4)).mean;
    scene.list.glows.push_back({{0, 0, 38}, 12.0f, 1.0f});
    return brightness(scene.quick(size), ring(0, 4)).mean - before;
  };
  EXPECT_GT(lift(true), 8.0);
  EXPECT_GT(lift(false), lift(true) + 5.0);
}

TEST(Glow, TheChosenOneIsKeptAmongMany) {
  // It stands last in the list, behind its neighbours; there may be more than are drawn.
  Scene scene;
  scene.add(flat_box({-150, -150, -20}, {150, 150, 0}), solid(srgb(60, 30, 30)));
  const Image before = scene.quick(size);
  for (int i = 0; i < 20; ++i) scene.list.glows.push_back({{-100, -100, 2}, 10.0f, 0.3f});
  scene.list.glows.push_back({{0, 0, 2}, 10.0f, 1.0f});
  EXPECT_GT(brightness(scene.quick(size), ring(0, 4)).mean, brightness(before, ring(0, 4)).mean + 20.0);
}

TEST(Glow, BehindTheEyeIsNotSeen) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 48), solid(grey));
  const Image before = scene.quick(size);
  scene.list.glows.push_back({{0, 0, 1500}, 20.0f, 1.0f});
  EXPECT_EQ(differing(before, scene.quick(size)), 0u);
}

TEST(Lines, AreDrawnBetweenTheirEnds) {
  Scene scene;
  scene.list.bounds.include(glm::vec3(-100, -100, -100));
  scene.list.bounds.include(glm::vec3(100, 100, 100));
  const Image before = scene.quick(size);
  scene.list.lines.push_back({{-80, 0, 0}, {80, 0, 0}, 3.0f, {1, 1, 1, 1}});
  const Image image = scene.quick(size);
  const float mm = pixels_a_mm(1000.0f, size.y);
  for (int x = 0; x < size.x; ++x) {
    const float from_middle = std::abs(static_cast<float>(x) + 0.5f - 120.0f);
    const bool drawn = differs(image, before, x, 120);
    EXPECT_TRUE(drawn || from_middle >= 78.0f * mm) << x;
    EXPECT_FALSE(drawn && from_middle > 83.0f * mm + 2.0f) << x;
    EXPECT_FALSE(differs(image, before, x, 110));
    EXPECT_FALSE(differs(image, before, x, 130));
  }
}

TEST(Lines, AreFainterBehindSomethingSolid) {
  Scene scene;
  scene.add(flat_box({0, -150, 50}, {150, 150, 60}), solid(srgb(60, 60, 60)));  // covers the right half
  const Image before = scene.quick(size);
  scene.list.lines.push_back({{-90, 0, 0}, {90, 0, 0}, 4.0f, {1, 1, 1, 1}, 0.35f});
  const Image image = scene.quick(size);
  const double open = luminance(image, 80, 120) - luminance(before, 80, 120);
  const double behind = luminance(image, 160, 120) - luminance(before, 160, 120);
  EXPECT_GT(open, 80.0);
  EXPECT_GT(behind, 10.0) << "what lies behind is still to be seen";
  EXPECT_LT(behind, 0.8 * open);
}

TEST(Lines, ThatBeginBehindTheEyeAreCutThere) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 60.0f), solid(grey));
  scene.list.lines.push_back({{40, 0, 3000}, {40, 0, 0}, 3.0f, {1, 0, 0, 1}});
  scene.list.lines.push_back({{0, 40, 3000}, {0, 40, 2000}, 3.0f, {1, 0, 0, 1}});
  const Image image = scene.quick(size);
  // Nothing is smeared over the picture: its left half, where no line runs, is as without.
  scene.list.lines.clear();
  const Image before = scene.quick(size);
  for (int y = 0; y < size.y; ++y) {
    for (int x = 0; x < 110; ++x) ASSERT_FALSE(differs(image, before, x, y)) << x << ", " << y;
  }
}

TEST(Labels, AreNotTheRenderers) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 48), solid(grey));
  const Image before = scene.quick(size);
  scene.list.labels.push_back({{0, 0, 100}, "Trapezius", DrawLabel::Tone::zone});
  EXPECT_EQ(scene.quick(size).rgba, before.rgba);
}

}  // namespace
}  // namespace palpate::test
