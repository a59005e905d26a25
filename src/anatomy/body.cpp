#include <palpate/anatomy/body.h>

#include <glm/common.hpp>

#include <algorithm>

namespace palpate {
namespace {

// Groups may share members, or hold each other by mistake: each concept is looked at once, each structure named once.
class Realisation {
 public:
  Realisation(const Body& body, const ConceptCatalog& catalog, Side side, std::vector<StructureId>& found)
      : body_(body), catalog_(catalog), side_(side), found_(found) {}

  // Whether the body has anything for it.
  bool add(ConceptId id) {
    if (!id.valid() || std::find(seen_.begin(), seen_.end(), id) != seen_.end()) return false;
    seen_.push_back(id);
    if (collect(id)) return true;
    bool any = false;
    for (const ConceptId part : catalog_.parts_of(id)) any = collect(part) || any;
    for (const std::string& member : catalog_[id].members) any = add(catalog_.find(member)) || any;
    if (any) return true;
    const ConceptId whole = catalog_.whole_of(id);
    return whole.valid() && collect(whole);
  }

 private:
  bool collect(ConceptId id) {
    bool any = false;
    const bool sided = catalog_[id].sided;
    for (const Side s : {Side::none, Side::right, Side::left}) {
      if (sided && side_ != Side::none && s != side_ && s != Side::none) continue;
      const StructureId structure = body_.find(catalog_, id, s);
      if (!structure.valid()) continue;
      any = true;
      if (std::find(found_.begin(), found_.end(), structure) == found_.end()) found_.push_back(structure);
    }
    return any;
  }

  const Body& body_;
  const ConceptCatalog& catalog_;
  Side side_;
  std::vector<StructureId>& found_;
  std::vector<ConceptId> seen_;
};

}  // namespace

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

void Body::set_bounds(StructureId id, const Bounds& bounds) {
  structures_[id.index()].bounds = bounds;
  bounds_ = {};
  for (const Structure& structure : structures_) bounds_.include(structure.bounds);
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
  Realisation(*this, catalog, side, found).add(id);
  return found;
}

std::string shown_name(const Structure& structure) {
  if (structure.side == Side::none) return structure.name;
  return structure.name + (structure.side == Side::left ? ", left" : ", right");
}

}  // namespace palpate
