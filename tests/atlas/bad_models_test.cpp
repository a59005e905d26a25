// Model files that are damaged, hostile or empty: each is refused in a sentence that says what is wrong, where, and
// what to do, and all that can be shown beside it is shown.
#include "made_atlas.h"
#include "measure.h"
#include "shapes.h"

#include <palpate/atlas/model_reader.h>

#include <fmt/format.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace palpate::test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

MeshData brick() {
  return box({0, 0, 0}, {100, 200, 300});
}

std::string good_glb() {
  return write_glb({node("brick", brick())}, "");
}

struct BadFile {
  const char* title;
  std::string bytes;
  const char* what;  // essential words
  const char* name = "bad.glb";
};

std::string with_u32(std::string bytes, std::size_t at, std::uint32_t value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
  return bytes;
}

std::string chain_of_nodes(int count) {
  std::string nodes = R"("nodes": [)";
  for (int i = 1; i < count; ++i) nodes += fmt::format(R"({{"children": [{}]}}, )", i);
  return edited_glb({node("brick", brick())}, {{R"("nodes": [{)", nodes + "{"}});
}

std::vector<BadFile> bad_glb_files() {
  const std::string good = good_glb();
  const auto edited = [](const Edits& edits) { return edited_glb({node("brick", brick())}, edits); };
  std::vector<BadFile> files = {
      {"Empty", "", "not a binary glTF file"},
      {"SomethingElse", "This is a letter, not a model. It is long enough.", "not a binary glTF file"},
      {"CutOffInTheHeader", good.substr(0, 10), "not a binary glTF file"},
      {"CutOffInTheDescription", good.substr(0, 60), "cut off"},
      {"CutOffInTheData", good.substr(0, good.size() - 50), "cut off"},
      {"OldVersion", with_u32(good, 4, 1), "version 1"},
      {"FourGigabytesInAll", with_u32(good, 8, 0xFFFFFFF0u), "4294967280 bytes are announced"},
      {"FourGigabytesOfDescription", with_u32(good, 12, 0xFFFFFFF0u), "4294967280 bytes of description"},
      {"FourGigabytesOfData", edited({{R"("byteLength": 240)", R"("byteLength": 4294967296)"}}), "4294967296 bytes"},
      {"FourThousandMillionVertices", edited({{R"("count": 8)", R"("count": 4000000000)"}}), "4000000000 elements"},
      {"MoreVerticesThanData", edited({{R"("count": 8)", R"("count": 9)"}}), "reaches beyond its data"},
      {"NegativeCount", edited({{R"("count": 8)", R"("count": -8)"}}), "no valid count"},
      {"ViewBeyondItsBuffer", edited({{R"("byteOffset": 96)", R"("byteOffset": 200)"}}), "reaches beyond its buffer"},
      {"NegativeOffset", edited({{R"("byteOffset": 96)", R"("byteOffset": -96)"}}), "reaches beyond its buffer"},
      {"NoSuchBuffer", edited({{R"("buffer": 0)", R"("buffer": 3)"}}), "buffer that is not there"},
      {"NoSuchView", edited({{R"("bufferView": 1)", R"("bufferView": 7)"}}), "buffer view that is not there"},
      {"NoSuchAccessor", edited({{R"("POSITION": 0)", R"("POSITION": 5)"}}), "POSITION"},
      {"NoSuchIndices", edited({{R"("indices": 1)", R"("indices": 9)"}}), "indices that are not there"},
      {"NoSuchMesh", edited({{R"("mesh": 0)", R"("mesh": 4)"}}), "mesh that is not there"},
      {"NoSuchChild", edited({{R"("mesh": 0)", R"("mesh": 0, "children": [8])"}}), "child that is not there"},
      {"PositionsOfFourNumbers", edited({{R"("VEC3")", R"("VEC4")"}, {R"("count": 8)", R"("count": 6)"}}),
       "not vectors of three numbers"},
      {"PositionsWithoutData", edited({{R"("bufferView": 0, )", ""}}), "have no data"},
      {"IndicesWithoutData", edited({{R"("bufferView": 1, )", ""}}), "have no data"},
      {"FourThousandMillionZeros", edited({{R"("bufferView": 1, )", ""}, {R"("count": 36)", R"("count": 4000000000)"}}),
       "announces 4000000000 elements"},
      {"NodeIsItsOwnChild", edited({{R"("mesh": 0)", R"("mesh": 0, "children": [0])"}}), "circle"},
      {"NodesInACircle",
       edited({{R"("mesh": 0})", R"("mesh": 0, "children": [1]}, {"children": [2]}, {"children": [0]})"}}), "circle"},
      {"NodeWithTwoParents",
       edited({{R"("mesh": 0})", R"("mesh": 0, "children": [1, 2]}, {"children": [2]}, {"name": "c"})"}}),
       "child of two others"},
      {"TowerOfNodes", chain_of_nodes(50000), "deeper than"},
      {"UnknownExtension",
       edited({{R"("scene": 0)", R"("scene": 0, "extensionsRequired": ["EXT_meshopt_compression"])"}}),
       "EXT_meshopt_compression"},
      {"Quantised", edited({{R"("scene": 0)", R"("scene": 0, "extensionsRequired": ["KHR_mesh_quantization"])"}}),
       "KHR_mesh_quantization"},
      {"DescriptionIsNoJson", glb_of("{\"asset\": ", ""), "bad.glb"},
      {"DescriptionIsAList", glb_of("[1, 2, 3]", ""), "not glTF"},
      {"WithoutAnyMesh", glb_of(R"({"asset": {"version": "2.0"}})", ""), "bad.glb"},
      {"NothingButEmptyNodes", write_glb({node("a", {}), node("b", {})}, ""), "no triangle"}};
  return files;
}

std::vector<BadFile> bad_files_of_other_formats() {
  return {{"ObjWithoutFaces", "o a\nv 0 0 0\nv 1 0 0\nv 0 1 0\n", "bad.obj", "bad.obj"},
          {"ObjOfRubbish", std::string(4000, '\x07'), "bad.obj", "bad.obj"},
          {"ObjWithVerticesThatAreNotThere", "o a\nv 0 0 0\nv 1 0 0\nf 1 2 999999\n", "bad.obj", "bad.obj"},
          {"PlyOfFourThousandMillion",
           "ply\nformat binary_little_endian 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
           "property float z\nelement face 4000000000\nproperty list uchar int vertex_indices\nend_header\nabc",
           "bad.ply", "bad.ply"},
          {"StlCutOff", std::string(80, ' ') + std::string("\xFF\xFF\xFF\x0F", 4) + "abc", "bad.stl", "bad.stl"},
          {"DaeCutOff", "<?xml version=\"1.0\"?><COLLADA version=\"1.4.1\"><library_geometries><geom", "bad.dae",
           "bad.dae"},
          {"FbxOfRubbish", "Kaydara FBX Binary  " + std::string(300, '\xEE'), "bad.fbx", "bad.fbx"},
          {"GltfWithoutItsData",
           R"({"asset": {"version": "2.0"}, "buffers": [{"byteLength": 96, "uri": "gone.bin"}], "bufferViews":
          [{"buffer": 0, "byteLength": 96}], "accessors": [{"bufferView": 0, "componentType": 5126, "count": 8,
          "type": "VEC3"}], "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}], "nodes": [{"mesh": 0}],
          "scenes": [{"nodes": [0]}], "scene": 0})",
           "gone.bin", "bad.gltf"}};
}

void PrintTo(const BadFile& made, std::ostream* out) {
  *out << made.title;
}
std::vector<BadFile> bad_files() {
  std::vector<BadFile> all = bad_glb_files();
  const std::vector<BadFile> others = bad_files_of_other_formats();
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

class BadModel : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadModel, IsRefusedInASentenceThatSaysWhatWhereAndWhatToDo) {
  const TempFolder folder;
  const auto file = folder.write(GetParam().name, GetParam().bytes);
  const auto model = read_model(file);
  ASSERT_FALSE(model) << "it was read";
  EXPECT_THAT(model.error().text(), HasSubstr(GetParam().what));
  EXPECT_THAT(model.error().where, HasSubstr(GetParam().name)) << model.error().text();
  EXPECT_FALSE(model.error().what.empty());
  EXPECT_FALSE(model.error().hint.empty()) << model.error().text();
}

// The same as one file of a set: it is named, and the others are shown.
TEST_P(BadModel, DoesNotKeepTheRestFromLoading) {
  const TempFolder folder;
  folder.write("set/good.glb", write_glb({node("femur.r", brick())}, ""));
  folder.write(std::string("set/") + GetParam().name, GetParam().bytes);
  folder.write("set/map.json", R"({"nodes": [{"node": "femur", "concept": "femur"}]})");
  folder.write("set/atlas.json", manifest_text(fmt::format(
                                     R"("files": [{{"path": "{}", "system": "nerves"}},
                          {{"path": "good.glb", "system": "skeleton", "map": "map.json"}}])",
                                     GetParam().name)));
  const Loaded loaded = load(folder / "set");
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.right"));
  ASSERT_EQ(loaded.body.problems.size(), 1u) << loaded.problems();
  EXPECT_THAT(loaded.body.problems[0], AllOf(HasSubstr(GetParam().name), HasSubstr(GetParam().what)));
  EXPECT_EQ(loaded.body.coverage.at(0).problems, loaded.body.problems);
}

INSTANTIATE_TEST_SUITE_P(All, BadModel, ::testing::ValuesIn(bad_files()),
                         [](const auto& made) { return std::string(made.param.title); });

TEST(BadModels, AFileThatIsNotThereIsSaidToBeSo) {
  for (const char* name : {"/no/such/folder/a.glb", "/no/such/folder/a.obj"}) {
    const auto model = read_model(name);
    ASSERT_FALSE(model);
    EXPECT_THAT(model.error().text(),
                AllOf(HasSubstr(name), AnyOf(HasSubstr("No such file"), HasSubstr("cannot be read"))));
    EXPECT_FALSE(model.error().hint.empty());
  }
}

TEST(BadModels, VerticesThatAreNotNumbersAreLeftOutWithTheirTriangles) {
  MeshData mesh = joined(brick(), box({500, 0, 0}, {600, 100, 100}));
  mesh.positions[0].y = std::numeric_limits<float>::quiet_NaN();
  mesh.positions[9].x = std::numeric_limits<float>::infinity();
  const auto uses = [&](std::uint32_t vertex) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
      count += mesh.indices[i] == vertex || mesh.indices[i + 1] == vertex || mesh.indices[i + 2] == vertex;
    return count;
  };
  // The writer would put what is not a number into the text too; the bounds there do not matter here.
  std::string glb = write_glb({node("a", joined(brick(), box({500, 0, 0}, {600, 100, 100})))}, "");
  const std::size_t data = glb.size() - mesh.indices.size() * 4 - mesh.positions.size() * 12;
  std::memcpy(glb.data() + data + 4, &mesh.positions[0].y, 4);
  std::memcpy(glb.data() + data + 9 * 12, &mesh.positions[9].x, 4);
  const TempFolder folder;
  const auto model = read_model(folder.write("nan.glb", glb));
  ASSERT_TRUE(model) << model.error().text();
  ASSERT_EQ(model->meshes.size(), 1u);
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 24 - uses(0) - uses(9));
  for (const glm::vec3 p : model->meshes[0].mesh.positions)
    EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z));
  ASSERT_EQ(model->warnings.size(), 1u);
  EXPECT_THAT(model->warnings[0], AllOf(HasSubstr("nan.glb"), HasSubstr(fmt::format("{} triangles", uses(0) + uses(9))),
                                        HasSubstr("not numbers")));
  // And in a body: used, and said.
  const Loaded loaded = load(folder / "nan.glb");
  EXPECT_EQ(loaded.body.body.size(), 1u);
  EXPECT_THAT(loaded.problems(), HasSubstr("not numbers"));
}

TEST(BadModels, TrianglesWithVerticesThatAreNotThereAreLeftOut) {
  std::string glb = good_glb();
  const std::uint32_t beyond = 4000000;
  std::memcpy(glb.data() + glb.size() - 4, &beyond, sizeof beyond);  // the last corner of the last triangle
  const TempFolder folder;
  const auto model = read_model(folder.write("wild.glb", glb));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 11u);
}

TEST(BadModels, APlyWhoseTrianglesReferBeyondItsVerticesIsReadWithoutThem) {
  const TempFolder folder;
  const auto model = read_model(
      folder.write("wild.ply",
                   "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
                   "element face 2\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n"
                   "3 0 1 2\n3 0 1 4000000\n"));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 1u);
  EXPECT_THAT(model->warnings, ElementsAre(AllOf(HasSubstr("wild.ply"), HasSubstr("1 triangles"),
                                                 HasSubstr("vertices that are not there"))));
}

TEST(BadModels, AMeshOfNothingButBadVerticesIsNamedAndTheOthersAreShown) {
  std::string glb = write_glb({node("bad", brick()), node("good", brick())}, "");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::size_t data = glb.size() - 2 * (36 * 4 + 8 * 12);
  for (std::size_t vertex = 0; vertex < 8; ++vertex) std::memcpy(glb.data() + data + vertex * 12, &nan, 4);
  const TempFolder folder;
  const Loaded loaded = load(folder.write("half.glb", glb));
  EXPECT_THAT(loaded.keys(), ElementsAre("own:half.glb#good"));
  EXPECT_THAT(loaded.problems(), AllOf(HasSubstr("half.glb"), HasSubstr("\"bad\""), HasSubstr("no triangle")));
}

TEST(BadModels, AMeshThatIsAPointIsNamedAndTheOthersAreShown) {
  MeshData point = brick();
  for (glm::vec3& p : point.positions) p = {7, 7, 7};
  const TempFolder folder;
  const Loaded loaded = load(folder.write("a.glb", write_glb({node("point", point), node("good", brick())}, "")));
  EXPECT_THAT(loaded.keys(), ElementsAre("own:a.glb#good"));
  EXPECT_THAT(loaded.problems(), AllOf(HasSubstr("a.glb#point"), HasSubstr("nothing is left")));
}

TEST(BadModels, AModelOfTooManyTrianglesIsRefused) {
  const TempFolder folder;
  const auto model = read_model(folder.write("a.glb", good_glb()), {true, true, 11});
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().text(), AllOf(HasSubstr("12 faces"), HasSubstr("at most 11"), HasSubstr("Simplify")));
  EXPECT_TRUE(read_model(folder / "a.glb", {true, true, 12}));
}

// Whatever single byte is wrong: the file is read or refused, and nothing that is read refers beyond itself.
TEST(BadModels, NoSingleWrongByteDoesHarm) {
  const TempFolder folder;
  const std::string good = good_glb();
  Random random(11);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1u << random.below(8)));
    const auto model = read_model(folder.write("byte.glb", bad));
    if (!model) {
      ++refused;
      EXPECT_THAT(model.error().where, HasSubstr("byte.glb")) << "byte " << at;
      continue;
    }
    for (const ModelMesh& mesh : model->meshes) {
      for (const std::uint32_t index : mesh.mesh.indices) ASSERT_LT(index, mesh.mesh.positions.size()) << "byte " << at;
      for (const glm::vec3 p : mesh.mesh.positions) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << "byte " << at;
    }
  }
  EXPECT_GT(refused, 100u);
}

TEST(BadModels, NoCutDoesHarm) {
  const TempFolder folder;
  const std::string good = good_glb();
  for (std::size_t length = 0; length < good.size(); length += 7)
    EXPECT_FALSE(read_model(folder.write("cut.glb", good.substr(0, length)))) << length;
}

}  // namespace
}  // namespace palpate::test
