// From where on the skin a place in the body can be reached in a straight line, as planners of brain surgery show it:
// every piece of skin near the place is told by what the path from it meets.
//
// Bones and dangers are met or not by rays against the meshes, which is exact. What comes first along the path decides:
// a danger beyond a bone is not met. Paths that leave the body on their way (from an arm into the trunk, across a fold)
// are no paths: such pieces of skin are left out of the map, as are all if the target lies outside of the skin.
//
// Distances come from a grid (danger_field.h) and are too large by a cell, 1.5 mm, at most, but for rare cases; never
// too small. Where that could decide between close and clear they are measured exactly. Nothing bends and nothing gives
// way: this is geometry of one body, never an instruction.
#pragma once

#include <palpate/base/jobs.h>
#include <palpate/query/danger_field.h>
#include <palpate/query/needle_path.h>
#include <palpate/query/skin_map.h>

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace palpate {

// The first of danger, bone, too_deep and close that holds, else clear.
enum class Access : std::uint8_t {
  clear,
  close,     // passes a danger by less than the margin
  danger,    // meets what must not be met: lung, cord, heart, vessel, nerve, kidney or organ; joints do not count
  bone,      // stops at a bone
  too_deep,  // is longer than the needle
};
constexpr std::size_t access_kinds = 5;

struct AccessRequest {
  glm::vec3 target{0.0f};
  float needle_mm = 50.0f;
  float margin_mm = 10.0f;
  float reach_mm = 80.0f;            // how far from the target skin is looked at
  std::size_t most_points = 10'000;  // more pieces of skin than these are thinned out evenly
};

struct AccessPoint {
  static constexpr std::uint32_t nothing = 0xFFFFFFFFu;

  std::uint32_t piece = 0;  // of the skin
  glm::vec3 position{0.0f}, normal{0.0f};
  float length_mm = 0.0f;  // to the target
  Access access = Access::clear;
  std::uint32_t structure = nothing;  // what is met, or else the danger that is nearest, if any is near
  float stop_mm = 0.0f;               // depth at which it is met; the target's if nothing is
  // Least distance to a danger on the way there; 0 if one is met, AccessMap::known_mm if none is as near.
  float clear_mm = 0.0f;
};

struct AccessMap {
  std::vector<AccessPoint> points;  // in the order of the pieces of skin
  std::array<std::size_t, access_kinds> counts{};
  float known_mm = 0.0f;

  [[nodiscard]] std::size_t count(Access access) const { return counts[static_cast<std::size_t>(access)]; }
};

// Keeps the paths to the last target, so that another needle or margin costs next to nothing, and the grid as long as
// the paths lie within it. Not for several threads at once. All that it is made of must outlive it.
class AccessPlanner {
 public:
  static constexpr float skin_piece_mm2 = 4.0f;  // of a skin map that gives thousands of points around a target
  static constexpr float usual_known_mm = 15.0f;
  static constexpr float slack_mm = 10.0f;  // how far a target moves before the grid is made again

  // Without jobs, on the caller's thread alone.
  AccessPlanner(const Body& body, const BodyGeometry& geometry, const RayScene& rays, const NeedleProbe& probe,
                const SkinMap& skin, JobQueue* jobs = nullptr);

  [[nodiscard]] AccessMap map(const AccessRequest& request);

  [[nodiscard]] std::size_t fields_made() const { return fields_made_; }

 private:
  [[nodiscard]] NeedleTissue tissue(std::uint32_t structure) const;
  [[nodiscard]] bool leads_through_body(glm::vec3 target, const SkinPiece& piece) const;
  [[nodiscard]] std::uint32_t lies_within(const AccessPoint& point) const;
  void follow(AccessPoint& point, glm::vec3 target) const;
  void trace(const AccessRequest& request);
  void judge(std::size_t point, const AccessRequest& request);
  void in_parts(std::size_t count, const std::function<void(std::size_t)>& work) const;

  const Body& body_;
  const BodyGeometry& geometry_;
  const NeedleProbe& probe_;
  const SkinMap& skin_;
  JobQueue* jobs_;
  RayScene skins_, obstacles_, dangers_;
  std::vector<std::uint32_t> danger_list_;
  std::optional<AccessRequest> traced_;  // the paths below are those to its target
  std::vector<AccessPoint> points_;
  std::vector<float> at_least_;  // by point: no danger is nearer than this, whatever the error of clear_mm
  std::size_t fields_made_ = 0;
  DangerField field_;
};

}  // namespace palpate
