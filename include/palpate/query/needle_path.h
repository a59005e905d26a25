// What a needle meets: a straight line of known length against the meshes of a body.
//
// Depths are in mm along the needle, from where it enters the skin. They are exact for closed meshes, which tell inside
// from outside. A mesh with holes gives the places where its surface is met, and "cannot tell" for what lies between.
// Nothing bends and nothing gives way: this is geometry of one body, never an instruction.
//
// Places are in canonical millimetres. All lengths are those of the person whose body it stands for, who may be taller
// or smaller than it (NeedleLine::scale).
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/query/needle_tissue.h>
#include <palpate/query/ray_scene.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace palpate {

struct NeedleLine {
  glm::vec3 entry{0.0f};                  // on the skin
  glm::vec3 direction{0.0f, 0.0f, 1.0f};  // unit, into the body
  float depth_mm = 30.0f;                 // how far it is pushed in
  float scale = 1.0f;                     // millimetres of the person that one of the body is

  [[nodiscard]] glm::vec3 at(float mm) const { return entry + direction * (mm / scale); }
  [[nodiscard]] glm::vec3 tip() const { return at(depth_mm); }
};

// A stretch of the needle within a closed structure. One that it leaves and enters again is there twice.
struct NeedleCrossing {
  std::uint32_t structure = 0;
  NeedleTissue tissue = NeedleTissue::none;
  float from_mm = 0.0f;
  float to_mm = 0.0f;      // the needle's end, if that lies within
  float leaves_mm = 0.0f;  // where it would leave if it went on
};

// A structure whose mesh has holes: where its surface is met.
struct NeedleTouch {
  std::uint32_t structure = 0;
  NeedleTissue tissue = NeedleTissue::none;
  std::vector<float> at_mm;
};

// The depth bar: what the needle is in, without gaps and without overlaps.
struct NeedleLayer {
  std::optional<std::uint32_t> structure;  // none: within the skin, in nothing that this body has
  NeedleTissue tissue = NeedleTissue::skin;
  float from_mm = 0.0f;
  float to_mm = 0.0f;
};

struct NeedleStop {
  std::uint32_t bone = 0;  // structure
  float at_mm = 0.0f;
};

struct NeedlePath {
  float reached_mm = 0.0f;  // how deep the tip is: as far as it is pushed, or at the bone that stops it
  std::optional<NeedleStop> stop;
  std::vector<NeedleCrossing> crossings;  // by the depth of entry, as far as is reached
  std::vector<NeedleTouch> cannot_tell;   // likewise
  std::vector<NeedleLayer> layers;        // from the skin to the tip; air is left out
  bool enters_skin = false;               // false: this body has no closed skin there
};

// Where the needle comes nearest to a kind of danger.
struct NeedleNearest {
  NeedleTissue danger = NeedleTissue::none;
  bool struck = false;  // the path goes through it; then all distances of the path are 0
  // Of the whole path, as far as it is reached.
  std::uint32_t structure = 0;
  float path_mm = 0.0f;
  float at_mm = 0.0f;  // depth of the needle's nearest place
  glm::vec3 on_needle{0.0f}, on_structure{0.0f};
  // Of the tip; it may be another structure.
  std::uint32_t tip_structure = 0;
  float tip_mm = 0.0f;
};

// What the line would meet beyond the tip, if it were pushed on.
struct NeedleAhead {
  std::uint32_t structure = 0;
  NeedleTissue tissue = NeedleTissue::none;
  float beyond_mm = 0.0f;  // of the tip
};

// Which structures a needle may meet are found once for each body. `body` and `rays` must outlive the probe.
class NeedleProbe {
 public:
  NeedleProbe(const Body& body, const RayScene& rays);

  [[nodiscard]] NeedlePath path(const NeedleLine& line) const;

  // One entry for each kind of danger that comes within `within_mm` of the path, in the order of needle_dangers().
  [[nodiscard]] std::vector<NeedleNearest> nearest(const NeedleLine& line, const NeedlePath& path,
                                                   float within_mm = 100.0f) const;

  // The first bone and the first danger straight ahead of the tip, nearest first; what lies beyond a bone is told, too,
  // because a needle may pass beside its edge.
  [[nodiscard]] std::vector<NeedleAhead> ahead(const NeedleLine& line, const NeedlePath& path,
                                               float within_mm = 60.0f) const;

  [[nodiscard]] NeedleTissue tissue(std::uint32_t structure) const { return tissues_[structure]; }
  [[nodiscard]] const std::vector<NeedleTissue>& tissues() const { return tissues_; }  // by structure

 private:
  struct LineHits;
  [[nodiscard]] std::vector<LineHits> hits_along(const NeedleLine& line) const;  // in millimetres of the person

  const Body& body_;
  const RayScene& rays_;
  std::vector<NeedleTissue> tissues_;
};

// The rule for overlapping meshes: bone before what must not be met, before muscle, before fascia (the order of
// NeedleTissue); among equals what was entered first is kept until it is left.
[[nodiscard]] std::vector<NeedleLayer> layers_of(const std::vector<NeedleCrossing>& crossings, float reached_mm);

}  // namespace palpate
