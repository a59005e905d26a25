// Muscles that fork, and whose branches join again, are measured branch by branch.
#include <palpate/mesh/level_surface.h>
#include <palpate/sculpt/survey.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <cmath>

namespace palpate {
namespace {

using Distance = float (*)(glm::vec3);

MeshData surface_of(Distance distance) {
  const Field field = [distance](std::span<const glm::vec3> at, std::span<float> values) {
    for (std::size_t i = 0; i < at.size(); ++i) values[i] = distance(at[i]);
  };
  return level_surface(field, {{-80, -80, -20}, {80, 160, 20}, 3.0f});
}

float capsule(glm::vec3 p, glm::vec3 a, glm::vec3 b, float radius) {
  const float share = glm::clamp(glm::dot(p - a, b - a) / glm::dot(b - a, b - a), 0.0f, 1.0f);
  return glm::distance(p, a + share * (b - a)) - radius;
}

// Around an eye.
float ring(glm::vec3 p) {
  return glm::length(glm::vec2(glm::length(glm::vec2(p.x, p.y)) - 30.0f, p.z)) - 6.0f;
}

// A belly whose three tendons leave it at different heights.
float tendons(glm::vec3 p) {
  float least = capsule(p, {0, 140, 0}, {0, 80, 0}, 12.0f);
  least = std::min(least, capsule(p, {0, 80, 0}, {-45, -60, 0}, 5.0f));
  least = std::min(least, capsule(p, {0, 80, 0}, {12, 30, 0}, 6.0f));
  least = std::min(least, capsule(p, {12, 30, 0}, {4, -60, 0}, 5.0f));
  return std::min(least, capsule(p, {12, 30, 0}, {50, -60, 0}, 5.0f));
}

// A flat sheet from an edge above, with five teeth below, each ending higher than the one before.
float toothed(glm::vec3 p) {
  const glm::vec3 flat(p.x, p.y, 3.0f * p.z);
  float least = 1e6f;
  for (int tooth = -2; tooth <= 2; ++tooth) {
    const auto t = static_cast<float>(tooth);
    const glm::vec3 begin(13.0f * t, 130, 0), end(28.0f * t, 30.0f * t, 0);
    least = std::min(least, capsule(flat, begin, end, 10.0f));
  }
  return 0.6f * least;
}

TEST(Branches, ASheetWithTeethGetsASlipForEach) {
  const MeshData sheet = surface_of(toothed);
  SurveyRequest request;
  for (const glm::vec3& p : sheet.positions) request.along.push_back(glm::clamp((p.y + 50.0f) / 190.0f, 0.0f, 1.0f));
  const Result<Surveyed> found = survey(sheet, request);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->method, testing::HasSubstr("5 lofts, digitations"));
  EXPECT_LT(found->agreement.mean_mm, 0.8);
}

TEST(Branches, ARingIsMeasuredOnBothWaysRoundIt) {
  const Result<Surveyed> found = survey(surface_of(ring), {});
  ASSERT_TRUE(found);
  EXPECT_THAT(found->method, testing::HasSubstr("branches"));
  EXPECT_GE(found->parts.size(), 2u);
  EXPECT_LT(found->agreement.mean_mm, 0.8) << "no skin over the hole";
}

TEST(Branches, TendonsThatPartOneAfterTheOtherEachGetTheirOwn) {
  const Result<Surveyed> found = survey(surface_of(tendons), {});
  ASSERT_TRUE(found);
  EXPECT_GE(found->parts.size(), 4u);
  EXPECT_LT(found->agreement.mean_mm, 0.8);
  EXPECT_LT(found->agreement.p95_mm, 3.0) << "no web between them";
}

}  // namespace
}  // namespace palpate
