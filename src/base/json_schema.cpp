#include <palpate/base/json_schema.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <regex>
#include <utility>
#include <vector>

namespace palpate {
namespace {

// Keywords that only describe; everything else must be understood.
constexpr std::array<std::string_view, 6> annotations = {"$schema", "$defs", "$id", "title", "description", "default"};

// The expressions are matched by recursion: a longer text would need more stack than there is.
constexpr std::size_t longest_for_pattern = 2000;

class Checker {
 public:
  Checker(const JsonNode& root, const std::string& file, Faults& faults) : root_(root), file_(file), faults_(faults) {}

  void check(const JsonNode& value, const JsonNode& schema, const std::string& field) {
    if (schema.is(JsonNode::Kind::boolean)) {
      if (!schema.boolean()) fault(value, field, "nothing may stand here");
      return;
    }
    for (const auto& [keyword, rule] : schema.items()) apply(keyword, rule, value, schema, field);
  }

 private:
  void apply(const std::string& keyword, const JsonNode& rule, const JsonNode& value, const JsonNode& schema,
             const std::string& field) {
    if (std::find(annotations.begin(), annotations.end(), keyword) != annotations.end()) return;
    if (keyword == "$ref") return follow(rule.text(), value, field);
    if (keyword == "type") return check_type(rule, value, field);
    if (keyword == "enum") return check_enum(rule, value, field);
    if (keyword == "const") {
      if (!value.equals(rule)) fault(value, field, fmt::format("{} is expected", write_json(rule, 0)));
      return;
    }
    if (apply_to_object(keyword, rule, value, schema, field)) return;
    if (apply_to_array(keyword, rule, value, field)) return;
    if (apply_to_scalar(keyword, rule, value, field)) return;
    fault(value, field, fmt::format("the schema uses \"{}\", which this program does not understand", keyword));
  }

  // A schema may refer to itself, but only through a part of the value: a reference that comes back to where it is
  // would never end.
  void follow(const std::string& reference, const JsonNode& value, const std::string& field) {
    const JsonNode& schema = resolve(reference);
    const std::pair<const JsonNode*, const JsonNode*> now{&schema, &value};
    if (std::find(followed_.begin(), followed_.end(), now) != followed_.end()) {
      fault(value, field, fmt::format("the schema refers to {} without end", reference));
      return;
    }
    followed_.push_back(now);
    check(value, schema, field);
    followed_.pop_back();
  }

  bool apply_to_object(const std::string& keyword, const JsonNode& rule, const JsonNode& value, const JsonNode& schema,
                       const std::string& field) {
    const bool is_object = value.is(JsonNode::Kind::object);
    if (keyword == "properties") {
      for (const auto& [name, sub] : rule.items()) {
        const JsonNode* member = value.find(name);
        if (member != nullptr) check(*member, sub, fmt::format("{}/{}", field, name));
      }
      return true;
    }
    if (keyword == "required") {
      for (const auto& [unused, name] : rule.items()) {
        if (is_object && value.find(name.text()) == nullptr) {
          fault(value, field, fmt::format("\"{}\" is missing", name.text()));
        }
      }
      return true;
    }
    if (keyword == "additionalProperties") {
      if (is_object) check_additional(rule, value, schema, field);
      return true;
    }
    return false;
  }

  void check_additional(const JsonNode& rule, const JsonNode& value, const JsonNode& schema, const std::string& field) {
    const JsonNode* properties = schema.find("properties");
    std::vector<std::string> known;
    if (properties != nullptr) {
      for (const auto& [name, sub] : properties->items()) known.push_back(name);
    }
    for (const auto& [name, member] : value.items()) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      if (!rule.is(JsonNode::Kind::boolean)) {
        check(member, rule, fmt::format("{}/{}", field, name));
      } else if (!rule.boolean()) {
        const std::string guess = closest_name(name, known);
        fault(member, fmt::format("{}/{}", field, name),
              guess.empty() ? fmt::format("\"{}\" is not known here", name)
                            : fmt::format("\"{}\" is not known here; did you mean \"{}\"?", name, guess));
      }
    }
  }

  bool apply_to_array(const std::string& keyword, const JsonNode& rule, const JsonNode& value,
                      const std::string& field) {
    const bool is_array = value.is(JsonNode::Kind::array);
    const auto count = static_cast<std::int64_t>(value.size());
    if (keyword == "items") {
      for (std::size_t i = 0; is_array && i < value.size(); ++i)
        check(value.at(i), rule, fmt::format("{}/{}", field, i));
      return true;
    }
    if (keyword == "minItems") {
      if (is_array && count < rule.integer()) {
        fault(value, field, fmt::format("{} entries, but at least {} are expected", count, rule.integer()));
      }
      return true;
    }
    if (keyword == "maxItems") {
      if (is_array && count > rule.integer()) {
        fault(value, field, fmt::format("{} entries, but at most {} are expected", count, rule.integer()));
      }
      return true;
    }
    if (keyword == "uniqueItems") {
      for (std::size_t i = 0; is_array && rule.boolean() && i < value.size(); ++i) {
        for (std::size_t j = i + 1; j < value.size(); ++j) {
          if (value.at(i).equals(value.at(j))) fault(value.at(j), field, "this entry stands in the list twice");
        }
      }
      return true;
    }
    return false;
  }

  bool apply_to_scalar(const std::string& keyword, const JsonNode& rule, const JsonNode& value,
                       const std::string& field) {
    if (keyword == "minimum") {
      if (value.is_numeric() && value.number() < rule.number()) {
        fault(value, field, fmt::format("{} is too small; at least {} is expected", value.number(), rule.number()));
      }
      return true;
    }
    if (keyword == "maximum") {
      if (value.is_numeric() && value.number() > rule.number()) {
        fault(value, field, fmt::format("{} is too large; at most {} is expected", value.number(), rule.number()));
      }
      return true;
    }
    if (keyword == "minLength") {
      if (value.is(JsonNode::Kind::string) && letters(value.text()) < rule.integer()) {
        fault(value, field, "this text is empty or too short");
      }
      return true;
    }
    if (keyword == "pattern") {
      if (value.is(JsonNode::Kind::string)) check_pattern(rule.text(), value, field);
      return true;
    }
    return false;
  }

  void check_type(const JsonNode& rule, const JsonNode& value, const std::string& field) {
    const auto fits = [&](const std::string& type) {
      switch (value.kind()) {
        case JsonNode::Kind::null:
          return type == "null";
        case JsonNode::Kind::boolean:
          return type == "boolean";
        case JsonNode::Kind::integer:
          return type == "integer" || type == "number";
        case JsonNode::Kind::number:
          return type == "number" || (type == "integer" && value.number() == std::floor(value.number()));
        case JsonNode::Kind::string:
          return type == "string";
        case JsonNode::Kind::array:
          return type == "array";
        case JsonNode::Kind::object:
          return type == "object";
      }
      return false;
    };
    std::vector<std::string> types;
    if (rule.is(JsonNode::Kind::string)) {
      types.push_back(rule.text());
    } else {
      for (const auto& [unused, type] : rule.items()) types.push_back(type.text());
    }
    if (std::any_of(types.begin(), types.end(), fits)) return;
    fault(value, field, fmt::format("{} stands here, but {} is expected", name_of(value.kind()), join(types, " or ")));
  }

  void check_enum(const JsonNode& rule, const JsonNode& value, const std::string& field) {
    std::vector<std::string> allowed;
    for (const auto& [unused, choice] : rule.items()) {
      if (choice.equals(value)) return;
      allowed.push_back(choice.is(JsonNode::Kind::string) ? choice.text() : write_json(choice, 0));
    }
    const std::string guess = value.is(JsonNode::Kind::string) ? closest_name(value.text(), allowed) : std::string();
    fault(value, field,
          guess.empty() ? fmt::format("{} is not one of: {}", write_json(value, 0), join(allowed, ", "))
                        : fmt::format("{} is not known; did you mean \"{}\"?", write_json(value, 0), guess));
  }

  // Only references within the document: "#/$defs/name".
  const JsonNode& resolve(const std::string& reference) {
    const JsonNode* at = &root_;
    for (const std::string& step : split(reference, '/')) {
      if (step == "#") continue;
      at = at->find(step);
      if (at == nullptr) {
        static const JsonNode anything = JsonNode(true);
        faults_.push_back(
            {Severity::error, file_, 0, {}, fmt::format("the schema refers to {}, which is not there", reference)});
        return anything;
      }
    }
    return *at;
  }

  void check_pattern(const std::string& rule, const JsonNode& value, const std::string& field) {
    if (value.text().size() > longest_for_pattern) {
      fault(value, field, fmt::format("this text is too long for the expected form {}", rule));
      return;
    }
    auto found = patterns_.find(rule);
    if (found == patterns_.end()) {
      try {
        found = patterns_.emplace(rule, std::regex(rule)).first;
      } catch (const std::regex_error&) {
        fault(value, field, fmt::format("the schema expects the form {}, which is no regular expression", rule));
        return;
      }
    }
    if (!std::regex_search(value.text(), found->second)) {
      fault(value, field, fmt::format("\"{}\" does not have the expected form {}", value.text(), rule));
    }
  }

  // Code points, not bytes.
  static std::int64_t letters(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
  }

  void fault(const JsonNode& value, const std::string& field, std::string what) {
    faults_.push_back({Severity::error, file_, value.line(), field, std::move(what)});
  }

  const JsonNode& root_;
  const std::string& file_;
  Faults& faults_;
  std::map<std::string, std::regex> patterns_;
  std::vector<std::pair<const JsonNode*, const JsonNode*>>
      followed_;  // references that led here, and what they held of
};

}  // namespace

void check_schema(const JsonNode& value, const JsonNode& schema, const std::string& file, Faults& faults) {
  Checker(schema, file, faults).check(value, schema, {});
}

}  // namespace palpate
