// Labels on the body: thin leader lines to plates beside it, sorted so that no two lines cross.
#include "panels.h"
#include "widgets.h"

#include <palpate/scene/camera_math.h>

#include <algorithm>
#include <optional>

namespace palpate {
namespace {

struct Placed {
  const DrawLabel* label;
  ImVec2 anchor, plate, size;
};

ImU32 tone_colour(DrawLabel::Tone tone) {
  switch (tone) {
    case DrawLabel::Tone::zone:
      return palette().zone;
    case DrawLabel::Tone::needle:
      return palette().strong;
    case DrawLabel::Tone::hazard:
      return palette().warning_edge;
    case DrawLabel::Tone::plain:
      break;
  }
  return palette().quiet;
}

// Plates of one side from top to bottom, each below the one before.
void stack(std::vector<Placed>& column, float top, float bottom) {
  std::sort(column.begin(), column.end(), [](const Placed& a, const Placed& b) { return a.anchor.y < b.anchor.y; });
  float y = top;
  for (Placed& p : column) {
    p.plate.y = std::max(p.plate.y, y);
    y = p.plate.y + p.size.y + px(8.0f);
  }
  // What hangs over the edge pushes the others up.
  float limit = bottom;
  for (auto p = column.rbegin(); p != column.rend(); ++p) {
    p->plate.y = std::min(p->plate.y, limit - p->size.y);
    limit = p->plate.y - px(8.0f);
  }
}

}  // namespace

void draw_labels(const PanelContext& c) {
  if (!c.in.session.labels || !c.in.still || c.in.list.labels.empty()) return;
  const glm::vec2 origin(c.state.viewport.x, c.state.viewport.y), size(c.state.viewport.z, c.state.viewport.w);
  const Style style(Font::small);
  std::vector<Placed> left, right;
  for (const DrawLabel& label : c.in.list.labels) {
    const std::optional<glm::vec2> at = on_screen(c.in.session.camera, label.at, size);
    if (!at || at->x < 0 || at->y < 0 || at->x > size.x || at->y > size.y) continue;
    const ImVec2 text = ImGui::CalcTextSize(label.text.c_str(), nullptr, false, px(210.0f));
    Placed placed{
        &label, ImVec2(origin.x + at->x, origin.y + at->y), {}, ImVec2(text.x + px(20.0f), text.y + px(12.0f))};
    const bool to_right = at->x > size.x * 0.5f;
    placed.plate.x = to_right ? std::min(placed.anchor.x + px(70.0f), origin.x + size.x - placed.size.x - px(14.0f))
                              : std::max(placed.anchor.x - px(70.0f) - placed.size.x, origin.x + px(14.0f));
    placed.plate.y = placed.anchor.y - px(46.0f);
    (to_right ? right : left).push_back(placed);
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(ImVec2(origin.x, origin.y), ImVec2(origin.x + size.x, origin.y + size.y), true);
  for (std::vector<Placed>* column : {&left, &right}) {
    // The card of the needle stands at the left.
    const float card = column == &left ? c.state.needle_card_top : 0.0f;
    const float bottom = card > 0.0f ? card : origin.y + size.y;
    stack(*column, origin.y + px(16.0f), bottom - px(16.0f));
    for (const Placed& p : *column) {
      const ImU32 tone = tone_colour(p.label->tone);
      const float end_x = column == &right ? p.plate.x : p.plate.x + p.size.x;
      draw->AddLine(p.anchor, ImVec2(end_x, p.plate.y + p.size.y * 0.5f), (tone & 0x00FFFFFFu) | 0xB0000000u, px(1.1f));
      draw->AddCircleFilled(p.anchor, px(2.5f), tone);
      draw->AddRectFilled(p.plate, ImVec2(p.plate.x + p.size.x, p.plate.y + p.size.y), palette().plate, px(6.0f));
      draw->AddText(ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(p.plate.x + px(10.0f), p.plate.y + px(6.0f)),
                    palette().strong, p.label->text.c_str(), nullptr, px(210.0f));
    }
  }
  draw->PopClipRect();
}

}  // namespace palpate
