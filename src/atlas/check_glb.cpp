// Checks a glTF file before Assimp sees it. Assimp trusts counts and offsets more than it should, follows node graphs
// without looking for circles, and reads quantised vertices as if they were floats.
#include <palpate/atlas/model_reader.h>
#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace palpate {
namespace {

constexpr std::size_t header_bytes = 12, chunk_header_bytes = 8;
constexpr std::size_t deepest_nodes = 500;
constexpr std::array<std::string_view, 11> readable_extensions = {"KHR_draco_mesh_compression",
                                                                  "KHR_materials_unlit",
                                                                  "KHR_materials_pbrSpecularGlossiness",
                                                                  "KHR_texture_transform",
                                                                  "KHR_materials_emissive_strength",
                                                                  "KHR_lights_punctual",
                                                                  "KHR_materials_clearcoat",
                                                                  "KHR_materials_transmission",
                                                                  "KHR_materials_sheen",
                                                                  "KHR_materials_specular",
                                                                  "KHR_materials_ior"};

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::int64_t int_of(const JsonNode& node, std::string_view key, std::int64_t fallback) {
  const JsonNode* member = node.find(key);
  return member != nullptr && member->is_numeric() ? static_cast<std::int64_t>(member->number()) : fallback;
}

const JsonNode& list_of(const JsonNode& document, std::string_view key) {
  static const JsonNode none = JsonNode::array();
  const JsonNode* list = document.find(key);
  return list != nullptr && list->is(JsonNode::Kind::array) ? *list : none;
}

class GltfCheck {
 public:
  GltfCheck(const JsonNode& document, std::uint64_t binary_bytes, bool is_binary, std::string file)
      : document_(document), binary_bytes_(binary_bytes), is_binary_(is_binary), file_(std::move(file)) {}

  Status run() {
    for (const auto step : {&GltfCheck::extensions, &GltfCheck::buffers, &GltfCheck::views, &GltfCheck::accessors,
                            &GltfCheck::meshes, &GltfCheck::nodes}) {
      if (Status status = (this->*step)(); !status) return status;
    }
    return {};
  }

 private:
  Status fail(std::string what, std::string hint = "The file is damaged; get it again or export it again") const {
    return Error{std::move(what), file_, std::move(hint)};
  }

  Status extensions() {
    for (const auto& [unused, name] : list_of(document_, "extensionsRequired").items()) {
      const bool readable =
          std::find(readable_extensions.begin(), readable_extensions.end(), name.text()) != readable_extensions.end();
      if (!readable) {
        return fail(fmt::format("the file needs the glTF extension {}, which is not supported", name.text()),
                    "Export it again without compression or quantisation");
      }
    }
    return {};
  }

  Status buffers() {
    for (const auto& [unused, buffer] : list_of(document_, "buffers").items()) {
      const std::int64_t bytes = int_of(buffer, "byteLength", -1);
      if (bytes < 0) return fail("a buffer does not say how long it is");
      const bool in_file = is_binary_ && buffer.find("uri") == nullptr;
      if (in_file && static_cast<std::uint64_t>(bytes) > binary_bytes_ + 3) {
        return fail(
            fmt::format("the file is cut off: {} bytes of data are announced, {} are there", bytes, binary_bytes_));
      }
      buffer_bytes_.push_back(bytes);
    }
    return {};
  }

  Status views() {
    for (const auto& [unused, view] : list_of(document_, "bufferViews").items()) {
      const std::int64_t buffer = int_of(view, "buffer", -1), offset = int_of(view, "byteOffset", 0);
      const std::int64_t bytes = int_of(view, "byteLength", -1);
      if (buffer < 0 || buffer >= static_cast<std::int64_t>(buffer_bytes_.size()))
        return fail("a buffer view refers to a buffer that is not there");
      const std::int64_t room = buffer_bytes_[static_cast<std::size_t>(buffer)];
      if (offset < 0 || bytes < 0 || offset > room || bytes > room - offset) {
        return fail(
            fmt::format("a buffer view of {} bytes at {} reaches beyond its buffer of {} bytes", bytes, offset, room));
      }
      view_bytes_.push_back(bytes);
    }
    return {};
  }

  static std::int64_t component_bytes(std::int64_t type) {
    switch (type) {
      case 5120:
      case 5121:
        return 1;
      case 5122:
      case 5123:
        return 2;
      case 5125:
      case 5126:
        return 4;
      default:
        return 0;
    }
  }

  static std::int64_t component_count(const std::string& type) {
    constexpr std::array<std::pair<std::string_view, int>, 7> types = {
        {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}}};
    for (const auto& [name, count] : types) {
      if (name == type) return count;
    }
    return 0;
  }

  Status accessors() {
    for (const auto& [unused, accessor] : list_of(document_, "accessors").items()) {
      const std::int64_t count = int_of(accessor, "count", -1), offset = int_of(accessor, "byteOffset", 0);
      const JsonNode* type = accessor.find("type");
      const std::int64_t element =
          component_bytes(int_of(accessor, "componentType", 0)) * (type != nullptr ? component_count(type->text()) : 0);
      if (count < 0 || offset < 0 || element == 0) return fail("an accessor has no valid count or type");
      if (count > 1'000'000'000) return fail(fmt::format("an accessor announces {} elements, which cannot be", count));
      const std::int64_t view = int_of(accessor, "bufferView", -1);
      if (view >= static_cast<std::int64_t>(view_bytes_.size()))
        return fail("an accessor refers to a buffer view that is not there");
      if (view >= 0) {
        const std::int64_t stride = std::max(
            element, int_of(list_of(document_, "bufferViews").at(static_cast<std::size_t>(view)), "byteStride", 0));
        const std::int64_t room = view_bytes_[static_cast<std::size_t>(view)];
        if (count > 0 && (offset > room || (count - 1) > (room - offset) / stride ||
                          offset + (count - 1) * stride + element > room)) {
          return fail(fmt::format("an accessor of {} elements reaches beyond its data", count));
        }
      }
      accessor_count_.push_back(count);
    }
    return {};
  }

  bool has_data(std::size_t accessor) const {
    return list_of(document_, "accessors").at(accessor).find("bufferView") != nullptr;
  }

  // Assimp copies elements of whatever size into vectors of its own size.
  Status attribute(const std::string& name, std::size_t index, bool packed) {
    const JsonNode& accessor = list_of(document_, "accessors").at(index);
    const JsonNode* type = accessor.find("type");
    const bool is_vector = type != nullptr && type->text() == "VEC3";
    if ((name == "POSITION" || name == "NORMAL") && (!is_vector || int_of(accessor, "componentType", 0) != 5126))
      return fail(fmt::format("the {} of a mesh are not vectors of three numbers", name));
    if (!packed && !has_data(index))
      return fail(fmt::format("the {} of a mesh have no data", name),
                  "Export it again without compression and without sparse accessors");
    return {};
  }

  Status meshes() {
    const auto accessor_exists = [&](std::int64_t index) {
      return index >= 0 && index < static_cast<std::int64_t>(accessor_count_.size());
    };
    for (const auto& [unused, mesh] : list_of(document_, "meshes").items()) {
      for (const auto& [unused2, primitive] : list_of(mesh, "primitives").items()) {
        const JsonNode* attributes = primitive.find("attributes");
        if (attributes == nullptr) return fail("a mesh has no vertices");
        const JsonNode* extensions = primitive.find("extensions");
        const bool packed = extensions != nullptr && extensions->find("KHR_draco_mesh_compression") != nullptr;
        for (const auto& [name, index] : attributes->items()) {
          if (!accessor_exists(index.integer()))
            return fail(fmt::format("a mesh refers to {} that are not there", name));
          if (Status status = attribute(name, static_cast<std::size_t>(index.integer()), packed); !status)
            return status;
        }
        const JsonNode* indices = primitive.find("indices");
        if (indices != nullptr && !accessor_exists(indices->integer()))
          return fail("a mesh refers to indices that are not there");
        if (indices != nullptr && !packed && !has_data(static_cast<std::size_t>(indices->integer())))
          return fail("the triangles of a mesh have no data");
      }
    }
    return {};
  }

  // Depth-first over the node graph; a node that is met while it is still open closes a circle. A node with two parents
  // is against the format, and a few dozen of them can stand for millions of nodes.
  Status nodes() {
    const JsonNode& all = list_of(document_, "nodes");
    enum class Seen { no, open, done };
    std::vector<Seen> seen(all.size(), Seen::no);
    std::vector<bool> has_parent(all.size(), false);
    for (std::size_t start = 0; start < all.size(); ++start) {
      if (seen[start] != Seen::no) continue;
      std::vector<std::pair<std::size_t, std::size_t>> path = {{start, 0}};  // node, next child
      seen[start] = Seen::open;
      while (!path.empty()) {
        auto& [at, next] = path.back();
        const JsonNode& children = list_of(all.at(at), "children");
        if (next >= children.size()) {
          seen[at] = Seen::done;
          path.pop_back();
          continue;
        }
        const std::int64_t child = children.at(next++).integer();
        if (child < 0 || child >= static_cast<std::int64_t>(all.size()))
          return fail("a node refers to a child that is not there");
        const auto index = static_cast<std::size_t>(child);
        if (seen[index] == Seen::open) return fail("the nodes of the file refer to each other in a circle");
        if (has_parent[index]) return fail("a node of the file is the child of two others");
        has_parent[index] = true;
        if (seen[index] == Seen::done) continue;
        if (path.size() >= deepest_nodes) return fail(fmt::format("nodes lie deeper than {} levels", deepest_nodes));
        seen[index] = Seen::open;
        path.emplace_back(index, 0);
      }
    }
    const auto mesh_count = static_cast<std::int64_t>(list_of(document_, "meshes").size());
    for (const auto& [unused, node] : all.items()) {
      if (int_of(node, "mesh", -1) >= mesh_count) return fail("a node refers to a mesh that is not there");
    }
    return {};
  }

  const JsonNode& document_;
  std::uint64_t binary_bytes_;
  bool is_binary_;
  std::string file_;
  std::vector<std::int64_t> buffer_bytes_, view_bytes_, accessor_count_;
};

Status check_document(std::string_view text, std::uint64_t binary_bytes, bool is_binary, const std::string& file) {
  const auto document = parse_json(text, file);
  if (!document) return document.error();
  if (!document->is(JsonNode::Kind::object)) return Error{"this is not glTF", file, "Check that it is the right file"};
  return GltfCheck(*document, binary_bytes, is_binary, file).run();
}

Status check_binary(std::string_view bytes, const std::string& file) {
  const std::string again = "The file is damaged; get it again or export it again";
  if (bytes.size() < header_bytes + chunk_header_bytes || bytes.substr(0, 4) != "glTF") {
    return Error{"this is not a binary glTF file", file, "Check that it is the right file"};
  }
  if (u32_at(bytes, 4) != 2)
    return Error{fmt::format("this is glTF version {}; version 2 is read", u32_at(bytes, 4)), file,
                 "Export it as glTF 2.0"};
  const std::uint32_t announced = u32_at(bytes, 8);
  if (announced > bytes.size()) {
    return Error{fmt::format("the file is cut off: {} bytes are announced, {} are there", announced, bytes.size()),
                 file, again};
  }
  const std::uint64_t json_bytes = u32_at(bytes, 12);
  const std::uint64_t json_end = header_bytes + chunk_header_bytes + json_bytes;
  if (bytes.substr(16, 4) != "JSON" || json_end > bytes.size()) {
    return Error{fmt::format("the header announces {} bytes of description, the file has {}", json_bytes, bytes.size()),
                 file, again};
  }
  std::uint64_t binary = 0;
  if (json_end + chunk_header_bytes <= bytes.size()) {
    binary = u32_at(bytes, json_end);
    const std::uint64_t there = bytes.size() - json_end - chunk_header_bytes;
    if (binary > there)
      return Error{fmt::format("the file is cut off: {} bytes of data are announced, {} are there", binary, there),
                   file, again};
  }
  return check_document(bytes.substr(header_bytes + chunk_header_bytes, json_bytes), binary, true, file);
}

}  // namespace

Status check_glb(const std::filesystem::path& file) {
  const auto mapped = MappedFile::open(file);
  if (!mapped) return mapped.error();
  const std::string_view bytes(reinterpret_cast<const char*>(mapped->bytes().data()), mapped->bytes().size());
  if (fold(file.extension().string()) == "glb") return check_binary(bytes, file.string());
  return check_document(bytes, 0, false, file.string());
}

}  // namespace palpate
