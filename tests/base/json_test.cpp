// What the JSON reader accepts, what it refuses, and that it knows the line of everything.
#include "temp_folder.h"

#include <palpate/base/json.h>
#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace palpate::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Kind = JsonNode::Kind;

JsonNode parsed(std::string_view text) {
  auto node = parse_json(text, "some.json");
  EXPECT_TRUE(node.ok()) << (node.ok() ? "" : node.error().text()) << "\n" << text;
  return node.ok() ? std::move(*node) : JsonNode();
}

Error refused(std::string_view text) {
  const auto node = parse_json(text, "some.json");
  EXPECT_FALSE(node.ok()) << text;
  return node.ok() ? Error{} : node.error();
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(Json, ReadsEveryKindOfValue) {
  const JsonNode node = parsed(R"({"a": null, "b": true, "c": -7, "d": 1.5, "e": "text", "f": [1, 2], "g": {}})");
  ASSERT_TRUE(node.is(Kind::object));
  ASSERT_EQ(node.size(), 7u);
  EXPECT_TRUE(node.find("a")->is(Kind::null));
  EXPECT_TRUE(node.find("b")->is(Kind::boolean));
  EXPECT_TRUE(node.find("b")->boolean());
  EXPECT_TRUE(node.find("c")->is(Kind::integer));
  EXPECT_EQ(node.find("c")->integer(), -7);
  EXPECT_EQ(node.find("c")->number(), -7.0);
  EXPECT_TRUE(node.find("d")->is(Kind::number));
  EXPECT_EQ(node.find("d")->number(), 1.5);
  EXPECT_EQ(node.find("e")->text(), "text");
  ASSERT_TRUE(node.find("f")->is(Kind::array));
  EXPECT_EQ(node.find("f")->at(1).integer(), 2);
  EXPECT_TRUE(node.find("g")->is(Kind::object));
  EXPECT_EQ(node.find("g")->size(), 0u);
  EXPECT_EQ(node.find("h"), nullptr);
  EXPECT_EQ(node.find("e")->find("a"), nullptr) << "a text has no members";
}

TEST(Json, KeepsTheOrderOfMembers) {
  const JsonNode node = parsed(R"({"z": 1, "a": 2, "m": 3})");
  std::vector<std::string> keys;
  for (const auto& [key, value] : node.items()) keys.push_back(key);
  EXPECT_THAT(keys, testing::ElementsAre("z", "a", "m"));
}

TEST(Json, KnowsTheLineOfEveryNode) {
  const JsonNode node = parsed(
      "\n"                                 // 1
      "{\n"                                // 2
      "  \"a\":\n"                         // 3
      "    1,\n"                           // 4
      "  \"b\": [\n"                       // 5
      "    true,\n"                        // 6
      "    null,\n"                        // 7
      "    {\n"                            // 8
      "      \"c\": \"x\",\n"              // 9
      "      \"d\": -1.5e3, \"e\": {},\n"  // 10
      "      \"f\": [],\n"                 // 11
      "      \"g\": 12\n"                  // 12
      "    },\n"                           // 13
      "    7\n"                            // 14
      "  ]\n"
      "}\n");
  EXPECT_EQ(node.line(), 2);
  EXPECT_EQ(node.find("a")->line(), 4);
  const JsonNode& list = *node.find("b");
  EXPECT_EQ(list.line(), 5);
  EXPECT_EQ(list.at(0).line(), 6);
  EXPECT_EQ(list.at(1).line(), 7);
  const JsonNode& inner = list.at(2);
  EXPECT_EQ(inner.line(), 8);
  EXPECT_EQ(inner.find("c")->line(), 9);
  EXPECT_EQ(inner.find("d")->line(), 10);
  EXPECT_EQ(inner.find("e")->line(), 10);
  EXPECT_EQ(inner.find("f")->line(), 11);
  EXPECT_EQ(inner.find("g")->line(), 12) << "a number's end is seen only at the next character";
  EXPECT_EQ(list.at(3).line(), 14);
}

TEST(Json, CountsLinesOfWindowsFilesToo) {
  const JsonNode node = parsed("{\r\n\"a\": 1,\r\n\"b\": [\r\n2\r\n]\r\n}\r\n");
  EXPECT_EQ(node.find("a")->line(), 2);
  EXPECT_EQ(node.find("b")->line(), 3);
  EXPECT_EQ(node.find("b")->at(0).line(), 4);
}

TEST(Json, ANodeMadeInMemoryHasNoLine) {
  EXPECT_EQ(JsonNode(5).line(), 0);
  EXPECT_EQ(JsonNode::object().set("a", 1).find("a")->line(), 0);
}

TEST(Json, PassesOverAByteOrderMark) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF{\"a\": 1}").find("a")->integer(), 1);
}

TEST(Json, ReadsEscapes) {
  EXPECT_EQ(parsed(R"("a\"b\\c\/d\n\t\r\b\f")").text(), "a\"b\\c/d\n\t\r\b\f");
  EXPECT_EQ(parsed(R"("\u00e4\u20ac\ud83d\ude00")").text(), "ä€😀");
  EXPECT_EQ(parsed("\"a\\u0000b\"").text(), std::string("a\0b", 3));
}

struct NumberCase {
  const char* text;
  Kind kind;
  double value;
};

class JsonNumbers : public testing::TestWithParam<NumberCase> {};

TEST_P(JsonNumbers, AreReadExactly) {
  const JsonNode node = parsed(GetParam().text);
  EXPECT_EQ(node.kind(), GetParam().kind) << name_of(node.kind());
  EXPECT_EQ(node.number(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonNumbers,
    testing::Values(NumberCase{"0", Kind::integer, 0.0}, NumberCase{"-0", Kind::integer, 0.0},
                    NumberCase{"9223372036854775807", Kind::integer, 9223372036854775807.0},
                    NumberCase{"-9223372036854775808", Kind::integer, -9223372036854775808.0},
                    NumberCase{"0.1", Kind::number, 0.1}, NumberCase{"1.0", Kind::number, 1.0},
                    NumberCase{"1e3", Kind::number, 1000.0}, NumberCase{"1E+3", Kind::number, 1000.0},
                    NumberCase{"-2.5e-3", Kind::number, -0.0025}, NumberCase{"1e308", Kind::number, 1e308},
                    NumberCase{"5e-324", Kind::number, 5e-324}, NumberCase{"1e-400", Kind::number, 0.0},
                    NumberCase{"9223372036854775808", Kind::number, 9223372036854775808.0},
                    NumberCase{"18446744073709551615", Kind::number, 18446744073709551615.0},
                    NumberCase{"18446744073709551616", Kind::number, 18446744073709551616.0},
                    NumberCase{"123456789012345678901234567890", Kind::number, 123456789012345678901234567890.0},
                    NumberCase{"-9223372036854775809", Kind::number, -9223372036854775809.0}));

class JsonNonsense : public testing::TestWithParam<const char*> {};

TEST_P(JsonNonsense, IsRefusedWithFileAndLine) {
  const Error error = refused(GetParam());
  EXPECT_THAT(error.where, HasSubstr("some.json:1"));
  EXPECT_FALSE(error.what.empty());
  EXPECT_THAT(error.what, Not(HasSubstr("json.exception"))) << "the library's own names mean nothing to a person";
  EXPECT_THAT(error.hint, HasSubstr("not valid JSON"));
}

INSTANTIATE_TEST_SUITE_P(Table, JsonNonsense,
                         testing::Values("", " ", "{", "}", "[1,]", "{\"a\": 1,}", "{\"a\" 1}", "{a: 1}", "{'a': 1}",
                                         "[1 2]", "nul", "True", "NaN", "Infinity", "-Infinity", "-", "+1", "01", "1.",
                                         ".5", "1e", "0x10", "1e999", "-1e999", "\"open", "\"\\x\"", "\"\\u12\"",
                                         "\"\\ud800\"", "\"a\tb\"", "// comment\n1", "1 2", "{} {}", "[}", "\x01"));

TEST(Json, RefusesBytesThatAreNoUtf8AndSaysSoInUtf8) {
  for (const char* bad :
       {"\"\xFF\"", "\"\xC3\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF5\x80\x80\x80\"", "{\"\x80\": 1}"}) {
    const Error error = refused(bad);
    EXPECT_THAT(error.what, HasSubstr("UTF-8"));
    EXPECT_EQ(error.what, valid_utf8(error.what)) << "the message itself must be readable";
  }
}

TEST(Json, NamesTheLineOfTheFault) {
  EXPECT_EQ(refused("{\n\"a\": 1,\n\"b\": oops\n}").where, "some.json:3");
  EXPECT_EQ(refused("[\n1,\n2\n\n").where, "some.json:4");
  EXPECT_EQ(refused("{\"a\": 1,\n\n\n\"b\": 1e999}").where, "some.json:4");
}

TEST(Json, AMessageStaysShortHoweverLongTheTokenWas) {
  EXPECT_LT(refused("[\"" + std::string(100'000, 'x')).text().size(), 600u);
}

TEST(Json, RefusesAKeyThatStandsTwice) {
  const Error error = refused("{\n\"a\": 1,\n\"b\": {\"a\": 2},\n\"a\": 3\n}");
  EXPECT_EQ(error.where, "some.json:4");
  EXPECT_THAT(error.what, HasSubstr("\"a\" stands here twice"));
}

TEST(Json, TheSameKeyMayStandInDifferentObjects) {
  const JsonNode node = parsed(R"([{"a": 1}, {"a": {"a": 2}}])");
  EXPECT_EQ(node.at(1).find("a")->find("a")->integer(), 2);
}

TEST(Json, ReadsTwoHundredLevelsAndNoMore) {
  JsonNode node = parsed(nested(200));
  int levels = 0;
  for (const JsonNode* at = &node; at != nullptr; at = at->size() > 0 ? &at->at(0) : nullptr) ++levels;
  EXPECT_EQ(levels, 200);
  EXPECT_THAT(refused(nested(201)).what, HasSubstr("deeper than 200"));
  EXPECT_THAT(refused(std::string(1'000'000, '[')).what, HasSubstr("deeper than 200"));
}

TEST(Json, ObjectsCountAsLevelsToo) {
  std::string text;
  for (int i = 0; i < 201; ++i) text += "{\"a\":";
  EXPECT_THAT(refused(text).what, HasSubstr("deeper than 200"));
}

TEST(JsonFile, IsReadWithItsName) {
  const TempFolder folder;
  const auto good = read_json_file(folder.write("good.json", "{\n\"a\": 3}").string());
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good->find("a")->line(), 2);
  const auto path = folder.write("bad.json", "{\n\"a\": }");
  const auto bad = read_json_file(path.string());
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().where, path.string() + ":2");
}

TEST(JsonFile, SaysThatItIsMissing) {
  const TempFolder folder;
  const auto missing = read_json_file((folder / "none.json").string());
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().where, HasSubstr("none.json"));
  EXPECT_THAT(missing.error().what, HasSubstr("No such file"));
}

TEST(JsonNodes, CompareByValueNotByLineOrOrderOfMembers) {
  EXPECT_TRUE(parsed("{\"a\": 1,\n\n\"b\": [1, 2]}").equals(parsed(R"({"b": [1, 2], "a": 1.0})")));
  EXPECT_FALSE(parsed("[1, 2]").equals(parsed("[2, 1]")));
  EXPECT_FALSE(parsed("{\"a\": 1}").equals(parsed("{\"a\": 1, \"b\": 1}")));
  EXPECT_FALSE(parsed("{\"a\": 1}").equals(parsed("{\"b\": 1}")));
  EXPECT_FALSE(parsed("1").equals(parsed("\"1\"")));
  EXPECT_FALSE(parsed("0").equals(parsed("false")));
  EXPECT_FALSE(parsed("true").equals(parsed("false")));
  EXPECT_FALSE(parsed("\"a\"").equals(parsed("\"b\"")));
  EXPECT_TRUE(parsed("null").equals(JsonNode()));
  EXPECT_FALSE(parsed("{}").equals(parsed("[]")));
}

TEST(JsonNodes, SetReplacesAMemberAndKeepsItsPlace) {
  JsonNode node = JsonNode::object();
  node.set("a", 1).set("b", 2).set("a", "three");
  ASSERT_EQ(node.size(), 2u);
  EXPECT_EQ(node.items()[0].first, "a");
  EXPECT_EQ(node.find("a")->text(), "three");
}

TEST(JsonNodes, EveryKindHasANameForPeople) {
  EXPECT_EQ(name_of(Kind::null), "null");
  EXPECT_EQ(name_of(Kind::boolean), "true or false");
  EXPECT_EQ(name_of(Kind::integer), "a whole number");
  EXPECT_EQ(name_of(Kind::number), "a number");
  EXPECT_EQ(name_of(Kind::string), "a text");
  EXPECT_EQ(name_of(Kind::array), "a list");
  EXPECT_EQ(name_of(Kind::object), "an object");
}

}  // namespace
}  // namespace palpate::test
