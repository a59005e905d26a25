// Reading a JsonNode with complaints: a cursor knows its file and field path and adds a Fault for everything that is
// missing or of the wrong type, then goes on with a default.
#pragma once

#include <palpate/base/fault.h>
#include <palpate/base/json.h>

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class JsonCursor {
 public:
  JsonCursor(const JsonNode& node, std::string file, Faults& faults);

  [[nodiscard]] const JsonNode& node() const { return *node_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& field() const { return field_; }
  [[nodiscard]] int line() const { return node_->line(); }

  // A complaint about this node, or about its member `key`.
  void fault(std::string what, Severity severity = Severity::error) const;
  void fault_at(std::string_view key, std::string what, Severity severity = Severity::error) const;

  // Members of an object. A missing required member or one of the wrong type is a fault and gives the default.
  [[nodiscard]] bool has(std::string_view key) const { return node_->find(key) != nullptr; }
  [[nodiscard]] std::optional<JsonCursor> child(std::string_view key) const;  // no fault if missing
  [[nodiscard]] std::string require_text(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key, std::string fallback = {}) const;
  [[nodiscard]] double require_number(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key, double fallback) const;
  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t fallback) const;
  [[nodiscard]] bool boolean(std::string_view key, bool fallback) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;

  // Calls `use` for each element of the array, or member of the object, at `key`; nothing if it is missing.
  void each(std::string_view key, const std::function<void(const JsonCursor&)>& use) const;
  void each_member(std::string_view key, const std::function<void(const std::string&, const JsonCursor&)>& use) const;

  // A fault for each member whose name is not among `known`.
  void only(std::initializer_list<std::string_view> known) const;

 private:
  JsonCursor(const JsonNode& node, std::string file, std::string field, Faults& faults);
  [[nodiscard]] const JsonNode* typed(std::string_view key, JsonNode::Kind kind, bool required) const;
  [[nodiscard]] JsonCursor at(std::string_view step, const JsonNode& node) const;

  const JsonNode* node_;
  std::string file_;
  std::string field_;
  Faults* faults_;
};

}  // namespace palpate
