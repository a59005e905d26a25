// Hiding, fading, isolating, cutting and peeling, by the commands that people use.
#include "bench.h"

#include <palpate/scene/layers.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Bench;
using Mode = DrawState::Mode;

class Showing : public testing::Test {
 protected:
  Showing() : b(test::without_motion()) { b.open(); }
  Bench b;
};

TEST_F(Showing, HideHidesWhatIsChosenAndBringsItBack) {
  b.choose("femur");
  EXPECT_TRUE(b.shown("femur.right"));
  b.workbench.execute(CommandId::hide);
  EXPECT_FALSE(b.shown("femur.right"));
  EXPECT_TRUE(b.shown("femur.left"));
  EXPECT_EQ(b.workbench.history().undo_label(), "Hide Femur, right");
  b.workbench.execute(CommandId::hide);
  EXPECT_TRUE(b.shown("femur.right"));
}

TEST_F(Showing, HideOfAWholeHidesAllItsParts) {
  b.choose("trapezius");
  b.workbench.execute(CommandId::hide);
  for (const Structure& s : b.workbench.loaded().body.structures()) {
    if (s.key.rfind("trapezius/", 0) == 0 && s.kind == Kind::muscle) {
      EXPECT_EQ(b.shown(s.key), s.side == Side::left) << s.key;
    }
  }
}

TEST_F(Showing, FadeMakesGlassAndSolidAgain) {
  b.choose("femur");
  b.workbench.execute(CommandId::ghost);
  EXPECT_EQ(b.state("femur.right").mode, Mode::glass);
  b.workbench.execute(CommandId::ghost);
  EXPECT_EQ(b.state("femur.right").mode, Mode::solid);
}

TEST_F(Showing, FadeAfterHideShowsItAsGlass) {
  b.choose("femur");
  b.workbench.execute(CommandId::hide);
  b.workbench.execute(CommandId::ghost);
  EXPECT_EQ(b.state("femur.right").mode, Mode::glass);
}

TEST_F(Showing, NothingCanBeHiddenBeforeSomethingIsChosen) {
  for (const CommandId id : {CommandId::hide, CommandId::ghost}) {
    const Session before = b.workbench.session();
    b.workbench.execute(id);
    EXPECT_EQ(b.workbench.session(), before);
  }
  EXPECT_THAT(b.workbench.messages(), testing::ElementsAre(testing::HasSubstr("Choose something first")));
}

TEST_F(Showing, IsolateShowsOnlyWhatIsChosenAndThenEverythingAgain) {
  b.choose("gluteus-medius", Side::left);
  const DrawList before = b.workbench.draw_list();
  b.workbench.execute(CommandId::isolate);
  for (const Structure& s : b.workbench.loaded().body.structures()) {
    const DrawState& state = b.state(s.key);
    const bool wanted = s.key == "gluteus-medius.left";
    // What the zone shows of itself (skin under the paint, hazards, attachments) is no exception to make.
    if (s.kind == Kind::muscle || s.kind == Kind::bone) {
      EXPECT_EQ(state.mode != Mode::hidden, wanted || (state.emphasis & DrawState::hazard) != 0) << s.key;
    }
  }
  b.workbench.execute(CommandId::isolate);
  EXPECT_EQ(b.workbench.draw_list().states, before.states);
}

TEST_F(Showing, IsolatingTheNeighbourhoodShowsWhatTouchesIt) {
  b.choose("humerus");
  b.workbench.execute(CommandId::isolate_touching);
  const std::vector<std::string>& only = b.workbench.session().only;
  EXPECT_THAT(only, testing::Contains("humerus.right"));
  EXPECT_THAT(only, testing::Not(testing::Contains("skin"))) << "skin would cover all of it";
  EXPECT_GT(only.size(), 1u);
  EXPECT_LT(only.size(), 40u);
  for (const std::string& key : only) {
    const Structure& s = b.structure(key);
    EXPECT_NE(s.system, System::attachments) << key;
    // Whatever touches it has a bounding box that comes as near.
    const Bounds& a = b.structure("humerus.right").bounds;
    for (int i = 0; i < 3; ++i) {
      EXPECT_LE(s.bounds.low[i], a.high[i] + 3.0f) << key;
      EXPECT_GE(s.bounds.high[i], a.low[i] - 3.0f) << key;
    }
  }
}

TEST_F(Showing, IsolatingNothingDoesNotEmptyThePicture) {
  const std::vector<DrawState> before = b.workbench.draw_list().states;
  b.workbench.execute(CommandId::isolate);
  EXPECT_EQ(b.workbench.draw_list().states, before);
  b.workbench.execute(CommandId::isolate_touching);
  EXPECT_EQ(b.workbench.draw_list().states, before);
}

TEST_F(Showing, EverythingComesBackWithOneCommand) {
  const std::vector<DrawState> before = b.workbench.draw_list().states;
  b.choose("femur");
  b.workbench.execute(CommandId::hide);
  b.choose("humerus");
  b.workbench.execute(CommandId::ghost);
  b.workbench.execute(CommandId::isolate);
  b.workbench.execute(CommandId::show_everything);
  EXPECT_TRUE(b.workbench.session().exceptions.empty());
  EXPECT_TRUE(b.workbench.session().only.empty());
  b.workbench.perform(Select{{}, {}, {}});
  EXPECT_EQ(b.workbench.draw_list().states, before);
}

struct SwitchCase {
  CommandId id;
  System system;
};
class SystemSwitch : public testing::TestWithParam<SwitchCase> {};

TEST_P(SystemSwitch, TurnsASystemOnAndOff) {
  Bench b(test::without_motion());
  const bool before = b.workbench.session().shows(GetParam().system);
  b.workbench.execute(GetParam().id);
  EXPECT_EQ(b.workbench.session().shows(GetParam().system), !before);
  b.workbench.execute(GetParam().id);
  EXPECT_EQ(b.workbench.session(), Session());
}

INSTANTIATE_TEST_SUITE_P(Table, SystemSwitch,
                         testing::Values(SwitchCase{CommandId::toggle_muscles, System::muscles},
                                         SwitchCase{CommandId::toggle_nerves, System::nerves},
                                         SwitchCase{CommandId::toggle_vessels, System::vessels},
                                         SwitchCase{CommandId::toggle_organs, System::viscera},
                                         SwitchCase{CommandId::toggle_bones, System::skeleton},
                                         SwitchCase{CommandId::toggle_joints, System::joints},
                                         SwitchCase{CommandId::toggle_fascia, System::fascia}));

TEST_F(Showing, TheSkinComesBackEvenIfThePeelHadTakenIt) {
  ASSERT_FALSE(b.shown("skin"));
  b.workbench.execute(CommandId::toggle_skin);
  EXPECT_TRUE(b.shown("skin"));
  b.workbench.execute(CommandId::toggle_skin);
  EXPECT_FALSE(b.shown("skin"));
  b.workbench.execute(CommandId::toggle_skin);
  EXPECT_TRUE(b.shown("skin"));
}

TEST_F(Showing, PeelingGoesFromStopToStop) {
  b.workbench.perform(SetPeel{0.0f});
  float last = 0.0f;
  while (last < 1.0f) {
    b.workbench.execute(CommandId::peel_inwards);
    ASSERT_EQ(b.workbench.session().peel, peel_step(last, true));
    last = b.workbench.session().peel;
  }
  b.workbench.execute(CommandId::peel_outwards);
  EXPECT_EQ(b.workbench.session().peel, peel_step(1.0f, false));
}

TEST_F(Showing, TheCutBeginsInTheMiddleOfWhatIsChosen) {
  b.workbench.execute(CommandId::clip_toggle);
  ASSERT_TRUE(b.workbench.draw_list().clip);
  EXPECT_NEAR(b.workbench.session().clip.at_mm, b.workbench.loaded().body.bounds().centre().y, 0.01f);
  b.workbench.execute(CommandId::clip_toggle);
  EXPECT_FALSE(b.workbench.draw_list().clip);
  b.choose("humerus");
  b.workbench.execute(CommandId::clip_toggle);
  EXPECT_NEAR(b.workbench.session().clip.at_mm, b.structure("humerus.right").bounds.centre().y, 0.01f);
}

TEST_F(Showing, TheCutGoesRoundItsThreePlanesAndMoves) {
  b.workbench.execute(CommandId::clip_toggle);
  std::vector<Axis> axes;
  for (int i = 0; i < 4; ++i) {
    axes.push_back(b.workbench.session().clip.axis);
    b.workbench.execute(CommandId::clip_next_axis);
  }
  EXPECT_THAT(axes, testing::ElementsAre(Axis::transverse, Axis::coronal, Axis::sagittal, Axis::transverse));
  const float at = b.workbench.session().clip.at_mm;
  b.workbench.execute(CommandId::clip_forward);
  EXPECT_FLOAT_EQ(b.workbench.session().clip.at_mm, at + 5.0f);
  b.workbench.execute(CommandId::clip_back);
  EXPECT_FLOAT_EQ(b.workbench.session().clip.at_mm, at);
  const glm::vec4 plane = *b.workbench.draw_list().clip;
  b.workbench.execute(CommandId::clip_flip);
  EXPECT_EQ(*b.workbench.draw_list().clip, -plane);
}

TEST_F(Showing, ACutThatIsOffDoesNotMove) {
  const Session before = b.workbench.session();
  b.workbench.execute(CommandId::clip_forward);
  b.workbench.execute(CommandId::clip_back);
  EXPECT_EQ(b.workbench.session(), before);
}

TEST_F(Showing, AFreshStartForgetsAllAndCanBeTakenBack) {
  b.choose("infraspinatus");
  b.workbench.execute(CommandId::hide);
  b.workbench.perform(SetPanels{false, false});
  const Session before = b.workbench.session();
  b.workbench.execute(CommandId::new_session);
  Session fresh;
  fresh.camera = b.workbench.session().camera;
  EXPECT_EQ(b.workbench.session(), fresh);
  EXPECT_EQ(b.workbench.zone(), nullptr);
  b.workbench.execute(CommandId::undo);
  EXPECT_EQ(b.workbench.session(), before);
  EXPECT_NE(b.workbench.zone(), nullptr);
}

TEST_F(Showing, FramingGoesToWhatIsChosenOrToTheWholeBody) {
  b.workbench.execute(CommandId::frame_body);
  EXPECT_EQ(b.workbench.session().camera.target, b.workbench.loaded().body.bounds().centre());
  b.choose("humerus", Side::left);
  b.workbench.execute(CommandId::frame_body);
  b.workbench.execute(CommandId::frame_selection);
  EXPECT_EQ(b.workbench.session().camera.target, b.structure("humerus.left").bounds.centre());
  b.workbench.perform(Select{{}, {}, {}});
  b.workbench.execute(CommandId::frame_selection);
  EXPECT_EQ(b.workbench.session().camera.target, b.workbench.loaded().body.bounds().centre());
}

TEST_F(Showing, TheSoleIsLookedAtFromBelowOnTheChosenSide) {
  b.workbench.perform(SetSide{Side::left});
  b.workbench.execute(CommandId::view_sole);
  EXPECT_FLOAT_EQ(b.workbench.session().camera.pitch_deg, -90.0f);
  EXPECT_GT(b.workbench.session().camera.target.x, 0.0f);
  EXPECT_LT(b.workbench.session().camera.target.y, 200.0f);
}

TEST_F(Showing, WhatThisBodyCannotShowIsSaid) {
  const Camera before = b.workbench.session().camera;
  b.workbench.execute(CommandId::view_palm);
  EXPECT_EQ(b.workbench.session().camera, before);
  EXPECT_THAT(b.workbench.messages(),
              testing::ElementsAre(testing::AllOf(testing::HasSubstr("Palm"), testing::HasSubstr("this body"))));
}

}  // namespace
}  // namespace palpate
