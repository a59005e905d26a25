// Opening and saving: a path that can be typed, and the folder it lies in.
#include "panels.h"
#include "widgets.h"

#include <imgui_stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace palpate {
namespace {

namespace fs = std::filesystem;

struct Wanted {
  const char* title;
  const char* hint;
  const char* accept;
  UiPathPurpose purpose;
};

Wanted wanted(UiDialog dialog) {
  switch (dialog) {
    case UiDialog::save_session:
      return {"Save the session", "A view that can be opened again, on any body", "Save", UiPathPurpose::save_session};
    case UiDialog::open_atlas:
      return {"Open an atlas", "A folder with an atlas, or a model file (glTF, FBX, OBJ, PLY, STL, DAE)", "Open",
              UiPathPurpose::open_atlas};
    case UiDialog::print_checklist:
      return {"Print the checklist", "A page (HTML) that any browser opens and prints on A4", "Write",
              UiPathPurpose::print_checklist};
    default:
      return {"Open a session", "A view that was saved before", "Open", UiPathPurpose::open_session};
  }
}

struct Entry {
  fs::path path;
  bool is_folder;
};

// Folders first, hidden files left out; nothing if the folder cannot be read.
std::vector<Entry> entries_of(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, failed)) {
    if (entry.path().filename().string().rfind('.', 0) == 0) continue;
    entries.push_back({entry.path(), entry.is_directory(failed)});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.is_folder != b.is_folder ? a.is_folder : a.path < b.path; });
  return entries;
}

}  // namespace

void draw_file_dialog(const PanelContext& c) {
  const Wanted w = wanted(c.state.dialog);
  begin_dialog(c, w.title, ImVec2(680, 540));
  paragraph(w.hint, Font::text, palette().quiet);
  gap(6.0f);
  ImGui::SetNextItemWidth(-1.0f);
  if (c.state.dialog_just_opened) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputText("##path", &c.state.path, ImGuiInputTextFlags_EnterReturnsTrue);
  note_item(c.state, "path");
  c.state.dialog_just_opened = false;
  if (!c.state.path_error.empty()) paragraph(c.state.path_error, Font::text, palette().warning_edge);
  gap(4.0f);

  std::error_code failed;
  const fs::path typed(c.state.path);
  const fs::path folder = fs::is_directory(typed, failed) ? typed : typed.parent_path();
  ImGui::BeginChild("entries", ImVec2(0, -px(52.0f)));
  if (folder.has_parent_path() && folder != folder.root_path() &&
      toggle_row("..", false, "entry.up", c.state, "one up"))
    c.state.path = folder.parent_path().string();
  for (const Entry& entry : entries_of(folder.empty() ? fs::path(".") : folder)) {
    const std::string name = entry.path.filename().string();
    if (toggle_row(name.c_str(), entry.path == typed, fmt::format("entry.{}", name).c_str(), c.state,
                   entry.is_folder ? "folder" : ""))
      c.state.path = entry.path.string();
  }
  ImGui::EndChild();
  gap(8.0f);
  if (filled_button(w.accept, "dialog.accept", c.state) || entered) c.emit(UiPath{w.purpose, c.state.path, {}});
  end_dialog();
}

}  // namespace palpate
