#include <palpate/base/file.h>
#include <palpate/base/json.h>
#include <palpate/base/text.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr std::size_t deepest_nesting = 200;
constexpr std::size_t longest_reason = 300;

// Counts the lines that the parser has read. The parser copies its iterators, so the count lives outside. A line ends
// only when something after its newline is read: a number's end is seen at the character behind it.
struct LineCounter {
  int line = 1;
  bool at_end_of_line = false;

  void pass(char c) {
    if (at_end_of_line) ++line;
    at_end_of_line = c == '\n';
  }
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, LineCounter* counter) : at_(at), counter_(counter) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    counter_->pass(*at_);
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  LineCounter* counter_;
};

// Builds JsonNodes from the parser's events.
class TreeBuilder {
 public:
  using json = nlohmann::json;
  using number_integer_t = json::number_integer_t;
  using number_unsigned_t = json::number_unsigned_t;
  using number_float_t = json::number_float_t;
  using string_t = json::string_t;
  using binary_t = json::binary_t;

  explicit TreeBuilder(const LineCounter& counter) : counter_(counter) {}

  bool null() { return add(JsonNode()); }
  bool boolean(bool value) { return add(JsonNode(value)); }
  bool number_integer(number_integer_t value) { return add(JsonNode(static_cast<std::int64_t>(value))); }
  bool number_unsigned(number_unsigned_t value) {
    // What does not fit into 64 bits with a sign is a number as large as it says, not a negative one.
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(JsonNode(static_cast<double>(value)));
    }
    return add(JsonNode(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t& /*text*/) { return add(JsonNode(value)); }
  bool string(string_t& value) { return add(JsonNode(std::move(value))); }
  bool binary(binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(JsonNode::object()); }
  bool start_array(std::size_t /*size*/) { return open(JsonNode::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(string_t& name) {
    key_ = std::move(name);
    if (open_.back().node.find(key_) != nullptr) return fail(fmt::format("the key \"{}\" stands here twice", key_));
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const nlohmann::detail::exception& error) {
    return fail(readable(error.what()));
  }

  JsonNode root;
  std::string failure;
  int failure_line = 0;

 private:
  struct Open {
    std::string key;
    JsonNode node;
  };

  bool fail(std::string what) {
    failure = std::move(what);
    failure_line = counter_.line;
    return false;
  }

  // nlohmann's text names its own exception and its own position, and repeats all it has read of a token; the person
  // wants the reason.
  static std::string readable(std::string text) {
    const auto reason = text.find("syntax error");
    const auto name_end = text.find("] ");
    if (reason != std::string::npos) {
      text.erase(0, reason);
    } else if (name_end != std::string::npos) {
      text.erase(0, name_end + 2);
    }
    if (text.size() > longest_reason) text = text.substr(0, longest_reason) + " ...";
    return valid_utf8(text);
  }

  bool add(JsonNode node) {
    node.set_line(counter_.line);
    return attach(std::move(key_), std::move(node));
  }

  bool attach(std::string key, JsonNode node) {
    if (open_.empty()) {
      root = std::move(node);
    } else if (open_.back().node.is(JsonNode::Kind::object)) {
      open_.back().node.set(std::move(key), std::move(node));
    } else {
      open_.back().node.push(std::move(node));
    }
    return true;
  }

  bool open(JsonNode node) {
    if (open_.size() >= deepest_nesting) return fail("nested deeper than 200 levels");
    node.set_line(counter_.line);
    open_.push_back({std::move(key_), std::move(node)});
    key_.clear();
    return true;
  }

  bool close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    return attach(std::move(done.key), std::move(done.node));
  }

  const LineCounter& counter_;
  std::vector<Open> open_;
  std::string key_;
};

void write_text(const std::string& text, std::string& out) {
  out += '"';
  // A path may hold bytes that are no UTF-8; a file with them could not be read again.
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write_node(const JsonNode& node, int indent, int depth, std::string& out) {
  const auto new_line = [&](int level) {
    if (indent == 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(level), ' ');
  };
  switch (node.kind()) {
    case JsonNode::Kind::null:
      out += "null";
      return;
    case JsonNode::Kind::boolean:
      out += node.boolean() ? "true" : "false";
      return;
    case JsonNode::Kind::integer:
      out += std::to_string(node.integer());
      return;
    case JsonNode::Kind::number:
      out += std::isfinite(node.number()) ? fmt::format("{}", node.number()) : "null";
      return;
    case JsonNode::Kind::string:
      write_text(node.text(), out);
      return;
    case JsonNode::Kind::array:
    case JsonNode::Kind::object:
      break;
  }
  const bool is_object = node.is(JsonNode::Kind::object);
  out += is_object ? '{' : '[';
  bool first = true;
  for (const auto& [key, child] : node.items()) {
    if (!first) out += indent == 0 ? ", " : ",";
    first = false;
    new_line(depth + 1);
    if (is_object) {
      write_text(key, out);
      out += ": ";
    }
    write_node(child, indent, depth + 1, out);
  }
  if (!first) new_line(depth);
  out += is_object ? '}' : ']';
}

}  // namespace

JsonNode JsonNode::array() {
  JsonNode node;
  node.kind_ = Kind::array;
  return node;
}

JsonNode JsonNode::object() {
  JsonNode node;
  node.kind_ = Kind::object;
  return node;
}

const JsonNode* JsonNode::find(std::string_view key) const {
  if (kind_ != Kind::object) return nullptr;
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const auto& item) { return item.first == key; });
  return found == items_.end() ? nullptr : &found->second;
}

JsonNode& JsonNode::set(std::string key, JsonNode value) {
  kind_ = Kind::object;
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const auto& item) { return item.first == key; });
  if (found == items_.end()) {
    items_.emplace_back(std::move(key), std::move(value));
  } else {
    found->second = std::move(value);
  }
  return *this;
}

JsonNode& JsonNode::push(JsonNode value) {
  kind_ = Kind::array;
  items_.emplace_back(std::string(), std::move(value));
  return *this;
}

bool JsonNode::equals(const JsonNode& other) const {
  if (is_numeric() && other.is_numeric()) return number() == other.number();
  if (kind_ != other.kind_ || items_.size() != other.items_.size()) return false;
  if (kind_ == Kind::boolean) return boolean() == other.boolean();
  if (kind_ == Kind::string) return text_ == other.text_;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const JsonNode* twin = kind_ == Kind::object ? other.find(items_[i].first) : &other.items_[i].second;
    if (twin == nullptr || !items_[i].second.equals(*twin)) return false;
  }
  return true;
}

std::string_view name_of(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::null:
      return "null";
    case JsonNode::Kind::boolean:
      return "true or false";
    case JsonNode::Kind::integer:
      return "a whole number";
    case JsonNode::Kind::number:
      return "a number";
    case JsonNode::Kind::string:
      return "a text";
    case JsonNode::Kind::array:
      return "a list";
    case JsonNode::Kind::object:
      return "an object";
  }
  return "unknown";
}

Result<JsonNode> parse_json(std::string_view text, const std::string& file) {
  LineCounter counter;
  TreeBuilder builder(counter);
  const CountingIterator begin(text.data(), &counter);
  const CountingIterator end(text.data() + text.size(), &counter);
  const bool ok = nlohmann::json::sax_parse(begin, end, &builder);
  if (ok) return std::move(builder.root);
  return Error{builder.failure, fmt::format("{}:{}", file, builder.failure_line),
               "The file is not valid JSON; correct this line"};
}

Result<JsonNode> read_json_file(const std::string& path) {
  auto text = read_file(path, 200'000'000);
  if (!text) return text.error();
  return parse_json(*text, path);
}

std::string write_json(const JsonNode& node, int indent) {
  std::string out;
  write_node(node, indent, 0, out);
  if (indent > 0) out += '\n';
  return out;
}

}  // namespace palpate
