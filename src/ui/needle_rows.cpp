#include "needle_rows.h"

#include "widgets.h"

#include <fmt/format.h>

#include <set>

namespace palpate {
namespace {

using Verdict = NeedleView::Verdict;

ImU32 colour_of(Verdict verdict) {
  return verdict == Verdict::struck  ? palette().warning_edge
         : verdict == Verdict::close ? palette().caution
                                     : palette().good;
}

}  // namespace

void draw_needle_sign(ImVec2 centre, float r, Verdict verdict) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 colour = colour_of(verdict);
  if (verdict == Verdict::struck) {
    draw->AddLine(ImVec2(centre.x - r, centre.y - r), ImVec2(centre.x + r, centre.y + r), colour, px(2.6f));
    draw->AddLine(ImVec2(centre.x - r, centre.y + r), ImVec2(centre.x + r, centre.y - r), colour, px(2.6f));
  } else if (verdict == Verdict::close) {
    draw->AddTriangleFilled(ImVec2(centre.x, centre.y - r), ImVec2(centre.x + r, centre.y + r),
                            ImVec2(centre.x - r, centre.y + r), colour);
  } else {
    draw->AddCircleFilled(centre, r * 0.8f, colour);
  }
}

void needle_row(Verdict verdict, bool judged, const std::string& name, const std::string& figures, ImU32 tone) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = ImGui::GetTextLineHeight() + px(3.0f);
  const float figures_width = ImGui::CalcTextSize(figures.c_str()).x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (judged) draw_needle_sign(ImVec2(at.x + px(6.0f), at.y + height * 0.5f), px(4.5f), verdict);
  const float left = at.x + px(18.0f), right = at.x + width - figures_width;
  draw->PushClipRect(ImVec2(left, at.y), ImVec2(right - px(6.0f), at.y + height), true);
  draw->AddText(ImVec2(left, at.y), tone, name.c_str());
  draw->PopClipRect();
  draw->AddText(ImVec2(right, at.y), palette().text, figures.c_str());
  ImGui::Dummy(ImVec2(width, height));
  if (ImGui::IsItemHovered() && ImGui::CalcTextSize(name.c_str()).x > right - left) tip(name);
}

std::string short_mm(float value) {
  return value < 9.95f ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

void draw_needle_passes(const PanelContext& c, const NeedleView& view) {
  bool first = true;
  for (const NeedleLayer& layer : view.path.layers) {
    const std::string name = layer.structure ? shown_name(c.in.body.structures()[*layer.structure])
                             : first         ? "Skin and the layer under it"
                                             : "Between structures";
    first = false;
    const bool danger = is_danger(layer.tissue) && layer.tissue != NeedleTissue::joint;
    needle_row(Verdict::struck, danger, name, fmt::format("{} to {}", short_mm(layer.from_mm), short_mm(layer.to_mm)),
               danger ? palette().warning_text : palette().text);
  }
  if (view.path.stop) {
    needle_row(Verdict::clear, false,
               fmt::format("Stopped by {}", shown_name(c.in.body.structures()[view.path.stop->bone])),
               fmt::format("at {}", short_mm(view.path.stop->at_mm)), palette().strong);
  }
  if (view.path.cannot_tell.empty()) return;
  std::string names;
  for (const NeedleTouch& touch : view.path.cannot_tell)
    names += fmt::format("{}{} (met at {} mm)", names.empty() ? "" : ", ",
                         shown_name(c.in.body.structures()[touch.structure]), short_mm(touch.at_mm.front()));
  paragraph(fmt::format("Cannot tell inside from outside for {}, whose {} holes: {}", view.path.cannot_tell.size(),
                        view.path.cannot_tell.size() == 1 ? "mesh has" : "meshes have", names),
            Font::small, palette().caution);
}

void draw_needle_nearest(const PanelContext& c, const NeedleView& view) {
  std::set<NeedleTissue> listed;
  for (const NeedleNearest& near : view.nearest) {
    listed.insert(near.danger);
    const Verdict verdict = verdict_on(near, c.in.session.margin_mm);
    const std::string figures = near.struck
                                    ? fmt::format("struck at {}, {}", short_mm(near.at_mm), short_mm(near.tip_mm))
                                    : fmt::format("{}, {}", short_mm(near.path_mm), short_mm(near.tip_mm));
    needle_row(verdict, near.danger != NeedleTissue::joint, shown_name(c.in.body.structures()[near.structure]), figures,
               palette().text);
  }
  std::string missing;
  for (const NeedleTissue danger : needle_dangers()) {
    if (listed.count(danger) > 0 || danger == NeedleTissue::joint) continue;
    missing += fmt::format("{}{}", missing.empty() ? "" : ", ", label_of(danger));
  }
  if (!missing.empty())
    paragraph(fmt::format("None within 60 mm, as far as this body has it: {}", missing), Font::small, palette().quiet);
  if (c.in.zone == nullptr || c.in.zone->missing_hazards.empty()) return;
  std::string names;
  for (const std::string& name : c.in.zone->missing_hazards) names += (names.empty() ? "" : ", ") + name;
  paragraph(fmt::format("Not in this body, so not measured: {}", names), Font::small, palette().caution);
}

}  // namespace palpate
