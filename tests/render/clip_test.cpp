// The cut: what it takes away, the cut face of what has an inside, and open meshes, which never pretend to have one.
#include "shapes.h"
#include "stage.h"

#include <palpate/scene/camera_math.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

constexpr float radius = 100.0f;

// A ball whose near half is taken away: the plane z = 0 faces the eye.
Scene cut_ball(const MeshData& mesh, DrawState state) {
  Scene scene;
  scene.add(mesh, state);
  scene.list.clip = glm::vec4(0, 0, 1, 0);
  return scene;
}

float cap_radius_px() {
  return radius * pixels_a_mm(1000.0f, 240);
}

TEST(Cut, TakesAwayWhatLiesBeyondThePlane) {
  Scene whole;
  whole.add(sphere({0, 0, 0}, radius, 32), solid(red));
  for (const float sign : {1.0f, -1.0f}) {
    Scene scene;
    scene.add(sphere({0, 0, 0}, radius, 32), solid(red));
    scene.list.clip = glm::vec4(sign, 0, 0, 0);  // what has sign * x > 0
    const Image cut = scene.quick(), full = whole.quick();
    Scene empty;
    const Image nothing = empty.quick();
    for (int y = 80; y < 160; y += 5) {
      const int gone = sign > 0 ? 120 + 30 : 120 - 30, left = sign > 0 ? 120 - 30 : 120 + 30;
      EXPECT_FALSE(differs(cut, nothing, gone, y)) << y;
      EXPECT_TRUE(differs(cut, nothing, left, y)) << y;
    }
    EXPECT_GT(differing(cut, full), 1000u);
  }
}

TEST(Cut, OfAClosedMeshHasAFlatFace) {
  const Image image = cut_ball(sphere({0, 0, 0}, radius, 32), solid(green)).quick();
  const float edge = cap_radius_px();
  const Brightness face = brightness(image, ring(0, 0.9f * edge));
  // A flat face is lit evenly; the hollow half of a ball would not be.
  EXPECT_LT(face.deviation, 6.0);
  const auto middle = image.pixel(120, 120);
  EXPECT_GT(middle[1], middle[0] + 30) << "the cut of a green ball is green";
  EXPECT_GT(middle[1], middle[2] + 30);
  // And it ends where the ball does.
  Scene empty;
  const Image nothing = empty.quick();
  const auto covered = static_cast<double>(differing(image, nothing));
  const double expected = std::numbers::pi * double{edge} * double{edge};
  EXPECT_NEAR(covered, expected, 0.03 * expected);
}

TEST(Cut, OfAnOpenMeshShowsItsFarWallAndNoFace) {
  const MeshData closed = sphere({0, 0, 0}, radius, 32), open = with_hole(closed, 1);
  const Image of_closed = cut_ball(closed, solid(green)).quick(), of_open = cut_ball(open, solid(green)).quick();
  const float edge = cap_radius_px();
  const Brightness face = brightness(of_closed, ring(0, 0.9f * edge)),
                   hollow = brightness(of_open, ring(0, 0.9f * edge));
  EXPECT_GT(hollow.deviation, 2.0 * face.deviation + 2.0) << "an open mesh pretends to have an inside";
  EXPECT_GT(differing(of_closed, of_open), 2000u);
}

// On each axis, from both sides, seen aslant: a line of sight that enters the ball through the plane sees flesh that is
// lit as a plane is, wherever it would meet the wall of the ball; every other one sees what it would see of the ball.
class CutFace : public testing::TestWithParam<glm::vec3> {};

TEST_P(CutFace, IsThePlanesWhereverOneLooksIntoTheBall) {
  const glm::vec3 normal = GetParam();
  Scene scene, whole;
  for (Scene* s : {&scene, &whole}) {
    s->add(sphere({0, 0, 0}, radius, 48), solid(green));
    s->list.camera.yaw_deg = normal.x > 0 ? 50.0f : normal.x < 0 ? -50.0f : normal.z < 0 ? 150.0f : 20.0f;
    s->list.camera.pitch_deg = normal.y * 50.0f;
  }
  scene.list.clip = glm::vec4(normal, 15.0f);
  constexpr glm::ivec2 size(240, 240);
  const Image image = scene.quick(size), uncut = whole.quick(size);
  double sum = 0.0, squares = 0.0;
  std::size_t face = 0, kept = 0, changed = 0, green_ones = 0;
  for (int y = 0; y < size.y; ++y) {
    for (int x = 0; x < size.x; ++x) {
      const Ray ray = ray_through(scene.list.camera, glm::vec2(x, y) + 0.5f, glm::vec2(size));
      const glm::vec3 on_plane =
          ray.origin + ray.direction * ((15.0f - glm::dot(normal, ray.origin)) / glm::dot(normal, ray.direction));
      if (glm::length(on_plane) < 0.97f * radius) {
        const double l = luminance(image, x, y);
        sum += l;
        squares += l * l;
        ++face;
        green_ones += image.pixel(x, y)[1] > image.pixel(x, y)[0] + 25 ? 1 : 0;
      } else if (glm::length(on_plane) > 1.03f * radius) {
        const float along = -glm::dot(ray.origin, ray.direction);
        const glm::vec3 nearest = ray.origin + along * ray.direction;
        const float half = std::sqrt(std::max(radius * radius - glm::dot(nearest, nearest), 0.0f));
        const glm::vec3 meets = ray.origin + (along - half) * ray.direction;
        if (half < 0.2f * radius || glm::dot(normal, meets) > 14.0f) continue;
        ++kept;
        changed += differs(image, uncut, x, y, 6) ? 1 : 0;
      }
    }
  }
  ASSERT_GT(face, 1000u);
  const double mean = sum / static_cast<double>(face);
  EXPECT_LT(std::sqrt(std::max(squares / static_cast<double>(face) - mean * mean, 0.0)), 6.0);
  EXPECT_EQ(green_ones, face) << "the flesh of a green ball is green";
  ASSERT_GT(kept, 50u);
  EXPECT_EQ(changed, 0u) << "the outside of what is left changed";
}

INSTANTIATE_TEST_SUITE_P(Across, CutFace,
                         testing::Values(glm::vec3(1, 0, 0), glm::vec3(-1, 0, 0), glm::vec3(0, 1, 0),
                                         glm::vec3(0, -1, 0), glm::vec3(0, 0, 1), glm::vec3(0, 0, -1)));

TEST(Cut, OfOneBallWithinAnotherShowsTheFleshOfEach) {
  // Both are cut: a ring of the outer one's flesh, and within it the inner one's, both flat.
  Scene scene = cut_ball(sphere({0, 0, 0}, radius, 48), solid(green));
  scene.add(sphere({0, 0, 0}, 40.0f, 32), solid(red));
  for (const bool inner_first : {false, true}) {
    if (inner_first) std::swap(scene.list.states[0], scene.list.states[1]);
    const Image image = scene.quick();
    const float mm = pixels_a_mm(1000.0f, 240);
    const Brightness within = brightness(image, ring(0, 37.0f * mm)),
                     around = brightness(image, ring(43.0f * mm, 95.0f * mm));
    EXPECT_LT(within.deviation, 6.0);
    EXPECT_LT(around.deviation, 6.0);
    const auto a = image.pixel(120, 120), b = image.pixel(120 + static_cast<int>(70.0f * mm), 120);
    EXPECT_GT(inner_first ? a[1] - a[0] : a[0] - a[1], 30);
    EXPECT_GT(inner_first ? b[0] - b[1] : b[1] - b[0], 30);
  }
}

TEST(Cut, ShowsWhatLiesWithinAnotherStructure) {
  // The skin encloses the body and the skull the brain: a cut face must not hide what is inside.
  for (const float plane : {0.0f, -40.0f}) {  // the inner ball is whole behind the face, or cut itself
    Scene scene = cut_ball(sphere({0, 0, 0}, radius, 32), solid(green));
    scene.list.clip = glm::vec4(0, 0, 1, plane);
    scene.add(sphere({0, 0, -40}, 30.0f, 24), solid(red));
    const Image image = scene.quick();
    const auto middle = image.pixel(120, 120), beside = image.pixel(120 + 30, 120);
    EXPECT_GT(middle[0], middle[1] + 40) << plane;
    EXPECT_GT(beside[1], beside[0] + 30) << plane;
  }
}

TEST(Cut, TakesAwayWhatWouldHideTheFace) {
  Scene scene = cut_ball(sphere({0, 0, 0}, radius, 32), solid(green));
  scene.add(flat_box({-30, -30, 20}, {30, 30, 25}), solid(red));
  const auto middle = scene.quick().pixel(120, 120);
  EXPECT_GT(middle[1], middle[0] + 30);
}

TEST(Cut, FaceIsHiddenByWhatStandsBeforeIt) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 32), solid(green));
  scene.list.clip = glm::vec4(1, 0, 0, 0);
  scene.list.camera.yaw_deg = 60.0f;  // looks at the face from its side
  const auto bare = scene.quick().pixel(120, 120);
  EXPECT_GT(bare[1], bare[0] + 30);
  scene.add(sphere({-20, 0, 200}, 15.0f, 24), solid(red));
  const auto at = on_screen(scene.list.camera, {-20, 0, 200}, {240, 240});
  ASSERT_TRUE(at);
  const auto covered = scene.quick().pixel(static_cast<int>(at->x), static_cast<int>(at->y));
  EXPECT_GT(covered[0], covered[1] + 30);
}

TEST(Cut, ChangesNothingWhereItDoesNotReach) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 32), solid(red));
  const Image plain = scene.quick();
  scene.list.clip = glm::vec4(0, 1, 0, 500);
  const auto difference = compare(plain, scene.quick());
  EXPECT_LE(difference->max, 2);
}

TEST(Cut, OfGlassIsCutToo) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 32), glass(red, 0.6f));
  scene.list.clip = glm::vec4(1, 0, 0, 0);
  Scene empty;
  const Image image = scene.quick(), nothing = empty.quick();
  EXPECT_FALSE(differs(image, nothing, 150, 120));
  EXPECT_TRUE(differs(image, nothing, 90, 120));
}

TEST(Cut, RefinedPictureKeepsTheFace) {
  const Scene scene = cut_ball(sphere({0, 0, 0}, radius, 32), solid(green));
  const auto difference = compare(scene.quick(), scene.refined());
  EXPECT_LT(difference->mean, 8.0);
  const Brightness face = brightness(scene.refined(), ring(0, 0.85f * cap_radius_px()));
  EXPECT_LT(face.deviation, 6.0) << "the face must not shadow itself";
}

TEST(Cut, OutlineIsThatOfWhatIsLeft) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, radius, 32), solid(red));
  scene.list.clip = glm::vec4(1, 0, 0, 0);
  const Image plain = scene.quick();
  scene.list.states[0].emphasis = DrawState::selected;
  const Image marked = scene.quick();
  for (int y = 0; y < 240; ++y) {
    for (int x = 126; x < 240; ++x)
      ASSERT_FALSE(differs(plain, marked, x, y)) << "an outline where nothing is: " << x << ", " << y;
  }
  EXPECT_GT(differing(plain, marked), 100u);
}

}  // namespace
}  // namespace palpate::test
