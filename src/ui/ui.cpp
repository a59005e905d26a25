#include <palpate/ui/ui.h>

#include "panels.h"
#include "widgets.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float top_height = 46.0f, bottom_height = 28.0f;
constexpr float least_panel = 200.0f, most_panel = 640.0f, least_viewport = 260.0f;
constexpr float splitter = 6.0f;

// A strip between viewport and panel that can be dragged.
void draw_splitter(const PanelContext& c, const char* id, float x, float& width, float direction) {
  ImGui::SetNextWindowPos(ImVec2(x - px(splitter) * 0.5f, c.layout.top));
  ImGui::SetNextWindowSize(ImVec2(px(splitter), c.layout.bottom - c.layout.top));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove);
  ImGui::InvisibleButton("grip", ImGui::GetWindowSize());
  note_item(c.state, id);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (ImGui::IsItemActive()) {
    width = std::clamp(width + direction * ImGui::GetIO().MouseDelta.x / px(1.0f), least_panel, most_panel);
    c.out.wants_another_frame = true;
  }
  ImGui::End();
  ImGui::PopStyleVar(2);
}

// Keyboard navigation belongs to the panels; while the body has the keyboard its letters are commands.
void settle_keyboard(UiState& state) {
  ImGuiIO& io = ImGui::GetIO();
  const bool panels_have_it = state.focus != UiFocus::body || state.dialog != UiDialog::none || state.search_open ||
                              state.beneath_at.has_value();
  if (panels_have_it) {
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  } else {
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
  }
}

void draw_dialogs(const PanelContext& c) {
  switch (c.state.dialog) {
    case UiDialog::none:
      return;
    case UiDialog::palette:
      return draw_palette(c);
    case UiDialog::help:
      return draw_help(c);
    case UiDialog::settings:
      return draw_settings(c);
    case UiDialog::credits:
      return draw_credits(c);
    case UiDialog::reading:
      return draw_reading(c);
    case UiDialog::pain_maps:
      return draw_pain_maps(c);
    case UiDialog::before_needle:
      return draw_before_needle(c);
    case UiDialog::messages:
      return draw_messages(c);
    case UiDialog::open_session:
    case UiDialog::save_session:
    case UiDialog::open_atlas:
    case UiDialog::print_checklist:
      return draw_file_dialog(c);
    case UiDialog::screenshot:
      return draw_screenshot_dialog(c);
  }
}

}  // namespace

Layout lay_out(const UiInput& input, const UiState& state) {
  Layout layout;
  layout.window = ImGui::GetIO().DisplaySize;
  layout.top = px(top_height);
  layout.bottom = std::max(layout.window.y - px(bottom_height), layout.top + 1.0f);
  float left = input.session.left_panel ? px(state.left_width) : 0.0f;
  float right = input.session.right_panel ? px(state.right_width) : 0.0f;
  // In a small window the panels give way to the body: they get narrower, then the left one is left out, then the
  // right.
  const float room = layout.window.x - px(least_viewport), least = px(least_panel);
  if (left + right > room) {
    left = std::min(left, std::max(room - right, least));
    if (left + right > room) right = std::min(right, std::max(room - left, least));
    if (left + right > room) left = 0.0f;
    if (right > room) right = room >= least ? room : 0.0f;
  }
  // Whole pixels: seams would show between panels.
  layout.top = std::round(layout.top);
  layout.bottom = std::round(layout.bottom);
  layout.left = std::round(left);
  layout.right = std::round(layout.window.x - right);
  return layout;
}

void give_focus(const PanelContext& c, UiFocus area) {
  const bool taken = c.state.search_open || c.state.dialog != UiDialog::none || c.state.beneath_at;
  if (taken) c.state.focus_given.reset();  // given back when that is closed
  if (taken || c.state.focus != area || c.state.focus_given == area) return;
  ImGui::SetNextWindowFocus();
  c.state.focus_given = area;
}

void take_focus_by_click(const PanelContext& c, UiFocus area) {
  // By the pointer's place: ImGui's own focus follows a press only after the control below it was drawn.
  constexpr ImGuiHoveredFlags anywhere_in_it =
      ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
  if (ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered(anywhere_in_it)) c.state.focus = area;
}

void begin_side_panel(const PanelContext& c, const char* name, UiFocus area, float left, float right) {
  ImGui::SetNextWindowPos(ImVec2(left, c.layout.top));
  ImGui::SetNextWindowSize(ImVec2(right - left, c.layout.bottom - c.layout.top));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  give_focus(c, area);
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
  take_focus_by_click(c, area);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float edge = area == UiFocus::left ? right - 1 : left;
  draw->AddLine(ImVec2(edge, c.layout.top), ImVec2(edge, c.layout.bottom), palette().line);
  if (c.state.focus != area) return;
  draw->PushClipRectFullScreen();
  draw->AddRect(ImVec2(left + 1, c.layout.top + 1), ImVec2(right - 1, c.layout.bottom - 1), palette().accent, 0.0f, 0,
                px(1.5f));
  draw->PopClipRect();
}

void end_side_panel() {
  ImGui::End();
  ImGui::PopStyleVar(2);
}

UiOutput draw_ui(const UiInput& input, UiState& state) {
  UiOutput out;
  state.items.clear();
  settle_keyboard(state);
  const PanelContext c{input, state, out, lay_out(input, state)};
  state.viewport = {c.layout.left, c.layout.top, std::max(c.layout.right - c.layout.left, 1.0f),
                    c.layout.bottom - c.layout.top};
  draw_viewport(c);
  draw_orientation_cube(c);
  draw_needle_card(c);
  draw_progress(c);
  if (input.body.size() == 0 && !input.progress.running) draw_welcome(c);
  draw_beneath_list(c);
  if (c.layout.left > 0.0f) {
    draw_left_panel(c);
    draw_splitter(c, "splitter.left", c.layout.left, state.left_width, 1.0f);
  }
  if (c.layout.right < c.layout.window.x) {
    draw_right_panel(c);
    draw_splitter(c, "splitter.right", c.layout.right, state.right_width, -1.0f);
  }
  draw_top_bar(c);
  draw_status_bar(c);
  draw_search_results(c);
  const bool in_palette = state.dialog == UiDialog::palette;
  draw_dialogs(c);
  if (in_palette && state.dialog != UiDialog::palette) state.query.clear();
  state.text_field_active = ImGui::GetIO().WantTextInput;
  return out;
}

void open_dialog(UiState& state, UiDialog dialog) {
  state.dialog = dialog;
  state.dialog_just_opened = true;
  state.search_open = false;
  state.beneath_at.reset();
  state.path_error.clear();
  if (dialog == UiDialog::palette) {
    state.query.clear();
    state.query_choice = 0;
  }
}

bool close_topmost(UiState& state) {
  if (state.dialog != UiDialog::none) {
    // What was typed there is no search in the bar above.
    if (state.dialog == UiDialog::palette) state.query.clear();
    state.dialog = UiDialog::none;
    return true;
  }
  if (state.beneath_at) {
    state.beneath_at.reset();
    return true;
  }
  if (state.search_open) {
    state.search_open = false;
    state.query.clear();
    ImGui::ClearActiveID();
    return true;
  }
  if (state.choosing_compared) {
    state.choosing_compared = false;
    ImGui::ClearActiveID();
    return true;
  }
  if (state.focus != UiFocus::body) {
    state.focus = UiFocus::body;
    return true;
  }
  return false;
}

}  // namespace palpate
