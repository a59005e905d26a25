// Draw lists of the manikin.
#pragma once

#include <manikin_rays.h>

#include <palpate/scene/build.h>
#include <palpate/session/action.h>

#include <string>

namespace palpate::test {

[[nodiscard]] inline DrawList list_of(const Session& session, const ZoneView* zone = nullptr,
                                      Theme theme = Theme::dark) {
  return build_draw_list({manikin().body,
                          program_data().anatomy.concepts,
                          program_data().library,
                          session,
                          theme,
                          manikin().geometry.version(),
                          std::nullopt,
                          zone,
                          {}});
}

[[nodiscard]] inline const DrawState& state_of(const DrawList& list, const std::string& key) {
  return list.states.at(manikin().body.find(key).index());
}

// A session that has chosen a zone as a person does.
[[nodiscard]] inline Session session_with(const ZoneView& zone) {
  return apply(Session(), Select{structure_key(zone.point->in, zone.choice.side), {}, zone.choice});
}

}  // namespace palpate::test
