// Every keyword of a schema is obeyed, an unknown one is reported, and the schemas of the program use no other.
#include <palpate/base/json_schema.h>
#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

Faults check(std::string_view value, std::string_view schema) {
  const auto v = parse_json(value, "value.json"), s = parse_json(schema, "schema.json");
  EXPECT_TRUE(v.ok()) << value;
  EXPECT_TRUE(s.ok()) << schema;
  Faults faults;
  if (v.ok() && s.ok()) check_schema(*v, *s, "value.json", faults);
  return faults;
}

std::string all_text(const Faults& faults) {
  std::string text;
  for (const Fault& fault : faults) text += fault.text() + "\n";
  return text;
}

struct Rule {
  const char* schema;
  const char* fits;
  const char* does_not;
  const char* complaint;
};

class SchemaRules : public testing::TestWithParam<Rule> {};

TEST_P(SchemaRules, AcceptWhatFits) {
  EXPECT_EQ(all_text(check(GetParam().fits, GetParam().schema)), "");
}

TEST_P(SchemaRules, RefuseWhatDoesNot) {
  const Faults faults = check(GetParam().does_not, GetParam().schema);
  ASSERT_EQ(faults.size(), 1u) << all_text(faults);
  EXPECT_THAT(faults[0].what, HasSubstr(GetParam().complaint));
  EXPECT_EQ(faults[0].file, "value.json");
  EXPECT_EQ(faults[0].line, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Types, SchemaRules,
    testing::Values(Rule{R"({"type": "object"})", "{}", "[]", "a list stands here, but object is expected"},
                    Rule{R"({"type": "array"})", "[]", "{}", "an object stands here, but array is expected"},
                    Rule{R"({"type": "string"})", "\"\"", "1", "a whole number stands here"},
                    Rule{R"({"type": "boolean"})", "false", "0", "but boolean is expected"},
                    Rule{R"({"type": "null"})", "null", "false", "but null is expected"},
                    Rule{R"({"type": "number"})", "1.5", "\"1.5\"", "a text stands here"},
                    Rule{R"({"type": "number"})", "1", "true", "but number is expected"},
                    Rule{R"({"type": "integer"})", "1", "1.5", "a number stands here, but integer is expected"},
                    Rule{R"({"type": "integer"})", "2.0", "null", "but integer is expected"},
                    Rule{R"({"type": ["string", "null"]})", "null", "5", "string or null is expected"}));

INSTANTIATE_TEST_SUITE_P(
    Values, SchemaRules,
    testing::Values(Rule{R"({"enum": ["left", "right"]})", "\"left\"", "\"up\"", "\"up\" is not one of: left, right"},
                    Rule{R"({"enum": ["left", "right"]})", "\"right\"", "\"rihgt\"", "did you mean \"right\"?"},
                    Rule{R"({"enum": [1, null]})", "null", "2", "2 is not one of: 1, null"},
                    Rule{R"({"const": {"a": 1}})", "{\"a\": 1}", "{\"a\": 2}", "{\"a\": 1} is expected"},
                    Rule{R"({"minimum": 3})", "3", "2.9", "2.9 is too small; at least 3 is expected"},
                    Rule{R"({"maximum": 3})", "3", "3.1", "3.1 is too large; at most 3 is expected"},
                    Rule{R"({"minimum": 3})", "\"not a number\"", "-1e300", "too small"},
                    Rule{R"({"minLength": 3})", "\"abc\"", "\"ab\"", "empty or too short"},
                    Rule{R"({"minLength": 3})", "\"äöü\"", "\"äö\"", "empty or too short"},
                    Rule{R"({"minLength": 3})", "12", "\"\"", "empty or too short"},
                    Rule{R"({"pattern": "^[a-z]+$"})", "\"abc\"", "\"aBc\"",
                         "\"aBc\" does not have the expected form ^[a-z]+$"},
                    Rule{R"({"pattern": "b"})", "\"abc\"", "\"ac\"", "expected form"},
                    Rule{R"({"pattern": "^C[1-8]$"})", "7", "\"C9\"", "expected form"}));

INSTANTIATE_TEST_SUITE_P(
    Objects, SchemaRules,
    testing::Values(
        Rule{R"({"properties": {"a": {"type": "integer"}}})", R"({"b": "x"})", R"({"a": "x"})", "integer is expected"},
        Rule{R"({"properties": {"a": {"type": "integer"}}})", "[]", R"({"a": null})", "integer is expected"},
        Rule{R"({"properties": {"a": true, "b": false}})", R"({"a": 1})", R"({"b": 1})", "nothing may stand here"},
        Rule{R"({"required": ["a"]})", R"({"a": null})", R"({"b": 1})", "\"a\" is missing"},
        Rule{R"({"required": ["a"]})", "5", "{}", "\"a\" is missing"},
        Rule{R"({"properties": {"radius": true}, "additionalProperties": false})", R"({"radius": 1})",
             R"({"raduis": 1})", "\"raduis\" is not known here; did you mean \"radius\"?"},
        Rule{R"({"additionalProperties": false})", "{}", R"({"x": 1})", "\"x\" is not known here"},
        Rule{R"({"properties": {"a": true}, "additionalProperties": {"type": "number"}})", R"({"a": "x", "b": 1})",
             R"({"a": "x", "b": "y"})", "number is expected"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, SchemaRules,
    testing::Values(Rule{R"({"items": {"type": "string"}})", R"(["a", "b"])", R"(["a", 5])", "string is expected"},
                    Rule{R"({"items": false})", "[]", "[1]", "nothing may stand here"},
                    Rule{R"({"minItems": 2})", "[1, 2]", "[1]", "1 entries, but at least 2 are expected"},
                    Rule{R"({"maxItems": 2})", "[1, 2]", "[1, 2, 3]", "3 entries, but at most 2 are expected"},
                    Rule{R"({"minItems": 2})", "{}", "[]", "0 entries"},
                    Rule{R"({"uniqueItems": true})", "[1, 2]", "[1, 2, 1.0]", "this entry stands in the list twice"},
                    Rule{R"({"uniqueItems": true})", "[[1], [2]]", "[[1], [1]]", "twice"}));

INSTANTIATE_TEST_SUITE_P(
    References, SchemaRules,
    testing::Values(Rule{R"({"$defs": {"n": {"type": "integer"}}, "items": {"$ref": "#/$defs/n"}})", "[1]", "[null]",
                         "integer is expected"},
                    Rule{R"({"$defs": {"n": {"minimum": 0}}, "$ref": "#/$defs/n", "maximum": 5})", "3", "9",
                         "at most 5"},
                    Rule{R"({"type": ["object"], "properties": {"child": {"$ref": "#"}}})",
                         R"({"child": {"child": {}}})", R"({"child": {"child": 1}})", "object is expected"}));

TEST(JsonSchema, AnythingFitsTheEmptySchemaAndTheOneThatIsTrue) {
  for (const char* value : {"null", "1", "{\"a\": []}"}) {
    EXPECT_THAT(check(value, "{}"), IsEmpty());
    EXPECT_THAT(check(value, "true"), IsEmpty());
    EXPECT_EQ(check(value, "false").size(), 1u);
  }
}

TEST(JsonSchema, DescriptionsAreNoRules) {
  EXPECT_THAT(check("1", R"({"$schema": "x", "$id": "y", "title": "t", "description": "d", "default": 5})"), IsEmpty());
}

TEST(JsonSchema, NamesLineAndFieldOfEveryFault) {
  const Faults faults = check("{\n\"a\": [\n1,\n\"x\"\n],\n\"b\": {\"c\": 1,\n\"d\": 2}}",
                              R"({"properties": {"a": {"items": {"type": "integer"}},
                                                 "b": {"additionalProperties": false, "properties": {"c": true}}}})");
  ASSERT_EQ(faults.size(), 2u) << all_text(faults);
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[0].field, "/a/1");
  EXPECT_EQ(faults[1].line, 7);
  EXPECT_EQ(faults[1].field, "/b/d");
}

TEST(JsonSchema, ReportsAKeywordThatItDoesNotKnow) {
  for (const char* keyword : {"oneOf", "patternProperties", "exclusiveMinimum", "maxLength", "if", "typ"}) {
    const Faults faults = check("1", std::string("{\"") + keyword + "\": 1}");
    ASSERT_EQ(faults.size(), 1u) << keyword;
    EXPECT_THAT(faults[0].what, HasSubstr(std::string("\"") + keyword + "\", which this program does not understand"));
  }
}

TEST(JsonSchema, ReportsAReferenceToNothing) {
  EXPECT_THAT(all_text(check("1", R"({"$ref": "#/$defs/none"})")), HasSubstr("#/$defs/none, which is not there"));
  EXPECT_THAT(all_text(check("1", R"({"$ref": "other.json"})")), HasSubstr("other.json, which is not there"));
}

TEST(JsonSchema, ReportsReferencesThatGoRoundInCircles) {
  const Faults faults = check("1", R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
                                       "$ref": "#/$defs/a"})");
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults[0].what, HasSubstr("without end"));
}

TEST(JsonSchema, SurvivesTextsTooLongForAPatternAndPatternsThatAreNone) {
  const std::string longest = "\"" + std::string(500'000, 'a') + "\"";
  EXPECT_THAT(all_text(check(longest, R"({"pattern": "^[a-z]+(-[a-z]+)*$"})")), HasSubstr("too long"));
  EXPECT_THAT(all_text(check("\"a\"", R"({"pattern": "[a"})")), HasSubstr("no regular expression"));
}

// The schemas of the program.

std::vector<fs::path> schema_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(PALPATE_SOURCE_FOLDER) / "assets/schemas")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Calls use(schema, where) for a schema and all schemas within it.
void walk(const JsonNode& schema, const std::string& where,
          const std::function<void(const JsonNode&, const std::string&)>& use) {
  use(schema, where);
  for (const char* keyword : {"properties", "$defs"}) {
    if (const JsonNode* members = schema.find(keyword)) {
      for (const auto& [name, sub] : members->items()) walk(sub, where + "/" + keyword + "/" + name, use);
    }
  }
  for (const char* keyword : {"items", "additionalProperties"}) {
    if (const JsonNode* sub = schema.find(keyword)) walk(*sub, where + "/" + keyword, use);
  }
}

class ShippedSchemas : public testing::TestWithParam<fs::path> {
 protected:
  void SetUp() override {
    auto schema = read_json_file(GetParam().string());
    ASSERT_TRUE(schema.ok()) << schema.error().text();
    schema_ = std::move(*schema);
  }
  JsonNode schema_;
};

TEST_P(ShippedSchemas, UseOnlyKeywordsThatAreUnderstood) {
  std::size_t keywords = 0;
  walk(schema_, "#", [&](const JsonNode& schema, const std::string& where) {
    for (const auto& [keyword, rule] : schema.items()) {
      ++keywords;
      Faults faults;
      // A keyword on its own, on a value that it can say little about.
      if (keyword != "$ref") check_schema(JsonNode(), JsonNode::object().set(keyword, rule), "f", faults);
      for (const Fault& fault : faults) {
        EXPECT_THAT(fault.what, testing::Not(HasSubstr("does not understand"))) << where;
      }
    }
  });
  EXPECT_GT(keywords, 10u);
}

TEST_P(ShippedSchemas, ReferOnlyToWhatIsThere) {
  walk(schema_, "#", [&](const JsonNode& schema, const std::string& where) {
    const JsonNode* reference = schema.find("$ref");
    if (reference == nullptr) return;
    EXPECT_TRUE(starts_with(reference->text(), "#/")) << where;
    const JsonNode* at = &schema_;
    for (const std::string& step : split(reference->text().substr(2), '/')) at = at == nullptr ? at : at->find(step);
    EXPECT_NE(at, nullptr) << where << " refers to " << reference->text();
  });
}

TEST_P(ShippedSchemas, RefuseMembersThatNobodyKnows) {
  walk(schema_, "#", [&](const JsonNode& schema, const std::string& where) {
    if (schema.find("properties") == nullptr) return;
    const JsonNode* rule = schema.find("additionalProperties");
    ASSERT_NE(rule, nullptr) << where;
    EXPECT_TRUE(!rule->is(JsonNode::Kind::boolean) || !rule->boolean()) << where;
  });
}

TEST_P(ShippedSchemas, RequireOnlyMembersThatTheyDescribe) {
  walk(schema_, "#", [&](const JsonNode& schema, const std::string& where) {
    const JsonNode* required = schema.find("required");
    if (required == nullptr) return;
    for (const auto& [unused, name] : required->items()) {
      const JsonNode* properties = schema.find("properties");
      ASSERT_NE(properties, nullptr) << where;
      EXPECT_NE(properties->find(name.text()), nullptr) << where << " requires " << name.text();
    }
  });
}

INSTANTIATE_TEST_SUITE_P(All, ShippedSchemas, testing::ValuesIn(schema_files()), [](const auto& test) {
  std::string name = test.param.stem().stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace palpate::test
