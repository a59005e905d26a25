// From one node of a file to the pieces that it really holds, as the manifest says.
#pragma once

#include <palpate/atlas/coverage.h>
#include <palpate/atlas/manifest.h>
#include <palpate/base/image.h>
#include <palpate/mesh/mesh_data.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

// A mesh that is one structure, or a share of one.
struct Piece {
  std::string concept_key;  // empty: shown under `own_name`
  Side side = Side::none;
  System system = System::other;
  std::string own_name;
  std::string attachment;  // origin, insertion, both or unknown for an attachment patch; else empty
  std::string source;
  std::string remark;
  MeshData mesh;  // canonical mm
  std::shared_ptr<const Image> texture;
};

struct Node {
  std::string file;  // name without folders
  std::string name;
  MeshData mesh;  // canonical mm
  std::shared_ptr<const Image> texture;

  [[nodiscard]] std::string source() const { return file == name ? file : file + "#" + name; }
};

// `mesh_of` gives another node of the same file, for mirror images; null if it is not there.
[[nodiscard]] std::vector<Piece> treat(const Manifest& manifest, const ManifestFile& line, const ManifestEntry& entry,
                                       Node node, const std::function<const Node*(const std::string&)>& node_called,
                                       Coverage& coverage);

}  // namespace palpate
