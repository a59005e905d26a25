// What each action does to a session and to nothing else, what values it brings into their limits, and what a person
// reads beside Undo.
#include "random_session.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
const ZoneChoice left_zone{"trapezius", "descending-1", Side::left};

struct Done {
  std::string name;
  Action action;
  std::function<void(Session&)> expected;  // what it changes
  std::string label;
  friend std::ostream& operator<<(std::ostream& out, const Done& done) { return out << done.name; }
};
class EveryAction : public testing::TestWithParam<Done> {};

TEST_P(EveryAction, ChangesWhatItSaysAndNothingElse) {
  Random random(7);
  for (int i = 0; i < 50; ++i) {
    const Session before = random_session(random);
    Session expected = before;
    GetParam().expected(expected);
    EXPECT_TRUE(palpate::apply(before, GetParam().action) == expected) << "random session " << i;
  }
}

TEST_P(EveryAction, DoneTwiceIsDoneOnce) {
  Random random(8);
  const Session once = palpate::apply(random_session(random), GetParam().action);
  EXPECT_TRUE(palpate::apply(once, GetParam().action) == once);
}

TEST_P(EveryAction, HasAName) {
  EXPECT_EQ(label_of(GetParam().action), GetParam().label);
}

Session another() {
  Random random(99);
  return random_session(random);
}

// Another zone has another described approach: a needle in the hand is let go, and nothing is asked any more.
void set_zone(Session& s, const std::optional<ZoneChoice>& zone) {
  if (s.zone != zone) {
    s.held.reset();
    s.exercise.reset();
  }
  s.zone = zone;
}

// What was checked is not moved.
void set_held(Session& s, const std::optional<HeldNeedle>& needle) {
  if (!s.exercise || !s.exercise->checked) s.held = needle;
}

const HeldNeedle a_needle{{-90.0f, 1300.0f, -80.0f}, {0.0f, 0.0f, 1.0f}, 12.0f, 40.0f, 0.25f};

PainDrawing one_mark() {
  PainMark mark;
  mark.points = {{1.0f, 2.0f, 3.0f}};
  mark.deep = true;
  return {mark};
}

INSTANTIATE_TEST_SUITE_P(
    Session, EveryAction,
    testing::Values(
        Done{"MoveCamera", MoveCamera{{{1.0f, 2.0f, 3.0f}, 10.0f, 20.0f, 500.0f}},
             [](Session& s) {
               s.camera = {{1.0f, 2.0f, 3.0f}, 10.0f, 20.0f, 500.0f};
             },
             "Turn the body"},
        Done{"MoveCameraByName", MoveCamera{{}, "Front"}, [](Session& s) { s.camera = {}; }, "Front"},
        Done{"Select", Select{"scapula.left", "Scapula, left", {}},
             [](Session& s) {
               s.selected = "scapula.left";
               set_zone(s, std::nullopt);
             },
             "Choose Scapula, left"},
        Done{"SelectWithZone", Select{"trapezius.left", "", left_zone},
             [](Session& s) {
               s.selected = "trapezius.left";
               set_zone(s, left_zone);
               s.side = Side::left;
             },
             "Choose trapezius.left"},
        Done{"SelectNothing", Select{},
             [](Session& s) {
               s.selected.clear();
               set_zone(s, std::nullopt);
             },
             "Choose nothing"},
        Done{"ChooseZone", ChooseZone{left_zone, "the upper point"},
             [](Session& s) {
               set_zone(s, left_zone);
               s.side = Side::left;
             },
             "Show the upper point"},
        Done{"ChooseNoZone", ChooseZone{}, [](Session& s) { set_zone(s, std::nullopt); }, "Hide the trigger point"},
        Done{"HoldNeedle", HoldNeedle{a_needle, "Push the needle"}, [](Session& s) { set_held(s, a_needle); },
             "Push the needle"},
        Done{"LetGoOfTheNeedle", HoldNeedle{std::nullopt, "Described approach"},
             [](Session& s) { set_held(s, std::nullopt); }, "Described approach"},
        Done{"EndExercise", SetExercise{std::nullopt, "End the exercise"}, [](Session& s) { s.exercise.reset(); },
             "End the exercise"},
        Done{"SetPhysique", SetPhysique{Physique{Sex::male, 1800.0f, 30.0f}},
             [](Session& s) { s.physique = Physique{Sex::male, 1800.0f, 30.0f}; },
             "Whose body"},
        Done{"AsModelled", SetPhysique{std::nullopt}, [](Session& s) { s.physique.reset(); }, "The body as modelled"},
        Done{"SetMargin", SetMargin{7.5f}, [](Session& s) { s.margin_mm = 7.5f; }, "Needle: margin"},
        Done{"SetAccess", SetSwitch{Switch::access, true}, [](Session& s) { s.access = true; }, "Access map on"},
        Done{"SetSide", SetSide{Side::left},
             [](Session& s) {
               if (s.side != Side::left) {
                s.held.reset();
                s.exercise.reset();
              }
               s.side = Side::left;
               if (s.zone) s.zone->side = Side::left;
             },
             "Look at the left side"},
        Done{"ShowSystem", ShowSystem{System::nerves, true},
             [](Session& s) { s.systems[static_cast<std::size_t>(System::nerves)] = true; }, "Nerves on"},
        Done{"HideSystem", ShowSystem{System::skin_regions, false},
             [](Session& s) { s.systems[static_cast<std::size_t>(System::skin_regions)] = false; }, "Skin regions off"},
        Done{"SetPeel", SetPeel{0.75f}, [](Session& s) { s.peel = 0.75f; }, "Peel layers"},
        Done{"Hide", SetShow{{"sacrum"}, Show::hidden, "Sacrum"},
             [](Session& s) { s.exceptions["sacrum"] = Show::hidden; }, "Hide Sacrum"},
        Done{"Fade", SetShow{{"sacrum", "scapula.right"}, Show::ghost, ""},
             [](Session& s) { s.exceptions["sacrum"] = s.exceptions["scapula.right"] = Show::ghost; },
             "Fade 2 structures"},
        Done{"ShowAgain", SetShow{{"sacrum"}, Show::normal, "Sacrum"}, [](Session& s) { s.exceptions.erase("sacrum"); },
             "Show Sacrum"},
        Done{"ShowOnly", ShowOnly{{"b", "a", "b"}, "Deltoid"},
             [](Session& s) {
               s.only = {"a", "b"};
             },
             "Show only Deltoid"},
        Done{"ShowOnlyNothing", ShowOnly{}, [](Session& s) { s.only.clear(); }, "Show everything again"},
        Done{"ShowEverything", ShowEverything{},
             [](Session& s) {
               s.exceptions.clear();
               s.only.clear();
             },
             "Show everything"},
        Done{"Cut", SetClip{{true, Axis::sagittal, 12.0f, true}},
             [](Session& s) {
               s.clip = {true, Axis::sagittal, 12.0f, true};
             },
             "Cut, sagittal plane"},
        Done{"CloseCut", SetClip{{false, Axis::coronal, 0.0f, false}},
             [](Session& s) {
               s.clip = {false, Axis::coronal, 0.0f, false};
             },
             "Close the cut"},
        Done{"Needle", SetSwitch{Switch::needle, false}, [](Session& s) { s.needle = false; }, "Needle off"},
        Done{"Hazards", SetSwitch{Switch::hazards, true}, [](Session& s) { s.hazards = true; },
             "What it must not meet on"},
        Done{"Attachments", SetSwitch{Switch::attachments, false}, [](Session& s) { s.attachments = false; },
             "Attachments off"},
        Done{"Labels", SetSwitch{Switch::labels, true}, [](Session& s) { s.labels = true; }, "Labels on"},
        Done{"Pain", SetPain{one_mark(), "Draw pain"}, [](Session& s) { s.pain = one_mark(); }, "Draw pain"},
        Done{"NoPain", SetPain{{}, "Clear the drawing"}, [](Session& s) { s.pain.clear(); }, "Clear the drawing"},
        Done{"Other", ShowOther{"root-c6.left", "C6, left"}, [](Session& s) { s.other = "root-c6.left"; },
             "Show C6, left"},
        Done{"OtherWithoutAName", ShowOther{"root-c6.left", ""}, [](Session& s) { s.other = "root-c6.left"; },
             "Show root-c6.left"},
        Done{"NoOther", ShowOther{}, [](Session& s) { s.other.clear(); }, "Hide the area"},
        Done{"Movement", AskMovement{"elbow.flexion", "Bending the elbow"},
             [](Session& s) { s.movement = "elbow.flexion"; }, "Movement: Bending the elbow"},
        Done{"MovementWithoutAName", AskMovement{"elbow.flexion", ""}, [](Session& s) { s.movement = "elbow.flexion"; },
             "Movement: elbow.flexion"},
        Done{"NoMovement", AskMovement{}, [](Session& s) { s.movement.clear(); }, "No movement"},
        Done{"Compare", Compare{"teres-minor", "Teres minor"}, [](Session& s) { s.compared = "teres-minor"; },
             "Compare with Teres minor"},
        Done{"CompareWithoutAName", Compare{"teres-minor", ""}, [](Session& s) { s.compared = "teres-minor"; },
             "Compare with teres-minor"},
        Done{"CompareWithNone", Compare{}, [](Session& s) { s.compared.clear(); }, "End the comparison"},
        Done{"Tab", SetTab{LeftTab::view}, [](Session& s) { s.left_tab = LeftTab::view, s.left_panel = true; }, "Change the panel"},
        Done{"Panels", SetPanels{false, true},
             [](Session& s) {
               s.left_panel = false;
               s.right_panel = true;
             },
             "Fold the panels"},
        Done{"Replace", ReplaceSession{another(), "Open yesterday.json"}, [](Session& s) { s = another(); },
             "Open yesterday.json"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Limits, TheCameraIsBroughtIntoThem) {
  const auto moved = [](float yaw, float pitch, float distance) {
    return palpate::apply(Session(), MoveCamera{{glm::vec3(0.0f), yaw, pitch, distance}}).camera;
  };
  EXPECT_FLOAT_EQ(moved(0.0f, 120.0f, 500.0f).pitch_deg, 90.0f) << "never upside down";
  EXPECT_FLOAT_EQ(moved(0.0f, -91.0f, 500.0f).pitch_deg, -90.0f);
  EXPECT_FLOAT_EQ(moved(370.0f, 0.0f, 500.0f).yaw_deg, 10.0f);
  EXPECT_FLOAT_EQ(moved(-725.0f, 0.0f, 500.0f).yaw_deg, -5.0f);
  EXPECT_GT(moved(0.0f, 0.0f, 0.0f).distance_mm, 0.0f) << "never inside the point that is looked at";
  EXPECT_GT(moved(0.0f, 0.0f, -10.0f).distance_mm, 0.0f);
  EXPECT_LT(moved(0.0f, 0.0f, 1e9f).distance_mm, 1e6f) << "never lost in space";
  EXPECT_FLOAT_EQ(moved(0.0f, 0.0f, 500.0f).distance_mm, 500.0f);
}

TEST(Limits, ACameraThatIsNowhereLeavesTheOneBefore) {
  Session before;
  before.camera.yaw_deg = 33.0f;
  for (float Camera::*field : {&Camera::yaw_deg, &Camera::pitch_deg, &Camera::distance_mm}) {
    for (const float wrong : {nan, infinity, -infinity}) {
      Camera camera;
      camera.*field = wrong;
      EXPECT_TRUE(palpate::apply(before, MoveCamera{camera}) == before) << wrong;
    }
  }
  Camera camera;
  camera.target.y = nan;
  EXPECT_TRUE(palpate::apply(before, MoveCamera{camera}) == before);
}

TEST(Limits, ThePeelGoesFromSkinToBone) {
  EXPECT_FLOAT_EQ(palpate::apply(Session(), SetPeel{1.7f}).peel, 1.0f);
  EXPECT_FLOAT_EQ(palpate::apply(Session(), SetPeel{-0.1f}).peel, 0.0f);
  EXPECT_FLOAT_EQ(palpate::apply(Session(), SetPeel{infinity}).peel, 1.0f);
  EXPECT_TRUE(palpate::apply(Session(), SetPeel{nan}) == Session());
}

TEST(Limits, ACutIsSomewhere) {
  Session before;
  before.clip.at_mm = 77.0f;
  for (const float wrong : {nan, infinity}) {
    const Session after = palpate::apply(before, SetClip{{true, Axis::coronal, wrong, true}});
    EXPECT_EQ(after.clip, (ClipPlane{true, Axis::coronal, 77.0f, true}));
  }
}

TEST(Limits, NoSideIsNoSideToLookAt) {
  Session left;
  left.side = Side::left;
  EXPECT_TRUE(palpate::apply(left, SetSide{Side::none}) == left);
  EXPECT_EQ(palpate::apply(left, ChooseZone{ZoneChoice{"deltoid", "a", Side::none}, ""}).side, Side::left);
}

TEST(Limits, ASessionFromElsewhereIsBroughtIntoThem) {
  Session wild;
  wild.peel = 8.0f;
  wild.only = {"b", "a", "b"};
  wild.side = Side::none;
  wild.camera.pitch_deg = 200.0f;
  wild.camera.distance_mm = -1.0f;
  wild.clip.at_mm = nan;
  const Session tamed = palpate::apply(Session(), ReplaceSession{wild, "Open"});
  EXPECT_FLOAT_EQ(tamed.peel, 1.0f);
  EXPECT_THAT(tamed.only, ElementsAre("a", "b"));
  EXPECT_EQ(tamed.side, Side::right);
  EXPECT_FLOAT_EQ(tamed.camera.pitch_deg, 90.0f);
  EXPECT_GT(tamed.camera.distance_mm, 0.0f);
  EXPECT_FLOAT_EQ(tamed.clip.at_mm, ClipPlane().at_mm);
}

TEST(Session, AtFirstShowsWhatAFirstLookNeeds) {
  const Session session;
  for (const System system : {System::skin, System::muscles, System::skeleton}) EXPECT_TRUE(session.shows(system));
  for (const System system : {System::nerves, System::vessels, System::viscera, System::lymphoid})
    EXPECT_FALSE(session.shows(system)) << key_of(system);
  EXPECT_EQ(session.selected, "");
  EXPECT_FALSE(session.zone);
  EXPECT_FALSE(session.clip.on);
  EXPECT_TRUE(session.left_panel && session.right_panel);
}

TEST(MergeKey, OnlyDragsAndSlidersAreMerged) {
  EXPECT_EQ(merge_key(SetPeel{0.1f}), merge_key(SetPeel{0.9f}));
  EXPECT_EQ(merge_key(MoveCamera{}), merge_key(MoveCamera{{glm::vec3(1.0f), 5.0f, 5.0f, 99.0f}}));
  EXPECT_EQ(merge_key(SetClip{{true, Axis::coronal, 1.0f, false}}),
            merge_key(SetClip{{true, Axis::coronal, 2.0f, false}}));
  EXPECT_NE(merge_key(MoveCamera{{}, "Turn the body"}), merge_key(MoveCamera{{}, "Front"}));
  EXPECT_NE(merge_key(SetPeel{}), merge_key(MoveCamera{}));
  for (const Action& action :
       {Action(Select{}), Action(ShowSystem{System::skin, true}), Action(ShowEverything{}), Action(SetShow{}),
        Action(SetSwitch{}), Action(SetClip{}), Action(ReplaceSession{}), Action(ShowOther{"root-c6.left", "C6"}),
        Action(AskMovement{"elbow.flexion", "Bending"}), Action(Compare{"teres-minor", "Teres minor"})})
    EXPECT_THAT(merge_key(action), IsEmpty()) << label_of(action);
}

// A line is drawn bit by bit under one label; the next line has another.
TEST(MergeKey, ALineThatIsDrawnIsOneStep) {
  EXPECT_EQ(merge_key(SetPain{{}, "Draw pain 1"}), merge_key(SetPain{one_mark(), "Draw pain 1"}));
  EXPECT_NE(merge_key(SetPain{one_mark(), "Draw pain 1"}), merge_key(SetPain{one_mark(), "Draw pain 2"}));
  EXPECT_NE(merge_key(SetPain{one_mark(), "Draw pain"}), merge_key(SetPain{one_mark(), "Rub out pain"}));
  EXPECT_NE(merge_key(SetPain{{}, "Turn the body"}), merge_key(MoveCamera{{}, "Turn the body"}));
}

TEST(HoldingANeedle, BringsItIntoItsLimits) {
  HeldNeedle needle = a_needle;
  needle.direction = {0.0f, 0.0f, 5.0f};
  needle.depth_mm = 90.0f;
  needle.length_mm = 500.0f;
  const Session held = palpate::apply(Session(), HoldNeedle{needle, {}});
  ASSERT_TRUE(held.held);
  EXPECT_EQ(held.held->direction, glm::vec3(0, 0, 1));
  EXPECT_LE(held.held->length_mm, 150.0f);
  EXPECT_LE(held.held->depth_mm, held.held->length_mm);
  EXPECT_EQ(palpate::apply(Session(), SetMargin{400.0f}).margin_mm, 30.0f);
}

TEST(HoldingANeedle, ThatIsNowhereOrPointsNowhereIsHoldingNone) {
  HeldNeedle nowhere = a_needle, aimless = a_needle;
  nowhere.entry.x = std::numeric_limits<float>::quiet_NaN();
  aimless.direction = {0.0f, 0.0f, 0.0f};
  for (const HeldNeedle& needle : {nowhere, aimless})
    EXPECT_FALSE(palpate::apply(Session(), HoldNeedle{needle, {}}).held);
}

}  // namespace
}  // namespace palpate::test
