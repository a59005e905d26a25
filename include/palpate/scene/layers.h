// What is shown: the rule from systems, peel, exceptions and isolation to each structure.
//
// The peel slider goes from the skin to the bone: first the skin turns to glass and vanishes, then muscles go layer by
// layer, and at the end only the skeleton, joints and what else is switched on is left.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/session/session.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace palpate {

inline constexpr float peel_skin_gone = 0.25f;     // below: skin, more and more glassy
inline constexpr float peel_muscles_gone = 0.95f;  // above: no muscles
inline constexpr int muscle_layers = 6;

// Opacity of the skin at a peel: 1 solid, 0 gone.
[[nodiscard]] float skin_opacity(float peel);
// Whether a muscle of a layer (1 superficial .. 6 deepest; 0 unknown) is still there at a peel.
[[nodiscard]] bool muscle_layer_shown(int layer, float peel);
// "Skin", "Glassy skin", "Muscles", "Deeper muscles", "Bones".
[[nodiscard]] std::string_view name_of_peel(float peel);
// The next stop of the slider inwards or outwards.
[[nodiscard]] float peel_step(float peel, bool inwards);

struct Visibility {
  Show show = Show::hidden;
  float opacity = 1.0f;  // of a ghost
};

// By structure index.
[[nodiscard]] std::vector<Visibility> visibility(const Body& body, const Session& session);

}  // namespace palpate
