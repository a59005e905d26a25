// A chosen trigger point on a body: what it resolves to, how it is drawn, and from where it is looked at.
#include "draw_list_fixture.h"

#include <palpate/scene/camera_math.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vector_relational.hpp>

#include <cctype>
#include <functional>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::list_of;
using test::manikin;
using test::program_data;
using test::session_with;
using test::state_of;
using test::zone_on_manikin;
using Mode = DrawState::Mode;

// Every trigger point of the library, on both sides.
void for_every_zone(const std::function<void(const ZoneView&)>& look_at) {
  for (const MuscleRecord& record : program_data().library.records()) {
    for (const TriggerPoint& point : record.trigger_points) {
      for (const Side side : {Side::right, Side::left}) {
        SCOPED_TRACE(record.muscle + "/" + point.id + "." + std::string(key_of(side)));
        const auto zone = zone_on_manikin(record.muscle, point.id, side);
        ASSERT_TRUE(zone);
        look_at(*zone);
      }
    }
  }
}

ZoneView infraspinatus() {
  return *zone_on_manikin("infraspinatus", program_data().library.record("infraspinatus")->trigger_points.front().id,
                          Side::right);
}

TEST(ZoneView, IsThereForEveryTriggerPointOfTheLibraryOnBothSides) {
  for_every_zone([](const ZoneView& zone) {
    EXPECT_NE(zone.record, nullptr);
    EXPECT_NE(zone.point, nullptr);
    EXPECT_FALSE(zone.zones.empty());
    EXPECT_NEAR(glm::length(zone.resolved.skin_normal), 1.0f, 1e-3f);
    for (const ResolvedZone& painted : zone.zones) EXPECT_FALSE(painted.strokes.empty());
    EXPECT_EQ(zone.guide != nullptr, !zone.record->guides_for(zone.choice.point).empty());
    EXPECT_EQ(zone.needle.has_value(), zone.guide != nullptr);
  });
}

TEST(ZoneView, IsMirroredOnTheOtherSide) {
  for (const MuscleRecord& record : program_data().library.records()) {
    if (record.trigger_points.empty()) continue;  // anatomy alone
    const std::string& id = record.trigger_points.front().id;
    const auto right = zone_on_manikin(record.muscle, id, Side::right),
               left = zone_on_manikin(record.muscle, id, Side::left);
    ASSERT_TRUE(right && left) << record.muscle;
    EXPECT_LT(glm::distance(mirrored(right->resolved.position), left->resolved.position), 4.0f) << record.muscle;
    EXPECT_EQ(right->target.size(), left->target.size()) << record.muscle;
  }
}

TEST(ZoneView, IsNotThereForWhatNobodyDescribed) {
  EXPECT_FALSE(zone_on_manikin("no-such-muscle", "a", Side::right));
  EXPECT_FALSE(zone_on_manikin("infraspinatus", "no-such-point", Side::right));
}

TEST(ZoneView, IsNotThereWhereItsLandmarksAreUnknown) {
  const LandmarkTable none;
  const AnchorResolver anchors(manikin().body, program_data().anatomy.concepts, none, test::manikin_rays());
  const ZoneView known = infraspinatus();
  EXPECT_FALSE(
      view_zone(known.choice, manikin().body, program_data().anatomy.concepts, program_data().library, anchors));
}

TEST(ZoneView, HasTheMuscleOfItsSideAsTarget) {
  const ZoneView zone = infraspinatus();
  ASSERT_EQ(zone.target.size(), 1u);
  EXPECT_EQ(manikin().body[zone.target[0]].key, "infraspinatus.right");
}

TEST(ZoneView, KnowsWhatCoversTheTargetButNotTheTargetItself) {
  int covered = 0;
  for_every_zone([&](const ZoneView& zone) {
    for (const std::uint32_t index : zone.covering) {
      ASSERT_LT(index, manikin().body.size());
      for (const StructureId target : zone.target) EXPECT_NE(index, target.index());
      ++covered;
    }
  });
  EXPECT_GT(covered, 0);
}

TEST(ZoneView, NamesTheHazardsThatThisBodyDoesNotHave) {
  std::size_t here = 0, missing = 0;
  for_every_zone([&](const ZoneView& zone) {
    if (zone.guide == nullptr) return;
    std::vector<std::string> names;
    for (const Hazard& hazard : zone.guide->hazards) {
      const ConceptId id = program_data().anatomy.concepts.find(hazard.structure);
      ASSERT_TRUE(id.valid()) << hazard.structure;
      const Side side = hazard.side == Hazard::Where::both    ? Side::none
                        : hazard.side == Hazard::Where::other ? opposite(zone.choice.side)
                                                              : zone.choice.side;
      if (manikin().body.realise(program_data().anatomy.concepts, id, side).empty())
        names.push_back(program_data().anatomy.concepts[id].name);
    }
    EXPECT_EQ(zone.missing_hazards, names);
    missing += names.size();
    here += zone.hazards.size();
  });
  EXPECT_GT(here, 0u);
  EXPECT_GT(missing, 0u) << "the manikin does not have everything";
}

TEST(ZoneView, TakesHazardsFromTheSideThatTheGuideNames) {
  MuscleRecord record = *program_data().library.record("infraspinatus");
  ASSERT_FALSE(record.needling.empty());
  const std::string point = record.needling.front().zones.at(0);
  const auto hazards_at = [&](Hazard::Where where) {
    Hazard hazard;
    hazard.structure = "sciatic-nerve";
    hazard.side = where;
    record.needling.front().hazards = {hazard};
    ClinicalLibrary library;
    library.add(record);
    const auto zone = view_zone({"infraspinatus", point, Side::left}, manikin().body, program_data().anatomy.concepts,
                                library, test::manikin_anchors());
    std::vector<std::string> keys;
    for (const StructureId id : zone->hazards) keys.push_back(manikin().body[id].key);
    std::sort(keys.begin(), keys.end());
    return keys;
  };
  using Keys = std::vector<std::string>;
  EXPECT_EQ(hazards_at(Hazard::Where::same), Keys{"sciatic-nerve.left"});
  EXPECT_EQ(hazards_at(Hazard::Where::other), Keys{"sciatic-nerve.right"});
  EXPECT_EQ(hazards_at(Hazard::Where::both), (Keys{"sciatic-nerve.left", "sciatic-nerve.right"}));
}

TEST(ZoneDrawing, MakesWhatCoversTheZoneGlassAndTheTargetSolid) {
  int checked = 0;
  for_every_zone([&](const ZoneView& zone) {
    const DrawList list = list_of(session_with(zone), &zone);
    for (const std::uint32_t index : zone.covering) {
      const Structure& s = manikin().body.structures()[index];
      EXPECT_NE(list.states[index].mode, Mode::solid) << s.key;
      if (list.states[index].mode == Mode::glass) {
        EXPECT_LT(list.states[index].opacity, 120) << s.key;
        ++checked;
      }
    }
    for (const StructureId id : zone.target) {
      EXPECT_EQ(list.states[id.index()].mode, Mode::solid);
      EXPECT_TRUE(list.states[id.index()].emphasis & DrawState::target);
    }
  });
  EXPECT_GT(checked, 0);
}

TEST(ZoneDrawing, ShowsTheTargetThoughItsLayerWasPeeledOff) {
  const ZoneView zone = infraspinatus();
  const Session session = apply(session_with(zone), SetPeel{1.0f});
  EXPECT_EQ(state_of(list_of(session, &zone), "infraspinatus.right").mode, Mode::solid);
}

TEST(ZoneDrawing, PaintsReferredPainOnSkinThatOneSeesThrough) {
  const ZoneView zone = infraspinatus();
  for (const float peel : {0.0f, 0.15f, 0.3f, 1.0f}) {
    const DrawState skin = state_of(list_of(apply(session_with(zone), SetPeel{peel}), &zone), "skin");
    EXPECT_EQ(skin.mode, Mode::skin_glass) << peel;
    EXPECT_GT(skin.opacity, 20) << peel;
    EXPECT_LT(skin.opacity, 120) << peel;
  }
  const Session without = apply(session_with(zone), ShowSystem{System::skin, false});
  EXPECT_EQ(state_of(list_of(without, &zone), "skin").mode, Mode::hidden) << "who switched it off does not want it";
}

TEST(ZoneDrawing, PaintsEveryStrokeInItsStyle) {
  for_every_zone([](const ZoneView& zone) {
    const DrawList list = list_of(session_with(zone), &zone);
    std::size_t essential = 0, spillover = 0, entries = 0;
    for (const PaintStroke& stroke : list.paint) {
      EXPECT_FALSE(stroke.points.empty());
      essential += stroke.style == PaintStroke::Style::essential ? 1 : 0;
      spillover += stroke.style == PaintStroke::Style::spillover ? 1 : 0;
      entries += stroke.style == PaintStroke::Style::entry ? 1 : 0;
    }
    std::size_t wanted_essential = 0, wanted_spillover = 0;
    for (const ResolvedZone& painted : zone.zones)
      (painted.essential ? wanted_essential : wanted_spillover) += painted.strokes.size();
    EXPECT_EQ(essential, wanted_essential);
    EXPECT_EQ(spillover, wanted_spillover);
    EXPECT_EQ(entries, zone.needle ? 1u : 0u);
  });
}

TEST(ZoneDrawing, GlowsWhereTheZoneLiesAndFainterWhereItsNeighboursAre) {
  const ZoneView zone = infraspinatus();
  const Session session = session_with(zone);
  ResolvedPoint other;
  other.position = {1, 2, 3};
  const DrawList list = build_draw_list({manikin().body,
                                         program_data().anatomy.concepts,
                                         program_data().library,
                                         session,
                                         Theme::dark,
                                         1,
                                         std::nullopt,
                                         &zone,
                                         {other}});
  ASSERT_EQ(list.glows.size(), 2u);
  EXPECT_EQ(list.glows[0].centre, other.position);
  EXPECT_LT(list.glows[0].strength, 0.5f);
  EXPECT_EQ(list.glows[1].centre, zone.resolved.position);
  EXPECT_EQ(list.glows[1].radius, zone.point->radius_mm);
  EXPECT_EQ(list.glows[1].strength, 1.0f);
}

TEST(ZoneDrawing, LabelsTheZoneAndTheNeedle) {
  for_every_zone([](const ZoneView& zone) {
    const DrawList list = list_of(session_with(zone), &zone);
    int zones = 0, needles = 0;
    for (const DrawLabel& label : list.labels) {
      EXPECT_FALSE(label.text.empty());
      EXPECT_FALSE(std::islower(static_cast<unsigned char>(label.text[0]))) << label.text;
      if (label.tone == DrawLabel::Tone::zone) {
        ++zones;
        EXPECT_EQ(label.at, zone.resolved.position);
      }
      if (label.tone == DrawLabel::Tone::needle) {
        ++needles;
        EXPECT_THAT(label.text, testing::HasSubstr("Described")) << "a description, never an instruction";
      }
    }
    EXPECT_EQ(zones, 1);
    EXPECT_EQ(needles, zone.needle ? 1 : 0);
  });
}

TEST(ZoneDrawing, OutlinesEveryHazardAndShowsItThoughItsSystemIsOff) {
  int outlined = 0;
  for_every_zone([&](const ZoneView& zone) {
    const DrawList list = list_of(session_with(zone), &zone);
    for (std::uint32_t i = 0; i < list.states.size(); ++i) {
      const bool hazard = std::find(zone.hazards.begin(), zone.hazards.end(), StructureId(i)) != zone.hazards.end();
      EXPECT_EQ((list.states[i].emphasis & DrawState::hazard) != 0, hazard) << manikin().body.structures()[i].key;
      if (hazard) {
        EXPECT_NE(list.states[i].mode, Mode::hidden) << manikin().body.structures()[i].key;
        ++outlined;
      }
    }
    const DrawList without = list_of(apply(session_with(zone), SetSwitch{Switch::hazards, false}), &zone);
    for (const DrawState& s : without.states) EXPECT_FALSE(s.emphasis & DrawState::hazard);
  });
  EXPECT_GT(outlined, 0);
}

TEST(ZoneDrawing, DrawsTheNeedleThroughItsEntryAlongItsDirection) {
  for_every_zone([](const ZoneView& zone) {
    if (!zone.needle) return;
    const DrawList list = list_of(session_with(zone), &zone);
    const ResolvedNeedle& n = *zone.needle;
    bool outside = false, inside = false;
    for (const DrawLine& line : list.lines) {
      EXPECT_GT(line.width_px, 0.0f);
      const float along = glm::dot(glm::normalize(line.to - line.from), n.direction);
      if (glm::distance(line.to, n.entry) < 0.01f && along > 0.999f) outside = true;
      if (glm::distance(line.from, n.entry) < 0.01f && along > 0.999f) {
        inside = true;
        const float reach = glm::distance(line.from, line.to);
        if (zone.guide->depth_mm && zone.guide->depth_mm->high > 0.0f) {
          EXPECT_NEAR(reach, zone.guide->depth_mm->high, 0.01f) << "as deep as the sources say, and no deeper";
        }
      }
    }
    EXPECT_TRUE(outside);
    EXPECT_TRUE(inside);
    const auto entry = std::find_if(list.paint.begin(), list.paint.end(),
                                    [](const PaintStroke& s) { return s.style == PaintStroke::Style::entry; });
    ASSERT_NE(entry, list.paint.end());
    EXPECT_EQ(entry->points.at(0).position, n.entry);
    EXPECT_EQ(entry->points.at(0).radius, zone.way->entry_radius_mm);
  });
}

TEST(ZoneDrawing, MarksTheRangeOfDepthsOnTheNeedle) {
  int marked = 0;
  for_every_zone([&](const ZoneView& zone) {
    if (!zone.needle || !zone.guide->depth_mm) return;
    const ResolvedNeedle& n = *zone.needle;
    const glm::vec3 low = n.entry + n.direction * zone.guide->depth_mm->low,
                    high = n.entry + n.direction * zone.guide->depth_mm->high;
    const DrawList list = list_of(session_with(zone), &zone);
    EXPECT_TRUE(std::any_of(list.lines.begin(), list.lines.end(), [&](const DrawLine& line) {
      return glm::distance(line.from, low) < 0.01f && glm::distance(line.to, high) < 0.01f && line.width_px > 3.0f;
    }));
    ++marked;
  });
  EXPECT_GT(marked, 0);
}

TEST(ZoneDrawing, OpensTheConeOfDirectionsAsFarAsTheGuideSays) {
  for_every_zone([](const ZoneView& zone) {
    if (!zone.needle || zone.way->spread_deg < 1.0f) return;
    const ResolvedNeedle& n = *zone.needle;
    float widest = 0.0f;
    for (const DrawLine& line : list_of(session_with(zone), &zone).lines) {
      if (glm::distance(line.from, n.entry) > 0.01f || glm::dot(line.to - line.from, n.direction) > 0.0f) continue;
      const float cosine = glm::dot(glm::normalize(line.to - line.from), -n.direction);
      widest = std::max(widest, glm::degrees(std::acos(glm::clamp(cosine, -1.0f, 1.0f))));
    }
    EXPECT_NEAR(widest, zone.way->spread_deg, 0.1f);
  });
}

TEST(ZoneDrawing, LeavesTheNeedleAwayWhenItIsSwitchedOff) {
  const ZoneView zone = infraspinatus();
  ASSERT_TRUE(zone.needle);
  const DrawList list = list_of(apply(session_with(zone), SetSwitch{Switch::needle, false}), &zone);
  EXPECT_TRUE(list.lines.empty());
  for (const PaintStroke& stroke : list.paint) EXPECT_NE(stroke.style, PaintStroke::Style::entry);
  for (const DrawLabel& label : list.labels) EXPECT_NE(label.tone, DrawLabel::Tone::needle);
  EXPECT_FALSE(list.glows.empty()) << "the zone itself stays";
}

TEST(ZoneDrawing, KeepsTheNeedleWithinTheBoundsThatDepthIsMeasuredFor) {
  const ZoneView zone = infraspinatus();
  const DrawList list = list_of(session_with(zone), &zone);
  for (const DrawLine& line : list.lines) {
    for (const glm::vec3 p : {line.from, line.to}) {
      EXPECT_TRUE(glm::all(glm::lessThanEqual(list.bounds.low, p)));
      EXPECT_TRUE(glm::all(glm::lessThanEqual(p, list.bounds.high)));
    }
  }
}

class CameraForZone : public testing::TestWithParam<float> {};

TEST_P(CameraForZone, HasZoneAndReferredPainBothInThePicture) {
  const float aspect = GetParam();
  const glm::vec2 size(900.0f * aspect, 900.0f);
  for_every_zone([&](const ZoneView& zone) {
    const Camera camera = camera_for_zone(Camera(), zone, manikin().body, aspect);
    const auto seen = [&](glm::vec3 p) {
      const auto at = on_screen(camera, p, size);
      return at && at->x >= 0 && at->y >= 0 && at->x <= size.x && at->y <= size.y;
    };
    EXPECT_TRUE(seen(zone.resolved.position));
    EXPECT_TRUE(seen(zone.resolved.skin));
    for (const ResolvedZone& painted : zone.zones) {
      for (const auto& stroke : painted.strokes) {
        for (const ResolvedStrokePoint& p : stroke) EXPECT_TRUE(seen(p.position));
      }
    }
    const bool sole = zone.resolved.skin.y < 60.0f && zone.resolved.skin_normal.y < -0.5f;
    if (sole) {
      EXPECT_LT(camera.pitch_deg, 0.0f) << "the sole is seen from below";
      EXPECT_GE(camera.pitch_deg, -60.0f);
    } else {
      EXPECT_LE(std::abs(camera.pitch_deg), 30.0f) << "a body seen from above is hard to read";
    }
    EXPECT_GE(camera.distance_mm, 40.0f);
  });
}

INSTANTIATE_TEST_SUITE_P(Aspects, CameraForZone, testing::Values(0.5f, 1.0f, 1.6f, 2.6f));

TEST(CameraForZone, LooksAtTheSkinOverTheZoneAndNotThroughTheBody) {
  for_every_zone([](const ZoneView& zone) {
    const Camera camera = camera_for_zone(Camera(), zone, manikin().body, 1.5f);
    const glm::vec3 to_eye = glm::normalize(view_frame(camera).eye - zone.resolved.skin);
    // Where the skin faces up or down nobody can look at it squarely.
    if (std::abs(zone.resolved.skin_normal.y) < 0.6f) {
      EXPECT_GT(glm::dot(to_eye, zone.resolved.skin_normal), 0.0f);
    }
  });
}

TEST(CameraForZone, KeepsTheZoneAndItsNeedleClearOfWhatLiesOverThePicture) {
  const glm::vec2 size(1350.0f, 900.0f), covered(0.42f, 0.35f);
  for_every_zone([&](const ZoneView& zone) {
    if (!zone.approach) return;
    const Camera camera = camera_for_zone(Camera(), zone, manikin().body, size.x / size.y, covered);
    for (const glm::vec3 place : {zone.resolved.position, zone.approach->entry}) {
      const auto at = on_screen(camera, place, size);
      ASSERT_TRUE(at);
      EXPECT_TRUE(at->x > covered.x * size.x || at->y < (1.0f - covered.y) * size.y) << at->x << ", " << at->y;
      EXPECT_TRUE(at->x >= 0 && at->y >= 0 && at->x <= size.x && at->y <= size.y);
    }
    for (const ResolvedZone& painted : zone.zones) {
      for (const auto& stroke : painted.strokes) {
        for (const ResolvedStrokePoint& p : stroke) {
          const auto at = on_screen(camera, p.position, size);
          EXPECT_TRUE(at && at->x >= 0 && at->y >= 0 && at->x <= size.x && at->y <= size.y);
        }
      }
    }
  });
}

TEST(CameraForZone, DoesNotDependOnWhereTheCameraWas) {
  const ZoneView zone = infraspinatus();
  const Camera a = camera_for_zone(Camera(), zone, manikin().body, 1.5f);
  const Camera b = camera_for_zone({{500, 1, 2}, 77, -40, 90}, zone, manikin().body, 1.5f);
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace palpate
