// The line at the bottom: whose body this is, how to move it, and what the program is not.
#include "panels.h"
#include "widgets.h"

#include <fmt/format.h>

namespace palpate {

namespace {

void draw_line(const PanelContext& c) {
  const Palette& p = palette();
  const Style style(Font::small, p.quiet);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(ImVec2(0, c.layout.bottom), ImVec2(c.layout.window.x, c.layout.bottom), p.line);
  const float y = c.layout.bottom + (c.layout.window.y - c.layout.bottom - ImGui::GetFontSize()) * 0.5f;
  std::string body = "No body is open";
  if (!c.in.body.atlases().empty()) {
    body = c.in.body.atlases().front().name;
    if (c.in.body.atlases().size() > 1) body += fmt::format(" and {} more", c.in.body.atlases().size() - 1);
  }
  const char* disclaimer = "For education, not diagnosis or treatment guidance";
  const float disclaimer_x = c.layout.window.x - px(16.0f) - ImGui::CalcTextSize(disclaimer).x;
  std::vector<std::string> parts = {body, "Drag: turn \xC2\xB7 Right drag: move \xC2\xB7 Wheel: zoom",
                                    "1 front  2 back  3 left  4 right"};
  if (!c.in.frame_note.empty()) parts.push_back(c.in.frame_note);
  float x = px(16.0f);
  for (const std::string& part : parts) {
    const float width = ImGui::CalcTextSize(part.c_str()).x;
    if (x + width + px(24.0f) > disclaimer_x) break;
    draw->AddText(ImVec2(x, y), p.quiet, part.c_str());
    x += width + px(30.0f);
  }
  draw->AddText(ImVec2(disclaimer_x, y), p.quiet, disclaimer);
}

}  // namespace

void draw_status_bar(const PanelContext& c) {
  const Palette& p = palette();
  ImGui::SetNextWindowPos(ImVec2(0, c.layout.bottom));
  ImGui::SetNextWindowSize(ImVec2(c.layout.window.x, c.layout.window.y - c.layout.bottom));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, p.bar);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(16.0f), 0.0f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin("status bar", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus);
  draw_line(c);
  ImGui::End();
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
}

}  // namespace palpate
