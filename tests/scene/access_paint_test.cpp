// The access map as paint: each place of the skin takes the kind of path that begins there, and nothing else is
// painted.
#include <palpate/scene/access_paint.h>

#include <gtest/gtest.h>

#include <glm/common.hpp>

#include <array>

namespace palpate {
namespace {

constexpr float known_mm = 20.0f;

AccessPoint point_at(glm::vec3 position, Access access, float clear_mm = known_mm) {
  AccessPoint point;
  point.position = position;
  point.normal = {0, 0, 1};
  point.access = access;
  point.clear_mm = clear_mm;
  return point;
}

// A square of skin, 60 mm wide, with a point every 2 mm: its left half of one kind, its right half of another.
AccessMap two_halves(Access left, Access right, float clear_mm = known_mm) {
  AccessMap map;
  map.known_mm = known_mm;
  for (int y = 0; y <= 30; ++y) {
    for (int x = -15; x <= 15; ++x)
      map.points.push_back(point_at({2.0f * static_cast<float>(x), 2.0f * static_cast<float>(y), 100.0f},
                                    x < 0 ? left : right, clear_mm));
  }
  return map;
}

// The shares of all kinds in the cell that has a place, and the clearance, 0 to 255.
std::array<int, access_kinds + 1> shares(const AccessPaint& paint, glm::vec3 place) {
  const glm::ivec3 cell = glm::ivec3(glm::floor((place - paint.low) / AccessPaint::cell_mm));
  const glm::u8vec4 first = paint.at(cell, 0), second = paint.at(cell, 1);
  return {first.x, first.y, first.z, first.w, second.x, second.y};
}
int share(const AccessPaint& paint, glm::vec3 place, Access access) {
  return shares(paint, place)[static_cast<std::size_t>(access)];
}

TEST(AccessPaint, OfNothingIsNothing) {
  EXPECT_TRUE(paint_of(AccessMap()).values.empty());
}

TEST(AccessPaint, EveryKindIsFoundWhereItsPointsAre) {
  for (const Access kind : {Access::clear, Access::close, Access::danger, Access::bone, Access::too_deep}) {
    const AccessPaint paint = paint_of(two_halves(kind, kind));
    EXPECT_GE(share(paint, {7, 31, 100}, kind), 253) << static_cast<int>(kind);
  }
}

TEST(AccessPaint, TwoKindsMeetInASoftBorder) {
  const AccessPaint paint = paint_of(two_halves(Access::clear, Access::danger));
  EXPECT_GE(share(paint, {-11, 31, 100}, Access::clear), 253);
  EXPECT_GE(share(paint, {11, 31, 100}, Access::danger), 253);
  int last = 256;
  for (float x = -9.0f; x <= 9.0f; x += 2.0f) {
    const int now = share(paint, {x, 31, 100}, Access::clear);
    EXPECT_LE(now, last);
    EXPECT_NEAR(now + share(paint, {x, 31, 100}, Access::danger), 255, 2);
    last = now;
  }
}

TEST(AccessPaint, TellsHowClearAPathIs) {
  EXPECT_NEAR(shares(paint_of(two_halves(Access::clear, Access::clear, 5.0f)), {7, 31, 100})[access_kinds], 64, 2);
  EXPECT_NEAR(shares(paint_of(two_halves(Access::clear, Access::clear, 50.0f)), {7, 31, 100})[access_kinds], 255, 1);
}

TEST(AccessPaint, AwayFromTheSkinNothingIsPainted) {
  AccessMap map = two_halves(Access::clear, Access::clear);
  map.points.push_back(point_at({0, 0, 140}, Access::bone));
  const AccessPaint paint = paint_of(map);
  for (const int value : shares(paint, {0, 31, 115})) EXPECT_EQ(value, 0);
}

TEST(AccessPaint, CoversAllPointsOfTheMap) {
  const AccessMap map = two_halves(Access::close, Access::bone);
  const AccessPaint paint = paint_of(map);
  EXPECT_EQ(paint.values.size(), 2u * static_cast<std::size_t>(paint.cells.x * paint.cells.y * paint.cells.z));
  for (const AccessPoint& point : map.points)
    EXPECT_GT(share(paint, point.position, point.access), 100) << point.position.x << ", " << point.position.y;
}

}  // namespace
}  // namespace palpate
