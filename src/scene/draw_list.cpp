#include <palpate/scene/draw_list.h>

namespace palpate {

// The labels are not part of the rendered picture; the user interface draws them.
bool DrawList::operator==(const DrawList& other) const {
  return camera == other.camera && bounds.low == other.bounds.low && bounds.high == other.bounds.high &&
         states == other.states && paint == other.paint && glows == other.glows && lines == other.lines &&
         clip == other.clip && backdrop == other.backdrop && light_theme == other.light_theme &&
         geometry_version == other.geometry_version;
}

}  // namespace palpate
