// Choosing: what is selected, which trigger point is shown with it, and where the camera flies.
#include "bench.h"

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace palpate {
namespace {

using test::Bench;
using test::program_data;

const std::string& first_point(const std::string& key) {
  return program_data().library.trigger_points_in(key).front()->id;
}

TEST(Choosing, AMuscleShowsItsFirstTriggerPointAndFliesThere) {
  Bench b;
  b.open();
  const Camera before = b.workbench.session().camera;
  b.choose("infraspinatus", Side::left);
  EXPECT_EQ(b.workbench.session().selected, "infraspinatus.left");
  ASSERT_TRUE(b.workbench.session().zone);
  EXPECT_EQ(b.workbench.session().zone->point, first_point("infraspinatus"));
  EXPECT_EQ(b.workbench.session().zone->side, Side::left);
  EXPECT_EQ(b.workbench.session().side, Side::left);
  ASSERT_NE(b.workbench.zone(), nullptr);
  ASSERT_NE(b.workbench.record(), nullptr);
  EXPECT_EQ(b.workbench.record()->muscle, "infraspinatus");
  EXPECT_TRUE(b.workbench.flying());
  EXPECT_EQ(b.workbench.session().camera, before) << "a flight begins where one is";
  b.land();
  EXPECT_NE(b.workbench.session().camera, before);
  EXPECT_FALSE(b.workbench.flying());
  const auto at =
      on_screen(b.workbench.session().camera, b.workbench.zone()->resolved.position, b.workbench.viewport());
  ASSERT_TRUE(at);
  EXPECT_TRUE(at->x > 0 && at->y > 0 && at->x < b.workbench.viewport().x && at->y < b.workbench.viewport().y);
}

TEST(Choosing, IsOneStepThatUndoTakesBackWithItsFlight) {
  Bench b;
  b.open();
  const Session before = b.workbench.session();
  b.choose("gluteus-medius");
  b.land();
  const Session after = b.workbench.session();
  b.workbench.execute(CommandId::undo);
  EXPECT_EQ(b.workbench.session(), before);
  EXPECT_EQ(b.workbench.zone(), nullptr);
  b.workbench.execute(CommandId::redo);
  EXPECT_EQ(b.workbench.session(), after);
  EXPECT_NE(b.workbench.zone(), nullptr);
}

TEST(Choosing, APartShowsThePointsOfThePart) {
  Bench b(test::without_motion());
  b.open();
  b.choose("trapezius/descending-part");
  EXPECT_EQ(b.workbench.session().selected, "trapezius/descending-part.right");
  EXPECT_EQ(b.workbench.session().zone->muscle, "trapezius");
  EXPECT_EQ(b.workbench.session().zone->point, first_point("trapezius/descending-part"));
  EXPECT_EQ(b.workbench.record()->muscle, "trapezius");
}

TEST(Choosing, ABoneFramesItWithoutAnyTriggerPoint) {
  Bench b(test::without_motion());
  b.open();
  b.choose("humerus", Side::left);
  EXPECT_EQ(b.workbench.session().selected, "humerus.left");
  EXPECT_FALSE(b.workbench.session().zone);
  EXPECT_EQ(b.workbench.record(), nullptr);
  EXPECT_EQ(b.workbench.session().camera.target, b.structure("humerus.left").bounds.centre());
}

TEST(Choosing, WithoutASideTakesTheSideThatIsLookedAt) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.perform(SetSide{Side::left});
  b.choose("gluteus-maximus", Side::none);
  EXPECT_EQ(b.workbench.session().selected, "gluteus-maximus.left");
  b.choose("skin", Side::left);
  EXPECT_EQ(b.workbench.session().selected, "skin") << "what has no side gets none";
}

TEST(Choosing, WhatThisBodyDoesNotHaveStillOpensItsPageAndSaysSo) {
  Bench b(test::without_motion());
  b.open();
  b.choose("piriformis");
  EXPECT_EQ(b.workbench.session().selected, "piriformis.right");
  ASSERT_NE(b.workbench.record(), nullptr);
  EXPECT_THAT(b.workbench.messages(),
              testing::ElementsAre(testing::AllOf(testing::HasSubstr("Piriformis"), testing::HasSubstr("body"))));
}

TEST(Choosing, WorksWithoutAnyBody) {
  Bench b(test::without_motion());
  b.choose("infraspinatus");
  EXPECT_EQ(b.workbench.session().selected, "infraspinatus.right");
  EXPECT_NE(b.workbench.record(), nullptr);
  EXPECT_TRUE(b.workbench.messages().empty()) << "nothing is missing from a body that is not there";
  EXPECT_TRUE(b.workbench.draw_list().states.empty());
}

TEST(Choosing, NothingDoesNothing) {
  Bench b;
  b.workbench.choose(ConceptId(), Side::left);
  EXPECT_EQ(b.workbench.session(), Session());
}

TEST(Choosing, EveryConceptOfTheCatalogueDoesNoHarm) {
  Bench b(test::without_motion());
  b.open();
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (std::uint32_t i = 0; i < concepts.size(); ++i) {
    SCOPED_TRACE(concepts[ConceptId(i)].key);
    b.workbench.choose(ConceptId(i), i % 3 == 0 ? Side::left : i % 3 == 1 ? Side::right : Side::none);
    EXPECT_EQ(b.workbench.selected(), ConceptId(i));
    if (i % 97 == 0) {
      EXPECT_EQ(b.workbench.draw_list().states.size(), b.workbench.loaded().body.size());
    }
  }
}

TEST(ChoosingAStructure, ShowsTheFirstPointOfANewMuscleAndKeepsThePointOfTheSame) {
  Bench b(test::without_motion());
  b.open();
  const Body& body = b.workbench.loaded().body;
  b.workbench.choose_structure(body.find("trapezius/descending-part.left"));
  ASSERT_TRUE(b.workbench.session().zone);
  EXPECT_EQ(b.workbench.session().zone->muscle, "trapezius");
  EXPECT_EQ(b.workbench.session().zone->side, Side::left);
  const ZoneChoice second{"trapezius", program_data().library.record("trapezius")->trigger_points.back().id,
                          Side::left};
  b.workbench.choose_zone(second);
  b.workbench.choose_structure(body.find("trapezius/descending-part.left"));
  EXPECT_EQ(b.workbench.session().zone, second);
  b.workbench.choose_structure(body.find("femur.left"));
  EXPECT_FALSE(b.workbench.session().zone) << "a bone has none";
}

TEST(ChoosingAStructure, DoesNotMoveTheCamera) {
  Bench b;
  b.open();
  const Camera before = b.workbench.session().camera;
  b.workbench.choose_structure(b.workbench.loaded().body.find("infraspinatus.right"));
  EXPECT_FALSE(b.workbench.flying());
  EXPECT_EQ(b.workbench.session().camera, before);
}

TEST(ChoosingAZone, ThatNobodyDescribedIsSaidOnce) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.choose_zone({"trapezius", "no-such-point", Side::right});
  EXPECT_EQ(b.workbench.zone(), nullptr);
  b.workbench.perform(SetPeel{0.7f});
  EXPECT_THAT(b.workbench.messages(), testing::ElementsAre(testing::AllOf(testing::HasSubstr("no-such-point"),
                                                                          testing::HasSubstr("trapezius"))));
}

TEST(Zones, FollowEachOtherRoundAndBack) {
  Bench b(test::without_motion());
  b.open();
  for (const char* key : {"trapezius", "infraspinatus", "gluteus-medius", "trapezius/descending-part"}) {
    SCOPED_TRACE(key);
    b.choose(key);
    const auto points = program_data().library.trigger_points_in(key);
    const auto now = [&] { return b.workbench.session().zone->point; };
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(now(), points[i]->id);
      ASSERT_NE(b.workbench.zone(), nullptr);
      EXPECT_EQ(b.workbench.zone()->choice.point, points[i]->id);
      b.workbench.execute(CommandId::next_zone);
    }
    EXPECT_EQ(now(), points.front()->id) << "round";
    b.workbench.execute(CommandId::previous_zone);
    EXPECT_EQ(now(), points.back()->id) << "and back";
  }
}

TEST(Zones, ShowTheOtherPointsOfTheMuscleFainter) {
  Bench b(test::without_motion());
  b.open();
  b.choose("infraspinatus");
  std::size_t same_muscle = 0;
  for (const TriggerPoint& point : b.workbench.record()->trigger_points)
    same_muscle += point.in == b.workbench.zone()->point->in ? 1 : 0;
  EXPECT_EQ(b.workbench.draw_list().glows.size(), same_muscle);
}

TEST(Zones, OfAMuscleWithoutARecordAreMissedInWords) {
  Bench b(test::without_motion());
  b.open();
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (std::uint32_t i = 0; i < concepts.size(); ++i) {
    const Concept& entry = concepts[ConceptId(i)];
    if (entry.kind != Kind::muscle || program_data().library.about(entry.key) != nullptr) continue;
    b.choose(entry.key);
    b.workbench.execute(CommandId::next_zone);
    EXPECT_THAT(b.workbench.messages().back(),
                testing::AllOf(testing::HasSubstr(entry.name), testing::HasSubstr("No trigger point")));
    return;
  }
  GTEST_SKIP() << "every muscle has a record";
}

TEST(OtherSide, OfALaterTriggerPointIsOneStep) {
  Bench b(test::without_motion());
  b.open();
  b.choose("infraspinatus", Side::right);
  b.workbench.execute(CommandId::next_zone);
  b.workbench.finish_step();
  const std::string point = b.workbench.session().zone->point;
  const std::size_t before = b.workbench.history().position();
  b.workbench.execute(CommandId::other_side);
  EXPECT_EQ(b.workbench.history().position(), before + 1);
  EXPECT_EQ(b.workbench.session().zone, (ZoneChoice{"infraspinatus", point, Side::left}));
}

TEST(OtherSide, ShowsTheSameTriggerPointOnTheOtherSide) {
  Bench b(test::without_motion());
  b.open();
  b.choose("infraspinatus");
  b.workbench.execute(CommandId::next_zone);
  const ZoneChoice before = *b.workbench.session().zone;
  b.workbench.execute(CommandId::other_side);
  EXPECT_EQ(b.workbench.session().selected, "infraspinatus.left");
  EXPECT_EQ(b.workbench.session().side, Side::left);
  EXPECT_EQ(*b.workbench.session().zone, (ZoneChoice{before.muscle, before.point, Side::left}));
  EXPECT_GT(b.workbench.zone()->resolved.position.x, 0.0f);
  b.workbench.execute(CommandId::other_side);
  EXPECT_EQ(*b.workbench.session().zone, before);
}

TEST(OtherSide, OfNothingIsTheSideOfThePage) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.execute(CommandId::other_side);
  EXPECT_EQ(b.workbench.session().side, Side::left);
}

TEST(Flights, AreCutsForThoseWhoWantNoMotion) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.execute(CommandId::view_back);
  EXPECT_FALSE(b.workbench.flying());
  EXPECT_FLOAT_EQ(b.workbench.session().camera.yaw_deg, 180.0f);
}

TEST(Flights, ArriveExactlyAndAreOneStep) {
  Bench b;
  b.open();
  const Camera start = b.workbench.session().camera;
  b.workbench.execute(CommandId::view_left);
  int frames = 0;
  std::set<float> yaws;
  while (b.workbench.advance(1.0 / 60.0)) {
    yaws.insert(b.workbench.session().camera.yaw_deg);
    ++frames;
  }
  EXPECT_GT(frames, 5);
  EXPECT_LT(frames, 60) << "a flight is short";
  EXPECT_GT(yaws.size(), 5u) << "and smooth";
  EXPECT_EQ(b.workbench.session().camera.yaw_deg, 90.0f);
  EXPECT_EQ(b.workbench.history().undo_label(), "View: Left");
  b.workbench.execute(CommandId::undo);
  EXPECT_EQ(b.workbench.session().camera, start);
}

TEST(Flights, ArriveAtOnceWhereTheyWouldBeJerks) {
  Bench b;
  b.open();
  b.workbench.execute(CommandId::view_left);
  b.workbench.advance(0.02);
  ASSERT_TRUE(b.workbench.flying()) << "a quick picture flies on";
  b.workbench.advance(0.1);
  EXPECT_FALSE(b.workbench.flying());
  EXPECT_EQ(b.workbench.session().camera.yaw_deg, 90.0f);
  EXPECT_EQ(b.workbench.history().undo_label(), "View: Left");
}

TEST(Flights, EndWhenAHandTakesTheBody) {
  Bench b;
  b.open();
  b.workbench.execute(CommandId::view_back);
  b.workbench.advance(0.02);
  ASSERT_TRUE(b.workbench.flying());
  b.workbench.orbit({10, 0});
  EXPECT_FALSE(b.workbench.flying());
  b.workbench.execute(CommandId::view_front);
  b.workbench.zoom(1.0f, {10, 10});
  EXPECT_FALSE(b.workbench.flying());
  b.workbench.execute(CommandId::view_front);
  b.workbench.pan({1, 1});
  EXPECT_FALSE(b.workbench.flying());
}

}  // namespace
}  // namespace palpate
