// Pain painted on the skin: essential is solid, spillover is dotted, also where there is no colour; and the ring
// where a needle enters.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace palpate::test {
namespace {

constexpr float distance_mm = 400.0f;
constexpr glm::ivec2 size(320, 320);
const std::uint32_t skin_colour = srgb(214, 174, 147);

Scene skin(DrawState::Mode mode = DrawState::Mode::solid) {
  Scene scene;
  scene.list.camera.distance_mm = distance_mm;
  DrawState state = solid(skin_colour, Surface::skin);
  state.mode = mode;
  state.opacity = 60;
  scene.add(flat_box({-200, -200, -20}, {200, 200, 0}), state);
  return scene;
}

PaintStroke dab(PaintStroke::Style style, float radius, glm::vec3 at = {0, 0, 0}, glm::vec3 normal = {0, 0, 1}) {
  return {style, {{at, radius, normal}}};
}

float px(float mm) {
  return mm * pixels_a_mm(distance_mm, size.y);
}

class Paint : public testing::TestWithParam<DrawState::Mode> {
 protected:
  Image bare() const { return skin(GetParam()).quick(size); }
  Image with(PaintStroke stroke) const {
    Scene scene = skin(GetParam());
    scene.list.paint.push_back(std::move(stroke));
    return scene.quick(size);
  }
};

INSTANTIATE_TEST_SUITE_P(Skin, Paint, testing::Values(DrawState::Mode::solid, DrawState::Mode::skin_glass),
                         [](const auto& mode) { return mode.param == DrawState::Mode::solid ? "Solid" : "Glass"; });

TEST_P(Paint, LiesOnItsStrokeAndNowhereElse) {
  const Image before = bare();
  for (const auto style : {PaintStroke::Style::essential, PaintStroke::Style::spillover, PaintStroke::Style::entry}) {
    const Image image = with(dab(style, 30.0f));
    for (int y = 0; y < size.y; y += 2) {
      for (int x = 0; x < size.x; x += 2) {
        const float from_middle =
            std::hypot(static_cast<float>(x) + 0.5f - 160.0f, static_cast<float>(y) + 0.5f - 160.0f);
        ASSERT_FALSE(from_middle > px(33.0f) && differs(image, before, x, y, 2)) << x << ", " << y;
      }
    }
    EXPECT_GT(differing(image, before), 300u) << static_cast<int>(style);
  }
}

TEST_P(Paint, EssentialIsSolid) {
  const Image before = bare(), image = with(dab(PaintStroke::Style::essential, 30.0f));
  const auto inside = ring(0, px(26.0f));
  EXPECT_LT(brightness(image, inside).deviation, 4.0);
  EXPECT_GT(std::abs(brightness(image, inside).mean - brightness(before, inside).mean), 20.0);
  const auto middle = image.pixel(160, 160);
  EXPECT_GT(middle[0], middle[1] + 60) << "pain is crimson";
  EXPECT_GT(middle[0], middle[2] + 40);
}

TEST_P(Paint, SpilloverIsDotted) {
  const Image before = bare(), image = with(dab(PaintStroke::Style::spillover, 30.0f));
  // Painted and unpainted pixels stand beside each other, both many.
  std::size_t painted = 0, free = 0;
  for (int y = 0; y < size.y; ++y) {
    for (int x = 0; x < size.x; ++x) {
      if (std::hypot(static_cast<float>(x) - 160.0f, static_cast<float>(y) - 160.0f) > px(26.0f)) continue;
      differs(image, before, x, y, 8) ? ++painted : ++free;
    }
  }
  const double share = static_cast<double>(painted) / static_cast<double>(painted + free);
  EXPECT_GT(share, 0.15);
  EXPECT_LT(share, 0.70);
}

TEST_P(Paint, EssentialAndSpilloverDifferInGreyToo) {
  const auto inside = ring(0, px(26.0f));
  const Brightness essential = brightness(with(dab(PaintStroke::Style::essential, 30.0f)), inside),
                   spillover = brightness(with(dab(PaintStroke::Style::spillover, 30.0f)), inside);
  EXPECT_GT(spillover.deviation, 3.0 * essential.deviation + 5.0);
}

TEST_P(Paint, EntryIsARingWithAFreeMiddle) {
  const Image before = bare(), image = with(dab(PaintStroke::Style::entry, 20.0f));
  const auto change = [&](float inner, float outer) {
    std::size_t count = 0, all = 0;
    for (int y = 0; y < size.y; ++y) {
      for (int x = 0; x < size.x; ++x) {
        const float r = std::hypot(static_cast<float>(x) + 0.5f - 160.0f, static_cast<float>(y) + 0.5f - 160.0f);
        if (r < px(inner) || r >= px(outer)) continue;
        ++all;
        count += differs(image, before, x, y, 8) ? 1 : 0;
      }
    }
    return static_cast<double>(count) / static_cast<double>(all);
  };
  EXPECT_GT(change(18.6f, 20.2f), 0.8) << "the ring itself";
  EXPECT_LT(change(0.0f, 17.0f), 0.6) << "within it the skin is still to be seen";
  EXPECT_EQ(change(24.0f, 40.0f), 0.0);
}

TEST_P(Paint, EntryIsSeenOnPainToo) {
  Scene scene = skin(GetParam());
  scene.list.paint.push_back(dab(PaintStroke::Style::essential, 40.0f));
  const Image pain = scene.quick(size);
  scene.list.paint.push_back(dab(PaintStroke::Style::entry, 20.0f));
  const Image both = scene.quick(size);
  const auto on_ring = ring(px(18.8f), px(20.0f));
  EXPECT_GT(brightness(both, on_ring).mean, brightness(pain, on_ring).mean + 20.0) << "light on dark";
}

TEST_P(Paint, IsTheSameInWhateverOrderTheStrokesCome) {
  Scene scene = skin(GetParam());
  scene.list.paint = {dab(PaintStroke::Style::essential, 20.0f, {-10, 0, 0}),
                      dab(PaintStroke::Style::spillover, 35.0f, {15, 5, 0})};
  const Image one = scene.quick(size);
  std::swap(scene.list.paint[0], scene.list.paint[1]);
  const auto difference = compare(one, scene.quick(size));
  EXPECT_LE(difference->max, 2);
}

TEST(PaintStrokes, ReachFromPointToPoint) {
  Scene scene = skin();
  const Image before = scene.quick(size);
  scene.list.paint.push_back(
      {PaintStroke::Style::essential, {{{-40, 0, 0}, 8, {0, 0, 1}}, {{40, 0, 0}, 16, {0, 0, 1}}}});
  const Image image = scene.quick(size);
  for (float x = -40; x <= 40; x += 8) {
    const float radius = 12.0f + x / 10.0f;
    const int column = 160 + static_cast<int>(px(x));
    EXPECT_TRUE(differs(image, before, column, 160));
    EXPECT_TRUE(differs(image, before, column, 160 - static_cast<int>(px(radius - 2.0f)))) << x;
    EXPECT_FALSE(differs(image, before, column, 160 - static_cast<int>(px(radius + 3.0f)))) << x;
  }
}

TEST(PaintStrokes, DoNotPressThroughToTheOtherSideOfTheBody) {
  // A thin limb: the stroke is nearer to its other side than its own radius.
  Scene scene;
  scene.list.camera.distance_mm = distance_mm;
  scene.add(flat_box({-100, -100, -10}, {100, 100, 0}), solid(skin_colour, Surface::skin));
  scene.list.camera.yaw_deg = 180.0f;
  const Image before = scene.quick(size);
  scene.list.paint.push_back(dab(PaintStroke::Style::essential, 30.0f));
  EXPECT_EQ(differing(before, scene.quick(size)), 0u);
}

TEST(PaintStrokes, StayOnTheSkin) {
  Scene scene;
  scene.list.camera.distance_mm = distance_mm;
  scene.add(flat_box({-100, -100, -10}, {100, 100, 0}), solid(red, Surface::muscle));
  const Image before = scene.quick(size);
  scene.list.paint.push_back(dab(PaintStroke::Style::essential, 30.0f));
  EXPECT_EQ(differing(before, scene.quick(size)), 0u);
}

TEST(PaintStrokes, OfManyPointsAreAllThere) {
  // A long line round the picture, as referral down an arm is; and thirty strokes at once.
  Scene scene = skin();
  const Image before = scene.quick(size);
  PaintStroke line{PaintStroke::Style::essential, {}};
  for (int i = 0; i < 200; ++i) {
    const float angle = static_cast<float>(i) * 0.03f;
    line.points.push_back({{60.0f * std::cos(angle), 60.0f * std::sin(angle), 0}, 4.0f, {0, 0, 1}});
  }
  scene.list.paint.push_back(line);
  for (int i = 0; i < 30; ++i)
    scene.list.paint.push_back(
        dab(PaintStroke::Style::essential, 3.0f,
            {static_cast<float>(i % 6) * 12.0f - 30.0f, static_cast<float>(i / 6) * 12.0f - 24.0f, 0}));
  const Image image = scene.quick(size);
  for (int i = 0; i < 200; i += 9) {
    const auto& p = line.points[static_cast<std::size_t>(i)].position;
    EXPECT_TRUE(differs(image, before, 160 + static_cast<int>(px(p.x)), 160 - static_cast<int>(px(p.y)))) << i;
  }
  for (int i = 0; i < 30; ++i) {
    const float x = static_cast<float>(i % 6) * 12.0f - 30.0f, y = static_cast<float>(i / 6) * 12.0f - 24.0f;
    EXPECT_TRUE(differs(image, before, 160 + static_cast<int>(px(x)), 160 - static_cast<int>(px(y)))) << i;
  }
}

TEST(PaintStrokes, WithoutPointsPaintNothing) {
  Scene scene = skin();
  const Image before = scene.quick(size);
  scene.list.paint.push_back({PaintStroke::Style::essential, {}});
  EXPECT_EQ(differing(before, scene.quick(size)), 0u);
}

}  // namespace
}  // namespace palpate::test
