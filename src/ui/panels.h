// The panels of the interface, each a function from input and state to events. One file a panel.
#pragma once

#include "theme.h"

#include <palpate/ui/ui.h>

namespace palpate {

// Where things stand in the window, in pixels.
struct Layout {
  ImVec2 window;
  float top = 0.0f, bottom = 0.0f;  // y of the viewport's edges
  float left = 0.0f, right = 0.0f;  // x of the viewport's edges
};
[[nodiscard]] Layout lay_out(const UiInput& input, const UiState& state);

struct PanelContext {
  const UiInput& in;
  UiState& state;
  UiOutput& out;
  Layout layout;

  void emit(UiEvent event) const { out.events.push_back(std::move(event)); }
};

// Before the window of an area: gives it ImGui's focus when the keyboard has just come to it.
void give_focus(const PanelContext& c, UiFocus area);

// Within the window of an area: a click there takes the keyboard.
void take_focus_by_click(const PanelContext& c, UiFocus area);

// The window of the left or the right panel between two x of the whole window: a line where the viewport begins, and a
// frame while the panel has the keyboard.
void begin_side_panel(const PanelContext& c, const char* name, UiFocus area, float left, float right);
void end_side_panel();

void draw_top_bar(const PanelContext& c);
void draw_search_results(const PanelContext& c);
void draw_status_bar(const PanelContext& c);
void draw_left_panel(const PanelContext& c);
void draw_region_tree(const PanelContext& c);
void draw_system_tree(const PanelContext& c);
void draw_pain_panel(const PanelContext& c);
// The movement that hurts: how it is asked for, the muscles it has to do with, and what a trigger point of the answer
// has to do with it.
[[nodiscard]] const Movement* asked_movement(const PanelContext& c);
void draw_movement_question(const PanelContext& c);
void draw_moving_muscles(const PanelContext& c);
void draw_movement_note(const PanelContext& c, const MuscleRecord& record, const std::string& part);
void draw_view_tab(const PanelContext& c);
void draw_physique(const PanelContext& c);  // on that tab, and on the page of the needle
void draw_right_panel(const PanelContext& c);
void draw_muscle_page(const PanelContext& c, const MuscleRecord& record, ConceptId id);
void draw_comparison(const PanelContext& c, const ComparisonView& view);
void draw_compared_choice(const PanelContext& c, const MuscleRecord& record);  // on the page of a muscle
void draw_structure_page(const PanelContext& c, ConceptId id, StructureId structure);
void draw_start_page(const PanelContext& c);
void draw_viewport(const PanelContext& c);
void draw_needle_card(const PanelContext& c);  // over the body
// The whole readout, in place of the page of the muscle.
[[nodiscard]] bool shows_needle_page(const PanelContext& c);
void draw_needle_page(const PanelContext& c);
// The needle that is placed by one's own hand, in place of every other page while nothing else is open.
[[nodiscard]] bool shows_exercise_page(const PanelContext& c);
void draw_exercise_page(const PanelContext& c);
void draw_exercise_button(const PanelContext& c);  // begins one about the chosen trigger point
void draw_published(const PanelContext& c);        // on that page
void draw_orientation_cube(const PanelContext& c);
void draw_labels(const PanelContext& c);  // within the window of the body
void draw_beneath_list(const PanelContext& c);
void draw_progress(const PanelContext& c);
void draw_welcome(const PanelContext& c);

void draw_palette(const PanelContext& c);
void draw_help(const PanelContext& c);
void draw_settings(const PanelContext& c);
void draw_credits(const PanelContext& c);
void draw_reading(const PanelContext& c);
void draw_pain_maps(const PanelContext& c);
void draw_before_needle(const PanelContext& c);
void draw_messages(const PanelContext& c);
void draw_file_dialog(const PanelContext& c);
void draw_screenshot_dialog(const PanelContext& c);

// A panel of its own that closes with Escape or its button. Call end_dialog only if it returned true.
bool begin_dialog(const PanelContext& c, const char* title, ImVec2 size_at_scale_one);
void end_dialog();

}  // namespace palpate
