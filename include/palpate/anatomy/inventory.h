// What a whole body has to have, from assets/anatomy/inventory.json, so that what is missing can be said.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/anatomy/concept.h>
#include <palpate/base/fault.h>
#include <palpate/base/json.h>

#include <string>
#include <vector>

namespace palpate {

struct InventoryGroup {
  std::string title;                  // "Bones and cartilages of the hand"
  std::vector<std::string> concepts;  // keys
};

struct LeftOut {
  std::string concept_key, why;
};

struct Inventory {
  std::vector<InventoryGroup> groups;
  std::vector<LeftOut> left_out;  // by Palpate's own body
};

// A key that is no concept is a fault in `file` and is left out.
[[nodiscard]] Inventory read_inventory(const JsonNode& document, const std::string& file,
                                       const ConceptCatalog& concepts, Faults& faults);

// What this body has nothing of, as keys of structures: "sacrum", "scapula.left".
[[nodiscard]] std::vector<std::string> missing_of(const InventoryGroup& group, const Body& body,
                                                  const ConceptCatalog& concepts);

}  // namespace palpate
