// The pure function from body, clinical data and session to what is drawn.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/clinical/library.h>
#include <palpate/query/anchors.h>
#include <palpate/scene/comparison_view.h>
#include <palpate/scene/draw_list.h>
#include <palpate/scene/needle_view.h>
#include <palpate/scene/pain_view.h>
#include <palpate/session/session.h>
#include <palpate/session/settings.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

// A chosen trigger point with everything that is shown with it, on one body.
struct ZoneView {
  ZoneChoice choice;
  const MuscleRecord* record = nullptr;
  const TriggerPoint* point = nullptr;
  ResolvedPoint resolved;
  std::vector<ResolvedZone> zones;
  std::vector<StructureId> target;           // the muscle, on this body
  std::vector<std::uint32_t> covering;       // what lies between the skin and the zone
  const NeedlingGuide* guide = nullptr;      // the first one for the point, if any
  const NeedleWay* way = nullptr;            // of that guide, to this point
  std::optional<ResolvedNeedle> needle;      // as its words say
  std::optional<ResolvedNeedle> approach;    // and brought to the zone, as far as they allow
  const RealNeedle* sold = nullptr;          // a needle within the described lengths that reaches the zone, if any does
  std::vector<StructureId> hazards;          // as far as this body has them
  std::vector<std::string> missing_hazards;  // names of those it has not
  float scale = 1.0f;                        // millimetres of the person that one of the body is
};

// What the scene is made of. All references must outlive the call.
struct SceneInput {
  const Body& body;
  const ConceptCatalog& concepts;
  const ClinicalLibrary& library;
  const Session& session;
  Theme theme = Theme::dark;
  std::uint64_t geometry_version = 0;
  std::optional<std::uint32_t> hovered;     // structure under the pointer
  const ZoneView* zone = nullptr;           // the session's chosen zone, resolved
  std::vector<ResolvedPoint> other_points;  // of the same muscle, shown fainter
  const PainView* pain = nullptr;           // what is drawn where it hurts; none while it is not shown
  const ComparisonView* comparison =
      nullptr;                         // its two muscles take the place of the zone; none while none are compared
  const NeedleView* needle = nullptr;  // described or held; none while there is none, or it is not shown
  std::shared_ptr<const AccessPaint> access = nullptr;  // of the zone; none while it is not shown
};

[[nodiscard]] DrawList build_draw_list(const SceneInput& input);

// Resolves a choice on this body; none if the record, the point or its landmarks do not exist. `scale`: millimetres of
// the person that one of the body is.
[[nodiscard]] std::optional<ZoneView> view_zone(const ZoneChoice& choice, const Body& body,
                                                const ConceptCatalog& concepts, const ClinicalLibrary& library,
                                                const AnchorResolver& anchors, float scale = 1.0f);

// The concept that a session's selection names, and the side. The key may be a structure's or a concept's.
struct SelectedConcept {
  ConceptId id;
  Side side = Side::none;
};
[[nodiscard]] SelectedConcept selected_concept(const Session& session, const Body& body,
                                               const ConceptCatalog& concepts);
// The structures that a selection stands for.
[[nodiscard]] std::vector<StructureId> selected_structures(const Session& session, const Body& body,
                                                           const ConceptCatalog& concepts);

// Where to look from to see a zone and the pain it refers, both in the picture. `covered`: how much of the width and
// height of the picture something lies over, at its lower left; the zone and where its needle enters are kept clear.
[[nodiscard]] Camera camera_for_zone(const Camera& now, const ZoneView& zone, const Body& body, float aspect,
                                     glm::vec2 covered = glm::vec2(0.0f));

}  // namespace palpate
