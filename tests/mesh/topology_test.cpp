// What a mesh can be trusted with: holes, junctions, faces that disagree, volume; and turning faces the right way.
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace palpate::test {
namespace {

constexpr double pi = std::numbers::pi;

struct ClosedShape {
  const char* name;
  MeshData mesh;
  double volume;
  double tolerance;  // share of the volume
};

MeshData blob() {
  Bounds bounds;
  bounds.include(glm::vec3(-20));
  bounds.include(glm::vec3(20));
  return moved(level_surface([](glm::vec3 p) { return glm::length(p) - 20.0f; }, bounds, 2.0f), {7, 8, 9});
}

std::vector<ClosedShape> closed_shapes() {
  const double disc = 0.5 * 12 * std::sin(2.0 * pi / 12.0);  // area of the twelve-sided disc of radius 1
  return {
      {"box", box({-1, -2, -3}, {4, 5, 6}), 5.0 * 7.0 * 9.0, 1e-6},
      {"sphere", sphere({100, -50, 3}, 20.0f, 64), 4.0 / 3.0 * pi * 8000.0, 3e-3},
      {"tube", tube({{{0, 0, 0}, 4, 3}, {{0, 50, 0}, 4, 3}}, {0, 0, 1}, 12), disc * 4.0 * 3.0 * 50.0, 1e-4},
      {"cone", tube({{{5, 0, 0}, 4, 4}, {{5, 30, 0}, 1, 1}}, {0, 0, 1}, 12), disc * 30.0 / 3.0 * (16 + 4 + 1), 1e-4},
      {"level surface", blob(), 4.0 / 3.0 * pi * 8000.0, 3e-2}};
}

// A band of `count` quads that closes upon itself, half turned `turns` times.
MeshData band(std::uint32_t count, std::uint32_t turns) {
  MeshData mesh;
  for (std::uint32_t i = 0; i < count; ++i) {
    const float round = 2.0f * static_cast<float>(pi) * static_cast<float>(i) / static_cast<float>(count);
    const float turn = 0.5f * round * static_cast<float>(turns);
    const glm::vec3 out(std::cos(round), 0, std::sin(round));
    const glm::vec3 across = std::cos(turn) * glm::vec3(0, 1, 0) + std::sin(turn) * out;
    mesh.positions.insert(mesh.positions.end(), {10.0f * out - across, 10.0f * out + across});
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t a = 2 * i, b = a + 1;
    std::uint32_t c = (a + 2) % (2 * count), d = c + 1;
    if (i + 1 == count && turns % 2 == 1) std::swap(c, d);
    mesh.indices.insert(mesh.indices.end(), {a, b, d, a, d, c});
  }
  return mesh;
}

void turn(MeshData& mesh, std::size_t triangle) {
  std::swap(mesh.indices[triangle * 3 + 1], mesh.indices[triangle * 3 + 2]);
}

TEST(Topology, ClosedShapesAreClosedAndHaveTheirVolume) {
  for (const ClosedShape& shape : closed_shapes()) {
    const Topology found = examine(shape.mesh);
    EXPECT_TRUE(found.closed()) << shape.name;
    EXPECT_EQ(found.components, 1u) << shape.name;
    EXPECT_NEAR(found.volume_mm3, shape.volume, shape.tolerance * shape.volume) << shape.name;
    EXPECT_EQ(found.volume_mm3, signed_volume(shape.mesh)) << shape.name;
  }
}

TEST(Topology, VolumeDoesNotDependOnThePlace) {
  for (const ClosedShape& shape : closed_shapes()) {
    EXPECT_NEAR(signed_volume(moved(shape.mesh, {900, -1700, 300})), signed_volume(shape.mesh), 2e-4 * shape.volume)
        << shape.name;
    EXPECT_NEAR(signed_volume(inside_out(shape.mesh)), -signed_volume(shape.mesh), 1e-9) << shape.name;
  }
}

TEST(Topology, AHoleIsCountedByItsEdges) {
  const Topology one = examine(with_hole(box({0, 0, 0}, {1, 1, 1}), 1));
  EXPECT_EQ(one.boundary_edges, 3u);
  EXPECT_EQ(one.nonmanifold_edges, 0u);
  EXPECT_FALSE(one.closed());
  EXPECT_EQ(examine(with_hole(box({0, 0, 0}, {1, 1, 1}), 2)).boundary_edges, 4u);
}

TEST(Topology, AFlippedFaceDisagreesWithItsThreeNeighbours) {
  MeshData mesh = sphere({0, 0, 0}, 10.0f);
  turn(mesh, 40);
  const Topology found = examine(mesh);
  EXPECT_EQ(found.flipped_edges, 3u);
  EXPECT_EQ(found.boundary_edges, 0u);
  EXPECT_FALSE(found.closed());
}

TEST(Topology, ThreeFacesAtAnEdgeAreAJunction) {
  MeshData mesh;
  mesh.positions = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {-1, 0, 0}, {0, 0, 1}};
  mesh.indices = {0, 1, 2, 0, 1, 3, 0, 1, 4};
  const Topology found = examine(mesh);
  EXPECT_EQ(found.nonmanifold_edges, 1u);
  EXPECT_EQ(found.boundary_edges, 6u);
  EXPECT_FALSE(found.closed());
}

TEST(Topology, PiecesAreCountedAndUnusedVerticesAreNone) {
  MeshData mesh = joined(box({0, 0, 0}, {1, 1, 1}), sphere({20, 0, 0}, 3.0f));
  mesh.positions.emplace_back(99, 99, 99);
  EXPECT_EQ(examine(mesh).components, 2u);
}

TEST(Topology, NothingIsWithoutFaults) {
  const Topology found = examine({});
  EXPECT_TRUE(found.closed());
  EXPECT_EQ(found.components, 0u);
  EXPECT_EQ(found.volume_mm3, 0.0);
}

// Every triangle with vertices of its own.
MeshData unwelded(const MeshData& mesh) {
  MeshData loose;
  for (const std::uint32_t index : mesh.indices) {
    loose.indices.push_back(static_cast<std::uint32_t>(loose.positions.size()));
    loose.positions.push_back(mesh.positions[index]);
  }
  return loose;
}

TEST(SeemsClosed, IsWhatAWholeShapeDoesWeldedOrNotAndAnywhere) {
  for (const MeshData& mesh :
       {box({0, 0, 0}, {1, 2, 3}), sphere({-200, 1700, 40}, 12.0f), sphere({0, 0, 0}, 5.0f, 9)}) {
    EXPECT_TRUE(seems_closed(mesh));
    EXPECT_TRUE(seems_closed(unwelded(mesh)));
    EXPECT_FALSE(seems_closed(inside_out(mesh)));
  }
  EXPECT_FALSE(seems_closed({}));
}

TEST(SeemsClosed, IsNotWhatAnyHoleOrTurnedFaceDoes) {
  const MeshData whole = sphere({3, 4, 5}, 10.0f, 8);
  for (std::size_t triangle = 0; triangle < whole.triangle_count(); ++triangle) {
    MeshData turned = whole, open = whole;
    std::swap(turned.indices[triangle * 3], turned.indices[triangle * 3 + 1]);
    open.indices.erase(open.indices.begin() + static_cast<std::ptrdiff_t>(triangle * 3),
                       open.indices.begin() + static_cast<std::ptrdiff_t>(triangle * 3 + 3));
    EXPECT_FALSE(seems_closed(turned)) << triangle;
    EXPECT_FALSE(seems_closed(unwelded(open))) << triangle;
  }
}

TEST(BoundaryVertices, AreThoseOfTheRim) {
  const MeshData whole = sphere({0, 0, 0}, 10.0f);
  const MeshData open = with_hole(whole, 1);
  for (const bool at_rim : boundary_vertices(whole)) EXPECT_FALSE(at_rim);
  const std::vector<bool> rim = boundary_vertices(open);
  ASSERT_EQ(rim.size(), open.positions.size());
  for (std::uint32_t i = 0; i < rim.size(); ++i) {
    const bool lost = std::find(whole.indices.end() - 3, whole.indices.end(), i) != whole.indices.end();
    EXPECT_EQ(rim[i], lost) << i;
  }
}

TEST(Orient, TurnsBackWhatWasTurnedInClosedShapes) {
  for (const ClosedShape& shape : closed_shapes()) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      Random random(seed);
      MeshData mesh = moved(shape.mesh, random.in_box(glm::vec3(-500), glm::vec3(500)));
      const MeshData right = mesh;
      std::size_t turned = 0;
      for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
        if (random.unit() > 0.15f * static_cast<float>(seed)) continue;
        turn(mesh, t);
        ++turned;
      }
      EXPECT_EQ(orient(mesh), turned) << shape.name << ", seed " << seed;
      EXPECT_EQ(triangle_set(mesh), triangle_set(right)) << shape.name << ", seed " << seed;
    }
  }
}

TEST(Orient, TurnsAShapeThatIsInsideOut) {
  MeshData mesh = inside_out(sphere({-300, 0, 0}, 10.0f));
  EXPECT_EQ(orient(mesh), mesh.triangle_count());
  EXPECT_GT(signed_volume(mesh), 0.0);
}

TEST(Orient, LooksAtEveryPieceByItself) {
  const MeshData right = joined(sphere({0, 0, 0}, 30.0f), box({200, 200, 200}, {203, 204, 205}));
  MeshData mesh = joined(sphere({0, 0, 0}, 30.0f), inside_out(box({200, 200, 200}, {203, 204, 205})));
  EXPECT_EQ(orient(mesh), 12u);
  EXPECT_EQ(triangle_set(mesh), triangle_set(right));
}

// An open piece encloses nothing, and where it lies must not decide what its outside is.
TEST(Orient, LetsNeighboursAgreeInOpenPiecesAndKeepsTheirOutside) {
  const MeshData pipe = [] {
    MeshData closed = tube({{{0, 0, 0}, 4, 3}, {{0, 25, 0}, 4, 3}, {{0, 50, 0}, 4, 3}}, {0, 0, 1}, 12);
    MeshData open;
    open.positions = closed.positions;
    for (std::size_t t = 0; t < closed.triangle_count(); ++t) {
      const auto ends = static_cast<std::uint32_t>(closed.positions.size() - 2);
      const std::uint32_t* corners = &closed.indices[t * 3];
      if (corners[0] >= ends || corners[1] >= ends || corners[2] >= ends) continue;
      open.indices.insert(open.indices.end(), corners, corners + 3);
    }
    return compact(open);
  }();
  ASSERT_GT(examine(pipe).boundary_edges, 0u);
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const MeshData right = moved(pipe, random.in_box(glm::vec3(-500), glm::vec3(500)));
    MeshData mesh = right;
    EXPECT_EQ(orient(mesh), 0u) << "seed " << seed;
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
      if (random.unit() < 0.2f) turn(mesh, t);
    }
    orient(mesh);
    EXPECT_EQ(examine(mesh).flipped_edges, 0u) << "seed " << seed;
    EXPECT_EQ(triangle_set(mesh), triangle_set(right)) << "seed " << seed;
  }
}

TEST(Orient, TurnsAnOpenShapeThatIsPlainlyInsideOut) {
  const MeshData right = moved(with_hole(sphere({0, 0, 0}, 20.0f), 9), {400, 1300, -80});
  MeshData mesh = inside_out(right);
  EXPECT_EQ(orient(mesh), mesh.triangle_count());
  EXPECT_EQ(triangle_set(mesh), triangle_set(right));
}

TEST(Orient, LeavesLooseTrianglesAlone) {
  for (const glm::vec3 at : {glm::vec3(0), glm::vec3(300, 900, 50), glm::vec3(-300, 900, -50)}) {
    MeshData loose = soup(moved(sphere({0, 0, 0}, 20.0f, 8), at));
    const std::vector<std::uint32_t> before = loose.indices;
    EXPECT_EQ(orient(loose), 0u);
    EXPECT_EQ(loose.indices, before);
  }
}

TEST(Orient, LeavesAFlatSheetAsMostOfItsFacesSay) {
  MeshData sheet;
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 6; ++x) sheet.positions.emplace_back(x, y, 0);
  }
  for (std::uint32_t y = 0; y < 5; ++y) {
    for (std::uint32_t x = 0; x < 5; ++x) {
      const std::uint32_t a = y * 6 + x;
      sheet.indices.insert(sheet.indices.end(), {a, a + 1, a + 7, a, a + 7, a + 6});
    }
  }
  for (const glm::vec3 at : {glm::vec3(0, 0, 100), glm::vec3(0, 0, -100)}) {
    const MeshData right = moved(sheet, at);
    MeshData mesh = right;
    for (const std::size_t t : {0, 1, 7, 20, 21}) turn(mesh, t);
    EXPECT_EQ(orient(mesh), 5u);
    EXPECT_EQ(triangle_set(mesh), triangle_set(right));
  }
}

TEST(Orient, LeavesWhatHasNoOutsideAsItIs) {
  MeshData moebius = band(24, 1);
  const std::vector<std::uint32_t> before = moebius.indices;
  EXPECT_EQ(orient(moebius), 0u);
  EXPECT_EQ(moebius.indices, before);
  MeshData ring = band(24, 2);
  turn(ring, 5);
  EXPECT_EQ(orient(ring), 1u);
}

}  // namespace
}  // namespace palpate::test
