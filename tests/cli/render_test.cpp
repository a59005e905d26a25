// `palpate render`: a picture of the asked size, that changes with what is asked for, or words and no picture.
#include "command_line.h"

#include <palpate/base/image.h>
#include <palpate/session/action.h>
#include <palpate/session/session_file.h>

#include <sys/stat.h>
#include <unistd.h>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class RenderCommand : public CommandLine {
 protected:
  // A picture, or a failed test.
  Image picture(std::vector<std::string> arguments) {
    const std::string file = (home / "picture.png").string();
    std::filesystem::remove(file);
    for (const std::string& more : {std::string("--size"), std::string("120x96"), std::string("--output"), file})
      arguments.push_back(more);
    arguments.insert(arguments.begin(), "render");
    const Finished finished = on_manikin(arguments);
    EXPECT_EQ(finished.code, 0) << finished.errors;
    EXPECT_EQ(finished.errors, "");
    auto image = read_image(file);
    EXPECT_TRUE(image) << (image ? "" : image.error().text());
    return image ? *image : Image();
  }
  static double difference(const Image& a, const Image& b) {
    const auto d = compare(a, b);
    EXPECT_TRUE(d);
    return d ? d->share_above_8 : 0.0;
  }
};

TEST_F(RenderCommand, WritesAPngOfTheAskedSize) {
  for (const auto& [text, width, height] : {std::tuple("64x48", 64, 48), {"48x200", 48, 200}, {"16x16", 16, 16}}) {
    const std::string file = (home / text).string() + ".png";
    const Finished finished = on_manikin({"render", "--draft", "--size", text, "-o", file});
    ASSERT_EQ(finished.code, 0) << finished.errors;
    EXPECT_EQ(finished.output, "");
    const std::string bytes = contents(file);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1A\n");
    const auto image = read_image(file);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->width, width);
    EXPECT_EQ(image->height, height);
  }
}

TEST_F(RenderCommand, IsThePictureOfABodyAndNotOfNothing) {
  const Image image = picture({});
  // The backdrop at the corners, the body in the middle column.
  const auto corner = image.pixel(1, image.height / 2);
  int differs = 0;
  for (int y = 0; y < image.height; ++y) {
    const auto p = image.pixel(image.width / 2 - 6, y);
    differs += std::abs(p[0] - corner[0]) + std::abs(p[1] - corner[1]) > 40 ? 1 : 0;
  }
  EXPECT_GT(differs, image.height / 3);
}

TEST_F(RenderCommand, GivesTheSamePictureEveryTime) {
  const std::vector<std::string> arguments = {"--trigger-point", "infraspinatus"};
  EXPECT_EQ(picture(arguments).rgba, picture(arguments).rgba);
}

TEST_F(RenderCommand, WritesToPalpatePngUnlessToldOtherwise) {
  const std::filesystem::path folder = home / "work";
  std::filesystem::create_directories(folder);
  const Finished finished = run_child(
      {{PALPATE_PROGRAM, "render", "--draft", "--size", "32x32", "--no-cache", "--atlas", manikin_folder().string()},
       {},
       {"DISPLAY", "WAYLAND_DISPLAY"},
       folder,
       {}},
      home.path());
  EXPECT_EQ(finished.code, 0) << finished.errors;
  EXPECT_TRUE(std::filesystem::exists(folder / "palpate.png"));
}

// Every option is seen in the picture.
struct OptionCase {
  const char* name;
  std::vector<std::string> with, without;
};
class RenderOption : public RenderCommand, public testing::WithParamInterface<OptionCase> {};

TEST_P(RenderOption, ChangesThePicture) {
  EXPECT_GT(difference(picture(GetParam().with), picture(GetParam().without)), 0.001);
}

const std::vector<std::string> plain = {}, zone = {"--trigger-point", "infraspinatus"};

INSTANTIATE_TEST_SUITE_P(
    Table, RenderOption,
    testing::Values(OptionCase{"Back", {"--view", "back"}, plain}, OptionCase{"Angles", {"--view", "40,10"}, plain},
                    OptionCase{"Zoom", {"--zoom", "3"}, plain}, OptionCase{"Light", {"--light"}, plain},
                    OptionCase{"Peel", {"--peel", "0"}, plain}, OptionCase{"Systems", {"--systems", "skeleton"}, plain},
                    OptionCase{"Only", {"--only", "femur"}, {"--only", "femur.left"}},
                    OptionCase{"Hide", {"--select", "femur", "--hide", "rectus femoris"}, {"--select", "femur"}},
                    OptionCase{"Ghost", {"--ghost", "skull", "--ghost", "rectus-femoris"}, {"--ghost", "mandible"}},
                    OptionCase{"Clip", {"--clip", "transverse:1000"}, plain},
                    OptionCase{"ClipFlipped", {"--clip", "coronal:0"}, {"--clip", "coronal:0:flip"}},
                    OptionCase{"Select", {"--select", "femur"}, plain},
                    OptionCase{"SideOfASelection", {"--select", "humerus.left"}, {"--select", "humerus.right"}},
                    OptionCase{"TriggerPoint", zone, {"--select", "infraspinatus", "--view", "back"}},
                    OptionCase{"Side", {"--trigger-point", "infraspinatus.left"}, zone},
                    OptionCase{"NoNeedle", {"--trigger-point", "infraspinatus", "--no-needle"}, zone},
                    OptionCase{"Frame", {"--trigger-point", "infraspinatus", "--frame", "body"}, zone}),
    [](const auto& given) { return given.param.name; });

TEST_F(RenderCommand, BeginsWithASession) {
  Session session;
  session = apply(session, SetPeel{0.0f});
  session = apply(session, MoveCamera{{{0, 900, 0}, 180.0f, 0.0f, 2600.0f}, {}});
  const std::filesystem::path file = home / "view.palpate.json";
  ASSERT_TRUE(save_session(session, {}, file));
  const Image saved = picture({"--session", file.string()});
  EXPECT_GT(difference(saved, picture({})), 0.05);
  EXPECT_LT(difference(saved, picture({"--session", file.string(), "--peel", "0"})), 0.001);
}

// What cannot be drawn: exit code 1, words that name it, and no file.
struct RefusedCase {
  const char* name;
  std::vector<std::string> arguments;
  std::vector<const char*> words;
};
class Refused : public RenderCommand, public testing::WithParamInterface<RefusedCase> {};

TEST_P(Refused, SaysWhyAndWritesNothing) {
  const std::filesystem::path file = home / "no.png";
  std::vector<std::string> arguments = {"render", "--draft", "--size", "32x32", "-o", file.string()};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Finished finished = on_manikin(arguments);
  EXPECT_EQ(finished.code, code(ExitCode::failed)) << finished.errors;
  EXPECT_THAT(finished, Complains());
  EXPECT_EQ(finished.output, "");
  for (const char* word : GetParam().words) EXPECT_THAT(finished.errors, HasSubstr(word));
  EXPECT_FALSE(std::filesystem::exists(file));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Refused,
    testing::Values(RefusedCase{"AnUnknownStructure", {"--select", "xqzzq"}, {"xqzzq", "palpate search"}},
                    RefusedCase{"HidingTheUnknown", {"--hide", "xqzzq"}, {"xqzzq", "palpate search"}},
                    RefusedCase{
                        "OnlyWhatIsNotInThisBody", {"--only", "piriformis"}, {"piriformis", "not in this body"}},
                    RefusedCase{"AMuscleWithoutARecord", {"--trigger-point", "femur"}, {"femur", "palpate info"}},
                    RefusedCase{"AnUnknownPoint",
                                {"--trigger-point", "trapezius/nowhere"},
                                {"nowhere", "trapezius", "It has: ", "descending"}},
                    RefusedCase{"AFrameWithoutAZone", {"--frame", "zone"}, {"--frame", "--trigger-point"}},
                    RefusedCase{"AViewWithoutAZone", {"--view", "zone"}, {"--view", "--trigger-point"}},
                    RefusedCase{"NoSuchSession", {"--session", "/nowhere/x.json"}, {"/nowhere/x.json"}}),
    [](const auto& given) { return given.param.name; });

TEST_F(RenderCommand, SaysThatASessionIsNone) {
  const auto file = home.write("strange.json", "{\"format\": \"something else\"}");
  const Finished finished = on_manikin({"render", "--draft", "--session", file.string()});
  EXPECT_EQ(finished.code, code(ExitCode::failed));
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("strange.json"), HasSubstr("not a session")));
}

TEST_F(RenderCommand, SaysWherePicturesCannotBeWritten) {
  std::filesystem::create_directories(home / "folder.png");
  const auto wall = home.write("file", "x");
  for (const std::filesystem::path& place : {home / "folder.png", wall / "x.png"}) {
    const Finished finished = on_manikin({"render", "--draft", "--size", "32x32", "-o", place.string()});
    EXPECT_EQ(finished.code, code(ExitCode::failed));
    EXPECT_THAT(finished, Complains());
    EXPECT_THAT(finished.errors, HasSubstr(place.string()));
  }
}

TEST_F(RenderCommand, SaysThatThereIsNoBody) {
  // The data lies alone in the test's folder: no body is near it.
  const auto assets = own_assets();
  const Finished none = run({"render", "--assets", assets.string(), "-o", (home / "x.png").string()});
  EXPECT_EQ(none.code, code(ExitCode::failed));
  EXPECT_THAT(none.errors, AllOf(HasSubstr("no body"), HasSubstr("--atlas")));
  const Finished gone = run({"render", "--atlas", "/nowhere/body"});
  EXPECT_EQ(gone.code, code(ExitCode::failed));
  EXPECT_THAT(gone.errors, AllOf(HasSubstr("/nowhere/body"), HasSubstr("no such")));
}

TEST_F(RenderCommand, SaysThatNothingOfABodyCouldBeRead) {
  std::filesystem::copy(manikin_folder(), home / "body", std::filesystem::copy_options::recursive);
  for (const auto& entry : std::filesystem::directory_iterator(home / "body")) {
    if (entry.path().extension() == ".glb")
      home.write("body/" + entry.path().filename().string(), "this is not a model");
  }
  const Finished finished =
      run({"render", "--no-cache", "--atlas", (home / "body").string(), "-o", (home / "x.png").string()});
  EXPECT_EQ(finished.code, code(ExitCode::failed));
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("skin.glb"), HasSubstr("nothing could be read")));
  EXPECT_FALSE(std::filesystem::exists(home / "x.png"));
}

TEST_F(RenderCommand, SaysThatTheGraphicsDriverIsTooOld) {
  const Finished finished =
      run({"render", "--no-cache", "--atlas", manikin_folder().string(), "-o", (home / "x.png").string()},
          {{"MESA_GL_VERSION_OVERRIDE", "2.1"}, {"LIBGL_ALWAYS_SOFTWARE", "1"}});
  if (finished.code == 0) GTEST_SKIP() << "this driver does not pretend to be old";
  EXPECT_EQ(finished.code, code(ExitCode::failed));
  EXPECT_THAT(finished, Complains());
  EXPECT_THAT(finished.errors, HasSubstr("OpenGL 3.3"));
}

}  // namespace
}  // namespace palpate::test
