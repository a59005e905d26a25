#include <palpate/session/command.h>

#include <array>

namespace palpate {
namespace {

constexpr Shortcut plain(Key key) {
  return {key};
}
constexpr Shortcut ctrl(Key key) {
  return {key, true};
}
constexpr Shortcut shift(Key key) {
  return {key, false, true};
}
constexpr Shortcut alt(Key key) {
  return {key, false, false, true};
}
constexpr Shortcut alt_shift(Key key) {
  return {key, false, true, true};
}
constexpr Shortcut ctrl_shift(Key key) {
  return {key, true, true};
}

using Id = CommandId;
using Group = CommandGroup;
constexpr KeyOwner anywhere = KeyOwner::anywhere;

constexpr std::array commands = {
    Command{Id::view_front, Group::view, "view.front", "Front", "Look at the body from the front", plain(Key::n1)},
    Command{Id::view_back, Group::view, "view.back", "Back", "Look at the body from behind", plain(Key::n2)},
    Command{Id::view_left, Group::view, "view.left", "Left", "Look at the body's left side", plain(Key::n3)},
    Command{Id::view_right, Group::view, "view.right", "Right", "Look at the body's right side", plain(Key::n4)},
    Command{Id::view_top, Group::view, "view.top", "Top", "Look down on the body", plain(Key::n7)},
    Command{Id::view_bottom, Group::view, "view.bottom", "From below", "Look up at the body", plain(Key::n8)},
    Command{Id::view_palm, Group::view, "view.palm", "Palm", "Look at the palm of the hand of the chosen side",
            plain(Key::n5)},
    Command{Id::view_sole, Group::view, "view.sole", "Sole", "Look at the sole of the foot of the chosen side",
            plain(Key::n6)},
    Command{Id::frame_selection, Group::view, "view.frame", "Frame the selection", "Fly to what is chosen",
            plain(Key::f)},
    Command{Id::whose_body, Group::view, "view.whose-body", "Whose body",
            "Choose sex, height and body mass: the skin moves, and depths and distances follow", shift(Key::h)},
    Command{Id::frame_body, Group::view, "view.whole", "Whole body", "Show the whole body", plain(Key::home)},
    Command{Id::zoom_in, Group::view, "view.nearer", "Nearer", "Go nearer", plain(Key::plus)},
    Command{Id::zoom_out, Group::view, "view.farther", "Farther", "Go farther away", plain(Key::minus)},
    Command{Id::turn_left, Group::view, "view.turn-left", "Turn left", "Turn the body to the left", plain(Key::left)},
    Command{Id::turn_right, Group::view, "view.turn-right", "Turn right", "Turn the body to the right",
            plain(Key::right)},
    Command{Id::turn_up, Group::view, "view.turn-up", "Turn up", "Look more from above", plain(Key::up)},
    Command{Id::turn_down, Group::view, "view.turn-down", "Turn down", "Look more from below", plain(Key::down)},
    Command{Id::move_left, Group::view, "view.move-left", "Move left", "Move the picture to the left",
            shift(Key::left)},
    Command{Id::move_right, Group::view, "view.move-right", "Move right", "Move the picture to the right",
            shift(Key::right)},
    Command{Id::move_up, Group::view, "view.move-up", "Move up", "Move the picture up", shift(Key::up)},
    Command{Id::move_down, Group::view, "view.move-down", "Move down", "Move the picture down", shift(Key::down)},

    Command{Id::hide, Group::show, "show.hide", "Hide", "Hide what is chosen", plain(Key::h)},
    Command{Id::ghost, Group::show, "show.fade", "Fade", "Make what is chosen glassy, or solid again", plain(Key::g)},
    Command{Id::isolate, Group::show, "show.isolate", "Isolate", "Show only what is chosen, or everything again",
            plain(Key::i)},
    Command{Id::isolate_touching, Group::show, "show.touching", "Only what touches it",
            "Show only what is chosen and what touches it", plain(Key::t)},
    Command{Id::show_everything, Group::show, "show.everything", "Show everything",
            "Bring back all that was hidden, faded or left out", plain(Key::a)},
    Command{Id::peel_inwards, Group::show, "show.deeper", "Deeper", "Peel one layer off", plain(Key::right_bracket)},
    Command{Id::peel_outwards, Group::show, "show.shallower", "Shallower", "Put one layer back",
            plain(Key::left_bracket)},
    Command{Id::toggle_skin, Group::show, "show.skin", "Skin", "Show or hide the skin", plain(Key::s)},
    Command{Id::toggle_muscles, Group::show, "show.muscles", "Muscles", "Show or hide the muscles", plain(Key::m)},
    Command{Id::toggle_nerves, Group::show, "show.nerves", "Nerves", "Show or hide the nerves", plain(Key::n)},
    Command{Id::toggle_vessels, Group::show, "show.vessels", "Vessels", "Show or hide arteries and veins",
            plain(Key::v)},
    Command{Id::toggle_organs, Group::show, "show.organs", "Organs", "Show or hide lungs, heart and the other organs",
            plain(Key::o)},
    Command{Id::toggle_bones, Group::show, "show.bones", "Bones", "Show or hide the skeleton", plain(Key::b)},
    Command{Id::toggle_joints, Group::show, "show.joints", "Joints and ligaments",
            "Show or hide ligaments, discs and capsules", plain(Key::j)},
    Command{Id::toggle_fascia, Group::show, "show.fascia", "Fascia", "Show or hide the fascia", shift(Key::f)},
    Command{Id::toggle_attachments, Group::show, "show.attachments", "Attachments",
            "Show or hide where the chosen muscle is attached", shift(Key::a)},
    Command{Id::toggle_labels, Group::show, "show.labels", "Labels", "Show or hide the labels", plain(Key::l)},
    Command{Id::toggle_needle, Group::show, "show.needle", "Needle zone",
            "Show or hide where a needle is said to enter", plain(Key::p)},
    Command{Id::toggle_hazards, Group::show, "show.hazards", "What it must not meet",
            "Show or hide the structures that a needle must not meet", plain(Key::k)},
    Command{Id::clip_toggle, Group::show, "cut.toggle", "Cut", "Cut the body open, or close it", plain(Key::c)},
    Command{Id::clip_next_axis, Group::show, "cut.axis", "Next plane",
            "Cut along the next plane: transverse, coronal, sagittal", shift(Key::c)},
    Command{Id::clip_flip, Group::show, "cut.flip", "Other side of the cut", "Take the other side of the cut away",
            plain(Key::x)},
    Command{Id::clip_forward, Group::show, "cut.forward", "Move the cut on", "Move the cut by five millimetres",
            plain(Key::period)},
    Command{Id::clip_back, Group::show, "cut.back", "Move the cut back", "Move the cut back by five millimetres",
            plain(Key::comma)},

    Command{Id::find, Group::choose, "choose.find", "Find", "Search for a muscle, a bone, a nerve", ctrl(Key::f),
            anywhere},
    Command{Id::palette, Group::choose, "choose.palette", "Search and commands", "Find anything, do anything",
            ctrl(Key::p), anywhere},
    Command{Id::next_zone, Group::choose, "choose.next-zone", "Next trigger point",
            "Show the next trigger point of the muscle", plain(Key::page_down)},
    Command{Id::previous_zone, Group::choose, "choose.previous-zone", "Previous trigger point",
            "Show the previous trigger point of the muscle", plain(Key::page_up)},
    Command{Id::other_side, Group::choose, "choose.other-side", "Other side",
            "Show the same on the other side of the body", plain(Key::r)},
    Command{Id::where_it_hurts, Group::choose, "choose.pain", "Where it hurts",
            "Draw where it hurts and see whose described pain covers it", plain(Key::w)},
    Command{Id::compare, Group::choose, "choose.compare", "Compare muscles",
            "Compare the pain and the anatomy of the chosen muscle with another one's, or end that", plain(Key::d)},
    Command{Id::select_beneath, Group::choose, "choose.beneath", "What lies beneath",
            "List everything under the pointer, nearest first", plain(Key::u)},
    Command{Id::clear_selection, Group::choose, "choose.nothing", "Choose nothing",
            "Close what is open, then let go of what is chosen", plain(Key::escape)},

    Command{Id::needle_tilt_left, Group::needle, "needle.tilt-left", "Tilt left",
            "Tilt the needle's handle to the left of the picture", alt(Key::left)},
    Command{Id::needle_tilt_right, Group::needle, "needle.tilt-right", "Tilt right",
            "Tilt the needle's handle to the right of the picture", alt(Key::right)},
    Command{Id::needle_tilt_up, Group::needle, "needle.tilt-up", "Tilt up",
            "Tilt the needle's handle up in the picture", alt(Key::up)},
    Command{Id::needle_tilt_down, Group::needle, "needle.tilt-down", "Tilt down",
            "Tilt the needle's handle down in the picture", alt(Key::down)},
    Command{Id::needle_in, Group::needle, "needle.in", "Push in", "Push the needle in by a millimetre",
            alt(Key::page_down)},
    Command{Id::needle_out, Group::needle, "needle.out", "Pull out", "Pull the needle out by a millimetre",
            alt(Key::page_up)},
    Command{Id::needle_move_left, Group::needle, "needle.move-left", "Entry to the left",
            "Move where the needle enters to the left of the picture", alt_shift(Key::left)},
    Command{Id::needle_move_right, Group::needle, "needle.move-right", "Entry to the right",
            "Move where the needle enters to the right of the picture", alt_shift(Key::right)},
    Command{Id::needle_move_up, Group::needle, "needle.move-up", "Entry up",
            "Move where the needle enters up in the picture", alt_shift(Key::up)},
    Command{Id::needle_move_down, Group::needle, "needle.move-down", "Entry down",
            "Move where the needle enters down in the picture", alt_shift(Key::down)},
    Command{Id::needle_described, Group::needle, "needle.described", "Described approach",
            "Put the needle back to the approach that is described for the trigger point", alt(Key::home)},
    Command{Id::needle_upright, Group::needle, "needle.upright", "Perpendicular",
            "Set the needle perpendicular to the skin where it enters", alt(Key::end)},
    Command{Id::needle_to_zone, Group::needle, "needle.to-zone", "Towards the zone",
            "Turn the needle towards the middle of the trigger-point zone, and push it as far", alt(Key::t)},
    Command{Id::needle_here, Group::needle, "needle.here", "Needle here",
            "Set a needle perpendicular to the skin under the pointer", alt(Key::n)},
    Command{Id::needle_access, Group::needle, "needle.access", "Access map",
            "Paint the skin by what a straight needle to the zone would meet from there", shift(Key::p)},
    Command{Id::exercise_begin, Group::needle, "exercise.begin", "Place it yourself",
            "The chosen trigger point in words only: place its needle by your own hand, then have it checked",
            alt(Key::e)},
    Command{Id::exercise_near, Group::needle, "exercise.near", "Place another one in this region",
            "Any trigger point of the region of the chosen muscle, to place its needle yourself", alt(Key::r)},
    Command{Id::exercise_anywhere, Group::needle, "exercise.anywhere", "Place another one anywhere",
            "Any trigger point of the body, to place its needle yourself", alt_shift(Key::r)},
    Command{Id::exercise_look, Group::needle, "exercise.look", "Blind or glassy",
            "While you place a needle: the skin alone, or the muscles through it", alt(Key::g)},
    Command{Id::exercise_check, Group::needle, "exercise.check", "Check the needle",
            "Compare the needle that you placed with the approach that is described", alt(Key::enter)},
    Command{Id::exercise_again, Group::needle, "exercise.again", "Try again", "Place the same needle once more",
            alt(Key::a)},
    Command{Id::exercise_end, Group::needle, "exercise.end", "End the exercise",
            "Show the trigger point and its described approach again", alt(Key::x)},

    Command{Id::undo, Group::session, "session.undo", "Undo", "Take the last step back", ctrl(Key::z), anywhere},
    Command{Id::redo, Group::session, "session.redo", "Redo", "Do again what was undone", ctrl_shift(Key::z), anywhere},
    Command{Id::new_session, Group::session, "session.new", "Start afresh",
            "Forget the view and start as on the first day", ctrl(Key::n), anywhere},
    Command{Id::open_session, Group::session, "session.open", "Open a session", "Open a view that was saved",
            ctrl(Key::o), anywhere},
    Command{Id::save_session, Group::session, "session.save", "Save the session", "Save this view to a file",
            ctrl(Key::s), anywhere},
    Command{Id::open_atlas, Group::session, "session.atlas", "Open an atlas", "Open a folder or a file with a body",
            ctrl_shift(Key::o), anywhere},
    Command{Id::screenshot, Group::session, "session.picture", "Save a picture",
            "Save what is on the screen, at any size", ctrl(Key::e), anywhere},

    Command{Id::toggle_left_panel, Group::window, "window.left", "Left panel", "Fold or open the left panel",
            plain(Key::f2), anywhere},
    Command{Id::toggle_right_panel, Group::window, "window.right", "Right panel", "Fold or open the right panel",
            plain(Key::f3), anywhere},
    Command{Id::toggle_panels, Group::window, "window.panels", "Only the body", "Fold or open all panels",
            plain(Key::tab)},
    Command{Id::next_focus, Group::window, "window.focus", "Next area",
            "Give the keyboard to the next area: body, left panel, right panel", plain(Key::f6), anywhere},
    Command{Id::theme, Group::window, "window.theme", "Light or dark", "Change between the light and the dark theme",
            ctrl_shift(Key::l), anywhere},
    Command{Id::bigger, Group::window, "window.bigger", "Bigger", "Bigger texts and controls", ctrl(Key::plus),
            anywhere},
    Command{Id::smaller, Group::window, "window.smaller", "Smaller", "Smaller texts and controls", ctrl(Key::minus),
            anywhere},
    Command{Id::settings, Group::window, "window.settings", "Settings", "Open the settings", ctrl(Key::comma),
            anywhere},
    Command{Id::credits, Group::window, "window.credits", "Sources and credits",
            "Who made the anatomy, and on what the texts rest", alt(Key::c), anywhere},
    Command{Id::reading, Group::window, "window.reading", "Dry needling, explained",
            "What dry needling and trigger points are, what is known, and what can go wrong", plain(Key::e)},
    Command{Id::pain_maps, Group::window, "window.pain-maps", "All pain maps",
            "Small pictures of the described pain of every trigger point", shift(Key::w)},
    Command{Id::before_needle, Group::window, "window.before-needle", "Before the needle",
            "What speaks against a needle here, what to ask and prepare, and what to do when something goes wrong",
            shift(Key::b)},
    Command{Id::messages, Group::window, "window.messages", "Messages", "What went wrong so far, in words", alt(Key::m),
            anywhere},
    Command{Id::help, Group::window, "window.help", "Help", "All commands and their keys", plain(Key::question)},
    Command{Id::quit, Group::window, "window.quit", "Quit", "Close the program; the view is kept for the next start",
            ctrl(Key::q), anywhere},
};
static_assert(commands.size() == static_cast<std::size_t>(CommandId::count), "every command stands in the table");

constexpr std::array key_names = std::to_array<std::string_view>(
    {"",      "A",         "B",      "C",  "D",    "E",       "F",         "G",    "H",   "I",   "J",     "K",
     "L",     "M",         "N",      "O",  "P",    "Q",       "R",         "S",    "T",   "U",   "V",     "W",
     "X",     "Y",         "Z",      "0",  "1",    "2",       "3",         "4",    "5",   "6",   "7",     "8",
     "9",     "Left",      "Right",  "Up", "Down", "Page Up", "Page Down", "Home", "End", "Tab", "Enter", "Esc",
     "Space", "Backspace", "Delete", "+",  "-",    ",",       ".",         "/",    "[",   "]",   "?",     "F1",
     "F2",    "F3",        "F4",     "F5", "F6",   "F7",      "F8",        "F9",   "F10", "F11", "F12"});
static_assert(key_names.size() == static_cast<std::size_t>(Key::f12) + 1, "every key has a name");

}  // namespace

std::span<const Command> all_commands() {
  return commands;
}

const Command& command(CommandId id) {
  for (const Command& entry : commands) {
    if (entry.id == id) return entry;
  }
  return commands.front();
}

std::optional<CommandId> command_for(const Shortcut& shortcut, bool body_has_keyboard) {
  if (shortcut.key == Key::none) return std::nullopt;
  for (const Command& entry : commands) {
    if (entry.shortcut == shortcut && (body_has_keyboard || entry.owner == KeyOwner::anywhere)) return entry.id;
  }
  return std::nullopt;
}

std::string text_of(const Shortcut& shortcut) {
  if (shortcut.key == Key::none) return {};
  std::string text;
  if (shortcut.ctrl) text += "Ctrl+";
  if (shortcut.alt) text += "Alt+";
  if (shortcut.shift) text += "Shift+";
  return text.append(key_names[static_cast<std::size_t>(shortcut.key)]);
}

std::string_view label_of(CommandGroup group) {
  switch (group) {
    case CommandGroup::view:
      return "View";
    case CommandGroup::show:
      return "Show";
    case CommandGroup::choose:
      return "Choose";
    case CommandGroup::needle:
      return "Needle";
    case CommandGroup::session:
      return "Session";
    case CommandGroup::window:
      return "Window";
  }
  return "";
}

}  // namespace palpate
