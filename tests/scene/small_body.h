// A body with one structure a system and one muscle a layer, without meshes: for rules that only read what a structure
// is.
#pragma once

#include <palpate/anatomy/body.h>

#include <string>
#include <string_view>

namespace palpate::test {

inline void add_structure(Body& body, std::string key, System system, Kind kind, int layer = 0) {
  Structure structure;
  structure.key = std::move(key);
  structure.name = structure.key;
  structure.system = system;
  structure.kind = kind;
  structure.layer = layer;
  structure.bounds.include(glm::vec3(static_cast<float>(body.size()) * 10.0f, 0, 0));
  structure.bounds.include(glm::vec3(static_cast<float>(body.size()) * 10.0f + 5.0f, 100, 20));
  body.add(std::move(structure));
}

[[nodiscard]] inline const Body& small_body() {
  static const Body made = [] {
    Body body;
    body.add_atlas({});
    add_structure(body, "skin", System::skin, Kind::skin);
    add_structure(body, "region.right", System::skin_regions, Kind::skin_region);
    add_structure(body, "fascia.right", System::fascia, Kind::fascia);
    for (int layer = 0; layer <= 6; ++layer)
      add_structure(body, "muscle-" + std::to_string(layer) + ".right", System::muscles, Kind::muscle, layer);
    add_structure(body, "nerve.right", System::nerves, Kind::nerve);
    add_structure(body, "artery.right", System::vessels, Kind::artery);
    add_structure(body, "node.right", System::lymphoid, Kind::lymph_node);
    add_structure(body, "lung.right", System::viscera, Kind::lung);
    add_structure(body, "ligament.right", System::joints, Kind::ligament);
    add_structure(body, "patch.right", System::attachments, Kind::attachment);
    add_structure(body, "bone.right", System::skeleton, Kind::bone);
    add_structure(body, "own:model#thing", System::other, Kind::other);
    return body;
  }();
  return made;
}

}  // namespace palpate::test
