// Files that the person opens and saves from the window.
#include "shell.h"

#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/base/paths.h>
#include <palpate/session/session_file.h>

#include <fmt/format.h>

#include <ctime>

namespace palpate {

namespace fs = std::filesystem;

void Shell::begin_file_dialog(UiDialog dialog) {
  open_dialog(state_, dialog);
  const fs::path folder = data_folder();
  std::error_code failed;
  fs::create_directories(folder, failed);
  switch (dialog) {
    case UiDialog::save_session:
      state_.path = (folder / "session.palpate.json").string();
      return;
    case UiDialog::screenshot:
      state_.path = (folder / "picture.png").string();
      return;
    case UiDialog::print_checklist:
      state_.path = (folder / "before-the-needle.html").string();
      return;
    case UiDialog::open_atlas: {
      const auto& folders = workbench_.settings().atlas_folders;
      state_.path = folders.empty() ? fs::current_path(failed).string() : folders.front();
      return;
    }
    default:
      state_.path = folder.string();
      return;
  }
}

void Shell::handle_path(const UiPath& wanted) {
  const auto failed = [&](const Error& error) { state_.path_error = error.text(); };
  switch (wanted.purpose) {
    case UiPathPurpose::open_session: {
      auto opened = open_session(wanted.path);
      if (!opened) return failed(opened.error());
      for (const std::string& warning : opened->warnings) workbench_.say(warning);
      workbench_.perform(
          ReplaceSession{opened->session, fmt::format("Open {}", fs::path(wanted.path).filename().string())});
      workbench_.mark_saved();
      break;
    }
    case UiPathPurpose::save_session: {
      if (Status saved = save_session(workbench_.session(), workbench_.settings().atlas_folders, wanted.path); !saved)
        return failed(saved.error());
      workbench_.mark_saved();
      workbench_.say(fmt::format("The session was saved as {}.", wanted.path));
      workbench_.read_messages();
      break;
    }
    case UiPathPurpose::open_atlas: {
      Faults faults;
      auto sources = find_sources(wanted.path, workbench_.data().assets, faults);
      if (!sources) return failed(sources.error());
      for (const Fault& fault : faults) workbench_.say(fault.text());
      workbench_.upd_settings().atlas_folders = {wanted.path};
      workbench_.open_body(std::move(*sources), load_options(options_.common, false));
      break;
    }
    case UiPathPurpose::screenshot:
      return take_screenshot(wanted);
    case UiPathPurpose::print_checklist:
      return print_checklist(wanted.path);
  }
  state_.dialog = UiDialog::none;
}

void Shell::print_checklist(const std::string& wanted) {
  fs::path path(wanted);
  if (path.extension().empty()) path += ".html";
  const ProgramData& data = workbench_.data();
  const ShownChecklist shown =
      shown_checklist(data.before_needle, data.library, data.anatomy.concepts, workbench_.selected());
  const std::time_t now = std::time(nullptr);
  std::tm today{};
  localtime_r(&now, &today);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", today.tm_year + 1900, today.tm_mon + 1, today.tm_mday);
  const std::string page = checklist_html(shown.list, shown.about, state_.ticks[shown.key], date, data.library);
  if (Status written = write_file(path, page); !written) {
    state_.path_error = fmt::format("The checklist was not written. {}", written.error().text());
    return;
  }
  open_dialog(state_, UiDialog::before_needle);
  state_.checklist_note = fmt::format("Written as {}. Open it in a browser to print it.", path.string());
  workbench_.say(fmt::format("The checklist was written as {}.", path.string()));
}

void Shell::take_screenshot(const UiPath& wanted) {
  const PictureId picture = renderer_->create_picture();
  renderer_->draw(picture, workbench_.draw_list(), wanted.size, DrawQuality::full());
  while (renderer_->refine(picture)) {
  }
  const Status written = write_png(renderer_->read(picture), wanted.path);
  renderer_->destroy_picture(picture);
  if (!written) {
    state_.path_error = written.error().text();
    return;
  }
  state_.dialog = UiDialog::none;
  workbench_.say(fmt::format("The picture was saved as {}.", wanted.path));
}

// Where each control is and what state the program is in, for tests that click and type through the display server.
void Shell::write_items() const {
  JsonNode items = JsonNode::object();
  for (const auto& [name, box] : state_.items) {
    JsonNode list = JsonNode::array();
    for (const float v : {box.x, box.y, box.z, box.w}) list.push(JsonNode(static_cast<double>(v)));
    items.set(name, std::move(list));
  }
  const Session& s = workbench_.session();
  // A chosen zone is shown for good when the muscle it lies in and the skin that pain is painted on have arrived.
  const ZoneView* zone = workbench_.zone();
  const StructureId skin = workbench_.loaded().body.find("skin");
  const bool zone_shown =
      zone != nullptr && zone->resolved.in_muscle && skin.valid() && workbench_.rays().has(skin.index());
  JsonNode out = JsonNode::object();
  out.set("items", std::move(items)).set("loading", workbench_.loading()).set("rays_ready", workbench_.rays_ready());
  out.set("selected", s.selected)
      .set("zone", s.zone ? s.zone->point : std::string())
      .set("zone_shown", zone_shown)
      .set("refined", refined_)
      .set("flying", workbench_.flying());
  out.set("structures", workbench_.loaded().body.size())
      .set("passes", static_cast<std::size_t>(renderer_->stats().passes_so_far));
  out.set("dialog", static_cast<int>(state_.dialog))
      .set("focus", static_cast<int>(state_.focus))
      .set("query", state_.query)
      .set("typing", state_.text_field_active)
      .set("pain_ready", workbench_.pain() != nullptr && workbench_.pain()->state == PainView::State::ready)
      .set("search_open", state_.search_open);
  const auto pointed = workbench_.pointed();
  out.set("pointed", pointed ? workbench_.loaded().body[pointed->structure].key : std::string())
      .set("theme", workbench_.settings().theme == Theme::light ? "light" : "dark")
      .set("scale_percent", static_cast<double>(workbench_.settings().scale_percent));
  out.set("undo", workbench_.history().undo_label())
      .set("redo", workbench_.history().redo_label())
      .set("messages", workbench_.messages().size());
  out.set("session", session_json(s, {}));
  (void)write_file(items_file_, write_json(out, 0));
}

}  // namespace palpate
