// The camera: what stands where on the screen, and that it never turns the body upside down.
#include "random_views.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <glm/vec4.hpp>

#include <cmath>

namespace palpate {
namespace {

using test::corner_of;
using test::RandomViews;

constexpr int rounds = 400;

TEST(Camera, SeesTheFrontOfTheBodyAtYawZeroAndItsLeftSideAtNinety) {
  const Camera front{{0, 900, 0}, 0, 0, 1000};
  EXPECT_LT(glm::distance(view_frame(front).eye, glm::vec3(0, 900, 1000)), 1e-3f);
  const Camera left{{0, 900, 0}, 90, 0, 1000};
  EXPECT_LT(glm::distance(view_frame(left).eye, glm::vec3(1000, 900, 0)), 1e-3f);
  const Camera above{{0, 900, 0}, 0, 90, 1000};
  EXPECT_LT(glm::distance(view_frame(above).eye, glm::vec3(0, 1900, 0)), 1e-3f);
}

TEST(Camera, IsARightHandedFrameThatStandsUpright) {
  RandomViews random(1);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const ViewFrame f = view_frame(camera);
    SCOPED_TRACE(testing::Message() << "yaw " << camera.yaw_deg << " pitch " << camera.pitch_deg);
    EXPECT_NEAR(glm::length(f.right), 1.0f, 1e-5f);
    EXPECT_NEAR(glm::length(f.up), 1.0f, 1e-5f);
    EXPECT_LT(glm::distance(glm::cross(f.right, f.up), -f.forward), 1e-5f);
    EXPECT_NEAR(f.right.y, 0.0f, 1e-6f) << "the horizon is level";
    EXPECT_GE(f.up.y, -1e-6f) << "never upside down";
    EXPECT_LT(glm::distance(f.eye + f.forward * camera.distance_mm, camera.target), 0.01f);
  }
}

TEST(Camera, PutsWhatItLooksAtInTheMiddleOfTheScreen) {
  RandomViews random(2);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size();
    const auto at = on_screen(camera, camera.target, size);
    ASSERT_TRUE(at);
    EXPECT_LT(glm::distance(*at, size * 0.5f), 0.02f);
  }
}

TEST(Camera, ComesBackToThePixelWhoseRayItFollowed) {
  RandomViews random(3);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size(), pixel = random.pixel(size);
    const Ray ray = ray_through(camera, pixel, size);
    EXPECT_NEAR(glm::length(ray.direction), 1.0f, 1e-5f);
    const auto back =
        on_screen(camera, ray.origin + ray.direction * random.between(0.5f, 2.0f) * camera.distance_mm, size);
    ASSERT_TRUE(back) << "round " << i;
    EXPECT_LT(glm::distance(*back, pixel), 0.2f) << "round " << i;
  }
}

TEST(Camera, SendsRaysThroughThePointsThatItShows) {
  RandomViews random(4);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size();
    const glm::vec3 p = random.point();
    const auto at = on_screen(camera, p, size);
    if (!at || glm::distance(p, view_frame(camera).eye) < 50.0f) continue;
    const Ray ray = ray_through(camera, *at, size);
    const glm::vec3 nearest = ray.origin + ray.direction * glm::dot(p - ray.origin, ray.direction);
    EXPECT_LT(glm::distance(nearest, p), 0.002f * glm::distance(p, ray.origin) + 0.05f) << "round " << i;
  }
}

TEST(Camera, ShowsNothingThatLiesBehindTheEye) {
  const Camera camera{{0, 900, 0}, 0, 0, 1000};
  EXPECT_FALSE(on_screen(camera, {0, 900, 1001}, {800, 600}));
  EXPECT_FALSE(on_screen(camera, {0, 900, 5000}, {800, 600}));
  EXPECT_TRUE(on_screen(camera, {0, 900, 990}, {800, 600}));
}

TEST(Camera, HasXToTheRightOfTheScreenAndYDownwards) {
  const Camera camera{{0, 900, 0}, 0, 0, 1000};
  const glm::vec2 size(800, 600);
  // Seen from the front, the body's left hand (+x) is at the right of the screen.
  EXPECT_GT(on_screen(camera, {100, 900, 0}, size)->x, 400.0f);
  EXPECT_LT(on_screen(camera, {0, 1000, 0}, size)->y, 300.0f);
  EXPECT_GT(ray_through(camera, {800, 300}, size).direction.x, 0.0f);
  EXPECT_LT(ray_through(camera, {400, 600}, size).direction.y, 0.0f);
}

TEST(Camera, FillsTheHeightWithItsAngleOfView) {
  const Camera camera{{0, 0, 0}, 0, 0, 1000};
  const glm::vec2 size(1200, 800);
  const float top = 1000.0f * std::tan(field_of_view_deg * 0.5f * 3.14159265f / 180.0f);
  EXPECT_NEAR(on_screen(camera, {0, top, 0}, size)->y, 0.0f, 0.01f);
  EXPECT_NEAR(on_screen(camera, {0, -top, 0}, size)->y, 800.0f, 0.01f);
  EXPECT_NEAR(on_screen(camera, {top * 1.5f, 0, 0}, size)->x, 1200.0f, 0.01f);
}

TEST(Camera, AgreesWithItsMatrices) {
  RandomViews random(5);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const glm::vec2 size = random.size();
    const glm::vec3 p = random.point();
    const auto at = on_screen(camera, p, size);
    const glm::vec4 seen = view_matrix(camera) * glm::vec4(p, 1.0f);
    const glm::vec4 clip = projection_matrix(size.x / size.y, {10.0f, 20000.0f}) * seen;
    if (!at || -seen.z < 50.0f) continue;
    const glm::vec2 ndc = glm::vec2(clip) / clip.w;
    const glm::vec2 pixel((ndc.x + 1.0f) * 0.5f * size.x, (1.0f - ndc.y) * 0.5f * size.y);
    EXPECT_LT(glm::distance(pixel, *at), 0.01f * glm::length(*at) + 0.5f) << "round " << i;
  }
}

TEST(Camera, KnowsHowManyMillimetresAPixelCovers) {
  const Camera camera{{0, 900, 0}, 0, 0, 1500};
  const glm::vec2 size(1000, 700);
  const float mm = pixel_size_mm(camera.distance_mm, size.y);
  const glm::vec2 a = *on_screen(camera, {0, 900, 0}, size), b = *on_screen(camera, {mm * 40.0f, 900, 0}, size);
  EXPECT_NEAR(b.x - a.x, 40.0f, 0.01f);
}

TEST(DepthRange, EnclosesWhatIsInFrontOfTheEye) {
  RandomViews random(6);
  for (int i = 0; i < rounds; ++i) {
    const Camera camera = random.camera();
    const Bounds bounds = random.bounds();
    const DepthRange range = depth_range(camera, bounds);
    const ViewFrame f = view_frame(camera);
    EXPECT_GT(range.near_mm, 0.0f);
    EXPECT_LT(range.near_mm, range.far_mm);
    EXPECT_LT(range.near_mm, camera.distance_mm) << "what is looked at is not cut away";
    EXPECT_GT(range.far_mm, camera.distance_mm);
    for (int k = 0; k < 8; ++k) {
      const float depth = glm::dot(corner_of(bounds, k) - f.eye, f.forward);
      EXPECT_LT(depth, range.far_mm) << "round " << i;
      // What almost touches the eye is given up, so that depths keep their precision.
      if (depth > std::max(range.far_mm * 0.002f, 2.0f)) {
        EXPECT_GE(depth, range.near_mm) << "round " << i;
      }
    }
  }
}

TEST(DepthRange, IsSaneWithoutAnythingToEnclose) {
  const DepthRange range = depth_range(Camera(), Bounds());
  EXPECT_GT(range.near_mm, 0.0f);
  EXPECT_GT(range.far_mm, Camera().distance_mm);
}

TEST(DepthRange, IsWhatTheProjectionSpans) {
  const DepthRange range{50.0f, 5000.0f};
  const glm::mat4 m = projection_matrix(1.5f, range);
  const glm::vec4 near = m * glm::vec4(0, 0, -50, 1), far = m * glm::vec4(0, 0, -5000, 1);
  EXPECT_NEAR(near.z / near.w, -1.0f, 1e-4f);
  EXPECT_NEAR(far.z / far.w, 1.0f, 1e-4f);
}

struct ViewCase {
  StandardView view;
  glm::vec3 eye;  // from the target
  const char* name;
};

class StandardViews : public testing::TestWithParam<ViewCase> {};

TEST_P(StandardViews, LookFromWhereTheirNamesSay) {
  RandomViews random(7);
  for (int i = 0; i < 20; ++i) {
    const Camera before = random.camera();
    const Camera turned = turned_to(before, GetParam().view);
    EXPECT_EQ(turned.target, before.target);
    EXPECT_EQ(turned.distance_mm, before.distance_mm);
    const glm::vec3 from = (view_frame(turned).eye - turned.target) / turned.distance_mm;
    EXPECT_LT(glm::distance(from, GetParam().eye), 1e-3f);
  }
}

INSTANTIATE_TEST_SUITE_P(All, StandardViews,
                         testing::Values(ViewCase{StandardView::front, {0, 0, 1}, "front"},
                                         ViewCase{StandardView::back, {0, 0, -1}, "back"},
                                         ViewCase{StandardView::left, {1, 0, 0}, "left"},
                                         ViewCase{StandardView::right, {-1, 0, 0}, "right"},
                                         ViewCase{StandardView::top, {0, 1, 0}, "top"},
                                         ViewCase{StandardView::bottom, {0, -1, 0}, "bottom"}),
                         [](const auto& given) { return given.param.name; });

TEST(TurnedTo, LooksFromTheDirectionThatIsAskedFor) {
  RandomViews random(8);
  for (int i = 0; i < rounds; ++i) {
    const Camera before = random.camera();
    const glm::vec3 d =
        glm::normalize(glm::vec3(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)) + 1e-3f);
    const Camera turned = turned_to(before, d * random.between(0.1f, 50.0f));
    EXPECT_EQ(turned.target, before.target);
    EXPECT_EQ(turned.distance_mm, before.distance_mm);
    const glm::vec3 from = (view_frame(turned).eye - turned.target) / turned.distance_mm;
    EXPECT_GT(glm::dot(from, d), 0.9985f) << "round " << i;
  }
}

TEST(TurnedTo, KeepsTheHeadingWhenItLooksStraightDown) {
  Camera camera;
  camera.yaw_deg = 123.0f;
  const Camera above = turned_to(camera, glm::vec3(0, 5, 0));
  EXPECT_NEAR(above.pitch_deg, 90.0f, 1e-3f);
  EXPECT_FLOAT_EQ(above.yaw_deg, 123.0f);
}

TEST(Framed, PutsTheWholeOfTheBoundsIntoThePicture) {
  RandomViews random(9);
  for (int i = 0; i < rounds; ++i) {
    const Bounds bounds = random.bounds();
    const float aspect = random.between(0.3f, 3.0f);
    const glm::vec2 size(800.0f * aspect, 800.0f);
    const Camera before = random.camera();
    const Camera camera = framed(before, bounds, aspect);
    EXPECT_EQ(camera.yaw_deg, before.yaw_deg);
    EXPECT_EQ(camera.pitch_deg, before.pitch_deg);
    EXPECT_EQ(camera.target, bounds.centre());
    glm::vec2 low(1e9f), high(-1e9f);
    for (int k = 0; k < 8; ++k) {
      const auto at = on_screen(camera, corner_of(bounds, k), size);
      ASSERT_TRUE(at) << "round " << i;
      low = glm::min(low, *at);
      high = glm::max(high, *at);
    }
    if (camera.distance_mm >= 11999.0f) continue;  // as far as the camera goes
    EXPECT_TRUE(low.x >= 0 && low.y >= 0 && high.x <= size.x && high.y <= size.y)
        << "round " << i << ": " << low.x << ' ' << low.y << " to " << high.x << ' ' << high.y << " of " << size.x;
    const glm::vec2 share = (high - low) / size;
    EXPECT_GT(std::max(share.x, share.y), 0.5f) << "round " << i;
  }
}

TEST(Framed, LeavesTheCameraWhereItIsWithoutBounds) {
  const Camera camera{{1, 2, 3}, 4, 5, 600};
  EXPECT_EQ(framed(camera, Bounds(), 1.5f), camera);
}

TEST(Framed, DoesNotGoIntoWhatIsTiny) {
  Bounds bounds;
  bounds.include(glm::vec3(10, 20, 30));
  const Camera camera = framed(Camera(), bounds, 1.5f);
  EXPECT_GE(camera.distance_mm, 40.0f);
  EXPECT_EQ(camera.target, glm::vec3(10, 20, 30));
}

}  // namespace
}  // namespace palpate
