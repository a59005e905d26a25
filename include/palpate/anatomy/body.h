// A body: the structures of one or several atlases in the canonical frame, as plain data. The meshes are elsewhere
// (mesh/body_geometry.h) under the same StructureId.
//
// Canonical frame, everywhere in the program: millimetres, right-handed, +x to the body's left, +y up from the floor,
// +z to the front; anatomical position, palms forward.
#pragma once

#include <palpate/anatomy/concept.h>
#include <palpate/anatomy/landmark.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

using StructureId = TypedId<struct StructureTag>;

struct Bounds {
  glm::vec3 low{1e30f};
  glm::vec3 high{-1e30f};

  [[nodiscard]] bool empty() const { return low.x > high.x; }
  [[nodiscard]] glm::vec3 centre() const { return 0.5f * (low + high); }
  [[nodiscard]] glm::vec3 size() const { return high - low; }
  void include(glm::vec3 p);
  void include(const Bounds& other);
};

// What a mesh can be trusted with. Only a closed one tells inside from outside.
struct MeshQuality {
  std::uint32_t triangles = 0;
  std::uint32_t boundary_edges = 0;     // edges with one triangle: holes
  std::uint32_t nonmanifold_edges = 0;  // edges with more than two
  std::uint32_t flipped_edges = 0;      // edges whose two triangles disagree about the outside
  std::uint32_t components = 0;
  float volume_mm3 = 0.0f;  // meaningless unless closed

  [[nodiscard]] bool closed() const {
    return triangles > 0 && boundary_edges == 0 && nonmanifold_edges == 0 && flipped_edges == 0;
  }
};

struct Structure {
  std::string key;       // "scapula.right"; for an unmapped mesh "own:file#node"
  ConceptId concept_id;  // invalid if unmapped
  Side side = Side::none;
  std::string name;  // as shown, without the side; its own name if unmapped
  System system = System::other;
  Kind kind = Kind::other;
  Region region = Region::whole;
  int layer = 0;
  bool variant = false;
  std::uint32_t atlas = 0;  // index into Body::atlases
  std::string source;       // "muscles.glb#trapezius"
  std::string remark;       // what was repaired: "mirror image of the left"
  MeshQuality quality;
  Bounds bounds;
};

// The credit and the report of one atlas of the body.
struct AtlasInfo {
  std::string name;
  std::string version;
  std::string licence;
  std::string about;
  std::vector<std::string> attribution;
  std::string folder;
};

class Body {
 public:
  // The first structure of a key wins; the id is invalid if the key is taken.
  StructureId add(Structure structure);
  std::uint32_t add_atlas(AtlasInfo info);
  void set_bounds(StructureId id, const Bounds& bounds);

  [[nodiscard]] const std::vector<Structure>& structures() const { return structures_; }
  [[nodiscard]] const Structure& operator[](StructureId id) const { return structures_[id.index()]; }
  [[nodiscard]] const std::vector<AtlasInfo>& atlases() const { return atlases_; }
  [[nodiscard]] std::size_t size() const { return structures_.size(); }

  [[nodiscard]] StructureId find(std::string_view key) const;
  [[nodiscard]] StructureId find(const ConceptCatalog& catalog, ConceptId id, Side side) const;

  // The structures that make up a concept on a side: itself, or its parts, or the members of a group; for a part that
  // the atlas merges, the whole. Side::none means both sides.
  [[nodiscard]] std::vector<StructureId> realise(const ConceptCatalog& catalog, ConceptId id, Side side) const;

  [[nodiscard]] const Bounds& bounds() const { return bounds_; }

 private:
  std::vector<Structure> structures_;
  std::vector<AtlasInfo> atlases_;
  std::unordered_map<std::string, StructureId> by_key_;
  Bounds bounds_;
};

// "Scapula, right".
[[nodiscard]] std::string shown_name(const Structure& structure);

}  // namespace palpate
