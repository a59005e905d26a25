// A concept is what a structure is, named once and for all: no side, no mesh. "biceps-brachii/long-head".
// A structure is a concept on a side of one body; an atlas maps its meshes to concepts.
#pragma once

#include <palpate/anatomy/vocabulary.h>
#include <palpate/base/typed_id.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palpate {

using ConceptId = TypedId<struct ConceptTag>;

struct Concept {
  std::string key;      // kebab-case; a part follows a slash
  std::string name;     // as shown: "Trapezius, descending part"
  std::string english;  // Terminologia Anatomica 2, to the letter; may be empty
  std::string latin;    // likewise
  int ta2 = 0;          // 0 where TA2 has no such term
  int fma = 0;          // Foundational Model of Anatomy, the concept without a side; 0 if unknown
  int fma_right = 0;
  int fma_left = 0;
  System system = System::other;
  Kind kind = Kind::other;
  Region region = Region::whole;
  bool sided = false;
  bool variant = false;              // few people have it: shown where it is chosen
  int layer = 0;                     // muscles: 1 is directly under the skin; 0 unknown
  std::vector<std::string> members;  // groups: the concepts that make it up
  std::vector<std::string> synonyms;
  std::string note;
};

// All concepts, in the order of the files. Keys are unique.
class ConceptCatalog {
 public:
  // False if the key is taken; the catalogue is then unchanged.
  bool add(Concept entry);

  [[nodiscard]] ConceptId find(std::string_view key) const;  // invalid if there is none
  [[nodiscard]] const Concept& operator[](ConceptId id) const { return concepts_[id.index()]; }
  [[nodiscard]] const std::vector<Concept>& all() const { return concepts_; }
  [[nodiscard]] std::size_t size() const { return concepts_.size(); }

  // The concept with this FMA id, sided or not, and the side that the id tells.
  [[nodiscard]] std::pair<ConceptId, Side> find_fma(int fma) const;

  // "trapezius" of "trapezius/descending-part"; invalid for a whole.
  [[nodiscard]] ConceptId whole_of(ConceptId part) const;
  [[nodiscard]] std::vector<ConceptId> parts_of(ConceptId whole) const;

 private:
  std::vector<Concept> concepts_;
  std::unordered_map<std::string, ConceptId> by_key_;
  std::unordered_map<int, std::pair<ConceptId, Side>> by_fma_;
  std::unordered_map<std::uint32_t, std::vector<ConceptId>> parts_;
};

// "scapula.right": how a structure is named in sessions, files and on the command line.
[[nodiscard]] std::string structure_key(std::string_view concept_key, Side side);
// The reverse; a key without a side gives Side::none.
[[nodiscard]] std::pair<std::string, Side> split_structure_key(std::string_view key);

}  // namespace palpate
