// Hands on the interface: what a click, a drag or the wheel on each control asks for, and what belongs to the body.
#include "screen.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace palpate {
namespace {

using test::program_data;
using test::Screen;

template <class T>
bool asked(
    const Screen& s, std::function<bool(const T&)> fits = [](const T&) { return true; }) {
  for (const T& event : s.all<T>()) {
    if (fits(event)) return true;
  }
  return false;
}
bool asked_for(const Screen& s, CommandId id) {
  return asked<CommandId>(s, [&](CommandId given) { return given == id; });
}
template <class T>
bool acted(const Screen& s, std::function<bool(const T&)> fits) {
  return asked<Action>(s, [&](const Action& action) {
    const T* match = std::get_if<T>(&action);
    return match != nullptr && fits(*match);
  });
}

struct ControlCase {
  const char* name;
  bool body;
  std::function<void(Screen&)> before;
  const char* item;
  std::function<bool(const Screen&)> asks;
};
class Control : public testing::TestWithParam<ControlCase> {};

TEST_P(Control, AsksForWhatItSays) {
  Screen s(GetParam().body);
  GetParam().before(s);
  s.settle();
  ASSERT_TRUE(s.has(GetParam().item));
  EXPECT_FALSE(GetParam().asks(s)) << "before it is touched";
  s.clear();
  s.click(GetParam().item);
  EXPECT_TRUE(GetParam().asks(s));
  s.clear();
  s.settle();
  EXPECT_FALSE(GetParam().asks(s)) << "once, not in every frame";
}

ControlCase command_case(
    const char* name, const char* item, CommandId id, std::function<void(Screen&)> before = [](Screen&) {}) {
  return {name, true, std::move(before), item, [id](const Screen& s) { return asked_for(s, id); }};
}

// So that nothing has to be scrolled to: the tree has a row for every muscle.
void tall(Screen& s) {
  s.set(Theme::dark, 1.0f, ImVec2(1440, 12000));
}
void choose(Screen& s) {
  s.bench.choose("infraspinatus");
}
void view_tab(Screen& s) {
  s.bench.workbench.perform(SetTab{LeftTab::view});
}

INSTANTIATE_TEST_SUITE_P(
    Table, Control,
    testing::Values(
        command_case("Help", "bar.window.help", CommandId::help),
        command_case("Settings", "bar.window.settings", CommandId::settings),
        command_case("Picture", "bar.session.picture", CommandId::screenshot),
        command_case("Undo", "bar.session.undo", CommandId::undo, choose),
        command_case("Redo", "bar.session.redo", CommandId::redo,
                     [](Screen& s) {
                       choose(s);
                       s.bench.workbench.execute(CommandId::undo);
                     }),
        command_case("Messages", "bar.window.messages", CommandId::messages,
                     [](Screen& s) { s.bench.workbench.say("The disk is full."); }),
        command_case("Nerves", "show.nerves", CommandId::toggle_nerves, tall),
        command_case("Organs", "show.organs", CommandId::toggle_organs, tall),
        command_case("Find", "start.choose.find", CommandId::find),
        command_case("ViewBack", "view.back", CommandId::view_back, view_tab),
        command_case("Cut", "cut.toggle", CommandId::clip_toggle, view_tab),
        command_case("Cube", "cube.Front", CommandId::view_front),
        command_case("OtherSide", "side.Left", CommandId::other_side, choose),
        ControlCase{"Tab", true, [](Screen&) {}, "tab.Systems",
                    [](const Screen& s) {
                      return acted<SetTab>(s, [](const SetTab& tab) { return tab.tab == LeftTab::systems; });
                    }},
        ControlCase{"ASystem", true,
                    [](Screen& s) {
                      s.set(Theme::dark, 1.0f, ImVec2(1440, 2200));
                      view_tab(s);
                    },
                    "system.nerves",
                    [](const Screen& s) {
                      return acted<ShowSystem>(s, [](const ShowSystem& a) { return a.system == System::nerves; });
                    }},
        ControlCase{"AMuscleOfTheTree", true, [](Screen&) {}, "tree.levator-scapulae",
                    [](const Screen& s) {
                      return asked<UiChooseConcept>(s, [](const UiChooseConcept& c) {
                        return program_data().anatomy.concepts[c.id].key == "levator-scapulae" && c.side == Side::none;
                      });
                    }},
        ControlCase{"AZone", true,
                    [](Screen& s) {
                      s.set(Theme::dark, 1.0f, ImVec2(1440, 2200));
                      s.bench.choose("trapezius");
                    },
                    "zone.descending-1",
                    [](const Screen& s) {
                      return asked<UiChooseZone>(s, [](const UiChooseZone& z) {
                        return z.choice == ZoneChoice{"trapezius", "descending-1", Side::right};
                      });
                    }},
        ControlCase{"OpenAnAtlas", false, [](Screen&) {}, "welcome.open",
                    [](const Screen& s) { return asked_for(s, CommandId::open_atlas); }},
        ControlCase{"StopLoading", true,
                    [](Screen& s) {
                      s.progress = {true, "Reading", 0.5f};
                    },
                    "progress.stop", [](const Screen& s) { return asked<UiCancelLoading>(s); }},
        ControlCase{"ASetting", true, [](Screen& s) { open_dialog(s.state, UiDialog::settings); },
                    "setting.reduced_motion",
                    [](const Screen& s) {
                      return asked<UiSetSetting>(
                          s, [](const UiSetSetting& e) { return e.key == "reduced_motion" && e.value == 0.0f; });
                    }},
        ControlCase{"OneThatLiesBeneath", true,
                    [](Screen& s) {
                      s.beneath = {{StructureId(3), 100.0f}, {StructureId(5), 120.0f}};
                      s.state.beneath_at = glm::vec2(600, 300);
                    },
                    "beneath.1",
                    [](const Screen& s) {
                      return asked<UiChooseStructure>(
                          s, [](const UiChooseStructure& e) { return e.id == StructureId(5); });
                    }},
        ControlCase{"ASearchResult", true,
                    [](Screen& s) {
                      s.state.search_open = true;
                      s.state.query = "left piriformis";
                    },
                    "result.0",
                    [](const Screen& s) {
                      return asked<UiChooseConcept>(s, [](const UiChooseConcept& c) {
                        return program_data().anatomy.concepts[c.id].key == "piriformis" && c.side == Side::left;
                      });
                    }},
        ControlCase{"SaveAPicture", true,
                    [](Screen& s) {
                      open_dialog(s.state, UiDialog::screenshot);
                      s.state.path = "/tmp/x.png";
                      s.state.picture_size = {640, 480};
                    },
                    "dialog.accept",
                    [](const Screen& s) {
                      return asked<UiPath>(s, [](const UiPath& p) {
                        return p.purpose == UiPathPurpose::screenshot && p.path == "/tmp/x.png" &&
                               p.size == glm::ivec2(640, 480);
                      });
                    }},
        ControlCase{"SaveASession", true,
                    [](Screen& s) {
                      open_dialog(s.state, UiDialog::save_session);
                      s.state.path = "/tmp/x.json";
                    },
                    "dialog.accept",
                    [](const Screen& s) {
                      return asked<UiPath>(s, [](const UiPath& p) {
                        return p.purpose == UiPathPurpose::save_session && p.path == "/tmp/x.json";
                      });
                    }}),
    [](const auto& given) { return given.param.name; });

TEST(Buttons, OfUndoAndRedoDoNothingWhileThereIsNothing) {
  Screen s;
  s.settle();
  s.clear();
  s.click("bar.session.undo");
  s.click("bar.session.redo");
  EXPECT_TRUE(s.all<CommandId>().empty());
}

TEST(Tree, OpensABranchAndFilters) {
  Screen s;
  s.bench.workbench.perform(SetTab{LeftTab::systems});
  s.settle();
  EXPECT_FALSE(s.has("structure.femur.left"));
  s.click("branch.Skeleton");
  s.settle();
  s.state.tree_filter = "femur";
  s.settle();
  ASSERT_TRUE(s.has("structure.femur.left"));
  EXPECT_FALSE(s.has("structure.humerus.left"));
  s.click("structure.femur.left");
  ASSERT_EQ(s.all<UiChooseStructure>().size(), 1u);
  EXPECT_EQ(s.bench.workbench.loaded().body[s.all<UiChooseStructure>()[0].id].key, "femur.left");
}

TEST(Slider, OfTheDepthFollowsTheHandAndIsOneStep) {
  Screen s;
  tall(s);
  s.settle();
  const glm::vec4 box = s.state.items.at("##peel");
  s.move_to({box.z - 9.0f, (box.y + box.w) * 0.5f});
  s.press();
  s.frame();
  const auto peel = [&] {
    float last = -1.0f;
    for (const Action& action : s.all<Action>()) {
      if (const auto* set = std::get_if<SetPeel>(&action)) last = set->peel;
    }
    return last;
  };
  EXPECT_GT(peel(), 0.95f);
  EXPECT_TRUE(s.all<UiFinishStep>().empty()) << "not while it is held";
  s.move_to({box.x + 9.0f, (box.y + box.w) * 0.5f});
  EXPECT_LT(peel(), 0.05f);
  s.release();
  s.frame();
  EXPECT_EQ(s.all<UiFinishStep>().size(), 1u);
  EXPECT_TRUE(s.all<UiDrag>().empty()) << "the body does not turn along";
}

TEST(Panels, AreDraggedWiderWithinLimits) {
  Screen s;
  s.settle();
  const float before = s.state.left_width;
  s.move_to(s.middle("splitter.left"));
  s.press();
  s.move_to(s.middle("splitter.left") + glm::vec2(80, 0));
  EXPECT_NEAR(s.state.left_width, before + 80.0f, 2.0f);
  s.move_to({1400, 300});
  EXPECT_LE(s.state.left_width, 640.0f);
  s.move_to({-500, 300});
  EXPECT_GE(s.state.left_width, 200.0f);
  s.release();
}

TEST(Dialogs, CloseByTheirButtonAndByAClickBesideThem) {
  for (const UiDialog which : {UiDialog::palette, UiDialog::help, UiDialog::settings, UiDialog::credits,
                               UiDialog::messages, UiDialog::open_session, UiDialog::screenshot}) {
    Screen s(false);
    open_dialog(s.state, which);
    s.settle();
    s.click("dialog.close");
    EXPECT_EQ(s.state.dialog, UiDialog::none);
    open_dialog(s.state, which);
    s.settle();
    s.move_to({5, 300});
    s.press();
    s.release();
    EXPECT_EQ(s.state.dialog, UiDialog::none);
  }
}

class OnTheBody : public testing::Test {
 protected:
  OnTheBody() {
    s.settle();
    s.move_to(place);
    s.clear();
  }
  [[nodiscard]] glm::vec2 origin() const { return {s.state.viewport.x, s.state.viewport.y}; }
  Screen s;
  glm::vec2 place = {650, 420};
};

TEST_F(OnTheBody, ThePointersPlaceIsToldInPixelsOfTheViewport) {
  s.frame();
  ASSERT_EQ(s.all<UiPointAt>().size(), 1u);
  EXPECT_EQ(s.all<UiPointAt>()[0].at, place - origin());
  s.clear();
  s.move_to({100, 400});
  EXPECT_FALSE(s.all<UiPointAt>().back().at) << "over a panel it points at nothing";
}

TEST_F(OnTheBody, AClickChoosesWhereItWentDown) {
  s.press();
  s.release();
  ASSERT_EQ(s.all<UiClick>().size(), 1u);
  EXPECT_EQ(s.all<UiClick>()[0].at, place - origin());
  EXPECT_TRUE(s.all<UiDrag>().empty());
}

TEST_F(OnTheBody, AShakyClickIsStillAClick) {
  s.press();
  s.move_to(place + glm::vec2(2, 1));
  s.release();
  EXPECT_EQ(s.all<UiClick>().size(), 1u);
}

TEST_F(OnTheBody, ADragTurnsAndIsNoClick) {
  s.press();
  for (int i = 1; i <= 10; ++i) s.move_to(place + glm::vec2(i * 5, 0));
  s.release();
  EXPECT_TRUE(s.all<UiClick>().empty());
  float moved = 0.0f;
  for (const UiDrag& drag : s.all<UiDrag>()) {
    EXPECT_FALSE(drag.pan);
    moved += drag.by.x;
  }
  EXPECT_NEAR(moved, 45.0f, 6.0f);
  EXPECT_EQ(s.all<UiFinishStep>().size(), 1u);
}

TEST_F(OnTheBody, ARightOrShiftedDragMoves) {
  for (const int button : {1, 2, 0}) {
    s.clear();
    ImGui::GetIO().KeyShift = button == 0;
    ImGui::GetIO().KeyMods = button == 0 ? ImGuiKeyModFlags_Shift : ImGuiKeyModFlags_None;
    s.move_to(place);
    s.press(button);
    s.move_to(place + glm::vec2(30, 0));
    s.move_to(place + glm::vec2(60, 0));
    s.release(button);
    ASSERT_FALSE(s.all<UiDrag>().empty()) << button;
    for (const UiDrag& drag : s.all<UiDrag>()) EXPECT_TRUE(drag.pan);
  }
}

TEST_F(OnTheBody, ARightClickAsksForWhatLiesBeneath) {
  s.press(1);
  s.release(1);
  ASSERT_EQ(s.all<UiAskBeneath>().size(), 1u);
  EXPECT_EQ(s.all<UiAskBeneath>()[0].at, place - origin());
}

TEST_F(OnTheBody, TheWheelZoomsThere) {
  ImGui::GetIO().MouseWheel = 2.0f;
  s.frame();
  ASSERT_EQ(s.all<UiZoom>().size(), 1u);
  EXPECT_EQ(s.all<UiZoom>()[0].steps, 2.0f);
  EXPECT_EQ(s.all<UiZoom>()[0].at, place - origin());
}

TEST_F(OnTheBody, UnderADialogNothingReachesIt) {
  open_dialog(s.state, UiDialog::help);
  s.settle();
  s.clear();
  s.move_to(place);
  s.press();
  s.release();
  ImGui::GetIO().MouseWheel = 1.0f;
  s.frame();
  EXPECT_TRUE(s.all<UiClick>().empty());
  EXPECT_TRUE(s.all<UiZoom>().empty());
  for (const UiPointAt& event : s.all<UiPointAt>()) EXPECT_FALSE(event.at);
}

TEST_F(OnTheBody, TheCubeTurnsItButIsNotChosenThrough) {
  s.click("cube.Front");
  EXPECT_TRUE(s.all<UiClick>().empty());
}

}  // namespace
}  // namespace palpate
