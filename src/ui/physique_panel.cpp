// Whose body: sex, height and body mass of a person, and what that makes of the layer over the muscles.
#include "panels.h"
#include "widgets.h"

#include <palpate/query/moved_skin.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

void set(const PanelContext& c, const std::optional<Physique>& physique) {
  c.emit(Action(SetPhysique{physique}));
}

void draw_sliders(const PanelContext& c, Physique physique) {
  const int sex = segmented("physique.sex", {"Woman", "Man"}, physique.sex == Sex::female ? 0 : 1, c.state);
  const Sex chosen = sex == 0 ? Sex::female : Sex::male;
  if (chosen != physique.sex) {
    physique.sex = chosen;
    set(c, physique);
  }
  paragraph("Height", Font::small, palette().quiet);
  float height_cm = physique.height_mm / 10.0f;
  if (slider("physique.height", height_cm, Physique::shortest_mm / 10.0f, Physique::tallest_mm / 10.0f, c.state,
             "%.0f cm")) {
    physique.height_mm = height_cm * 10.0f;
    set(c, physique);
  }
  if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
  paragraph("Body mass index", Font::small, palette().quiet);
  if (slider("physique.bmi", physique.bmi, Physique::least_bmi, Physique::most_bmi, c.state, "%.1f kg/m\xC2\xB2"))
    set(c, physique);
  if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
  paragraph(fmt::format("{}{}", in_words(physique), c.in.fitting_skin ? " \xC2\xB7 the skin is being fitted" : ""),
            Font::small, palette().strong);
}

// One line a place: what the body has, and what it becomes.
void draw_layer(const PanelContext& c, const ModelledLayer& layer, const LayerThickness& wanted) {
  const char* mark = wanted.beyond ? " *" : wanted.figure->per_bmi_mm ? "" : " \xE2\x80\xA0";
  const std::string words =
      layer.mm ? fmt::format("{:.0f} \xE2\x86\x92 {:.0f} mm{}", *layer.mm * c.in.person_scale, wanted.mm, mark)
               : "nothing lies under it here";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = ImGui::GetTextLineHeight() + px(3.0f);
  const float figures_width = ImGui::CalcTextSize(words.c_str()).x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(at, ImVec2(at.x + width - figures_width - px(6.0f), at.y + height), true);
  draw->AddText(at, palette().text, layer.site->label.c_str());
  draw->PopClipRect();
  draw->AddText(ImVec2(at.x + width - figures_width, at.y), palette().text, words.c_str());
  ImGui::Dummy(ImVec2(width, height));
  if (!ImGui::IsItemHovered()) return;
  std::string text = layer.site->label;
  // That which is used first; others disagree as they do.
  std::vector<const LayerFigure*> figures = {wanted.figure};
  for (const LayerFigure& other : layer.site->figures) {
    const bool of_other_sex = other.sex && c.in.session.physique && *other.sex != c.in.session.physique->sex;
    if (&other != wanted.figure && !of_other_sex) figures.push_back(&other);
  }
  for (const LayerFigure* figure : figures) {
    text +=
        fmt::format("\n\n{}{} ({}): {} {} [{}]", figure == wanted.figure ? "" : "Another study: ", figure->who,
                    figure->how, figure->published, figure->derived, short_citations(figure->sources, c.in.library));
  }
  tip(text);
}

void draw_layers(const PanelContext& c, const Physique& physique) {
  const bool open = c.state.layers_open;
  if (toggle_row("The layer by place", open, "physique.layers", c.state)) c.state.layers_open = !open;
  if (!open) return;
  if (c.in.layers.empty()) return paragraph("The body as modelled is being measured.", Font::small, palette().quiet);
  const Style small(Font::small);
  paragraph("Skin to muscle: this body as modelled, and as published for this build. Hover for the study.", Font::small,
            palette().quiet);
  bool beyond = false, mean = false;
  std::string unknown;
  for (const ModelledLayer& layer : c.in.layers) {
    if (layer.side == Side::left) continue;  // as good as the right one
    const auto wanted = layer_at(*layer.site, physique);
    if (!wanted) {
      unknown += (unknown.empty() ? "" : "; ") + layer.site->label;
      continue;
    }
    draw_layer(c, layer, *wanted);
    beyond |= wanted->beyond;
    mean |= !wanted->figure->per_bmi_mm;
  }
  if (beyond)
    paragraph("* The people of that study reach no such body mass index; the nearest that they had is taken.",
              Font::small, palette().caution);
  if (!unknown.empty())
    paragraph(fmt::format("No source found, so left as modelled: {}.", unknown), Font::small, palette().quiet);
  if (mean)
    paragraph("\xE2\x80\xA0 One mean of the study, whatever the body mass index.", Font::small, palette().quiet);
}

}  // namespace

void draw_physique(const PanelContext& c) {
  heading("Whose body");
  const std::optional<Physique>& physique = c.in.session.physique;
  const int whose = segmented("physique", {"As modelled", "A person"}, physique ? 1 : 0, c.state);
  if ((whose == 1) != physique.has_value()) {
    if (whose == 1) c.state.layers_open = true;
    set(c, whose == 1 ? std::optional(c.state.last_physique) : std::nullopt);
  }
  if (!physique) {
    if (c.in.stature_mm > 0.0f)
      paragraph(
          fmt::format("{:.0f} cm tall. Depths belong to a person: choose one, and the skin and all lengths follow.",
                      c.in.stature_mm / 10.0f),
          Font::small, palette().quiet);
    return;
  }
  c.state.last_physique = *physique;
  draw_sliders(c, *physique);
  draw_layers(c, *physique);
  paragraph(
      "Lengths follow the height; the skin moves by what studies measured over the muscle. Muscles, bones, and what "
      "must "
      "not be met keep their form. Means of groups: no measure of a patient.",
      Font::small, palette().quiet);
  for (const Statement& limit : c.in.library.layers().limits) {
    paragraph(limit.text, Font::small, palette().quiet);
    citation_line(limit.sources, c.in.library);
  }
}

}  // namespace palpate
