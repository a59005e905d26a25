#include "depth_bar.h"

#include "widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr float bar_height = 22.0f, above = 16.0f, below = 16.0f;

ImU32 colour_of(NeedleTissue tissue) {
  switch (tissue) {
    case NeedleTissue::skin:
      return IM_COL32(226, 190, 160, 255);
    case NeedleTissue::fascia:
    case NeedleTissue::ligament:
      return IM_COL32(214, 208, 190, 255);
    case NeedleTissue::muscle:
      return IM_COL32(164, 74, 66, 255);
    case NeedleTissue::joint:
      return IM_COL32(168, 196, 206, 255);
    case NeedleTissue::gland:
      return IM_COL32(206, 164, 104, 255);
    case NeedleTissue::vessel:
      return IM_COL32(220, 46, 52, 255);
    case NeedleTissue::nerve:
      return IM_COL32(246, 206, 62, 255);
    case NeedleTissue::organ:
    case NeedleTissue::kidney:
    case NeedleTissue::heart:
      return IM_COL32(150, 60, 110, 255);
    case NeedleTissue::lung:
      return IM_COL32(110, 140, 220, 255);
    case NeedleTissue::cord:
      return IM_COL32(246, 160, 62, 255);
    case NeedleTissue::bone:
    case NeedleTissue::none:
      break;
  }
  return IM_COL32(240, 232, 210, 255);
}

// Stripes tell a danger from tissue without its colour.
void draw_stripes(ImDrawList* draw, ImVec2 low, ImVec2 high) {
  draw->PushClipRect(low, high, true);
  const float height = high.y - low.y, step = px(5.0f);
  for (float x = low.x - height; x < high.x; x += step)
    draw->AddLine(ImVec2(x, high.y), ImVec2(x + height, low.y), IM_COL32(20, 20, 24, 150), px(1.2f));
  draw->PopClipRect();
}

std::string name_of(const PanelContext& c, const NeedleLayer& layer, bool first) {
  if (layer.structure) return shown_name(c.in.body.structures()[*layer.structure]);
  return first ? "Skin and the layer under it" : "Between structures";
}

struct Scale {
  float left, per_mm;
  [[nodiscard]] float x(float mm) const { return left + mm * per_mm; }
};

void draw_ticks(ImDrawList* draw, const Scale& scale, float length_mm, float y) {
  const Style small(Font::small);
  for (float at = 0.0f; at <= length_mm + 0.1f; at += 10.0f) {
    draw->AddLine(ImVec2(scale.x(at), y), ImVec2(scale.x(at), y + px(4.0f)), palette().quiet, px(1.0f));
    const std::string text = fmt::format("{:.0f}", at);
    if (scale.x(at) + ImGui::CalcTextSize(text.c_str()).x > scale.x(length_mm)) continue;
    if (scale.per_mm * 10.0f < px(26.0f) && static_cast<int>(at) % 20 != 0) continue;
    draw->AddText(ImGui::GetFont(), ImGui::GetFontSize() * 0.85f, ImVec2(scale.x(at) + px(2.0f), y + px(1.0f)),
                  palette().quiet, text.c_str());
  }
}

// The smallest distance to danger that sources report: a broken line across the bar.
void draw_report(ImDrawList* draw, const NeedlingGuide& guide, const Scale& scale, float y) {
  const float x = scale.x(*guide.depth_limit_mm), end = y + px(bar_height + 5.0f), dash = px(4.0f);
  for (float from = y - px(5.0f); from < end; from += 1.7f * dash)
    draw->AddLine(ImVec2(x, from), ImVec2(x, std::min(from + dash, end)), palette().warning_edge, px(2.0f));
  if (ImGui::IsMouseHoveringRect(ImVec2(x - px(4.0f), y - px(5.0f)), ImVec2(x + px(4.0f), end)))
    ImGui::SetTooltip("Where danger has been reported, %.3g mm: %s", static_cast<double>(*guide.depth_limit_mm),
                      guide.depth_limit_of.c_str());
}

// Where the muscle lay in the people who were measured, as a bracket over the bar, and what danger was reported at.
void draw_described(ImDrawList* draw, const PanelContext& c, const Scale& scale, float length_mm, float y) {
  const NeedlingGuide* guide = c.in.zone != nullptr ? c.in.zone->guide : nullptr;
  if (guide == nullptr) return;
  if (guide->depth_limit_mm && *guide->depth_limit_mm < length_mm) draw_report(draw, *guide, scale, y);
  if (!guide->depth_mm) return;
  const float from = scale.x(std::min(guide->depth_mm->low, length_mm));
  const float to = std::max(scale.x(std::min(guide->depth_mm->high, length_mm)), from + px(2.0f));
  draw->AddLine(ImVec2(from, y - px(3.0f)), ImVec2(to, y - px(3.0f)), palette().zone, px(2.0f));
  for (const float x : {from, to})
    draw->AddLine(ImVec2(x, y - px(6.0f)), ImVec2(x, y - px(1.0f)), palette().zone, px(2.0f));
  const Style small(Font::small);
  const std::string text = fmt::format("muscle measured at {:.0f} to {:.0f} mm", guide->depth_mm->low, guide->depth_mm->high);
  const float width = ImGui::CalcTextSize(text.c_str()).x * 0.85f;
  const float end = scale.x(length_mm);
  draw->AddText(ImGui::GetFont(), ImGui::GetFontSize() * 0.85f,
                ImVec2(std::clamp(from, scale.left, std::max(end - width, scale.left)), y - px(19.0f)), palette().quiet,
                text.c_str());
}

// What others measured straight in from the skin near this zone, one thin bracket each, under the ticks; a mean is a
// dot. Only what ends within the bar.
float draw_measured(ImDrawList* draw, const PanelContext& c, const Scale& scale, float length_mm, float y) {
  constexpr float row_height = 13.0f;
  constexpr int most_rows = 4;
  int rows = 0;
  const Style small(Font::small);
  for (const MeasuredDistance& measured : c.in.published) {
    const PublishedDistance& d = *measured.published;
    const ExpectedRange range = expected_range(d);
    if (d.method != PublishedDistance::Method::depth || rows == most_rows) continue;
    const float low = range.low_mm.value_or(range.high_mm.value_or(0.0f)), high = range.high_mm.value_or(low);
    if (low > length_mm) continue;
    const float line = y + px(row_height) * (static_cast<float>(rows++) + 0.5f);
    const float from = scale.x(low), to = scale.x(std::min(high, length_mm));
    draw->AddLine(ImVec2(from, line), ImVec2(std::max(to, from + px(2.0f)), line), palette().quiet, px(1.5f));
    for (const float x : {from, to})
      draw->AddLine(ImVec2(x, line - px(3.0f)), ImVec2(x, line + px(3.0f)), palette().quiet, px(1.5f));
    if (d.mean_mm && *d.mean_mm <= length_mm)
      draw->AddCircleFilled(ImVec2(scale.x(*d.mean_mm), line), px(2.5f), palette().strong);
    if (measured.mm && *measured.mm <= length_mm) {
      const float here = scale.x(*measured.mm);
      draw->AddTriangleFilled(ImVec2(here, line - px(5.0f)), ImVec2(here - px(4.0f), line + px(3.0f)),
                              ImVec2(here + px(4.0f), line + px(3.0f)), palette().zone);
    }
    if (ImGui::IsMouseHoveringRect(ImVec2(scale.left, line - px(6.0f)), ImVec2(scale.x(length_mm), line + px(6.0f)))) {
      const std::string cited = short_citations(d.sources, c.in.library);
      ImGui::SetTooltip("%s %s, %s. [%s]", d.what.c_str(), d.who.c_str(), d.how.c_str(), cited.c_str());
    }
  }
  if (rows == 0) return 0.0f;
  return px(row_height) * static_cast<float>(rows) + px(2.0f);
}

}  // namespace

void draw_depth_bar(const PanelContext& c, const NeedleView& view) {
  gap(2.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), length = std::max(view.needle.length_mm, 1.0f);
  const float top = at.y + px(above), bottom = top + px(bar_height);
  const Scale scale{at.x, width / length};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(ImVec2(at.x, top), ImVec2(at.x + width, bottom), palette().field, px(4.0f));
  bool first = true;
  for (const NeedleLayer& layer : view.path.layers) {
    const ImVec2 low(scale.x(layer.from_mm), top);
    const ImVec2 high(std::max(scale.x(layer.to_mm), low.x + px(1.0f)), bottom);
    draw->AddRectFilled(low, high, colour_of(layer.tissue));
    if (is_danger(layer.tissue) && layer.tissue != NeedleTissue::joint) draw_stripes(draw, low, high);
    if (ImGui::IsMouseHoveringRect(low, high))
      ImGui::SetTooltip("%s: %.1f to %.1f mm", name_of(c, layer, first).c_str(), static_cast<double>(layer.from_mm),
                        static_cast<double>(layer.to_mm));
    first = false;
  }
  for (const NeedleNearest& near : view.nearest) {
    if (verdict_on(near, c.in.session.margin_mm) != NeedleView::Verdict::close) continue;
    const float x = scale.x(near.at_mm);
    draw->AddTriangleFilled(ImVec2(x, bottom), ImVec2(x - px(4.0f), bottom + px(6.0f)),
                            ImVec2(x + px(4.0f), bottom + px(6.0f)), palette().caution);
  }
  const float tip = scale.x(view.path.reached_mm);
  draw->AddLine(ImVec2(tip, top - px(3.0f)), ImVec2(tip, bottom + px(3.0f)), palette().strong, px(2.0f));
  if (view.path.stop)
    draw->AddRectFilled(ImVec2(tip, top), ImVec2(tip + px(5.0f), bottom), colour_of(NeedleTissue::bone));
  draw_described(draw, c, scale, length, top);
  draw_ticks(draw, scale, length, bottom);
  const float measured = draw_measured(draw, c, scale, length, bottom + px(below));
  ImGui::Dummy(ImVec2(width, px(above + bar_height + below) + measured));
  note_item(c.state, "needle.bar");
  if (measured > 0.0f)
    paragraph("Brackets under the bar: what studies measured from the skin, dot the mean, triangle this body.",
              Font::small, palette().quiet);
}

}  // namespace palpate
