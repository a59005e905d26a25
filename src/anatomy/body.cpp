#include <palpate/anatomy/body.h>

#include <glm/common.hpp>

namespace palpate {

void Bounds::include(glm::vec3 p) {
  low = glm::min(low, p);
  high = glm::max(high, p);
}

void Bounds::include(const Bounds& other) {
  low = glm::min(low, other.low);
  high = glm::max(high, other.high);
}

StructureId Body::add(Structure structure) {
  const StructureId id(static_cast<std::uint32_t>(structures_.size()));
  if (!by_key_.emplace(structure.key, id).second) return {};
  bounds_.include(structure.bounds);
  structures_.push_back(std::move(structure));
  return id;
}

std::uint32_t Body::add_atlas(AtlasInfo info) {
  atlases_.push_back(std::move(info));
  return static_cast<std::uint32_t>(atlases_.size() - 1);
}

StructureId Body::find(std::string_view key) const {
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? StructureId() : found->second;
}

StructureId Body::find(const ConceptCatalog& catalog, ConceptId id, Side side) const {
  return id.valid() ? find(structure_key(catalog[id].key, side)) : StructureId();
}

std::vector<StructureId> Body::realise(const ConceptCatalog& catalog, ConceptId id, Side side) const {
  std::vector<StructureId> found;
  if (!id.valid()) return found;
  const auto collect = [&](ConceptId wanted) {
    const bool sided = catalog[wanted].sided;
    for (const Side s : {Side::none, Side::right, Side::left}) {
      if (sided && side != Side::none && s != side && s != Side::none) continue;
      if (const StructureId structure = find(catalog, wanted, s); structure.valid()) found.push_back(structure);
    }
  };
  collect(id);
  if (!found.empty()) return found;
  for (const ConceptId part : catalog.parts_of(id)) collect(part);
  for (const std::string& member : catalog[id].members) {
    const std::vector<StructureId> more = realise(catalog, catalog.find(member), side);
    found.insert(found.end(), more.begin(), more.end());
  }
  if (found.empty()) {
    if (const ConceptId whole = catalog.whole_of(id); whole.valid()) collect(whole);
  }
  return found;
}

std::string shown_name(const Structure& structure) {
  if (structure.side == Side::none) return structure.name;
  return structure.name + (structure.side == Side::left ? ", left" : ", right");
}

}  // namespace palpate
