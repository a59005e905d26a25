#include <palpate/base/json_cursor.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

bool fits(const JsonNode& node, JsonNode::Kind kind) {
  return node.is(kind) || (kind == JsonNode::Kind::number && node.is_numeric());
}

}  // namespace

JsonCursor::JsonCursor(const JsonNode& node, std::string file, Faults& faults)
    : JsonCursor(node, std::move(file), {}, faults) {}

JsonCursor::JsonCursor(const JsonNode& node, std::string file, std::string field, Faults& faults)
    : node_(&node), file_(std::move(file)), field_(std::move(field)), faults_(&faults) {}

void JsonCursor::fault(std::string what, Severity severity) const {
  faults_->push_back({severity, file_, node_->line(), field_, std::move(what)});
}

void JsonCursor::fault_at(std::string_view key, std::string what, Severity severity) const {
  const JsonNode* member = node_->find(key);
  faults_->push_back({severity, file_, member != nullptr ? member->line() : node_->line(),
                      fmt::format("{}/{}", field_, key), std::move(what)});
}

JsonCursor JsonCursor::at(std::string_view step, const JsonNode& node) const {
  return {node, file_, fmt::format("{}/{}", field_, step), *faults_};
}

const JsonNode* JsonCursor::typed(std::string_view key, JsonNode::Kind kind, bool required) const {
  const JsonNode* member = node_->find(key);
  if (member == nullptr) {
    if (required) fault_at(key, fmt::format("\"{}\" is missing; {} is expected", key, name_of(kind)));
    return nullptr;
  }
  if (fits(*member, kind)) return member;
  fault_at(key, fmt::format("\"{}\" is {}, but {} is expected", key, name_of(member->kind()), name_of(kind)));
  return nullptr;
}

std::optional<JsonCursor> JsonCursor::child(std::string_view key) const {
  const JsonNode* member = node_->find(key);
  if (member == nullptr) return std::nullopt;
  return at(key, *member);
}

std::string JsonCursor::require_text(std::string_view key) const {
  const JsonNode* member = typed(key, JsonNode::Kind::string, true);
  return member == nullptr ? std::string() : member->text();
}

std::string JsonCursor::text(std::string_view key, std::string fallback) const {
  const JsonNode* member = typed(key, JsonNode::Kind::string, false);
  if (member != nullptr) return member->text();
  return fallback;
}

double JsonCursor::require_number(std::string_view key) const {
  const JsonNode* member = typed(key, JsonNode::Kind::number, true);
  return member == nullptr ? 0.0 : member->number();
}

double JsonCursor::number(std::string_view key, double fallback) const {
  const JsonNode* member = typed(key, JsonNode::Kind::number, false);
  return member == nullptr ? fallback : member->number();
}

std::int64_t JsonCursor::integer(std::string_view key, std::int64_t fallback) const {
  const JsonNode* member = typed(key, JsonNode::Kind::integer, false);
  return member == nullptr ? fallback : member->integer();
}

bool JsonCursor::boolean(std::string_view key, bool fallback) const {
  const JsonNode* member = typed(key, JsonNode::Kind::boolean, false);
  return member == nullptr ? fallback : member->boolean();
}

std::vector<std::string> JsonCursor::texts(std::string_view key) const {
  std::vector<std::string> found;
  each(key, [&](const JsonCursor& element) {
    if (element.node().is(JsonNode::Kind::string)) {
      found.push_back(element.node().text());
    } else {
      element.fault(fmt::format("{} stands in a list of texts", name_of(element.node().kind())));
    }
  });
  return found;
}

std::vector<double> JsonCursor::numbers(std::string_view key) const {
  std::vector<double> found;
  each(key, [&](const JsonCursor& element) {
    if (element.node().is_numeric()) {
      found.push_back(element.node().number());
    } else {
      element.fault(fmt::format("{} stands in a list of numbers", name_of(element.node().kind())));
    }
  });
  return found;
}

void JsonCursor::each(std::string_view key, const std::function<void(const JsonCursor&)>& use) const {
  const JsonNode* list = typed(key, JsonNode::Kind::array, false);
  if (list == nullptr) return;
  const JsonCursor here = at(key, *list);
  for (std::size_t i = 0; i < list->size(); ++i) use(here.at(std::to_string(i), list->at(i)));
}

void JsonCursor::each_member(std::string_view key,
                             const std::function<void(const std::string&, const JsonCursor&)>& use) const {
  const JsonNode* object = typed(key, JsonNode::Kind::object, false);
  if (object == nullptr) return;
  const JsonCursor here = at(key, *object);
  for (const auto& [name, member] : object->items()) use(name, here.at(name, member));
}

void JsonCursor::only(std::initializer_list<std::string_view> known) const {
  if (!node_->is(JsonNode::Kind::object)) {
    fault(fmt::format("{} stands where an object is expected", name_of(node_->kind())));
    return;
  }
  for (const auto& [name, member] : node_->items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string guess = closest_name(name, {known.begin(), known.end()});
    fault_at(name, guess.empty() ? fmt::format("\"{}\" is not known here", name)
                                 : fmt::format("\"{}\" is not known here; did you mean \"{}\"?", name, guess));
  }
}

}  // namespace palpate
