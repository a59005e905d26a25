#include "made_atlas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace palpate::test {
namespace {

struct Row {
  const char* key;
  System system;
  Kind kind;
  bool sided;
  int fma, fma_right, fma_left;
};

void append_u32(std::string& out, std::size_t value) {
  const auto narrow = static_cast<std::uint32_t>(value);
  out.append(reinterpret_cast<const char*>(&narrow), sizeof narrow);
}

}  // namespace

const AnatomyFiles& small_anatomy() {
  static const AnatomyFiles files = [] {
    AnatomyFiles made;
    for (const Row& row : {Row{"femur", System::skeleton, Kind::bone, true, 9611, 24474, 24475},
                           Row{"patella", System::skeleton, Kind::bone, true, 24485, 24486, 24487},
                           Row{"sacrum", System::skeleton, Kind::bone, false, 16202, 0, 0},
                           Row{"biceps", System::muscles, Kind::muscle, true, 37670, 37671, 37672},
                           Row{"biceps/long-head", System::muscles, Kind::muscle, true, 0, 0, 0},
                           Row{"biceps/short-head", System::muscles, Kind::muscle, true, 0, 0, 0},
                           Row{"soleus", System::muscles, Kind::muscle, true, 0, 0, 0},
                           Row{"diaphragm", System::muscles, Kind::muscle, false, 13295, 0, 0},
                           Row{"deep-fascia", System::fascia, Kind::fascia, true, 0, 0, 0},
                           Row{"sciatic-nerve", System::nerves, Kind::nerve, true, 0, 0, 0},
                           Row{"skin", System::skin, Kind::skin, false, 7163, 0, 0}}) {
      Concept entry;
      entry.key = row.key;
      entry.name = std::string("The ") + row.key;
      entry.system = row.system;
      entry.kind = row.kind;
      entry.sided = row.sided;
      entry.region = Region::thigh;
      entry.layer = 2;
      entry.fma = row.fma;
      entry.fma_right = row.fma_right;
      entry.fma_left = row.fma_left;
      made.concepts.add(entry);
    }
    for (const auto& [name, sided, at] : {std::tuple("crown", false, glm::vec3(0, 1700, 0)),
                                          {"heel", true, glm::vec3(-80, 0, -60)},
                                          {"hip", true, glm::vec3(-90, 900, 0)},
                                          {"navel", false, glm::vec3(0, 1000, 110)}}) {
      Landmark landmark;
      landmark.name = name;
      landmark.sided = sided;
      landmark.at = at;
      made.landmarks.add(landmark);
    }
    made.muscle_ends["soleus"] = {{"femur"}, {"patella"}, false, 0.0f, 0.0f};
    return made;
  }();
  return files;
}

GlbNode node(std::string name, MeshData mesh) {
  return {std::move(name), std::move(mesh), {}};
}

std::string glb_of(const std::string& description, const std::string& binary) {
  std::string text = description, data = binary;
  text.resize((text.size() + 3) / 4 * 4, ' ');
  data.resize((data.size() + 3) / 4 * 4, '\0');
  std::string out = "glTF";
  append_u32(out, 2);
  append_u32(out, 12 + 8 + text.size() + 8 + data.size());
  append_u32(out, text.size());
  out += "JSON" + text;
  append_u32(out, data.size());
  out.append("BIN\0", 4);
  return out + data;
}

std::string edited_glb(const std::vector<GlbNode>& nodes, const Edits& edits) {
  const std::string whole = write_glb(nodes, "");
  std::uint32_t length = 0;
  std::memcpy(&length, whole.data() + 12, sizeof length);
  std::string text = whole.substr(20, length);
  for (const auto& [from, to] : edits) {
    std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from << " is not in " << text;
    for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  }
  return glb_of(text, whole.substr(20 + length + 8));
}

std::string manifest_text(const std::string& members, const std::string& name) {
  return "{\"name\": \"" + name + R"(", "version": "1", "licence": "none", "attribution": ["Palpate's tests"],
"frame": {"units_mm": 1000, "axes": "+x +y +z"},
"side_suffixes": {".l": "left", ".r": "right"},
)" + members +
         "}";
}

Image four_colours() {
  return {2, 2, {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255}};
}

const Structure* Loaded::find(const std::string& key) const {
  const StructureId id = body.body.find(key);
  return id.valid() ? &body.body[id] : nullptr;
}

const Structure& Loaded::at(const std::string& key) const {
  static const Structure none;
  const Structure* found = find(key);
  if (found == nullptr) ADD_FAILURE() << key << " is not there, only " << ::testing::PrintToString(keys());
  return found == nullptr ? none : *found;
}

std::vector<std::string> Loaded::keys() const {
  std::vector<std::string> found;
  for (const Structure& structure : body.body.structures()) found.push_back(structure.key);
  std::sort(found.begin(), found.end());
  return found;
}

std::string Loaded::problems() const {
  std::string all;
  for (const std::string& problem : body.problems) all += problem + "\n";
  return all;
}

Loaded load(const std::filesystem::path& path, LoadOptions options) {
  Loaded loaded;
  auto sources = find_sources(path, PALPATE_SOURCE_FOLDER "/assets", loaded.faults);
  if (!sources) {
    loaded.error = sources.error().text();
    return loaded;
  }
  loaded.body = load_body(small_anatomy(), std::move(*sources), std::move(options));
  return loaded;
}

std::vector<std::string> lines_of(const std::vector<CoverageLine>& lines) {
  std::vector<std::string> out;
  for (const CoverageLine& line : lines) out.push_back(line.source + ": " + line.reason);
  return out;
}

}  // namespace palpate::test
