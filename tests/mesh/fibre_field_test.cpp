// The course of a muscle's fibres: on shapes where it is known, it is that; on broken ones it is still numbers.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/weld.h>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <numbers>

namespace palpate::test {
namespace {

constexpr float strap_length = 200.0f;
constexpr int around = 16;

// A straight strap along y; its columns of vertices are its fibres.
MeshData strap(
    const std::function<float(float)>& girth = [](float) { return 1.0f; }, glm::vec3 at = glm::vec3(0)) {
  std::vector<Station> stations;
  for (int i = 0; i <= 50; ++i) {
    const float t = static_cast<float>(i) / 50.0f;
    stations.push_back({at + glm::vec3(0, strap_length * t, 0), 15.0f * girth(t), 6.0f * girth(t)});
  }
  MeshData mesh = tube(stations, {0, 0, 1}, around);
  compute_normals(mesh);
  return mesh;
}

std::vector<FibreEnd> marks(const MeshData& mesh, const std::function<FibreEnd(glm::vec3)>& end_at) {
  std::vector<FibreEnd> ends;
  for (const glm::vec3 p : mesh.positions) ends.push_back(end_at(p));
  return ends;
}

FibreEnd strap_end(glm::vec3 p) {
  return p.y < 1.0f ? FibreEnd::origin : p.y > strap_length - 1.0f ? FibreEnd::insertion : FibreEnd::none;
}

void expect_sound(const FibreField& field, const MeshData& mesh, const std::string& what) {
  ASSERT_EQ(field.along.size(), mesh.positions.size()) << what;
  ASSERT_EQ(field.crossing.size(), mesh.positions.size()) << what;
  ASSERT_EQ(field.tendon.size(), mesh.positions.size()) << what;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    EXPECT_TRUE(field.along[i] >= 0.0f && field.along[i] <= 1.0f) << what << ": " << field.along[i];
    EXPECT_TRUE(field.tendon[i] >= 0.0f && field.tendon[i] <= 1.0f) << what << ": " << field.tendon[i];
    EXPECT_TRUE(std::isfinite(field.crossing[i].x + field.crossing[i].y + field.crossing[i].z)) << what;
  }
}

TEST(FibreField, OfAStrapRisesWithItsLength) {
  const MeshData mesh = strap();
  const FibreField field = fibre_field(mesh, marks(mesh, strap_end));
  expect_sound(field, mesh, "strap");
  for (std::size_t i = 0; i < mesh.positions.size(); ++i)
    EXPECT_NEAR(field.along[i], mesh.positions[i].y / strap_length, 0.02f) << i;
}

TEST(FibreField, OfAStrapTurnsAroundWithItsEnds) {
  const MeshData mesh = strap();
  const FibreField field = fibre_field(mesh, marks(mesh, [](glm::vec3 p) {
                                         const FibreEnd end = strap_end(p);
                                         return end == FibreEnd::origin      ? FibreEnd::insertion
                                                : end == FibreEnd::insertion ? FibreEnd::origin
                                                                             : FibreEnd::none;
                                       }));
  for (std::size_t i = 0; i < mesh.positions.size(); ++i)
    EXPECT_NEAR(field.along[i], 1.0f - mesh.positions[i].y / strap_length, 0.02f) << i;
}

// All points of a fibre share one crossing; neighbouring fibres have others. (Towards the ends, where the fibres of
// both faces meet, the crossings run together.)
TEST(FibreField, CarriesEveryPointAlongItsFibre) {
  const MeshData mesh = strap();
  const FibreField field = fibre_field(mesh, marks(mesh, strap_end));
  std::map<int, std::vector<glm::vec3>> fibres;
  for (int i = 0; i < 51 * around; ++i) {
    const glm::vec3 p = mesh.positions[static_cast<std::size_t>(i)];
    if (p.y > 35.0f && p.y < strap_length - 35.0f)
      fibres[i % around].push_back(field.crossing[static_cast<std::size_t>(i)]);
  }
  for (const auto& [column, crossings] : fibres) {
    const glm::vec3 stands = mesh.positions[static_cast<std::size_t>(column)];
    for (const glm::vec3 c : crossings) {
      EXPECT_LT(glm::distance(c, crossings.front()), 0.5f) << "fibre " << column;
      EXPECT_NEAR(c.x, stands.x, 1.0f) << "fibre " << column;
      EXPECT_NEAR(c.z, stands.z, 1.0f) << "fibre " << column;
    }
  }
}

TEST(FibreField, FindsAMissingEndOppositeTheKnownOne) {
  const MeshData mesh = strap();
  for (const FibreEnd known : {FibreEnd::origin, FibreEnd::insertion}) {
    const FibreField field =
        fibre_field(mesh, marks(mesh, [&](glm::vec3 p) { return strap_end(p) == known ? known : FibreEnd::none; }));
    for (std::size_t i = 0; i < mesh.positions.size(); ++i)
      EXPECT_NEAR(field.along[i], mesh.positions[i].y / strap_length, 0.08f) << i;
  }
}

TEST(FibreField, WithoutAnyEndRunsFromTheUpperEndOfTheLongestWay) {
  const MeshData mesh = strap();
  const FibreField field = fibre_field(mesh, {});
  for (std::size_t i = 0; i < mesh.positions.size(); ++i)
    EXPECT_NEAR(field.along[i], 1.0f - mesh.positions[i].y / strap_length, 0.12f) << i;
}

// A flat fan from an arc of 80 mm radius to its tip, 5 mm thick.
TEST(FibreField, OfAFanRunsToItsTip) {
  MeshData fan;
  constexpr int rays = 24, rings = 24;
  const auto angle = [](int ray) { return 0.6f + 1.9f * static_cast<float>(ray) / rays; };
  for (const float z : {2.5f, -2.5f}) {
    for (int ring = 0; ring <= rings; ++ring) {
      const float radius = 8.0f + 72.0f * static_cast<float>(ring) / rings;
      for (int ray = 0; ray <= rays; ++ray)
        fan.positions.emplace_back(radius * std::cos(angle(ray)), radius * std::sin(angle(ray)), z);
    }
  }
  constexpr std::uint32_t row = rays + 1, layer = row * (rings + 1);
  const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    fan.indices.insert(fan.indices.end(), {a, b, c, a, c, d});
  };
  for (std::uint32_t ring = 0; ring < rings; ++ring) {
    for (std::uint32_t ray = 0; ray < rays; ++ray) {
      const std::uint32_t a = ring * row + ray;
      quad(a, a + row, a + row + 1, a + 1);
      quad(layer + a, layer + a + 1, layer + a + row + 1, layer + a + row);
    }
    const std::uint32_t left = ring * row, right = left + rays;
    quad(left, layer + left, layer + left + row, left + row);
    quad(right, right + row, layer + right + row, layer + right);
  }
  for (std::uint32_t ray = 0; ray < rays; ++ray) {
    const std::uint32_t outer = rings * row + ray;
    quad(ray, ray + 1, layer + ray + 1, layer + ray);
    quad(outer, layer + outer, layer + outer + 1, outer + 1);
  }
  compute_normals(fan);
  const auto radius_of = [](glm::vec3 p) { return std::hypot(p.x, p.y); };
  const FibreField field = fibre_field(
      fan, marks(fan, [&](glm::vec3 p) {
        return radius_of(p) > 79.0f ? FibreEnd::origin : radius_of(p) < 9.0f ? FibreEnd::insertion : FibreEnd::none;
      }));
  expect_sound(field, fan, "fan");
  for (std::size_t i = 0; i < fan.positions.size(); ++i) {
    const glm::vec3 p = fan.positions[i], c = field.crossing[i];
    EXPECT_NEAR(field.along[i], (80.0f - radius_of(p)) / 72.0f, 0.06f) << i;
    // A fibre keeps its angle.
    if (radius_of(p) > 35.0f && radius_of(p) < 70.0f) {
      EXPECT_NEAR(std::atan2(c.y, c.x), std::atan2(p.y, p.x), 0.1f) << i;
    }
  }
}

TEST(FibreField, TakesThinEndsForTendon) {
  const MeshData mesh = strap([](float t) { return t < 0.25f || t > 0.8f ? 0.2f : 1.0f; });
  const FibreField field = fibre_field(mesh, marks(mesh, strap_end));
  expect_sound(field, mesh, "with tendons");
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const float t = mesh.positions[i].y / strap_length;
    if (t < 0.2f || t > 0.87f) {
      EXPECT_GT(field.tendon[i], 0.8f) << t;
    }
    if (t > 0.33f && t < 0.72f) {
      EXPECT_LT(field.tendon[i], 0.1f) << t;
    }
  }
}

TEST(FibreField, TakesAThinPlaceBetweenTwoBelliesForNone) {
  const MeshData mesh = strap([](float t) { return t > 0.45f && t < 0.55f ? 0.2f : 1.0f; });
  for (const float tendon : fibre_field(mesh, marks(mesh, strap_end)).tendon) EXPECT_LT(tendon, 0.5f);
}

// A cord beside a belly, and how the cord's vertices are marked.
void expect_of_cord(const MeshData& cord, const std::function<FibreEnd(glm::vec3)>& end_of, bool is_tendon) {
  const MeshData belly = strap(), mesh = joined(belly, cord);
  const std::vector<FibreEnd> ends = marks(mesh, [&](glm::vec3 p) { return p.x < 40.0f ? strap_end(p) : end_of(p); });
  const FibreField field = fibre_field(mesh, ends);
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    if (i < belly.positions.size() || !is_tendon) {
      EXPECT_LT(field.tendon[i], 0.3f) << i;
    } else {
      EXPECT_GT(field.tendon[i], 0.7f) << i;
    }
  }
}

FibreEnd insertion_alone(glm::vec3 p) {
  return strap_end(p) == FibreEnd::insertion ? FibreEnd::insertion : FibreEnd::none;
}

TEST(FibreField, MeasuresASeparateTendonByTheBellyOfTheMuscle) {
  expect_of_cord(strap([](float) { return 0.15f; }, {60, 0, 0}), insertion_alone, true);
}

TEST(FibreField, TakesASeparateTendonForOneWhereItLeavesTheMuscleWidely) {
  expect_of_cord(strap([](float t) { return t < 0.12f ? 0.9f : 0.15f; }, {60, 0, 0}), insertion_alone, true);
}

TEST(FibreField, GivesAThinSlipFromOriginToInsertionABellyOfItsOwn) {
  expect_of_cord(strap([](float) { return 0.15f; }, {60, 0, 0}), strap_end, false);
}

TEST(FibreField, GivesEveryPieceFibresOfItsOwn) {
  const MeshData one = strap(), two = strap([](float) { return 1.0f; }, {80, 0, 0});
  const MeshData mesh = joined(one, two);
  const FibreField field = fibre_field(mesh, marks(mesh, strap_end));
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    EXPECT_NEAR(field.along[i], mesh.positions[i].y / strap_length, 0.02f) << i;
    EXPECT_NEAR(field.crossing[i].x < 40.0f, mesh.positions[i].x < 40.0f, 0) << i;
  }
}

TEST(FibreField, OfNothingIsEmpty) {
  EXPECT_TRUE(fibre_field({}, {}).empty());
}

struct Broken {
  const char* name;
  MeshData mesh;
};

std::vector<Broken> broken_meshes() {
  MeshData needle = strap();
  for (glm::vec3& p : needle.positions) p.x = p.z = 0.0f;
  MeshData point = strap();
  for (glm::vec3& p : point.positions) p = {1, 2, 3};
  MeshData flat = strap();
  for (glm::vec3& p : flat.positions) p.z = 0.0f;
  MeshData twice = strap();
  const std::vector<std::uint32_t> indices = twice.indices;
  twice.indices.insert(twice.indices.end(), indices.begin(), indices.end());
  MeshData collapsed = strap();
  for (std::size_t i = 0; i < collapsed.indices.size(); i += 7) collapsed.indices[i] = collapsed.indices[0];
  MeshData triangle;
  triangle.positions = {{0, 0, 0}, {10, 0, 0}, {0, 10, 0}};
  triangle.indices = {0, 1, 2};
  MeshData lone = strap();
  lone.positions.insert(lone.positions.end(), 20, glm::vec3(7, 7, 7));
  MeshData huge = strap(), tiny = strap();
  for (glm::vec3& p : huge.positions) p *= 1e5f;
  for (glm::vec3& p : tiny.positions) p *= 1e-5f;
  return {{"needle", needle},
          {"point", point},
          {"flat", flat},
          {"doubled", twice},
          {"collapsed", collapsed},
          {"one triangle", triangle},
          {"unused vertices", lone},
          {"open", with_hole(strap(), 200)},
          {"loose triangles", soup(strap())},
          {"inside out", inside_out(strap())},
          {"huge", huge},
          {"tiny", tiny},
          {"strap", strap()}};
}

TEST(FibreField, OfBrokenMeshesIsStillNumbers) {
  const std::vector<std::pair<const char*, std::function<FibreEnd(std::size_t)>>> patterns = {
      {"no ends", [](std::size_t) { return FibreEnd::none; }},
      {"all origin", [](std::size_t) { return FibreEnd::origin; }},
      {"all insertion", [](std::size_t) { return FibreEnd::insertion; }},
      {"only the first", [](std::size_t i) { return i == 0 ? FibreEnd::insertion : FibreEnd::none; }},
      {"side by side", [](std::size_t i) { return i % 2 == 0 ? FibreEnd::origin : FibreEnd::insertion; }},
      {"scattered", [](std::size_t i) {
         return i % 7 == 0 ? FibreEnd::origin : i % 11 == 0 ? FibreEnd::insertion : FibreEnd::none;
       }}};
  for (const Broken& broken : broken_meshes()) {
    for (const auto& [pattern, end_of] : patterns) {
      std::vector<FibreEnd> ends;
      for (std::size_t i = 0; i < broken.mesh.positions.size(); ++i) ends.push_back(end_of(i));
      expect_sound(fibre_field(broken.mesh, ends), broken.mesh, std::string(broken.name) + ", " + pattern);
    }
    expect_sound(fibre_field(broken.mesh, {}), broken.mesh, std::string(broken.name) + ", no marks");
  }
}

}  // namespace
}  // namespace palpate::test
