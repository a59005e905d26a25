#include <palpate/anatomy/landmark.h>

namespace palpate {

bool LandmarkTable::add(Landmark landmark) {
  if (!by_name_.emplace(landmark.name, landmarks_.size()).second) return false;
  landmarks_.push_back(std::move(landmark));
  return true;
}

const Landmark* LandmarkTable::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &landmarks_[found->second];
}

std::optional<glm::vec3> LandmarkTable::position(std::string_view name, Side side) const {
  const Landmark* landmark = find(name);
  if (landmark == nullptr) return std::nullopt;
  if (!landmark->sided) return landmark->at;
  if (side == Side::none) return std::nullopt;
  return side == Side::right ? landmark->at : mirrored(landmark->at);
}

}  // namespace palpate
