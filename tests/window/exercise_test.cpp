// "Place it yourself" in a real window, with the mouse and with keys.
#include "real_window.h"

#include <palpate/base/file.h>

namespace palpate {
namespace {

using test::RealWindow;

TEST_F(RealWindow, ANeedleIsPlacedByMouseAndKeysAndChecked) {
  start();
  key("ctrl+f");
  wait_until("the search field", [&] { return flag("typing"); });
  type("infraspinatus");
  wait_for("query", "infraspinatus");
  key("Return");
  wait_until("the search to close", [&] { return !flag("search_open") && !flag("typing"); });
  wait_for_item("needle.bar");
  rest();
  key("alt+e");
  wait_for_item("exercise.show");
  rest();
  EXPECT_FALSE(has_item("needle.bar"));
  key("2");
  wait_until("the back", [&] { return std::abs(std::abs(session("camera.yaw_deg").number()) - 180.0) < 0.5; });
  rest();
  click(place_of("infraspinatus.right"));
  wait_for_item("exercise.check");
  const double depth = session("held.depth_mm").number();
  key("alt+Next");
  wait_until("a deeper needle", [&] { return session("held.depth_mm").number() > depth; });
  rest();
  const Image asked = display->picture();
  key("alt+Return");
  wait_for_item("exercise.again");
  rest();
  EXPECT_TRUE(session("exercise.checked").boolean());
  EXPECT_GT(test::different_pixels(asked, display->picture(), glm::ivec4(item("viewport"))), 400);
  std::filesystem::path scores;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.path())) {
    if (entry.path().filename() == "scores.json") scores = entry.path();
  }
  const auto kept = read_file(scores);
  ASSERT_TRUE(kept.ok()) << scores;
  EXPECT_THAT(*kept, testing::HasSubstr("\"infraspinatus\""));
  click("exercise.again");
  wait_for_item("exercise.show");
  key("ctrl+z");
  wait_for_item("exercise.again");
}

}  // namespace
}  // namespace palpate
