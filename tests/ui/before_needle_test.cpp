// Hands on the list before the needle: lines are ticked for one muscle, the emergency is always there, and printing is
// asked for.
#include "screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace palpate {
namespace {

using test::Screen;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class BeforeNeedleHands : public testing::Test {
 protected:
  BeforeNeedleHands() {
    s.bench.choose("infraspinatus");
    s.settle();
    open();
  }
  void open() {
    open_dialog(s.state, UiDialog::before_needle);
    s.settle();
    s.clear();
  }
  Screen s;
};

TEST_F(BeforeNeedleHands, ALineIsTickedAndTheTickTakenBack) {
  s.click("tick.needle-phobia");
  EXPECT_THAT(s.state.ticks["infraspinatus"], ElementsAre("needle-phobia"));
  s.click("tick.needle-phobia");
  EXPECT_THAT(s.state.ticks["infraspinatus"], IsEmpty());
}

TEST_F(BeforeNeedleHands, TicksBelongToOneMuscleAndAreKept) {
  s.click("tick.needle-phobia");
  s.bench.choose("piriformis");
  open();
  EXPECT_THAT(s.state.ticks["piriformis"], IsEmpty());
  s.bench.choose("infraspinatus");
  open();
  EXPECT_THAT(s.state.ticks["infraspinatus"], ElementsAre("needle-phobia"));
  s.click("needle.clear");
  EXPECT_THAT(s.state.ticks["infraspinatus"], IsEmpty());
}

TEST_F(BeforeNeedleHands, TheButtonAsksToPrint) {
  s.click("needle.print");
  EXPECT_THAT(s.all<UiAskToPrint>(), SizeIs(1));
}

TEST_F(BeforeNeedleHands, TheFileOfThePrintIsAskedFor) {
  open_dialog(s.state, UiDialog::print_checklist);
  s.state.path = "/somewhere/list.html";
  s.settle();
  s.clear();
  s.click("dialog.accept");
  const auto paths = s.all<UiPath>();
  ASSERT_THAT(paths, SizeIs(1));
  EXPECT_EQ(paths[0].purpose, UiPathPurpose::print_checklist);
  EXPECT_EQ(paths[0].path, "/somewhere/list.html");
}

TEST_F(BeforeNeedleHands, TheEmergencyIsSeenInAnyWindowWithoutScrolling) {
  for (const ImVec2 size : {ImVec2(1440, 900), ImVec2(640, 480)}) {
    s.set(Theme::dark, 1.0f, size);
    open();
    std::string seen;
    for (const test::Glyph& g : s.glyphs()) {
      if (g.high.y > g.clip.y && g.low.y < g.clip.w) seen += g.codepoint < 128 ? static_cast<char>(g.codepoint) : '#';
    }
    EXPECT_THAT(seen, HasSubstr("Emergency:")) << size.x;
  }
}

TEST_F(BeforeNeedleHands, ThePageOfAMuscleHasAButtonThatOpensIt) {
  s.state.dialog = UiDialog::none;
  s.set(Theme::dark, 1.0f, ImVec2(1440, 3600));
  s.settle();
  s.clear();
  s.click("page.before-needle");
  EXPECT_THAT(s.all<CommandId>(), Contains(CommandId::before_needle));
}

TEST_F(BeforeNeedleHands, WithNothingChosenTheCommonListIsShown) {
  s.bench.workbench.perform(Select{{}, {}, {}});
  open();
  EXPECT_TRUE(s.has("tick.needle-phobia"));
  EXPECT_TRUE(s.has("tick.emergency-call"));
  EXPECT_FALSE(s.has("tick.technique-lung"));
}

TEST_F(BeforeNeedleHands, WhereItWasWrittenIsSaid) {
  s.state.checklist_note = "Written as /somewhere/list.html.";
  s.settle();
  EXPECT_THAT(s.text("Before the needle"), HasSubstr("/somewhere/list.html"));
}

}  // namespace
}  // namespace palpate
