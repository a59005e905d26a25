// Tubes measured on centre lines: runs between ends and forks, few points, and what a mesh leaves in its lines mended.
#include "shapes.h"

#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace palpate {
namespace {

using testing::HasSubstr;

// Adds a chain of nodes along a curve and returns its last node.
template <class Curve>
std::size_t add_line(CentreLines& lines, std::size_t from, int count, float diameter, const Curve& curve) {
  for (int i = 1; i <= count; ++i) {
    lines.nodes.push_back({curve(static_cast<float>(i) / static_cast<float>(count)), diameter});
    lines.edges.emplace_back(from, lines.nodes.size() - 1);
    from = lines.nodes.size() - 1;
  }
  return from;
}

CentreLines straight(int nodes, float length, float diameter) {
  CentreLines lines{{{{0, 0, 0}, diameter}}, {}};
  add_line(lines, 0, nodes - 1, diameter, [&](float t) { return glm::vec3(0, t * length, 0); });
  return lines;
}

float distance_to(glm::vec3 p, const MeshData& tube) {
  float nearest = std::numeric_limits<float>::infinity();
  for (std::size_t t = 0; t < tube.triangle_count(); ++t) {
    const std::uint32_t* i = &tube.indices[3 * t];
    nearest = std::min(nearest, glm::distance(p, nearest_on_triangle(p, tube.positions[i[0]], tube.positions[i[1]],
                                                                     tube.positions[i[2]])));
  }
  return nearest;
}

TEST(MeasureTubes, AStraightLineIsTwoPoints) {
  const Result<Tubes> found = measure_tubes(straight(20, 100.0f, 4.0f), 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 1u);
  ASSERT_EQ(found->runs[0].size(), 2u);
  const std::vector<glm::vec3> ends = {found->runs[0][0].at, found->runs[0][1].at};
  EXPECT_THAT(ends, testing::UnorderedElementsAre(glm::vec3(0, 0, 0), glm::vec3(0, 100, 0)));
  EXPECT_FLOAT_EQ(found->runs[0][0].diameter, 4.0f);
}

TEST(MeasureTubes, KeepsACurveWithinTheTolerance) {
  const auto curve = [](float t) {
    return glm::vec3(40.0f * std::sin(5.0f * t), 120.0f * t, 25.0f * std::cos(4.0f * t));
  };
  CentreLines lines{{{curve(0.0f), 2.0f}}, {}};
  add_line(lines, 0, 80, 2.0f, curve);
  std::size_t before = 0;
  for (const float tolerance : {4.0f, 1.0f, 0.3f}) {
    const Result<Tubes> found = measure_tubes(lines, tolerance);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->runs.size(), 1u);
    EXPECT_GT(found->runs[0].size(), before) << "closer takes more points";
    EXPECT_LT(found->runs[0].size(), 30u);
    before = found->runs[0].size();
    // Every node lies within a thin tube's radius and the tolerance (and what rounding and smoothing take).
    Tubes thin = *found;
    for (RunPoint& point : thin.runs[0]) point.diameter = 0.1f;
    const MeshData mesh = mesh_of(thin, 1.0f);
    for (const RunPoint& node : lines.nodes) EXPECT_LT(distance_to(node.at, mesh), tolerance + 0.35f);
  }
}

TEST(MeasureTubes, RunsEndAtForksAndShareTheirPlace) {
  CentreLines lines = straight(11, 50.0f, 4.0f);
  const std::size_t fork = lines.nodes.size() - 1;
  add_line(lines, fork, 8, 3.0f, [](float t) { return glm::vec3(30.33f * t, 50.0f + 40.0f * t, 0); });
  add_line(lines, fork, 8, 2.0f, [](float t) { return glm::vec3(-30.77f * t, 50.0f + 40.0f * t, 0); });
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 3u);
  int at_fork = 0;
  for (const auto& run : found->runs) {
    at_fork += run.front().at == glm::vec3(0, 50, 0) ? 1 : 0;
    at_fork += run.back().at == glm::vec3(0, 50, 0) ? 1 : 0;
  }
  EXPECT_EQ(at_fork, 3);
}

TEST(MeasureTubes, FiguresAreRoundedToATenth) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> place(-1.0f, 1.0f);
  CentreLines lines = straight(30, 140.0f, 3.3333f);
  for (RunPoint& node : lines.nodes) node.at += glm::vec3(place(random), place(random), place(random));
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  for (const RunPoint& point : found->runs[0]) {
    for (const float x : {point.at.x, point.at.y, point.at.z, point.diameter}) {
      EXPECT_NEAR(10.0f * x, std::round(10.0f * x), 2e-3f);
    }
  }
}

TEST(MeasureTubes, ADiameterThatStandsOutIsPulledIn) {
  CentreLines lines = straight(21, 100.0f, 4.0f);
  lines.nodes[10].diameter = 40.0f;
  lines.nodes[0].diameter = 0.0f;
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  for (const RunPoint& point : found->runs[0]) EXPECT_NEAR(point.diameter, 4.0f, 0.11f);
}

TEST(MeasureTubes, ARingComesBackToWhereItBegan) {
  CentreLines lines;
  for (int i = 0; i < 30; ++i) {
    const float turn = 2.0f * std::numbers::pi_v<float> * static_cast<float>(i) / 30.0f;
    lines.nodes.push_back({{50.0f * std::cos(turn), 0, 50.0f * std::sin(turn)}, 4.0f});
    lines.edges.emplace_back(i, (i + 1) % 30);
  }
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 1u);
  EXPECT_EQ(found->runs[0].front().at, found->runs[0].back().at);
  EXPECT_GE(found->runs[0].size(), 5u);
}

TEST(MeasureTubes, SpursThatStayWithinTheTubeAreNone) {
  CentreLines lines = straight(21, 100.0f, 10.0f);
  lines.nodes.push_back({{3.0f, 50.0f, 0}, 1.0f});
  lines.edges.emplace_back(10, lines.nodes.size() - 1);
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->runs.size(), 1u);
}

TEST(MeasureTubes, TwoHalvesOfASliceAreOneNode) {
  // A ladder: the chain runs double between its ends.
  CentreLines lines{{{{0, 0, 0}, 8.0f}}, {}};
  std::size_t left = 0, right = 0;
  for (int i = 1; i < 10; ++i) {
    const auto y = static_cast<float>(8 * i);
    lines.nodes.push_back({{-2.5f, y, 0}, 6.0f});
    lines.nodes.push_back({{2.5f, y, 0}, 6.0f});
    const std::size_t l = lines.nodes.size() - 2, r = l + 1;
    lines.edges.emplace_back(left, l);
    lines.edges.emplace_back(right, r);
    lines.edges.emplace_back(l, r);
    left = l;
    right = r;
  }
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 1u);
  for (const RunPoint& point : found->runs[0]) {
    EXPECT_NEAR(point.at.x, 0.0f, 0.3f);
    EXPECT_NEAR(point.diameter, 2.0f * std::hypot(3.0f, 2.5f), 1.0f);
  }
}

TEST(MeasureTubes, PiecesWhoseEndsTouchAreOne) {
  CentreLines lines = straight(6, 50.0f, 4.0f);
  lines.nodes.push_back({{0, 53.0f, 0}, 4.0f});
  add_line(lines, 6, 5, 4.0f, [](float t) { return glm::vec3(0, 53.0f + 47.0f * t, 0); });
  const Result<Tubes> touching = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(touching);
  EXPECT_EQ(touching->runs.size(), 1u);
  for (std::size_t i = 6; i < lines.nodes.size(); ++i) lines.nodes[i].at.y += 20.0f;
  const Result<Tubes> apart = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(apart);
  EXPECT_EQ(apart->runs.size(), 2u) << "a gap of 23 mm is a gap";
}

TEST(MeasureTubes, EndsSideBySideAreTwoTubes) {
  CentreLines lines = straight(6, 50.0f, 4.0f);
  lines.nodes.push_back({{3.0f, 0, 0}, 4.0f});
  add_line(lines, 6, 5, 4.0f, [](float t) { return glm::vec3(3.0f, 50.0f * t, 0); });
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->runs.size(), 2u);
}

TEST(MeasureTubes, NodesAloneAndEdgesToNowhereAreLeftOut) {
  CentreLines lines = straight(11, 100.0f, 4.0f);
  lines.nodes.push_back({{300, 0, 0}, 4.0f});
  lines.nodes.push_back({{std::numeric_limits<float>::quiet_NaN(), 0, 0}, 4.0f});
  lines.edges.insert(lines.edges.end(), {{3, 3}, {2, 999}, {4, 12}, {0, 1}, {1, 0}});
  const Result<Tubes> found = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 1u);
  EXPECT_EQ(found->runs[0].size(), 2u);
}

TEST(MeasureTubes, LinesWithoutATubeAreAnError) {
  for (const CentreLines& lines : {CentreLines{}, CentreLines{{{{0, 0, 0}, 4}, {{9, 0, 0}, 4}}, {}}}) {
    const Result<Tubes> found = measure_tubes(lines, 0.3f);
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().text(), HasSubstr("no tube"));
  }
  EXPECT_THAT(measure_tubes(straight(5, 50, 4), 0.0f).error().text(), HasSubstr("tolerance"));
}

TEST(MeasureTubes, TakesTheDiameterOfTheMesh) {
  const MeshData tube = test::tube({{{0, 0, 0}, 5, 5}, {{0, 50, 0}, 5, 5}, {{0, 100, 0}, 5, 5}}, {0, 0, 1}, 24);
  CentreLines lines = straight(21, 100.0f, 20.0f);
  for (RunPoint& node : lines.nodes) node.at.x += 1.5f;
  const Result<Tubes> found = measure_tubes(lines, tube, 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 1u);
  for (const RunPoint& point : found->runs[0]) EXPECT_NEAR(point.diameter, 10.0f, 0.5f);
  for (std::size_t i = 1; i + 1 < found->runs[0].size(); ++i) {
    EXPECT_NEAR(found->runs[0][i].at.x, 0.0f, 0.6f) << "and its middle";
  }
}

TEST(MeasureTubes, APieceOfTheMeshWithoutALineGetsOne) {
  const MeshData one = test::tube({{{0, 0, 0}, 3, 3}, {{0, 80, 0}, 3, 3}}, {0, 0, 1});
  const MeshData other = test::tube({{{50, 0, 0}, 2, 2}, {{50, 60, 0}, 2, 2}}, {0, 0, 1});
  const Result<Tubes> found = measure_tubes(straight(17, 80.0f, 6.0f), joined(one, other), 0.3f);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->runs.size(), 2u);
  const std::vector<RunPoint>& added = found->runs[1];
  EXPECT_NEAR(glm::distance(added.front().at, added.back().at), 60.0f, 4.0f);
  for (const RunPoint& point : added) EXPECT_NEAR(point.diameter, 4.0f, 0.5f);
}

TEST(MeasureTubes, TheSameLinesGiveTheSameFigures) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> place(-60.0f, 60.0f);
  CentreLines lines;
  for (std::size_t i = 0; i < 60; ++i) {
    lines.nodes.push_back({{place(random), place(random), place(random)}, 3.0f});
    if (i > 0) lines.edges.emplace_back(i, random() % i);
  }
  const Result<Tubes> one = measure_tubes(lines, 0.3f), other = measure_tubes(lines, 0.3f);
  ASSERT_TRUE(one);
  ASSERT_EQ(one->runs.size(), other->runs.size());
  for (std::size_t r = 0; r < one->runs.size(); ++r) {
    ASSERT_EQ(one->runs[r].size(), other->runs[r].size());
    for (std::size_t i = 0; i < one->runs[r].size(); ++i) EXPECT_EQ(one->runs[r][i].at, other->runs[r][i].at);
  }
}

}  // namespace
}  // namespace palpate
