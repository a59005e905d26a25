// Lofts: closed-form shapes come out right, every loft closes, and what is measured on a loft is that loft again.
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/compare.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>
#include <palpate/sculpt/survey.h>

#include "shapes.h"

#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace palpate {
namespace {

// A spindle with elliptical sections, thickest in the middle, that curves to the front.
Loft spindle(std::size_t sections, double bow = 20.0) {
  Loft loft;
  loft.round_at_origin = loft.round_at_insertion = 0.05f;
  for (std::size_t i = 0; i < sections; ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(sections - 1);
    const double belly = std::sin(std::numbers::pi * at);
    LoftSection section;
    section.at = static_cast<float>(at);
    section.centre = {-150.0f, static_cast<float>(1200.0 - 200.0 * at), static_cast<float>(bow * belly)};
    section.across = {{static_cast<float>(8.0 + 14.0 * belly), 0.0f, 0.0f}, {0.0f, 0.0f, 2.0f}};
    section.through = {{0.0f, 0.0f, static_cast<float>(3.0 + 8.0 * belly)}, {0.0f, 0.0f, 0.0f}};
    loft.sections.push_back(section);
  }
  return loft;
}

Loft cylinder(float radius, float length) {
  Loft loft;
  loft.round_at_origin = loft.round_at_insertion = 0.01f;
  for (const float at : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
    loft.sections.push_back({at, {0.0f, -length * at, 0.0f}, {{radius, 0.0f, 0.0f}}, {{0.0f, 0.0f, radius}}});
  }
  return loft;
}

TEST(LoftMesh, ACylinderHasItsVolume) {
  const MeshData mesh = mesh_of(cylinder(10.0f, 100.0f), 1.0f);
  EXPECT_NEAR(signed_volume(mesh) / (std::numbers::pi * 100.0 * 100.0), 1.0, 0.015);
}

TEST(LoftMesh, IsClosedWhateverItsEdges) {
  for (const float edge : {0.5f, 2.0f, 8.0f, 50.0f}) {
    const Topology topology = examine(mesh_of(spindle(8), edge));
    EXPECT_TRUE(topology.closed()) << edge;
    EXPECT_EQ(topology.components, 1u) << edge;
    EXPECT_GT(topology.volume_mm3, 0.0) << edge;
  }
}

TEST(LoftMesh, ShorterEdgesMakeMoreTriangles) {
  EXPECT_GT(mesh_of(spindle(8), 2.0f).triangle_count(), 2 * mesh_of(spindle(8), 6.0f).triangle_count());
}

TEST(LoftMesh, CarriesItsFibresInItsTextureCoordinates) {
  const MeshData mesh = mesh_of(spindle(8), 3.0f);
  ASSERT_EQ(mesh.uv.size(), mesh.positions.size());
  for (std::size_t i = 0; i < mesh.uv.size(); ++i) {
    EXPECT_GE(mesh.uv[i].x, 0.0f);
    EXPECT_LE(mesh.uv[i].x, 1.0f);
    EXPECT_NEAR(mesh.positions[i].y, 1200.0f - 200.0f * mesh.uv[i].y, 1.0f) << "v runs from origin to insertion";
  }
}

TEST(LoftMesh, IsTheSameEveryTime) {
  const MeshData a = mesh_of(spindle(8), 3.0f), b = mesh_of(spindle(8), 3.0f);
  EXPECT_EQ(a.positions, b.positions);
  EXPECT_EQ(a.indices, b.indices);
}

TEST(MeasureLoft, FindsASpindleAgain) {
  const MeshData mesh = mesh_of(spindle(9), 2.0f);
  const Result<Loft> measured = measure_loft(mesh, {}, {8, 2, {}, {}});
  ASSERT_TRUE(measured);
  const Agreement agreement = compare(mesh_of(*measured, 2.0f), mesh);
  EXPECT_LT(agreement.mean_mm, 0.3);
  EXPECT_LT(agreement.p95_mm, 0.9);
  EXPECT_NEAR(agreement.volume_ratio, 1.0, 0.04);
}

TEST(MeasureLoft, FollowsTheGivenWayFromOriginToInsertion) {
  const MeshData mesh = mesh_of(spindle(9), 2.0f);
  std::vector<float> along;
  for (const glm::vec3 p : mesh.positions) along.push_back((p.y - 1000.0f) / 200.0f);  // from below upwards
  const Result<Loft> measured = measure_loft(mesh, along, {8, 2, {}, {}});
  ASSERT_TRUE(measured);
  EXPECT_LT(measured->sections.front().centre.y, 1050.0f);
  EXPECT_GT(measured->sections.back().centre.y, 1150.0f);
}

TEST(MeasureLoft, BearsAHole) {
  const MeshData whole = mesh_of(spindle(9), 3.0f);
  MeshData holed = test::with_hole(whole, whole.triangle_count() / 20);
  compute_normals(holed);
  const Result<Loft> measured = measure_loft(holed, {}, {8, 2, {}, {}});
  ASSERT_TRUE(measured);
  EXPECT_LT(compare(mesh_of(*measured, 3.0f), whole).mean_mm, 0.6);
}

TEST(MeasureLoft, FiguresAreRoundedToATenth) {
  const Result<Loft> measured = measure_loft(mesh_of(spindle(9), 2.0f), {}, {6, 2, {}, {}});
  ASSERT_TRUE(measured);
  for (const LoftSection& section : measured->sections) {
    EXPECT_NEAR(section.centre.y * 10.0f, std::round(section.centre.y * 10.0f), 2e-3f);
  }
}

TEST(MeasureLoft, RefusesWhatHasNoSurfaceOrTooFewSections) {
  EXPECT_FALSE(measure_loft(MeshData(), {}, {8, 2, {}, {}}));
  EXPECT_FALSE(measure_loft(mesh_of(spindle(9), 3.0f), {}, {2, 2, {}, {}}));
}

TEST(MeasureLoft, FindsRandomSpindlesAgain) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> bow(-35.0, 35.0);
    const MeshData mesh = mesh_of(spindle(9, bow(random)), 3.0f);
    const Result<Loft> measured = measure_loft(mesh, {}, {8, 2, {}, {}});
    ASSERT_TRUE(measured);
    EXPECT_LT(compare(mesh_of(*measured, 3.0f), mesh).mean_mm, 0.5);
  }
}

TEST(Survey, MeasuresBelliesThatDoNotTouchOneByOne) {
  const MeshData one = mesh_of(spindle(9), 3.0f);
  MeshData both = joined(one, test::moved(one, {80.0f, 0.0f, 0.0f}));
  both.uv.clear();
  const Result<Surveyed> found = survey(both, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->parts.size(), 2u);
  EXPECT_TRUE(found->agreement.strict());
}

TEST(Survey, MeasuresSlipsThatLeaveATrunk) {
  // A trunk that forks into two slips, as one surface.
  const auto strand = [](glm::vec3 p, glm::vec3 from, glm::vec3 to, float radius) {
    const glm::vec3 way = to - from;
    const float t = std::clamp(glm::dot(p - from, way) / glm::dot(way, way), 0.0f, 1.0f);
    return glm::distance(p, from + t * way) - radius;
  };
  const auto distance = [&](glm::vec3 p) {
    return std::min({strand(p, {0, 0, 0}, {0, -100, 0}, 9.0f), strand(p, {0, -100, 0}, {35, -200, 0}, 6.0f),
                     strand(p, {0, -100, 0}, {-35, -200, 0}, 6.0f)});
  };
  Bounds bounds;
  bounds.include(glm::vec3(-60, -220, -20));
  bounds.include(glm::vec3(60, 20, 20));
  MeshData mesh = test::level_surface(distance, bounds, 2.5f);
  compute_normals(mesh);
  SurveyRequest request;
  for (const glm::vec3 p : mesh.positions) request.along.push_back(std::clamp(-p.y / 200.0f, 0.0f, 1.0f));
  const Result<Surveyed> found = survey(mesh, request);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->parts.size(), 3u) << found->method;
  EXPECT_LT(found->agreement.mean_mm, 0.8);
}

TEST(Survey, HasNothingToSayOfAnEmptyMesh) {
  EXPECT_FALSE(survey(MeshData(), {}));
}

}  // namespace
}  // namespace palpate
