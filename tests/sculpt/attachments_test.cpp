// Where muscles are attached: patches of bone, found from the bodies themselves.
#include "shapes.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/attachments.h>

#include <gtest/gtest.h>

#include <cmath>

namespace palpate {
namespace {

MeshData with_normals(MeshData mesh) {
  compute_normals(mesh);
  return mesh;
}

// A bone whose top is the plane y = 0, its mesh fine enough to be divided evenly.
Solid bone_at(float x) {
  return Solid(with_normals(
      test::tube({{{x, -10, -30}, 30, 10}, {{x, -10, 0}, 30, 10}, {{x, -10, 30}, 30, 10}}, {0.0f, 1.0f, 0.0f}, 96)));
}

MeshData muscle_above(float x, float gap) {
  return with_normals(test::box({x - 10, gap, -10}, {x + 10, gap + 8, 10}));
}

TEST(Attachments, LieOnTheBoneUnderTheMuscle) {
  const Solid bone = bone_at(0.0f);
  const MeshData patch = attachment_patch(muscle_above(0.0f, 0.2f), {&bone}, {});
  ASSERT_FALSE(patch.empty());
  for (const glm::vec3& p : patch.positions) {
    EXPECT_NEAR(bone.place_of(p).depth, -0.3f, 0.25f) << "a hair above the bone";
    EXPECT_LT(std::abs(p.x), 14.0f);
    EXPECT_LT(std::abs(p.z), 14.0f);
  }
  const double area = surface_area(patch);
  EXPECT_GT(area, 300.0);
  EXPECT_LT(area, 720.0) << "a little wider than the muscle's 400 mm2";
}

TEST(Attachments, NeedTouch) {
  const Solid bone = bone_at(0.0f);
  EXPECT_TRUE(attachment_patch(muscle_above(0.0f, 3.0f), {&bone}, {}).empty());
  EXPECT_TRUE(attachment_patch(MeshData(), {&bone}, {}).empty());
  EXPECT_TRUE(attachment_patch(muscle_above(0.0f, 0.2f), {}, {}).empty());
}

TEST(Attachments, BelongToTheEndThatIsNearer) {
  const Solid near = bone_at(0.0f), other(with_normals(test::box({-40, 0.1f, -40}, {0, 30, 40})));
  const MeshData muscle = muscle_above(0.0f, 0.4f);
  const MeshData whole = attachment_patch(muscle, {&near}, {}), shared = attachment_patch(muscle, {&near}, {&other});
  ASSERT_FALSE(shared.empty());
  EXPECT_LT(surface_area(shared), 0.8 * surface_area(whole));
}

}  // namespace
}  // namespace palpate
