// Model files of many formats come in through one door: their meshes, names, units and textures.
#include "made_atlas.h"
#include "measure.h"
#include "shapes.h"

#include <palpate/atlas/model_reader.h>
#include <palpate/base/file.h>

#include <fmt/format.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace palpate::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const MeshData& brick() {
  static const MeshData mesh = box({1, 2, 3}, {5, 8, 11});
  return mesh;
}

std::string obj_text(const MeshData& mesh, const std::string& head = "o thigh\n") {
  std::string text = head;
  for (const glm::vec3 p : mesh.positions) text += fmt::format("v {} {} {}\n", p.x, p.y, p.z);
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
    text += fmt::format("f {} {} {}\n", mesh.indices[i] + 1, mesh.indices[i + 1] + 1, mesh.indices[i + 2] + 1);
  return text;
}

std::string ply_text(const MeshData& mesh) {
  std::string text = fmt::format(
      "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
      "element face {}\nproperty list uchar int vertex_indices\nend_header\n",
      mesh.positions.size(), mesh.triangle_count());
  for (const glm::vec3 p : mesh.positions) text += fmt::format("{} {} {}\n", p.x, p.y, p.z);
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
    text += fmt::format("3 {} {} {}\n", mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]);
  return text;
}

std::string stl_text(const MeshData& mesh) {
  std::string text = "solid thigh\n";
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    text += "facet normal 0 0 0\nouter loop\n";
    for (std::size_t k = 0; k < 3; ++k) {
      const glm::vec3 p = corner(mesh, t, k);
      text += fmt::format("vertex {} {} {}\n", p.x, p.y, p.z);
    }
    text += "endloop\nendfacet\n";
  }
  return text + "endsolid thigh\n";
}

std::string stl_binary(const MeshData& mesh) {
  std::string out(80, '\0');
  const auto count = static_cast<std::uint32_t>(mesh.triangle_count());
  out.append(reinterpret_cast<const char*>(&count), sizeof count);
  for (std::uint32_t t = 0; t < count; ++t) {
    float values[12] = {};
    for (std::size_t k = 0; k < 3; ++k) {
      const glm::vec3 p = corner(mesh, t, k);
      std::memcpy(values + 3 + 3 * k, &p, sizeof p);
    }
    out.append(reinterpret_cast<const char*>(values), sizeof values);
    out.append(2, '\0');
  }
  return out;
}

std::string numbers(const MeshData& mesh, const char* between) {
  std::string text;
  for (const glm::vec3 p : mesh.positions)
    text += fmt::format("{}{}{}{}{}{}", text.empty() ? "" : between, p.x, between, p.y, between, p.z);
  return text;
}

std::string dae_text(const MeshData& mesh, const std::string& up = "Y_UP") {
  std::string indices;
  for (const std::uint32_t i : mesh.indices) indices += fmt::format("{} ", i);
  return fmt::format(R"(<?xml version="1.0" encoding="utf-8"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><unit name="meter" meter="1"/><up_axis>{}</up_axis></asset>
<library_geometries><geometry id="g" name="g"><mesh>
<source id="p"><float_array id="pa" count="{}">{}</float_array><technique_common>
<accessor source="#pa" count="{}" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="{}"><input semantic="VERTEX" source="#v" offset="0"/><p>{}</p></triangles>
</mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="thigh" name="thigh"><instance_geometry url="#g"/></node>
</visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#s"/></scene></COLLADA>)",
                     up, 3 * mesh.positions.size(), numbers(mesh, " "), mesh.positions.size(), mesh.triangle_count(),
                     indices);
}

// FBX as text. A face's last index is written as its complement.
std::string fbx_text(const MeshData& mesh, double unit_in_cm, int up_axis) {
  std::string indices;
  for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
    const auto index = static_cast<long>(mesh.indices[i]);
    indices += fmt::format("{}{}", i == 0 ? "" : ",", i % 3 == 2 ? -index - 1 : index);
  }
  return fmt::format(R"(; FBX 7.3.0 project file
FBXHeaderExtension:  {{
	FBXHeaderVersion: 1003
	FBXVersion: 7300
}}
GlobalSettings:  {{
	Version: 1000
	Properties70:  {{
		P: "UpAxis", "int", "Integer", "",{}
		P: "UpAxisSign", "int", "Integer", "",1
		P: "FrontAxis", "int", "Integer", "",2
		P: "FrontAxisSign", "int", "Integer", "",1
		P: "CoordAxis", "int", "Integer", "",0
		P: "CoordAxisSign", "int", "Integer", "",1
		P: "UnitScaleFactor", "double", "Number", "",{}
	}}
}}
Definitions:  {{
	Version: 100
	Count: 2
	ObjectType: "Model" {{
		Count: 1
	}}
	ObjectType: "Geometry" {{
		Count: 1
	}}
}}
Objects:  {{
	Geometry: 1001, "Geometry::g", "Mesh" {{
		Vertices: *{} {{
			a: {}
		}}
		PolygonVertexIndex: *{} {{
			a: {}
		}}
		GeometryVersion: 124
	}}
	Model: 1002, "Model::thigh", "Mesh" {{
		Version: 232
	}}
}}
Connections:  {{
	C: "OO",1002,0
	C: "OO",1001,1002
}}
)",
                     up_axis, unit_in_cm, 3 * mesh.positions.size(), numbers(mesh, ","), mesh.indices.size(), indices);
}

std::string base64(const std::string& bytes) {
  constexpr const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t value = 0;
    for (std::size_t k = 0; k < 3; ++k)
      value = value << 8 | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? digits[value >> (18 - 6 * k) & 63u] : '=';
  }
  return out;
}

// glTF as text with its data beside it (`uri`) or within it.
struct Gltf {
  std::string description, data;
};
Gltf split_glb(const std::string& glb) {
  std::uint32_t length = 0;
  std::memcpy(&length, glb.data() + 12, sizeof length);
  return {glb.substr(20, length), glb.substr(28 + length)};
}

std::string with_uri(const Gltf& gltf, const std::string& uri) {
  std::string text = gltf.description;
  const std::string from = "\"buffers\": [{";
  EXPECT_NE(text.find(from), std::string::npos);
  return text.replace(text.find(from), from.size(), from + "\"uri\":\"" + uri + "\",");
}

Bounds bounds_of(const Model& model) {
  Bounds bounds;
  for (const ModelMesh& mesh : model.meshes) {
    for (const glm::vec3 p : mesh.mesh.positions) bounds.include(p);
  }
  return bounds;
}

void expect_brick(const Result<Model>& model, const std::string& name, float scale = 1.0f) {
  ASSERT_TRUE(model) << model.error().text();
  ASSERT_EQ(model->meshes.size(), 1u);
  EXPECT_EQ(model->meshes[0].node, name);
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 12u);
  const Bounds bounds = bounds_of(*model);
  EXPECT_LT(glm::distance(bounds.low, scale * glm::vec3(1, 2, 3)), 1e-4f);
  EXPECT_LT(glm::distance(bounds.high, scale * glm::vec3(5, 8, 11)), 1e-4f);
  double volume = 0.0;
  for (std::size_t t = 0; t < 12; ++t) {
    const glm::dvec3 a = corner(model->meshes[0].mesh, t, 0), b = corner(model->meshes[0].mesh, t, 1),
                     c = corner(model->meshes[0].mesh, t, 2);
    volume += glm::dot(a, glm::cross(b, c)) / 6.0;
  }
  const double s = static_cast<double>(scale);
  EXPECT_NEAR(volume, 4.0 * 6.0 * 8.0 * s * s * s, 1e-2 * s * s * s) << "the outside is outside";
  EXPECT_TRUE(model->warnings.empty());
}

TEST(Formats, ReadsBinaryGltf) {
  const TempFolder folder;
  const auto model = read_model(folder.write("a.glb", write_glb({node("thigh", brick())}, "")));
  expect_brick(model, "thigh", 0.001f);
  EXPECT_EQ(model->units_mm, 1000.0f) << "glTF is in metres";
  EXPECT_FALSE(model->up_is_z);
}

TEST(Formats, ReadsGltfWithItsDataBesideItOrWithinIt) {
  const TempFolder folder;
  const Gltf parts = split_glb(write_glb({node("thigh", brick())}, ""));
  folder.write("data.bin", parts.data);
  expect_brick(read_model(folder.write("beside.gltf", with_uri(parts, "data.bin"))), "thigh", 0.001f);
  expect_brick(read_model(folder.write("within.gltf",
                                       with_uri(parts, "data:application/octet-stream;base64," + base64(parts.data)))),
               "thigh", 0.001f);
}

TEST(Formats, ReadsObj) {
  const TempFolder folder;
  expect_brick(read_model(folder.write("a.obj", obj_text(brick()))), "thigh");
}

TEST(Formats, ReadsPly) {
  const TempFolder folder;
  expect_brick(read_model(folder.write("thigh bone.ply", ply_text(brick()))), "thigh bone");
}

TEST(Formats, ReadsStlOfBothKinds) {
  const TempFolder folder;
  expect_brick(read_model(folder.write("a.stl", stl_text(brick()))), "thigh");
  expect_brick(read_model(folder.write("knee.stl", stl_binary(brick()))), "knee");
}

TEST(Formats, ReadsCollada) {
  const TempFolder folder;
  expect_brick(read_model(folder.write("a.dae", dae_text(brick()))), "thigh");
}

TEST(Formats, ReadsFbxWithItsUnitAndItsUpright) {
  const TempFolder folder;
  const auto centimetres = read_model(folder.write("cm.fbx", fbx_text(brick(), 1.0, 1)));
  expect_brick(centimetres, "thigh");
  EXPECT_FLOAT_EQ(centimetres->units_mm, 10.0f);
  EXPECT_FALSE(centimetres->up_is_z);
  const auto metres = read_model(folder.write("m.fbx", fbx_text(brick(), 100.0, 2)));
  expect_brick(metres, "thigh");
  EXPECT_FLOAT_EQ(metres->units_mm, 1000.0f);
  EXPECT_TRUE(metres->up_is_z);
}

TEST(Formats, AreKnownByTheirEndings) {
  for (const char* name : {"a.glb", "a.GLB", "a.gltf", "a.obj", "a.ply", "a.stl", "a.dae", "a.fbx", "x/y.3ds"})
    EXPECT_TRUE(is_model_file(name)) << name;
  for (const char* name : {"a.json", "a.xml", "a.txt", "a.png", "glb", "", "a.glb.txt", "SOURCES.md"})
    EXPECT_FALSE(is_model_file(name)) << name;
}

TEST(Formats, EndingsInCapitalsAreReadAlike) {
  const TempFolder folder;
  expect_brick(read_model(folder.write("A.GLB", write_glb({node("thigh", brick())}, ""))), "thigh", 0.001f);
}

TEST(Formats, NodesMoveTheirMeshesUnlessToldNotTo) {
  const TempFolder folder;
  // A turn by 90 degrees about x, then 10 m up, as some sets carry it on every node.
  const std::string turned = R"("name": "thigh","rotation":[0.7071068,0,0,0.7071068],"translation":[0,10,0])";
  const auto file = folder.write(
      "a.glb", edited_glb({node("thigh", box({0, 0, 0}, {1000, 2000, 3000}))}, {{R"("name": "thigh")", turned}}));
  const Bounds applied = bounds_of(*read_model(file));
  EXPECT_LT(glm::distance(applied.low, {0, 7, 0}), 1e-3f);
  EXPECT_LT(glm::distance(applied.high, {1, 10, 2}), 1e-3f);
  const Bounds ignored = bounds_of(*read_model(file, {false, true, 1000}));
  EXPECT_LT(glm::distance(ignored.low, {0, 0, 0}), 1e-3f);
  EXPECT_LT(glm::distance(ignored.high, {1, 2, 3}), 1e-3f);
}

TEST(Formats, NodesThatMirrorKeepTheOutsideOutside) {
  const TempFolder folder;
  const auto file = folder.write(
      "a.glb", edited_glb({node("thigh", brick())}, {{R"("name": "thigh")", R"("name": "thigh","scale":[-1,1,1])"}}));
  const auto model = read_model(file);
  ASSERT_TRUE(model);
  const MeshData& mesh = model->meshes[0].mesh;
  double volume = 0.0;
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t)
    volume += glm::dot(glm::dvec3(corner(mesh, t, 0)),
                       glm::cross(glm::dvec3(corner(mesh, t, 1)), glm::dvec3(corner(mesh, t, 2))));
  EXPECT_GT(volume, 0.0);
  EXPECT_LT(bounds_of(*model).high.x, 0.0f);
}

TEST(Formats, EveryNodeIsAMeshOfItsOwn) {
  const TempFolder folder;
  const auto model = read_model(folder.write(
      "a.glb",
      write_glb({node("thigh.l", brick()), node("thigh.r", moved(brick(), {0, 50, 0})), node("empty", {})}, "")));
  ASSERT_TRUE(model);
  std::vector<std::string> names;
  for (const ModelMesh& mesh : model->meshes) names.push_back(mesh.node);
  EXPECT_THAT(names, UnorderedElementsAre("thigh.l", "thigh.r"));
}

TEST(Formats, LinesAndPointsAreLeftOut) {
  const TempFolder folder;
  const auto file = folder.write("a.obj", obj_text(brick(), "o thigh\nl 1 2\np 1\n"));
  const auto model = read_model(file);
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->meshes.size(), 1u);
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 12u);
}

// A square with texture coordinates, as OBJ with a material beside it.
constexpr const char* textured_obj =
    "mtllib a.mtl\no leaf\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl paint\n"
    "f 1/1 2/2 3/3\nf 1/1 3/3 4/4\n";

void expect_four_colours(const std::shared_ptr<const Image>& texture) {
  ASSERT_NE(texture, nullptr);
  ASSERT_EQ(texture->width, 2);
  ASSERT_EQ(texture->height, 2);
  EXPECT_EQ(texture->rgba, four_colours().rgba);
}

TEST(Formats, TexturesComeFromBesideTheFile) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(four_colours(), folder / "paint.png"));
  folder.write("a.mtl", "newmtl paint\nmap_Kd paint.png\n");
  const auto model = read_model(folder.write("a.obj", textured_obj));
  ASSERT_TRUE(model) << model.error().text();
  ASSERT_EQ(model->meshes.size(), 1u);
  expect_four_colours(model->meshes[0].texture);
  EXPECT_EQ(model->meshes[0].mesh.uv.size(), model->meshes[0].mesh.positions.size());
  // Not wanted: then neither picture nor coordinates.
  const auto plain = read_model(folder / "a.obj", {true, false, 1000});
  EXPECT_EQ(plain->meshes[0].texture, nullptr);
  EXPECT_TRUE(plain->meshes[0].mesh.uv.empty());
}

TEST(Formats, TexturesAreFoundThoughThePathIsThatOfAnotherComputer) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(four_colours(), folder / "paint.png"));
  folder.write("a.mtl", "newmtl paint\nmap_Kd C:\\Users\\someone\\Desktop\\paint.png\n");
  const auto model = read_model(folder.write("a.obj", textured_obj));
  ASSERT_TRUE(model) << model.error().text();
  expect_four_colours(model->meshes[0].texture);
}

TEST(Formats, AMissingTextureIsAWarningAndTheMeshIsThere) {
  const TempFolder folder;
  folder.write("a.mtl", "newmtl paint\nmap_Kd paint.png\n");
  const auto model = read_model(folder.write("a.obj", textured_obj));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->meshes[0].mesh.triangle_count(), 2u);
  EXPECT_EQ(model->meshes[0].texture, nullptr);
  ASSERT_EQ(model->warnings.size(), 1u);
  EXPECT_THAT(model->warnings[0], HasSubstr("a.obj"));
  EXPECT_THAT(model->warnings[0], HasSubstr("paint.png"));
  EXPECT_THAT(model->warnings[0], HasSubstr("plain colour"));
}

// A leaf whose picture lies in the file itself.
std::string textured_glb(const std::string& picture) {
  MeshData leaf;
  leaf.positions = {{0, 0, 0}, {1000, 0, 0}, {1000, 1000, 0}, {0, 1000, 0}};
  leaf.uv = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  leaf.indices = {0, 1, 2, 0, 2, 3};
  const Gltf parts = split_glb(write_glb({node("leaf", leaf)}, ""));
  std::string text = parts.description;
  const auto put = [&](const std::string& from, const std::string& to) {
    EXPECT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
  };
  put(fmt::format("\"byteLength\": {}}}]", parts.data.size()),
      fmt::format("\"byteLength\": {}}}]", parts.data.size() + picture.size()));
  put("\"bufferViews\": [",
      fmt::format("\"materials\":[{{\"pbrMetallicRoughness\":{{\"baseColorTexture\":"
                  "{{\"index\":0}}}}}}],\"textures\":[{{\"source\":0}}],"
                  "\"images\":[{{\"bufferView\":3,\"mimeType\":\"image/png\"}}],\"bufferViews\": ["));
  put("], \"buffers\"", fmt::format(",{{\"buffer\":0,\"byteOffset\":{},\"byteLength\":{}}}], \"buffers\"",
                                    parts.data.size(), picture.size()));
  put("\"indices\": ", "\"material\":0, \"indices\": ");
  return glb_of(text, parts.data + picture);
}

TEST(Formats, TexturesWithinAGlbAreRead) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(four_colours(), folder / "paint.png"));
  const auto model = read_model(folder.write("leaf.glb", textured_glb(contents(folder / "paint.png"))));
  ASSERT_TRUE(model) << model.error().text();
  expect_four_colours(model->meshes[0].texture);
  EXPECT_EQ(model->meshes[0].mesh.uv.size(), 4u);
}

TEST(Formats, ABrokenPictureWithinAGlbIsAWarning) {
  const TempFolder folder;
  const auto model = read_model(folder.write("leaf.glb", textured_glb("this is no picture at all")));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->meshes[0].texture, nullptr);
  ASSERT_EQ(model->warnings.size(), 1u);
  EXPECT_THAT(model->warnings[0], HasSubstr("leaf.glb"));
}

TEST(Formats, TexturesReachTheBodyWithTheirCoordinates) {
  const TempFolder folder;
  ASSERT_TRUE(write_png(four_colours(), folder / "paint.png"));
  folder.write("model/leaf.glb", textured_glb(contents(folder / "paint.png")));
  folder.write("model/plain.glb", write_glb({node("plain", brick())}, ""));
  const Loaded loaded = load(folder / "model");
  ASSERT_EQ(loaded.body.body.size(), 2u) << loaded.problems();
  const auto index = loaded.body.body.find("own:leaf.glb#leaf").index();
  ASSERT_GT(loaded.body.textures.size(), index);
  expect_four_colours(loaded.body.textures[index]);
  EXPECT_EQ(loaded.body.geometry.part(index).has_uv, 1u);
  const auto plain = loaded.body.body.find("own:plain.glb#plain").index();
  EXPECT_TRUE(plain >= loaded.body.textures.size() || loaded.body.textures[plain] == nullptr);
}

// What each format says of itself decides; where it says nothing, the size does.
TEST(UnknownModels, ComeInAtTheirSize) {
  struct Case {
    const char* name;
    std::string bytes;
    glm::vec3 size;  // mm, of the body
    const char* note;
  };
  const MeshData man = box({-0.3f, 0, -0.2f}, {0.3f, 1.7f, 0.2f});
  const MeshData lying = box({-300, -200, 0}, {300, 200, 1700});
  for (const Case& c : {Case{"man.glb", write_glb({node("m", man)}, "", 1.0f), {600, 1700, 400}, "format says"},
                        Case{"man.obj", obj_text(man), {600, 1700, 400}, "taken as metres"},
                        Case{"man.ply", ply_text(lying), {600, 1700, 400}, "turned upright"},
                        Case{"man.stl", stl_text(brick()), {4, 6, 8}, "taken as millimetres"},
                        Case{"man.fbx", fbx_text(man, 100.0, 1), {600, 1700, 400}, "1000 mm"},
                        Case{"cm.fbx", fbx_text(brick(), 1.0, 2), {40, 80, 60}, "10 mm"}}) {
    const TempFolder folder;
    const auto file = folder.write(c.name, c.bytes);
    Faults faults;
    const auto sources = find_sources(file, PALPATE_SOURCE_FOLDER "/assets", faults);
    ASSERT_TRUE(sources) << c.name << ": " << sources.error().text();
    ASSERT_EQ(sources->size(), 1u);
    EXPECT_THAT((*sources)[0].note, HasSubstr(c.note)) << c.name;
    const Loaded loaded = load(file);
    ASSERT_EQ(loaded.body.body.size(), 1u) << c.name << loaded.problems();
    EXPECT_LT(glm::distance(loaded.body.body.bounds().size(), c.size), 0.01f)
        << c.name << ": " << loaded.body.body.bounds().size().x << ", " << loaded.body.body.bounds().size().y << ", "
        << loaded.body.body.bounds().size().z;
  }
}

TEST(UnknownModels, TurnedUprightStandAndLookForward) {
  const TempFolder folder;
  // z up, as many scanners write it: front is -y then, and the head is at +z.
  MeshData body = joined(box({-300, -200, 0}, {300, 200, 1500}), box({-50, -250, 1600}, {50, -50, 1700}));
  const Loaded loaded = load(folder.write("man.stl", stl_text(body)));
  ASSERT_EQ(loaded.body.body.size(), 1u) << loaded.problems();
  const Bounds& bounds = loaded.body.body.bounds();
  EXPECT_NEAR(bounds.high.y, 1700.0f, 0.1f);
  EXPECT_NEAR(bounds.high.z, 250.0f, 0.1f) << "the nose looks to the front";
  EXPECT_NEAR(bounds.low.z, -200.0f, 0.1f);
}

TEST(UnknownModels, HaveTheNamesOfTheirNodes) {
  const TempFolder folder;
  const Loaded loaded = load(folder.write("set.glb", write_glb({node("Femur", brick()), node("Tibia", brick())}, "")));
  EXPECT_THAT(loaded.keys(), ElementsAre("own:set.glb#Femur", "own:set.glb#Tibia"));
  const Structure* femur = loaded.find("own:set.glb#Femur");
  ASSERT_NE(femur, nullptr);
  EXPECT_EQ(femur->name, "Femur");
  EXPECT_FALSE(femur->concept_id.valid());
  EXPECT_EQ(femur->system, System::other);
  EXPECT_EQ(loaded.body.coverage.at(0).unmapped.size(), 2u);
}

}  // namespace
}  // namespace palpate::test
