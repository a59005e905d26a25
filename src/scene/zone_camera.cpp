#include <palpate/scene/build.h>
#include <palpate/scene/camera_math.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

// `direction`, turned back towards `axis` until it is within `angle` (radians) of it.
glm::vec3 not_farther_than(glm::vec3 direction, glm::vec3 axis, float angle) {
  direction = glm::normalize(direction);
  axis = glm::normalize(axis);
  const float along = glm::dot(direction, axis);
  const glm::vec3 across = direction - along * axis;
  if (along >= std::cos(angle) || glm::length(across) < 1e-4f) return along >= 0.0f ? direction : axis;
  return std::cos(angle) * axis + std::sin(angle) * glm::normalize(across);
}

// The zone comes first: pain on the far side is seen in the small figures of the page.
constexpr float farthest_from_zone = 0.75f;

constexpr float picture_height = 1000.0f;  // any: only shares of the picture count here
constexpr float clear_of_cover = 0.08f;    // of the picture, between the zone and what lies over it

// Whether the zone or the entry of its needle is behind what covers the lower left of the picture.
bool lies_covered(const Camera& camera, const ZoneView& zone, float aspect, glm::vec2 covered) {
  if (covered.x <= 0.0f || covered.y <= 0.0f || !zone.approach) return false;
  const glm::vec2 size(picture_height * aspect, picture_height);
  for (const glm::vec3 place : {zone.resolved.position, zone.approach->entry}) {
    const auto at = on_screen(camera, place, size);
    if (at && at->x < (covered.x + clear_of_cover) * size.x && at->y > (1.0f - covered.y - clear_of_cover) * size.y)
      return true;
  }
  return false;
}

// In the part of the picture to the right of what covers it, or above, whichever shows it larger.
Camera framed_beside(const Camera& camera, const Bounds& bounds, float aspect, glm::vec2 covered) {
  const glm::vec2 left = glm::min(covered, glm::vec2(0.7f));
  const ViewFrame frame = view_frame(camera);
  Camera right = framed(camera, bounds, aspect * (1.0f - left.x));
  right.target -=
      frame.right * (0.5f * left.x * aspect * picture_height * pixel_size_mm(right.distance_mm, picture_height));
  Camera above = framed(camera, bounds, aspect / (1.0f - left.y));
  above.distance_mm /= 1.0f - left.y;
  above.target -= frame.up * (0.5f * left.y * picture_height * pixel_size_mm(above.distance_mm, picture_height));
  return right.distance_mm <= above.distance_mm ? right : above;
}

}  // namespace

Camera camera_for_zone(const Camera& now, const ZoneView& zone, const Body& body, float aspect, glm::vec2 covered) {
  Bounds bounds;
  const auto include = [&](glm::vec3 p, float r) {
    bounds.include(p - glm::vec3(r));
    bounds.include(p + glm::vec3(r));
  };
  include(zone.resolved.position, 40.0f);
  // The direction that shows most of what is painted, and the zone itself above all.
  glm::vec3 towards = zone.resolved.skin_normal * 2.0f;
  float weight_sum = 2.0f;
  for (const ResolvedZone& painted : zone.zones) {
    for (const auto& stroke : painted.strokes) {
      for (const ResolvedStrokePoint& p : stroke) {
        include(p.position, p.radius_mm);
        const float weight = (painted.essential ? 1.0f : 0.35f) / static_cast<float>(stroke.size());
        towards += p.normal * weight;
        weight_sum += weight;
      }
    }
  }
  for (const StructureId id : zone.target) {
    const Bounds& muscle = body[id].bounds;
    // A long muscle need not be in the picture whole.
    bounds.include(glm::clamp(muscle.low, zone.resolved.position - 110.0f, zone.resolved.position + 110.0f));
    bounds.include(glm::clamp(muscle.high, zone.resolved.position - 110.0f, zone.resolved.position + 110.0f));
  }
  if (glm::length(towards) < 0.15f * weight_sum) towards = zone.resolved.skin_normal;
  towards = not_farther_than(towards, zone.resolved.skin_normal, farthest_from_zone);
  // Not too steep: a body seen from above is hard to read.
  const float flat = glm::length(glm::vec2(towards.x, towards.z));
  towards.y = std::clamp(towards.y, -0.45f * flat - 0.02f, 0.45f * flat + 0.02f);
  if (flat < 1e-3f) towards = {0.0f, 0.3f, towards.z >= 0.0f ? 1.0f : -1.0f};
  const Camera camera = framed(turned_to(now, towards), bounds, aspect);
  return lies_covered(camera, zone, aspect, covered) ? framed_beside(camera, bounds, aspect, covered) : camera;
}

}  // namespace palpate
