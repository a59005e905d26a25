#include <palpate/scene/layers.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

// The stops of the slider: solid skin, glassy skin, each muscle layer, bone.
constexpr std::array<float, 9> stops = {0.0f, 0.15f, 0.30f, 0.42f, 0.54f, 0.66f, 0.78f, 0.90f, 1.0f};

bool isolated_away(const Session& session, const Structure& structure) {
  return !session.only.empty() && !std::binary_search(session.only.begin(), session.only.end(), structure.key);
}

// Tendons and aponeuroses are the ends of muscles: they come and go with them, and with the fasciae.
bool goes_with_muscles(const Structure& structure) {
  return structure.kind == Kind::tendon || structure.kind == Kind::aponeurosis;
}

// A variant is shown where it is meant: most people do not have it.
bool is_chosen(const Structure& structure, const Session& session) {
  return split_structure_key(session.selected).first == split_structure_key(structure.key).first;
}

Visibility by_layers(const Structure& structure, const Session& session) {
  if (structure.variant && !is_chosen(structure, session)) return {Show::hidden, 0.0f};
  if (goes_with_muscles(structure)) {
    const bool as_muscle = session.shows(System::muscles) && muscle_layer_shown(structure.layer, session.peel);
    if (as_muscle) return {Show::normal, 1.0f};
  }
  if (!session.shows(structure.system)) return {Show::hidden, 0.0f};
  if (structure.system == System::skin) {
    const float opacity = skin_opacity(session.peel);
    if (opacity <= 0.0f) return {Show::hidden, 0.0f};
    return {opacity >= 1.0f ? Show::normal : Show::ghost, opacity};
  }
  if (structure.system == System::fascia && session.peel >= peel_skin_gone + 0.1f) return {Show::hidden, 0.0f};
  if (structure.system == System::muscles && !muscle_layer_shown(structure.layer, session.peel))
    return {Show::hidden, 0.0f};
  return {Show::normal, 1.0f};
}

}  // namespace

float skin_opacity(float peel) {
  if (peel <= 0.02f) return 1.0f;
  if (peel >= peel_skin_gone) return 0.0f;
  // From a clear pane to a faint one.
  return 0.62f - 0.47f * (peel / peel_skin_gone);
}

bool muscle_layer_shown(int layer, float peel) {
  if (peel <= peel_skin_gone + 0.06f) return true;
  if (peel >= peel_muscles_gone) return false;
  const float share = (peel - peel_skin_gone - 0.06f) / (peel_muscles_gone - peel_skin_gone - 0.06f);
  const int gone = static_cast<int>(std::ceil(share * static_cast<float>(muscle_layers - 1) - 0.05f));
  return (layer == 0 ? 3 : layer) > gone;
}

std::string_view name_of_peel(float peel) {
  if (peel < 0.08f) return "Skin";
  if (peel < peel_skin_gone) return "Glassy skin";
  if (peel <= peel_skin_gone + 0.06f) return "Muscles";
  if (peel < peel_muscles_gone) return "Deeper muscles";
  return "Bones";
}

float peel_step(float peel, bool inwards) {
  constexpr float same = 0.005f;
  if (inwards) {
    const auto next = std::find_if(stops.begin(), stops.end(), [&](float s) { return s > peel + same; });
    return next == stops.end() ? 1.0f : *next;
  }
  const auto next = std::find_if(stops.rbegin(), stops.rend(), [&](float s) { return s < peel - same; });
  return next == stops.rend() ? 0.0f : *next;
}

std::vector<Visibility> visibility(const Body& body, const Session& session) {
  std::vector<Visibility> out;
  out.reserve(body.size());
  for (const Structure& structure : body.structures()) {
    Visibility v = by_layers(structure, session);
    if (!session.only.empty()) {
      // What is isolated is shown whatever its layer; attachments and painted regions are not bodies of their own.
      v = isolated_away(session, structure) ? Visibility{Show::hidden, 0.0f} : Visibility{Show::normal, 1.0f};
    }
    if (const auto found = session.exceptions.find(structure.key); found != session.exceptions.end()) {
      if (found->second == Show::hidden) v = {Show::hidden, 0.0f};
      if (found->second == Show::ghost && v.show != Show::hidden) v = {Show::ghost, 0.28f};
    }
    out.push_back(v);
  }
  return out;
}

}  // namespace palpate
