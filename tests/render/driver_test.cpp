// A computer whose graphics driver cannot do what Palpate needs: the program says so in words and ends in order.
#include "child.h"
#include "manikin.h"
#include "temp_folder.h"

#include <palpate/base/image.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palpate::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

Finished render(const TempFolder& home, std::map<std::string, std::string> environment,
                const std::string& size = "64x48") {
  ChildStart start;
  start.command = {PALPATE_PROGRAM, "render",         "--atlas", manikin_folder().string(),
                   "--draft",       "--size=" + size, "-o",      (home / "picture.png").string()};
  start.environment = std::move(environment);
  return run_child(start, home.path());
}

TEST(Driver, ThatIsGoodEnoughGivesAPicture) {
  const TempFolder home;
  const Finished done = render(home, {});
  EXPECT_EQ(done.code, 0) << done.errors;
  EXPECT_TRUE(std::filesystem::exists(home / "picture.png"));
}

TEST(Driver, WithoutOpenGl33IsNamedAndNoPictureIsWritten) {
  const TempFolder home;
  const Finished done = render(home, {{"MESA_GL_VERSION_OVERRIDE", "2.1"}, {"LIBGL_ALWAYS_SOFTWARE", "1"}});
  EXPECT_EQ(done.code, 1) << done.errors;
  EXPECT_THAT(done.errors, HasSubstr("OpenGL"));
  EXPECT_THAT(done.errors, HasSubstr("3.3"));
  EXPECT_THAT(done.errors, AnyOf(HasSubstr("driver"), HasSubstr("Install"))) << "what to do";
  EXPECT_FALSE(std::filesystem::exists(home / "picture.png"));
}

TEST(Driver, ThatIsNotThereIsNamed) {
  // No vendor's library, no driver: what a minimal container has.
  const TempFolder home;
  home.write("nothing.json", "{}");
  const Finished done = render(home, {{"__EGL_VENDOR_LIBRARY_FILENAMES", (home / "nothing.json").string()}});
  EXPECT_EQ(done.code, 1) << done.errors;
  EXPECT_THAT(done.errors, HasSubstr("without a window"));
  EXPECT_THAT(done.errors, HasSubstr("Install"));
}

TEST(PictureSize, BeyondTheLimitsIsRefusedInWords) {
  const TempFolder home;
  for (const char* size : {"20000x100", "100x20000", "0x0", "-5x20", "8x8", "large", "640x480x3"}) {
    const Finished done = render(home, {}, size);
    EXPECT_EQ(done.code, 2) << size << ": " << done.errors;
    EXPECT_THAT(done.errors, HasSubstr("size")) << size;
  }
}

TEST(PictureSize, ThatIsOddIsKept) {
  const TempFolder home;
  const Finished done = render(home, {}, "16384x16");
  EXPECT_EQ(done.code, 0) << done.errors;
  const auto picture = read_image(home / "picture.png");
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->width, 16384);
  EXPECT_EQ(picture->height, 16);
}

}  // namespace
}  // namespace palpate::test
