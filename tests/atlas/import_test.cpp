// From the nodes of files to structures of a body: names, sides, parts, repairs, and the report of all of it.
#include "made_atlas.h"
#include "measure.h"
#include "shapes.h"

#include <palpate/mesh/topology.h>

#include <fmt/format.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace palpate::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A set of one file, with the entries of its map and other members of its manifest.
Loaded import(const std::vector<GlbNode>& nodes, const std::string& entries, const std::string& system = "skeleton",
              const std::string& members = "") {
  const TempFolder folder;
  folder.write("set/a.glb", write_glb(nodes, ""));
  folder.write("set/map.json", "{\"nodes\": [\n" + entries + "]}");
  folder.write(
      "set/atlas.json",
      manifest_text(members +
                    fmt::format(R"("files": [{{"path": "a.glb", "system": "{}", "map": "map.json"}}])", system)));
  return load(folder / "set");
}

MeshData bone(glm::vec3 low = {-80, 100, 0}) {
  return box(low, low + glm::vec3(20, 30, 40));
}

double volume_of(const Loaded& loaded, const std::string& key) {
  return signed_volume(loaded.body.geometry.mesh(loaded.body.body.find(key).index()));
}

TEST(Import, GivesStructuresTheWordsOfTheirConcepts) {
  const Loaded loaded =
      import({node("thigh.l", bone({60, 0, 0})), node("thigh.r", bone())}, R"({"node": "thigh", "concept": "femur"})");
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.left", "femur.right"));
  const Structure& right = loaded.at("femur.right");
  EXPECT_EQ(right.side, Side::right);
  EXPECT_EQ(right.name, "The femur");
  EXPECT_EQ(right.kind, Kind::bone);
  EXPECT_EQ(right.system, System::skeleton);
  EXPECT_EQ(right.region, Region::thigh);
  EXPECT_EQ(right.layer, 2);
  EXPECT_EQ(right.source, "a.glb#thigh.r");
  EXPECT_TRUE(right.concept_id.valid());
  EXPECT_LT(glm::distance(right.bounds.low, {-80, 100, 0}), 1e-3f);
  EXPECT_THAT(loaded.body.problems, IsEmpty());
  EXPECT_THAT(loaded.body.coverage.at(0).repaired, IsEmpty());
}

TEST(Import, CountsAndListsWhatBecameOfEveryNode) {
  Loaded loaded =
      import({node("thigh.r", bone()), node("fat", bone()), node("odd", bone()), node("wrong", bone())},
             "{\"node\": \"thigh\", \"concept\": \"femur\"},\n{\"node\": \"fat\", \"drop\": \"it is fat\"},\n"
             "{\"node\": \"wrong\", \"concept\": \"third-leg\"},\n{\"node\": \"gone\", \"concept\": \"femur\"}");
  Coverage& coverage = loaded.body.coverage.at(0);
  const CoverageCount& count = coverage.count(System::skeleton);
  EXPECT_EQ(count.nodes, 4u);
  EXPECT_EQ(count.named, 1u);
  EXPECT_EQ(count.dropped, 1u);
  EXPECT_EQ(count.unmapped, 2u);
  EXPECT_THAT(lines_of(coverage.dropped), ElementsAre("a.glb#fat: it is fat"));
  EXPECT_THAT(lines_of(coverage.unmapped),
              ElementsAre("a.glb#odd: no entry in the manifest", "a.glb#wrong: its concept is not in the catalogue"));
  EXPECT_THAT(lines_of(coverage.unused), ElementsAre(AllOf(HasSubstr("a.glb#gone"), HasSubstr("map.json:5"))));
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.right", "own:a.glb#odd", "own:a.glb#wrong"));
}

TEST(Import, AConceptThatIsNotKnownIsNamedAndTheMeshIsShownUnderItsOwnName) {
  const Loaded loaded = import({node("wrong.r", bone())}, R"({"node": "wrong", "concept": "third-leg"})");
  EXPECT_THAT(loaded.body.problems, ElementsAre(AllOf(HasSubstr("a.glb#wrong.r"), HasSubstr("\"third-leg\""))));
  ASSERT_EQ(loaded.body.body.size(), 1u);
  const Structure& shown = loaded.body.body.structures()[0];
  EXPECT_FALSE(shown.concept_id.valid());
  EXPECT_FALSE(shown.name.empty());
  EXPECT_EQ(shown.side, Side::right);
}

TEST(Import, ANodeWithoutAnEntryKeepsItsNameAndItsSide) {
  const Loaded loaded = import({node("Odd bone.l", bone({60, 0, 0}))}, "");
  const Structure* odd = loaded.find("own:a.glb#Odd bone.l.left");
  ASSERT_NE(odd, nullptr) << ::testing::PrintToString(loaded.keys());
  EXPECT_EQ(odd->name, "Odd bone");
  EXPECT_EQ(odd->side, Side::left);
}

TEST(Import, ASideThatIsNotSaidIsTakenFromWhereTheMeshLies) {
  const Loaded loaded =
      import({node("a", bone({-80, 0, 0})), node("b", bone({60, 0, 0})), node("c", bone({-10, 0, 0}))},
             R"({"node": "a", "concept": "femur"}, {"node": "b", "concept": "femur"},
                                  {"node": "c", "concept": "patella"})");
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.left", "femur.right", "patella"));
  EXPECT_EQ(loaded.at("femur.right").source, "a.glb#a") << "the right side has negative x";
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).repaired),
              ElementsAre(HasSubstr("taken from where it lies"), HasSubstr("taken from where it lies"),
                          AllOf(HasSubstr("a.glb#c"), HasSubstr("lies on both"))));
}

TEST(Import, WhatIsNotPairedHasNoSide) {
  const Loaded loaded = import({node("tail.l", bone({60, 0, 0}))}, R"({"node": "tail", "concept": "sacrum"})");
  EXPECT_THAT(loaded.keys(), ElementsAre("sacrum"));
}

TEST(Import, AMeshOfBothSidesIsCutAtTheMidline) {
  const Loaded loaded = import({node("both", box({-100, 0, 0}, {60, 30, 40}))},
                               R"({"node": "both", "concept": "soleus", "split_sides": true})", "muscles");
  EXPECT_THAT(loaded.keys(), ElementsAre("soleus.left", "soleus.right"));
  EXPECT_NEAR(loaded.at("soleus.right").bounds.high.x, 0.0f, 1e-3f);
  EXPECT_NEAR(loaded.at("soleus.right").bounds.low.x, -100.0f, 1e-3f);
  EXPECT_NEAR(loaded.at("soleus.left").bounds.low.x, 0.0f, 1e-3f);
  EXPECT_THAT(loaded.at("soleus.left").remark, HasSubstr("both sides"));
  EXPECT_FALSE(loaded.at("soleus.left").quality.closed()) << "the cut is open, and it is said";
  EXPECT_EQ(loaded.body.coverage.at(0).open.size(), 2u);
}

TEST(Import, AMeshOfSeveralPartsIsCutByPlanesThatAreMirroredForTheLeft) {
  const std::string entry = R"({"node": "arm", "concept": "biceps", "parts": [
    {"concept": "biceps/short-head", "planes": []},
    {"concept": "biceps/long-head", "planes": [{"point": [-70, 0, 0], "normal": [-1, 0, 0]}]}]})";
  const Loaded loaded =
      import({node("arm.r", box({-80, 0, 0}, {-50, 100, 20})), node("arm.l", box({50, 0, 0}, {80, 100, 20}))}, entry,
             "muscles");
  EXPECT_THAT(loaded.keys(), ElementsAre("biceps/long-head.left", "biceps/long-head.right", "biceps/short-head.left",
                                         "biceps/short-head.right"));
  EXPECT_NEAR(loaded.at("biceps/long-head.right").bounds.high.x, -70.0f, 1e-3f) << "lateral of the plane";
  EXPECT_NEAR(loaded.at("biceps/long-head.left").bounds.low.x, 70.0f, 1e-3f);
  EXPECT_NEAR(loaded.at("biceps/short-head.left").bounds.high.x, 70.0f, 1e-3f) << "the rest";
  EXPECT_THAT(loaded.at("biceps/long-head.left").remark, HasSubstr("several parts"));
}

TEST(Import, PiecesOfAMeshAreToldApartByTheirSize) {
  // From large to small: a sphere of many triangles, one of fewer, a box, and a scrap.
  const MeshData mixed =
      joined(joined(sphere({-70, 100, 0}, 20, 16), sphere({-70, 200, 0}, 20, 10)),
             joined(box({-80, 300, 0}, {-60, 320, 20}), with_hole(box({-80, 400, 0}, {-60, 420, 20}), 3)));
  const Loaded loaded = import({node("mixed.r", mixed)},
                               R"({"node": "mixed", "components": [
      {"ranks": [1], "concept": "soleus"},
      {"ranks": [0], "concept": "deep-fascia", "system": "fascia", "also_mirrored": "the left one is missing"},
      {"ranks": [], "drop": "scraps"}, {"ranks": [2], "concept": "biceps", "side": "left"}]})",
                               "muscles");
  EXPECT_THAT(loaded.keys(), ElementsAre("biceps.left", "deep-fascia.left", "deep-fascia.right", "soleus.right"));
  EXPECT_NEAR(loaded.at("deep-fascia.right").bounds.centre().y, 100.0f, 1.0f);
  EXPECT_NEAR(loaded.at("deep-fascia.left").bounds.centre().x, 70.0f, 1.0f);
  EXPECT_EQ(loaded.at("deep-fascia.right").system, System::fascia);
  EXPECT_EQ(loaded.at("deep-fascia.right").kind, Kind::fascia);
  EXPECT_NEAR(loaded.at("soleus.right").bounds.centre().y, 200.0f, 1.0f);
  EXPECT_NEAR(loaded.at("biceps.left").bounds.centre().y, 310.0f, 1.0f);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).repaired), Contains(HasSubstr("left out: scraps")));
}

TEST(Import, AMirrorImageStandsForAMeshThatCannotBeUsed) {
  const Loaded loaded = import({node("calf.l", sphere({70, 100, 0}, 20)), node("calf.r", bone())},
                               R"({"node": "calf", "concept": "soleus"},
                                  {"node": "calf.r", "concept": "soleus", "mirror_of": "calf.l"})",
                               "muscles");
  const Structure& right = loaded.at("soleus.right");
  EXPECT_LT(glm::distance(right.bounds.centre(), {-70, 100, 0}), 0.1f);
  EXPECT_THAT(right.remark, AllOf(HasSubstr("mirror image of calf.l"), HasSubstr("cannot be used")));
  EXPECT_GT(volume_of(loaded, "soleus.right"), 0.0) << "outside out";
  EXPECT_NEAR(volume_of(loaded, "soleus.right"), volume_of(loaded, "soleus.left"), 1.0);
}

TEST(Import, AMirrorImageOfWhatIsNotThereIsNamed) {
  const Loaded loaded = import({node("calf.r", bone()), node("thigh.r", bone())},
                               R"({"node": "calf.r", "concept": "soleus", "mirror_of": "calf.l"},
                                  {"node": "thigh", "concept": "femur"})");
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.right"));
  EXPECT_THAT(loaded.body.problems, ElementsAre(AllOf(HasSubstr("a.glb#calf.r"), HasSubstr("\"calf.l\""))));
}

TEST(Import, TheOtherSideIsMadeWhereTheSetHasNone) {
  const Loaded loaded =
      import({node("calf.r", bone())},
             R"({"node": "calf", "concept": "soleus", "also_mirrored": "the set has no left one"})", "muscles");
  EXPECT_THAT(loaded.keys(), ElementsAre("soleus.left", "soleus.right"));
  EXPECT_THAT(loaded.at("soleus.left").remark, AllOf(HasSubstr("mirror image of the right"), HasSubstr("no left one")));
  EXPECT_TRUE(loaded.at("soleus.right").remark.empty());
  EXPECT_LT(glm::distance(loaded.at("soleus.left").bounds.high, {80, 130, 40}), 1e-3f);
}

TEST(Import, AttachmentsAreStructuresBesideTheirMuscle) {
  const Loaded loaded = import({node("spot.r", bone())},
                               R"({"node": "spot", "concept": "soleus", "attachment": "origin"})", "attachments");
  const Structure* origin = loaded.find("soleus@origin.right");
  ASSERT_NE(origin, nullptr) << ::testing::PrintToString(loaded.keys());
  EXPECT_EQ(origin->kind, Kind::attachment);
  EXPECT_EQ(origin->system, System::attachments);
  EXPECT_EQ(origin->name, "The soleus, origin");
}

TEST(Import, SharesOfOneStructureBecomeOneMesh) {
  const Loaded loaded = import({node("upper.r", bone({-80, 100, 0})), node("lower.r", bone({-80, 0, 0}))},
                               R"({"node": "upper", "concept": "femur"}, {"node": "lower", "concept": "femur"})");
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.right"));
  EXPECT_NEAR(loaded.at("femur.right").bounds.size().y, 130.0f, 1e-3f);
  EXPECT_EQ(loaded.at("femur.right").quality.components, 2u);
}

TEST(Import, MeshesThatAreTheWrongSizeAreRepairedAndItIsSaid) {
  MeshData small = bone({-80, 100, 0});
  for (glm::vec3& p : small.positions) p *= 0.04f;
  const Loaded loaded = import(
      {node("thigh.r", small), node("knee.r", bone())},
      R"({"node": "thigh", "concept": "femur"}, {"node": "knee", "concept": "patella"})", "skeleton",
      R"("repairs": [{"match": ["thi*"], "scale": 25, "translate": [0.001, 0, 0], "why": "25 times too small"}],)");
  EXPECT_LT(glm::distance(loaded.at("femur.right").bounds.low, {-79, 100, 0}), 0.01f);
  EXPECT_LT(glm::distance(loaded.at("patella.right").bounds.low, {-80, 100, 0}), 0.01f);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).repaired), ElementsAre("a.glb#thigh.r: 25 times too small"));
}

TEST(Import, MeshesWithHolesAreUsedButMarked) {
  const Loaded loaded = import({node("thigh.r", with_hole(bone(), 2)), node("thigh.l", bone({60, 0, 0}))},
                               R"({"node": "thigh", "concept": "femur"})");
  const MeshQuality &open = loaded.at("femur.right").quality, &closed = loaded.at("femur.left").quality;
  EXPECT_FALSE(open.closed());
  EXPECT_EQ(open.triangles, 10u);
  EXPECT_EQ(open.boundary_edges, 4u);
  EXPECT_TRUE(closed.closed());
  EXPECT_NEAR(closed.volume_mm3, 20 * 30 * 40, 0.5f);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).open), ElementsAre("a.glb#thigh.r: 4 edges of holes"));
  const auto index = loaded.body.body.find("femur.right").index();
  EXPECT_EQ(loaded.body.geometry.part(index).closed, 0u);
  EXPECT_EQ(loaded.body.geometry.part(loaded.body.body.find("femur.left").index()).closed, 1u);
}

TEST(Import, FacesThatLookTheWrongWayAreTurnedAndItIsSaid) {
  MeshData flipped = bone();
  std::swap(flipped.indices[1], flipped.indices[2]);
  const Loaded loaded = import({node("thigh.r", flipped), node("thigh.l", inside_out(bone({60, 0, 0})))},
                               R"({"node": "thigh", "concept": "femur"})");
  EXPECT_TRUE(loaded.at("femur.right").quality.closed());
  EXPECT_NEAR(volume_of(loaded, "femur.right"), 20 * 30 * 40, 0.5);
  EXPECT_NEAR(volume_of(loaded, "femur.left"), 20 * 30 * 40, 0.5);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).repaired),
              ::testing::UnorderedElementsAre(AllOf(HasSubstr("a.glb#thigh.r"), HasSubstr("1 of 12 faces")),
                                              AllOf(HasSubstr("a.glb#thigh.l"), HasSubstr("12 of 12 faces"))));
}

TEST(Import, FacesThatCannotAgreeAreUsedButMarked) {
  // A band with half a twist has one face only.
  MeshData band;
  constexpr int steps = 24;
  for (int i = 0; i < steps; ++i) {
    const float angle = 6.2831853f * static_cast<float>(i) / steps;
    const glm::vec3 out(std::cos(angle), 0, std::sin(angle));
    const glm::vec3 across = 8.0f * (std::cos(angle / 2) * glm::vec3(0, 1, 0) + std::sin(angle / 2) * out);
    const glm::vec3 middle = glm::vec3(-80, 100, 0) + 30.0f * out;
    band.positions.insert(band.positions.end(), {middle - across, middle + across});
  }
  for (std::uint32_t i = 0; i < steps; ++i) {
    const std::uint32_t a = 2 * i, b = a + 1;
    const bool last = i + 1 == steps;
    const std::uint32_t c = last ? 1 : a + 2, d = last ? 0 : a + 3;
    band.indices.insert(band.indices.end(), {a, c, b, b, c, d});
  }
  const Loaded loaded = import({node("thigh.r", band)}, R"({"node": "thigh", "concept": "femur"})");
  ASSERT_EQ(loaded.body.body.size(), 1u);
  EXPECT_GT(loaded.at("femur.right").quality.flipped_edges, 0u);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).open), ElementsAre(HasSubstr("faces that disagree")));
}

TEST(Import, EdgesOfMoreThanTwoFacesAreMarked) {
  MeshData fan;
  fan.positions = {{-80, 0, 0}, {-80, 50, 0}, {-50, 20, 0}, {-100, 20, 30}, {-100, 20, -30}};
  fan.indices = {0, 1, 2, 0, 1, 3, 0, 1, 4};
  const Loaded loaded = import({node("thigh.r", fan)}, R"({"node": "thigh", "concept": "femur"})");
  EXPECT_EQ(loaded.at("femur.right").quality.nonmanifold_edges, 1u);
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).open), ElementsAre(HasSubstr("more than two faces")));
}

TEST(Import, DoubledVerticesAreWelded) {
  const Loaded loaded = import({node("thigh.r", soup(bone()))}, R"({"node": "thigh", "concept": "femur"})");
  EXPECT_TRUE(loaded.at("femur.right").quality.closed());
  EXPECT_THAT(loaded.body.coverage.at(0).open, IsEmpty());
}

TEST(Import, FilesOfOneStructureAreKnownByTheNumberInTheirName) {
  const TempFolder folder;
  const std::string bytes = write_glb({node("mesh", bone())}, "");
  for (const char* name : {"FJ1_FMA24474_Right_femur.glb", "FJ2_FMA24475_Left_femur.glb", "FJ3_FMA16202_Sacrum.glb",
                           "FJ4_FMA999999_Odd.glb", "FJ5_FMA13295_Diaphragm.glb", "FJ6_FMA1_Knee.glb"})
    folder.write(std::string("bones/") + name, bytes);
  folder.write("atlas.json",
               manifest_text(R"("overrides": [{"node": "FJ6_FMA1_Knee.glb", "concept": "patella", "side": "left"}],
    "files": [{"path": "bones/*.glb", "system": "skeleton", "fma_pattern": "_FMA([0-9]+)_"}])"));
  const Loaded loaded = load(folder.path());
  EXPECT_THAT(loaded.keys(), ElementsAre("diaphragm", "femur.left", "femur.right", "own:FJ4_FMA999999_Odd.glb",
                                         "patella.left", "sacrum"));
  EXPECT_EQ(loaded.at("diaphragm").system, System::muscles) << "the catalogue knows better than the folder";
  EXPECT_EQ(loaded.at("femur.left").source, "FJ2_FMA24475_Left_femur.glb");
  EXPECT_THAT(lines_of(loaded.body.coverage.at(0).unmapped), ElementsAre(HasSubstr("FJ4_FMA999999_Odd.glb")));
}

TEST(Import, AFileThatIsNotThereIsNamedAndTheOthersAreShown) {
  const TempFolder folder;
  folder.write("a.glb", write_glb({node("x", bone())}, ""));
  folder.write("atlas.json", manifest_text(R"("files": [{"path": "gone.glb", "system": "nerves"},
    {"path": "none/*.glb", "system": "nerves"}, {"path": "a.glb", "system": "skeleton"}])"));
  const Loaded loaded = load(folder.path());
  EXPECT_EQ(loaded.body.body.size(), 1u);
  EXPECT_THAT(loaded.body.problems,
              ElementsAre(AllOf(HasSubstr("gone.glb"), HasSubstr("no such file"), HasSubstr(folder.path().string()),
                                HasSubstr("out of the manifest")),
                          HasSubstr("none/*.glb")));
}

TEST(Import, ADraftIsPlainButTheSameBody) {
  const TempFolder folder;
  folder.write("a.glb", write_glb({node("calf.r", soup(sphere({-70, 100, 0}, 20, 12)))}, ""));
  folder.write("map.json", R"({"nodes": [{"node": "calf", "concept": "soleus"}]})");
  folder.write("atlas.json", manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])"));
  const Loaded draft = load(folder.path(), {{}, true, {}}), full = load(folder.path());
  EXPECT_EQ(draft.keys(), full.keys());
  EXPECT_LT(glm::distance(draft.body.body.bounds().low, full.body.body.bounds().low), 1e-3f);
  EXPECT_EQ(draft.body.geometry.part(0).level_count, 1u);
  EXPECT_EQ(draft.body.geometry.mesh(0).triangle_count(), full.body.geometry.mesh(0).triangle_count());
  EXPECT_EQ(full.body.geometry.part(0).closed, 1u);
}

}  // namespace
}  // namespace palpate::test
