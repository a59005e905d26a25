// What a person has made of the view: one plain value. The screen is a function of it, of the body and of the clinical
// data; undo, saved sessions, headless pictures and tests all work on it.
//
// It refers to structures by key ("scapula.right"), never by an index, so that it holds on another body too.
#pragma once

#include <palpate/anatomy/vocabulary.h>
#include <palpate/clinical/pain_drawing.h>
#include <palpate/clinical/physique.h>

#include <glm/vec3.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

// Looks at `target` from `distance_mm` away. Yaw 0 looks at the front of the body, 90 at its left side, 180 at its
// back; pitch 90 looks down from above. Never upside down.
struct Camera {
  glm::vec3 target{0.0f, 900.0f, 0.0f};
  float yaw_deg = 0.0f;
  float pitch_deg = 0.0f;
  float distance_mm = 3600.0f;

  bool operator==(const Camera&) const = default;
};

enum class Show : std::uint8_t { normal, ghost, hidden };

enum class Axis : std::uint8_t { sagittal, transverse, coronal };  // the plane that cuts

struct ClipPlane {
  bool on = false;
  Axis axis = Axis::transverse;
  float at_mm = 1000.0f;
  bool flipped = false;  // which side is taken away

  bool operator==(const ClipPlane&) const = default;
};

// A trigger point of a record on one side of the body.
struct ZoneChoice {
  std::string muscle;  // concept key of the record
  std::string point;   // id within it
  Side side = Side::right;

  bool operator==(const ZoneChoice&) const = default;
};

// A needle in a hand: a straight line of known length, in the canonical frame.
struct HeldNeedle {
  glm::vec3 entry{0.0f};                   // on the skin, mm
  glm::vec3 direction{0.0f, 0.0f, -1.0f};  // unit, into the body
  float depth_mm = 20.0f;                  // how far it is pushed in: 0 to its length
  float length_mm = 40.0f;
  float diameter_mm = 0.30f;

  bool operator==(const HeldNeedle&) const = default;
};

// The chosen trigger point is told in words only, and its needle is to be placed by one's own hand until it is checked.
struct Exercise {
  enum class Look : std::uint8_t { blind, glassy };  // the skin alone; the muscles through the skin, without names
  Look look = Look::blind;
  bool checked = false;  // then all is shown, and the needle stays where it is

  bool operator==(const Exercise&) const = default;
};

enum class LeftTab : std::uint8_t { regions, systems, pain, view };

struct Session {
  Camera camera;
  std::array<bool, 12> systems = default_systems();
  float peel = default_peel;               // 0 skin .. 1 bone: see scene/layers.h
  std::map<std::string, Show> exceptions;  // by structure key
  std::vector<std::string> only;           // if not empty, only these are shown; sorted
  std::string selected;                    // structure key, or concept key with a side; empty: nothing
  Side side = Side::right;                 // of the muscle page
  std::optional<ZoneChoice> zone;
  bool needle = true;       // the needle insertion zone of the chosen trigger point
  bool hazards = true;      // and what it must not meet
  bool attachments = true;  // of the selected muscle
  bool labels = true;
  std::optional<Exercise> exercise;     // about the zone; none without one
  std::optional<HeldNeedle> held;       // in place of the described approach; on the body that it was held on
  float margin_mm = default_margin_mm;  // what comes nearer to a needle than this is called close
  bool access = false;               // the skin shows from where a straight needle reaches the zone, and what it meets
  std::optional<Physique> physique;  // whose body it stands for; none: as it is modelled
  ClipPlane clip;
  LeftTab left_tab = LeftTab::regions;
  PainDrawing pain;      // where it hurts, as drawn
  std::string other;     // what else hurts there and is shown on the skin: "root-c6.left"; empty: nothing
  std::string movement;  // that hurts, id of clinical/movement.h; empty: none is asked for
  std::string compared;  // concept key of the muscle that the selected one is compared with; empty: none
  bool left_panel = true, right_panel = true;

  static constexpr float default_peel = 0.30f;
  static constexpr float default_margin_mm = 5.0f;
  static std::array<bool, 12> default_systems();
  // Nothing of the answer may be seen.
  [[nodiscard]] bool asks() const { return exercise && !exercise->checked; }
  [[nodiscard]] bool shows(System system) const { return systems[static_cast<std::size_t>(system)]; }
  bool operator==(const Session&) const = default;
};

[[nodiscard]] std::string_view key_of(Exercise::Look look);  // "blind", as in files

}  // namespace palpate
