// The bar at the top: menu, search, undo and redo, picture, settings, help.
#include "panels.h"
#include "results.h"
#include "widgets.h"

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr ImGuiWindowFlags fixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;

constexpr float least_field = 150.0f, menu_width = 96.0f;

// Every command by group, with its shortcut: made from the table of commands.
void draw_menu(const PanelContext& c) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(10.0f), px(10.0f)));
  if (ImGui::BeginPopup("menu")) {
    for (const CommandGroup group : {CommandGroup::session, CommandGroup::view, CommandGroup::show,
                                     CommandGroup::choose, CommandGroup::needle, CommandGroup::window}) {
      if (!ImGui::BeginMenu(label_of(group).data())) continue;
      for (const Command& entry : all_commands()) {
        if (entry.group != group) continue;
        if (ImGui::MenuItem(entry.name.data(), text_of(entry.shortcut).c_str())) c.emit(entry.id);
        tip(entry.description);
      }
      ImGui::EndMenu();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

struct BarButton {
  std::string label;
  CommandId command;
  bool enabled;
};

// Those that fit beside a search field that is wide enough to type in; the menu has them all.
std::vector<BarButton> bar_buttons(const PanelContext& c, float& width) {
  std::vector<BarButton> all = {{"Undo", CommandId::undo, c.in.history.can_undo()},
                                {"Redo", CommandId::redo, c.in.history.can_redo()},
                                {"Picture", CommandId::screenshot, true},
                                {"Settings", CommandId::settings, true},
                                {"?", CommandId::help, true}};
  if (c.in.unread_messages > 0)
    all.insert(all.begin(), {fmt::format("Messages ({})", c.in.unread_messages), CommandId::messages, true});
  const auto measure = [&] {
    float sum = px(12.0f);
    for (const BarButton& b : all)
      sum += ImGui::CalcTextSize(b.label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x + px(2.0f);
    return sum;
  };
  for (const CommandId less_needed : {CommandId::screenshot, CommandId::redo, CommandId::undo, CommandId::settings}) {
    if (measure() + px(least_field) + px(menu_width) <= c.layout.window.x) break;
    all.erase(std::remove_if(all.begin(), all.end(), [&](const BarButton& b) { return b.command == less_needed; }),
              all.end());
  }
  width = measure();
  return all;
}

void draw_search_field(const PanelContext& c, float buttons_width) {
  const Palette& p = palette();
  const float height = px(30.0f), low_x = px(menu_width), high_x = c.layout.window.x - buttons_width - px(12.0f);
  const float width = std::clamp(c.layout.window.x * 0.34f, std::min(px(least_field), high_x - low_x), px(430.0f));
  const float x = std::max(std::min((c.layout.window.x - width) * 0.5f, high_x - width), low_x);
  ImGui::SetCursorPos(ImVec2(x, (px(46.0f) - height) * 0.5f));
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(px(12.0f), (height - ImGui::GetFontSize()) * 0.5f));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.0f);
  if (c.state.want_search) {
    ImGui::SetWindowFocus();
    ImGui::SetKeyboardFocusHere();
    c.state.want_search = false;
    c.state.search_open = true;
  }
  const bool in_palette = c.state.dialog == UiDialog::palette;
  std::string unused;
  const bool entered =
      ImGui::InputTextWithHint("##search", "Search a muscle, a bone, a nerve", in_palette ? &unused : &c.state.query,
                               ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  note_item(c.state, "search");
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (c.state.query.empty() && !ImGui::IsItemActive()) {
    const Style style(Font::small);
    const ImVec2 size = ImGui::CalcTextSize("Ctrl F");
    const ImVec2 at(high.x - size.x - px(14.0f), (low.y + high.y - size.y) * 0.5f);
    ImGui::GetWindowDrawList()->AddRect(ImVec2(at.x - px(5.0f), at.y - px(2.0f)),
                                        ImVec2(at.x + size.x + px(5.0f), at.y + size.y + px(2.0f)), p.line, px(4.0f));
    ImGui::GetWindowDrawList()->AddText(at, p.quiet, "Ctrl F");
  }
  if (ImGui::IsItemActivated()) c.state.search_open = true;
  if (ImGui::IsItemEdited()) {
    c.state.search_open = true;
    c.state.query_choice = 0;
  }
  if (ImGui::IsItemActive()) move_choice(c.state);
  if (entered && !in_palette) take_search_result(c);
  ImGui::PopStyleVar(2);
}

void draw_buttons(const PanelContext& c, const std::vector<BarButton>& buttons, float width) {
  ImGui::SetCursorPos(ImVec2(c.layout.window.x - width, (px(46.0f) - ImGui::GetFrameHeight()) * 0.5f));
  for (const BarButton& e : buttons) {
    ImGui::PushStyleColor(ImGuiCol_Text, e.command == CommandId::messages ? palette().caution
                                         : e.enabled                      ? palette().text
                                                                          : palette().faint);
    const Command& entry = command(e.command);
    std::string hint = fmt::format("{} ({})", entry.description, text_of(entry.shortcut));
    if (e.command == CommandId::undo && e.enabled)
      hint = fmt::format("Undo: {} ({})", c.in.history.undo_label(), text_of(entry.shortcut));
    if (e.command == CommandId::redo && e.enabled)
      hint = fmt::format("Redo: {} ({})", c.in.history.redo_label(), text_of(entry.shortcut));
    if (text_button(e.label.c_str(), fmt::format("bar.{}", entry.key).c_str(), c.state, hint.c_str()) && e.enabled)
      c.emit(e.command);
    ImGui::PopStyleColor();
    ImGui::SameLine(0.0f, px(2.0f));
  }
}

}  // namespace

void draw_top_bar(const PanelContext& c) {
  const Palette& p = palette();
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImVec2(c.layout.window.x, c.layout.top));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, p.bar);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(8.0f), 0.0f));
  ImGui::Begin("top bar", nullptr, fixed | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::GetWindowDrawList()->AddLine(ImVec2(0, c.layout.top - 1), ImVec2(c.layout.window.x, c.layout.top - 1), p.line);
  {
    const Style style(Font::section, p.strong);
    ImGui::SetCursorPos(ImVec2(px(8.0f), (px(46.0f) - ImGui::GetFrameHeight()) * 0.5f));
    if (text_button("Palpate", "menu", c.state, "All commands")) ImGui::OpenPopup("menu");
  }
  draw_menu(c);
  float buttons_width = 0.0f;
  const std::vector<BarButton> buttons = bar_buttons(c, buttons_width);
  draw_search_field(c, buttons_width);
  draw_buttons(c, buttons, buttons_width);
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
}

}  // namespace palpate
