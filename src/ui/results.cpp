#include "results.h"

#include "widgets.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t most_results = 12;

std::string note_of(const PanelContext& c, const Concept& entry, const std::string& matched) {
  std::string note(label_of(entry.region));
  const auto points = c.in.library.trigger_points_in(entry.key);
  if (!points.empty()) note = fmt::format("{} trigger-point {}", points.size(), points.size() == 1 ? "zone" : "zones");
  if (!matched.empty()) note = fmt::format("{} \xC2\xB7 {}", matched, note);
  return note;
}

}  // namespace

std::vector<SearchResult> search_results(const PanelContext& c, bool with_commands) {
  std::vector<std::pair<float, SearchResult>> found;
  const auto [wanted, side] = sided_query(c.state.query);
  for (const SearchHit& hit : c.in.search.find(wanted, most_results)) {
    const ConceptId id(hit.target);
    found.push_back(
        {hit.score, {c.in.concepts[id].name, note_of(c, c.in.concepts[id], hit.matched), UiChooseConcept{id, side}}});
  }
  if (with_commands) {
    std::vector<SearchEntry> entries;
    for (const Command& entry : all_commands()) {
      entries.push_back({static_cast<std::uint32_t>(entry.id),
                         std::string(entry.name),
                         {std::string(entry.name), std::string(entry.description), std::string(entry.key)},
                         1.0f});
    }
    const SearchIndex index(std::move(entries));
    const bool empty = fold(c.state.query).empty();
    for (const SearchHit& hit : index.find(c.state.query, most_results)) {
      const Command& entry = command(static_cast<CommandId>(hit.target));
      found.push_back(
          {hit.score,
           {std::string(entry.name), fmt::format("{}  {}", label_of(entry.group), text_of(entry.shortcut)), entry.id}});
    }
    if (empty) {
      for (const Command& entry : all_commands()) {
        found.push_back({0.0f,
                         {std::string(entry.name),
                          fmt::format("{}  {}", label_of(entry.group), text_of(entry.shortcut)), entry.id}});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<SearchResult> results;
  results.reserve(found.size());
  for (auto& [score, result] : found) results.push_back(std::move(result));
  return results;
}

void move_choice(UiState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [&](ImGuiKey key) { return ImGui::IsKeyPressed(io.KeyMap[key], true); };
  if (pressed(ImGuiKey_DownArrow)) ++state.query_choice;
  if (pressed(ImGuiKey_UpArrow)) --state.query_choice;
  state.query_choice = std::max(state.query_choice, 0);
}

void take_search_result(const PanelContext& c) {
  const std::vector<SearchResult> results = search_results(c, c.state.dialog == UiDialog::palette);
  if (results.empty()) return;
  const auto index = std::min(static_cast<std::size_t>(c.state.query_choice), results.size() - 1);
  c.state.dialog = UiDialog::none;
  c.state.search_open = false;
  c.state.query.clear();
  c.state.focus = UiFocus::body;
  c.emit(results[index].event);
}

int draw_result_rows(const PanelContext& c, const std::vector<SearchResult>& results, const char* item_prefix) {
  const Palette& p = palette();
  int clicked = -1;
  if (!results.empty()) c.state.query_choice = std::min(c.state.query_choice, static_cast<int>(results.size()) - 1);
  for (int i = 0; i < static_cast<int>(results.size()); ++i) {
    const SearchResult& result = results[static_cast<std::size_t>(i)];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = content_width(), height = px(32.0f);
    ImGui::PushID(i);
    if (ImGui::InvisibleButton("row", ImVec2(width, height))) clicked = i;
    note_item(c.state, fmt::format("{}.{}", item_prefix, i));
    ImGui::PopID();
    const bool chosen = i == c.state.query_choice;
    if (ImGui::IsItemHovered() && (ImGui::GetIO().MouseDelta.x != 0.0f || ImGui::GetIO().MouseDelta.y != 0.0f))
      c.state.query_choice = i;
    if (chosen) ImGui::SetScrollHereY(0.5f);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (chosen) draw->AddRectFilled(at, ImVec2(at.x + width, at.y + height), p.accent_soft, px(6.0f));
    const float y = at.y + (height - ImGui::GetFontSize()) * 0.5f;
    draw->AddText(ImVec2(at.x + px(10.0f), y), chosen ? p.strong : p.text, result.name.c_str());
    const float name_end = at.x + px(10.0f) + ImGui::CalcTextSize(result.name.c_str()).x + px(14.0f);
    const Style style(Font::small, p.quiet);
    const float note_x = std::max(at.x + width - px(10.0f) - ImGui::CalcTextSize(result.note.c_str()).x, name_end);
    draw->PushClipRect(at, ImVec2(at.x + width - px(6.0f), at.y + height), true);
    draw->AddText(ImVec2(note_x, at.y + (height - ImGui::GetFontSize()) * 0.5f), p.quiet, result.note.c_str());
    draw->PopClipRect();
  }
  return clicked;
}

void draw_search_results(const PanelContext& c) {
  if (!c.state.search_open || c.state.query.empty() || c.state.dialog != UiDialog::none) return;
  const std::vector<SearchResult> results = search_results(c, false);
  const float width = std::min(px(520.0f), c.layout.window.x * 0.5f);
  ImGui::SetNextWindowPos(ImVec2((c.layout.window.x - width) * 0.5f, px(44.0f)));
  ImGui::SetNextWindowSize(ImVec2(width, 0.0f));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, palette().card);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(8.0f), px(8.0f)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0.0f, px(1.0f)));
  ImGui::Begin("search results", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  if (results.empty()) {
    paragraph("Nothing is called that, or anything like it. Try a shorter name.", Font::text, palette().quiet);
  }
  const int clicked = draw_result_rows(c, results, "result");
  const bool clicked_elsewhere = ImGui::IsMouseClicked(0) &&
                                 !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                                 ImGui::GetIO().MousePos.y > c.layout.top;
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  if (clicked >= 0) {
    c.state.query_choice = clicked;
    take_search_result(c);
  } else if (clicked_elsewhere) {
    c.state.search_open = false;
  }
}

}  // namespace palpate
