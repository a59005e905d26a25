// The small figures of described pain: skin and paint, a ring where the zone lies, and nothing else.
#include "draw_list_fixture.h"

#include <palpate/scene/camera_math.h>
#include <palpate/scene/pain_figure.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

using test::manikin;
using test::program_data;
using test::session_with;
using test::zone_on_manikin;
using testing::IsEmpty;
using testing::SizeIs;
using Mode = DrawState::Mode;
using Style = PaintStroke::Style;

ZoneView first_zone(const std::string& muscle, Side side = Side::right) {
  return *zone_on_manikin(muscle, program_data().library.record(muscle)->trigger_points.front().id, side);
}

SceneInput input_with(const Session& session, const ZoneView* zone, const Body& body = manikin().body) {
  return {body,        program_data().anatomy.concepts, program_data().library, session,
          Theme::dark, manikin().geometry.version(),    std::nullopt,           zone,
          {}};
}

std::vector<PaintStroke> in_style(const DrawList& list, Style style) {
  std::vector<PaintStroke> found;
  for (const PaintStroke& stroke : list.paint) {
    if (stroke.style == style) found.push_back(stroke);
  }
  return found;
}

void expect_skin_only(const DrawList& list) {
  for (std::uint32_t i = 0; i < manikin().body.size(); ++i) {
    const std::string& key = manikin().body.structures()[i].key;
    EXPECT_EQ(list.states[i].mode, key == "skin" ? Mode::solid : Mode::hidden) << key;
  }
  EXPECT_THAT(list.lines, IsEmpty());
  EXPECT_THAT(list.glows, IsEmpty());
  EXPECT_THAT(list.labels, IsEmpty());
  EXPECT_FALSE(list.clip);
}

// A view with everything in it that a figure must not have.
Session busy_session(const ZoneView& zone) {
  return palpate::apply(palpate::apply(session_with(zone), SetClip{{true, Axis::sagittal, 5.0f, false}}),
                        SetPeel{0.4f});
}

TEST(SkinAlone, IsWhatIsLeftOfAPictureWithoutNeedleLightsLabelsAndCut) {
  const ZoneView zone = first_zone("infraspinatus");
  const DrawList before = test::list_of(busy_session(zone), &zone);
  ASSERT_FALSE(before.lines.empty() || before.glows.empty() || before.labels.empty() || !before.clip);
  ASSERT_THAT(in_style(before, Style::entry), SizeIs(1));
  const DrawList alone = skin_alone(before, manikin().body.find("skin"));
  expect_skin_only(alone);
  EXPECT_THAT(in_style(alone, Style::entry), IsEmpty());
  EXPECT_EQ(in_style(alone, Style::essential), in_style(before, Style::essential)) << "the pain stays";
  EXPECT_EQ(in_style(alone, Style::spillover), in_style(before, Style::spillover));
  EXPECT_EQ(alone.camera, before.camera);
}

TEST(SkinAlone, IsNotMarkedAsChosen) {
  const Session session = palpate::apply(Session(), Select{"skin", "Skin", {}});
  const DrawList before = test::list_of(session);
  ASSERT_NE(test::state_of(before, "skin").emphasis, DrawState::none);
  EXPECT_EQ(test::state_of(skin_alone(before, manikin().body.find("skin")), "skin").emphasis, DrawState::none);
}

TEST(PainFigure, HasTheSkinThePainAndARingWhereTheZoneLies) {
  for (const char* muscle : {"infraspinatus", "gluteus-medius", "soleus"}) {
    for (const Side side : {Side::right, Side::left}) {
      SCOPED_TRACE(muscle);
      const ZoneView zone = first_zone(muscle, side);
      const auto figure = pain_figure(input_with(session_with(zone), &zone), 1.0f);
      ASSERT_TRUE(figure);
      expect_skin_only(*figure);
      std::size_t strokes = 0;
      for (const ResolvedZone& z : zone.zones) strokes += z.strokes.size();
      EXPECT_THAT(figure->paint, SizeIs(strokes + 1));
      EXPECT_FALSE(in_style(*figure, Style::essential).empty());
      const std::vector<PaintStroke> rings = in_style(*figure, Style::entry);
      ASSERT_THAT(rings, SizeIs(1)) << "and not a second one where a needle would go in";
      ASSERT_THAT(rings[0].points, SizeIs(1));
      EXPECT_EQ(rings[0].points[0], (PaintPoint{zone.resolved.skin, zone.point->radius_mm, zone.resolved.skin_normal}));
    }
  }
}

TEST(PainFigure, IsSeenFromWhereZoneAndPainAreSeenBest) {
  const ZoneView zone = first_zone("infraspinatus");
  for (const float aspect : {0.6f, 1.0f, 1.8f}) {
    const auto figure = pain_figure(input_with(session_with(zone), &zone), aspect);
    ASSERT_TRUE(figure);
    const glm::vec2 size(400.0f * aspect, 400.0f);
    for (const PaintStroke& stroke : figure->paint) {
      for (const PaintPoint& p : stroke.points) {
        const auto at = on_screen(figure->camera, p.position, size);
        EXPECT_TRUE(at && at->x >= 0 && at->y >= 0 && at->x <= size.x && at->y <= size.y) << aspect;
      }
    }
  }
  const auto figure = pain_figure(input_with(session_with(zone), &zone), 1.0f);
  EXPECT_EQ(figure->camera, camera_for_zone(Camera(), zone, manikin().body, 1.0f));
}

// A page of figures must not change with what the large view shows.
TEST(PainFigure, DoesNotDependOnTheView) {
  const ZoneView zone = first_zone("infraspinatus");
  Session busy = busy_session(zone);
  busy.camera.yaw_deg = 77.0f;
  const auto plain = pain_figure(input_with(Session(), &zone), 1.0f),
             other = pain_figure(input_with(busy, &zone), 1.0f);
  ASSERT_TRUE(plain && other);
  EXPECT_EQ(other->camera, plain->camera);
  EXPECT_EQ(other->paint, plain->paint);
  expect_skin_only(*other);
  const Bounds& skin = manikin().body[manikin().body.find("skin")].bounds;
  EXPECT_EQ(other->bounds.low, skin.low) << "the depth range is that of what is shown";
  EXPECT_EQ(other->bounds.high, skin.high);
}

TEST(PainFigure, WithoutAZoneOrASkinIsNone) {
  const Session session;
  EXPECT_FALSE(pain_figure(input_with(session, nullptr), 1.0f));
  Body bare;
  Structure muscle;
  muscle.key = "infraspinatus.right";
  muscle.system = System::muscles;
  bare.add(muscle);
  const ZoneView zone = first_zone("infraspinatus");
  EXPECT_FALSE(pain_figure(input_with(session, &zone, bare), 1.0f));
}

}  // namespace
}  // namespace palpate
