// The shipped data as plain JSON, for rules that hold for every text or key in it.
#pragma once

#include "manikin.h"

#include <palpate/base/json.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

struct ShippedFile {
  std::string name;  // below assets
  JsonNode json;
};

// All JSON files below a folder of assets, in the order of their names.
inline std::vector<ShippedFile> shipped(const std::string& folder) {
  std::vector<ShippedFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(program_data().assets / folder)) {
    if (entry.path().extension() != ".json") continue;
    auto json = read_json_file(entry.path().string());
    EXPECT_TRUE(json.ok()) << entry.path();
    if (json)
      files.push_back(
          {std::filesystem::relative(entry.path(), program_data().assets).generic_string(), std::move(*json)});
  }
  std::sort(files.begin(), files.end(), [](const ShippedFile& a, const ShippedFile& b) { return a.name < b.name; });
  return files;
}

// Calls use(member name, text, line) for every text below a node; an element of a list has the name of the list.
inline void for_each_text(const JsonNode& node,
                          const std::function<void(const std::string&, const std::string&, int)>& use,
                          const std::string& name = {}) {
  if (node.is(JsonNode::Kind::string)) use(name, node.text(), node.line());
  for (const auto& [key, child] : node.items()) for_each_text(child, use, key.empty() ? name : key);
}

inline const ConceptCatalog& concepts() {
  return program_data().anatomy.concepts;
}
inline const std::vector<MuscleRecord>& records() {
  return program_data().library.records();
}

}  // namespace palpate::test
