// The manifest of an atlas: how the files of one set of meshes become structures of a body. The format is
// assets/schemas/atlas.schema.json; its words are explained there.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/base/fault.h>
#include <palpate/base/result.h>
#include <palpate/mesh/cut.h>

#include <glm/mat3x3.hpp>
#include <glm/vec3.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct ManifestPart {
  std::string concept_key;
  std::vector<Plane> planes;  // canonical mm, right side; empty: the rest
};

struct ManifestComponents {
  std::vector<std::size_t> ranks;  // empty: the rest
  std::string concept_key;
  std::optional<Side> side;
  std::optional<System> system;
  std::string attachment;
  bool split_sides = false;
  std::string also_mirrored;  // why the other side is made from it too; empty if it is not
  std::string drop;           // why it is not shown; empty if it is
};

// What one node of a file is.
struct ManifestEntry {
  std::string node;
  std::string concept_key;
  std::optional<Side> side;
  std::optional<System> system;
  bool split_sides = false;
  std::vector<ManifestPart> parts;
  std::vector<ManifestComponents> components;
  std::string mirror_of;
  std::string also_mirrored;
  std::string drop;
  std::string attachment;
  int line = 0;      // where it stands, for the report
  std::string file;  // in which file
};

struct ManifestFile {
  std::string path;  // relative to the set's folder, may hold *
  System system = System::other;
  std::string fma_pattern;  // a regular expression on the file name whose first group is the FMA id
  std::map<std::string, ManifestEntry> entries;  // by node name
};

struct ManifestRepair {
  std::vector<std::string> match;  // file or node names, may hold *
  float scale = 1.0f;
  glm::vec3 translate{0.0f};
  std::string why;
};

// From file coordinates to canonical millimetres: p = scale * units * (axes * p) + translate.
struct ManifestFrame {
  float units_mm = 1.0f;
  glm::mat3 axes{1.0f};
  bool apply_node_transforms = true;
  float scale = 1.0f;
  glm::vec3 translate{0.0f};

  [[nodiscard]] glm::vec3 to_canonical(glm::vec3 p) const { return scale * units_mm * (axes * p) + translate; }
};

struct Manifest {
  AtlasInfo info;
  std::filesystem::path file;  // the manifest itself; empty for one made up for an unknown model
  std::vector<std::string> recognise;
  int rank = 100;  // lower goes first where several sets lie in one folder
  ManifestFrame frame;
  std::map<std::string, Side> side_suffixes;
  std::vector<ManifestFile> files;
  std::map<std::string, ManifestEntry> overrides;  // by node or file name
  std::vector<ManifestRepair> repairs;
  std::vector<std::pair<std::string, glm::vec3>> landmarks;  // set millimetres, after units and axes
  std::vector<std::pair<std::string, std::string>> missing;  // concept, why
  std::uint64_t content_hash = 0;                            // of the manifest and its maps

  // The entry for a node of a file: by its full name, or by its name without the side suffix.
  [[nodiscard]] const ManifestEntry* entry(const ManifestFile& line, const std::string& node) const;
  // The side that a node's name tells, and the name without its suffix.
  [[nodiscard]] std::pair<std::string, Side> split_suffix(const std::string& node) const;
};

// Reads a manifest with its maps. Single bad entries are faults and are left out.
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& file, Faults& faults);

// "+x -z +y" as a matrix whose rows are the body's left, up and front in file axes; nothing if it is not a rotation
// or reflection of the axes.
[[nodiscard]] std::optional<glm::mat3> parse_axes(const std::string& text);

}  // namespace palpate
