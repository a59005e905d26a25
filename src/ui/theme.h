// Colours, fonts and measures of the interface.
#pragma once

#include <palpate/session/settings.h>

#include <imgui.h>

#include <array>

namespace palpate {

struct Palette {
  ImU32 window, bar, panel, card, card_chosen, line, text, strong, quiet, faint, accent, accent_soft, on_accent, pain,
      second, zone, good, caution, warning_ground, warning_edge, warning_text, plate, field;
};

[[nodiscard]] const Palette& palette();

enum class Font { text, small, section, title, capitals, italic, strong, count };
[[nodiscard]] ImFont* font(Font which);

// Pixels at the present scale.
[[nodiscard]] float px(float at_scale_one);

// Pushes a font and a colour for a scope.
class Style {
 public:
  Style(Font which, ImU32 colour);
  explicit Style(Font which);
  ~Style();
  Style(const Style&) = delete;
  Style& operator=(const Style&) = delete;

 private:
  bool coloured_;
};

}  // namespace palpate
