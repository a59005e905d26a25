// What is asked of described pain, in a real window: drawn with the brush, two muscles compared, all maps opened.
#include "real_window.h"

#include <palpate/base/file.h>
#include <palpate/ui/ui.h>

namespace palpate {
namespace {

using test::RealWindow;

// Red of the first muscle's pain, in whatever light; blue of what is drawn and of the second muscle's.
bool is_red(int r, int g, int b) {
  return r > 190 && r > g + 95 && b > g - 6;
}
bool is_skin(int r, int g, int b) {
  return r > 140 && r > g && r > b + 25;
}
bool is_blue(int r, int g, int b) {
  return b > 150 && b > r + 50 && b > g + 20;
}

class Questions : public RealWindow {
 protected:
  void SetUp() override {
    RealWindow::SetUp();
    if (!IsSkipped()) start();
  }
  [[nodiscard]] glm::ivec4 body_box() { return glm::ivec4(item("viewport")); }
  void find(const std::string& name) {
    key("ctrl+f");
    wait_until("the search field", [&] { return flag("typing"); });
    type(name);
    wait_for("query", name);
    key("Return");
    wait_until("the search to close", [&] { return !flag("search_open") && !flag("typing"); });
    rest();
  }
};

TEST_F(Questions, TheBrushDrawsOnTheSkinAndIsAnswered) {
  key("w");
  wait_for_item("pain.width");
  wait_until("what is described", [&] { return flag("pain_ready"); });
  rest();
  const Image before = display->picture();
  const glm::vec2 thigh = place_of("rectus-femoris.right");
  drag(thigh, thigh + glm::vec2(0, 40));
  wait_until("a line on the skin",
             [&] { return session("pain").size() == 1 && session("pain").at(0).find("points")->size() > 1; });
  wait_for_item("pain.clear");
  rest();
  EXPECT_GT(test::different_pixels(before, display->picture(), body_box()), 100);
  EXPECT_EQ(text("undo"), "Draw pain");
  click("pain.clear");
  wait_until("an empty drawing", [&] { return session("pain").size() == 0; });
}

TEST_F(Questions, TwoMusclesAreComparedByKeysAlone) {
  find("infraspinatus");
  key("d");
  wait_for_item("compare.field");
  wait_until("the field", [&] { return flag("typing"); });
  type("deltoid");
  wait_for_item("compare.with.deltoid");
  click("compare.with.deltoid");
  wait_for_item("compare.end");
  wait_until("the comparison", [&] { return session("compared").text() == "deltoid"; });
  rest();
  const Image both = display->picture();
  EXPECT_GT(test::pixels_like(both, body_box(), is_red), 150);
  EXPECT_GT(test::pixels_like(both, body_box(), is_blue), 150);
  click("compare.end");
  wait_until("its end", [&] { return session("compared").text().empty(); });
  wait_for_item("compare.begin");
}

TEST_F(Questions, AllPainMapsOpenWithAKeyAndLeadToAZone) {
  key("shift+w");
  wait_until("the dialog", [&] { return number("dialog") == static_cast<double>(UiDialog::pain_maps); });
  wait_until("the field", [&] { return flag("typing"); });
  silent_for(400);
  type("infraspinatus");
  wait_for_item("map.infraspinatus.upper-medial");
  silent_for(600);
  const glm::vec4 card = item("map.infraspinatus.upper-medial");
  EXPECT_GT(test::pixels_like(display->picture(), glm::ivec4(card), is_skin), 1500) << "skin is seen in it";
  click("map.infraspinatus.upper-medial");
  wait_for("zone", "upper-medial");
  EXPECT_EQ(number("dialog"), static_cast<double>(UiDialog::none));
}

TEST_F(Questions, TheListBeforeTheNeedleIsTickedAndWrittenAsAPage) {
  find("infraspinatus");
  key("shift+b");
  wait_for_item("needle.print");
  click("tick.needle-phobia");
  rest();
  click("needle.print");
  wait_until("the file", [&] { return number("dialog") == static_cast<double>(UiDialog::print_checklist); });
  const auto write_as = [&](const std::filesystem::path& path) {
    click("path");
    wait_until("the field", [&] { return flag("typing"); });
    key("ctrl+a");
    type(path.string());
    key("Return");
  };
  write_as(home / "no" / "such" / std::string(300, 'x'));
  silent_for(600);
  EXPECT_EQ(number("dialog"), static_cast<double>(UiDialog::print_checklist)) << "it stays, and says why";
  write_as(home / "list");
  wait_until("the list again", [&] { return number("dialog") == static_cast<double>(UiDialog::before_needle); });
  const auto page = read_file(home / "list.html");
  ASSERT_TRUE(page.ok());
  EXPECT_THAT(*page, testing::HasSubstr("Before the needle: Infraspinatus"));
  EXPECT_THAT(*page, testing::HasSubstr("aria-checked=\"true\""));
  EXPECT_THAT(*page, testing::HasSubstr("no substitute for training"));
}

TEST_F(Questions, TheNeedleIsHeldByTheMouse) {
  find("infraspinatus");
  wait_for_item("needle.handle");
  rest();
  const auto middle = [&](const std::string& name) {
    const glm::vec4 box = item(name);
    return glm::vec2(box.x + box.z, box.y + box.w) * 0.5f;
  };
  const glm::vec2 handle = middle("needle.handle");
  const double yaw = session("camera.yaw_deg").number();
  drag(handle, handle + glm::vec2(30, 20));
  wait_until("a needle in the hand", [&] {
    return session("held.depth_mm").is(JsonNode::Kind::number) || session("held.depth_mm").is(JsonNode::Kind::integer);
  });
  EXPECT_EQ(text("undo"), "Tilt the needle");
  EXPECT_EQ(session("camera.yaw_deg").number(), yaw) << "the body was not turned";
  key("ctrl+z");
  wait_until("the described approach", [&] { return session("held").is(JsonNode::Kind::null); });
}

TEST_F(Questions, TheNeedleIsHeldByKeysAlone) {
  find("infraspinatus");
  wait_for_item("needle.handle");
  rest();
  const Image before = display->picture();
  key("alt+t");
  wait_until("a needle towards the zone", [&] { return text("undo") == "Needle towards the zone"; });
  const double depth = session("held.depth_mm").number();
  key("alt+Prior");
  wait_until("a needle pulled back", [&] { return session("held.depth_mm").number() < depth; });
  key("shift+p");
  wait_until("the access map", [&] { return session("access").boolean(); });
  rest();
  EXPECT_GT(test::different_pixels(before, display->picture(), body_box()), 400);
  key("alt+Home");
  wait_until("the described approach", [&] { return session("held").is(JsonNode::Kind::null); });
}

}  // namespace
}  // namespace palpate
