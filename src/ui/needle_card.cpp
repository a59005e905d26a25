// The readout of the needle, over the body: what it passes on its way, drawn to scale and in numbers, and how near it
// comes to what it must not meet.
#include "depth_bar.h"
#include "needle_rows.h"
#include "panels.h"
#include "tilt_dial.h"
#include "widgets.h"

#include <fmt/format.h>

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float card_width = 356.0f, edge = 12.0f;
constexpr float most_of_height = 0.65f;  // that the card may lie over: the body comes first, the rest scrolls

using Verdict = NeedleView::Verdict;

void draw_head(const PanelContext& c, const NeedleView& view) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const char* words = view.verdict == Verdict::struck  ? "Strikes what it must not meet"
                      : view.verdict == Verdict::close ? "Close to what it must not meet"
                                                       : "Clear of what this body has";
  draw_needle_sign(ImVec2(at.x + px(8.0f), at.y + px(10.0f)), px(6.5f), view.verdict);
  ImGui::SetCursorScreenPos(ImVec2(at.x + px(24.0f), at.y));
  paragraph(words, Font::strong, palette().strong);
  const float words_end = ImGui::GetItemRectMax().x;
  const char* fold = c.state.needle_open ? "Less" : "More";
  const float left = at.x + content_width() - ImGui::CalcTextSize(fold).x - px(20.0f);
  // Beside the words where there is room, else under them.
  const float row = words_end > left ? ImGui::GetTextLineHeight() + px(8.0f) : 0.0f;
  ImGui::SetCursorScreenPos(ImVec2(left, at.y - px(4.0f) + row));
  if (text_button(fold, "needle.more", c.state, "The whole readout, and what moves the needle")) {
    c.state.needle_open = !c.state.needle_open;
    const float aspect = c.state.viewport.z / std::max(c.state.viewport.w, 1.0f);
    if (c.state.needle_open) c.emit(UiFly{camera_for_needle(c.in.session.camera, view, aspect), "Look at the needle"});
    if (c.state.needle_open && !c.in.session.right_panel) c.emit(Action(SetPanels{c.in.session.left_panel, true}));
  }
  ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + ImGui::GetTextLineHeight() + px(8.0f) + row));
  const Style small(Font::small);
  paragraph(fmt::format("{} \xC2\xB7 {:.2f} \xC3\x97 {:.0f} mm, {:.0f} mm deep \xC2\xB7 {}",
                        view.described ? "Described approach" : "Held by you", view.needle.diameter_mm,
                        view.needle.length_mm, view.path.reached_mm, view.tilt),
            Font::small, palette().quiet);
  if (c.in.session.physique) paragraph(in_words(*c.in.session.physique), Font::small, palette().quiet);
}

// "Clear" alone would reassure about a needle that is nowhere near its zone, or that nobody has described so deep.
void draw_remarks(const PanelContext& c, const NeedleView& view) {
  if (!view.beyond_report.empty()) {
    ImGui::BeginGroup();
    paragraph(view.beyond_report, Font::small, palette().warning_text);
    ImGui::EndGroup();
    if (ImGui::IsItemHovered() && c.in.zone != nullptr && c.in.zone->guide != nullptr)
      tip(c.in.zone->guide->depth_limit_of);
  }
  for (const std::string& remark : view.remarks) paragraph(remark, Font::small, palette().caution);
}

void draw_warnings(const NeedleView& view) {
  if (view.warnings.empty()) return;
  const Card card("needle.warnings", Card::Kind::warning);
  for (const std::string& warning : view.warnings) paragraph(warning, Font::small, palette().warning_text);
}

// How much of the picture a card of this height lies over.
glm::vec2 share_of_picture(const PanelContext& c, float height) {
  const glm::vec2 picture(std::max(c.state.viewport.z, 1.0f), std::max(c.state.viewport.w, 1.0f));
  return glm::min((glm::vec2(px(card_width), height) + px(edge)) / picture, glm::vec2(1.0f));
}

// Before it is drawn: as high as it mostly is.
glm::vec2 expected_share(const PanelContext& c) {
  constexpr float mostly = 210.0f;
  return share_of_picture(c, px(mostly));
}

void draw_aim(const NeedleView& view) {
  if (!view.aim) return;
  const NeedleAim& aim = *view.aim;
  const std::string where = aim.in_zone     ? "The tip is within the zone that is commonly described"
                            : aim.in_muscle ? "The tip is in the muscle, outside of the zone"
                                            : "The tip is outside of the zone";
  paragraph(fmt::format("{}: {} mm from its middle; the needle passes it at {} mm.", where, short_mm(aim.tip_mm),
                        short_mm(aim.path_mm)),
            Font::small, palette().text);
}

void draw_hands(const PanelContext& c, const NeedleView& view) {
  paragraph("Depth", Font::small, palette().quiet);
  HeldNeedle needle = view.needle;
  if (slider("needle.depth", needle.depth_mm, 0.0f, needle.length_mm, c.state, "%.0f mm"))
    c.emit(Action(HoldNeedle{needle, "Push the needle"}));
  draw_tilt_dial(c, view);
  paragraph(fmt::format("Called close below {:.0f} mm", c.in.session.margin_mm), Font::small, palette().quiet);
  float margin = c.in.session.margin_mm;
  if (slider("needle.margin", margin, 1.0f, 20.0f, c.state, "%.0f mm")) c.emit(Action(SetMargin{margin}));
  ImGui::PushItemWidth(content_width());
  const std::string chosen = fmt::format("{:.2f} \xC3\x97 {:.0f} mm", needle.diameter_mm, needle.length_mm);
  if (ImGui::BeginCombo("##needle.sold", chosen.c_str())) {
    for (const RealNeedle& sold : c.in.library.needles()) {
      const std::string name = fmt::format("{:.2f} \xC3\x97 {:.0f} mm", sold.diameter_mm, sold.length_mm);
      if (!ImGui::Selectable(name.c_str(), name == chosen)) continue;
      needle.length_mm = sold.length_mm;
      needle.diameter_mm = sold.diameter_mm;
      c.emit(Action(HoldNeedle{needle, "Another needle"}));
    }
    ImGui::EndCombo();
  }
  note_item(c.state, "needle.sold");
  ImGui::PopItemWidth();
  const struct {
    const char *label, *item;
    CommandId command;
  } buttons[] = {{"As described", "needle.described", CommandId::needle_described},
                 {"Perpendicular", "needle.upright", CommandId::needle_upright},
                 {"To the zone", "needle.to-zone", CommandId::needle_to_zone}};
  for (const auto& button : buttons) {
    const Command& what = command(button.command);
    const std::string note = fmt::format("{} ({})", what.description, text_of(what.shortcut));
    if (text_button(button.label, button.item, c.state, note.c_str())) c.emit(button.command);
    ImGui::SameLine(0.0f, px(4.0f));
  }
  ImGui::NewLine();
  paragraph(
      "Drag the handle to tilt, the shaft to push, the entry to move it. Geometry of this body only: a living person "
      "differs, and depths here are never an instruction.",
      Font::small, palette().quiet);
}

}  // namespace

void draw_needle_card(const PanelContext& c) {
  c.state.needle_card_top = 0.0f;
  c.state.needle_card = c.in.session.needle && !c.in.session.asks() ? expected_share(c) : glm::vec2(0.0f);
  if (c.in.needle == nullptr || !c.in.session.needle || c.in.comparison != nullptr) return;
  if (c.in.session.asks()) return;
  const NeedleView& view = *c.in.needle;
  const float room = c.layout.right - c.layout.left - 2.0f * px(edge);
  const float width = std::min(px(card_width), room), most = most_of_height * (c.layout.bottom - c.layout.top);
  if (width < px(200.0f) || most < px(120.0f)) return;
  ImGui::SetNextWindowPos(ImVec2(c.layout.left + px(edge), c.layout.bottom - px(edge)), ImGuiCond_Always, ImVec2(0, 1));
  ImGui::SetNextWindowSizeConstraints(ImVec2(width, 0.0f), ImVec2(width, most));
  const FloatingWindow card("needle", palette().card, ImVec2(14, 10),
                            ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
  draw_head(c, view);
  if (!shows_needle_page(c)) {  // else they stand on the page
    draw_remarks(c, view);
    draw_warnings(view);
  }
  draw_depth_bar(c, view);
  c.state.needle_card_top = ImGui::GetWindowPos().y;
  c.state.needle_card = share_of_picture(c, ImGui::GetWindowHeight());
}

namespace {

// What the marks on the skin mean, with how many there are of each.
void draw_access_legend(const PanelContext& c) {
  const bool on = c.in.session.access;
  if (toggle_row("Access map on the skin", on, "needle.access", c.state,
                 text_of(command(CommandId::needle_access).shortcut).c_str()))
    c.emit(CommandId::needle_access);
  if (c.in.access == nullptr) return;
  const AccessMap& map = *c.in.access;
  const struct {
    Access kind;
    const char* words;
  } kinds[] = {{Access::clear, "Green: clear on the way to the zone, the deeper the clearer"},
               {Access::close, "Yellow stripes: closer to a danger than the margin"},
               {Access::danger, "Red lattice: meets what must not be met"},
               {Access::bone, "Pale spots: stops at a bone"},
               {Access::too_deep, "Grey: farther than this needle is long"}};
  for (const auto& kind : kinds) {
    if (map.count(kind.kind) == 0) continue;
    const double share = 100.0 * static_cast<double>(map.count(kind.kind)) / static_cast<double>(map.points.size());
    needle_row(Verdict::clear, false, kind.words, fmt::format("{:.0f} %", share), palette().text);
  }
  paragraph(
      "From each place of the skin a straight line is drawn to the middle of the zone. It is what this one body "
      "allows; "
      "where a needle is commonly described to enter is the ring.",
      Font::small, palette().quiet);
}

}  // namespace

bool shows_needle_page(const PanelContext& c) {
  return !c.in.session.asks() && c.state.needle_open && c.in.needle != nullptr && c.in.session.needle &&
         c.in.comparison == nullptr;
}

void draw_needle_page(const PanelContext& c) {
  const NeedleView& view = *c.in.needle;
  if (text_button("Back to the muscle", "needle.back", c.state)) c.state.needle_open = false;
  gap(4.0f);
  paragraph("The needle", Font::title, palette().strong);
  if (c.in.zone != nullptr) paragraph(c.in.zone->point->label, Font::italic, palette().quiet);
  gap(4.0f);
  draw_aim(view);
  draw_remarks(c, view);
  if (!view.beyond_report.empty() && c.in.zone != nullptr && c.in.zone->guide != nullptr) {
    paragraph(c.in.zone->guide->depth_limit_of, Font::small, palette().text);
    citation_line(c.in.zone->guide->depth_sources, c.in.library);
  }
  draw_warnings(view);
  const Style small(Font::small);
  heading("Passes, in this order, mm");
  draw_needle_passes(c, view);
  heading("Nearest: to the needle, to the tip, mm");
  draw_needle_nearest(c, view);
  heading("In your hand");
  draw_hands(c, view);
  draw_physique(c);
  if (c.in.zone == nullptr) return;
  heading("Where it may enter");
  draw_access_legend(c);
  draw_published(c);
}

}  // namespace palpate
