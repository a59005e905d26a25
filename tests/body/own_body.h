// Palpate's own body, loaded once for all tests of a process; skipped where the build was told to make none.
#pragma once

#include "manikin.h"

#include <palpate/app/program_data.h>
#include <palpate/atlas/loader.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/weld.h>

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace palpate {

using test::program_data;

class OwnBody : public testing::Test {
 public:
  void SetUp() override {
    if (built_body(program_data().assets).empty()) GTEST_SKIP() << "this build was told to make no body";
    ASSERT_TRUE(loaded().has_value()) << "the build has made no body";
  }

  static const std::optional<LoadedBody>& loaded() {
    static const std::optional<LoadedBody> body = []() -> std::optional<LoadedBody> {
      Faults faults;
      const ProgramData& data = program_data();
      auto sources = find_sources(built_body(data.assets).string(), data.assets, faults);
      if (!sources) return std::nullopt;
      return load_body(data.anatomy, std::move(*sources), {});
    }();
    return body;
  }
  static const Body& body() { return loaded()->body; }
  static MeshData mesh_of(StructureId id) {
    MeshData mesh = weld(loaded()->geometry.mesh(id.index()));
    compute_normals(mesh);
    return mesh;
  }
  static bool has(const std::string& key) {
    const ConceptCatalog& concepts = program_data().anatomy.concepts;
    for (const Side side : {Side::none, Side::right}) {
      if (!body().realise(concepts, concepts.find(key), side).empty()) return true;
    }
    return false;
  }
};

}  // namespace palpate
