#include <palpate/anatomy/concept.h>
#include <palpate/base/text.h>

namespace palpate {

bool ConceptCatalog::add(Concept entry) {
  const ConceptId id(static_cast<std::uint32_t>(concepts_.size()));
  if (!by_key_.emplace(entry.key, id).second) return false;
  if (entry.fma != 0) by_fma_.emplace(entry.fma, std::pair(id, Side::none));
  if (entry.fma_right != 0) by_fma_.emplace(entry.fma_right, std::pair(id, Side::right));
  if (entry.fma_left != 0) by_fma_.emplace(entry.fma_left, std::pair(id, Side::left));
  concepts_.push_back(std::move(entry));
  const std::string& key = concepts_.back().key;
  if (const std::size_t slash = key.find('/'); slash != std::string::npos) {
    // A part that comes before its whole waits under the whole that there is not.
    parts_[find(key.substr(0, slash)).index()].push_back(id);
  } else if (const auto waiting = parts_.find(ConceptId().index()); waiting != parts_.end()) {
    std::vector<ConceptId> others, own;
    for (const ConceptId part : waiting->second)
      (starts_with(concepts_[part.index()].key, key + "/") ? own : others).push_back(part);
    waiting->second = std::move(others);
    if (!own.empty()) parts_[id.index()] = std::move(own);
  }
  return true;
}

ConceptId ConceptCatalog::find(std::string_view key) const {
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? ConceptId() : found->second;
}

std::pair<ConceptId, Side> ConceptCatalog::find_fma(int fma) const {
  const auto found = by_fma_.find(fma);
  return found == by_fma_.end() ? std::pair(ConceptId(), Side::none) : found->second;
}

ConceptId ConceptCatalog::whole_of(ConceptId part) const {
  if (!part.valid()) return {};
  const std::string& key = concepts_[part.index()].key;
  const std::size_t slash = key.find('/');
  return slash == std::string::npos ? ConceptId() : find(key.substr(0, slash));
}

std::vector<ConceptId> ConceptCatalog::parts_of(ConceptId whole) const {
  const auto found = whole.valid() ? parts_.find(whole.index()) : parts_.end();
  return found == parts_.end() ? std::vector<ConceptId>() : found->second;
}

std::string structure_key(std::string_view concept_key, Side side) {
  std::string key(concept_key);
  if (side != Side::none) key.append(".").append(key_of(side));
  return key;
}

std::pair<std::string, Side> split_structure_key(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos) return {std::string(key), Side::none};
  const auto side = side_from(key.substr(dot + 1));
  if (!side || *side == Side::none) return {std::string(key), Side::none};
  return {std::string(key.substr(0, dot)), *side};
}

}  // namespace palpate
