// What is written can be read again and means the same; whatever bytes come in, nothing crashes.
#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/base/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace palpate::test {
namespace {

using Kind = JsonNode::Kind;
using Random = std::mt19937_64;

int below(Random& random, int limit) {
  return static_cast<int>(random() % static_cast<unsigned>(limit));
}

std::string random_text(Random& random) {
  static const std::vector<std::string> pieces = {"a",  "Z",    "0", " ", "\"", "\\",   "\n", "\t", "\r", "/",
                                                  "\b", "\x01", "ä", "€", "😀",  "\x7f", "{",  "[",  ","};
  std::string text;
  for (int i = below(random, 8); i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

double random_double(Random& random) {
  while (true) {
    const double value = std::bit_cast<double>(random());
    if (std::isfinite(value)) return value;
  }
}

JsonNode random_node(Random& random, int depth) {
  switch (below(random, depth > 0 ? 8 : 6)) {
    case 0:
      return {};
    case 1:
      return JsonNode(below(random, 2) == 0);
    case 2:
      return JsonNode(static_cast<std::int64_t>(random()));
    case 3:
      return JsonNode(random_double(random));
    case 4:
      return JsonNode(static_cast<double>(below(random, 2000) - 1000) / 8.0);
    case 5:
      return JsonNode(random_text(random));
    case 6: {
      JsonNode list = JsonNode::array();
      for (int i = below(random, 5); i > 0; --i) list.push(random_node(random, depth - 1));
      return list;
    }
    default: {
      JsonNode object = JsonNode::object();
      for (int i = below(random, 5); i > 0; --i) object.set(random_text(random), random_node(random, depth - 1));
      return object;
    }
  }
}

// Equal in value, in the order of members, and to the last bit of every number.
void expect_same(const JsonNode& a, const JsonNode& b) {
  ASSERT_TRUE(a.equals(b)) << write_json(a) << write_json(b);
  ASSERT_EQ(a.size(), b.size());
  if (a.is(Kind::integer)) {
    ASSERT_EQ(a.integer(), b.integer());
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a.items()[i].first, b.items()[i].first);
    ASSERT_NO_FATAL_FAILURE(expect_same(a.at(i), b.at(i)));
  }
}

TEST(JsonWriter, WritesWhatTheReaderReads) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Random random(seed);
    const JsonNode node = random_node(random, 5);
    for (const int indent : {0, 1, 2, 4}) {
      const auto again = parse_json(write_json(node, indent), "round trip");
      ASSERT_TRUE(again.ok()) << again.error().text();
      ASSERT_NO_FATAL_FAILURE(expect_same(node, *again));
    }
  }
}

TEST(JsonWriter, WritesOneLineOrMany) {
  const JsonNode node = JsonNode::object().set("a", JsonNode::array().push(JsonNode(1)).push(JsonNode("x")));
  EXPECT_EQ(write_json(node, 0), R"({"a": [1, "x"]})");
  EXPECT_EQ(write_json(node, 2), "{\n  \"a\": [\n    1,\n    \"x\"\n  ]\n}\n");
  EXPECT_EQ(write_json(JsonNode::array(), 2), "[]\n");
  EXPECT_EQ(write_json(JsonNode::object(), 0), "{}");
}

TEST(JsonWriter, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(write_json(JsonNode(std::string("\"\\\n\t\r\x01\x1f\0", 8)), 0), R"("\"\\\n\t\r\u0001\u001f\u0000")");
}

TEST(JsonWriter, WritesNullForWhatIsNoNumber) {
  EXPECT_EQ(write_json(JsonNode(std::nan("")), 0), "null");
  EXPECT_EQ(write_json(JsonNode(std::numeric_limits<double>::infinity()), 0), "null");
}

TEST(JsonWriter, ReplacesBytesThatNoReaderWouldTake) {
  const JsonNode node = JsonNode::object().set("folder\xFF", "/home/caf\xE9");
  const auto again = parse_json(write_json(node), "path with Latin-1 bytes");
  ASSERT_TRUE(again.ok()) << again.error().text();
  EXPECT_EQ(again->items()[0].first, "folder\uFFFD");
  EXPECT_EQ(again->at(0).text(), "/home/caf\uFFFD");
}

// Mutations of real files: an answer or an error with a line inside the file, never a crash.
class JsonFuzz : public testing::TestWithParam<const char*> {};

TEST_P(JsonFuzz, NeverCrashesOnDamagedBytes) {
  auto original = read_file(std::string(PALPATE_SOURCE_FOLDER) + "/assets/" + GetParam());
  ASSERT_TRUE(original.ok()) << original.error().text();
  original->resize(std::min<std::size_t>(original->size(), 4000));
  Random random(20);
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = *original;
    for (int i = 1 + below(random, 6); i > 0 && !bytes.empty(); --i) {
      const std::size_t at = random() % bytes.size();
      switch (below(random, 4)) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 20);
          break;
        case 2:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
          break;
        default:
          bytes.insert(at, 1, "{}[]\",:\\0-e\n"[random() % 12]);
      }
    }
    if (below(random, 3) == 0) bytes.resize(random() % (bytes.size() + 1));
    const int lines = 1 + static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n'));
    const auto node = parse_json(bytes, "fuzz");
    if (node.ok()) {
      EXPECT_TRUE(parse_json(write_json(*node), "again").ok());
    } else {
      const std::string line = node.error().where.substr(std::string("fuzz:").size());
      EXPECT_GE(std::stoi(line), 1) << "round " << round;
      EXPECT_LE(std::stoi(line), lines) << "round " << round;
      EXPECT_EQ(node.error().what, valid_utf8(node.error().what)) << "round " << round;
    }
  }
}

TEST_P(JsonFuzz, RefusesAFileCutOffAnywhere) {
  auto original = read_file(std::string(PALPATE_SOURCE_FOLDER) + "/assets/" + GetParam());
  ASSERT_TRUE(original.ok());
  const auto whole = parse_json(*original, "whole");
  ASSERT_TRUE(whole.ok());
  const std::size_t end = original->find_last_not_of(" \n");
  const std::size_t step = std::max<std::size_t>(1, end / 200);
  for (std::size_t length = 0; length <= end; length += step) {
    EXPECT_FALSE(parse_json(std::string_view(*original).substr(0, length), "cut").ok()) << length;
  }
}

INSTANTIATE_TEST_SUITE_P(Assets, JsonFuzz,
                         testing::Values("anatomy/concepts/skin.json", "schemas/muscle.schema.json",
                                         "clinical/muscles/supinator.json", "atlases/hubmap/atlas.json"));

}  // namespace
}  // namespace palpate::test
