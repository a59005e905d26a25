// The skin moved by the build of a person, over balls and boxes whose answer is known: a ball of skin over a ball of
// muscle has the same layer everywhere.
#include "needle_body.h"
#include "shapes.h"

#include <palpate/mesh/mesh_chunk.h>
#include <palpate/mesh/normals.h>
#include <palpate/query/moved_skin.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <cmath>

namespace palpate::test {
namespace {

constexpr float skin_radius = 100.0f, muscle_radius = 90.0f;

LayerFigure line(float at_25, std::optional<float> per_bmi, std::optional<Sex> sex = std::nullopt) {
  LayerFigure figure;
  figure.sex = sex;
  figure.at_bmi_25_mm = at_25;
  figure.per_bmi_mm = per_bmi;
  figure.low_bmi = 15.0f;
  figure.high_bmi = 50.0f;
  return figure;
}

// A body of closed shapes with one landmark at each end of the x axis.
struct Figure {
  explicit Figure(std::vector<std::pair<const char*, MeshData>> shapes) {
    for (auto& [key, mesh] : shapes) {
      Structure structure;
      structure.key = structure.name = key;
      structure.system = key == std::string_view("skin") ? System::skin : System::muscles;
      structure.kind = key == std::string_view("skin") ? Kind::other : Kind::muscle;
      structure.quality.triangles = static_cast<std::uint32_t>(mesh.triangle_count());
      for (const glm::vec3 p : mesh.positions) structure.bounds.include(p);
      const StructureId id = body.add(structure);
      compute_normals(mesh);
      ChunkBuilder builder;
      builder.add(prepare(mesh, {}, false));
      geometry.add(builder.finish(), {id.index()});
    }
    rays = std::make_unique<RayScene>(palpate::chunk_scenes(geometry));
    Landmark landmark;
    landmark.name = "side";
    landmark.sided = true;
    landmark.at = {-skin_radius, 0.0f, 0.0f};
    EXPECT_TRUE(landmarks.add(landmark));
    table.sites.push_back({"side", "Side", {{{"side", 1.0f}}, glm::vec3(0.0f)}, {}, {line(20.0f, 1.0f)}});
  }
  [[nodiscard]] SkinMover mover() const { return SkinMover(body, geometry, *rays, concepts, landmarks, table); }

  Body body;
  BodyGeometry geometry;
  std::unique_ptr<RayScene> rays;
  ConceptCatalog concepts;
  LandmarkTable landmarks;
  LayerTable table;
};

Figure ball_in_ball() {
  return Figure({{"skin", sphere({}, skin_radius, 40)}, {"muscle.right", sphere({}, muscle_radius, 40)}});
}

std::pair<float, float> radii(const MovedSkin& moved) {
  float least = 1e9f, most = 0.0f;
  for (const PackedVertex& vertex : moved.chunk->vertices()) {
    least = std::min(least, glm::length(vertex.position));
    most = std::max(most, glm::length(vertex.position));
  }
  return {least, most};
}

TEST(MovedSkin, KnowsTheLayerOfTheBodyAsItIsModelled) {
  const Figure figure = ball_in_ball();
  const SkinMover mover = figure.mover();
  ASSERT_EQ(mover.layers().size(), 2u) << "one on each side";
  for (const ModelledLayer& layer : mover.layers()) {
    ASSERT_TRUE(layer.mm);
    EXPECT_NEAR(*layer.mm, skin_radius - muscle_radius, 0.6) << "but for the edges of the faces";
  }
}

TEST(MovedSkin, MakesTheLayerAsThickAsIsPublishedForTheBuild) {
  const Figure figure = ball_in_ball();
  const SkinMover mover = figure.mover();
  for (const float bmi : {20.0f, 25.0f, 40.0f}) {
    const auto [least, most] = radii(mover.moved({Sex::male, 1700.0f, bmi}, 1.0f));
    const float wanted = muscle_radius + 20.0f + (bmi - 25.0f);
    EXPECT_NEAR(least, wanted, 0.7);
    EXPECT_NEAR(most, wanted, 0.7);
  }
}

TEST(MovedSkin, OfATallerPersonMovesByLessOfTheBody) {
  const Figure figure = ball_in_ball();
  const auto [least, most] = radii(figure.mover().moved({Sex::male, 1700.0f, 25.0f}, 1.25f));
  EXPECT_NEAR(least, muscle_radius + 16.0f, 0.7) << "20 mm of the person are 16 of the body";
}

TEST(MovedSkin, NeverComesNearerThanSkinIsThick) {
  Figure figure = ball_in_ball();
  figure.table.sites[0].figures = {line(0.2f, 0.0f)};
  const auto [least, most] = radii(figure.mover().moved({Sex::male, 1700.0f, 25.0f}, 1.0f));
  EXPECT_GT(least, muscle_radius + 0.7f);
  EXPECT_LT(most, muscle_radius + 2.5f);
}

TEST(MovedSkin, StaysWhereNoSourceGivesAFigure) {
  Figure figure = ball_in_ball();
  figure.table.sites[0].figures.clear();
  const auto [least, most] = radii(figure.mover().moved({Sex::female, 1500.0f, 45.0f}, 1.0f));
  EXPECT_NEAR(least, skin_radius, 1e-3);
  EXPECT_NEAR(most, skin_radius, 1e-3);
}

TEST(MovedSkin, DoesNotGoThroughSkinThatFacesIt) {
  const glm::vec3 apart(54.0f, 0.0f, 0.0f);
  Figure figure({{"skin", joined(sphere(-apart, 50.0f, 40), sphere(apart, 50.0f, 40))},
                 {"muscle.right", joined(sphere(-apart, 40.0f, 40), sphere(apart, 40.0f, 40))}});
  figure.table.sites[0].figures = {line(40.0f, 0.0f)};
  const MovedSkin moved = figure.mover().moved({Sex::male, 1700.0f, 25.0f}, 1.0f);
  const auto before = figure.geometry.chunks()[0]->vertices();
  for (std::size_t v = 0; v < before.size(); ++v)
    EXPECT_GT(moved.chunk->vertices()[v].position.x * before[v].position.x, 0.0f) << "the two halves would have met";
  EXPECT_GT(moved.bounds.high.x, 104.0f + 20.0f) << "where nothing faces it, it has moved";
}

TEST(MovedSkin, KeepsTheTrianglesAndTellsItsBounds) {
  const Figure figure = ball_in_ball();
  const MovedSkin moved = figure.mover().moved({Sex::male, 1700.0f, 30.0f}, 1.0f);
  const MeshChunk& before = *figure.geometry.chunks()[0];
  EXPECT_EQ(moved.chunk->parts().size(), before.parts().size());
  EXPECT_TRUE(std::equal(moved.chunk->indices().begin(), moved.chunk->indices().end(), before.indices().begin(),
                         before.indices().end()));
  EXPECT_NEAR(moved.bounds.high.y, muscle_radius + 25.0f, 0.7);
  for (const PackedVertex& vertex : moved.chunk->vertices())
    EXPECT_GT(glm::dot(unpack_normal(vertex), glm::normalize(vertex.position)), 0.95f) << "normals follow";
}

TEST(MovedSkin, OfABodyWithoutASkinIsNone) {
  const Figure figure({{"muscle.right", sphere({}, 30.0f)}});
  EXPECT_FALSE(figure.mover().has_skin());
  EXPECT_EQ(stature_mm(figure.body), 0.0f);
}

}  // namespace
}  // namespace palpate::test
