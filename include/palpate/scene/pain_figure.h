// The skin alone with what is painted on it: the small figures of a page and the pictures of all pain maps.
#pragma once

#include <palpate/scene/build.h>

namespace palpate {

// `list` with nothing of the body but its skin, solid; no lines, lights or labels.
[[nodiscard]] DrawList skin_alone(DrawList list, StructureId skin);

// The described pain of a zone on the skin, with a ring where the zone lies, seen from where both are seen best.
// Nothing without a skin.
[[nodiscard]] std::optional<DrawList> pain_figure(const SceneInput& input, float aspect);

}  // namespace palpate
