// Whose body: another skin is taken in place of that which the body has, and whatever lies on it or is counted from it
// is found anew.
#include <palpate/app/workbench.h>

#include "ray_build.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {

void Workbench::refresh_physique() {
  if (loading() || !rays_ready() || !ray_build_ || session().physique == physique_asked_) return;
  physique_asked_ = session().physique;
  if (!physique_desk_.begun()) {
    if (!physique_asked_) return;
    physique_desk_.begin(*loaded_, rays_, ray_build_->all, data_.anatomy.concepts, data_.anatomy.landmarks,
                         data_.library.layers());
    if (!physique_desk_.begun()) return say("This body has no skin that could be moved; it stays as it is modelled.");
  }
  physique_desk_.want(physique_asked_);
}

float Workbench::modelled_stature_mm() const {
  return physique_desk_.begun() ? physique_desk_.modelled_stature_mm() : stature_mm(loaded_->body);
}

void Workbench::take_skin(const FittedSkin& fitted) {
  // They look at the skin that is about to go.
  pain_.forget();
  access_desk_.forget();
  access_ = nullptr;
  const std::uint32_t chunk = physique_desk_.chunk_number();
  loaded_->geometry.replace(chunk, fitted.chunk);
  loaded_->body.set_bounds(loaded_->body.find("skin"), fitted.bounds);
  ray_build_->all[chunk] = fitted.scenes;
  rays_ = std::make_shared<const RayScene>(ray_build_->all);
  ++rays_version_;
  const float before = std::exchange(scale_, fitted.scale);
  if (needle_follows_skin_) keep_needle_on_skin(before);
  if (!physique_desk_.busy()) needle_follows_skin_ = false;
}

// The needle stays in its line with its tip where it was; it enters where the line now meets the skin.
void Workbench::keep_needle_on_skin(float scale_before) {
  if (!session().held) return;
  constexpr float search_mm = 150.0f;
  HeldNeedle needle = *session().held;
  const StructureId skin = loaded_->body.find("skin");
  const glm::vec3 start = needle.entry - search_mm * needle.direction;
  float moved = search_mm;
  bool found = false;
  for (const RayHit& hit : rays_->all_hits({start, needle.direction, 2.0f * search_mm},
                                           [&](std::uint32_t s) { return s == skin.index(); })) {
    const float by = hit.distance - search_mm;
    if (!hit.entering || std::abs(by) >= std::abs(moved)) continue;
    moved = by;
    found = true;
  }
  if (!found) return;
  needle.entry += moved * needle.direction;
  const float depth = needle.depth_mm / scale_before - moved;  // canonical
  needle.depth_mm = glm::clamp(depth * scale_, 0.0f, needle.length_mm);
  history_.amend(HoldNeedle{needle, {}});
}

}  // namespace palpate
