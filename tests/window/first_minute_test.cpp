// The first minute with the program, in a real window: search, look, click, take back, by hand and by keys alone.
#include "real_window.h"

namespace palpate {
namespace {

using test::RealWindow;

class FirstMinute : public RealWindow {
 protected:
  void SetUp() override {
    RealWindow::SetUp();
    if (!IsSkipped()) start();
  }
  [[nodiscard]] glm::ivec4 body_box() { return glm::ivec4(item("viewport")); }
  void search(const std::string& name) {
    key("ctrl+f");
    wait_until("the search field", [&] { return flag("typing"); });
    type(name);
    wait_for("query", name);
    key("Return");
    wait_until("the search to close", [&] { return !flag("search_open"); });
  }
};

TEST_F(FirstMinute, ABodyStandsInTheMiddle) {
  EXPECT_EQ(number("structures"), static_cast<double>(test::manikin().body.size()));
  EXPECT_EQ(text("selected"), "");
  const Image screen = display->picture();
  ASSERT_EQ(screen.width, 1280);
  // Bone and flesh are warmer and brighter than the backdrop.
  const int body =
      test::pixels_like(screen, body_box(), [](int r, int g, int b) { return r > 90 && r > b + 15 && g > 30; });
  EXPECT_GT(body, 4000);
  EXPECT_LT(test::brightness(screen, {4, 60, 180, 300}), 90.0) << "the dark theme";
}

TEST_F(FirstMinute, UpperTrapAndEnterShowTheMuscleItsZoneAndItsPage) {
  const Image before = display->picture();
  search("upper trap");
  wait_for("selected", "trapezius/descending-part.right");
  EXPECT_EQ(text("zone").rfind("descending-", 0), 0u);
  wait_for_item("zone." + text("zone"));
  rest();
  EXPECT_TRUE(has_item("side.Left"));
  const Image after = display->picture();
  // Pain is painted: pixels of a red that has more blue than any flesh.
  const auto pain = [](int r, int g, int b) { return r > 200 && g < 130 && b > g + 8; };
  EXPECT_GT(test::pixels_like(after, body_box(), pain), 300);
  EXPECT_LT(test::pixels_like(before, body_box(), pain), 30);
  const glm::ivec4 page(body_box().z + 10, 60, 1270, 700);
  EXPECT_GT(test::different_pixels(before, after, page), 3000) << "the page is another one";
}

TEST_F(FirstMinute, AClickChoosesTheMuscleUnderThePointer) {
  const glm::vec2 at = point_at("rectus-femoris.right");
  const Image hovered = display->picture();
  click(at);
  wait_for("selected", "rectus-femoris.right");
  rest();
  const Image chosen = display->picture();
  EXPECT_GT(test::different_pixels(hovered, chosen, body_box()), 100) << "its outline";
  // Again on the same spot: what lies beneath, and one of it.
  click(at);
  wait_for_item("beneath.0");
  EXPECT_TRUE(has_item("beneath.1"));
  click("beneath.0");  // the skin, which the peel has taken
  wait_until("another one to be chosen", [&] { return text("selected") != "rectus-femoris.right"; });
  EXPECT_FALSE(text("selected").empty());
  wait_until("the list to close", [&] { return !has_item("beneath.0"); });
}

TEST_F(FirstMinute, TheNameIsShownBesideThePointer) {
  const glm::vec2 at = point_at("rectus-femoris.left");
  rest();
  const Image with = display->picture();
  move_to({640, 790});
  wait_for("pointed", "");
  rest();
  const Image without = display->picture();
  const glm::ivec2 p(at);
  EXPECT_GT(test::different_pixels(with, without, {p.x + 16, p.y + 12, p.x + 180, p.y + 44}), 80);
}

TEST_F(FirstMinute, CtrlZTakesBackAndCtrlShiftZDoesAgain) {
  search("infraspinatus");
  wait_for("selected", "infraspinatus.right");
  rest();
  key("ctrl+z");
  wait_for("selected", "");
  EXPECT_FALSE(text("redo").empty());
  key("ctrl+shift+z");
  wait_for("selected", "infraspinatus.right");
  EXPECT_FALSE(text("undo").empty());
}

TEST_F(FirstMinute, KeysAloneAreEnough) {
  search("gluteus medius");
  wait_for("selected", "gluteus-medius.right");
  const std::string first = text("zone");
  rest();
  key("Next");
  wait_until("the next zone", [&] { return text("zone") != first && !text("zone").empty(); });
  key("r");
  wait_for("selected", "gluteus-medius.left");
  rest();
  key("h");
  wait_until("the muscle to be hidden", [&] { return session("exceptions").find("gluteus-medius.left") != nullptr; });
  key("ctrl+z");
  wait_until("the muscle to be back", [&] { return session("exceptions").size() == 0; });
  key("2");
  wait_until("the view from the back", [&] { return std::abs(session("camera.yaw_deg").number()) > 179.0; });
  key("Escape");
  wait_for("selected", "");
  key("F6");
  wait_until("the left panel to have the keyboard", [&] { return number("focus") == 1.0; });
  key("Escape");
  wait_until("the body to have it again", [&] { return number("focus") == 0.0; });
}

// However slow the machine is, as many rows are gone down as the key was pressed.
TEST_F(FirstMinute, QuickKeysAllCount) {
  const auto chosen_by = [&](bool at_once) {
    move_to({640, 790});
    key("F6");
    wait_until("the left panel to have the keyboard", [&] { return number("focus") == 1.0; });
    std::vector<std::string> quick = {"xdotool", "key", "--delay", "4"};
    for (int i = 0; i < 8; ++i) {
      if (at_once) {
        quick.emplace_back("Down");
      } else {
        key("Down");
        silent_for(300);
      }
    }
    if (at_once) {
      quick.emplace_back("space");
      (void)display->tool(quick);
    } else {
      key("space");
    }
    wait_until("a muscle to be chosen", [&] { return !text("selected").empty(); });
    return text("selected");
  };
  const std::string one_by_one = chosen_by(false);
  EXPECT_EQ(quit(), 0);
  start();
  EXPECT_EQ(chosen_by(true), one_by_one);
}

TEST_F(FirstMinute, LettersInAFieldAreNoCommands) {
  const std::string before = write_json(session("exceptions")) + write_json(session("systems"));
  key("ctrl+f");
  wait_until("the search field", [&] { return flag("typing"); });
  type("hgcnms");
  wait_for("query", "hgcnms");
  EXPECT_EQ(write_json(session("exceptions")) + write_json(session("systems")), before);
  key("Escape");
  wait_until("the search to close", [&] { return !flag("search_open") && !flag("typing"); });
  key("n");
  wait_until("the nerves to be switched",
             [&] { return write_json(session("exceptions")) + write_json(session("systems")) != before; });
}

TEST_F(FirstMinute, AMuscleOfTheTreeIsAClickAway) {
  click("tree.levator-scapulae");
  wait_for("selected", "levator-scapulae.right");
  rest();
}

TEST_F(FirstMinute, StillnessCostsNothing) {
  rest();
  bool silent = false;
  for (int i = 0; i < 20 && !silent; ++i) silent = silent_for(500);
  EXPECT_TRUE(silent) << "frames are drawn though nothing happens";
}

}  // namespace
}  // namespace palpate
