// Small atlases and model files, written by the tests themselves, and a vocabulary that is just large enough for them.
#pragma once

#include "temp_folder.h"

#include <palpate/atlas/catalog_files.h>
#include <palpate/atlas/loader.h>
#include <palpate/atlas/source.h>
#include <palpate/base/image.h>
#include <palpate/mesh/glb_writer.h>

#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

// "femur", "patella" (paired bones), "sacrum", "biceps" with two parts, "soleus" (paired muscles), "diaphragm",
// "sciatic-nerve", "skin", a few landmarks, and the ends of the soleus.
[[nodiscard]] const AnatomyFiles& small_anatomy();

[[nodiscard]] GlbNode node(std::string name, MeshData mesh);

// A GLB with its description changed: each first text must occur and is replaced by the second everywhere.
using Edits = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string edited_glb(const std::vector<GlbNode>& nodes, const Edits& edits);
[[nodiscard]] std::string glb_of(const std::string& description, const std::string& binary);

// A manifest in metres, with ".l" and ".r" for the sides; `members` are the rest of it: "\"files\": [...]".
[[nodiscard]] std::string manifest_text(const std::string& members, const std::string& name = "Made");

// 2 x 2: red, green, blue, white, rows from the top.
[[nodiscard]] Image four_colours();

struct Loaded {
  LoadedBody body;
  Faults faults;
  std::string error;  // if there was nothing to load

  [[nodiscard]] const Structure* find(const std::string& key) const;
  [[nodiscard]] const Structure& at(const std::string& key) const;  // a failed test and an empty one if it is missing
  [[nodiscard]] std::vector<std::string> keys() const;              // sorted
  [[nodiscard]] std::string problems() const;                       // all in one
};
[[nodiscard]] Loaded load(const std::filesystem::path& path, LoadOptions options = {});

// All lines of a list of a report, each as "source: reason".
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<CoverageLine>& lines);

}  // namespace palpate::test
