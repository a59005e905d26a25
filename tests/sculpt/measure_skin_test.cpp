// Parts of a skin measured by rays from within: they lie on it, overlap, end where they should, and leave out what is
// to be left out.
#include "shapes.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>
#include <palpate/sculpt/survey.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

using test::box;
using test::sphere;
using testing::HasSubstr;

// A capsule of that radius around the way from `above` 0 to `below` 0, along y.
MeshData capsule(glm::vec3 middle, float radius, float half_length) {
  MeshData mesh = sphere({0, 0, 0}, radius, 48);
  for (glm::vec3& p : mesh.positions) p.y += p.y > 0.0f ? half_length : p.y < 0.0f ? -half_length : 0.0f;
  for (glm::vec3& p : mesh.positions) p += middle;
  compute_normals(mesh);
  return mesh;
}

SkinPart part(const char* name, glm::vec3 low, glm::vec3 high) {
  SkinPart one;
  one.name = name;
  one.bones = {box(low, high)};
  one.axis = {0.0f, -1.0f, 0.0f};
  one.midline = true;
  return one;
}

std::vector<MeshData> meshes(const MeshData& skin, const SkinRules& rules) {
  const Result<std::vector<Form>> forms = measure_skin(skin, rules);
  EXPECT_TRUE(forms) << forms.error().text();
  std::vector<MeshData> out;
  if (!forms) return out;
  for (const Form& form : *forms) out.push_back(mesh_of(std::vector<Form>{form}, 4.0f));
  return out;
}

float farthest_out(const MeshData& mesh, const MeshData& skin) {
  const SurfaceTree tree(skin);
  float most = 0.0f;
  for (const glm::vec3 p : mesh.positions) {
    const SurfaceTree::Place place = tree.nearest(p);
    if (glm::dot(p - place.position, place.normal) > 0.0f) most = std::max(most, place.distance);
  }
  return most;
}

float lowest(const MeshData& mesh) {
  float low = 1e9f;
  for (const glm::vec3 p : mesh.positions) low = std::min(low, p.y);
  return low;
}
float highest(const MeshData& mesh) {
  float high = -1e9f;
  for (const glm::vec3 p : mesh.positions) high = std::max(high, p.y);
  return high;
}

SkinRules two_halves() {
  SkinRules rules;
  rules.parts = {part("upper", {-5, 0, -5}, {5, 200, 5}), part("lower", {-5, -200, -5}, {5, 0, 5})};
  rules.parts[0].starts_here = true;
  rules.parts[1].ends_here = true;
  return rules;
}

TEST(MeasuredSkin, ItsPartsOverlapAndLieOnIt) {
  const MeshData skin = capsule({0, 0, 0}, 40.0f, 200.0f);
  const std::vector<MeshData> parts = meshes(skin, two_halves());
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_LT(lowest(parts[0]), -15.0f) << "the upper reaches into the lower";
  EXPECT_GT(highest(parts[1]), 15.0f);
  for (const MeshData& mesh : parts) {
    EXPECT_LT(farthest_out(mesh, skin), 2.0f);
    double off = 0.0, count = 0.0;
    for (const glm::vec3 p : mesh.positions) {
      if (std::abs(p.y) < 40.0f) continue;  // beyond, each end is within the other part
      if (std::abs(p.y) > 195.0f) continue;
      off += std::abs(std::hypot(static_cast<double>(p.x), static_cast<double>(p.z)) - 40.0);
      count += 1.0;
    }
    EXPECT_LT(off / count, 0.6);
  }
}

TEST(MeasuredSkin, AFreeEndIsRoundedWhereTheSkinEnds) {
  const MeshData skin = capsule({0, 0, 0}, 40.0f, 200.0f);
  const std::vector<MeshData> parts = meshes(skin, two_halves());
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_NEAR(highest(parts[0]), 240.0f, 2.0f);
  EXPECT_NEAR(lowest(parts[1]), -240.0f, 2.0f);
  EXPECT_NEAR(signed_volume(parts[0]) / (3.14159 * 1600.0 * (200.0 + 26.7 + 25.0)), 1.0, 0.05);
}

TEST(MeasuredSkin, WhatIsLeftOutIsNotPartOfIt) {
  const MeshData skin = capsule({0, 0, 0}, 40.0f, 200.0f);
  SkinRules rules = two_halves();
  rules.left_out = [](glm::vec3 p) { return p.z > 25.0f; };
  for (const MeshData& mesh : meshes(skin, rules)) {
    for (const glm::vec3 p : mesh.positions) EXPECT_LT(p.z, 29.5f);
  }
}

TEST(MeasuredSkin, ALimbIsMeasuredOnTheRightAndStandsForBothSides) {
  const MeshData skin = joined(capsule({-120, 0, 0}, 30.0f, 100.0f), capsule({120, 0, 0}, 30.0f, 100.0f));
  SkinRules rules;
  rules.parts = {part("limb", {-125, -100, -5}, {-115, 100, 5})};
  rules.parts[0].midline = false;
  rules.parts[0].ends_here = rules.parts[0].starts_here = true;
  const Result<std::vector<Form>> forms = measure_skin(skin, rules);
  ASSERT_TRUE(forms) << forms.error().text();
  EXPECT_TRUE(std::get<Loft>(forms->front()).both_sides);
  for (const glm::vec3 p : mesh_of(*forms, 4.0f).positions) EXPECT_LT(p.x, -80.0f);
}

TEST(MeasuredSkin, PartsOfOneNameKeepApartIfTheyAreTo) {
  const MeshData skin = capsule({-60, 0, 0}, 40.0f, 100.0f);
  SkinRules rules;
  rules.parts = {part("toe", {-85, -100, -5}, {-75, 100, 5}), part("toe", {-45, -100, -5}, {-35, 100, 5})};
  for (SkinPart& toe : rules.parts) {
    toe.midline = false;
    toe.apart_mm = 2.0f;
  }
  const std::vector<MeshData> parts = meshes(skin, rules);
  ASSERT_EQ(parts.size(), 2u);
  for (const glm::vec3 p : parts[0].positions) EXPECT_LT(p.x, -58.0f) << "shared, it would go on to -47";
  for (const glm::vec3 p : parts[1].positions) EXPECT_GT(p.x, -62.0f);
}

TEST(MeasuredSkin, ASheetIsToldByPlace) {
  MeshData sheet = sphere({-100, 0, 0}, 30.0f, 48);
  for (glm::vec3& p : sheet.positions) p.x = -100.0f + 0.15f * (p.x + 100.0f);
  compute_normals(sheet);
  SkinRules rules;
  rules.parts = {part("ear", {0, 0, 0}, {1, 1, 1})};
  rules.parts[0].midline = false;
  rules.parts[0].sheet = [](glm::vec3 p) { return p.x < -50.0f; };
  const std::vector<MeshData> parts = meshes(joined(capsule({0, 0, 0}, 40.0f, 100.0f), sheet), rules);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_LT(farthest_out(parts[0], sheet), 1.5f);
  EXPECT_NEAR(signed_volume(parts[0]) / signed_volume(sheet), 1.0, 0.15);
}

TEST(MeasuredSkin, APartWithoutBonesIsAnError) {
  SkinRules rules;
  rules.parts.resize(1);
  rules.parts[0].name = "tail";
  const Result<std::vector<Form>> forms = measure_skin(sphere({0, 0, 0}, 40.0f), rules);
  ASSERT_FALSE(forms);
  EXPECT_THAT(forms.error().text(), HasSubstr("tail"));
}

}  // namespace
}  // namespace palpate
