// Reading with complaints: every fault names file, line and field, and the reading goes on with a default.
#include <palpate/base/json_cursor.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace palpate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class JsonCursorTest : public testing::Test {
 protected:
  void SetUp() override {
    auto parsed = parse_json(
        "{\n"
        "  \"name\": \"masseter\",\n"
        "  \"count\": 3,\n"
        "  \"share\": 0.5,\n"
        "  \"on\": true,\n"
        "  \"texts\": [\"a\",\n"
        "    5, \"b\"],\n"
        "  \"numbers\": [1, 2.5,\n"
        "    \"x\"],\n"
        "  \"inner\": {\n"
        "    \"list\": [{\"x\": 1},\n"
        "      {\"x\": \"wrong\"}]\n"
        "  }\n"
        "}\n",
        "file.json");
    ASSERT_TRUE(parsed.ok());
    node_ = std::move(*parsed);
  }

  [[nodiscard]] JsonCursor root() { return {node_, "file.json", faults_}; }

  void expect_fault(int line, const std::string& field, const std::string& what) {
    ASSERT_EQ(faults_.size(), 1u);
    EXPECT_EQ(faults_[0].file, "file.json");
    EXPECT_EQ(faults_[0].line, line);
    EXPECT_EQ(faults_[0].field, field);
    EXPECT_THAT(faults_[0].what, HasSubstr(what));
    EXPECT_EQ(faults_[0].severity, Severity::error);
  }

  JsonNode node_;
  Faults faults_;
};

TEST_F(JsonCursorTest, ReadsWhatIsThere) {
  const JsonCursor in = root();
  EXPECT_EQ(in.require_text("name"), "masseter");
  EXPECT_EQ(in.text("name", "other"), "masseter");
  EXPECT_EQ(in.integer("count", 9), 3);
  EXPECT_EQ(in.require_number("count"), 3.0) << "a whole number is a number";
  EXPECT_EQ(in.number("share", 9.0), 0.5);
  EXPECT_TRUE(in.boolean("on", false));
  EXPECT_TRUE(in.has("on"));
  EXPECT_EQ(in.line(), 1);
  EXPECT_EQ(in.field(), "");
  EXPECT_EQ(in.file(), "file.json");
  EXPECT_THAT(faults_, IsEmpty());
}

TEST_F(JsonCursorTest, TakesTheFallbackForWhatIsMissingWithoutAFault) {
  const JsonCursor in = root();
  EXPECT_EQ(in.text("none", "usual"), "usual");
  EXPECT_EQ(in.number("none", 2.5), 2.5);
  EXPECT_EQ(in.integer("none", 7), 7);
  EXPECT_TRUE(in.boolean("none", true));
  EXPECT_THAT(in.texts("none"), IsEmpty());
  EXPECT_THAT(in.numbers("none"), IsEmpty());
  EXPECT_FALSE(in.child("none").has_value());
  EXPECT_FALSE(in.has("none"));
  in.each("none", [](const JsonCursor&) { ADD_FAILURE(); });
  in.each_member("none", [](const std::string&, const JsonCursor&) { ADD_FAILURE(); });
  EXPECT_THAT(faults_, IsEmpty());
}

TEST_F(JsonCursorTest, ComplainsAboutAMissingRequiredText) {
  EXPECT_EQ(root().require_text("title"), "");
  expect_fault(1, "/title", "\"title\" is missing; a text is expected");
}

TEST_F(JsonCursorTest, ComplainsAboutAMissingRequiredNumber) {
  EXPECT_EQ(root().child("inner")->require_number("radius"), 0.0);
  expect_fault(10, "/inner/radius", "\"radius\" is missing; a number is expected");
}

struct WrongType {
  const char* key;
  int line;
  const char* found;
  const char* expected;
  std::function<void(const JsonCursor&)> read;
};

class WrongTypes : public JsonCursorTest, public testing::WithParamInterface<WrongType> {};

TEST_P(WrongTypes, AreFaultsAndGiveTheDefault) {
  const WrongType& c = GetParam();
  c.read(root());
  expect_fault(c.line, std::string("/") + c.key,
               std::string("\"") + c.key + "\" is " + c.found + ", but " + c.expected + " is expected");
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongTypes,
    testing::Values(WrongType{"count", 3, "a whole number", "a text",
                              [](const JsonCursor& in) { EXPECT_EQ(in.require_text("count"), ""); }},
                    WrongType{"count", 3, "a whole number", "a text",
                              [](const JsonCursor& in) { EXPECT_EQ(in.text("count", "usual"), "usual"); }},
                    WrongType{"name", 2, "a text", "a number",
                              [](const JsonCursor& in) { EXPECT_EQ(in.require_number("name"), 0.0); }},
                    WrongType{"name", 2, "a text", "a number",
                              [](const JsonCursor& in) { EXPECT_EQ(in.number("name", 4.0), 4.0); }},
                    WrongType{"share", 4, "a number", "a whole number",
                              [](const JsonCursor& in) { EXPECT_EQ(in.integer("share", 8), 8); }},
                    WrongType{"count", 3, "a whole number", "true or false",
                              [](const JsonCursor& in) { EXPECT_TRUE(in.boolean("count", true)); }},
                    WrongType{"on", 5, "true or false", "a list",
                              [](const JsonCursor& in) { EXPECT_THAT(in.texts("on"), IsEmpty()); }},
                    WrongType{"inner", 10, "an object", "a list",
                              [](const JsonCursor& in) { EXPECT_THAT(in.numbers("inner"), IsEmpty()); }},
                    WrongType{"texts", 6, "a list", "an object", [](const JsonCursor& in) {
                                in.each_member("texts", [](const std::string&, const JsonCursor&) { ADD_FAILURE(); });
                              }}));

TEST_F(JsonCursorTest, LeavesOutElementsOfTheWrongType) {
  EXPECT_THAT(root().texts("texts"), ElementsAre("a", "b"));
  expect_fault(7, "/texts/1", "a whole number stands in a list of texts");
}

TEST_F(JsonCursorTest, LeavesOutNumbersThatAreNone) {
  EXPECT_THAT(root().numbers("numbers"), ElementsAre(1.0, 2.5));
  expect_fault(9, "/numbers/2", "a text stands in a list of numbers");
}

TEST_F(JsonCursorTest, KnowsThePathIntoLists) {
  root().child("inner")->each("list", [](const JsonCursor& element) { (void)element.number("x", 0.0); });
  expect_fault(12, "/inner/list/1/x", "\"x\" is a text");
}

TEST_F(JsonCursorTest, VisitsMembersInOrderWithTheirPath) {
  std::vector<std::string> seen;
  const JsonNode document = JsonNode::object().set("map", JsonNode::object().set("b", 1).set("a", 2));
  JsonCursor(document, "f", faults_).each_member("map", [&](const std::string& name, const JsonCursor& member) {
    seen.push_back(name + " " + member.field());
  });
  EXPECT_THAT(seen, ElementsAre("b /map/b", "a /map/a"));
}

TEST_F(JsonCursorTest, ComplaintsOfTheCallerNameTheirPlace) {
  root().child("inner")->fault_at("list", "too short", Severity::warning);
  ASSERT_EQ(faults_.size(), 1u);
  EXPECT_EQ(faults_[0].severity, Severity::warning);
  EXPECT_EQ(faults_[0].line, 11);
  EXPECT_EQ(faults_[0].field, "/inner/list");
  faults_.clear();
  root().child("inner")->fault("strange");
  expect_fault(10, "/inner", "strange");
}

TEST_F(JsonCursorTest, OnlyNamesEveryStrangerAndGuesses) {
  const JsonNode document = *parse_json("{\"lateral\": 1,\n\"fornt\": 2,\n\"zzzzzzz\": 3}", "f");
  JsonCursor(document, "file.json", faults_).only({"lateral", "up", "front"});
  ASSERT_EQ(faults_.size(), 2u);
  EXPECT_EQ(faults_[0].line, 2);
  EXPECT_EQ(faults_[0].field, "/fornt");
  EXPECT_THAT(faults_[0].what, HasSubstr("\"fornt\" is not known here; did you mean \"front\"?"));
  EXPECT_EQ(faults_[1].line, 3);
  EXPECT_EQ(faults_[1].what, "\"zzzzzzz\" is not known here");
}

TEST_F(JsonCursorTest, OnlyNeedsAnObject) {
  const JsonNode document(5);
  JsonCursor(document, "file.json", faults_).only({"lateral"});
  expect_fault(0, "", "a whole number stands where an object is expected");
}

}  // namespace
}  // namespace palpate::test
