// Pain that a person draws on the skin, over what is described there: it is blue, an eraser takes away what came
// before it, lines tell what is felt deep; and an area in which something else hurts is teal.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace palpate::test {
namespace {

constexpr float distance_mm = 400.0f;
constexpr glm::ivec2 size(320, 320);
using Style = PaintStroke::Style;

// Skin of a grey colour: what is blue or teal in a picture is so by paint.
Scene skin(DrawState::Mode mode = DrawState::Mode::solid) {
  Scene scene;
  scene.list.camera.distance_mm = distance_mm;
  DrawState state = solid(grey, Surface::skin);
  state.mode = mode;
  state.opacity = 60;
  scene.add(flat_box({-200, -200, -20}, {200, 200, 0}), state);
  return scene;
}

PaintStroke dab(Style style, float radius, glm::vec3 at = {0, 0, 0}, float strength = 1.0f, bool deep = false) {
  PaintStroke made{style, {{at, radius, {0, 0, 1}}}};
  made.strength = strength;
  made.deep = deep;
  return made;
}

float px(float mm) {
  return mm * pixels_a_mm(distance_mm, size.y);
}

// Mean colour around a place of the skin, in mm from the middle.
struct Tint {
  double red = 0.0, green = 0.0, blue = 0.0;
};
Tint tint(const Image& image, float x_mm, float y_mm, float reach_mm = 4.0f) {
  Tint sum;
  int count = 0;
  const int cx = 160 + static_cast<int>(px(x_mm)), cy = 160 - static_cast<int>(px(y_mm));
  const int reach = static_cast<int>(px(reach_mm));
  for (int y = cy - reach; y <= cy + reach; ++y) {
    for (int x = cx - reach; x <= cx + reach; ++x, ++count) {
      const auto pixel = image.pixel(x, y);
      sum.red += pixel[0];
      sum.green += pixel[1];
      sum.blue += pixel[2];
    }
  }
  return {sum.red / count, sum.green / count, sum.blue / count};
}
double blueness(const Tint& t) {
  return t.blue - 0.5 * (t.red + t.green);
}

class DrawnPaint : public testing::TestWithParam<DrawState::Mode> {
 protected:
  Image with(std::vector<PaintStroke> strokes) const {
    Scene scene = skin(GetParam());
    scene.list.paint = std::move(strokes);
    return scene.quick(size);
  }
};

INSTANTIATE_TEST_SUITE_P(Skin, DrawnPaint, testing::Values(DrawState::Mode::solid, DrawState::Mode::skin_glass),
                         [](const auto& mode) { return mode.param == DrawState::Mode::solid ? "Solid" : "Glass"; });

TEST_P(DrawnPaint, LiesUnderTheBrushAndNowhereElse) {
  const Image before = with({});
  for (const Style style : {Style::drawn, Style::other}) {
    const Image image = with({dab(style, 30.0f)});
    for (int y = 0; y < size.y; y += 2) {
      for (int x = 0; x < size.x; x += 2) {
        const float r = std::hypot(static_cast<float>(x) + 0.5f - 160.0f, static_cast<float>(y) + 0.5f - 160.0f);
        ASSERT_FALSE(r > px(32.0f) && differs(image, before, x, y, 2)) << x << ", " << y;
        ASSERT_TRUE(r > px(28.0f) || differs(image, before, x, y)) << x << ", " << y;
      }
    }
  }
}

TEST_P(DrawnPaint, IsBlueAndEven) {
  const Image before = with({}), image = with({dab(Style::drawn, 30.0f)});
  const Tint drawn = tint(image, 0, 0);
  EXPECT_GT(drawn.blue, drawn.red + 40.0);
  EXPECT_GT(drawn.blue, drawn.green + 20.0);
  EXPECT_GT(blueness(drawn), blueness(tint(before, 0, 0)) + 40.0);
  EXPECT_LT(brightness(image, ring(0, px(26.0f))).deviation, 4.0);
}

TEST_P(DrawnPaint, IsStrongerWhereItHurtsMore) {
  const Image image = with({dab(Style::drawn, 15.0f, {-40, 0, 0}, 0.5f), dab(Style::drawn, 15.0f, {0, 0, 0}, 0.75f),
                            dab(Style::drawn, 15.0f, {40, 0, 0}, 1.0f)});
  EXPECT_GT(blueness(tint(image, -40, 0)), blueness(tint(image, 0, 40)) + 15.0);
  EXPECT_GT(blueness(tint(image, 0, 0)), blueness(tint(image, -40, 0)) + 8.0);
  EXPECT_GT(blueness(tint(image, 40, 0)), blueness(tint(image, 0, 0)) + 8.0);
}

TEST_P(DrawnPaint, OfTwoMarksTheStrongerIsSeenWhereTheyOverlap) {
  const PaintStroke strong = dab(Style::drawn, 25.0f, {0, 0, 0}, 1.0f),
                    mild = dab(Style::drawn, 25.0f, {0, 0, 0}, 0.5f);
  const Image alone = with({strong});
  EXPECT_LE(compare(with({strong, mild}), alone)->max, 2);
  EXPECT_LE(compare(with({mild, strong}), alone)->max, 2);
}

TEST_P(DrawnPaint, AnEraserTakesAwayWhatWasDrawnBeforeItAndNoMore) {
  const PaintStroke drawn = dab(Style::drawn, 30.0f), eraser = dab(Style::erased, 30.0f, {30, 0, 0});
  const Image bare = with({}), whole = with({drawn}), rubbed = with({drawn, eraser});
  EXPECT_NEAR(blueness(tint(rubbed, 20, 0)), blueness(tint(bare, 20, 0)), 2.0);
  EXPECT_NEAR(blueness(tint(rubbed, -20, 0)), blueness(tint(whole, -20, 0)), 2.0);
  EXPECT_LE(compare(with({eraser, drawn}), whole)->max, 2) << "drawn after it";
  EXPECT_LE(compare(with({drawn, eraser, drawn}), whole)->max, 2) << "drawn anew";
  EXPECT_EQ(differing(with({eraser}), bare), 0u) << "there was nothing";
}

TEST_P(DrawnPaint, AnEraserLeavesWhatIsDescribed) {
  for (const Style style : {Style::essential, Style::spillover, Style::entry, Style::other}) {
    const PaintStroke described = dab(style, 25.0f);
    const Image alone = with({described});
    EXPECT_LE(compare(with({described, dab(Style::erased, 30.0f)}), alone)->max, 2) << static_cast<int>(style);
  }
}

TEST_P(DrawnPaint, OverEssentialPainBothAreSeen) {
  const PaintStroke described = dab(Style::essential, 30.0f), drawn = dab(Style::drawn, 30.0f, {30, 0, 0});
  const Image image = with({described, drawn});
  const Tint only_described = tint(image, -15, 0), both = tint(image, 15, 0), only_drawn = tint(image, 45, 0);
  EXPECT_GT(both.red, only_drawn.red + 15.0) << "the crimson shows through";
  EXPECT_GT(blueness(both), blueness(only_described) + 40.0) << "and is drawn over";
  EXPECT_LE(compare(with({drawn, described}), image)->max, 2) << "in whatever order they come";
}

TEST_P(DrawnPaint, WhatIsFeltDeepHasLines) {
  const auto inside = ring(0, px(26.0f));
  const Image near = with({dab(Style::drawn, 30.0f)}), deep = with({dab(Style::drawn, 30.0f, {0, 0, 0}, 1.0f, true)});
  EXPECT_GT(brightness(deep, inside).deviation, brightness(near, inside).deviation + 5.0);
  EXPECT_LT(brightness(deep, inside).mean, brightness(near, inside).mean) << "dark lines";
  const Tint drawn = tint(deep, 0, 0, 10.0f);
  EXPECT_GT(drawn.blue, drawn.red + 25.0) << "on blue";
  const Image rubbed =
      with({dab(Style::drawn, 30.0f, {0, 0, 0}, 1.0f, true), dab(Style::erased, 34.0f), dab(Style::drawn, 30.0f)});
  EXPECT_LE(compare(rubbed, near)->max, 2) << "the lines are rubbed out with the rest";
}

TEST_P(DrawnPaint, WhereSomethingElseHurtsIsTeal) {
  const Image image = with({dab(Style::other, 30.0f)});
  const Tint other = tint(image, 0, 0);
  EXPECT_GT(other.green, other.red + 25.0);
  EXPECT_GT(other.blue, other.red + 20.0);
  EXPECT_GE(other.green, other.blue - 5.0) << "not the blue of what is drawn";
  const Image both = with({dab(Style::other, 30.0f), dab(Style::drawn, 20.0f)});
  EXPECT_GT(blueness(tint(both, 0, 0)), blueness(other) + 20.0) << "what is drawn lies over it";
}

}  // namespace
}  // namespace palpate::test
