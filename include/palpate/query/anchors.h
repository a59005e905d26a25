// From the places that clinical data states by landmarks to points on this body.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/anatomy/landmark.h>
#include <palpate/clinical/record.h>
#include <palpate/query/ray_scene.h>

#include <glm/vec3.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace palpate {

// A place in the canonical frame: the weighted mean of its landmarks on a side, plus its offset. None if a landmark
// is not known.
[[nodiscard]] std::optional<glm::vec3> locate(const Place& place, Side side, const LandmarkTable& landmarks);

// "lateral, up, front" as a direction of the canonical frame on a side.
[[nodiscard]] glm::vec3 body_direction(glm::vec3 lateral_up_front, Side side);

// A trigger point on this body.
struct ResolvedPoint {
  glm::vec3 position{0.0f};     // at its depth in the muscle
  glm::vec3 skin{0.0f};         // on the skin over it; the place itself if the body has no skin
  glm::vec3 skin_normal{0.0f};  // outwards
  float muscle_from_mm = 0.0f;  // depth below the skin where the muscle begins and ends there
  float muscle_to_mm = 0.0f;
  bool in_muscle = false;  // the line from the skin meets the muscle; else the nearest point of it was taken
  float moved_mm = 0.0f;   // from the stated place to the muscle, across the line of sight
};

// A referral zone pressed onto the skin.
struct ResolvedStrokePoint {
  glm::vec3 position{0.0f};
  glm::vec3 normal{0.0f};
  float radius_mm = 10.0f;
};
using ResolvedStroke = std::vector<ResolvedStrokePoint>;
struct ResolvedZone {
  bool essential = true;
  std::vector<ResolvedStroke> strokes;
};

// A described approach of a needle.
struct ResolvedNeedle {
  glm::vec3 entry{0.0f};  // on the skin
  glm::vec3 skin_normal{0.0f};
  glm::vec3 direction{0.0f};         // unit, into the body
  float angle_from_skin_deg = 0.0f;  // between the needle and the skin's surface
};

class AnchorResolver {
 public:
  AnchorResolver(const Body& body, const ConceptCatalog& concepts, const LandmarkTable& landmarks,
                 const RayScene& rays);

  [[nodiscard]] std::optional<ResolvedPoint> trigger_point(const TriggerPoint& point, Side side) const;
  [[nodiscard]] std::vector<ResolvedZone> zones(const TriggerPoint& point, Side side) const;
  // `point`: the trigger point that it is for, which an entry over the zone follows.
  [[nodiscard]] std::optional<ResolvedNeedle> needle(const NeedleWay& way, Side side,
                                                     const ResolvedPoint& point) const;
  // The same approach brought as near to a place as the described entry zone and cone of directions allow: one guide
  // may speak of several trigger points, and of any place within its circle on the skin.
  [[nodiscard]] ResolvedNeedle aimed(const ResolvedNeedle& needle, const NeedleWay& way, glm::vec3 goal) const;

  // Stated strokes, pressed onto the skin; those whose landmarks are not known are left out.
  [[nodiscard]] std::vector<ResolvedStroke> strokes(const std::vector<Stroke>& stated, Side side) const;
  // A line of points with radii in mm, pressed onto the skin.
  [[nodiscard]] ResolvedStroke pressed(const std::vector<std::pair<glm::vec3, float>>& line) const;

  // The nearest point of the skin, its normal smoothed over a finger's breadth; p itself if there is no skin.
  [[nodiscard]] NearestPoint on_skin(glm::vec3 p) const;

  // Structures that a line from the skin to the point passes before it reaches the structures `target`.
  [[nodiscard]] std::vector<std::uint32_t> covering(const ResolvedPoint& point,
                                                    const std::vector<StructureId>& target) const;

 private:
  [[nodiscard]] ResolvedNeedle over_zone(const NeedleWay& way, Side side, const ResolvedPoint& point) const;
  [[nodiscard]] std::optional<std::uint32_t> skin() const;

  const Body& body_;
  const ConceptCatalog& concepts_;
  const LandmarkTable& landmarks_;
  const RayScene& rays_;
};

}  // namespace palpate
