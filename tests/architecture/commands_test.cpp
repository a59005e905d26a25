// The table of commands: each has a name, says what it does, and no two share a key.
#include <palpate/session/command.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace palpate {
namespace {

TEST(CommandTable, HasEveryCommandOnce) {
  std::set<CommandId> ids;
  for (const Command& entry : all_commands()) ids.insert(entry.id);
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(CommandId::count));
  EXPECT_EQ(all_commands().size(), ids.size());
  for (const Command& entry : all_commands()) EXPECT_EQ(&command(entry.id), &entry);
}

TEST(CommandTable, NamesAndDescribesEach) {
  std::set<std::string> names, keys;
  for (const Command& entry : all_commands()) {
    SCOPED_TRACE(entry.key);
    EXPECT_THAT(std::string(entry.key), testing::MatchesRegex("[a-z]+\\.[a-z-]+"));
    EXPECT_FALSE(entry.name.empty());
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(entry.name[0])) != 0);
    EXPECT_GT(entry.description.size(), 8u);
    EXPECT_NE(entry.description.back(), '.') << "it stands in a menu";
    EXPECT_TRUE(keys.insert(std::string(entry.key)).second) << "two commands have this key";
    EXPECT_TRUE(names.insert(std::string(entry.name)).second) << "two commands have this name";
    EXPECT_FALSE(label_of(entry.group).empty());
  }
}

TEST(CommandTable, GivesEachAShortcutOfItsOwn) {
  std::map<std::string, std::string_view> taken;
  for (const Command& entry : all_commands()) {
    const std::string text = text_of(entry.shortcut);
    EXPECT_FALSE(text.empty()) << entry.name;
    const auto [place, first] = taken.emplace(text, entry.name);
    EXPECT_TRUE(first) << text << " is taken by " << place->second << " and " << entry.name;
    EXPECT_EQ(command_for(entry.shortcut, true), entry.id);
  }
}

TEST(CommandTable, LeavesLettersToFieldsAndPanelsWhileTheyHaveTheKeyboard) {
  for (const Command& entry : all_commands()) {
    const bool anywhere = command_for(entry.shortcut, false).has_value();
    const bool plain = !entry.shortcut.ctrl && !entry.shortcut.alt && entry.shortcut.key < Key::f1;
    EXPECT_FALSE(plain && anywhere) << entry.name << " would take a letter away from a field";
    EXPECT_EQ(anywhere, entry.owner == KeyOwner::anywhere) << entry.name;
  }
}

}  // namespace
}  // namespace palpate
