// Named points of the body, to which the clinical data states its positions.
#pragma once

#include <palpate/anatomy/vocabulary.h>

#include <glm/vec3.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

struct Landmark {
  std::string name;   // "acromial-angle"
  std::string label;  // "Acromial angle"
  bool sided = false;
  glm::vec3 at{0.0f};  // canonical frame, mm; of the right one where there are two
  std::string on;      // bone, skin or soft-tissue
  std::string structure;
  std::string rule;  // how it was found
  float accuracy_mm = 0.0f;
};

// The landmarks of one body.
class LandmarkTable {
 public:
  bool add(Landmark landmark);  // false if the name is taken
  [[nodiscard]] const Landmark* find(std::string_view name) const;
  [[nodiscard]] const std::vector<Landmark>& all() const { return landmarks_; }

  // Where it is on a side; a landmark of the midline ignores the side, a sided one needs it.
  [[nodiscard]] std::optional<glm::vec3> position(std::string_view name, Side side) const;

 private:
  std::vector<Landmark> landmarks_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

// The other side of the body: the mirror plane is x = 0.
[[nodiscard]] inline glm::vec3 mirrored(glm::vec3 p) {
  return {-p.x, p.y, p.z};
}

}  // namespace palpate
