// Everything that can be done to a session: a closed list of plain values, and one pure function that does them.
#pragma once

#include <palpate/session/session.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace palpate {

struct MoveCamera {
  Camera camera;
  std::string label = "Turn the body";
};
struct Select {
  std::string key;                 // empty: nothing
  std::string name;                // for the label
  std::optional<ZoneChoice> zone;  // chosen with it
};
struct ChooseZone {
  std::optional<ZoneChoice> zone;
  std::string name;
};
struct SetSide {
  Side side;
};
struct ShowSystem {
  System system;
  bool on;
};
struct SetPeel {
  float peel;
};
struct SetShow {
  std::vector<std::string> keys;
  Show show;
  std::string name;
};
struct ShowOnly {
  std::vector<std::string> keys;
  std::string name;
};
struct ShowEverything {};  // no exceptions, nothing isolated
struct SetClip {
  ClipPlane clip;
};
enum class Switch { needle, hazards, attachments, labels, access };
struct SetSwitch {
  Switch which;
  bool on;
};
struct HoldNeedle {
  std::optional<HeldNeedle> needle;  // none: back to the described approach
  std::string label;
};
struct BeginExercise {
  ZoneChoice target;
  Exercise::Look look = Exercise::Look::blind;
};
struct SetExercise {  // looked at in another way, checked, or tried again; while none is under way, nothing
  std::optional<Exercise> exercise;  // none: ends it
  std::string label;
};
struct SetMargin {
  float mm;
};
struct SetPhysique {
  std::optional<Physique> physique;  // none: the body as it is modelled
};
struct SetPain {  // the drawing after a mark was made, changed or taken away
  PainDrawing drawing;
  std::string label;
};
struct ShowOther {  // what else is described to hurt there, on the skin
  std::string key;  // empty: nothing
  std::string name;
};
struct AskMovement {  // which muscles a movement that hurts has to do with
  std::string id;     // empty: none is asked for
  std::string name;
};
struct Compare {    // the selected muscle with another one
  std::string key;  // empty: with none
  std::string name;
};
struct SetTab {
  LeftTab tab;
};
struct SetPanels {
  bool left, right;
};
struct ReplaceSession {  // opened from a file, or started afresh
  Session session;
  std::string label;
};

using Action = std::variant<MoveCamera, Select, ChooseZone, SetSide, ShowSystem, SetPeel, SetShow, ShowOnly,
                            ShowEverything, SetClip, SetSwitch, HoldNeedle, BeginExercise, SetExercise, SetMargin,
                            SetPhysique, SetPain, ShowOther, AskMovement, Compare, SetTab, SetPanels, ReplaceSession>;

// The session after the action. Values out of range are brought into it.
[[nodiscard]] Session apply(const Session& session, const Action& action);

// What a person reads beside Undo: "Hide Deltoid, left".
[[nodiscard]] std::string label_of(const Action& action);

// Actions that follow each other and have the same key are one step to undo (a drag, a slider); empty: never merged.
[[nodiscard]] std::string merge_key(const Action& action);

}  // namespace palpate
