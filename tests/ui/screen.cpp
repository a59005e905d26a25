#include "screen.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace palpate::test {
namespace {

// A letter that no text has; it stands for every letter that the fonts lack.
constexpr unsigned missing_letter = '~';

ImTextureID handle(std::uintptr_t number) {
  return reinterpret_cast<ImTextureID>(number);  // NOLINT: ImGui's handle is a pointer
}

std::map<std::pair<float, float>, unsigned> letters_of_the_fonts() {
  std::map<std::pair<float, float>, unsigned> letters;
  for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    for (const ImFontGlyph& glyph : font->Glyphs) {
      if (glyph.Visible != 0) letters[{glyph.U0, glyph.V0}] = glyph.Codepoint;
    }
  }
  return letters;
}

}  // namespace

Screen::Screen(bool with_body) : bench(without_motion()) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DeltaTime = 1.0f / 60.0f;
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
  if (with_body) bench.open();
  set(Theme::dark, 1.0f, ImVec2(1440, 900));
}

Screen::~Screen() {
  ImGui::DestroyContext();
}

void Screen::set(Theme theme, float scale, ImVec2 size) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size;
  bench.workbench.upd_settings().theme = theme;
  styled_ = set_up_style(theme, scale);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  io.Fonts->SetTexID(handle(1));
  for (ImFont* font : io.Fonts->Fonts) font->FallbackGlyph = font->FindGlyphNoFallback(missing_letter);
}

UiInput Screen::input() {
  Workbench& w = bench.workbench;
  UiInput in{w.loaded().body,
             w.data().anatomy.concepts,
             w.data().library,
             w.session(),
             w.history(),
             w.settings(),
             w.search(),
             w.draw_list(),
             w.zone(),
             std::nullopt,
             {2, w.viewport()},
             {},
             {},
             beneath,
             progress,
             w.messages(),
             w.unread_messages(),
             "A driver without a screen",
             "0.0.0",
             still,
             1.0f,
             frame_note};
  if (w.pointed()) in.pointed = w.pointed()->structure;
  in.pain = w.pain();
  in.before_needle = &w.data().before_needle;
  in.comparison = w.comparison();
  in.needle = w.needle();
  in.exercise = w.exercise();
  in.access = w.access();
  in.layers = w.modelled_layers();
  in.stature_mm = w.modelled_stature_mm();
  in.person_scale = w.person_scale();
  in.fitting_skin = w.fitting_skin();
  in.published = w.published();
  if (in.comparison != nullptr || state.choosing_compared) in.pain_map = w.pain_map();
  in.pointed_region = w.pointed_region();
  in.pointed_px_per_mm = w.pointed_px_per_mm();
  if (figures && w.zone() != nullptr) {
    in.pain_front = {3, {150.0f, 264.0f}};
    in.pain_back = {4, {150.0f, 264.0f}};
  }
  if (figures) {
    for (const ZoneChoice& choice : wanted_pictures) in.pain_pictures.push_back({choice, {5, {148.0f, 148.0f}}});
  }
  return in;
}

void Screen::frame() {
  ImGui::NewFrame();
  UiOutput out = draw_ui(input(), state);
  ImGui::Render();
  std::move(out.events.begin(), out.events.end(), std::back_inserter(events));
  wanted_pictures = std::move(out.wanted_pictures);
  bench.workbench.set_viewport({state.viewport.z, state.viewport.w});
}

void Screen::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

void Screen::move_to(glm::vec2 at) {
  ImGui::GetIO().MousePos = ImVec2(at.x, at.y);
  frames(2);
}
void Screen::press(int button) {
  ImGui::GetIO().MouseDown[button] = true;
  frame();
}
void Screen::release(int button) {
  ImGui::GetIO().MouseDown[button] = false;
  frame();
}

glm::vec2 Screen::middle(const std::string& item) const {
  const auto found = state.items.find(item);
  if (found == state.items.end()) throw std::runtime_error("there is no control " + item);
  return {(found->second.x + found->second.z) * 0.5f, (found->second.y + found->second.w) * 0.5f};
}

void Screen::click(const std::string& item) {
  move_to(middle(item));
  press();
  release();
}

void Screen::key(ImGuiKey key) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeysDown[io.KeyMap[key]] = true;
  frame();
  io.KeysDown[io.KeyMap[key]] = false;
  frame();
}

void Screen::type(const std::string& text) {
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  frames(2);
}

std::vector<Glyph> Screen::glyphs() const {
  const auto letters = letters_of_the_fonts();
  std::vector<Glyph> found;
  const ImDrawData* data = ImGui::GetDrawData();
  for (int n = 0; n < data->CmdListsCount; ++n) {
    const ImDrawList& list = *data->CmdLists[n];
    for (const ImDrawCmd& cmd : list.CmdBuffer) {
      if (cmd.TextureId != handle(1)) continue;
      for (unsigned i = 0; i + 6 <= cmd.ElemCount;) {
        const ImDrawIdx* index = list.IdxBuffer.Data + cmd.IdxOffset + i;
        const ImDrawVert& low = list.VtxBuffer[static_cast<int>(cmd.VtxOffset + index[0])];
        const ImDrawVert& high = list.VtxBuffer[static_cast<int>(cmd.VtxOffset + index[2])];
        const bool quad = index[1] == index[0] + 1 && index[2] == index[0] + 2 && index[3] == index[0];
        const auto letter = letters.find({low.uv.x, low.uv.y});
        if (quad && letter != letters.end() && high.uv.x > low.uv.x && high.uv.y > low.uv.y) {
          found.push_back(
              {list._OwnerName != nullptr ? list._OwnerName : "", letter->second, low.pos, high.pos, cmd.ClipRect});
          i += 6;
        } else {
          i += 3;
        }
      }
    }
  }
  return found;
}

std::string Screen::text(const std::string& window) const {
  std::string letters;
  for (const Glyph& glyph : glyphs()) {
    if (glyph.window == window && glyph.codepoint < 128) letters += static_cast<char>(glyph.codepoint);
  }
  return letters;
}

bool Screen::scroll_on() {
  bool moved = false;
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!window->WasActive || window->ScrollMax.y <= 0.0f || window->Scroll.y >= window->ScrollMax.y) continue;
    const float before = window->Scroll.y;
    ImGui::SetScrollY(window, std::min(before + window->InnerRect.GetHeight() * 0.9f, window->ScrollMax.y));
    moved = true;
  }
  if (moved) frame();
  return moved;
}

}  // namespace palpate::test
