// Writes meshes as a binary glTF 2.0 file: one node a mesh, positions, normals, texture coordinates and indices.
// (Assimp's exporter loses metadata and can abort, so Palpate writes its own.)
#pragma once

#include <palpate/base/json.h>
#include <palpate/mesh/mesh_data.h>

#include <string>
#include <vector>

namespace palpate {

struct GlbNode {
  std::string name;
  MeshData mesh;
  JsonNode extras;  // null or an object: kept with the node
};

// `units_in_metres`: glTF is in metres; positions are multiplied by it (0.001 for millimetres).
[[nodiscard]] std::string write_glb(const std::vector<GlbNode>& nodes, const std::string& copyright,
                                    float units_in_metres = 0.001f);

}  // namespace palpate
