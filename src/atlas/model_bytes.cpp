#include "model_bytes.h"

#include "byte_stream.h"

#include <unordered_map>

namespace palpate {
namespace {

void write(ByteWriter& out, const MeshData& mesh) {
  out.values(mesh.positions);
  out.values(mesh.normals);
  out.values(mesh.uv);
  out.values(mesh.indices);
}

MeshData read_mesh(ByteReader& in) {
  MeshData mesh;
  mesh.positions = in.values<glm::vec3>();
  mesh.normals = in.values<glm::vec3>();
  mesh.uv = in.values<glm::vec2>();
  mesh.indices = in.values<std::uint32_t>();
  return mesh;
}

}  // namespace

std::string pack(const Result<Model>& model) {
  ByteWriter out;
  out.value(static_cast<std::uint8_t>(model.ok()));
  if (!model) {
    for (const std::string* part : {&model.error().what, &model.error().where, &model.error().hint}) out.text(*part);
    return std::move(out.bytes);
  }
  // Textures once each, then meshes that refer to them by number.
  std::unordered_map<const Image*, std::uint32_t> numbers;
  std::vector<const Image*> textures;
  for (const ModelMesh& mesh : model->meshes) {
    if (mesh.texture && numbers.emplace(mesh.texture.get(), static_cast<std::uint32_t>(textures.size())).second) {
      textures.push_back(mesh.texture.get());
    }
  }
  out.value(static_cast<std::uint32_t>(textures.size()));
  for (const Image* image : textures) {
    out.value(image->width);
    out.value(image->height);
    out.values(image->rgba);
  }
  out.value(static_cast<std::uint32_t>(model->meshes.size()));
  for (const ModelMesh& mesh : model->meshes) {
    out.text(mesh.node);
    out.value(mesh.texture ? static_cast<std::int32_t>(numbers[mesh.texture.get()]) : -1);
    write(out, mesh.mesh);
  }
  out.value(static_cast<std::uint32_t>(model->warnings.size()));
  for (const std::string& warning : model->warnings) out.text(warning);
  out.value(model->units_mm);
  out.value(static_cast<std::uint8_t>(model->up_is_z));
  return std::move(out.bytes);
}

Result<Model> unpack_model(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.value<std::uint8_t>() == 0) {
    Error error;
    for (std::string* part : {&error.what, &error.where, &error.hint}) *part = in.text();
    return error;
  }
  std::vector<std::shared_ptr<const Image>> textures(in.value<std::uint32_t>());
  for (auto& texture : textures) {
    Image image;
    image.width = in.value<int>();
    image.height = in.value<int>();
    image.rgba = in.values<std::uint8_t>();
    texture = std::make_shared<const Image>(std::move(image));
  }
  Model model;
  const auto meshes = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < meshes && in.ok; ++i) {
    ModelMesh mesh;
    mesh.node = in.text();
    const auto texture = in.value<std::int32_t>();
    if (texture >= 0 && static_cast<std::size_t>(texture) < textures.size())
      mesh.texture = textures[static_cast<std::size_t>(texture)];
    mesh.mesh = read_mesh(in);
    model.meshes.push_back(std::move(mesh));
  }
  const auto warnings = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < warnings && in.ok; ++i) model.warnings.push_back(in.text());
  model.units_mm = in.value<float>();
  model.up_is_z = in.value<std::uint8_t>() != 0;
  if (!in.ok) return Error{"what the reader sent back is cut off", "", ""};
  return model;
}

}  // namespace palpate
