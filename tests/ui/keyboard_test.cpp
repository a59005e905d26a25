// Who owns a key: the body, a panel, a field or what is open. And everything can be done by keys alone.
#include "screen.h"

#include <palpate/app/key_queue.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

using test::program_data;
using test::Screen;

bool panels_move_by_keys() {
  return (ImGui::GetIO().ConfigFlags & ImGuiConfigFlags_NavEnableKeyboard) != 0;
}

TEST(KeyOwner, IsTheBodyAtFirst) {
  Screen s;
  s.settle();
  EXPECT_EQ(s.state.focus, UiFocus::body);
  EXPECT_FALSE(panels_move_by_keys());
  EXPECT_FALSE(s.state.text_field_active);
}

TEST(KeyOwner, IsThePanelThatHasTheFocusOrWhatIsOpen) {
  Screen s;
  for (const UiFocus focus : {UiFocus::left, UiFocus::right}) {
    s.state.focus = focus;
    s.settle();
    EXPECT_TRUE(panels_move_by_keys());
  }
  s.state.focus = UiFocus::body;
  s.settle();
  EXPECT_FALSE(panels_move_by_keys());
  open_dialog(s.state, UiDialog::help);
  s.settle();
  EXPECT_TRUE(panels_move_by_keys());
}

TEST(KeyOwner, GoesWhereOneClicks) {
  Screen s;
  s.settle();
  s.click("tab.View");
  EXPECT_EQ(s.state.focus, UiFocus::left);
  s.move_to({650, 500});
  s.press();
  s.release();
  EXPECT_EQ(s.state.focus, UiFocus::body);
}

TEST(KeyOwner, IsTheFieldThatIsTypedInto) {
  Screen s;
  s.settle();
  s.state.want_search = true;
  s.settle();
  EXPECT_TRUE(s.state.text_field_active);
  s.type("glut");
  EXPECT_EQ(s.state.query, "glut");
  EXPECT_TRUE(s.state.search_open);
}

TEST(SearchByKeys, TakesTheFirstResultWithEnter) {
  Screen s;
  s.settle();
  s.state.want_search = true;
  s.settle();
  s.type("upper trap");
  s.key(ImGuiKey_Enter);
  ASSERT_EQ(s.all<UiChooseConcept>().size(), 1u);
  EXPECT_EQ(program_data().anatomy.concepts[s.all<UiChooseConcept>()[0].id].key, "trapezius/descending-part");
  EXPECT_FALSE(s.state.search_open);
  EXPECT_EQ(s.state.query, "");
  EXPECT_EQ(s.state.focus, UiFocus::body) << "letters are commands again";
}

TEST(SearchByKeys, TakesTheResultThatArrowsWentTo) {
  Screen s;
  const auto hits = s.bench.workbench.search().find("gluteus");
  ASSERT_GT(hits.size(), 2u);
  s.settle();
  s.state.want_search = true;
  s.settle();
  s.type("gluteus");
  s.key(ImGuiKey_DownArrow);
  s.key(ImGuiKey_DownArrow);
  s.key(ImGuiKey_UpArrow);
  EXPECT_EQ(s.state.query_choice, 1);
  s.key(ImGuiKey_Enter);
  ASSERT_EQ(s.all<UiChooseConcept>().size(), 1u);
  EXPECT_EQ(s.all<UiChooseConcept>()[0].id, ConceptId(hits[1].target));
}

TEST(SearchByKeys, StopsAtTheFirstAndTheLast) {
  Screen s;
  s.settle();
  s.state.want_search = true;
  s.settle();
  s.type("gluteus");
  s.key(ImGuiKey_UpArrow);
  EXPECT_EQ(s.state.query_choice, 0);
  for (int i = 0; i < 30; ++i) s.key(ImGuiKey_DownArrow);
  EXPECT_TRUE(s.has("result." + std::to_string(s.state.query_choice)));
  EXPECT_FALSE(s.has("result." + std::to_string(s.state.query_choice + 1)));
}

TEST(SearchByKeys, OfNothingKnownTakesNothing) {
  Screen s;
  s.settle();
  s.state.want_search = true;
  s.settle();
  s.type("xqzzq");
  s.key(ImGuiKey_Enter);
  EXPECT_TRUE(s.all<UiChooseConcept>().empty());
}

TEST(PaletteByKeys, RunsACommandByItsName) {
  Screen s;
  open_dialog(s.state, UiDialog::palette);
  s.settle();
  EXPECT_TRUE(s.state.text_field_active) << "one can type at once";
  s.type("light or dark");
  s.key(ImGuiKey_Enter);
  EXPECT_THAT(s.all<CommandId>(), testing::ElementsAre(CommandId::theme));
  EXPECT_EQ(s.state.dialog, UiDialog::none);
}

// Every command is found by its own name, whatever else is called alike.
TEST(PaletteByKeys, FindsEveryCommand) {
  Screen s(false);
  for (const Command& command : all_commands()) {
    SCOPED_TRACE(command.name);
    s.clear();
    open_dialog(s.state, UiDialog::palette);
    s.state.query = std::string(command.description);
    s.settle();
    s.key(ImGuiKey_Enter);
    EXPECT_THAT(s.all<CommandId>(), testing::ElementsAre(command.id));
  }
}

TEST(PanelByKeys, IsMovedThroughAndUsed) {
  Screen s;
  s.settle();
  s.state.focus = UiFocus::left;
  s.settle();
  // Down to some row of the tree, and Space chooses it.
  for (int i = 0; i < 8; ++i) s.key(ImGuiKey_DownArrow);
  s.clear();
  s.key(ImGuiKey_Space);
  s.settle();
  EXPECT_EQ(s.all<UiChooseConcept>().size(), 1u);
}

// Eight arrows and Space within one slow frame lead to the row that they lead to one by one.
TEST(PanelByKeys, CountsEachKeyOfManyInOneFrame) {
  const auto chosen = [](bool at_once, float frame_seconds) {
    Screen s;
    s.settle();
    s.state.focus = UiFocus::left;
    s.settle();
    s.clear();
    ImGui::GetIO().DeltaTime = frame_seconds;
    KeyQueue queue;
    const auto play = [&] {
      while (!queue.empty()) {
        queue.begin_frame();
        while (const auto input = queue.next(s.state.text_field_active))
          ImGui::GetIO().KeysDown[input->key] = input->kind == KeyInput::Kind::press;
        s.frame();
      }
    };
    std::vector<std::pair<ImGuiKey, KeyRole>> keys(8, {ImGuiKey_DownArrow, KeyRole::moves});
    keys.emplace_back(ImGuiKey_UpArrow, KeyRole::moves);
    keys.emplace_back(ImGuiKey_Space, KeyRole::writes);
    for (const auto& [key, role] : keys) {
      queue.push({KeyInput::Kind::press, key, 0, 0, role, 0});
      queue.push({KeyInput::Kind::release, key, 0, 0, role, 0});
      if (at_once) continue;
      play();
      s.settle();
    }
    play();
    s.settle();
    const auto found = s.all<UiChooseConcept>();
    EXPECT_EQ(found.size(), 1u);
    return found.empty() ? std::string() : program_data().anatomy.concepts[found[0].id].key;
  };
  const std::string one_by_one = chosen(false, 1.0f / 60.0f);
  EXPECT_NE(one_by_one, "");
  EXPECT_EQ(chosen(true, 1.0f / 60.0f), one_by_one);
  EXPECT_EQ(chosen(true, 0.5f), one_by_one) << "on a machine that is overloaded";
}

TEST(Closing, TakesTheTopmostFirst) {
  Screen s;
  s.settle();
  EXPECT_FALSE(close_topmost(s.state)) << "nothing is open";
  s.state.focus = UiFocus::right;
  s.state.search_open = true;
  s.state.query = "glut";
  EXPECT_TRUE(close_topmost(s.state));
  EXPECT_FALSE(s.state.search_open);
  EXPECT_EQ(s.state.query, "");
  s.state.beneath_at = glm::vec2(3, 3);
  EXPECT_TRUE(close_topmost(s.state));
  EXPECT_FALSE(s.state.beneath_at);
  s.state.beneath_at = glm::vec2(3, 3);
  open_dialog(s.state, UiDialog::help);
  EXPECT_FALSE(s.state.beneath_at) << "a dialog closes what is below it";
  EXPECT_TRUE(close_topmost(s.state));
  EXPECT_EQ(s.state.dialog, UiDialog::none);
  EXPECT_TRUE(close_topmost(s.state));
  EXPECT_EQ(s.state.focus, UiFocus::body) << "the panel gives the keyboard back";
  EXPECT_FALSE(close_topmost(s.state));
}

TEST(Opening, OfTheMessagesReadsThem) {
  Screen s;
  s.bench.workbench.say("The disk is full.");
  open_dialog(s.state, UiDialog::messages);
  s.settle();
  EXPECT_EQ(s.all<UiReadMessages>().size(), 1u);
}

}  // namespace
}  // namespace palpate
