#include <palpate/scene/draw_list.h>

#include <glm/geometric.hpp>

namespace palpate {

// The labels are not part of the rendered picture; the user interface draws them.
bool DrawList::operator==(const DrawList& other) const {
  return camera == other.camera && bounds.low == other.bounds.low && bounds.high == other.bounds.high &&
         states == other.states && paint == other.paint && access == other.access && glows == other.glows && lines == other.lines &&
         clip == other.clip && backdrop == other.backdrop && light_theme == other.light_theme &&
         geometry_version == other.geometry_version;
}

bool cut_away(const DrawList& list, glm::vec3 p) {
  return list.clip && glm::dot(glm::vec3(*list.clip), p) > list.clip->w;
}

}  // namespace palpate
