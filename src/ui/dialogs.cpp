// Panels that open over everything else and close with Escape.
#include "panels.h"
#include "results.h"
#include "widgets.h"

#include <palpate/base/text.h>

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace palpate {

bool begin_dialog(const PanelContext& c, const char* title, ImVec2 size) {
  const ImVec2 window = c.layout.window;
  // A veil over the rest: it takes clicks, and a click on it closes the dialog.
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(window);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(0, 0, 0, 110));
  if (c.state.dialog_just_opened) ImGui::SetNextWindowFocus();
  ImGui::Begin("veil", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav);
  if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0)) c.state.dialog = UiDialog::none;
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();

  const ImVec2 wanted(std::min(px(size.x), window.x - px(24.0f)), std::min(px(size.y), window.y - px(24.0f)));
  ImGui::SetNextWindowPos(ImVec2((window.x - wanted.x) * 0.5f, std::max((window.y - wanted.y) * 0.42f, px(12.0f))));
  ImGui::SetNextWindowSize(wanted);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, palette().panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(24.0f), px(20.0f)));
  if (c.state.dialog_just_opened) ImGui::SetNextWindowFocus();
  ImGui::Begin(title, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings);
  {
    const Style style(Font::title, palette().strong);
    ImGui::TextUnformatted(title);
  }
  ImGui::SameLine(ImGui::GetContentRegionMax().x - ImGui::CalcTextSize("Close").x -
                  2 * ImGui::GetStyle().FramePadding.x);
  if (text_button("Close", "dialog.close", c.state, "Escape")) c.state.dialog = UiDialog::none;
  gap(8.0f);
  return true;
}

void end_dialog() {
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

void draw_palette(const PanelContext& c) {
  begin_dialog(c, "Search and commands", ImVec2(620, 480));
  ImGui::SetNextItemWidth(-1.0f);
  if (c.state.dialog_just_opened) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputTextWithHint("##palette", "A muscle, a bone, or what to do", &c.state.query,
                                                ImGuiInputTextFlags_EnterReturnsTrue);
  note_item(c.state, "palette.field");
  if (ImGui::IsItemEdited()) c.state.query_choice = 0;
  move_choice(c.state);
  c.state.dialog_just_opened = false;
  gap(6.0f);
  ImGui::BeginChild("rows", ImVec2(0, 0), false, ImGuiWindowFlags_NoNav);
  const std::vector<SearchResult> results = search_results(c, true);
  if (results.empty()) paragraph("Nothing fits.", Font::text, palette().quiet);
  const int clicked = draw_result_rows(c, results, "palette");
  ImGui::EndChild();
  end_dialog();
  if (clicked >= 0) c.state.query_choice = clicked;
  if (clicked >= 0 || entered) take_search_result(c);
}

void draw_help(const PanelContext& c) {
  begin_dialog(c, "All commands and their keys", ImVec2(860, 640));
  c.state.dialog_just_opened = false;
  paragraph(
      "Letters and arrows work while the body has the keyboard: click on it, or press Esc. F6 gives the keyboard to "
      "the next area; inside a panel, arrows and Enter move and choose.",
      Font::text, palette().quiet);
  ImGui::BeginChild("list");
  for (const CommandGroup group : {CommandGroup::view, CommandGroup::show, CommandGroup::choose, CommandGroup::needle,
                                   CommandGroup::session, CommandGroup::window}) {
    heading(label_of(group));
    if (!ImGui::BeginTable("commands", 3)) continue;
    ImGui::TableSetupColumn("key", ImGuiTableColumnFlags_WidthFixed, px(130.0f));
    ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed, px(190.0f));
    for (const Command& entry : all_commands()) {
      if (entry.group != group) continue;
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      {
        const Style style(Font::strong, palette().accent);
        ImGui::TextUnformatted(text_of(entry.shortcut).c_str());
      }
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(entry.name.data());
      ImGui::TableNextColumn();
      paragraph(entry.description, Font::text, palette().quiet);
    }
    ImGui::EndTable();
  }
  heading("Mouse");
  paragraph(
      "Left drag turns, right or middle drag (or Shift and left drag) moves, the wheel zooms towards the pointer. A "
      "click chooses; a second click on the same spot, or a right click, lists everything that lies beneath.");
  ImGui::EndChild();
  end_dialog();
}

void draw_settings(const PanelContext& c) {
  begin_dialog(c, "Settings", ImVec2(520, 480));
  c.state.dialog_just_opened = false;
  for (const SettingRow& row : setting_rows()) {
    float value = get_number(c.in.settings, row.key);
    const std::string item = fmt::format("setting.{}", row.key);
    if (row.high <= 1.0f) {
      if (toggle_row(row.label.data(), value >= 0.5f, item.c_str(), c.state))
        c.emit(UiSetSetting{std::string(row.key), value >= 0.5f ? 0.0f : 1.0f});
    } else {
      paragraph(fmt::format("{}: {:.0f} %", row.label, static_cast<double>(value)));
      ImGui::PushID(item.c_str());
      if (slider("##value", value, row.low, row.high, c.state))
        c.emit(UiSetSetting{std::string(row.key), std::round(value / 5.0f) * 5.0f});
      ImGui::PopID();
    }
    paragraph(row.help, Font::small, palette().quiet);
    gap(8.0f);
  }
  end_dialog();
}

void draw_credits(const PanelContext& c) {
  begin_dialog(c, "Sources and credits", ImVec2(820, 660));
  c.state.dialog_just_opened = false;
  ImGui::BeginChild("list");
  heading("This program");
  paragraph(fmt::format("Palpate {}. For education; not for diagnosis or treatment guidance.", c.in.version));
  paragraph(c.in.renderer, Font::small, palette().quiet);
  heading("The body");
  for (const AtlasInfo& atlas : c.in.body.atlases()) {
    paragraph(atlas.name, Font::strong, palette().strong);
    for (const std::string& line : atlas.attribution) paragraph(line);
    paragraph(fmt::format("Licence: {}. Version: {}.", atlas.licence, atlas.version), Font::small, palette().quiet);
    if (!atlas.about.empty()) paragraph(atlas.about, Font::small, palette().quiet);
    if (!atlas.folder.empty()) paragraph(atlas.folder, Font::small, palette().quiet);
    gap(6.0f);
  }
  paragraph(
      "Names and identifiers: Terminologia Anatomica 2 (FIPAT 2019) and the Foundational Model of Anatomy. Landmarks "
      "were measured on Z-Anatomy (CC BY-SA 4.0) and BodyParts3D (CC BY 4.0, The Database Center for Life Science).");
  heading(fmt::format("Publications ({})", c.in.library.sources().size()));
  ImGui::SetNextItemWidth(content_width());
  ImGui::InputTextWithHint("##sources", "Filter by author, year, title or kind", &c.state.source_filter);
  note_item(c.state, "credits.filter");
  gap(4.0f);
  const std::string wanted = fold(c.state.source_filter);
  for (const Source& source : c.in.library.sources()) {
    const std::string all = fmt::format("{} {}", full_citation(source), label_of_type(source.type));
    if (!wanted.empty() && fold(all).find(wanted) == std::string::npos) continue;
    paragraph(full_citation(source));
    paragraph(fmt::format("{}, {}{}", label_of_type(source.type), label_of_reading(source.read),
                          source.note.empty() ? "" : ". " + source.note),
              Font::small, palette().quiet);
    gap(4.0f);
  }
  heading("Drawn with");
  paragraph(
      "OpenGL, GLFW, GLM, Dear ImGui, Assimp, Embree, meshoptimizer, Eigen, nanoflann, FreeType, stb, nlohmann json, "
      "fmt, xxHash, CLI11, libepoxy; the typeface is Inter.");
  ImGui::EndChild();
  end_dialog();
}

void draw_messages(const PanelContext& c) {
  begin_dialog(c, "Messages", ImVec2(720, 480));
  if (c.state.dialog_just_opened) c.emit(UiReadMessages{});
  c.state.dialog_just_opened = false;
  ImGui::BeginChild("list");
  if (c.in.messages.empty()) paragraph("Nothing went wrong so far.", Font::text, palette().quiet);
  for (auto message = c.in.messages.rbegin(); message != c.in.messages.rend(); ++message) {
    const Card card(message->c_str(), Card::Kind::plain);
    paragraph(*message);
  }
  ImGui::EndChild();
  end_dialog();
}

void draw_screenshot_dialog(const PanelContext& c) {
  begin_dialog(c, "Save a picture", ImVec2(560, 340));
  c.state.dialog_just_opened = false;
  paragraph("The body as it is shown now, refined, without the panels.", Font::text, palette().quiet);
  heading("Size in pixels");
  int size[2] = {c.state.picture_size.x, c.state.picture_size.y};
  ImGui::SetNextItemWidth(-1.0f);
  if (ImGui::InputInt2("##size", size))
    c.state.picture_size = {std::clamp(size[0], 16, 16384), std::clamp(size[1], 16, 16384)};
  note_item(c.state, "picture.size");
  heading("File");
  ImGui::SetNextItemWidth(-1.0f);
  const bool entered = ImGui::InputText("##path", &c.state.path, ImGuiInputTextFlags_EnterReturnsTrue);
  note_item(c.state, "path");
  if (!c.state.path_error.empty()) paragraph(c.state.path_error, Font::text, palette().warning_edge);
  gap(8.0f);
  if (filled_button("Save", "dialog.accept", c.state) || entered)
    c.emit(UiPath{UiPathPurpose::screenshot, c.state.path, c.state.picture_size});
  end_dialog();
}

}  // namespace palpate
