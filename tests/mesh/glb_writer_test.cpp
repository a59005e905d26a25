// The binary glTF files that Palpate writes: to the letter of the format, and read back as they were.
#include "measure.h"
#include "shapes.h"
#include "temp_folder.h"

#include <palpate/atlas/model_reader.h>
#include <palpate/mesh/glb_writer.h>
#include <palpate/mesh/normals.h>

#include <gtest/gtest.h>

#include <cstring>

namespace palpate::test {
namespace {

// A reader of its own for the few parts of the format that are written, which checks all lengths on the way.
struct Glb {
  JsonNode document;
  std::string binary;
};

std::uint32_t u32(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, 4);
  return value;
}

Glb taken_apart(const std::string& bytes) {
  Glb glb;
  EXPECT_EQ(bytes.substr(0, 4), "glTF");
  EXPECT_EQ(u32(bytes, 4), 2u);
  EXPECT_EQ(u32(bytes, 8), bytes.size());
  const std::uint32_t json_bytes = u32(bytes, 12);
  EXPECT_EQ(json_bytes % 4, 0u);
  EXPECT_EQ(bytes.substr(16, 4), "JSON");
  const std::string text = bytes.substr(20, json_bytes);
  const std::size_t end = text.find_last_not_of(' ');
  EXPECT_EQ(text[end], '}') << "the description is filled up with blanks";
  auto parsed = parse_json(text, "written.glb");
  EXPECT_TRUE(parsed.ok());
  if (parsed.ok()) glb.document = *parsed;
  if (20 + json_bytes < bytes.size()) {
    const std::uint32_t binary_bytes = u32(bytes, 20 + json_bytes);
    EXPECT_EQ(binary_bytes % 4, 0u);
    EXPECT_EQ(bytes.substr(24 + json_bytes, 4), std::string("BIN\0", 4));
    EXPECT_EQ(bytes.size(), 28 + json_bytes + binary_bytes);
    glb.binary = bytes.substr(28 + json_bytes);
  }
  return glb;
}

const JsonNode& at(const JsonNode& node, const char* list, std::int64_t index) {
  return node.find(list)->at(static_cast<std::size_t>(index));
}

template <class T>
std::vector<T> values_of(const Glb& glb, std::int64_t accessor, std::int64_t component, const std::string& type) {
  const JsonNode& description = at(glb.document, "accessors", accessor);
  EXPECT_EQ(description.find("componentType")->integer(), component);
  EXPECT_EQ(description.find("type")->text(), type);
  const JsonNode& view = at(glb.document, "bufferViews", description.find("bufferView")->integer());
  const auto offset = static_cast<std::size_t>(view.find("byteOffset")->integer());
  const auto count = static_cast<std::size_t>(description.find("count")->integer());
  EXPECT_EQ(offset % 4, 0u);
  EXPECT_EQ(view.find("buffer")->integer(), 0);
  EXPECT_EQ(static_cast<std::size_t>(view.find("byteLength")->integer()), count * sizeof(T));
  EXPECT_LE(offset + count * sizeof(T), glb.binary.size());
  std::vector<T> values(count);
  if (count > 0) std::memcpy(values.data(), glb.binary.data() + offset, count * sizeof(T));
  return values;
}

GlbNode full_node() {
  GlbNode node{"Trapezius, right: \"upper\" \xC3\xA4", sphere({100, 1400, -30}, 20.0f, 9), JsonNode::object()};
  compute_normals(node.mesh);
  for (const glm::vec3 p : node.mesh.positions) node.mesh.uv.emplace_back(p.x * 0.01f, p.y * 0.001f);
  node.extras.set("key", "trapezius.right").set("layer", 1);
  return node;
}

TEST(GlbWriter, WritesWhatTheFormatAsksFor) {
  const GlbNode node = full_node();
  const Glb glb = taken_apart(write_glb({node, {"plain", box({0, 0, 0}, {10, 20, 30}), {}}}, "Somebody, CC BY 4.0"));
  EXPECT_EQ(glb.document.find("asset")->find("version")->text(), "2.0");
  EXPECT_EQ(glb.document.find("asset")->find("copyright")->text(), "Somebody, CC BY 4.0");
  EXPECT_EQ(glb.document.find("scene")->integer(), 0);
  ASSERT_EQ(at(glb.document, "scenes", 0).find("nodes")->size(), 2u);
  ASSERT_EQ(glb.document.find("nodes")->size(), 2u);
  EXPECT_EQ(at(glb.document, "buffers", 0).find("byteLength")->integer(), static_cast<std::int64_t>(glb.binary.size()));

  const JsonNode& first = at(glb.document, "nodes", 0);
  EXPECT_EQ(first.find("name")->text(), node.name);
  EXPECT_TRUE(first.find("extras")->equals(node.extras));
  const JsonNode& primitive = at(at(glb.document, "meshes", first.find("mesh")->integer()), "primitives", 0);
  const JsonNode& attributes = *primitive.find("attributes");
  const auto positions = values_of<glm::vec3>(glb, attributes.find("POSITION")->integer(), 5126, "VEC3");
  EXPECT_EQ(values_of<glm::vec3>(glb, attributes.find("NORMAL")->integer(), 5126, "VEC3"), node.mesh.normals);
  EXPECT_EQ(values_of<glm::vec2>(glb, attributes.find("TEXCOORD_0")->integer(), 5126, "VEC2"), node.mesh.uv);
  EXPECT_EQ(values_of<std::uint32_t>(glb, primitive.find("indices")->integer(), 5125, "SCALAR"), node.mesh.indices);
  ASSERT_EQ(positions.size(), node.mesh.positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i)
    EXPECT_LT(glm::distance(positions[i], 0.001f * node.mesh.positions[i]), 1e-6f) << "metres";
}

TEST(GlbWriter, StatesTheBoundsOfThePositionsItWrote) {
  const Glb glb = taken_apart(write_glb({full_node()}, ""));
  const JsonNode& primitive = at(at(glb.document, "meshes", 0), "primitives", 0);
  const std::int64_t accessor = primitive.find("attributes")->find("POSITION")->integer();
  glm::vec3 low(1e30f), high(-1e30f);
  for (const glm::vec3 p : values_of<glm::vec3>(glb, accessor, 5126, "VEC3")) {
    low = glm::min(low, p);
    high = glm::max(high, p);
  }
  for (glm::length_t i = 0; i < 3; ++i) {
    const JsonNode& description = at(glb.document, "accessors", accessor);
    EXPECT_EQ(static_cast<float>(description.find("min")->at(static_cast<std::size_t>(i)).number()), low[i]);
    EXPECT_EQ(static_cast<float>(description.find("max")->at(static_cast<std::size_t>(i)).number()), high[i]);
  }
}

TEST(GlbWriter, LeavesOutWhatAMeshHasNot) {
  const Glb glb = taken_apart(write_glb({{"plain", box({0, 0, 0}, {10, 20, 30}), {}}}, ""));
  EXPECT_EQ(glb.document.find("asset")->find("copyright"), nullptr);
  EXPECT_EQ(at(glb.document, "nodes", 0).find("extras"), nullptr);
  const JsonNode& attributes = *at(at(glb.document, "meshes", 0), "primitives", 0).find("attributes");
  EXPECT_EQ(attributes.size(), 1u);
}

TEST(GlbWriter, WritesANodeWithoutAMeshForAnEmptyOne) {
  const Glb glb = taken_apart(write_glb({{"nothing", {}, {}}, {"box", box({0, 0, 0}, {1, 1, 1}), {}}}, ""));
  EXPECT_EQ(at(glb.document, "nodes", 0).find("mesh"), nullptr);
  ASSERT_NE(at(glb.document, "nodes", 1).find("mesh"), nullptr);
  EXPECT_EQ(at(glb.document, "nodes", 1).find("mesh")->integer(), 0);
  EXPECT_EQ(glb.document.find("meshes")->size(), 1u);
  for (const auto& [unused, accessor] : glb.document.find("accessors")->items())
    EXPECT_GT(accessor.find("count")->integer(), 0);
}

// The format allows no empty lists and no buffer of no bytes.
TEST(GlbWriter, OfNothingWritesAFileThatIsStillValid) {
  const Glb glb = taken_apart(write_glb({}, ""));
  for (const char* list : {"nodes", "meshes", "accessors", "bufferViews", "buffers"})
    EXPECT_EQ(glb.document.find(list), nullptr) << list;
  EXPECT_TRUE(glb.binary.empty());
}

TEST(GlbWriter, ReadsBackAsItWas) {
  const TempFolder folder;
  const GlbNode node = full_node();
  const auto file = folder.write("a.glb", write_glb({node, {"box", box({0, 0, 0}, {10, 20, 30}), {}}}, "c", 0.01f));
  ASSERT_TRUE(check_glb(file).ok());
  const Result<Model> model = read_model(file);
  ASSERT_TRUE(model.ok()) << model.error().text();
  ASSERT_EQ(model->meshes.size(), 2u);
  EXPECT_TRUE(model->warnings.empty());
  const ModelMesh& back = model->meshes[0];
  EXPECT_EQ(back.node, node.name);
  EXPECT_EQ(model->meshes[1].node, "box");
  ASSERT_EQ(back.mesh.positions.size(), node.mesh.positions.size());
  EXPECT_EQ(back.mesh.indices, node.mesh.indices);
  for (std::size_t i = 0; i < back.mesh.positions.size(); ++i) {
    EXPECT_LT(glm::distance(back.mesh.positions[i], 0.01f * node.mesh.positions[i]), 1e-5f);
    EXPECT_LT(glm::distance(back.mesh.normals[i], node.mesh.normals[i]), 1e-5f);
  }
}

}  // namespace
}  // namespace palpate::test
