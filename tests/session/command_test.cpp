// The table of commands: every command has words for people, no two share a key, and shortcuts count only for whom
// they are.
#include <palpate/session/command.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace palpate::test {
namespace {

TEST(Commands, AreAllInTheTableOnce) {
  std::set<CommandId> ids;
  for (const Command& entry : all_commands()) ids.insert(entry.id);
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(CommandId::count));
  EXPECT_EQ(all_commands().size(), ids.size());
  for (const CommandId id : ids) EXPECT_EQ(command(id).id, id);
}

TEST(Commands, HaveAKeyANameAndASentence) {
  std::set<std::string_view> keys, names;
  for (const Command& entry : all_commands()) {
    EXPECT_TRUE(keys.insert(entry.key).second) << entry.key << " stands twice";
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name << " could be two things";
    EXPECT_NE(entry.key.find('.'), std::string_view::npos) << entry.key;
    EXPECT_GT(entry.description.size(), 5u) << entry.key;
    EXPECT_FALSE(label_of(entry.group).empty());
  }
}

TEST(Commands, HaveAShortcutAndNoTwoHaveTheSame) {
  std::map<std::string, std::string_view> owners;
  for (const Command& entry : all_commands()) {
    ASSERT_NE(entry.shortcut.key, Key::none) << entry.key << " cannot be reached by keyboard";
    const auto [owner, is_new] = owners.emplace(text_of(entry.shortcut), entry.key);
    EXPECT_TRUE(is_new) << text_of(entry.shortcut) << " is " << owner->second << " and " << entry.key;
  }
}

TEST(Commands, AreFoundByTheirShortcutWhenTheBodyHasTheKeyboard) {
  for (const Command& entry : all_commands()) EXPECT_EQ(command_for(entry.shortcut, true), entry.id) << entry.key;
}

TEST(Commands, OfTheBodyLeaveTheirKeysToThePanels) {
  for (const Command& entry : all_commands()) {
    const auto found = command_for(entry.shortcut, false);
    EXPECT_EQ(found.has_value(), entry.owner == KeyOwner::anywhere) << entry.key;
  }
}

TEST(Commands, PlainLettersBelongToTheBodySoThatTextCanBeTyped) {
  for (const Command& entry : all_commands()) {
    const bool types_text = !entry.shortcut.ctrl && !entry.shortcut.alt && text_of({entry.shortcut.key}).size() == 1;
    if (types_text) {
      EXPECT_EQ(entry.owner, KeyOwner::body) << entry.key;
    }
  }
}

TEST(Commands, TheUsualKeysDoTheUsualThings) {
  EXPECT_EQ(command_for({Key::z, true}, false), CommandId::undo);
  EXPECT_EQ(command_for({Key::z, true, true}, false), CommandId::redo);
  EXPECT_EQ(command_for({Key::s, true}, false), CommandId::save_session);
  EXPECT_EQ(command_for({Key::f, true}, false), CommandId::find);
  EXPECT_EQ(command_for({Key::q, true}, false), CommandId::quit);
}

TEST(Commands, NoKeyOrAnUnusedOneIsNoCommand) {
  EXPECT_FALSE(command_for({}, true));
  EXPECT_FALSE(command_for({Key::none, true}, true));
  EXPECT_FALSE(command_for({Key::z, true, true, true}, true)) << "one modifier more is another key";
}

TEST(ShortcutText, NamesTheModifiersAndTheKey) {
  EXPECT_EQ(text_of({Key::z, true, true}), "Ctrl+Shift+Z");
  EXPECT_EQ(text_of({Key::c, false, false, true}), "Alt+C");
  EXPECT_EQ(text_of({Key::page_down}), "Page Down");
  EXPECT_EQ(text_of({Key::f12}), "F12");
  EXPECT_EQ(text_of({Key::n0}), "0");
  EXPECT_EQ(text_of({}), "");
}

}  // namespace
}  // namespace palpate::test
