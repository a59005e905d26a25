// The body in the middle, and what hands do with it.
#include "panels.h"
#include "widgets.h"

#include <palpate/anatomy/body.h>
#include <palpate/scene/camera_math.h>

#include <glm/geometric.hpp>

#include <cmath>

namespace palpate {
namespace {

constexpr float drag_threshold_px = 3.0f;

glm::vec2 to_glm(ImVec2 v) {
  return {v.x, v.y};
}

// Whether a press here draws pain instead of turning the body.
bool draws_pain(const PanelContext& c) {
  return c.in.pain != nullptr && c.in.pain->state == PainView::State::ready && c.state.brush != UiBrush::turn &&
         c.in.pointed.has_value();
}

// The brush leaves its mark where it is pressed, and along its way.
void handle_brush(const PanelContext& c, glm::vec2 at, bool begins) {
  PainMark brush = c.state.brush_mark;
  brush.erases = c.state.brush == UiBrush::erase;
  c.emit(UiPaintPain{at, std::move(brush), begins});
}

// What of the needle is under a place of the window; a hand need not hit it to the pixel.
std::optional<NeedleGrip> needle_under(const PanelContext& c, glm::vec2 at) {
  constexpr float reach = 9.0f;
  if (c.in.needle == nullptr || !c.in.session.needle || c.in.comparison != nullptr) return std::nullopt;
  const glm::vec2 origin(c.state.viewport.x, c.state.viewport.y), size(c.state.viewport.z, c.state.viewport.w);
  return grip_at(*c.in.needle, c.in.session.camera, at - origin, size, px(reach));
}

// Where hands can take hold, among the named controls.
void note_grips(const PanelContext& c) {
  if (c.in.needle == nullptr || !c.in.session.needle || c.in.comparison != nullptr) return;
  const NeedleView& view = *c.in.needle;
  const float outside = view.needle.length_mm - view.path.reached_mm;
  const struct {
    const char* name;
    float at_mm;
  } places[] = {{"needle.entry", 0.0f}, {"needle.handle", -outside - 0.5f * needle_handle_mm}};
  for (const auto& place : places) {
    const auto at = on_screen(c.in.session.camera, view.line.at(place.at_mm), {c.state.viewport.z, c.state.viewport.w});
    if (!at) continue;
    const glm::vec2 p = *at + glm::vec2(c.state.viewport.x, c.state.viewport.y);
    c.state.items[place.name] = {p.x - 2.0f, p.y - 2.0f, p.x + 2.0f, p.y + 2.0f};
  }
}

// A ring where a hand would take hold, and what it would do.
void draw_grip(NeedleGrip grip) {
  const char* words = grip == NeedleGrip::handle  ? "Drag: tilt the needle"
                      : grip == NeedleGrip::shaft ? "Drag: push it in or pull it out"
                                                  : "Drag: move where it enters";
  ImGui::GetWindowDrawList()->AddCircle(ImGui::GetIO().MousePos, px(9.0f), palette().accent, 0, px(2.0f));
  ImGui::SetTooltip("%s", words);
}

// A press draws or turns by what is under it. If the pointer has only just come there, that is known in the next frame.
void begin_painting(const PanelContext& c, glm::vec2 origin) {
  UiState& s = c.state;
  s.deciding = false;
  s.painting = draws_pain(c);
  if (s.painting) handle_brush(c, s.press_at - origin, true);
}

// The needle follows the hand that has taken hold of it, until the button is let go.
void drag_needle(const PanelContext& c, glm::vec2 origin, glm::vec2 mouse) {
  UiState& s = c.state;
  const bool held = ImGui::GetIO().MouseDown[s.pressed_button];
  if (mouse != s.press_at) c.emit(UiDragNeedle{*s.grip, s.press_at - origin, mouse - origin});
  s.press_at = mouse;
  if (held) return;
  s.grip.reset();
  s.pressed_button = -1;
  c.emit(UiFinishStep{});
}

// A press becomes a drag only in a later frame and beyond a small distance: on a slow frame a move and a press arrive
// together, and the move before the press is not a drag.
void handle_press(const PanelContext& c, glm::vec2 origin) {
  const ImGuiIO& io = ImGui::GetIO();
  UiState& s = c.state;
  const glm::vec2 mouse = to_glm(io.MousePos);
  if (s.pressed_button < 0) {
    for (int button = 0; button < 3; ++button) {
      if (!ImGui::IsItemHovered() || !ImGui::IsMouseClicked(button)) continue;
      s.pressed_button = button;
      s.press_at = mouse;
      s.dragging = false;
      s.focus = UiFocus::body;
      s.search_open = false;
      s.beneath_at.reset();
      s.painting = false;
      s.grip = button == 0 ? needle_under(c, mouse) : std::nullopt;
      if (s.grip) return;
      s.deciding = button == 0 && mouse != s.pointed_at;
      if (button == 0 && !s.deciding) begin_painting(c, origin);
      return;
    }
    return;
  }
  if (s.grip) return drag_needle(c, origin, mouse);
  if (s.deciding) begin_painting(c, origin);
  if (s.painting) {
    const bool held = io.MouseDown[s.pressed_button];
    if (held && mouse != s.press_at) handle_brush(c, mouse - origin, false);
    s.press_at = mouse;
    if (held) return;
    s.painting = false;
    s.pressed_button = -1;
    c.emit(UiFinishStep{});
    return;
  }
  const int button = s.pressed_button;
  if (!io.MouseDown[button]) {
    s.pressed_button = -1;
    if (s.dragging) {
      s.dragging = false;
      c.emit(UiFinishStep{});
    } else if (button == 0) {
      c.emit(UiClick{s.press_at - origin, false});
    } else if (button == 1 && !c.in.session.asks()) {
      c.emit(UiAskBeneath{s.press_at - origin});
    }
    return;
  }
  if (!s.dragging && glm::distance(mouse, s.press_at) > drag_threshold_px) {
    s.dragging = true;
    s.press_at = mouse;
    return;
  }
  if (s.dragging) {
    const glm::vec2 moved = mouse - s.press_at;
    s.press_at = mouse;
    if (moved != glm::vec2(0.0f)) c.emit(UiDrag{moved, button != 0 || io.KeyShift});
  }
}

// As large as the mark that the brush would leave.
void draw_brush_ring(const PanelContext& c) {
  const float radius = c.state.brush_mark.radius_mm * c.in.pointed_px_per_mm;
  if (radius < 1.0f) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircle(ImGui::GetIO().MousePos, radius, palette().window, 0, px(3.0f));
  draw->AddCircle(ImGui::GetIO().MousePos, radius, palette().strong, 0, px(1.5f));
}

void draw_hover_name(const PanelContext& c) {
  if (!c.in.pointed || c.in.session.asks() || c.state.dragging || c.state.dialog != UiDialog::none) return;
  const Structure& structure = c.in.body[*c.in.pointed];
  const std::string name = c.in.pointed_region.empty() ? shown_name(structure) : c.in.pointed_region;
  const Style style(Font::small);
  const ImVec2 size = ImGui::CalcTextSize(name.c_str());
  ImVec2 at(ImGui::GetIO().MousePos.x + px(16.0f), ImGui::GetIO().MousePos.y + px(14.0f));
  at.x = std::min(at.x, c.layout.right - size.x - px(22.0f));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(at, ImVec2(at.x + size.x + px(18.0f), at.y + size.y + px(10.0f)), palette().plate, px(6.0f));
  draw->AddText(ImVec2(at.x + px(9.0f), at.y + px(5.0f)), palette().strong, name.c_str());
}

}  // namespace

void draw_viewport(const PanelContext& c) {
  const glm::vec2 origin(c.state.viewport.x, c.state.viewport.y), size(c.state.viewport.z, c.state.viewport.w);
  ImGui::SetNextWindowPos(ImVec2(origin.x, origin.y));
  ImGui::SetNextWindowSize(ImVec2(size.x, size.y));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  give_focus(c, UiFocus::body);
  ImGui::Begin("body", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground);
  if (c.in.body_picture.texture != 0) {
    // OpenGL's rows begin at the bottom.
    ImGui::GetWindowDrawList()->AddImage(to_imgui(c.in.body_picture), ImVec2(origin.x, origin.y),
                                         ImVec2(origin.x + size.x, origin.y + size.y), ImVec2(0, 1), ImVec2(1, 0));
  }
  ImGui::InvisibleButton(
      "body", ImVec2(std::max(size.x, 1.0f), std::max(size.y, 1.0f)),
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  ImGui::SetItemAllowOverlap();
  note_item(c.state, "viewport");
  note_grips(c);
  const ImGuiIO& io = ImGui::GetIO();
  const bool over_cube = c.state.items.count("cube.hovered") > 0;
  const bool hovered = ImGui::IsItemHovered() && !over_cube;
  handle_press(c, origin);
  c.state.pointed_at = to_glm(io.MousePos);
  if (hovered && io.MouseWheel != 0.0f && io.KeyAlt && c.in.needle != nullptr) {
    c.emit(io.MouseWheel < 0.0f ? CommandId::needle_in : CommandId::needle_out);
  } else if (hovered && io.MouseWheel != 0.0f) {
    c.emit(UiZoom{io.MouseWheel, to_glm(io.MousePos) - origin});
  }
  const bool pointer_here = hovered && !c.state.dragging && c.state.dialog == UiDialog::none;
  c.emit(UiPointAt{pointer_here ? std::optional<glm::vec2>(to_glm(io.MousePos) - origin) : std::nullopt});
  draw_labels(c);
  if (hovered && draws_pain(c)) draw_brush_ring(c);
  const auto grip = c.state.grip ? c.state.grip : hovered ? needle_under(c, to_glm(io.MousePos)) : std::nullopt;
  if (grip) {
    draw_grip(*grip);
  } else if (hovered) {
    draw_hover_name(c);
  }
  ImGui::End();
  ImGui::PopStyleVar(3);
}

}  // namespace palpate
