// The real reference atlases, each loaded once for all tests of a process. Where they are not on this machine, the
// tests say so and are skipped.
#pragma once

#include "manikin.h"
#include "temp_folder.h"

#include <palpate/atlas/loader.h>
#include <palpate/atlas/source.h>

#include <gtest/gtest.h>

#include <string>

namespace palpate::test {

class Reference : public ::testing::Test {
 protected:
  void SetUp() override {
    if (reference_folder().empty() || !std::filesystem::exists(reference_folder() / "zanatomy"))
      GTEST_SKIP() << "The reference atlases are not on this machine; PALPATE_REFERENCE can name their folder.";
  }
};

// A subfolder of the reference folder; "" for all of them together.
inline LoadedBody load_set(const std::string& name) {
  static const TempFolder cache;
  Faults faults;
  auto sources = find_sources(reference_folder() / name, program_data().assets, faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
  if (!sources) {
    ADD_FAILURE() << sources.error().text();
    return {};
  }
  return load_body(program_data().anatomy, std::move(*sources), {cache.path(), false, {}});
}

inline LoadedBody& zanatomy() {
  static LoadedBody body = load_set("zanatomy");
  return body;
}
inline LoadedBody& bodyparts() {
  static LoadedBody body = load_set("bodyparts3d");
  return body;
}
inline LoadedBody& kidneys() {
  static LoadedBody body = load_set("hubmap");
  return body;
}
// All three, after Z-Anatomy was loaded alone, so that the cache of it is used.
inline LoadedBody& together() {
  static LoadedBody body = (static_cast<void>(zanatomy()), load_set(""));
  return body;
}

inline const Structure* find(const LoadedBody& loaded, const std::string& key) {
  const StructureId id = loaded.body.find(key);
  if (!id.valid()) {
    ADD_FAILURE() << key << " is not there";
    return nullptr;
  }
  return &loaded.body[id];
}

}  // namespace palpate::test
