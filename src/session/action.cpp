#include <palpate/anatomy/concept.h>
#include <palpate/session/action.h>

#include <fmt/format.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float nearest_mm = 40.0f, farthest_mm = 12000.0f;
constexpr float shortest_needle_mm = 5.0f, longest_needle_mm = 150.0f;
constexpr float least_margin_mm = 0.0f, most_margin_mm = 30.0f;

bool finite(const Camera& c) {
  for (const float value : {c.target.x, c.target.y, c.target.z, c.yaw_deg, c.pitch_deg, c.distance_mm}) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

// A camera that is nowhere leaves the one before.
Camera within_limits(Camera camera, const Camera& before) {
  if (!finite(camera)) return before;
  camera.pitch_deg = std::clamp(camera.pitch_deg, -90.0f, 90.0f);
  camera.yaw_deg = std::remainder(camera.yaw_deg, 360.0f);
  camera.distance_mm = std::clamp(camera.distance_mm, nearest_mm, farthest_mm);
  return camera;
}

// A needle that is nowhere, or points nowhere, is none.
std::optional<HeldNeedle> within_limits(std::optional<HeldNeedle> needle) {
  if (!needle) return needle;
  HeldNeedle& n = *needle;
  for (const float value : {n.entry.x, n.entry.y, n.entry.z, n.depth_mm, n.length_mm, n.diameter_mm}) {
    if (!std::isfinite(value)) return std::nullopt;
  }
  const float length = glm::length(n.direction);
  if (!(length > 1e-6f) || !std::isfinite(length)) return std::nullopt;
  // One that has unit length keeps every bit, so that what is saved and opened is the same.
  if (std::abs(length - 1.0f) > 1e-5f) n.direction /= length;
  n.length_mm = std::clamp(n.length_mm, shortest_needle_mm, longest_needle_mm);
  n.depth_mm = std::clamp(n.depth_mm, 0.0f, n.length_mm);
  n.diameter_mm = std::clamp(n.diameter_mm, 0.05f, 1.5f);
  return needle;
}

std::vector<std::string> sorted_once(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

struct Apply {
  Session& s;

  void operator()(const MoveCamera& a) const { s.camera = within_limits(a.camera, s.camera); }
  void forget_needle() const {
    s.held.reset();
    s.exercise.reset();
  }
  // Another zone has another described approach.
  void choose(const std::optional<ZoneChoice>& zone) const {
    if (s.zone != zone) forget_needle();
    s.zone = zone;
  }
  void operator()(const Select& a) const {
    s.selected = a.key;
    choose(a.zone);
    if (a.zone && a.zone->side != Side::none) s.side = a.zone->side;
  }
  void operator()(const ChooseZone& a) const {
    choose(a.zone);
    if (a.zone && a.zone->side != Side::none) s.side = a.zone->side;
  }
  void operator()(const SetSide& a) const {
    if (a.side == Side::none) return;
    if (s.side != a.side) forget_needle();
    s.side = a.side;
    if (s.zone) s.zone->side = a.side;
  }
  void operator()(const ShowSystem& a) const { s.systems[static_cast<std::size_t>(a.system)] = a.on; }
  void operator()(const SetPeel& a) const {
    if (!std::isnan(a.peel)) s.peel = std::clamp(a.peel, 0.0f, 1.0f);
  }
  void operator()(const SetShow& a) const {
    for (const std::string& key : a.keys) {
      if (a.show == Show::normal) {
        s.exceptions.erase(key);
      } else {
        s.exceptions[key] = a.show;
      }
    }
  }
  void operator()(const ShowOnly& a) const { s.only = sorted_once(a.keys); }
  void operator()(const ShowEverything& /*a*/) const {
    s.exceptions.clear();
    s.only.clear();
  }
  void operator()(const SetClip& a) const {
    const float before = s.clip.at_mm;
    s.clip = a.clip;
    if (!std::isfinite(s.clip.at_mm)) s.clip.at_mm = before;
  }
  void operator()(const SetSwitch& a) const {
    switch (a.which) {
      case Switch::needle:
        s.needle = a.on;
        break;
      case Switch::hazards:
        s.hazards = a.on;
        break;
      case Switch::attachments:
        s.attachments = a.on;
        break;
      case Switch::labels:
        s.labels = a.on;
        break;
      case Switch::access:
        s.access = a.on;
        break;
    }
  }
  void operator()(const HoldNeedle& a) const {
    if (s.exercise && s.exercise->checked) return;  // what was checked is not moved
    s.held = within_limits(a.needle);
  }
  void operator()(const BeginExercise& a) const {
    forget_needle();
    s.zone = a.target;
    if (a.target.side != Side::none) s.side = a.target.side;
    s.selected = structure_key(a.target.muscle, a.target.side);
    s.exercise = Exercise{a.look, false};
    s.compared.clear();
    s.needle = s.right_panel = true;  // what it is done with
    s.access = false;
  }
  void operator()(const SetExercise& a) const {
    if (!s.exercise || !s.zone) return;
    if (s.exercise->checked && a.exercise && !a.exercise->checked) s.held.reset();  // it is placed anew
    s.exercise = a.exercise;
  }
  void operator()(const SetMargin& a) const {
    if (!std::isnan(a.mm)) s.margin_mm = std::clamp(a.mm, least_margin_mm, most_margin_mm);
  }
  void operator()(const SetPhysique& a) const {
    if (!a.physique) {
      s.physique.reset();
    } else if (const auto physique = palpate::within_limits(*a.physique)) {
      s.physique = physique;
    }
  }
  void operator()(const SetPain& a) const { s.pain = a.drawing; }
  void operator()(const ShowOther& a) const { s.other = a.key; }
  void operator()(const AskMovement& a) const { s.movement = a.id; }
  void operator()(const Compare& a) const { s.compared = a.key; }
  void operator()(const SetTab& a) const {
    s.left_tab = a.tab;
    s.left_panel = true;  // a tab that is asked for is seen
  }
  void operator()(const SetPanels& a) const {
    s.left_panel = a.left;
    s.right_panel = a.right;
  }
  void operator()(const ReplaceSession& a) const {
    const Session usual;
    s = a.session;
    s.camera = within_limits(s.camera, usual.camera);
    s.peel = std::isnan(s.peel) ? usual.peel : std::clamp(s.peel, 0.0f, 1.0f);
    s.only = sorted_once(s.only);
    s.held = within_limits(s.held);
    if (!s.zone) s.exercise.reset();
    s.physique = s.physique ? palpate::within_limits(*s.physique) : std::nullopt;
    s.margin_mm = std::isnan(s.margin_mm) ? usual.margin_mm : std::clamp(s.margin_mm, least_margin_mm, most_margin_mm);
    if (s.side == Side::none) s.side = usual.side;
    if (!std::isfinite(s.clip.at_mm)) s.clip.at_mm = usual.clip.at_mm;
  }
};

std::string_view name_of(Axis axis) {
  return axis == Axis::sagittal ? "sagittal" : axis == Axis::coronal ? "coronal" : "transverse";
}

std::string several(const std::string& name, std::size_t count) {
  return !name.empty() ? name : fmt::format("{} structures", count);
}

struct Label {
  std::string operator()(const MoveCamera& a) const { return a.label; }
  std::string operator()(const Select& a) const {
    return a.key.empty() ? "Choose nothing" : fmt::format("Choose {}", a.name.empty() ? a.key : a.name);
  }
  std::string operator()(const ChooseZone& a) const {
    return a.zone ? fmt::format("Show {}", a.name.empty() ? a.zone->point : a.name) : "Hide the trigger point";
  }
  std::string operator()(const SetSide& a) const { return fmt::format("Look at the {} side", key_of(a.side)); }
  std::string operator()(const ShowSystem& a) const {
    return fmt::format("{} {}", label_of(a.system), a.on ? "on" : "off");
  }
  std::string operator()(const SetPeel&) const { return "Peel layers"; }
  std::string operator()(const SetShow& a) const {
    const char* verb = a.show == Show::hidden ? "Hide" : a.show == Show::ghost ? "Fade" : "Show";
    return fmt::format("{} {}", verb, several(a.name, a.keys.size()));
  }
  std::string operator()(const ShowOnly& a) const {
    return a.keys.empty() ? "Show everything again" : fmt::format("Show only {}", several(a.name, a.keys.size()));
  }
  std::string operator()(const ShowEverything&) const { return "Show everything"; }
  std::string operator()(const SetClip& a) const {
    return a.clip.on ? fmt::format("Cut, {} plane", name_of(a.clip.axis)) : "Close the cut";
  }
  std::string operator()(const SetSwitch& a) const {
    const char* names[] = {"Needle", "What it must not meet", "Attachments", "Labels", "Access map"};
    return fmt::format("{} {}", names[static_cast<std::size_t>(a.which)], a.on ? "on" : "off");
  }
  std::string operator()(const HoldNeedle& a) const { return a.label; }
  std::string operator()(const BeginExercise&) const { return "Place the needle yourself"; }
  std::string operator()(const SetExercise& a) const { return a.label; }
  std::string operator()(const SetMargin&) const { return "Needle: margin"; }
  std::string operator()(const SetPhysique& a) const { return a.physique ? "Whose body" : "The body as modelled"; }
  std::string operator()(const SetPain& a) const { return a.label; }
  std::string operator()(const ShowOther& a) const {
    return a.key.empty() ? "Hide the area" : fmt::format("Show {}", a.name.empty() ? a.key : a.name);
  }
  std::string operator()(const AskMovement& a) const {
    return a.id.empty() ? "No movement" : fmt::format("Movement: {}", a.name.empty() ? a.id : a.name);
  }
  std::string operator()(const Compare& a) const {
    return a.key.empty() ? "End the comparison" : fmt::format("Compare with {}", a.name.empty() ? a.key : a.name);
  }
  std::string operator()(const SetTab&) const { return "Change the panel"; }
  std::string operator()(const SetPanels&) const { return "Fold the panels"; }
  std::string operator()(const ReplaceSession& a) const { return a.label; }
};

}  // namespace

Session apply(const Session& session, const Action& action) {
  Session next = session;
  std::visit(Apply{next}, action);
  return next;
}

std::string label_of(const Action& action) {
  return std::visit(Label{}, action);
}

std::string merge_key(const Action& action) {
  if (const auto* move = std::get_if<MoveCamera>(&action)) return "camera:" + move->label;
  if (std::holds_alternative<SetPeel>(action)) return "peel";
  if (const auto* clip = std::get_if<SetClip>(&action)) return clip->clip.on ? "clip" : "";
  if (const auto* hold = std::get_if<HoldNeedle>(&action)) return "needle:" + hold->label;
  if (std::holds_alternative<SetMargin>(action)) return "margin";
  if (const auto* whose = std::get_if<SetPhysique>(&action)) return whose->physique ? "physique" : "";
  if (const auto* pain = std::get_if<SetPain>(&action)) return "pain:" + pain->label;
  return {};
}

}  // namespace palpate
