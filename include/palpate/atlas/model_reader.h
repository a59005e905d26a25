// The one door to Assimp: reads any model file it knows into plain meshes that own their data.
#pragma once

#include <palpate/base/image.h>
#include <palpate/base/result.h>
#include <palpate/mesh/mesh_data.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

struct ModelMesh {
  std::string node;                      // the node's name; "file" if it has none
  MeshData mesh;                         // file units and axes; normals only if the file has them
  std::shared_ptr<const Image> texture;  // base colour; null if none
};

struct Model {
  std::vector<ModelMesh> meshes;
  std::vector<std::string> warnings;  // what was wrong but did not stop reading
  float units_mm = 0.0f;              // millimetres in a unit, where the format says so; 0 if unknown
  bool up_is_z = false;               // where the format says so
};

struct ModelOptions {
  bool apply_node_transforms = true;
  bool with_textures = true;
  std::uint64_t most_triangles = 60'000'000;
};

// Refuses what cannot be read, in words: not a model, cut off, a compression or an extension that is not supported,
// nothing to show. Vertices that are not numbers are dropped with their triangles, with a warning.
[[nodiscard]] Result<Model> read_model(const std::filesystem::path& file, const ModelOptions& options = {});

[[nodiscard]] bool is_model_file(const std::filesystem::path& file);  // by its extension

// Checks a binary glTF before Assimp sees it: lengths, counts, references, cycles, extensions that would be read
// wrongly.
[[nodiscard]] Status check_glb(const std::filesystem::path& file);

}  // namespace palpate
