#include <palpate/anatomy/inventory.h>
#include <palpate/base/json_cursor.h>

#include <fmt/format.h>

#include <utility>

namespace palpate {

Inventory read_inventory(const JsonNode& document, const std::string& file, const ConceptCatalog& concepts,
                         Faults& faults) {
  Inventory inventory;
  const JsonCursor root(document, file, faults);
  const auto is_known = [&](const JsonCursor& in, const std::string& key) {
    if (concepts.find(key).valid()) return true;
    in.fault(fmt::format("there is no concept \"{}\"", key));
    return false;
  };
  root.each("groups", [&](const JsonCursor& in) {
    InventoryGroup group{in.require_text("title"), {}};
    for (std::string& key : in.texts("concepts")) {
      if (is_known(in, key)) group.concepts.push_back(std::move(key));
    }
    inventory.groups.push_back(std::move(group));
  });
  root.each("left_out", [&](const JsonCursor& in) {
    LeftOut one{in.require_text("concept"), in.require_text("why")};
    if (is_known(in, one.concept_key)) inventory.left_out.push_back(std::move(one));
  });
  return inventory;
}

std::vector<std::string> missing_of(const InventoryGroup& group, const Body& body, const ConceptCatalog& concepts) {
  std::vector<std::string> missing;
  for (const std::string& key : group.concepts) {
    const ConceptId id = concepts.find(key);
    if (!concepts[id].sided) {
      if (body.realise(concepts, id, Side::none).empty()) missing.push_back(key);
      continue;
    }
    for (const Side side : {Side::left, Side::right}) {
      if (body.realise(concepts, id, side).empty()) missing.push_back(structure_key(key, side));
    }
  }
  return missing;
}

}  // namespace palpate
