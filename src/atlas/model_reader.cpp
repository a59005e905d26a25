#include <palpate/atlas/model_reader.h>
#include <palpate/base/isolate.h>
#include <palpate/base/text.h>

#include "model_bytes.h"

#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <fmt/format.h>
#include <assimp/Importer.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace palpate {
namespace {

constexpr const char* export_hint = "Check that the file opens elsewhere; glTF, FBX, OBJ, PLY, STL and DAE work best";

bool is_gltf(const std::filesystem::path& file) {
  const std::string extension = fold(file.extension().string());
  return extension == "glb" || extension == "gltf";
}

bool finite(const aiVector3D& v) {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

// Copies what Assimp read into our own meshes.
class Converter {
 public:
  Converter(const aiScene& scene, const std::filesystem::path& file, const ModelOptions& options)
      : scene_(scene), file_(file), options_(options) {}

  Result<Model> run() {
    std::uint64_t triangles = 0;
    for (unsigned i = 0; i < scene_.mNumMeshes; ++i) triangles += scene_.mMeshes[i]->mNumFaces;
    if (triangles > options_.most_triangles) {
      return Error{fmt::format("the model has {} faces; at most {} are read", triangles, options_.most_triangles),
                   file_.string(), "Simplify it first"};
    }
    visit(*scene_.mRootNode, aiMatrix4x4());
    if (model_.meshes.empty())
      return Error{"there is no triangle in this file", file_.string(),
                   "Point clouds and empty scenes cannot be shown"};
    if (not_numbers_ > 0) warn(fmt::format("{} triangles have coordinates that are not numbers", not_numbers_));
    if (not_there_ > 0) warn(fmt::format("{} triangles refer to vertices that are not there", not_there_));
    for (const std::string& name : empty_) warn(fmt::format("\"{}\" has no triangle that can be shown", name));
    read_metadata();
    return std::move(model_);
  }

 private:
  void warn(const std::string& what) {
    model_.warnings.push_back(fmt::format("{}: {}; left out", file_.filename().string(), what));
  }

  void visit(const aiNode& node, const aiMatrix4x4& parent) {
    const aiMatrix4x4 transform = options_.apply_node_transforms ? parent * node.mTransformation : aiMatrix4x4();
    std::optional<std::size_t> first;
    for (unsigned i = 0; i < node.mNumMeshes; ++i) {
      const aiMesh& mesh = *scene_.mMeshes[node.mMeshes[i]];
      MeshData data = convert(mesh, transform);
      if (data.empty()) {
        empty_.push_back(name_of(node, mesh));
        continue;
      }
      const std::shared_ptr<const Image> texture = texture_of(mesh.mMaterialIndex);
      if (first && model_.meshes[*first].texture == texture) {
        model_.meshes[*first].mesh = joined(model_.meshes[*first].mesh, data);
        continue;
      }
      first = model_.meshes.size();
      model_.meshes.push_back({name_of(node, mesh), std::move(data), texture});
    }
    for (unsigned i = 0; i < node.mNumChildren; ++i) visit(*node.mChildren[i], transform);
  }

  // The root is the importer's own node, named after it or the file; but where glTF has one node, that is the root.
  std::string name_of(const aiNode& node, const aiMesh& mesh) const {
    const bool own = &node != scene_.mRootNode || is_gltf(file_);
    if (own && node.mName.length > 0) return node.mName.C_Str();
    if (mesh.mName.length > 0) return mesh.mName.C_Str();
    return file_.stem().string();
  }

  MeshData convert(const aiMesh& mesh, const aiMatrix4x4& transform) {
    MeshData out;
    if (!mesh.HasPositions()) return out;
    const aiMatrix3x3 turn(transform);
    const bool mirrors = turn.Determinant() < 0.0f;
    aiMatrix3x3 normal_turn = turn;
    normal_turn.Inverse().Transpose();
    std::vector<bool> bad(mesh.mNumVertices, false);
    out.positions.reserve(mesh.mNumVertices);
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
      const aiVector3D p = transform * mesh.mVertices[i];
      bad[i] = !finite(p);
      out.positions.emplace_back(p.x, p.y, p.z);
    }
    if (mesh.HasNormals()) {
      out.normals.reserve(mesh.mNumVertices);
      for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
        aiVector3D n = normal_turn * mesh.mNormals[i];
        n.NormalizeSafe();
        out.normals.emplace_back(n.x, n.y, n.z);
      }
    }
    if (options_.with_textures && mesh.HasTextureCoords(0)) {
      for (unsigned i = 0; i < mesh.mNumVertices; ++i)
        out.uv.emplace_back(mesh.mTextureCoords[0][i].x, mesh.mTextureCoords[0][i].y);
    }
    out.indices.reserve(static_cast<std::size_t>(mesh.mNumFaces) * 3);
    bool any_bad = false;
    for (unsigned i = 0; i < mesh.mNumFaces; ++i) {
      const aiFace& face = mesh.mFaces[i];
      if (face.mNumIndices != 3) continue;  // points and lines
      const std::uint32_t a = face.mIndices[0], b = face.mIndices[mirrors ? 2 : 1], c = face.mIndices[mirrors ? 1 : 2];
      if (std::max({a, b, c}) >= mesh.mNumVertices) {
        ++not_there_;
        any_bad = true;
        continue;
      }
      if (bad[a] || bad[b] || bad[c]) {
        ++not_numbers_;
        any_bad = true;
        continue;
      }
      out.indices.insert(out.indices.end(), {a, b, c});
    }
    return any_bad ? compact(out) : out;
  }

  std::shared_ptr<const Image> texture_of(unsigned material_index) {
    if (!options_.with_textures || material_index >= scene_.mNumMaterials) return nullptr;
    const aiMaterial& material = *scene_.mMaterials[material_index];
    aiString path;
    if (material.GetTexture(aiTextureType_BASE_COLOR, 0, &path) != AI_SUCCESS &&
        material.GetTexture(aiTextureType_DIFFUSE, 0, &path) != AI_SUCCESS) {
      return nullptr;
    }
    const auto known = textures_.find(path.C_Str());
    if (known != textures_.end()) return known->second;
    Result<Image> image = load_texture(path.C_Str());
    std::shared_ptr<const Image> made;
    if (image) {
      made = std::make_shared<const Image>(std::move(*image));
    } else {
      model_.warnings.push_back(fmt::format("{}: a texture is missing and is shown as plain colour: {}",
                                            file_.filename().string(), image.error().text()));
    }
    textures_.emplace(path.C_Str(), made);
    return made;
  }

  Result<Image> load_texture(const std::string& path) const {
    if (const aiTexture* embedded = scene_.GetEmbeddedTexture(path.c_str())) {
      if (embedded->mHeight != 0) {
        Image image{static_cast<int>(embedded->mWidth), static_cast<int>(embedded->mHeight), {}};
        for (unsigned i = 0; i < embedded->mWidth * embedded->mHeight; ++i) {
          const aiTexel& t = embedded->pcData[i];
          image.rgba.insert(image.rgba.end(), {t.r, t.g, t.b, t.a});
        }
        return image;
      }
      return decode_image(std::as_bytes(std::span(reinterpret_cast<const char*>(embedded->pcData), embedded->mWidth)),
                          path);
    }
    std::string relative = path;
    for (char& c : relative) {
      if (c == '\\') c = '/';
    }
    const std::filesystem::path beside = file_.parent_path() / relative;
    if (std::filesystem::exists(beside)) return read_image(beside);
    return read_image(file_.parent_path() / std::filesystem::path(relative).filename());
  }

  void read_metadata() {
    if (is_gltf(file_)) {
      model_.units_mm = 1000.0f;  // glTF is in metres, y up, by its specification
      return;
    }
    if (scene_.mMetaData == nullptr) return;
    double factor = 0.0;
    float factor_float = 0.0f;
    if (scene_.mMetaData->Get("UnitScaleFactor", factor)) {
      model_.units_mm = static_cast<float>(factor) * 10.0f;  // FBX counts in centimetres
    } else if (scene_.mMetaData->Get("UnitScaleFactor", factor_float)) {
      model_.units_mm = factor_float * 10.0f;
    }
    std::int32_t up = 1;
    if (scene_.mMetaData->Get("UpAxis", up)) model_.up_is_z = up == 2;
  }

  const aiScene& scene_;
  const std::filesystem::path& file_;
  const ModelOptions& options_;
  Model model_;
  std::size_t not_numbers_ = 0, not_there_ = 0;  // triangles
  std::vector<std::string> empty_;               // meshes
  std::unordered_map<std::string, std::shared_ptr<const Image>> textures_;
};

Result<Model> read_here(const std::filesystem::path& file, const ModelOptions& options) {
  Assimp::Importer importer;
  // Lines and points cannot be shown; normals are made later, where they are missing.
  importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
  const aiScene* scene = importer.ReadFile(file.string(), aiProcess_Triangulate | aiProcess_SortByPType);
  if (scene == nullptr || scene->mRootNode == nullptr) {
    return Error{fmt::format("the file cannot be read: {}", importer.GetErrorString()), file.string(), export_hint};
  }
  return Converter(*scene, file, options).run();
}

// Assimp's readers of other formats trust their input: a broken file can end or hang the process. They run apart, and
// what they read comes back through a pipe.
Result<Model> read_apart(const std::filesystem::path& file, const ModelOptions& options) {
  const Result<std::string> bytes = run_isolated([&] { return pack(read_here(file, options)); });
  if (!bytes) return Error{fmt::format("the file cannot be read: {}", bytes.error().what), file.string(), export_hint};
  return unpack_model(*bytes);
}

}  // namespace

bool is_model_file(const std::filesystem::path& file) {
  static const Assimp::Importer importer;
  const std::string extension = file.extension().string();
  // Extensions that Assimp claims but that are data of other kinds here.
  return !extension.empty() && extension != ".json" && extension != ".xml" && importer.IsExtensionSupported(extension);
}

Result<Model> read_model(const std::filesystem::path& file, const ModelOptions& options) {
  if (!is_gltf(file)) return read_apart(file, options);
  if (Status checked = check_glb(file); !checked) return checked.error();
  try {
    return read_here(file, options);
  } catch (const std::exception& failure) {
    return Error{fmt::format("the file cannot be read: {}", failure.what()), file.string(), export_hint};
  }
}

}  // namespace palpate
