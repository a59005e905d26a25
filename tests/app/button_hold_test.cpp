// A button that is let go between two frames, after the mouse was moved.
#include <palpate/app/button_hold.h>

#include <gtest/gtest.h>

namespace palpate {
namespace {

constexpr int left = 0, right = 1;

TEST(ButtonHold, ADragIsSeenWhereItEndedBeforeTheButtonIsUp) {
  ButtonHold hold;
  hold.drawn({100, 50});
  hold.released(left, {160, 50});
  EXPECT_TRUE(hold.keeps_down(left));
  EXPECT_FALSE(hold.keeps_down(right));
  EXPECT_EQ(hold.released_at(), glm::vec2(160, 50)) << "wherever the pointer is by then";
  hold.drawn({160, 50});
  EXPECT_TRUE(hold.empty()) << "for one frame only";
}

TEST(ButtonHold, AButtonLetGoWhereItWasSeenIsUpAtOnce) {
  ButtonHold hold;
  hold.drawn({100, 50});
  hold.released(left, {100, 50});
  EXPECT_TRUE(hold.empty());
}

TEST(ButtonHold, KeepsEachButton) {
  ButtonHold hold;
  hold.released(left, {1, 1});
  hold.released(right, {2, 2});
  EXPECT_TRUE(hold.keeps_down(left));
  EXPECT_TRUE(hold.keeps_down(right));
}

}  // namespace
}  // namespace palpate
