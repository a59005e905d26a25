// Rays and anchors on the manikin, made once for all tests of a process.
#pragma once

#include "manikin.h"

#include <palpate/query/anchors.h>
#include <palpate/query/ray_scene.h>
#include <palpate/scene/build.h>

#include <optional>
#include <string>

namespace palpate::test {

[[nodiscard]] inline const RayScene& manikin_rays() {
  static const RayScene rays(chunk_scenes(manikin().geometry));
  return rays;
}

[[nodiscard]] inline const AnchorResolver& manikin_anchors() {
  static const AnchorResolver anchors(manikin().body, program_data().anatomy.concepts, program_data().anatomy.landmarks,
                                      manikin_rays());
  return anchors;
}

[[nodiscard]] inline std::optional<ZoneView> zone_on_manikin(const std::string& muscle, const std::string& point,
                                                             Side side) {
  return view_zone({muscle, point, side}, manikin().body, program_data().anatomy.concepts, program_data().library,
                   manikin_anchors());
}

}  // namespace palpate::test
