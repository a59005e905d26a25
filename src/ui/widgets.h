// The few building blocks that all panels are made of.
#pragma once

#include "theme.h"

#include <palpate/ui/ui.h>

#include <glm/vec4.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// A piece of running text in its own colour and font.
struct Span {
  std::string text;
  ImU32 colour;
  Font which = Font::text;
};

// Running text that wraps at the right edge.
void flow(const std::vector<Span>& spans);
void paragraph(std::string_view text, Font which = Font::text);
void paragraph(std::string_view text, Font which, ImU32 colour);

// "TRIGGER-POINT ZONES" with air above.
void heading(std::string_view text);
// Width that is left for what stands in the present window or card, in pixels.
[[nodiscard]] float content_width();
void gap(float pixels);  // at scale 1

// A rounded label; several stand in a row and wrap.
void chips(const std::vector<std::string>& texts);

// A box with a rounded ground. `key` names it; a clickable one returns true when it is clicked or pressed by key.
class Card {
 public:
  enum class Kind { plain, chosen, warning, button };
  Card(const char* key, Kind kind);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  [[nodiscard]] bool pressed() const { return pressed_; }
  void note(UiState& state, std::string name);  // under which its place is kept, for tests

 private:
  Kind kind_;
  ImGuiID id_;
  ImVec2 begin_;
  float width_;
  bool pressed_ = false;
  UiState* noted_in_ = nullptr;
  std::string noted_as_;
};

// A window that lies over the body at a place of its own, until the end of the block. It begins with ImGui's next
// position, size and focus, as any window does; `padding` is at scale 1.
class FloatingWindow {
 public:
  FloatingWindow(const char* name, ImU32 ground, ImVec2 padding, ImGuiWindowFlags more = 0);
  ~FloatingWindow();
  FloatingWindow(const FloatingWindow&) = delete;
  FloatingWindow& operator=(const FloatingWindow&) = delete;
};

// One of several, as a row of joined buttons. Returns the chosen index.
int segmented(const char* key, const std::vector<const char*>& labels, int chosen, UiState& state);

// Buttons. All note where they are, so that tests can find them.
bool text_button(const char* label, const char* item, UiState& state, const char* tip = nullptr);
bool filled_button(const char* label, const char* item, UiState& state);
bool toggle_row(const char* label, bool on, const char* item, UiState& state, const char* note = nullptr);
bool slider(const char* key, float& value, float low, float high, UiState& state, const char* format = "");

// Notes the last drawn control under a name.
void note_item(UiState& state, const std::string& name);
void tip(std::string_view text);  // for the last drawn control

// Sources: "limited · 45 of 48 in one quadrant · Barbero et al. 2013", each with its full citation on hovering.
[[nodiscard]] std::string short_citations(const SourceKeys& keys, const ClinicalLibrary& library);
void citation_line(const SourceKeys& keys, const ClinicalLibrary& library);
void claim_line(std::string_view what, Grade grade, std::string_view text, const SourceKeys& keys,
                const ClinicalLibrary& library);
[[nodiscard]] ImU32 colour_of(Grade grade);

[[nodiscard]] ImVec4 to_vec4(ImU32 colour);
[[nodiscard]] ImTextureID to_imgui(const UiPicture& picture);

}  // namespace palpate
