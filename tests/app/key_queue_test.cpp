// Keys that come faster than frames are drawn: each of them counts, in the order they were pressed.
#include <palpate/app/key_queue.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace palpate {
namespace {

using Kind = KeyInput::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

KeyInput press(int key, KeyRole role) {
  return {Kind::press, key, 0, 0, role, 0};
}
KeyInput repeat(int key, KeyRole role) {
  return {Kind::repeat, key, 0, 0, role, 0};
}
KeyInput release(int key, KeyRole role) {
  return {Kind::release, key, 0, 0, role, 0};
}
KeyInput character(char letter) {
  return {Kind::character, 0, 0, 0, KeyRole::writes, static_cast<unsigned>(letter)};
}

// "+D" is D pressed, "-D" let go, "=D" repeated, "d" a character.
std::string word(const KeyInput& input) {
  const char name = static_cast<char>(input.kind == Kind::character ? input.codepoint : input.key);
  const char* sign = input.kind == Kind::press ? "+" : input.kind == Kind::release ? "-" : "=";
  return input.kind == Kind::character ? std::string(1, name) : sign + std::string(1, name);
}

class Keys : public testing::Test {
 protected:
  void press_and_release(char key, KeyRole role) {
    queue.push(press(key, role));
    queue.push(release(key, role));
  }
  void write(const std::string& text) {
    for (const char letter : text) {
      queue.push(press(letter - 'a' + 'A', KeyRole::writes));
      queue.push(character(letter));
      queue.push(release(letter - 'a' + 'A', KeyRole::writes));
    }
  }
  std::string frame(bool typing = false) {
    std::string words;
    queue.begin_frame();
    while (const auto input = queue.next(typing)) words += word(*input);
    return words;
  }
  // Frame by frame until all is told.
  std::vector<std::string> frames(bool typing = false) {
    std::vector<std::string> all;
    while (!queue.empty()) {
      all.push_back(frame(typing));
      if (all.size() > 1000) throw std::runtime_error("the queue does not end");
    }
    return all;
  }
  KeyQueue queue;
};

TEST_F(Keys, AreNoneAtFirst) {
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(frame(), "");
}

TEST_F(Keys, OfOnePlaceAreSeenDownAndUpAsOftenAsTheyWerePressed) {
  for (int i = 0; i < 3; ++i) press_and_release('D', KeyRole::moves);
  EXPECT_THAT(frames(), ElementsAre("+D", "-D", "+D", "-D", "+D", "-D"));
}

TEST_F(Keys, ThatAreHeldForOneFrameOnlyAreNotRepeatedByASlowOne) {
  press_and_release('D', KeyRole::moves);
  EXPECT_EQ(frame(), "+D");
  EXPECT_EQ(frame(), "-D") << "down for two slow frames, it would count twice";
}

TEST_F(Keys, OfDifferentPlacesKeepTheirOrder) {
  press_and_release('D', KeyRole::moves);
  press_and_release('U', KeyRole::moves);
  EXPECT_THAT(frames(), ElementsAre("+D", "-D+U", "-U"));
}

TEST_F(Keys, ThatOverlapKeepTheirOrderToo) {
  queue.push(press('D', KeyRole::moves));
  queue.push(press('U', KeyRole::moves));
  queue.push(release('D', KeyRole::moves));
  queue.push(release('U', KeyRole::moves));
  EXPECT_THAT(frames(), ElementsAre("+D", "+U", "-D-U"));
}

TEST_F(Keys, ThatOpenOrCloseSomethingAreGivenTheFrameTheyNeed) {
  press_and_release('E', KeyRole::acts);
  press_and_release('D', KeyRole::moves);
  EXPECT_THAT(frames(), ElementsAre("+E", "-E", "+D", "-D"));
  press_and_release('E', KeyRole::acts);
  press_and_release('E', KeyRole::acts);
  EXPECT_THAT(frames(), ElementsAre("+E", "-E", "+E", "-E"));
  queue.push(press('E', KeyRole::acts));
  queue.push(press('D', KeyRole::moves));
  EXPECT_THAT(frames(), ElementsAre("+E", "", "+D")) << "though it is still held";
}

TEST_F(Keys, OfAWordThatIsTypedComeAtOnce) {
  write("eel");
  EXPECT_THAT(frames(true), ElementsAre("+Ee-E+Ee-E+Ll-L"));
}

TEST_F(Keys, OfAWordComeOneByOneWhileNoFieldTakesThem) {
  write("ee");
  EXPECT_THAT(frames(false), ElementsAre("+E", "", "e-E", "+E", "", "e-E"));
}

TEST_F(Keys, ThatEditAWordComeAfterItsLetters) {
  write("ab");
  press_and_release('<', KeyRole::moves);
  write("c");
  EXPECT_THAT(frames(true), ElementsAre("+Aa-A+Bb-B+<", "-<+Cc-C"));
}

TEST_F(Keys, WithCtrlAreSeenTogetherWithIt) {
  queue.push(press('^', KeyRole::moves));
  queue.push(press('V', KeyRole::acts));
  queue.push(release('^', KeyRole::moves));  // before the letter is
  queue.push(release('V', KeyRole::writes));
  write("x");
  EXPECT_THAT(frames(true), ElementsAre("+^", "+V", "-^-V", "+Xx-X"));
}

TEST_F(Keys, AfterACommandWaitUntilWhatItOpensIsThere) {
  queue.push(press('F', KeyRole::acts));
  queue.push(release('F', KeyRole::acts));
  write("glut");
  queue.begin_frame();
  ASSERT_EQ(word(*queue.next(false)), "+F");
  queue.hold(3);
  EXPECT_FALSE(queue.next(false));
  EXPECT_EQ(frame(false), "-F");
  EXPECT_EQ(frame(false), "");
  EXPECT_EQ(frame(true), "+Gg-G+Ll-L+Uu-U+Tt-T");
}

TEST_F(Keys, ThatAreHeldDownDoNotPileUp) {
  queue.push(press('R', KeyRole::moves));
  for (int i = 0; i < 200; ++i) queue.push(repeat('R', KeyRole::moves));
  queue.push(release('R', KeyRole::moves));
  EXPECT_THAT(frames(), ElementsAre("+R", "=R-R"));
}

TEST_F(Keys, ThatWriteAreRepeatedAsOftenAsTheyWere) {
  queue.push(press('A', KeyRole::writes));
  queue.push(character('a'));
  for (int i = 0; i < 3; ++i) {
    queue.push(repeat('A', KeyRole::writes));
    queue.push(character('a'));
  }
  queue.push(release('A', KeyRole::writes));
  EXPECT_THAT(frames(true), ElementsAre("+Aa=Aa=Aa=Aa-A"));
}

// An eye that looks at the keyboard once a frame sees every press, in order, however wildly one types.
TEST_F(Keys, AreAllSeenByOneWhoLooksOnceAFrame) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::map<int, bool> held;
    std::string pressed;
    for (int i = 0; i < 120; ++i) {
      const int key = 'A' + static_cast<int>(random() % 5);
      const KeyRole role = key < 'C' ? KeyRole::moves : KeyRole::acts;
      bool& down = held[key];
      queue.push(down ? release(key, role) : press(key, role));
      if (!down) pressed += static_cast<char>(key);
      down = !down;
    }
    std::string seen;
    std::map<int, bool> told, before;
    while (!queue.empty()) {
      queue.begin_frame();
      while (const auto input = queue.next(random() % 2 == 0)) told[input->key] = input->kind == Kind::press;
      for (const auto& [key, down] : told) {
        if (down && !before[key]) seen += static_cast<char>(key);
      }
      before = told;
    }
    ASSERT_EQ(seen, pressed);
  }
}

}  // namespace
}  // namespace palpate
