#include "references.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

// Members whose text is the key of a concept, wherever they stand.
constexpr std::array<std::string_view, 6> concept_members = {"muscle", "part", "on", "concept", "in", "structure"};

class ReferenceCheck {
 public:
  ReferenceCheck(const std::string& file, const MuscleRecord* record, const ReferenceTargets& targets, Faults& faults)
      : file_(file), record_(record), targets_(targets), faults_(faults) {}

  void visit(const JsonNode& node, const std::string& field) {
    if (node.is(JsonNode::Kind::array)) {
      for (std::size_t i = 0; i < node.size(); ++i) visit(node.at(i), fmt::format("{}/{}", field, i));
    }
    if (!node.is(JsonNode::Kind::object)) return;
    for (const auto& [name, member] : node.items()) {
      const std::string here = fmt::format("{}/{}", field, name);
      check_member(name, member, here);
      visit(member, here);
    }
  }

 private:
  void check_member(const std::string& name, const JsonNode& member, const std::string& field) {
    const bool is_text = member.is(JsonNode::Kind::string);
    if (is_text && std::find(concept_members.begin(), concept_members.end(), name) != concept_members.end()) {
      check_concept(member, field);
    } else if (name == "landmarks" && member.is(JsonNode::Kind::object)) {
      check_landmarks(member, field);
    } else if (member.is(JsonNode::Kind::array)) {
      for (std::size_t i = 0; i < member.size(); ++i) check_element(name, member.at(i), fmt::format("{}/{}", field, i));
    }
  }

  void check_element(const std::string& list, const JsonNode& element, const std::string& field) {
    if (!element.is(JsonNode::Kind::string)) return;
    if (list == "sources" && targets_.library.source(element.text()) == nullptr) {
      fault(element, field, fmt::format("the source \"{}\" is not in sources.json", element.text()));
    } else if (list == "movements") {
      check_movement(element, field);
    } else if (list == "covers" || list == "muscles" || list == "to") {
      check_concept(element, field);
    } else if (list == "regions") {
      check_region(element, field);
    } else if (list == "zones" && record_ != nullptr && record_->find(element.text()) == nullptr) {
      fault(element, field, fmt::format("there is no trigger point \"{}\" in this record", element.text()));
    }
  }

  void check_concept(const JsonNode& node, const std::string& field) {
    if (targets_.concepts.find(node.text()).valid()) return;
    std::vector<std::string> names;
    for (const Concept& entry : targets_.concepts.all()) names.push_back(entry.key);
    suggest(node, field, "structure", names);
  }

  void check_region(const JsonNode& node, const std::string& field) {
    const ConceptId id = targets_.concepts.find(node.text());
    if (id.valid() && targets_.concepts[id].system == System::skin_regions) return;
    std::vector<std::string> names;
    for (const Concept& entry : targets_.concepts.all()) {
      if (entry.system == System::skin_regions) names.push_back(entry.key);
    }
    suggest(node, field, "region of the skin", names);
  }

  void check_movement(const JsonNode& node, const std::string& field) {
    if (targets_.library.movement(node.text()) != nullptr) return;
    std::vector<std::string> ids;
    for (const Movement& movement : targets_.library.movements()) ids.push_back(movement.id);
    suggest(node, field, "movement", ids);
  }

  void check_landmarks(const JsonNode& weights, const std::string& field) {
    for (const auto& [name, weight] : weights.items()) {
      const std::string plain = starts_with(name, "other:") ? name.substr(6) : name;
      if (targets_.landmarks.find(plain) != nullptr) continue;
      std::vector<std::string> names;
      for (const Landmark& landmark : targets_.landmarks.all()) names.push_back(landmark.name);
      const std::string guess = closest_name(plain, names);
      fault(weight, fmt::format("{}/{}", field, name),
            guess.empty() ? fmt::format("there is no landmark \"{}\"", plain)
                          : fmt::format("there is no landmark \"{}\"; did you mean \"{}\"?", plain, guess));
    }
  }

  void suggest(const JsonNode& node, const std::string& field, std::string_view what,
               const std::vector<std::string>& names) {
    const std::string guess = closest_name(node.text(), names);
    fault(node, field,
          guess.empty() ? fmt::format("there is no {} \"{}\"", what, node.text())
                        : fmt::format("there is no {} \"{}\"; did you mean \"{}\"?", what, node.text(), guess));
  }

  void fault(const JsonNode& node, const std::string& field, std::string what) {
    faults_.push_back({Severity::error, file_, node.line(), field, std::move(what)});
  }

  const std::string& file_;
  const MuscleRecord* record_;
  const ReferenceTargets& targets_;
  Faults& faults_;
};

}  // namespace

void check_references(const JsonCursor& root, const MuscleRecord* record, const ReferenceTargets& targets,
                      Faults& faults) {
  ReferenceCheck(root.file(), record, targets, faults).visit(root.node(), {});
}

}  // namespace palpate
