// A board of skin on which zones and drawings are round spots whose pieces can be counted by hand.
#pragma once

#include "made_scene.h"
#include "shapes.h"

#include <palpate/query/pain_map.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

// A place on the front of the board: mm lateral of its midline and above its middle, and how far it reaches. On the
// right side of the body lateral is -x.
struct Spot {
  float lateral = 0.0f, up = 0.0f, radius = 20.0f;
};

inline Stroke stated(Spot s) {
  return {{{{{"middle", 1.0f}}, {s.lateral, s.up, 0.0f}}, s.radius}};
}

inline ReferralZone zone(bool essential, const std::vector<Spot>& spots, ZoneSide side = ZoneSide::same) {
  ReferralZone made;
  made.essential = essential;
  made.side = side;
  for (const Spot& s : spots) made.strokes.push_back(stated(s));
  return made;
}

inline TriggerPoint point_with(const std::string& id, const std::vector<ReferralZone>& zones) {
  TriggerPoint point;
  point.id = id;
  point.zones = zones;
  return point;
}

inline TriggerPoint refers_to(const std::string& id, const std::vector<Spot>& essential,
                              const std::vector<Spot>& spillover = {}) {
  return point_with(id, {zone(true, essential), zone(false, spillover)});
}

inline PainArea other_area(const std::string& id, PainArea::Kind kind, const std::vector<Spot>& spots,
                           const std::string& red_flag = {}) {
  PainArea area;
  area.id = id;
  area.kind = kind;
  area.red_flag = red_flag;
  for (const Spot& s : spots) area.strokes.push_back(stated(s));
  return area;
}

// 400 mm wide, 400 high, 40 thick; the front is at z = 20.
class PainBoard {
 public:
  static constexpr float piece_mm2 = 4.0f;

  PainBoard() {
    Landmark landmark;
    landmark.name = "middle";
    landmark.at = {0, 200, 20};
    landmarks.add(landmark);
    Structure structure;
    structure.key = "skin";
    structure.system = System::skin;
    const StructureId id = body.add(structure);
    const MeshData board = box({-200, 0, -20}, {200, 400, 20});
    rays = std::make_unique<RayScene>(std::vector{chunk_scenes({{id.index(), board}})});
    skin = SkinMap(board, piece_mm2);
    anchors = std::make_unique<AnchorResolver>(body, concepts, landmarks, *rays);
  }

  void add(const std::string& muscle, std::vector<TriggerPoint> points) {
    MuscleRecord record;
    record.muscle = muscle;
    record.trigger_points = std::move(points);
    library.add(record);
  }
  void add_region(const std::string& key, bool sided, const std::vector<Spot>& spots) {
    Concept entry;
    entry.key = key;
    entry.sided = sided;
    concepts.add(entry);
    SkinRegion region{key, {}};
    for (const Spot& s : spots) region.strokes.push_back(stated(s));
    areas.regions.push_back(region);
  }

  [[nodiscard]] PainMap map(const CancelToken& cancel = {}) const {
    return {skin, *anchors, library, areas, concepts, cancel};
  }

  // A spot that a person paints on a side.
  [[nodiscard]] static PainMark mark(Spot s, Side side = Side::right, std::uint8_t intensity = 2) {
    PainMark made;
    made.points = {centre(s, side)};
    made.radius_mm = s.radius;
    made.intensity = intensity;
    return made;
  }
  [[nodiscard]] PaintedPain painted(const PainDrawing& drawing) const {
    std::vector<DrawnMark> marks;
    for (const PainMark& m : drawing) marks.push_back(drawn(m, areas, *anchors));
    return paint(marks, skin);
  }
  [[nodiscard]] PaintedPain painted(const std::vector<Spot>& spots) const {
    PainDrawing drawing;
    for (const Spot& s : spots) drawing.push_back(mark(s));
    return painted(drawing);
  }

  // The pieces of any of the spots, by looking at every piece of the front.
  [[nodiscard]] SkinArea pieces(const std::vector<Spot>& spots, Side side = Side::right) const {
    SkinArea found;
    for (std::uint32_t i = 0; i < skin.pieces().size(); ++i) {
      const SkinPiece& piece = skin.pieces()[i];
      if (piece.normal.z < 0.5f) continue;
      for (const Spot& s : spots) {
        if (glm::distance(piece.position, centre(s, side)) > s.radius) continue;
        found.push_back(i);
        break;
      }
    }
    return found;
  }

  Body body;
  ConceptCatalog concepts;
  LandmarkTable landmarks;
  std::unique_ptr<RayScene> rays;
  SkinMap skin;
  std::unique_ptr<AnchorResolver> anchors;
  ClinicalLibrary library;
  SkinAreas areas;

 private:
  static glm::vec3 centre(Spot s, Side side) {
    return {side == Side::left ? s.lateral : -s.lateral, 200.0f + s.up, 20.0f};
  }
};

}  // namespace palpate::test
