// Merges the meshes of all model files below a folder into one binary PLY file: positions in file coordinates and all
// triangles, nothing else. The picture of another viewer from this file is what ours is compared with.
#include <palpate/atlas/model_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> model_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && palpate::is_model_file(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Faces as PLY has them: a byte that says 3, then three indices.
std::string faces_of(const palpate::MeshData& mesh, std::uint32_t first_vertex) {
  constexpr std::size_t face_bytes = 1 + 3 * sizeof(std::uint32_t);
  std::string bytes(mesh.triangle_count() * face_bytes, '\3');
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t index = first_vertex + mesh.indices[3 * t + k];
      std::memcpy(&bytes[t * face_bytes + 1 + k * sizeof index], &index, sizeof index);
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "Usage: merge_ply FOLDER FILE.ply\n");
    return 2;
  }
  std::string vertices, faces;
  std::uint32_t vertex_count = 0;
  std::size_t face_count = 0, file_count = 0;
  for (const fs::path& file : model_files(argv[1])) {
    const auto model = palpate::read_model(file, {.apply_node_transforms = false, .with_textures = false});
    if (!model) {
      fmt::print(stderr, "merge_ply: {}\n", model.error().text());
      return 1;
    }
    ++file_count;
    for (const palpate::ModelMesh& part : model->meshes) {
      faces += faces_of(part.mesh, vertex_count);
      vertices.append(reinterpret_cast<const char*>(part.mesh.positions.data()),
                      part.mesh.positions.size() * sizeof(glm::vec3));
      vertex_count += static_cast<std::uint32_t>(part.mesh.positions.size());
      face_count += part.mesh.triangle_count();
    }
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << fmt::format(
             "ply\nformat binary_little_endian 1.0\nelement vertex {}\nproperty float x\nproperty float y\n"
             "property float z\nelement face {}\nproperty list uchar int vertex_indices\nend_header\n",
             vertex_count, face_count)
      << vertices << faces;
  out.close();
  if (!out || face_count == 0) {
    fmt::print(stderr, "merge_ply: {} could not be written, or {} has no triangles\n", argv[2], argv[1]);
    return 1;
  }
  fmt::print("{} files, {} vertices, {} triangles\n", file_count, vertex_count, face_count);
  return 0;
}
