// Two muscles compared in the picture: the described pain of both on whole skin, in styles that tell them apart, and
// nothing of the zone that was looked at before.
#include "draw_list_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::manikin;
using test::manikin_anchors;
using test::program_data;
using test::session_with;
using test::state_of;
using test::zone_on_manikin;
using testing::IsEmpty;
using Mode = DrawState::Mode;
using Style = PaintStroke::Style;

std::vector<ResolvedZone> zones_of(const std::string& muscle) {
  std::vector<ResolvedZone> all;
  for (const TriggerPoint& point : program_data().library.record(muscle)->trigger_points) {
    std::vector<ResolvedZone> zones = manikin_anchors().zones(point, Side::right);
    std::move(zones.begin(), zones.end(), std::back_inserter(all));
  }
  return all;
}

ComparisonView comparison_of(const std::string& first, const std::string& second) {
  ComparisonView view;
  view.first = program_data().library.record(first);
  view.second = program_data().library.record(second);
  view.zones = {zones_of(first), zones_of(second)};
  view.ready = true;
  return view;
}

DrawList list_with(const ComparisonView* comparison, const Session& session = {}, const ZoneView* zone = nullptr,
                   const PainView* pain = nullptr) {
  SceneInput input{manikin().body,
                   program_data().anatomy.concepts,
                   program_data().library,
                   session,
                   Theme::dark,
                   manikin().geometry.version(),
                   std::nullopt,
                   zone,
                   {}};
  input.comparison = comparison;
  input.pain = pain;
  return build_draw_list(input);
}

// The strokes that are painted in a style.
std::vector<std::vector<PaintPoint>> painted(const DrawList& list, Style style) {
  std::vector<std::vector<PaintPoint>> found;
  for (const PaintStroke& stroke : list.paint) {
    if (stroke.style == style) found.push_back(stroke.points);
  }
  return found;
}
// The same, as the zones have them.
std::vector<std::vector<PaintPoint>> described(const std::vector<ResolvedZone>& zones, bool essential) {
  std::vector<std::vector<PaintPoint>> found;
  for (const ResolvedZone& zone : zones) {
    if (zone.essential != essential) continue;
    for (const ResolvedStroke& stroke : zone.strokes) {
      found.emplace_back();
      for (const ResolvedStrokePoint& p : stroke) found.back().push_back({p.position, p.radius_mm, p.normal});
    }
  }
  return found;
}

ZoneView infraspinatus() {
  return *zone_on_manikin("infraspinatus", program_data().library.record("infraspinatus")->trigger_points.front().id,
                          Side::right);
}

TEST(ComparedMuscles, HaveTheirPainInStylesThatTellThemApart) {
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  const DrawList list = list_with(&view);
  const auto first = described(view.zones[0], true), second = described(view.zones[1], true);
  ASSERT_FALSE(first.empty() || second.empty());
  EXPECT_EQ(painted(list, Style::essential), first);
  EXPECT_EQ(painted(list, Style::spillover), described(view.zones[0], false));
  EXPECT_EQ(painted(list, Style::second), second);
  EXPECT_EQ(painted(list, Style::second_spillover), described(view.zones[1], false));
  EXPECT_FALSE(painted(list, Style::spillover).empty() && painted(list, Style::second_spillover).empty());
}

TEST(ComparedMuscles, InTurnedOrderHaveTheirStylesTurned) {
  const ComparisonView there = comparison_of("infraspinatus", "gluteus-medius"),
                       back = comparison_of("gluteus-medius", "infraspinatus");
  const DrawList one = list_with(&there), other = list_with(&back);
  EXPECT_EQ(painted(one, Style::essential), painted(other, Style::second));
  EXPECT_EQ(painted(one, Style::second), painted(other, Style::essential));
  EXPECT_NE(painted(one, Style::second), painted(one, Style::essential));
}

TEST(ComparedMuscles, TakeThePlaceOfTheZoneThatIsChosen) {
  const ZoneView zone = infraspinatus();
  const Session session = session_with(zone);
  const DrawList before = list_with(nullptr, session, &zone);
  ASSERT_FALSE(before.lines.empty() || before.glows.empty() || before.labels.empty());
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  const DrawList list = list_with(&view, session, &zone);
  EXPECT_THAT(list.lines, IsEmpty()) << "no needle";
  EXPECT_THAT(list.glows, IsEmpty());
  EXPECT_THAT(list.labels, IsEmpty());
  EXPECT_THAT(painted(list, Style::entry), IsEmpty());
  EXPECT_EQ(list.paint, list_with(&view).paint) << "the pain of the zone is not there twice";
  for (const DrawState& s : list.states) EXPECT_FALSE(s.emphasis & (DrawState::target | DrawState::hazard));
  EXPECT_EQ(state_of(list, "skin").mode, Mode::solid) << "one does not look inside";
}

TEST(ComparedMuscles, AreOnWholeSkinThatNothingShowsThrough) {
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  for (const float peel : {0.0f, 0.3f, 1.0f}) {
    const Session session = palpate::apply(session_with(infraspinatus()), SetPeel{peel});
    const DrawList list = list_with(&view, session);
    for (std::uint32_t i = 0; i < manikin().body.size(); ++i) {
      const std::string& key = manikin().body.structures()[i].key;
      EXPECT_EQ(list.states[i].mode, key == "skin" ? Mode::solid : Mode::hidden) << key << " at " << peel;
    }
    EXPECT_FALSE(list.paint.empty());
  }
  const Session without = palpate::apply(Session(), ShowSystem{System::skin, false});
  EXPECT_EQ(state_of(list_with(&view, without), "skin").mode, Mode::solid) << "pain is compared on skin";
}

TEST(ComparedMuscles, CutOpenLetOneSeeInside) {
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  const Session session = palpate::apply(Session(), SetClip{{true, Axis::transverse, 1000.0f, false}});
  const DrawList list = list_with(&view, session), plain = test::list_of(session);
  EXPECT_EQ(state_of(list, "skin").mode, Mode::solid);
  EXPECT_TRUE(list.clip.has_value());
  std::size_t shown = 0;
  for (std::uint32_t i = 0; i < manikin().body.size(); ++i) {
    if (manikin().body.structures()[i].key == "skin") continue;
    EXPECT_EQ(list.states[i].mode, plain.states[i].mode) << manikin().body.structures()[i].key;
    shown += list.states[i].mode != Mode::hidden ? 1 : 0;
  }
  EXPECT_GT(shown, 10u);
}

TEST(ComparedMuscles, LeaveSkinThatWasHiddenByName) {
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  const Session session = palpate::apply(Session(), SetShow{{"skin"}, Show::hidden, {}});
  const DrawList list = list_with(&view, session);
  EXPECT_EQ(state_of(list, "skin").mode, Mode::hidden);
  EXPECT_EQ(list.states, test::list_of(session).states);
}

TEST(ComparedMuscles, WhosePainIsNotYetKnownAreSkinAlone) {
  ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  view.ready = false;
  view.zones = {};
  const DrawList list = list_with(&view);
  EXPECT_THAT(list.paint, IsEmpty());
  EXPECT_EQ(state_of(list, "skin").mode, Mode::solid);
}

TEST(ComparedMuscles, LieUnderWhatAPersonDrew) {
  const ComparisonView view = comparison_of("infraspinatus", "gluteus-medius");
  PainView pain;
  DrawnMark mark;
  mark.strokes = {{{{0, 1200, 100}, {0, 0, 1}, 12.0f}}};
  pain.marks = {mark};
  const DrawList list = list_with(&view, {}, nullptr, &pain);
  ASSERT_EQ(list.paint.size(), list_with(&view).paint.size() + 1);
  EXPECT_EQ(list.paint.back().style, Style::drawn);
}

}  // namespace
}  // namespace palpate
