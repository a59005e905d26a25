// What each command of the table does.
#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/layers.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr float turn_step_px = 45.0f;  // as if the pointer had been dragged so far
constexpr float move_step_px = 60.0f;
constexpr float clip_step_mm = 5.0f;
constexpr float touch_mm = 2.5f;

constexpr std::array<std::pair<CommandId, System>, 8> switches = {{{CommandId::toggle_skin, System::skin},
                                                                   {CommandId::toggle_muscles, System::muscles},
                                                                   {CommandId::toggle_nerves, System::nerves},
                                                                   {CommandId::toggle_vessels, System::vessels},
                                                                   {CommandId::toggle_organs, System::viscera},
                                                                   {CommandId::toggle_bones, System::skeleton},
                                                                   {CommandId::toggle_joints, System::joints},
                                                                   {CommandId::toggle_fascia, System::fascia}}};

float middle_of(const Bounds& bounds, Axis axis) {
  const glm::vec3 c = bounds.empty() ? glm::vec3(0.0f, 1000.0f, 0.0f) : bounds.centre();
  return axis == Axis::sagittal ? c.x : axis == Axis::coronal ? c.z : c.y;
}

}  // namespace

void Workbench::execute(CommandId id) {
  if (withholds(id)) return;
  switch (command(id).group) {
    case CommandGroup::view:
      return run_view_command(id);
    case CommandGroup::show:
      return run_show_command(id);
    case CommandGroup::choose:
      return run_choose_command(id);
    case CommandGroup::needle:
      return run_needle_command(id);
    case CommandGroup::session:
    case CommandGroup::window:
      return run_other_command(id);
  }
}

void Workbench::run_view_command(CommandId id) {
  const Camera& now = session().camera;
  const auto turn_to = [&](StandardView view) {
    fly_to(turned_to(now, view), fmt::format("View: {}", command(id).name));
  };
  const std::string side(key_of(session().side));
  switch (id) {
    case CommandId::view_front:
      return turn_to(StandardView::front);
    case CommandId::view_back:
      return turn_to(StandardView::back);
    case CommandId::view_left:
      return turn_to(StandardView::left);
    case CommandId::view_right:
      return turn_to(StandardView::right);
    case CommandId::view_top:
      return turn_to(StandardView::top);
    case CommandId::view_bottom:
      return turn_to(StandardView::bottom);
    case CommandId::view_palm:
      return frame_concepts(
          {"capitate-bone", "distal-phalanx-of-hand-1", "distal-phalanx-of-hand-3", "distal-phalanx-of-hand-5"},
          turned_to(now, StandardView::front), "View: Palm");
    case CommandId::view_sole:
      return frame_concepts({"calcaneus", "distal-phalanx-of-foot-1", "distal-phalanx-of-foot-5"},
                            turned_to(now, StandardView::bottom), "View: Sole");
    case CommandId::frame_selection:
      return frame_selection();
    case CommandId::whose_body:
      return perform(SetTab{LeftTab::view});  // where it stands first
    case CommandId::frame_body:
      return fly_to(framed(now, loaded_->body.bounds(), aspect()), "Whole body");
    case CommandId::zoom_in:
      return zoom(1.0f, viewport_ * 0.5f);
    case CommandId::zoom_out:
      return zoom(-1.0f, viewport_ * 0.5f);
    case CommandId::turn_left:
      return orbit({-turn_step_px, 0.0f});
    case CommandId::turn_right:
      return orbit({turn_step_px, 0.0f});
    case CommandId::turn_up:
      return orbit({0.0f, turn_step_px});
    case CommandId::turn_down:
      return orbit({0.0f, -turn_step_px});
    case CommandId::move_left:
      return pan({-move_step_px, 0.0f});
    case CommandId::move_right:
      return pan({move_step_px, 0.0f});
    case CommandId::move_up:
      return pan({0.0f, -move_step_px});
    case CommandId::move_down:
      return pan({0.0f, move_step_px});
    default:
      return;
  }
}

void Workbench::frame_concepts(const std::vector<std::string>& keys, Camera turned, std::string label) {
  Bounds bounds;
  for (const std::string& key : keys) {
    for (const StructureId id :
         loaded_->body.realise(data_.anatomy.concepts, data_.anatomy.concepts.find(key), session().side))
      bounds.include(loaded_->body[id].bounds);
  }
  if (bounds.empty()) return say(fmt::format("{}: this body has no such part.", label));
  fly_to(framed(turned, bounds, aspect()), std::move(label));
}

void Workbench::frame_selection() {
  if (zone_)
    return fly_to(camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_), "Frame the selection");
  const Bounds bounds = selection_bounds();
  fly_to(framed(session().camera, bounds.empty() ? loaded_->body.bounds() : bounds, aspect()), "Frame the selection");
}

void Workbench::run_show_command(CommandId id) {
  const Session& s = session();
  switch (id) {
    case CommandId::hide:
      return set_shown_of_selection(Show::hidden);
    case CommandId::ghost:
      return set_shown_of_selection(Show::ghost);
    case CommandId::isolate:
      return perform(ShowOnly{s.only.empty() ? selected_keys() : std::vector<std::string>(), selected_name()});
    case CommandId::isolate_touching: {
      std::vector<std::string> keys = selected_keys();
      for (const StructureId structure : selected_structures(s, loaded_->body, data_.anatomy.concepts)) {
        for (const std::uint32_t other : rays_->touching(structure.index(), touch_mm)) {
          const Structure& neighbour = loaded_->body.structures()[other];
          if (neighbour.system != System::skin_regions && neighbour.system != System::skin &&
              neighbour.system != System::attachments)
            keys.push_back(neighbour.key);
        }
      }
      return perform(ShowOnly{keys, fmt::format("{} and what touches it", selected_name())});
    }
    case CommandId::show_everything:
      return perform(ShowEverything{});
    case CommandId::peel_inwards:
      return perform(SetPeel{peel_step(s.peel, true)});
    case CommandId::peel_outwards:
      return perform(SetPeel{peel_step(s.peel, false)});
    case CommandId::toggle_skin:
      // The skin is also taken away by the peel: bringing it back must be seen.
      if (s.shows(System::skin) && skin_opacity(s.peel) <= 0.0f) return perform(SetPeel{0.12f});
      return switch_system(id);
    case CommandId::toggle_attachments:
      return perform(SetSwitch{Switch::attachments, !s.attachments});
    case CommandId::toggle_labels:
      return perform(SetSwitch{Switch::labels, !s.labels});
    case CommandId::toggle_needle:
      return perform(SetSwitch{Switch::needle, !s.needle});
    case CommandId::toggle_hazards:
      return perform(SetSwitch{Switch::hazards, !s.hazards});
    default:
      return switch_system(id);
  }
}

void Workbench::switch_system(CommandId id) {
  const auto found =
      std::find_if(switches.begin(), switches.end(), [&](const auto& entry) { return entry.first == id; });
  if (found == switches.end()) return run_cut_command(id);
  perform(ShowSystem{found->second, !session().shows(found->second)});
}

void Workbench::run_cut_command(CommandId id) {
  const Session& s = session();
  switch (id) {
    case CommandId::clip_toggle: {
      ClipPlane clip = s.clip;
      clip.on = !clip.on;
      const Bounds bounds = selection_bounds();
      if (clip.on) clip.at_mm = middle_of(bounds.empty() ? loaded_->body.bounds() : bounds, clip.axis);
      return perform(SetClip{clip});
    }
    case CommandId::clip_next_axis: {
      ClipPlane clip = s.clip;
      clip.axis = clip.axis == Axis::transverse ? Axis::coronal
                  : clip.axis == Axis::coronal  ? Axis::sagittal
                                                : Axis::transverse;
      const Bounds bounds = selection_bounds();
      clip.at_mm = middle_of(bounds.empty() ? loaded_->body.bounds() : bounds, clip.axis);
      clip.on = true;
      return perform(SetClip{clip});
    }
    case CommandId::clip_flip: {
      ClipPlane clip = s.clip;
      clip.flipped = !clip.flipped;
      return perform(SetClip{clip});
    }
    case CommandId::clip_forward:
      return move_clip(clip_step_mm);
    case CommandId::clip_back:
      return move_clip(-clip_step_mm);
    default:
      return;
  }
}

void Workbench::move_clip(float mm) {
  ClipPlane clip = session().clip;
  if (!clip.on) return;
  clip.at_mm += mm;
  perform(SetClip{clip});
}

void Workbench::set_shown_of_selection(Show show) {
  const std::vector<std::string> keys = selected_keys();
  if (keys.empty()) return say("Choose something first: click on it, or search for it.");
  const bool all_so = std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
    const auto found = session().exceptions.find(key);
    return found != session().exceptions.end() && found->second == show;
  });
  perform(SetShow{keys, all_so ? Show::normal : show, selected_name()});
}

void Workbench::run_choose_command(CommandId id) {
  switch (id) {
    case CommandId::find:
      return request(ShellRequest::find);
    case CommandId::palette:
      return request(ShellRequest::palette);
    case CommandId::next_zone:
      return step_zone(1);
    case CommandId::previous_zone:
      return step_zone(-1);
    case CommandId::other_side: {
      const Side side = opposite(session().side);
      const SelectedConcept now = selected_concept(session(), loaded_->body, data_.anatomy.concepts);
      if (!now.id.valid() || !data_.anatomy.concepts[now.id].sided) return perform(SetSide{side});
      // The same trigger point there, in one step.
      const std::string point = session().zone ? session().zone->point : std::string();
      return choose(now.id, now.side == Side::none ? side : opposite(now.side), point);
    }
    case CommandId::where_it_hurts:
      return perform(SetTab{LeftTab::pain});
    case CommandId::compare:
      if (comparison() != nullptr) return compare_with({});
      if (record() == nullptr) return say("Choose a muscle first, then the one to compare it with.");
      return request(ShellRequest::choose_compared);
    case CommandId::select_beneath:
      return request(ShellRequest::beneath);
    case CommandId::clear_selection:
      return request(ShellRequest::close_or_clear);
    default:
      return;
  }
}

void Workbench::step_zone(int by) {
  const ConceptId id = selected();
  if (!id.valid()) return;
  const std::string& key = data_.anatomy.concepts[id].key;
  const auto points = data_.library.trigger_points_in(key);
  if (points.empty())
    return say(fmt::format("No trigger point is described for {} in this library.", data_.anatomy.concepts[id].name));
  const int count = static_cast<int>(points.size());
  int at = by > 0 ? -1 : 0;
  for (int i = 0; i < count; ++i) {
    if (session().zone && points[static_cast<std::size_t>(i)]->id == session().zone->point) at = i;
  }
  const int next = ((at + by) % count + count) % count;
  choose_zone({data_.library.about(key)->muscle, points[static_cast<std::size_t>(next)]->id, session().side});
}

void Workbench::run_other_command(CommandId id) {
  const Session& s = session();
  switch (id) {
    case CommandId::undo:
      flight_.reset();
      history_.undo();
      break;
    case CommandId::redo:
      flight_.reset();
      history_.redo();
      break;
    case CommandId::new_session: {
      Session fresh;
      fresh.camera = framed(fresh.camera, loaded_->body.bounds(), aspect());
      return perform(ReplaceSession{fresh, "Start afresh"});
    }
    case CommandId::open_session:
      return request(ShellRequest::open_session);
    case CommandId::save_session:
      return request(ShellRequest::save_session);
    case CommandId::open_atlas:
      return request(ShellRequest::open_atlas);
    case CommandId::screenshot:
      return request(ShellRequest::screenshot);
    case CommandId::toggle_left_panel:
      return perform(SetPanels{!s.left_panel, s.right_panel});
    case CommandId::toggle_right_panel:
      return perform(SetPanels{s.left_panel, !s.right_panel});
    case CommandId::toggle_panels: {
      const bool any = s.left_panel || s.right_panel;
      return perform(SetPanels{!any, !any});
    }
    case CommandId::next_focus:
      return request(ShellRequest::next_focus);
    case CommandId::theme:
      return request(ShellRequest::theme);
    case CommandId::bigger:
      return request(ShellRequest::bigger);
    case CommandId::smaller:
      return request(ShellRequest::smaller);
    case CommandId::settings:
      return request(ShellRequest::settings);
    case CommandId::credits:
      return request(ShellRequest::credits);
    case CommandId::reading:
      return request(ShellRequest::reading);
    case CommandId::pain_maps:
      return request(ShellRequest::pain_maps);
    case CommandId::before_needle:
      return request(ShellRequest::before_needle);
    case CommandId::messages:
      return request(ShellRequest::messages);
    case CommandId::help:
      return request(ShellRequest::help);
    case CommandId::quit:
      return request(ShellRequest::quit);
    default:
      return;
  }
  refresh_zone();
  refresh_needle();
  refresh_pain();
  list_stale_ = true;
}

}  // namespace palpate
