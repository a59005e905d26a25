// From where a place in the body can be reached: bodies whose answers are known in closed form, and random ones against
// a needle that is pushed along every single path.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/normals.h>
#include <palpate/query/access_map.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace palpate::test {
namespace {

struct Made {
  Kind kind;
  MeshData mesh;
};

// A body of shapes, with all that a planner needs.
struct Case {
  Body body;
  BodyGeometry geometry;
  std::unique_ptr<RayScene> rays;
  std::unique_ptr<NeedleProbe> probe;
  SkinMap skin;
  std::unique_ptr<AccessPlanner> planner;

  explicit Case(const std::vector<Made>& parts, JobQueue* jobs = nullptr, float piece_mm2 = 16.0f) {
    ChunkBuilder builder;
    std::vector<std::uint32_t> structures;
    for (const Made& part : parts) {
      Structure structure;
      structure.key = "made" + std::to_string(body.size());
      structure.kind = part.kind;
      structure.quality.triangles = static_cast<std::uint32_t>(part.mesh.triangle_count());
      for (const glm::vec3& p : part.mesh.positions) structure.bounds.include(p);
      structures.push_back(static_cast<std::uint32_t>(body.add(structure).index()));
      MeshData shaded = part.mesh;
      compute_normals(shaded);
      builder.add(prepare(std::move(shaded), {}, false));
      if (part.kind == Kind::skin) skin = SkinMap(part.mesh, piece_mm2);
    }
    geometry.add(builder.finish(), structures);
    rays = std::make_unique<RayScene>(chunk_scenes(geometry));
    probe = std::make_unique<NeedleProbe>(body, *rays);
    planner = std::make_unique<AccessPlanner>(body, geometry, *rays, *probe, skin, jobs);
  }
};

// A trunk, 200 mm wide, 200 high, 100 deep.
Made trunk() {
  return {Kind::skin, box({-100, -100, -50}, {100, 100, 50})};
}

float distance_of_stretch_to_point(glm::vec3 a, glm::vec3 b, glm::vec3 p) {
  return glm::distance(p, nearest_on_segment(p, a, b));
}

TEST(AccessMap, IsClearAllAroundWhereThereIsNoDanger) {
  Case c({trunk()});
  const AccessMap map = c.planner->map({{0, 0, 20}, 200.0f, 10.0f, 60.0f});
  // The front is 30 mm away, the back 70: only a disc of the front lies within reach.
  const float disc_mm2 = 3.14159f * (60.0f * 60.0f - 30.0f * 30.0f);
  EXPECT_NEAR(static_cast<float>(map.points.size()) * c.skin.piece_mm2(), disc_mm2, 0.03f * disc_mm2);
  EXPECT_EQ(map.count(Access::clear), map.points.size());
  for (const AccessPoint& point : map.points) {
    EXPECT_NEAR(point.length_mm, glm::distance(point.position, glm::vec3(0, 0, 20)), 1e-3f);
    EXPECT_EQ(point.structure, AccessPoint::nothing);
    EXPECT_EQ(point.clear_mm, map.known_mm);
    EXPECT_EQ(c.skin.pieces()[point.piece].position, point.position);
  }
}

TEST(AccessMap, IsTooDeepBeyondTheNeedle) {
  Case c({trunk()});
  for (const float needle : {35.0f, 50.0f, 40.0f}) {
    const AccessMap map = c.planner->map({{0, 0, 20}, needle, 10.0f, 60.0f});
    EXPECT_GT(map.count(Access::too_deep), 100u);
    EXPECT_GT(map.count(Access::clear), 20u);
    for (const AccessPoint& point : map.points)
      EXPECT_EQ(point.access, point.length_mm > needle ? Access::too_deep : Access::clear);
  }
}

// A ball seen from the target covers a cone.
TEST(AccessMap, KnowsTheShadowOfABallAndItsMargin) {
  const glm::vec3 middle(5, 3, 30), target(0, 0, 0);
  constexpr float radius = 6.0f, margin = 5.0f;
  Case c({trunk(), {Kind::artery, sphere(middle, radius, 48)}}, nullptr, 6.0f);
  const AccessMap map = c.planner->map({target, 200.0f, margin, 80.0f});
  for (const AccessPoint& point : map.points) {
    const float away = distance_of_stretch_to_point(point.position, target, middle) - radius;
    if (std::abs(away) < 0.05f || std::abs(away - margin) < 0.05f) continue;
    ASSERT_EQ(point.access, away < 0.0f     ? Access::danger
                            : away < margin ? Access::close
                                            : Access::clear)
        << away << " told as " << point.clear_mm;
    if (away < 0.0f) {
      EXPECT_EQ(point.clear_mm, 0.0f);
    } else {
      EXPECT_GE(point.clear_mm, std::min(away, map.known_mm) - 0.02f);
      EXPECT_LE(point.clear_mm, std::min(away + DangerField::error_mm, map.known_mm));
    }
    if (away < map.known_mm - DangerField::error_mm) {
      EXPECT_EQ(point.structure, 1u);
    }
  }
  EXPECT_GT(map.count(Access::danger), 30u);
  EXPECT_GT(map.count(Access::close), 30u);
}

// A plate before a lung: what is behind it is not met, and beside it the lung is.
TEST(AccessMap, ABoneHidesTheDangerBeyondIt) {
  const glm::vec3 target(0, 0, -20);
  Case c({trunk(), {Kind::bone, box({-10, -10, 28}, {10, 10, 30})}, {Kind::lung, box({-30, -30, 0}, {30, 30, 10})}});
  const AccessMap map = c.planner->map({target, 500.0f, 5.0f, 100.0f});
  for (const AccessPoint& point : map.points) {
    if (point.position.z < 49.9f) continue;  // the front
    const auto within = [&](float z, float half) {
      const glm::vec3 at = target + (point.position - target) * ((z - target.z) / (50.0f - target.z));
      return half - std::max(std::abs(at.x), std::abs(at.y));
    };
    const float in_plate = std::max(within(30, 10), within(28, 10)), in_lung = std::max(within(0, 30), within(10, 30));
    if (std::abs(in_plate) < 0.1f || std::abs(in_lung) < 0.1f) continue;
    if (in_plate > 0.0f) {
      ASSERT_EQ(point.access, Access::bone);
      EXPECT_EQ(point.structure, 1u);
    } else if (in_lung > 0.0f) {
      ASSERT_EQ(point.access, Access::danger);
      EXPECT_EQ(point.structure, 2u);
    } else {
      ASSERT_TRUE(point.access == Access::close || point.access == Access::clear);
    }
  }
  EXPECT_GT(map.count(Access::bone), 50u);
  EXPECT_GT(map.count(Access::danger), 100u);
}

TEST(AccessMap, JointsAndMusclesAreNoDangers) {
  Case c({trunk(), {Kind::muscle, sphere({0, 0, 40}, 5)}, {Kind::capsule, sphere({8, 0, 40}, 5)}});
  const AccessMap map = c.planner->map({{0, 0, 20}, 200.0f, 10.0f, 60.0f});
  EXPECT_EQ(map.count(Access::clear), map.points.size());
}

TEST(AccessMap, LeavesOutSkinFromWhichThePathGoesThroughTheAir) {
  // An arm beside the trunk, in one skin.
  const MeshData both = joined(box({-100, -100, -50}, {100, 100, 50}), box({120, -100, -20}, {160, 100, 20}));
  Case c({{Kind::skin, both}});
  const AccessMap map = c.planner->map({{90, 0, 0}, 200.0f, 5.0f, 80.0f});
  EXPECT_GT(map.points.size(), 100u);
  for (const AccessPoint& point : map.points) EXPECT_LT(point.position.x, 101.0f);
}

TEST(AccessMap, IsEmptyForATargetOutsideAndForABodyWithoutSkin) {
  Case with_skin({trunk()});
  EXPECT_TRUE(with_skin.planner->map({{0, 0, 60}, 200.0f, 5.0f, 80.0f}).points.empty());
  EXPECT_TRUE(with_skin.planner->map({{900, 0, 0}, 200.0f, 5.0f, 80.0f}).points.empty());
  EXPECT_FALSE(with_skin.planner->map({{0, 0, 40}, 200.0f, 5.0f, 80.0f}).points.empty());
  Case without({{Kind::bone, sphere({0, 0, 0}, 10)}});
  EXPECT_TRUE(without.planner->map({{0, 0, 0}, 200.0f, 5.0f, 80.0f}).points.empty());
}

TEST(AccessMap, ThinsOutManyPiecesEvenly) {
  Case c({trunk()}, nullptr, 2.0f);
  AccessRequest request{{0, 0, 20}, 200.0f, 10.0f, 60.0f};
  const AccessMap all = c.planner->map(request);
  request.most_points = 1000;
  const AccessMap some = c.planner->map(request);
  EXPECT_LE(some.points.size(), 1000u);
  EXPECT_GT(some.points.size(), 950u);
  std::size_t left_all = 0, left_some = 0;
  for (const AccessPoint& point : all.points) left_all += point.position.x < 0.0f ? 1 : 0;
  for (const AccessPoint& point : some.points) left_some += point.position.x < 0.0f ? 1 : 0;
  EXPECT_NEAR(double(left_some) / double(some.points.size()), double(left_all) / double(all.points.size()), 0.05);
}

void expect_same(const AccessMap& a, const AccessMap& b) {
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    EXPECT_EQ(a.points[i].piece, b.points[i].piece);
    EXPECT_EQ(a.points[i].access, b.points[i].access) << i;
    EXPECT_NEAR(a.points[i].clear_mm, b.points[i].clear_mm, 1.01f * DangerField::error_mm) << i;
  }
}

TEST(AccessMap, ATargetThatMovesTellsWhatAFreshPlannerTells) {
  const std::vector<Made> parts = {
      trunk(), {Kind::artery, sphere({5, 3, 30}, 6, 24)}, {Kind::bone, sphere({-9, 0, 25}, 4)}};
  JobQueue jobs(1);
  Case moving(parts, &jobs);
  const AccessRequest steps[] = {{{0, 0, 0}, 60.0f, 5.0f, 70.0f},  {{2, 1, 0}, 60.0f, 5.0f, 70.0f},
                                 {{2, 1, 0}, 60.0f, 8.0f, 70.0f},  {{2, 1, 0}, 45.0f, 3.0f, 70.0f},
                                 {{2, 1, 0}, 60.0f, 25.0f, 70.0f}, {{60, 50, 0}, 60.0f, 5.0f, 70.0f}};
  const std::size_t fields[] = {1, 1, 1, 1, 2, 3};
  for (std::size_t i = 0; i < std::size(steps); ++i) {
    SCOPED_TRACE(i);
    const AccessMap map = moving.planner->map(steps[i]);
    EXPECT_LE(moving.planner->fields_made(), fields[i]);
    Case fresh(parts);
    expect_same(map, fresh.planner->map(steps[i]));
  }
  EXPECT_GE(moving.planner->fields_made(), 2u);
}

// Bones and dangers of all kinds strewn through a trunk; some poke through the skin.
std::vector<Made> strewn(Random& random, int count) {
  std::vector<Made> parts = {trunk()};
  const Kind kinds[] = {Kind::artery, Kind::nerve, Kind::lung, Kind::bone, Kind::muscle, Kind::vein, Kind::bone};
  for (int i = 0; i < count; ++i) {
    const glm::vec3 at = random.in_box(glm::vec3(-60, -60, -35), glm::vec3(60, 60, 48));
    MeshData mesh;
    switch (random.below(3)) {
      case 0:
        mesh = box(at, at + random.in_box(glm::vec3(2), glm::vec3(15)));
        break;
      case 1:
        mesh = sphere(at, random.between(2.0f, 9.0f), 12);
        break;
      default:
        mesh = tube({{at, 3, 2}, {at + 30.0f * random.direction(), 2, 3}}, random.direction(), 9);
    }
    parts.push_back({kinds[random.below(7)], std::move(mesh)});
  }
  return parts;
}

// What a needle along the path tells.
struct Expected {
  Access access = Access::clear;
  float clear_mm = 1e9f;
  float margin_of_doubt = 1e9f;  // how near the answer is to another one
};
Expected pushed(const Case& c, const AccessPoint& point, const AccessRequest& request) {
  const NeedleLine line{point.position, glm::normalize(request.target - point.position), point.length_mm};
  const NeedlePath path = c.probe->path(line);
  Expected expected;
  bool danger = false;
  for (const NeedleNearest& near : c.probe->nearest(line, path, 60.0f)) {
    if (near.danger == NeedleTissue::joint) continue;
    danger |= near.struck && (!path.stop || near.at_mm < path.stop->at_mm);
    expected.clear_mm = std::min(expected.clear_mm, near.path_mm);
  }
  expected.margin_of_doubt = std::min(expected.clear_mm, std::abs(expected.clear_mm - request.margin_mm));
  if (danger) {
    expected.access = Access::danger;
  } else if (path.stop) {
    expected.access = Access::bone;
  } else if (point.length_mm > request.needle_mm) {
    expected.access = Access::too_deep;
  } else if (expected.clear_mm < request.margin_mm) {
    expected.access = Access::close;
  }
  return expected;
}

TEST(AccessMap, TellsWhatANeedleAlongEveryPathTells) {
  std::size_t all = 0, differ = 0, far_off = 0;
  std::array<std::size_t, access_kinds> kinds{};
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    Random random(seed);
    Case c(strewn(random, 14), nullptr, 30.0f);
    const AccessRequest request{random.in_box(glm::vec3(-20), glm::vec3(20)), 70.0f, random.between(2.0f, 9.0f), 80.0f};
    const AccessMap map = c.planner->map(request);
    for (const AccessPoint& point : map.points) {
      const Expected expected = pushed(c, point, request);
      ++all;
      ++kinds[static_cast<std::size_t>(point.access)];
      // A path that only just meets an edge may be told either way.
      if (point.access != expected.access && expected.margin_of_doubt > 0.01f) ++differ;
      if (point.access != Access::clear && point.access != Access::close) continue;
      EXPECT_GT(point.clear_mm, std::min(expected.clear_mm, map.known_mm) - 0.01f);
      if (point.clear_mm > std::min(expected.clear_mm, map.known_mm) + DangerField::error_mm) ++far_off;
    }
  }
  EXPECT_GT(all, 4000u);
  for (const std::size_t count : kinds) EXPECT_GT(count, 50u);
  EXPECT_LE(differ, all / 500);
  EXPECT_LE(far_off, all / 500);
}

}  // namespace
}  // namespace palpate::test
