#include "widgets.h"

#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

float card_padding() {
  return px(13.0f);
}

// Right edges (screen x) of the cards that are open now. ImGui knows only the window's.
std::vector<float>& open_edges() {
  static std::vector<float> edges;
  return edges;
}

// Of the font's own line. Titles are set tighter than running text.
float line_height(Font which) {
  return which == Font::title || which == Font::section ? 1.06f : 1.18f;
}

}  // namespace

ImVec4 to_vec4(ImU32 colour) {
  return ImGui::ColorConvertU32ToFloat4(colour);
}

ImTextureID to_imgui(const UiPicture& picture) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's handle is a pointer, OpenGL's a number
  return reinterpret_cast<ImTextureID>(picture.texture);
}

float content_width() {
  const float right =
      open_edges().empty() ? ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x : open_edges().back();
  return std::max(right - ImGui::GetCursorScreenPos().x, px(20.0f));
}

void gap(float pixels) {
  ImGui::Dummy(ImVec2(0.0f, std::max(px(pixels) - ImGui::GetStyle().ItemSpacing.y, 0.0f)));
}

void paragraph(std::string_view text, Font which, ImU32 colour) {
  const Style style(which, colour);
  const float width = content_width(), line = ImGui::GetFontSize() * line_height(which);
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const char* at = text.data();
  const char* end = at + text.size();
  float y = begin.y, widest = 0.0f;
  // ImGui sets lines solid; a page wants air between them.
  while (at < end) {
    const char* new_line = std::find(at, end, '\n');
    const char* stop = ImGui::GetFont()->CalcWordWrapPositionA(1.0f, at, new_line, width);
    if (stop == at && stop < new_line) ++stop;
    draw->AddText(ImVec2(begin.x, y), colour, at, stop);
    widest = std::max(widest, ImGui::CalcTextSize(at, stop).x);
    y += line;
    at = stop;
    while (at < end && at != new_line && *at == ' ') ++at;
    if (at == new_line && at < end) ++at;
  }
  ImGui::Dummy(ImVec2(widest, std::max(y - begin.y, line)));
}

void paragraph(std::string_view text, Font which) {
  paragraph(text, which, palette().text);
}

void flow(const std::vector<Span>& spans) {
  const float left = ImGui::GetCursorPosX();
  const float right = left + content_width();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0.0f, ImGui::GetFontSize() * 0.18f));
  bool first = true;
  float x = left;
  for (const Span& span : spans) {
    const Style style(span.which, span.colour);
    const float space = ImGui::CalcTextSize(" ").x;
    for (const std::string& word : words(span.text)) {
      const float w = ImGui::CalcTextSize(word.c_str()).x;
      if (!first && x + space + w <= right) {
        ImGui::SameLine(0.0f, space);
        x += space + w;
      } else {
        x = left + w;
      }
      first = false;
      ImGui::TextUnformatted(word.c_str());
    }
  }
  ImGui::PopStyleVar();
}

void heading(std::string_view text) {
  gap(14.0f);
  std::string capitals(text);
  for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const Style style(Font::capitals, palette().quiet);
  // Letter spacing: ImGui has none, so letters are set one by one.
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 begin = at;
  for (const char c : capitals) {
    const char letter[2] = {c, 0};
    draw->AddText(at, palette().quiet, letter);
    at.x += ImGui::CalcTextSize(letter).x + px(0.8f);
  }
  ImGui::Dummy(ImVec2(at.x - begin.x, ImGui::GetFontSize()));
  gap(5.0f);
}

void chips(const std::vector<std::string>& texts) {
  const float pad_x = px(10.0f), pad_y = px(4.0f), between = px(7.0f);
  const float right = ImGui::GetCursorScreenPos().x + content_width();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Style style(Font::small, palette().text);
  bool first = true;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    const float widest = std::max(content_width() - 2 * pad_x, px(40.0f));
    const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, widest);
    const ImVec2 box(size.x + 2 * pad_x, size.y + 2 * pad_y);
    if (!first) {
      const float after = ImGui::GetItemRectMax().x + between;
      if (after + box.x <= right) ImGui::SameLine(0.0f, between);
    }
    first = false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw->AddRectFilled(at, ImVec2(at.x + box.x, at.y + box.y), palette().card,
                        (ImGui::GetFontSize() + 2 * pad_y) * 0.5f);
    draw->AddText(nullptr, 0.0f, ImVec2(at.x + pad_x, at.y + pad_y), palette().text, text.c_str(), nullptr,
                  widest + 1.0f);
    ImGui::Dummy(box);
  }
}

Card::Card(const char* key, Kind kind) : kind_(kind), id_(ImGui::GetID(key)) {
  begin_ = ImGui::GetCursorScreenPos();
  width_ = content_width();
  ImGui::PushID(key);
  const float last_height = ImGui::GetStateStorage()->GetFloat(id_, 0.0f);
  if (kind != Kind::plain && kind != Kind::warning && last_height > 0.0f) {
    pressed_ = ImGui::InvisibleButton("card", ImVec2(width_, last_height));
    ImGui::SetItemAllowOverlap();
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImGui::SetCursorScreenPos(begin_);
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->ChannelsSplit(2);
  draw->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos(ImVec2(begin_.x + card_padding(), begin_.y + card_padding()));
  open_edges().push_back(begin_.x + width_ - card_padding());
  ImGui::BeginGroup();
}

void Card::note(UiState& state, std::string name) {
  noted_in_ = &state;
  noted_as_ = std::move(name);
}

Card::~Card() {
  ImGui::EndGroup();
  open_edges().pop_back();
  const float bottom = ImGui::GetItemRectMax().y + card_padding();
  const ImVec2 end(begin_.x + width_, bottom);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->ChannelsSetCurrent(0);
  const Palette& p = palette();
  const float rounding = px(9.0f);
  if (kind_ == Kind::warning) {
    draw->AddRectFilled(begin_, end, p.warning_ground, rounding);
    draw->AddRectFilled(begin_, ImVec2(begin_.x + px(3.0f), end.y), p.warning_edge, rounding);
  } else {
    draw->AddRectFilled(begin_, end, kind_ == Kind::chosen ? p.card_chosen : p.card, rounding);
    draw->AddRect(begin_, end, kind_ == Kind::chosen ? p.accent : p.line, rounding, 0,
                  kind_ == Kind::chosen ? px(1.3f) : 1.0f);
  }
  draw->ChannelsMerge();
  if (noted_in_ != nullptr) noted_in_->items[noted_as_] = {begin_.x, begin_.y, end.x, end.y};
  ImGui::GetStateStorage()->SetFloat(id_, bottom - begin_.y);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(ImVec2(begin_.x, bottom));
  ImGui::Dummy(ImVec2(width_, px(2.0f)));
}

void note_item(UiState& state, const std::string& name) {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  state.items[name] = {low.x, low.y, high.x, high.y};
}

void tip(std::string_view text) {
  if (text.empty() || !ImGui::IsItemHovered()) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(10.0f), px(8.0f)));
  ImGui::BeginTooltip();
  {
    const Style style(Font::small, palette().text);
    ImGui::PushTextWrapPos(px(360.0f));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

FloatingWindow::FloatingWindow(const char* name, ImU32 ground, ImVec2 padding, ImGuiWindowFlags more) {
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(padding.x), px(padding.y)));
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | more);
}

FloatingWindow::~FloatingWindow() {
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

int segmented(const char* key, const std::vector<const char*>& labels, int chosen, UiState& state) {
  const Palette& p = palette();
  ImGui::PushID(key);
  const float width = content_width(), height = px(32.0f), inset = px(3.0f);
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(begin, ImVec2(begin.x + width, begin.y + height), p.field, px(8.0f));
  // As wide as their words need, and what is left in equal parts.
  std::vector<float> widths;
  float left = width - 2 * inset;
  for (const char* label : labels) {
    const Style style(Font::text);
    widths.push_back(ImGui::CalcTextSize(label).x);
    left -= widths.back();
  }
  float x = begin.x + inset;
  int result = chosen;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    const float share = std::max(widths[static_cast<std::size_t>(i)] + left / static_cast<float>(labels.size()), 1.0f);
    const ImVec2 at(x, begin.y + inset);
    x += share;
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(labels[static_cast<std::size_t>(i)], ImVec2(share, height - 2 * inset))) result = i;
    note_item(state, std::string(key) + "." + labels[static_cast<std::size_t>(i)]);
    const bool hovered = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    const ImVec2 end(at.x + share, at.y + height - 2 * inset);
    if (i == chosen) draw->AddRectFilled(at, end, p.line, px(6.0f));
    const Style style(Font::text);
    const ImVec2 size = ImGui::CalcTextSize(labels[static_cast<std::size_t>(i)]);
    draw->AddText(ImVec2(at.x + (share - size.x) * 0.5f, at.y + (height - 2 * inset - size.y) * 0.5f),
                  i == chosen || hovered ? p.strong : p.quiet, labels[static_cast<std::size_t>(i)]);
  }
  ImGui::SetCursorScreenPos(ImVec2(begin.x, begin.y + height));
  ImGui::Dummy(ImVec2(width, px(4.0f)));
  ImGui::PopID();
  return result;
}

bool text_button(const char* label, const char* item, UiState& state, const char* tip_text) {
  const bool pressed = ImGui::Button(label);
  note_item(state, item);
  if (tip_text != nullptr) tip(tip_text);
  return pressed;
}

bool filled_button(const char* label, const char* item, UiState& state) {
  const Palette& p = palette();
  ImGui::PushStyleColor(ImGuiCol_Button, p.accent);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, p.accent);
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, p.zone);
  ImGui::PushStyleColor(ImGuiCol_Text, p.on_accent);
  const bool pressed = ImGui::Button(label);
  note_item(state, item);
  ImGui::PopStyleColor(4);
  return pressed;
}

bool toggle_row(const char* label, bool on, const char* item, UiState& state, const char* note) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(26.0f);
  const bool pressed = ImGui::InvisibleButton(item, ImVec2(width, height));
  note_item(state, item);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    draw->AddRectFilled(ImVec2(at.x - px(6.0f), at.y), ImVec2(at.x + width + px(6.0f), at.y + height), p.card,
                        px(6.0f));
  const Style style(Font::text);
  const float text_y = at.y + (height - ImGui::GetFontSize()) * 0.5f;
  draw->AddText(ImVec2(at.x, text_y), on ? p.text : p.quiet, label);
  const char* value = note != nullptr ? note : on ? "on" : "off";
  draw->AddText(ImVec2(at.x + width - ImGui::CalcTextSize(value).x, text_y), on ? p.accent : p.quiet, value);
  return pressed;
}

bool slider(const char* key, float& value, float low, float high, UiState& state, const char* format) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(22.0f), radius = px(7.5f);
  // ImGui's own slider does the work (mouse, keyboard, limits); only its look is ours.
  for (const ImGuiCol c : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive, ImGuiCol_SliderGrab,
                           ImGuiCol_SliderGrabActive, ImGuiCol_Text}) {
    ImGui::PushStyleColor(c, IM_COL32(0, 0, 0, 0));
  }
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0.0f, (height - ImGui::GetFontSize()) * 0.5f));
  ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, radius * 2.0f);
  ImGui::SetNextItemWidth(width);
  const bool changed = ImGui::SliderFloat(key, &value, low, high, format, ImGuiSliderFlags_AlwaysClamp);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(6);
  note_item(state, key);
  const float share = (value - low) / std::max(high - low, 1e-6f), y = at.y + height * 0.5f;
  const float knob = at.x + radius + share * (width - 2 * radius);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(ImVec2(at.x, y - px(1.5f)), ImVec2(at.x + width, y + px(1.5f)), p.line, px(1.5f));
  draw->AddRectFilled(ImVec2(at.x, y - px(1.5f)), ImVec2(knob, y + px(1.5f)), p.accent, px(1.5f));
  draw->AddCircleFilled(ImVec2(knob, y), radius, ImGui::IsItemActive() || ImGui::IsItemFocused() ? p.accent : p.strong,
                        24);
  return changed;
}

ImU32 colour_of(Grade grade) {
  switch (grade) {
    case Grade::strong:
    case Grade::moderate:
      return palette().good;
    case Grade::limited:
    case Grade::expert_consensus:
      return palette().caution;
    case Grade::disputed:
      return palette().warning_edge;
    case Grade::unknown:
      return palette().quiet;
  }
  return palette().quiet;
}

namespace {

std::string full_citations(const SourceKeys& keys, const ClinicalLibrary& library) {
  std::string text;
  for (const std::string& key : keys) {
    const Source* source = library.source(key);
    if (!text.empty()) text += "\n\n";
    text += source != nullptr ? fmt::format("{}\n{}, {}", full_citation(*source), label_of_type(source->type),
                                            label_of_reading(source->read))
                              : key;
  }
  return text;
}

}  // namespace

std::string short_citations(const SourceKeys& keys, const ClinicalLibrary& library) {
  std::vector<std::string> names;
  for (const std::string& key : keys) {
    const Source* source = library.source(key);
    names.push_back(source != nullptr ? short_citation(*source) : key);
  }
  if (names.size() > 3) {
    const std::size_t more = names.size() - 2;
    names.resize(2);
    names.push_back(fmt::format("{} more", more));
  }
  return join(names, "; ");
}

void citation_line(const SourceKeys& keys, const ClinicalLibrary& library) {
  if (keys.empty()) return;
  ImGui::BeginGroup();
  flow({{short_citations(keys, library), palette().quiet, Font::small}});
  ImGui::EndGroup();
  tip(full_citations(keys, library));
}

void claim_line(std::string_view what, Grade grade, std::string_view text, const SourceKeys& keys,
                const ClinicalLibrary& library) {
  ImGui::BeginGroup();
  flow({{std::string(what), palette().quiet, Font::small},
        {std::string(label_of(grade)), colour_of(grade), Font::small},
        {fmt::format("\xC2\xB7 {} \xC2\xB7 {}", text, short_citations(keys, library)), palette().quiet, Font::small}});
  ImGui::EndGroup();
  tip(full_citations(keys, library));
}

}  // namespace palpate
