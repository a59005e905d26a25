// The tilt of the needle on a dial: seen from outside, its middle is perpendicular, its edge lies along the skin. The
// dot is where the tip points; the shaded field is what is described.
#include "tilt_dial.h"

#include "widgets.h"

#include <palpate/scene/tilt_frame.h>

#include <fmt/format.h>

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace palpate {
namespace {

constexpr float edge_deg = 75.0f;
constexpr float radius_at_one = 62.0f, label_room = 18.0f;

struct Dial {
  ImVec2 centre;
  float radius;
  [[nodiscard]] ImVec2 at(glm::vec2 tilt_deg) const {
    return {centre.x + tilt_deg.x / edge_deg * radius, centre.y - tilt_deg.y / edge_deg * radius};
  }
  [[nodiscard]] glm::vec2 tilt_at(ImVec2 p) const {
    const glm::vec2 tilt((p.x - centre.x) / radius * edge_deg, (centre.y - p.y) / radius * edge_deg);
    const float length = glm::length(tilt);
    return length > edge_deg ? tilt * (edge_deg / length) : tilt;
  }
};

void draw_grid(ImDrawList* draw, const Dial& dial, const TiltFrame& frame) {
  draw->AddCircleFilled(dial.centre, dial.radius, palette().field, 64);
  for (const float ring : {15.0f, 30.0f, 45.0f, 60.0f, 75.0f})
    draw->AddCircle(dial.centre, ring / edge_deg * dial.radius, palette().faint, 64, px(1.0f));
  const float r = dial.radius;
  draw->AddLine(ImVec2(dial.centre.x - r, dial.centre.y), ImVec2(dial.centre.x + r, dial.centre.y), palette().faint);
  draw->AddLine(ImVec2(dial.centre.x, dial.centre.y - r), ImVec2(dial.centre.x, dial.centre.y + r), palette().faint);
  const Style small(Font::small);
  const auto label = [&](std::string_view text, float x, float y, float align_x, float align_y) {
    const std::string words(text);
    const ImVec2 size = ImGui::CalcTextSize(words.c_str());
    draw->AddText(ImVec2(x - align_x * size.x, y - align_y * size.y), palette().quiet, words.c_str());
  };
  const float gap_px = px(5.0f);
  label(frame.to_up, dial.centre.x, dial.centre.y - r - gap_px * 0.4f, 0.5f, 1.0f);
  label(frame.to_down, dial.centre.x, dial.centre.y + r + gap_px * 0.4f, 0.5f, 0.0f);
  label(frame.to_right, dial.centre.x + r + gap_px, dial.centre.y, 0.0f, 0.5f);
  label(frame.to_left, dial.centre.x - r - gap_px, dial.centre.y, 1.0f, 0.5f);
}

// What is described: the cone of directions, and its middle.
void draw_described(ImDrawList* draw, const PanelContext& c, const Dial& dial, const TiltFrame& frame) {
  if (c.in.zone == nullptr || !c.in.zone->approach || c.in.zone->guide == nullptr) return;
  const glm::vec3 axis = c.in.zone->needle ? c.in.zone->needle->direction : c.in.zone->approach->direction;
  const float spread = glm::radians(std::max(c.in.zone->way->spread_deg, 1.0f));
  const glm::vec3 helper = std::abs(axis.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
  const glm::vec3 u = glm::normalize(glm::cross(axis, helper)), v = glm::cross(axis, u);
  std::vector<ImVec2> border;
  for (int i = 0; i < 48; ++i) {
    const float around = glm::radians(7.5f * static_cast<float>(i));
    const glm::vec3 direction = glm::normalize(axis + std::tan(spread) * (std::cos(around) * u + std::sin(around) * v));
    border.push_back(dial.at(tilt_of(frame, direction)));
  }
  draw->PushClipRect(ImVec2(dial.centre.x - dial.radius, dial.centre.y - dial.radius),
                     ImVec2(dial.centre.x + dial.radius, dial.centre.y + dial.radius), true);
  draw->AddConvexPolyFilled(border.data(), static_cast<int>(border.size()),
                            (palette().zone & 0x00FFFFFFu) | 0x50000000u);
  draw->AddPolyline(border.data(), static_cast<int>(border.size()), palette().zone, ImDrawFlags_Closed, px(1.2f));
  draw->PopClipRect();
}

std::string in_words(const TiltFrame& frame, glm::vec2 tilt) {
  const auto part = [](float degrees, std::string_view plus, std::string_view minus) {
    return fmt::format("{:.0f}\xC2\xB0 {}", std::abs(degrees), degrees >= 0.0f ? plus : minus);
  };
  return fmt::format("Tip towards: {}, {}", part(tilt.x, frame.to_right, frame.to_left),
                     part(tilt.y, frame.to_up, frame.to_down));
}

}  // namespace

void draw_tilt_dial(const PanelContext& c, const NeedleView& view) {
  const TiltFrame frame = tilt_frame(view.needle.entry, view.skin_normal, view.limb);
  const float width = content_width(), radius = std::min(px(radius_at_one), width * 0.28f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = 2.0f * (radius + px(label_room));
  const Dial dial{ImVec2(at.x + width * 0.5f, at.y + height * 0.5f), radius};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_grid(draw, dial, frame);
  draw_described(draw, c, dial, frame);
  const glm::vec2 tilt = tilt_of(frame, view.needle.direction);
  const ImVec2 dot = dial.at(tilt);
  draw->AddLine(dial.centre, dot, palette().strong, px(1.5f));
  draw->AddCircleFilled(dot, px(5.5f), palette().strong, 24);

  ImGui::SetCursorScreenPos(ImVec2(dial.centre.x - radius, dial.centre.y - radius));
  ImGui::InvisibleButton("needle.dial", ImVec2(2.0f * radius, 2.0f * radius));
  note_item(c.state, "needle.dial");
  if (ImGui::IsItemActive()) {
    const glm::vec2 wanted = dial.tilt_at(ImGui::GetIO().MousePos);
    if (glm::distance(wanted, tilt) > 0.25f) {
      HeldNeedle needle = view.needle;
      needle.direction = direction_of(frame, wanted);
      c.emit(Action(HoldNeedle{needle, "Tilt the needle"}));
    }
  }
  if (ImGui::IsItemDeactivated()) c.emit(UiFinishStep{});
  tip("Seen from outside: the middle is perpendicular to the skin, each ring 15\xC2\xB0. The dot is where the tip "
      "points; the shaded field is what is described. Drag it, or use Alt and the arrow keys.");
  ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height));
  paragraph(in_words(frame, tilt), Font::small, palette().text);
}

}  // namespace palpate
