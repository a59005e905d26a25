// Hands on the body: turning, moving and zooming do what the pointer does, and flights arrive.
#include "random_views.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <cmath>

namespace palpate {
namespace {

using test::RandomViews;

constexpr int rounds = 400;
constexpr float nearest_mm = 40.0f, farthest_mm = 12000.0f;

TEST(Orbit, TurnsTheNearSideOfTheBodyTheWayThatThePointerGoes) {
  RandomViews random(11);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera(60.0f);
    const glm::vec2 size(1000, 800);
    const ViewFrame f = view_frame(camera);
    const glm::vec3 near = camera.target - f.forward * camera.distance_mm * 0.1f;
    const glm::vec2 drag(random.between(-9, 9), random.between(-9, 9));
    const glm::vec2 moved = *on_screen(orbited(camera, drag), near, size) - *on_screen(camera, near, size);
    if (std::abs(drag.x) > 1.0f) {
      EXPECT_GT(moved.x * drag.x, 0.0f) << "round " << i;
    }
    if (std::abs(drag.y) > 4.0f) {
      EXPECT_GT(moved.y * drag.y, 0.0f) << "round " << i;
    }
  }
}

TEST(Orbit, KeepsWhatIsLookedAtAndHowFarItIs) {
  RandomViews random(12);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const Camera turned = orbited(camera, {random.between(-3000, 3000), random.between(-3000, 3000)});
    EXPECT_EQ(turned.target, camera.target);
    EXPECT_EQ(turned.distance_mm, camera.distance_mm);
    EXPECT_LE(std::abs(turned.pitch_deg), 90.0f) << "never over the head";
    EXPECT_LE(std::abs(turned.yaw_deg), 180.0f);
  }
}

TEST(Orbit, IsTheSameInOneDragOrInTwo) {
  RandomViews random(13);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera(30.0f);
    const glm::vec2 a(random.between(-300, 300), random.between(-60, 60)), b(random.between(-300, 300), 20.0f);
    const Camera once = orbited(camera, a + b), twice = orbited(orbited(camera, a), b);
    EXPECT_LT(glm::distance(view_frame(once).eye, view_frame(twice).eye), 0.01f * camera.distance_mm) << "round " << i;
  }
}

TEST(Pan, MovesWhatIsLookedAtWithThePointer) {
  RandomViews random(14);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size(), from = random.pixel(size);
    const glm::vec2 drag(random.between(-400, 400), random.between(-400, 400));
    const Camera moved = panned(camera, drag, size.y);
    EXPECT_EQ(moved.yaw_deg, camera.yaw_deg);
    EXPECT_EQ(moved.pitch_deg, camera.pitch_deg);
    EXPECT_EQ(moved.distance_mm, camera.distance_mm);
    // A point of the plane through the target, seen under the pointer, is under it at the end.
    const Ray ray = ray_through(camera, from, size);
    const ViewFrame f = view_frame(camera);
    const glm::vec3 p = ray.origin + ray.direction * (camera.distance_mm / glm::dot(ray.direction, f.forward));
    const auto at = on_screen(moved, p, size);
    ASSERT_TRUE(at);
    EXPECT_LT(glm::distance(*at, from + drag), 0.3f) << "round " << i;
  }
}

TEST(Zoom, LeavesWhatIsUnderThePointerUnderIt) {
  RandomViews random(15);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size(), at = random.pixel(size);
    const Ray ray = ray_through(camera, at, size);
    const glm::vec3 pivot = ray.origin + ray.direction * random.between(0.6f, 1.5f) * camera.distance_mm;
    const Camera made = zoomed(camera, random.between(-6, 6), pivot, at, size);
    const auto now = on_screen(made, pivot, size);
    ASSERT_TRUE(now) << "round " << i;
    EXPECT_LT(glm::distance(*now, at), 0.5f) << "round " << i;
    EXPECT_EQ(made.yaw_deg, camera.yaw_deg);
    EXPECT_EQ(made.pitch_deg, camera.pitch_deg);
  }
}

TEST(Zoom, LeavesThePlaneOfTheTargetUnderThePointerWhereThereIsNothing) {
  RandomViews random(16);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size(), at = random.pixel(size);
    const ViewFrame f = view_frame(camera);
    const Ray ray = ray_through(camera, at, size);
    const glm::vec3 p = ray.origin + ray.direction * (camera.distance_mm / glm::dot(ray.direction, f.forward));
    const auto now = on_screen(zoomed(camera, random.between(-5, 5), std::nullopt, at, size), p, size);
    ASSERT_TRUE(now) << "round " << i;
    EXPECT_LT(glm::distance(*now, at), 0.5f) << "round " << i;
  }
}

TEST(Zoom, GoesNearerWithStepsAboveZeroAndBackWithTheSameBelow) {
  const glm::vec2 size(1000, 800), at(200, 300);
  const glm::vec3 pivot(80, 1200, 60);
  const Camera camera{{0, 1000, 0}, 30, 10, 2000};
  const Camera nearer = zoomed(camera, 3.0f, pivot, at, size);
  EXPECT_LT(nearer.distance_mm, camera.distance_mm);
  const Camera back = zoomed(nearer, -3.0f, pivot, at, size);
  EXPECT_NEAR(back.distance_mm, camera.distance_mm, 0.5f);
  EXPECT_LT(glm::distance(back.target, camera.target), 0.5f);
}

TEST(Zoom, StopsBeforeTheSkinAndBeforeTheBodyIsADot) {
  const glm::vec2 size(1000, 800);
  Camera camera;
  for (int i = 0; i < 100; ++i) camera = zoomed(camera, 2.0f, std::nullopt, size * 0.5f, size);
  EXPECT_FLOAT_EQ(camera.distance_mm, nearest_mm);
  for (int i = 0; i < 100; ++i) camera = zoomed(camera, -2.0f, std::nullopt, size * 0.5f, size);
  EXPECT_FLOAT_EQ(camera.distance_mm, farthest_mm);
}

TEST(Flight, StartsAndEndsExactly) {
  RandomViews random(17);
  for (int i = 0; i < rounds; ++i) {
    const Camera from = random.camera(), to = random.camera();
    EXPECT_EQ(flight(from, to, 0.0f), from);
    EXPECT_EQ(flight(from, to, 1.0f), to);
    EXPECT_EQ(flight(from, to, -0.5f), from);
    EXPECT_EQ(flight(from, to, 7.0f), to);
  }
}

TEST(Flight, StaysUprightAndWithinLimitsAllTheWay) {
  RandomViews random(18);
  for (int i = 0; i < rounds; ++i) {
    const Camera from = random.camera(), to = random.camera();
    for (int k = 0; k <= 20; ++k) {
      const Camera at = flight(from, to, static_cast<float>(k) / 20.0f);
      EXPECT_GE(view_frame(at).up.y, -1e-6f);
      EXPECT_LE(std::abs(at.pitch_deg), 90.0f);
      EXPECT_GE(at.distance_mm, std::min(from.distance_mm, to.distance_mm) * 0.999f);
      EXPECT_LE(at.distance_mm, farthest_mm);
      EXPECT_TRUE(std::isfinite(at.yaw_deg + at.target.x + at.target.y + at.target.z));
    }
  }
}

TEST(Flight, TurnsTheShortWayRound) {
  Camera from, to;
  from.yaw_deg = 170.0f;
  to.yaw_deg = -170.0f;
  const float middle = flight(from, to, 0.5f).yaw_deg;
  EXPECT_NEAR(std::abs(middle), 180.0f, 0.01f);
}

TEST(Flight, ComesCloserWithEveryMomentAndWithoutJumps) {
  RandomViews random(19);
  for (int i = 0; i < 100; ++i) {
    const Camera from = random.camera(), to = random.camera();
    const float way = glm::distance(from.target, to.target);
    float last = way;
    for (int k = 1; k <= 50; ++k) {
      const float left = glm::distance(flight(from, to, static_cast<float>(k) / 50.0f).target, to.target);
      EXPECT_LE(left, last + 0.01f);
      EXPECT_LT(last - left, way * 0.04f + 0.01f) << "eased: at most one and a half times the mean speed";
      last = left;
    }
  }
}

TEST(Flight, RisesOnAFarWaySoThatTheEyeSeesWhereItGoes) {
  const Camera head{{0, 1600, 0}, 0, 0, 300}, foot{{0, 60, 0}, 0, 0, 300};
  EXPECT_GT(flight(head, foot, 0.5f).distance_mm, 900.0f);
  const Camera beside{{20, 1600, 0}, 0, 0, 300};
  EXPECT_NEAR(flight(head, beside, 0.5f).distance_mm, 300.0f, 1.0f) << "but not on a short one";
}

}  // namespace
}  // namespace palpate
