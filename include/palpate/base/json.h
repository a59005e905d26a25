// JSON with line numbers: the one door through which JSON comes into and leaves the program.
//
// A JsonNode is a plain value that remembers the line it stood on, so that every complaint about a data file can name
// file, line and field. Object members keep their order.
#pragma once

#include <palpate/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate {

class JsonNode {
 public:
  enum class Kind : std::uint8_t { null, boolean, integer, number, string, array, object };

  JsonNode() = default;
  explicit JsonNode(bool value) : kind_(Kind::boolean), integer_(value) {}
  explicit JsonNode(std::int64_t value) : kind_(Kind::integer), integer_(value) {}
  explicit JsonNode(int value) : JsonNode(static_cast<std::int64_t>(value)) {}
  explicit JsonNode(unsigned value) : JsonNode(static_cast<std::int64_t>(value)) {}
  explicit JsonNode(std::size_t value) : JsonNode(static_cast<std::int64_t>(value)) {}
  explicit JsonNode(double value) : kind_(Kind::number), number_(value) {}
  explicit JsonNode(std::string value) : kind_(Kind::string), text_(std::move(value)) {}
  explicit JsonNode(std::string_view value) : JsonNode(std::string(value)) {}
  explicit JsonNode(const char* value) : JsonNode(std::string(value)) {}
  static JsonNode array();
  static JsonNode object();

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  [[nodiscard]] bool is_numeric() const { return kind_ == Kind::integer || kind_ == Kind::number; }
  [[nodiscard]] int line() const { return line_; }  // counted from 1; 0 for a node made in memory

  [[nodiscard]] bool boolean() const { return integer_ != 0; }
  [[nodiscard]] std::int64_t integer() const { return integer_; }
  [[nodiscard]] double number() const { return kind_ == Kind::integer ? static_cast<double>(integer_) : number_; }
  [[nodiscard]] const std::string& text() const { return text_; }

  // Members of an object or elements of an array, in order. The key of an array's element is empty.
  [[nodiscard]] const std::vector<std::pair<std::string, JsonNode>>& items() const { return items_; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const JsonNode& at(std::size_t index) const { return items_[index].second; }
  [[nodiscard]] const JsonNode* find(std::string_view key) const;  // null if there is none

  // Building. `set` replaces a member of the same name.
  JsonNode& set(std::string key, JsonNode value);
  template <class T>
  JsonNode& set(std::string key, T value) {
    return set(std::move(key), JsonNode(std::move(value)));
  }
  JsonNode& push(JsonNode value);
  void set_line(int line) { line_ = line; }

  [[nodiscard]] bool equals(const JsonNode& other) const;  // lines do not count

 private:
  Kind kind_ = Kind::null;
  int line_ = 0;
  std::int64_t integer_ = 0;
  double number_ = 0.0;
  std::string text_;
  std::vector<std::pair<std::string, JsonNode>> items_;
};

[[nodiscard]] std::string_view name_of(JsonNode::Kind kind);

// Parses text; `file` is named in the error. Nesting deeper than 200 levels and duplicate keys are errors.
[[nodiscard]] Result<JsonNode> parse_json(std::string_view text, const std::string& file);
[[nodiscard]] Result<JsonNode> read_json_file(const std::string& path);

// `indent` 0 writes one line.
[[nodiscard]] std::string write_json(const JsonNode& node, int indent = 2);

}  // namespace palpate
