// A needle that is placed by hand: nothing of the answer is drawn while it is asked for, and the errors are exact.
#include "draw_list_fixture.h"

#include <palpate/scene/exercise.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <cmath>
#include <set>

namespace palpate {
namespace {

using namespace test;
using testing::IsEmpty;
using Mark = ExerciseGrade::Mark;

class Placed : public testing::Test {
 protected:
  Placed() {
    session = session_with(*zone);
    described = seen(session);
  }
  [[nodiscard]] NeedleView seen(const Session& s) const {
    return *view_needle(s, &*zone, manikin().body, manikin_anchors(), probe());
  }
  // `s` must outlive it.
  [[nodiscard]] SceneInput zone_scene(const Session& s) const {
    SceneInput in{manikin().body,
                  program_data().anatomy.concepts,
                  program_data().library,
                  s,
                  Theme::dark,
                  1,
                  std::nullopt,
                  nullptr,
                  {}};
    in.zone = &*zone;
    return in;
  }
  [[nodiscard]] NeedleView held(const HeldNeedle& needle) const { return seen(apply(session, HoldNeedle{needle, {}})); }
  [[nodiscard]] static const NeedleProbe& probe() {
    static const NeedleProbe made(manikin().body, manikin_rays());
    return made;
  }
  // The described entry and direction themselves.
  [[nodiscard]] HeldNeedle as_described() const {
    return {zone->needle->entry, zone->needle->direction, 10.0f, 60.0f, 0.3f};
  }
  [[nodiscard]] glm::vec3 across() const {
    return glm::normalize(glm::cross(zone->needle->direction, glm::vec3(0, 1, 0)));
  }
  [[nodiscard]] ExerciseGrade grade(const HeldNeedle& needle) const {
    NeedleView view = held(needle);
    view.path.reached_mm = needle.depth_mm;  // wherever bone lies in this body
    return grade_needle(view, *zone, &described, 5.0f);
  }
  std::optional<ZoneView> zone = zone_on_manikin("infraspinatus", "upper-medial", Side::right);
  Session session;
  NeedleView described;
};

TEST_F(Placed, OnWhatIsDescribedHasNoErrors) {
  ASSERT_TRUE(reaches_zone(described, *zone));
  const ExerciseGrade g = grade(as_described());
  ASSERT_TRUE(g.against);
  EXPECT_NEAR(g.against->entry_mm, 0.0f, 1e-4f);
  EXPECT_NEAR(g.against->angle_deg, 0.0f, 1e-3f);
  EXPECT_EQ(g.against->entry, Mark::within);
  EXPECT_EQ(g.against->angle, Mark::within);
}

TEST_F(Placed, EntryIsMeasuredFromTheMiddleAndFromTheEdge) {
  const float radius = zone->way->entry_radius_mm;
  for (const float off : {0.5f * radius, radius + 4.0f, radius + 25.0f}) {
    HeldNeedle needle = as_described();
    needle.entry += off * across();
    const ExerciseGrade g = grade(needle);
    EXPECT_NEAR(g.against->entry_mm, off, 1e-3f);
    EXPECT_NEAR(g.against->entry_out_mm, std::max(0.0f, off - radius), 1e-3f);
    EXPECT_EQ(g.against->entry, off <= radius ? Mark::within : off < radius + 10.0f ? Mark::near : Mark::off);
  }
}

TEST_F(Placed, DirectionIsMeasuredFromTheMiddleAndFromTheCone) {
  const float cone = zone->way->spread_deg;
  for (const float off : {0.01f, 0.5f * cone, cone + 6.0f, cone + 40.0f}) {
    HeldNeedle needle = as_described();
    const float angle = glm::radians(off);
    needle.direction = std::cos(angle) * needle.direction + std::sin(angle) * across();
    const ExerciseGrade g = grade(needle);
    EXPECT_NEAR(g.against->angle_deg, off, 2e-3f);
    EXPECT_NEAR(g.against->angle_out_deg, std::max(0.0f, off - cone), 2e-3f);
    EXPECT_EQ(g.against->angle, off <= cone ? Mark::within : off < cone + 10.0f ? Mark::near : Mark::off);
  }
}

TEST_F(Placed, TipIsMeasuredAlongAndAcrossTheNeedle) {
  HeldNeedle needle = as_described();
  needle.depth_mm = 20.0f;
  const glm::vec3 side = across();
  // So that the middle of the zone lies 6 mm before the tip and 8 mm beside it.
  needle.entry = zone->resolved.position - 14.0f * needle.direction + 8.0f * side;
  const ExerciseGrade g = grade(needle);
  EXPECT_NEAR(g.tip_beyond_mm, 6.0f, 1e-3f);
  EXPECT_NEAR(g.tip_beside_mm, 8.0f, 1e-3f);
  EXPECT_NEAR(g.tip_mm, 10.0f, 1e-3f);
  EXPECT_EQ(g.in_zone, zone->point->radius_mm >= g.tip_mm);
}

TEST_F(Placed, LengthsAreThoseOfThePerson) {
  const ExerciseGrade before = grade(as_described());
  zone->scale = 1.1f;
  NeedleView own = held(as_described());
  own.line.scale = 1.1f;
  own.path.reached_mm = 11.0f;  // the same place of the body
  const ExerciseGrade g = grade_needle(own, *zone, &described, 5.0f);
  EXPECT_NEAR(g.tip_mm, 1.1f * before.tip_mm, 1e-3f);
}

TEST_F(Placed, IsNotHeldAgainstALineThatMisses) {
  described.aim->path_mm = zone->point->radius_mm + 3.0f;
  const ExerciseGrade g = grade(as_described());
  EXPECT_FALSE(g.against);
  ASSERT_TRUE(g.missed_by_mm);
  EXPECT_FLOAT_EQ(*g.missed_by_mm, zone->point->radius_mm + 3.0f);
  EXPECT_GT(g.tip_mm, 0.0f) << "the tip is judged all the same";
}

TEST_F(Placed, NearestDangerIsNoJointAndStruckGoesFirst) {
  NeedleView own = held(as_described());
  own.nearest = {{NeedleTissue::joint, true, 1, 0.0f, 5.0f, {}, {}, 1, 0.0f},
                 {NeedleTissue::vessel, false, 2, 0.5f, 5.0f, {}, {}, 2, 3.0f},
                 {NeedleTissue::lung, true, 3, 0.0f, 5.0f, {}, {}, 3, 0.0f}};
  const ExerciseGrade g = grade_needle(own, *zone, &described, 5.0f);
  ASSERT_TRUE(g.nearest);
  EXPECT_EQ(g.nearest->structure, 3u);
  EXPECT_EQ(g.verdict, NeedleView::Verdict::struck);
}

class Asked : public Placed {
 protected:
  // With all that a careless caller could hand over.
  [[nodiscard]] DrawList list(Exercise::Look look, bool needle) {
    Session s = apply(session, BeginExercise{zone->choice, look});
    s.access = true;
    s.exceptions["rhomboid-major.right"] = Show::hidden;
    s.only = {"infraspinatus.right"};
    s.clip.on = true;
    const NeedleView view = held(as_described());
    PainView pain;
    AccessMap access;
    access.points.push_back({});
    SceneInput in = zone_scene(s);
    in.other_points.push_back(zone->resolved);
    in.pain = &pain;
    in.access = std::make_shared<const AccessPaint>(paint_of(access));
    in.hovered = manikin().body.find("infraspinatus.right").index();
    in.needle = needle ? &view : &described;
    return build_draw_list(in);
  }
};

TEST_F(Asked, ShowsNothingOfTheAnswer) {
  for (const auto look : {Exercise::Look::blind, Exercise::Look::glassy}) {
    const DrawList shown = list(look, false);
    EXPECT_THAT(shown.paint, IsEmpty());
    EXPECT_EQ(shown.access, nullptr);
    EXPECT_THAT(shown.glows, IsEmpty());
    EXPECT_THAT(shown.labels, IsEmpty());
    EXPECT_THAT(shown.lines, IsEmpty()) << "the described needle is not drawn either";
    EXPECT_FALSE(shown.clip);
    for (const DrawState& state : shown.states) EXPECT_EQ(state.emphasis, DrawState::none);
  }
}

TEST_F(Asked, BlindIsTheSkinAlone) {
  const DrawList shown = list(Exercise::Look::blind, true);
  for (std::uint32_t i = 0; i < shown.states.size(); ++i) {
    const bool skin = manikin().body.structures()[i].system == System::skin;
    EXPECT_EQ(shown.states[i].mode, skin ? DrawState::Mode::solid : DrawState::Mode::hidden);
  }
}

TEST_F(Asked, GlassyIsTheMusclesThroughTheSkin) {
  const DrawList shown = list(Exercise::Look::glassy, true);
  EXPECT_EQ(state_of(shown, "skin").mode, DrawState::Mode::skin_glass);
  EXPECT_EQ(state_of(shown, "infraspinatus.right").mode, DrawState::Mode::solid);
  EXPECT_EQ(state_of(shown, "infraspinatus.right").colour, state_of(shown, "infraspinatus.left").colour);
}

TEST_F(Asked, NeedleInTheHandSaysNothingButWhereItIs) {
  const DrawList shown = list(Exercise::Look::blind, true);
  EXPECT_EQ(shown.lines.size(), 4u) << "handle, shaft, what is within, and the tip";
  EXPECT_THAT(shown.labels, IsEmpty());
}

TEST_F(Asked, CheckedShowsBothNeedlesAndWhatIsBetweenThem) {
  Session s = apply(session, BeginExercise{zone->choice, Exercise::Look::blind});
  HeldNeedle needle = as_described();
  needle.entry += 20.0f * across();
  s = apply(s, HoldNeedle{needle, {}});
  s = apply(s, SetExercise{Exercise{Exercise::Look::blind, true}, {}});
  const NeedleView own = seen(s);
  SceneInput in = zone_scene(s);
  in.needle = &own;
  const DrawList shown = build_draw_list(in);
  std::set<std::string> labels;
  for (const DrawLabel& label : shown.labels) labels.insert(label.text);
  EXPECT_EQ(labels.count("Your entry, 20 mm from the described one"), 1u);
  EXPECT_FALSE(shown.paint.empty());
  EXPECT_FALSE(shown.glows.empty());
}

}  // namespace
}  // namespace palpate
