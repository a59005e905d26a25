// Every command of the table, in every state: it does no harm, is one step at the most, and undo takes it back.
#include "bench.h"

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Bench;

void expect_sane(Bench& b) {
  const Session& s = b.workbench.session();
  EXPECT_TRUE(std::isfinite(s.camera.yaw_deg + s.camera.distance_mm + s.camera.target.x + s.camera.target.y));
  EXPECT_GE(s.camera.distance_mm, 40.0f);
  EXPECT_LE(s.camera.distance_mm, 12000.0f);
  EXPECT_LE(std::abs(s.camera.pitch_deg), 90.0f);
  EXPECT_GE(s.peel, 0.0f);
  EXPECT_LE(s.peel, 1.0f);
  EXPECT_TRUE(std::isfinite(s.clip.at_mm));
  const DrawList& list = b.workbench.draw_list();
  EXPECT_EQ(list.states.size(), b.workbench.loaded().body.size());
  EXPECT_EQ(list.camera, s.camera);
  if (s.zone && b.workbench.zone() != nullptr) {
    EXPECT_EQ(b.workbench.zone()->choice, *s.zone);
  }
  if (!s.zone) {
    EXPECT_EQ(b.workbench.zone(), nullptr);
  }
  b.workbench.point_at(b.workbench.viewport() * 0.5f);
}

struct State {
  const char* name;
  std::function<void(Bench&)> make;
};
class EveryCommand : public testing::TestWithParam<State> {};

TEST_P(EveryCommand, DoesNoHarmIsOneStepAndCanBeTakenBack) {
  Bench b;
  GetParam().make(b);
  b.land();
  const Session start = b.workbench.session();
  for (const Command& command : all_commands()) {
    SCOPED_TRACE(command.name);
    b.workbench.perform(ReplaceSession{Session(), "Between"});
    b.workbench.perform(ReplaceSession{start, "Begin"});
    b.workbench.finish_step();
    const std::size_t position = b.workbench.history().position();
    b.workbench.execute(command.id);
    b.land();
    expect_sane(b);
    if (command.id == CommandId::undo || command.id == CommandId::redo) continue;
    ASSERT_LE(b.workbench.history().position(), position + 1) << "one command is one step";
    if (b.workbench.history().position() > position) {
      EXPECT_FALSE(b.workbench.history().undo_label().empty());
      b.workbench.execute(CommandId::undo);
    }
    EXPECT_EQ(b.workbench.session(), start);
    expect_sane(b);
    (void)b.workbench.take_requests();
  }
}

INSTANTIATE_TEST_SUITE_P(
    States, EveryCommand,
    testing::Values(State{"NoBody", [](Bench&) {}}, State{"NoBodyButAPage", [](Bench& b) { b.choose("trapezius"); }},
                    State{"NothingChosen", [](Bench& b) { b.open(); }},
                    State{"ABone",
                          [](Bench& b) {
                            b.open();
                            b.choose("femur", Side::left);
                          }},
                    State{"AZone",
                          [](Bench& b) {
                            b.open();
                            b.choose("trapezius");
                          }},
                    State{"TheSkin",
                          [](Bench& b) {
                            b.open();
                            b.choose("skin");
                          }},
                    State{"NotInThisBody",
                          [](Bench& b) {
                            b.open();
                            b.choose("piriformis", Side::left);
                          }},
                    State{"NotEvenInTheCatalogue",
                          [](Bench& b) {
                            b.open();
                            b.workbench.perform(Select{"own:old.glb#thing", {}, ZoneChoice{"old", "zone", Side::left}});
                          }},
                    State{"IsolatedCutAndPeeled",
                          [](Bench& b) {
                            b.open();
                            b.choose("infraspinatus");
                            b.workbench.execute(CommandId::isolate_touching);
                            b.workbench.execute(CommandId::hide);
                            b.workbench.execute(CommandId::clip_toggle);
                            b.workbench.perform(SetPeel{1.0f});
                            b.workbench.perform(SetPanels{false, false});
                          }},
                    State{"WithoutAViewport",
                          [](Bench& b) {
                            b.open();
                            b.choose("infraspinatus");
                            b.workbench.set_viewport({0, 0});
                          }}),
    [](const auto& given) { return given.param.name; });

// The commands that need the window ask for it, once and for nothing else.
struct RequestCase {
  CommandId id;
  ShellRequest request;
};
class ShellCommand : public testing::TestWithParam<RequestCase> {};

TEST_P(ShellCommand, AsksTheWindow) {
  Bench b;
  b.workbench.execute(GetParam().id);
  EXPECT_THAT(b.workbench.take_requests(), testing::ElementsAre(GetParam().request));
  EXPECT_THAT(b.workbench.take_requests(), testing::IsEmpty()) << "taken is taken";
  EXPECT_EQ(b.workbench.session(), Session());
}

INSTANTIATE_TEST_SUITE_P(Table, ShellCommand,
                         testing::Values(RequestCase{CommandId::find, ShellRequest::find},
                                         RequestCase{CommandId::palette, ShellRequest::palette},
                                         RequestCase{CommandId::open_session, ShellRequest::open_session},
                                         RequestCase{CommandId::save_session, ShellRequest::save_session},
                                         RequestCase{CommandId::open_atlas, ShellRequest::open_atlas},
                                         RequestCase{CommandId::screenshot, ShellRequest::screenshot},
                                         RequestCase{CommandId::help, ShellRequest::help},
                                         RequestCase{CommandId::settings, ShellRequest::settings},
                                         RequestCase{CommandId::credits, ShellRequest::credits},
                                         RequestCase{CommandId::before_needle, ShellRequest::before_needle},
                                         RequestCase{CommandId::messages, ShellRequest::messages},
                                         RequestCase{CommandId::next_focus, ShellRequest::next_focus},
                                         RequestCase{CommandId::theme, ShellRequest::theme},
                                         RequestCase{CommandId::bigger, ShellRequest::bigger},
                                         RequestCase{CommandId::smaller, ShellRequest::smaller},
                                         RequestCase{CommandId::select_beneath, ShellRequest::beneath},
                                         RequestCase{CommandId::clear_selection, ShellRequest::close_or_clear},
                                         RequestCase{CommandId::quit, ShellRequest::quit}));

TEST(EveryCommand, DoesSomethingSomewhere) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.perform(SetShow{{"femur.left"}, Show::hidden, {}});
  b.choose("trapezius");
  b.workbench.execute(CommandId::clip_toggle);
  b.workbench.perform(SetPeel{0.5f});
  b.workbench.perform(MoveCamera{{{10, 900, 0}, 33.0f, 11.0f, 1000.0f}, {}});
  b.workbench.execute(CommandId::needle_out);  // so that there is a way back to the described approach
  ASSERT_TRUE(b.workbench.session().held);
  b.workbench.perform(SetPeel{0.55f});
  b.workbench.execute(CommandId::undo);
  const Session start = b.workbench.session();
  for (const Command& command : all_commands()) {
    const std::size_t messages = b.workbench.messages().size();
    b.workbench.execute(command.id);
    const bool asked = !b.workbench.take_requests().empty();
    EXPECT_TRUE(asked || !(b.workbench.session() == start) || b.workbench.messages().size() > messages)
        << command.name << " did nothing";
    b.workbench.perform(ReplaceSession{start, "Begin"});
    b.workbench.perform(SetPeel{0.56f});
    b.workbench.finish_step();
    b.workbench.execute(CommandId::undo);
    ASSERT_EQ(b.workbench.session(), start);
    ASSERT_TRUE(b.workbench.history().can_redo());
  }
}

struct PanelCase {
  CommandId id;
  bool left, right;
};
class PanelCommand : public testing::TestWithParam<PanelCase> {};

TEST_P(PanelCommand, FoldsPanelsAndOpensThemAgain) {
  Bench b;
  b.workbench.execute(GetParam().id);
  EXPECT_EQ(b.workbench.session().left_panel, GetParam().left);
  EXPECT_EQ(b.workbench.session().right_panel, GetParam().right);
  b.workbench.execute(GetParam().id);
  EXPECT_EQ(b.workbench.session(), Session());
}

INSTANTIATE_TEST_SUITE_P(Table, PanelCommand,
                         testing::Values(PanelCase{CommandId::toggle_left_panel, false, true},
                                         PanelCase{CommandId::toggle_right_panel, true, false},
                                         PanelCase{CommandId::toggle_panels, false, false}));

// Random work, then all the way back and forth again: every step is as it was left.
class RandomWork : public testing::TestWithParam<unsigned> {};

TEST_P(RandomWork, IsUndoneAndRedoneExactly) {
  SCOPED_TRACE(testing::Message() << "seed " << GetParam());
  std::mt19937 random(GetParam());
  const auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
  Bench b;
  b.open();
  std::map<std::size_t, Session> steps = {{0, b.workbench.session()}};
  const std::vector<std::string> keys = {"trapezius", "humerus", "infraspinatus", "skin", "gluteus-medius/", "femur"};
  for (int i = 0; i < 120; ++i) {
    const std::size_t kind = pick(10);
    if (kind == 0) {
      b.choose(keys[pick(keys.size())], pick(2) == 0 ? Side::left : Side::right);
    } else if (kind == 1) {
      b.workbench.click({static_cast<float>(pick(1280)), static_cast<float>(pick(800))});
    } else if (kind == 2) {
      b.workbench.orbit({static_cast<float>(pick(50)), 3.0f});
    } else {
      b.workbench.execute(all_commands()[pick(all_commands().size())].id);
    }
    b.land();
    if (pick(3) == 0) b.workbench.finish_step();
    const std::size_t at = b.workbench.history().position();
    steps[at] = b.workbench.session();
    ASSERT_LT(at, History::most_steps - 1);
  }
  const std::size_t end = b.workbench.history().labels().size();
  while (b.workbench.history().can_undo()) {
    ASSERT_EQ(b.workbench.session(), steps.at(b.workbench.history().position()))
        << "step " << b.workbench.history().position();
    b.workbench.execute(CommandId::undo);
    expect_sane(b);
  }
  EXPECT_EQ(b.workbench.session(), steps.at(0));
  while (b.workbench.history().can_redo()) {
    b.workbench.execute(CommandId::redo);
    ASSERT_EQ(b.workbench.session(), steps.at(b.workbench.history().position()));
  }
  EXPECT_EQ(b.workbench.history().position() + 1, end);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWork, testing::Values(1u, 2u, 3u, 4u));

}  // namespace
}  // namespace palpate
