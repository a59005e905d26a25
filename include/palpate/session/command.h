// Every command of the program in one table: name, description, shortcut. Menus, the help sheet and the command
// palette are made from it, and keys are looked up in it.
#pragma once

#include <palpate/session/action.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace palpate {

enum class CommandId : std::uint16_t {
  // view
  view_front,
  view_back,
  view_left,
  view_right,
  view_top,
  view_bottom,
  view_palm,
  view_sole,
  frame_selection,
  whose_body,
  frame_body,
  zoom_in,
  zoom_out,
  turn_left,
  turn_right,
  turn_up,
  turn_down,
  move_left,
  move_right,
  move_up,
  move_down,
  // show
  hide,
  ghost,
  isolate,
  isolate_touching,
  show_everything,
  peel_outwards,
  peel_inwards,
  toggle_skin,
  toggle_muscles,
  toggle_nerves,
  toggle_vessels,
  toggle_organs,
  toggle_bones,
  toggle_joints,
  toggle_fascia,
  toggle_attachments,
  toggle_labels,
  toggle_needle,
  toggle_hazards,
  clip_toggle,
  clip_next_axis,
  clip_flip,
  clip_forward,
  clip_back,
  // choose
  find,
  palette,
  next_zone,
  previous_zone,
  other_side,
  where_it_hurts,
  compare,
  select_beneath,
  clear_selection,
  // needle
  needle_tilt_left,
  needle_tilt_right,
  needle_tilt_up,
  needle_tilt_down,
  needle_in,
  needle_out,
  needle_move_left,
  needle_move_right,
  needle_move_up,
  needle_move_down,
  needle_described,
  needle_upright,
  needle_to_zone,
  needle_here,
  needle_access,
  exercise_begin,
  exercise_near,
  exercise_anywhere,
  exercise_look,
  exercise_check,
  exercise_again,
  exercise_end,
  // session
  undo,
  redo,
  open_session,
  save_session,
  open_atlas,
  screenshot,
  new_session,
  // window
  toggle_left_panel,
  toggle_right_panel,
  toggle_panels,
  next_focus,
  theme,
  bigger,
  smaller,
  help,
  settings,
  credits,
  reading,
  pain_maps,
  before_needle,
  messages,
  quit,
  count,
};

enum class Key : std::uint16_t {
  none,
  a,
  b,
  c,
  d,
  e,
  f,
  g,
  h,
  i,
  j,
  k,
  l,
  m,
  n,
  o,
  p,
  q,
  r,
  s,
  t,
  u,
  v,
  w,
  x,
  y,
  z,
  n0,
  n1,
  n2,
  n3,
  n4,
  n5,
  n6,
  n7,
  n8,
  n9,
  left,
  right,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  tab,
  enter,
  escape,
  space,
  backspace,
  del,
  plus,
  minus,
  comma,
  period,
  slash,
  left_bracket,
  right_bracket,
  question,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  f11,
  f12,
};

struct Shortcut {
  Key key = Key::none;
  bool ctrl = false, shift = false, alt = false;

  bool operator==(const Shortcut&) const = default;
};

enum class CommandGroup : std::uint8_t { view, show, choose, needle, session, window };

// Who must own the keyboard for the shortcut to count: anywhere, or only the body (then panels use the key themselves).
enum class KeyOwner : std::uint8_t { anywhere, body };

struct Command {
  CommandId id;
  CommandGroup group;
  std::string_view key;          // "view.front", for scripts and the settings file
  std::string_view name;         // "Front"
  std::string_view description;  // one sentence
  Shortcut shortcut;
  KeyOwner owner = KeyOwner::body;
};

[[nodiscard]] std::span<const Command> all_commands();
[[nodiscard]] const Command& command(CommandId id);
[[nodiscard]] std::optional<CommandId> command_for(const Shortcut& shortcut, bool body_has_keyboard);
[[nodiscard]] std::string text_of(const Shortcut& shortcut);  // "Ctrl+Shift+Z"; empty if none
[[nodiscard]] std::string_view label_of(CommandGroup group);

}  // namespace palpate
