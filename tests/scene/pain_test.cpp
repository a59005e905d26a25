// Drawn pain in the picture: the skin is whole while it is drawn on, one looks inside where a zone is chosen, and every
// stroke has its style.
#include "draw_list_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::manikin;
using test::program_data;
using test::session_with;
using test::state_of;
using test::zone_on_manikin;
using testing::ElementsAre;
using testing::IsEmpty;
using Mode = DrawState::Mode;
using Style = PaintStroke::Style;

DrawList list_with(const PainView& pain, const Session& session = {}, const ZoneView* zone = nullptr) {
  SceneInput input{manikin().body,
                   program_data().anatomy.concepts,
                   program_data().library,
                   session,
                   Theme::dark,
                   manikin().geometry.version(),
                   std::nullopt,
                   zone,
                   {}};
  input.pain = &pain;
  return build_draw_list(input);
}

DrawnMark mark(std::uint8_t intensity, bool deep = false, bool erases = false, int strokes = 1) {
  DrawnMark made;
  made.mark.intensity = intensity;
  made.mark.deep = deep;
  made.mark.erases = erases;
  for (int i = 0; i < strokes; ++i)
    made.strokes.push_back({{{static_cast<float>(i), 1200, 100}, {0, 0, 1}, 12.0f},
                            {{static_cast<float>(i), 1220, 100}, {0, 0, 1}, 14.0f}});
  return made;
}

std::vector<Style> styles(const DrawList& list) {
  std::vector<Style> found;
  for (const PaintStroke& stroke : list.paint) found.push_back(stroke.style);
  return found;
}

ZoneView infraspinatus() {
  return *zone_on_manikin("infraspinatus", program_data().library.record("infraspinatus")->trigger_points.front().id,
                          Side::right);
}

TEST(DrawnPain, IsOnSkinThatIsWholeHoweverDeepTheViewIsPeeled) {
  const PainView pain;
  for (const float peel : {0.0f, 0.3f, 1.0f}) {
    const DrawList list = list_with(pain, apply(Session(), SetPeel{peel}));
    EXPECT_EQ(state_of(list, "skin").mode, Mode::solid) << peel;
    for (std::uint32_t i = 0; i < manikin().body.size(); ++i) {
      const std::string& key = manikin().body.structures()[i].key;
      EXPECT_TRUE(key == "skin" || list.states[i].mode == Mode::hidden) << key << " does not show through it";
    }
  }
  const Session without = apply(Session(), ShowSystem{System::skin, false});
  EXPECT_EQ(state_of(list_with(pain, without), "skin").mode, Mode::solid) << "one cannot draw on air";
}

TEST(DrawnPain, LeavesSkinThatWasHiddenByName) {
  const PainView pain;
  const Session session = apply(Session(), SetShow{{"skin"}, Show::hidden, {}});
  const DrawList list = list_with(pain, session);
  EXPECT_EQ(state_of(list, "skin").mode, Mode::hidden);
  EXPECT_EQ(list.states, test::list_of(session).states) << "and one looks at the rest as ever";
}

TEST(DrawnPain, WithAZoneChosenOneSeesInside) {
  const PainView pain;
  const ZoneView zone = infraspinatus();
  const DrawList list = list_with(pain, session_with(zone), &zone);
  EXPECT_EQ(state_of(list, "skin").mode, Mode::skin_glass);
  EXPECT_LT(state_of(list, "skin").opacity, 150);
  EXPECT_EQ(state_of(list, "infraspinatus.right").mode, Mode::solid);
  EXPECT_TRUE(state_of(list, "infraspinatus.right").emphasis & DrawState::target);
}

TEST(DrawnPain, CutOpenOneSeesInside) {
  const PainView pain;
  const Session session = apply(Session(), SetClip{{true, Axis::transverse, 1000.0f, false}});
  const DrawList list = list_with(pain, session);
  EXPECT_EQ(state_of(list, "skin").mode, Mode::solid);
  const DrawList plain = test::list_of(session);
  std::size_t shown = 0;
  for (std::uint32_t i = 0; i < manikin().body.size(); ++i) {
    if (manikin().body.structures()[i].key == "skin") continue;
    EXPECT_EQ(list.states[i].mode, plain.states[i].mode);
    shown += list.states[i].mode != Mode::hidden ? 1 : 0;
  }
  EXPECT_GT(shown, 10u);
}

TEST(DrawnPain, IsPaintedInTheOrderInWhichItWasDrawn) {
  PainView pain;
  pain.marks = {mark(1), mark(2, false, true), mark(3, true, false, 2), mark(2)};
  pain.other_strokes = mark(2).strokes;
  const DrawList list = list_with(pain);
  // What else hurts lies under what is drawn.
  EXPECT_THAT(styles(list),
              ElementsAre(Style::other, Style::drawn, Style::erased, Style::drawn, Style::drawn, Style::drawn));
  EXPECT_LT(list.paint[1].strength, list.paint[5].strength) << "mild";
  EXPECT_LT(list.paint[5].strength, list.paint[3].strength) << "moderate";
  EXPECT_FLOAT_EQ(list.paint[3].strength, 1.0f) << "strong";
  EXPECT_GT(list.paint[1].strength, 0.0f);
  EXPECT_TRUE(list.paint[3].deep && list.paint[4].deep);
  EXPECT_FALSE(list.paint[1].deep || list.paint[5].deep);
  ASSERT_EQ(list.paint[4].points.size(), 2u);
  EXPECT_EQ(list.paint[4].points[1], (PaintPoint{{1, 1220, 100}, 14.0f, {0, 0, 1}}));
}

TEST(DrawnPain, LiesOverTheZoneThatIsChosen) {
  PainView pain;
  pain.marks = {mark(3)};
  const ZoneView zone = infraspinatus();
  const DrawList plain = test::list_of(session_with(zone), &zone), list = list_with(pain, session_with(zone), &zone);
  ASSERT_EQ(list.paint.size(), plain.paint.size() + 1);
  EXPECT_TRUE(std::equal(plain.paint.begin(), plain.paint.end(), list.paint.begin()));
  EXPECT_EQ(list.paint.back().style, Style::drawn);
}

TEST(DrawnPain, IsNotInThePictureWithoutItsView) {
  Session session;
  PainMark drawn;
  drawn.points = {{0, 1200, 100}};
  session.pain = {drawn};
  session.other = "root-c6.left";
  const DrawList list = test::list_of(session);
  EXPECT_THAT(list.paint, IsEmpty());
  EXPECT_EQ(list, test::list_of(Session()));
}

TEST(DrawnPain, OfAViewThatIsBeingPreparedPaintsNothing) {
  EXPECT_THAT(list_with(PainView()).paint, IsEmpty());
}

}  // namespace
}  // namespace palpate
