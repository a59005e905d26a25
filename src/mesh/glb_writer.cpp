#include <palpate/mesh/glb_writer.h>

#include <glm/common.hpp>

#include <bit>
#include <cstring>

namespace palpate {
namespace {

static_assert(std::endian::native == std::endian::little, "glTF is little-endian");

constexpr int component_float = 5126;
constexpr int component_uint32 = 5125;
constexpr int target_vertices = 34962;
constexpr int target_indices = 34963;

void append_u32(std::string& out, std::uint32_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void pad(std::string& out, char with) {
  while (out.size() % 4 != 0) out += with;
}

JsonNode vector_of(glm::vec3 v) {
  JsonNode list = JsonNode::array();
  for (const float value : {v.x, v.y, v.z}) list.push(JsonNode(static_cast<double>(value)));
  return list;
}

// Collects the binary part and its description.
class Buffers {
 public:
  template <class T>
  int view(const std::vector<T>& values, int target) {
    JsonNode entry = JsonNode::object();
    entry.set("buffer", 0)
        .set("byteOffset", binary.size())
        .set("byteLength", values.size() * sizeof(T))
        .set("target", target);
    binary.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    pad(binary, '\0');
    views.push(std::move(entry));
    return static_cast<int>(views.size()) - 1;
  }

  // The number of a new accessor over values written here.
  template <class T>
  int accessor(const std::vector<T>& values, int target, int component, const char* type,
               JsonNode extra = JsonNode::object()) {
    extra.set("bufferView", view(values, target))
        .set("componentType", component)
        .set("count", values.size())
        .set("type", type);
    accessors.push(std::move(extra));
    return static_cast<int>(accessors.size()) - 1;
  }

  std::string binary;
  JsonNode views = JsonNode::array();
  JsonNode accessors = JsonNode::array();
};

// The format allows no empty lists.
void set_unless_empty(JsonNode& object, const char* key, JsonNode list) {
  if (list.size() > 0) object.set(key, std::move(list));
}

JsonNode add_mesh(const MeshData& mesh, float scale, Buffers& buffers) {
  std::vector<glm::vec3> positions = mesh.positions;
  glm::vec3 low(1e30f), high(-1e30f);
  for (glm::vec3& p : positions) {
    p *= scale;
    low = glm::min(low, p);
    high = glm::max(high, p);
  }
  JsonNode attributes = JsonNode::object();
  JsonNode box = JsonNode::object();
  box.set("min", vector_of(low)).set("max", vector_of(high));
  attributes.set("POSITION", buffers.accessor(positions, target_vertices, component_float, "VEC3", std::move(box)));
  if (!mesh.normals.empty())
    attributes.set("NORMAL", buffers.accessor(mesh.normals, target_vertices, component_float, "VEC3"));
  if (!mesh.uv.empty())
    attributes.set("TEXCOORD_0", buffers.accessor(mesh.uv, target_vertices, component_float, "VEC2"));
  const int indices = buffers.accessor(mesh.indices, target_indices, component_uint32, "SCALAR");
  JsonNode primitive = JsonNode::object();
  primitive.set("attributes", std::move(attributes)).set("indices", indices);
  JsonNode entry = JsonNode::object();
  entry.set("primitives", JsonNode::array().push(std::move(primitive)));
  return entry;
}

}  // namespace

std::string write_glb(const std::vector<GlbNode>& nodes, const std::string& copyright, float units_in_metres) {
  Buffers buffers;
  JsonNode meshes = JsonNode::array(), node_list = JsonNode::array(), roots = JsonNode::array();
  for (const GlbNode& node : nodes) {
    JsonNode entry = JsonNode::object();
    entry.set("name", node.name);
    if (!node.mesh.empty()) entry.set("mesh", meshes.size());
    if (node.extras.is(JsonNode::Kind::object)) entry.set("extras", node.extras);
    if (!node.mesh.empty()) meshes.push(add_mesh(node.mesh, units_in_metres, buffers));
    roots.push(JsonNode(node_list.size()));
    node_list.push(std::move(entry));
  }
  JsonNode asset = JsonNode::object();
  asset.set("version", "2.0").set("generator", "Palpate");
  if (!copyright.empty()) asset.set("copyright", copyright);
  JsonNode document = JsonNode::object();
  document.set("asset", std::move(asset)).set("scene", 0);
  JsonNode scene = JsonNode::object(), buffer = JsonNode::object();
  JsonNode buffer_list = JsonNode::array();
  if (!buffers.binary.empty()) buffer_list.push(buffer.set("byteLength", buffers.binary.size()));
  set_unless_empty(scene, "nodes", std::move(roots));
  document.set("scenes", JsonNode::array().push(std::move(scene)));
  set_unless_empty(document, "nodes", std::move(node_list));
  set_unless_empty(document, "meshes", std::move(meshes));
  set_unless_empty(document, "accessors", std::move(buffers.accessors));
  set_unless_empty(document, "bufferViews", std::move(buffers.views));
  set_unless_empty(document, "buffers", std::move(buffer_list));

  std::string text = write_json(document, 0);
  pad(text, ' ');
  std::string out = "glTF";
  append_u32(out, 2);
  const std::size_t binary_bytes = buffers.binary.empty() ? 0 : 8 + buffers.binary.size();
  append_u32(out, static_cast<std::uint32_t>(12 + 8 + text.size() + binary_bytes));
  append_u32(out, static_cast<std::uint32_t>(text.size()));
  out += "JSON";
  out += text;
  if (binary_bytes == 0) return out;
  append_u32(out, static_cast<std::uint32_t>(buffers.binary.size()));
  out.append("BIN\0", 4);
  out += buffers.binary;
  return out;
}

}  // namespace palpate
