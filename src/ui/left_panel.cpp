// The left panel: the body by region, by system, by pain, and the view.
#include "panels.h"
#include "widgets.h"

#include <palpate/scene/layers.h>

#include <fmt/format.h>

namespace palpate {
namespace {

void draw_depth(const PanelContext& c) {
  heading("Depth");
  float peel = c.in.session.peel;
  if (slider("##peel", peel, 0.0f, 1.0f, c.state)) c.emit(Action(SetPeel{peel}));
  if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
  const Style style(Font::small, palette().quiet);
  const float width = content_width();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const char* names[] = {"Skin", "Muscle", "Deep", "Bone"};
  const float places[] = {0.0f, 0.30f, 0.66f, 1.0f};
  const std::string_view now = name_of_peel(peel);
  for (int i = 0; i < 4; ++i) {
    const float w = ImGui::CalcTextSize(names[i]).x;
    draw->AddText(ImVec2(at.x + places[i] * (width - w), at.y), palette().quiet, names[i]);
  }
  ImGui::Dummy(ImVec2(width, ImGui::GetFontSize()));
  tip(now);
}

void draw_switches(const PanelContext& c) {
  heading("Show");
  struct Row {
    const char* label;
    System system;
    CommandId command;
  };
  constexpr Row rows[] = {{"Nerves", System::nerves, CommandId::toggle_nerves},
                          {"Vessels", System::vessels, CommandId::toggle_vessels},
                          {"Organs", System::viscera, CommandId::toggle_organs},
                          {"Ligaments and discs", System::joints, CommandId::toggle_joints},
                          {"Fascia", System::fascia, CommandId::toggle_fascia}};
  for (const Row& row : rows) {
    if (toggle_row(row.label, c.in.session.shows(row.system), command(row.command).key.data(), c.state))
      c.emit(row.command);
  }
  if (toggle_row("Attachments", c.in.session.attachments, "show.attachments", c.state))
    c.emit(CommandId::toggle_attachments);
}

}  // namespace

void draw_left_panel(const PanelContext& c) {
  begin_side_panel(c, "left panel", UiFocus::left, 0.0f, c.layout.left);
  const int tab =
      segmented("tab", {"Regions", "Systems", "Pain", "View"}, static_cast<int>(c.in.session.left_tab), c.state);
  if (tab != static_cast<int>(c.in.session.left_tab)) c.emit(Action(SetTab{static_cast<LeftTab>(tab)}));
  switch (c.in.session.left_tab) {
    case LeftTab::regions:
      draw_region_tree(c);
      break;
    case LeftTab::systems:
      draw_system_tree(c);
      break;
    case LeftTab::pain:
      draw_pain_panel(c);
      break;
    case LeftTab::view:
      draw_view_tab(c);
      break;
  }
  if (c.in.session.left_tab == LeftTab::regions || c.in.session.left_tab == LeftTab::systems) {
    draw_depth(c);
    draw_switches(c);
  }
  gap(16.0f);
  end_side_panel();
}

void draw_view_tab(const PanelContext& c) {
  draw_physique(c);
  heading("Look from");
  constexpr CommandId views[] = {CommandId::view_front, CommandId::view_back, CommandId::view_left,
                                 CommandId::view_right, CommandId::view_top,  CommandId::view_bottom,
                                 CommandId::view_palm,  CommandId::view_sole, CommandId::frame_selection,
                                 CommandId::frame_body};
  for (const CommandId id : views) {
    const Command& entry = command(id);
    if (toggle_row(entry.name.data(), false, entry.key.data(), c.state, text_of(entry.shortcut).c_str())) c.emit(id);
  }
  draw_depth(c);
  heading("Cut");
  const ClipPlane& clip = c.in.session.clip;
  if (toggle_row("Cut plane", clip.on, "cut.toggle", c.state)) c.emit(CommandId::clip_toggle);
  if (clip.on) {
    const char* axes[] = {"Sagittal", "Transverse", "Coronal"};
    const int axis = segmented("axis", {axes[0], axes[1], axes[2]}, static_cast<int>(clip.axis), c.state);
    ClipPlane next = clip;
    const Bounds& bounds = c.in.body.bounds();
    const int component = clip.axis == Axis::sagittal ? 0 : clip.axis == Axis::transverse ? 1 : 2;
    if (axis != static_cast<int>(clip.axis)) {
      next.axis = static_cast<Axis>(axis);
      next.at_mm = bounds.centre()[axis];
      c.emit(Action(SetClip{next}));
    }
    if (slider("##cut", next.at_mm, bounds.low[component], bounds.high[component], c.state))
      c.emit(Action(SetClip{next}));
    if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
    if (toggle_row("Other side", clip.flipped, "cut.flip", c.state)) c.emit(CommandId::clip_flip);
  }
  heading("Chosen structure");
  for (const CommandId id : {CommandId::hide, CommandId::ghost, CommandId::isolate, CommandId::isolate_touching,
                             CommandId::show_everything}) {
    const Command& entry = command(id);
    if (toggle_row(entry.name.data(), id == CommandId::isolate && !c.in.session.only.empty(), entry.key.data(), c.state,
                   text_of(entry.shortcut).c_str()))
      c.emit(id);
    tip(entry.description);
  }
  heading("Show");
  for (const System system :
       {System::skin, System::muscles, System::skeleton, System::joints, System::nerves, System::vessels,
        System::viscera, System::fascia, System::lymphoid, System::attachments, System::skin_regions}) {
    const bool on = c.in.session.shows(system);
    if (toggle_row(label_of(system).data(), on, fmt::format("system.{}", key_of(system)).c_str(), c.state))
      c.emit(Action(ShowSystem{system, !on}));
  }
  if (toggle_row("Labels", c.in.session.labels, "show.labels", c.state)) c.emit(CommandId::toggle_labels);
  heading("Steps");
  const std::vector<std::string> labels = c.in.history.labels();
  const std::size_t first = labels.size() > 14 ? labels.size() - 14 : 0;
  for (std::size_t i = first; i < labels.size(); ++i) {
    paragraph(labels[i], Font::small,
              i == c.in.history.position()  ? palette().strong
              : i < c.in.history.position() ? palette().quiet
                                            : palette().faint);
  }
}

}  // namespace palpate
