// Shader programs: all compile; a broken one says in which file and line; while running, the ones before stay in use.
#include "shapes.h"
#include "stage.h"
#include "temp_folder.h"

#include <palpate/render/gl_renderer.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;

const fs::path shader_source = fs::path(PALPATE_SOURCE_FOLDER) / "shaders";

std::vector<std::string> shader_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(shader_source)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

// A copy that a test may break, with changes in its times that do not depend on the clock's steps.
class ShaderFolder {
 public:
  ShaderFolder() {
    fs::copy(shader_source, folder_.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    for (const auto& entry : fs::directory_iterator(folder_.path())) touch(entry.path());
  }
  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

  // Returns the number of the new last line.
  std::size_t append(const std::string& name, const std::string& line) {
    std::string text = contents(folder_ / name);
    if (!text.empty() && text.back() != '\n') text += '\n';
    folder_.write(name, text + line + "\n");
    touch(folder_ / name);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  }
  void replace(const std::string& name, const std::string& text) {
    folder_.write(name, text);
    touch(folder_ / name);
  }
  void restore(const std::string& name) { replace(name, contents(shader_source / name)); }

 private:
  void touch(const fs::path& file) { fs::last_write_time(file, fs::file_time_type(std::chrono::seconds(++tick_))); }
  TempFolder folder_;
  int tick_ = 1'000'000;
};

// The context comes with the first use of the stage.
class Programs : public testing::Test {
 protected:
  void SetUp() override { (void)gl_renderer(); }
};

TEST_F(Programs, OfTheProgramItselfCompileAndLink) {
  const auto made = make_gl_renderer();
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_THAT((*made)->description(), HasSubstr("OpenGL "));
}

TEST_F(Programs, OfTheSourceTreeCompileAndLink) {
  const auto made = make_gl_renderer(shader_source);
  ASSERT_TRUE(made) << made.error().text();
}

TEST_F(Programs, FromAFolderDrawAsThoseOfTheProgram) {
  Scene scene;
  scene.add(sphere({0, 0, 0}, 100.0f), solid(red, Surface::muscle));
  const Image wanted = scene.refined({100, 100});
  auto made = make_gl_renderer(shader_source);
  ASSERT_TRUE(made) << made.error().text();
  (*made)->sync(scene.geometry, scene.textures);
  const PictureId picture = (*made)->create_picture();
  (*made)->draw(picture, scene.list, {100, 100}, DrawQuality::full());
  while ((*made)->refine(picture)) {
  }
  const Image image = (*made)->read(picture);
  const auto difference = compare(image, wanted);
  ASSERT_TRUE(difference);
  EXPECT_TRUE(image.rgba == wanted.rgba) << "they differ by up to " << difference->max << " steps, " << difference->mean
                                         << " on average";
}

class ShaderFile : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { (void)gl_renderer(); }
};

TEST_P(ShaderFile, ThatIsBrokenIsNamedWithItsLine) {
  ShaderFolder folder;
  const std::size_t line = folder.append(GetParam(), "float broken = no_such_thing;");
  const auto made = make_gl_renderer(folder.path());
  ASSERT_FALSE(made) << GetParam() << " is used by no program";
  const std::string text = made.error().text();
  EXPECT_THAT(text, HasSubstr(GetParam()));
  EXPECT_THAT(text, HasSubstr("no_such_thing"));
  EXPECT_THAT(text, ContainsRegex("[^0-9]" + std::to_string(line) + "[^0-9]")) << "the line is " << line;
}

TEST_P(ShaderFile, ThatIsMissingIsNamed) {
  ShaderFolder folder;
  fs::remove(folder.path() / GetParam());
  const auto made = make_gl_renderer(folder.path());
  ASSERT_FALSE(made) << GetParam() << " is used by no program";
  EXPECT_THAT(made.error().text(), HasSubstr(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Each, ShaderFile, testing::ValuesIn(shader_names()), [](const auto& name) {
  std::string made = name.param;
  std::replace(made.begin(), made.end(), '.', '_');
  return made;
});

TEST_F(Programs, OfAFolderThatDoesNotExistAreAnError) {
  TempFolder folder;
  const auto made = make_gl_renderer(folder / "nowhere");
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().text(), HasSubstr("nowhere"));
}

class Reloading : public Programs {
 protected:
  void SetUp() override {
    Programs::SetUp();
    scene_.add(sphere({0, 0, 0}, 100.0f), solid(red));
    auto made = make_gl_renderer(folder_.path());
    ASSERT_TRUE(made) << made.error().text();
    renderer_ = std::move(*made);
    renderer_->sync(scene_.geometry, scene_.textures);
    picture_ = renderer_->create_picture();
  }
  Image draw() {
    renderer_->draw(picture_, scene_.list, {80, 80}, DrawQuality::full());
    return renderer_->read(picture_);
  }
  ShaderFolder folder_;
  Scene scene_;
  std::unique_ptr<Renderer> renderer_;
  PictureId picture_;
};

// A backdrop of one bright green, in the words of its own file.
constexpr const char* green_backdrop =
    "#include \"frame.glsl\"\nin vec2 v_uv;\nlayout(location = 0) out vec4 o_colour;\n"
    "void main() { o_colour = vec4(0.0, 1.0, 0.0, 1.0); }\n";

TEST_F(Reloading, DoesNothingWhenNothingChanged) {
  const Image before = draw();
  EXPECT_TRUE(renderer_->reload_shaders());
  EXPECT_EQ(draw().rgba, before.rgba);
}

TEST_F(Reloading, TakesWhatChanged) {
  (void)draw();
  folder_.replace("backdrop.frag", green_backdrop);
  const Status reloaded = renderer_->reload_shaders();
  ASSERT_TRUE(reloaded) << reloaded.error().text();
  const auto corner = draw().pixel(2, 2);
  EXPECT_GT(corner[1], 200);
  EXPECT_LT(corner[0], 30);
}

TEST_F(Reloading, KeepsTheProgramsBeforeWhenOneIsBroken) {
  const Image before = draw();
  const std::size_t line = folder_.append("backdrop.frag", "float broken = no_such_thing;");
  const Status reloaded = renderer_->reload_shaders();
  ASSERT_FALSE(reloaded);
  EXPECT_THAT(reloaded.error().text(), HasSubstr("backdrop.frag"));
  EXPECT_THAT(reloaded.error().text(), HasSubstr(std::to_string(line)));
  EXPECT_EQ(draw().rgba, before.rgba);
}

TEST_F(Reloading, TellsAFaultOnceAndGoesOnWhenItIsMended) {
  const Image before = draw();
  folder_.append("body.frag", "float broken = no_such_thing;");
  EXPECT_FALSE(renderer_->reload_shaders());
  EXPECT_TRUE(renderer_->reload_shaders()) << "the same fault is told every second";
  folder_.restore("body.frag");
  folder_.replace("backdrop.frag", green_backdrop);
  ASSERT_TRUE(renderer_->reload_shaders());
  EXPECT_NE(draw().rgba, before.rgba);
}

TEST_F(Reloading, OfProgramsThatAreCompiledInDoesNothing) {
  EXPECT_TRUE(gl_renderer().reload_shaders());
}

}  // namespace
}  // namespace palpate::test
