// All that the renderer needs to know for one picture, as a plain value: two equal lists give the same picture.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/scene/access_paint.h>
#include <palpate/scene/look.h>
#include <palpate/session/session.h>

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

// One structure. Hidden ones have mode `hidden`.
struct DrawState {
  enum class Mode : std::uint8_t { hidden, solid, glass, skin_glass };
  enum Emphasis : std::uint8_t { none = 0, selected = 1, hovered = 2, hazard = 4, target = 8 };

  Mode mode = Mode::hidden;
  Surface surface = Surface::plain;
  std::uint8_t emphasis = none;
  std::uint8_t opacity = 255;          // of glass
  std::uint32_t colour = 0xFFFFFFFFu;  // sRGB, red in the lowest byte
  bool operator==(const DrawState&) const = default;
};

// A zone pressed onto the skin: round brush strokes.
struct PaintPoint {
  glm::vec3 position{0.0f};
  float radius = 10.0f;
  glm::vec3 normal{0.0f};
  bool operator==(const PaintPoint&) const = default;
};
struct PaintStroke {
  // `drawn` and `erased` are a person's, in their order; `other` is an area in which something else hurts; `second` is
  // the essential pain of a muscle that is compared.
  enum class Style : std::uint8_t { essential, spillover, entry, drawn, erased, other, second, second_spillover };
  Style style = Style::essential;
  std::vector<PaintPoint> points;
  float strength = 1.0f;  // of what is drawn: 0..1
  bool deep = false;      // drawn as felt deep within
  bool operator==(const PaintStroke&) const = default;
};

// A soft light within tissue: a trigger-point zone at its true depth.
struct Glow {
  glm::vec3 centre{0.0f};
  float radius = 10.0f;
  float strength = 1.0f;  // the chosen one 1, its neighbours less
  bool operator==(const Glow&) const = default;
};

// A line of constant width on the screen; what lies behind something solid is drawn fainter.
struct DrawLine {
  glm::vec3 from{0.0f}, to{0.0f};
  float width_px = 1.5f;
  glm::vec4 colour{1.0f};  // sRGB
  float hidden_share = 0.35f;
  bool operator==(const DrawLine&) const = default;
};

// A text at a place, drawn by the user interface.
struct DrawLabel {
  glm::vec3 at{0.0f};
  std::string text;
  enum class Tone : std::uint8_t { plain, zone, needle, hazard } tone = Tone::plain;
  bool operator==(const DrawLabel&) const = default;
};

struct Backdrop {
  glm::vec3 centre{0.29f, 0.30f, 0.31f};  // sRGB
  glm::vec3 edge{0.19f, 0.195f, 0.21f};
  bool operator==(const Backdrop&) const = default;
};

struct DrawList {
  Camera camera;
  Bounds bounds;                              // of what is shown, for the depth range
  std::vector<DrawState> states;              // by structure index
  std::vector<PaintStroke> paint;             // on the skin
  std::shared_ptr<const AccessPaint> access;  // under the strokes
  std::vector<Glow> glows;
  std::vector<DrawLine> lines;
  std::vector<DrawLabel> labels;
  std::optional<glm::vec4> clip;  // plane: what has dot(xyz, p) > w is taken away
  Backdrop backdrop;
  bool light_theme = false;
  std::uint64_t geometry_version = 0;

  bool operator==(const DrawList& other) const;
};

// Whether a place is on the side of the cut that is taken away.
[[nodiscard]] bool cut_away(const DrawList& list, glm::vec3 p);

}  // namespace palpate
