// A cube in the corner that turns with the body: its faces are the standard views.
#include "panels.h"
#include "widgets.h"

#include <palpate/scene/camera_math.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

struct Face {
  glm::vec3 normal, right, up;
  const char* name;
  CommandId command;
};

constexpr std::array<Face, 6> faces = {{
    {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, "Front", CommandId::view_front},
    {{0, 0, -1}, {-1, 0, 0}, {0, 1, 0}, "Back", CommandId::view_back},
    {{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, "Left", CommandId::view_left},
    {{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}, "Right", CommandId::view_right},
    {{0, 1, 0}, {1, 0, 0}, {0, 0, -1}, "Top", CommandId::view_top},
    {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}, "Below", CommandId::view_bottom},
}};

bool inside(const std::array<ImVec2, 4>& quad, ImVec2 p) {
  bool in = false;
  for (std::size_t i = 0, j = 3; i < 4; j = i++) {
    const bool crosses = (quad[i].y > p.y) != (quad[j].y > p.y);
    if (crosses && p.x < (quad[j].x - quad[i].x) * (p.y - quad[i].y) / (quad[j].y - quad[i].y) + quad[i].x) in = !in;
  }
  return in;
}

// A text that lies on a face: each letter's quad is sheared into the face's directions.
void text_on_face(ImDrawList* draw, const char* text, ImVec2 centre, glm::vec2 right, glm::vec2 up, ImU32 colour) {
  const Style style(Font::small);
  const ImVec2 size = ImGui::CalcTextSize(text);
  const int first = draw->VtxBuffer.Size;
  draw->AddText(ImVec2(centre.x - size.x * 0.5f, centre.y - size.y * 0.5f), colour, text);
  for (int i = first; i < draw->VtxBuffer.Size; ++i) {
    const ImVec2 p(draw->VtxBuffer[i].pos.x - centre.x, draw->VtxBuffer[i].pos.y - centre.y);
    draw->VtxBuffer[i].pos = ImVec2(centre.x + p.x * right.x - p.y * up.x, centre.y - p.x * right.y + p.y * up.y);
  }
}

}  // namespace

void draw_orientation_cube(const PanelContext& c) {
  const float half = px(24.0f), box = px(96.0f);
  const ImVec2 low(c.layout.right - box - px(10.0f), c.layout.top + px(10.0f));
  const ImVec2 centre(low.x + box * 0.5f, low.y + box * 0.5f);
  if (c.layout.right - c.layout.left < px(340.0f)) return;
  ImGui::SetNextWindowPos(low);
  ImGui::SetNextWindowSize(ImVec2(box, box));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("orientation cube", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing);
  const bool pressed = ImGui::InvisibleButton("cube", ImVec2(box, box));
  note_item(c.state, "cube");
  const bool hovered = ImGui::IsItemHovered();
  const ViewFrame frame = view_frame(c.in.session.camera);
  const auto project = [&](glm::vec3 p) {
    return ImVec2(centre.x + glm::dot(p, frame.right) * half, centre.y - glm::dot(p, frame.up) * half);
  };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Palette& p = palette();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (const Face& face : faces) {
    const float facing = -glm::dot(face.normal, frame.forward);
    if (facing <= 0.02f) continue;
    std::array<ImVec2, 4> quad{};
    constexpr std::array<std::array<float, 2>, 4> corners = {{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
    for (std::size_t i = 0; i < 4; ++i)
      quad[i] = project(face.normal + corners[i][0] * face.right + corners[i][1] * face.up);
    const bool over = hovered && inside(quad, mouse);
    const ImU32 ground = over ? p.accent : ImGui::GetColorU32(to_vec4(p.card));
    draw->AddQuadFilled(quad[0], quad[1], quad[2], quad[3], ground);
    draw->AddQuad(quad[0], quad[1], quad[2], quad[3], over ? p.accent : p.quiet, 1.0f);
    const ImVec2 middle = project(face.normal);
    c.state.items[std::string("cube.") + face.name] = {middle.x - 2, middle.y - 2, middle.x + 2, middle.y + 2};
    if (facing > 0.25f) {
      text_on_face(draw, face.name, middle, {glm::dot(face.right, frame.right), glm::dot(face.right, frame.up)},
                   {glm::dot(face.up, frame.right), glm::dot(face.up, frame.up)}, over ? p.on_accent : p.text);
    }
    if (pressed && over) c.emit(face.command);
  }
  ImGui::End();
  ImGui::PopStyleVar();
}

}  // namespace palpate
