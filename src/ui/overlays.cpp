// What lies over the body now and then: what is beneath a place, the progress of loading, the welcome without a body.
#include "panels.h"
#include "widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {

void draw_beneath_list(const PanelContext& c) {
  if (!c.state.beneath_at) return;
  if (c.in.beneath.empty()) {
    c.state.beneath_at.reset();
    return;
  }
  const float width = px(300.0f), most_height = px(380.0f);
  const float rows = static_cast<float>(c.in.beneath.size());
  const float height = std::min(px(58.0f) + rows * px(28.0f), most_height);
  ImVec2 at(c.state.beneath_at->x + px(12.0f), c.state.beneath_at->y - px(20.0f));
  at.x = std::min(at.x, c.layout.right - width - px(8.0f));
  at.y =
      std::clamp(at.y, c.layout.top + px(8.0f), std::max(c.layout.bottom - height - px(8.0f), c.layout.top + px(8.0f)));
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize(ImVec2(width, height));
  ImGui::SetNextWindowFocus();
  const FloatingWindow list("beneath", palette().card, ImVec2(12, 10));
  paragraph("Here, nearest first", Font::small, palette().quiet);
  gap(4.0f);
  const float first = c.in.beneath.front().distance_mm;
  for (std::size_t i = 0; i < c.in.beneath.size(); ++i) {
    const UiBeneath& b = c.in.beneath[i];
    const Structure& structure = c.in.body[b.structure];
    ImGui::PushID(static_cast<int>(i));
    const std::string depth = fmt::format("{:.0f} mm", static_cast<double>(b.distance_mm - first));
    if (toggle_row(shown_name(structure).c_str(), structure.key == c.in.session.selected,
                   fmt::format("beneath.{}", i).c_str(), c.state, depth.c_str())) {
      c.emit(UiChooseStructure{b.structure});
      c.state.beneath_at.reset();
    }
    if (i == 0 && ImGui::IsWindowAppearing()) ImGui::SetItemDefaultFocus();
    ImGui::PopID();
  }
}

namespace {

void draw_progress_inside(const PanelContext& c) {
  const Style style(Font::small, palette().text);
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  const float inner = content_width() - px(72.0f);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(begin, ImVec2(begin.x + inner, begin.y + px(20.0f)), true);
  draw->AddText(begin, palette().text, c.in.progress.doing.c_str());
  draw->PopClipRect();
  const float y = begin.y + px(28.0f);
  draw->AddRectFilled(ImVec2(begin.x, y), ImVec2(begin.x + inner, y + px(4.0f)), palette().line, px(2.0f));
  const float share = c.in.progress.share < 0.0f ? 0.15f : std::clamp(c.in.progress.share, 0.02f, 1.0f);
  draw->AddRectFilled(ImVec2(begin.x, y), ImVec2(begin.x + inner * share, y + px(4.0f)), palette().accent, px(2.0f));
  ImGui::SetCursorScreenPos(ImVec2(begin.x + inner + px(10.0f), begin.y + px(6.0f)));
  if (text_button("Stop", "progress.stop", c.state, "Stop loading; what has arrived stays")) c.emit(UiCancelLoading{});
}

}  // namespace

void draw_progress(const PanelContext& c) {
  if (!c.in.progress.running) return;
  const float width = px(360.0f), height = px(64.0f);
  const ImVec2 at((c.layout.left + c.layout.right - width) * 0.5f, c.layout.bottom - height - px(16.0f));
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize(ImVec2(width, height));
  const FloatingWindow plate(
      "progress", palette().plate, ImVec2(16, 10),
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  draw_progress_inside(c);
}

void draw_welcome(const PanelContext& c) {
  const float width = std::min(px(460.0f), c.layout.right - c.layout.left - px(40.0f));
  ImGui::SetNextWindowPos(
      ImVec2((c.layout.left + c.layout.right - width) * 0.5f, c.layout.top + (c.layout.bottom - c.layout.top) * 0.26f));
  ImGui::SetNextWindowSize(ImVec2(width, 0.0f));
  const FloatingWindow card("welcome", palette().card, ImVec2(26, 22),
                            ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoFocusOnAppearing);
  paragraph("No body is open", Font::title, palette().strong);
  gap(4.0f);
  paragraph("Palpate needs a folder with an anatomical atlas. It knows two free ones by heart:");
  gap(4.0f);
  paragraph(
      "Z-Anatomy, exported as one GLB file a system (muscles.glb, skeleton.glb, ...), and BodyParts3D, one GLB file a "
      "structure. Any other folder or file with models works too, under its own names.");
  gap(8.0f);
  paragraph("Pages and search work without a body.", Font::text, palette().quiet);
  gap(10.0f);
  if (filled_button("Open a folder or a file", "welcome.open", c.state)) c.emit(CommandId::open_atlas);
  const float beside = ImGui::GetItemRectMax().x + px(8.0f) + ImGui::CalcTextSize("Messages").x + px(20.0f);
  if (beside <= ImGui::GetWindowPos().x + width - px(20.0f)) ImGui::SameLine();
  if (text_button("Messages", "welcome.messages", c.state)) c.emit(CommandId::messages);
}

}  // namespace palpate
