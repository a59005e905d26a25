#include <palpate/base/json.h>
#include <palpate/session/pain_file.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace palpate {
namespace {

constexpr std::int64_t version = 1;
constexpr float narrowest_mm = 2.0f, widest_mm = 80.0f;

std::optional<glm::vec3> read_point(const JsonCursor& in) {
  std::vector<double> values;
  if (in.node().is(JsonNode::Kind::array)) {
    for (std::size_t i = 0; i < in.node().size(); ++i) {
      if (in.node().at(i).is_numeric()) values.push_back(in.node().at(i).number());
    }
  }
  const bool finite = std::all_of(values.begin(), values.end(), [](double v) { return std::abs(v) < 1e6; });
  if (values.size() == 3 && finite) return glm::vec3(values[0], values[1], values[2]);
  in.fault("a point is three numbers, in millimetres; it is left out", Severity::warning);
  return std::nullopt;
}

std::optional<PainMark> read_mark(const JsonCursor& in) {
  PainMark mark;
  mark.region = in.text("region");
  const std::string side = in.text("side");
  mark.side = side_from(side).value_or(Side::none);
  if (mark.side == Side::none && !side.empty())
    in.fault_at("side", fmt::format("\"{}\" is no side; left or right is expected", side), Severity::warning);
  in.each("points", [&](const JsonCursor& point) {
    if (const auto at = read_point(point)) mark.points.push_back(*at);
  });
  if (mark.region.empty() && mark.points.empty()) {
    in.fault("neither a region nor points stand here; the mark is left out", Severity::warning);
    return std::nullopt;
  }
  const double radius = in.number("radius_mm", static_cast<double>(mark.radius_mm));
  mark.radius_mm = std::clamp(static_cast<float>(radius), narrowest_mm, widest_mm);
  mark.intensity = static_cast<std::uint8_t>(std::clamp<std::int64_t>(in.integer("intensity", mark.intensity), 1, 3));
  mark.deep = in.boolean("deep", mark.deep);
  mark.erases = in.boolean("erases", mark.erases);
  return mark;
}

}  // namespace

JsonNode pain_json(const PainDrawing& drawing) {
  JsonNode list = JsonNode::array();
  for (const PainMark& mark : drawing) {
    JsonNode out = JsonNode::object();
    if (mark.region.empty()) {
      JsonNode points = JsonNode::array();
      for (const glm::vec3 p : mark.points) {
        JsonNode point = JsonNode::array();
        for (const float value : {p.x, p.y, p.z}) point.push(JsonNode(static_cast<double>(value)));
        points.push(std::move(point));
      }
      out.set("points", std::move(points)).set("radius_mm", static_cast<double>(mark.radius_mm));
    } else {
      out.set("region", mark.region);
      if (mark.side != Side::none) out.set("side", key_of(mark.side));
    }
    out.set("intensity", static_cast<int>(mark.intensity)).set("deep", mark.deep).set("erases", mark.erases);
    list.push(std::move(out));
  }
  return list;
}

PainDrawing read_pain(const JsonCursor& in, std::string_view key) {
  PainDrawing drawing;
  in.each(key, [&](const JsonCursor& mark) {
    if (auto read = read_mark(mark)) drawing.push_back(std::move(*read));
  });
  return drawing;
}

Result<PainFile> open_pain(const std::filesystem::path& path) {
  const auto document = read_json_file(path.string());
  if (!document) return document.error();
  const JsonNode* format = document->find("format");
  const bool known = format != nullptr && (format->text() == "palpate-pain" || format->text() == "palpate-session");
  if (!known) {
    return Error{"this is neither a drawing of pain nor a session of Palpate", path.string(),
                 R"(A drawing begins with "format": "palpate-pain")"};
  }
  Faults faults;
  const JsonCursor root(*document, path.string(), faults);
  if (format->text() == "palpate-pain") {
    const std::int64_t found = root.integer("version", version);
    if (found > version) {
      return Error{fmt::format("the drawing has version {}; this program reads up to {}", found, version),
                   path.string(), "Open it with a newer Palpate"};
    }
    if (!root.has("pain")) root.fault_at("pain", "the list \"pain\" is missing", Severity::warning);
  }
  PainFile file{read_pain(root, "pain"), {}};
  for (const Fault& fault : faults) file.warnings.push_back(fault.text());
  return file;
}

}  // namespace palpate
