// The window itself: dialogs, theme, size, hands on the body, files, ending and starting again, and displays that
// cannot show it.
#include "real_window.h"

#include <palpate/app/command_line.h>
#include <palpate/ui/ui.h>

namespace palpate {
namespace {

using test::Display;
using test::RealWindow;
using test::run_child;
using testing::HasSubstr;

class Window : public RealWindow {
 protected:
  void SetUp() override {
    RealWindow::SetUp();
    if (!IsSkipped()) start();
  }
  bool wait_for_dialog(UiDialog which) {
    return wait_until("the dialog", [&] { return number("dialog") == static_cast<double>(which); });
  }
};

TEST_F(Window, HelpOpensWithAQuestionMarkAndClosesWithEscape) {
  const Image before = display->picture();
  key("question");
  wait_for_dialog(UiDialog::help);
  wait_for_item("dialog.close");
  silent_for(300);
  const Image help = display->picture();
  EXPECT_GT(test::different_pixels(before, help, {300, 150, 980, 650}), 5000);
  key("Escape");
  wait_for_dialog(UiDialog::none);
}

TEST_F(Window, ThePaletteRunsACommandThatIsTyped) {
  key("ctrl+p");
  wait_for_dialog(UiDialog::palette);
  wait_until("the field", [&] { return flag("typing"); });
  type("light or dark");
  wait_for("query", "light or dark");
  key("Return");
  wait_for("theme", "light");
  rest();
  const Image light = display->picture();
  EXPECT_GT(test::brightness(light, {4, 60, 180, 300}), 170.0);
  EXPECT_GT(test::brightness(light, glm::ivec4(item("viewport"))), 150.0) << "the body's backdrop follows";
  key("ctrl+shift+l");
  wait_for("theme", "dark");
}

TEST_F(Window, BiggerTextsMakeBiggerControls) {
  const float before = item("bar.window.settings").z - item("bar.window.settings").x;
  key("ctrl+plus");
  wait_until("another scale", [&] { return number("scale_percent") > 105.0; });
  wait_until("bigger controls",
             [&] { return item("bar.window.settings").z - item("bar.window.settings").x > before * 1.05f; });
}

TEST_F(Window, FollowsItsSize) {
  const glm::vec4 before = item("viewport");
  const std::string windows = display->tool({"xdotool", "search", "--name", "^Palpate$"}).output;
  const std::string id = windows.substr(0, windows.find('\n'));
  ASSERT_FALSE(id.empty());
  for (const auto& [width, height] : {std::pair(900, 560), {400, 300}, {1280, 800}}) {
    (void)display->tool({"xdotool", "windowsize", id, std::to_string(width), std::to_string(height)});
    wait_until("another size", [&] {
      const glm::vec4 bar = item("bar.window.help"), body = item("viewport");
      return bar.z <= static_cast<float>(width) && bar.z > static_cast<float>(width) - 40.0f &&
             body.w < static_cast<float>(height) && body.w > static_cast<float>(height) - 60.0f;
    });
    rest();
  }
  EXPECT_EQ(item("viewport"), before);
}

TEST_F(Window, HandsTurnMoveAndComeNearer) {
  const glm::vec4 box = item("viewport");
  const glm::vec2 middle((box.x + box.z) * 0.5f, (box.y + box.w) * 0.5f);
  const auto camera = [&](const char* field) { return session(std::string("camera.") + field).number(); };
  const double yaw = camera("yaw_deg"), distance = camera("distance_mm");
  drag(middle, middle + glm::vec2(120, 0));
  wait_until("another direction", [&] { return std::abs(camera("yaw_deg") - yaw) > 10.0; });
  wheel(middle, 3);
  wait_until("a nearer eye", [&] { return camera("distance_mm") < distance * 0.9; });
  const std::string target = write_json(session("camera.target_mm"));
  drag(middle, middle + glm::vec2(80, 20), 3);
  wait_until("another target", [&] { return write_json(session("camera.target_mm")) != target; });
  rest();
  EXPECT_EQ(text("undo"), "Move the body");
  for (int i = 0; i < 3; ++i) {
    const std::string last = text("undo");
    key("ctrl+z");
    wait_until("a step back", [&] { return text("undo") != last; });
  }
  EXPECT_NEAR(camera("yaw_deg"), yaw, 0.01);
  EXPECT_NEAR(camera("distance_mm"), distance, 0.01);
}

TEST_F(Window, TheDepthSliderPeelsAndIsOneStep) {
  click("tab.View");
  wait_until("the view tab", [&] { return has_item("view.front"); });
  const glm::vec4 box = item("##peel");
  const float y = (box.y + box.w) * 0.5f;
  const Image before = display->picture();
  drag({box.x + (box.z - box.x) * 0.35f, y}, {box.z - 2.0f, y});
  wait_until("bones", [&] { return session("peel").number() > 0.97; });
  rest();
  EXPECT_GT(test::different_pixels(before, display->picture(), glm::ivec4(item("viewport"))), 2000);
  move_to({640, 790});
  key("ctrl+z");
  wait_until("the depth of before", [&] { return session("peel").number() < 0.5; });
}

TEST_F(Window, ACutOpensTheBody) {
  const Image before = display->picture();
  key("c");
  wait_until("the cut", [&] { return session("clip.on").boolean(); });
  rest();
  EXPECT_GT(test::different_pixels(before, display->picture(), glm::ivec4(item("viewport"))), 1500);
  key("c");
  wait_until("the body to be whole", [&] { return !session("clip.on").boolean(); });
}

TEST_F(Window, ThePanelsFoldAway) {
  const glm::vec4 before = item("viewport");
  key("Tab");
  wait_until("a wider body", [&] { return item("viewport").z - item("viewport").x > before.z - before.x + 300.0f; });
  rest();
  key("Tab");
  wait_until("the panels", [&] { return item("viewport") == before; });
}

TEST_F(Window, SavesAPictureOfTheAskedSize) {
  key("ctrl+e");
  wait_for_dialog(UiDialog::screenshot);
  click("dialog.accept");
  wait_for_dialog(UiDialog::none);
  const auto picture = read_image(home / "data" / "palpate" / "picture.png");
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->width, 1920);
  EXPECT_EQ(picture->height, 1200);
  EXPECT_GT(number("messages"), 0.0) << "it says where";
}

TEST_F(Window, SavesASessionAndGoesOnWhereItEnded) {
  click("tree.levator-scapulae");
  wait_for("selected", "levator-scapulae.right");
  rest();
  key("ctrl+s");
  wait_for_dialog(UiDialog::save_session);
  click("dialog.accept");
  wait_for_dialog(UiDialog::none);
  EXPECT_TRUE(std::filesystem::exists(home / "data" / "palpate" / "session.palpate.json"));
  move_to({640, 790});
  key("ctrl+shift+l");
  wait_for("theme", "light");
  EXPECT_EQ(quit(), 0);
  EXPECT_EQ(program->errors(), "");
  start({"--no-cache"});  // nothing is said of the body: the last one is opened
  EXPECT_EQ(text("selected"), "levator-scapulae.right");
  EXPECT_EQ(text("theme"), "light");
  EXPECT_EQ(number("structures"), static_cast<double>(test::manikin().body.size()));
}

class OtherStarts : public RealWindow {};

TEST_F(OtherStarts, WithoutABodySaysHowToGetOne) {
  // The data lies alone in a folder of its own: no body is near it.
  std::filesystem::create_directory_symlink(test::program_data().assets, home / "assets");
  start({"--fresh", "--assets", (home / "assets").string()});
  EXPECT_TRUE(has_item("welcome.open"));
  EXPECT_EQ(number("structures"), 0.0);
  click("welcome.open");
  wait_until("the dialog", [&] { return number("dialog") == static_cast<double>(UiDialog::open_atlas); });
}

TEST_F(OtherStarts, ABrokenFileOfTheBodyIsToldInTheWindow) {
  std::filesystem::copy(test::manikin_folder(), home / "body", std::filesystem::copy_options::recursive);
  home.write("body/nerves.glb", "this is not a model");
  start({"--fresh", "--no-cache", "--atlas", (home / "body").string()});
  EXPECT_GT(number("structures"), 50.0);
  wait_for_item("bar.window.messages");
  click("bar.window.messages");
  wait_until("the messages", [&] { return number("dialog") == static_cast<double>(UiDialog::messages); });
}

TEST_F(OtherStarts, SettingsThatAreBrokenDoNoHarm) {
  home.write("config/palpate/settings.json", "{ \"theme\": ");
  home.write("data/palpate/last-session.json", "[[[[");
  start({"--no-cache", "--atlas", test::manikin_folder().string()});
  EXPECT_EQ(text("theme"), "dark");
  EXPECT_GE(number("messages"), 2.0) << "both are named";
}

TEST_F(OtherStarts, AnOldDriverIsToldInWords) {
  const test::Finished finished =
      run_child({{PALPATE_PROGRAM, "--fresh", "--no-cache", "--atlas", test::manikin_folder().string()},
                 {{"DISPLAY", display->name()}, {"LIBGL_ALWAYS_SOFTWARE", "1"}, {"MESA_GL_VERSION_OVERRIDE", "2.1"}},
                 {"WAYLAND_DISPLAY"},
                 {},
                 {}},
                home.path());
  EXPECT_EQ(finished.code, static_cast<int>(ExitCode::no_display));
  EXPECT_THAT(finished.errors, HasSubstr("OpenGL 3.3"));
  EXPECT_THAT(finished.errors, testing::AnyOf(HasSubstr("driver"), HasSubstr("LIBGL_ALWAYS_SOFTWARE")));
}

}  // namespace
}  // namespace palpate
