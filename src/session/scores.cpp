#include <palpate/base/file.h>
#include <palpate/base/json_cursor.h>
#include <palpate/session/scores.h>

#include "kept_beside.h"

#include <fmt/format.h>

#include <cmath>

namespace palpate {
namespace {

namespace fs = std::filesystem;

constexpr int version = 1;
constexpr const char* format_name = "palpate-scores";

JsonNode vector_json(glm::vec3 v) {
  JsonNode list = JsonNode::array();
  for (const float value : {v.x, v.y, v.z}) list.push(JsonNode(static_cast<double>(value)));
  return list;
}

JsonNode score_json(const Score& s) {
  JsonNode out = JsonNode::object();
  out.set("when", s.when).set("body", s.body);
  out.set("muscle", s.target.muscle).set("point", s.target.point).set("side", key_of(s.target.side));
  out.set("look", key_of(s.look));
  const auto set = [&](const char* key, const std::optional<float>& value) {
    if (value) out.set(key, static_cast<double>(*value));
  };
  set("entry_mm", s.entry_mm);
  set("entry_out_mm", s.entry_out_mm);
  set("angle_deg", s.angle_deg);
  set("angle_out_deg", s.angle_out_deg);
  out.set("tip_mm", static_cast<double>(s.tip_mm)).set("in_zone", s.in_zone);
  out.set("nearest", s.nearest).set("nearest_mm", static_cast<double>(s.nearest_mm)).set("struck", s.struck);
  out.set("needle", JsonNode::object()
                        .set("entry_mm", vector_json(s.needle.entry))
                        .set("direction", vector_json(s.needle.direction))
                        .set("depth_mm", static_cast<double>(s.needle.depth_mm))
                        .set("length_mm", static_cast<double>(s.needle.length_mm))
                        .set("diameter_mm", static_cast<double>(s.needle.diameter_mm)));
  return out;
}

float number(const JsonCursor& in, const char* key) {
  return static_cast<float>(in.require_number(key));
}

std::optional<float> number_if_there(const JsonCursor& in, const char* key) {
  return in.has(key) ? std::optional(number(in, key)) : std::nullopt;
}

glm::vec3 vector_of(const JsonCursor& in, const char* key) {
  const std::vector<double> v = in.numbers(key);
  if (v.size() == 3) return {v[0], v[1], v[2]};
  in.fault_at(key, "three numbers are expected");
  return {};
}

Side side_of(const JsonCursor& in) {
  const std::string word = in.require_text("side");
  if (word == "left") return Side::left;
  if (word != "right") in.fault_at("side", "left or right is expected");
  return Side::right;
}

Exercise::Look look_of(const JsonCursor& in) {
  const std::string word = in.require_text("look");
  if (word == "glassy") return Exercise::Look::glassy;
  if (word != "blind") in.fault_at("look", "blind or glassy is expected");
  return Exercise::Look::blind;
}

Score score_from(const JsonCursor& in) {
  Score s;
  s.when = in.require_text("when");
  if (s.when.size() < 16) in.fault_at("when", "a time such as 2026-11-23T09:30:00Z is expected");
  s.body = in.text("body");
  s.target = {in.require_text("muscle"), in.require_text("point"), side_of(in)};
  s.look = look_of(in);
  s.entry_mm = number_if_there(in, "entry_mm");
  s.entry_out_mm = number_if_there(in, "entry_out_mm");
  s.angle_deg = number_if_there(in, "angle_deg");
  s.angle_out_deg = number_if_there(in, "angle_out_deg");
  s.tip_mm = number(in, "tip_mm");
  s.in_zone = in.boolean("in_zone", false);
  s.nearest = in.text("nearest");
  s.nearest_mm = static_cast<float>(in.number("nearest_mm", 0.0));
  s.struck = in.boolean("struck", false);
  if (const auto needle = in.child("needle")) {
    s.needle = {vector_of(*needle, "entry_mm"), vector_of(*needle, "direction"), number(*needle, "depth_mm"),
                number(*needle, "length_mm"), number(*needle, "diameter_mm")};
  } else {
    in.fault("the needle is missing");
  }
  return s;
}

// What the whole file has against it; empty: it can be read.
std::string complaint_about(const JsonNode& document) {
  if (!document.is(JsonNode::Kind::object)) return "It is not an object";
  const JsonNode* format = document.find("format");
  if (format == nullptr || format->text() != format_name) return "It does not say that it holds scores of Palpate";
  const JsonNode* found = document.find("version");
  if (found == nullptr || !found->is(JsonNode::Kind::integer)) return "It does not say its version";
  if (found->integer() < 1 || found->integer() > version)
    return fmt::format("It has version {}; this program reads up to {}", found->integer(), version);
  const JsonNode* tries = document.find("tries");
  return tries != nullptr && tries->is(JsonNode::Kind::array) ? "" : "It has no list of tries";
}

std::string where_kept(const std::filesystem::path& path, const std::error_code& failed) {
  return failed ? fmt::format("could not be kept beside ({})", failed.message())
                : fmt::format("is kept as {}", path.string());
}

struct Kept {
  std::vector<Score> scores;
  bool whole = true;  // none of them had to be left out
};

Kept read_kept(const fs::path& file, std::vector<std::string>& warnings) {
  Kept kept;
  std::error_code failed;
  if (!fs::exists(file, failed)) return kept;
  const auto document = read_json_file(file.string());
  const std::string complaint = document ? complaint_about(*document) : document.error().text();
  if (!complaint.empty()) {
    const fs::path beside = place_beside(file);
    fs::rename(file, beside, failed);
    warnings.push_back(fmt::format("The scores could not be read and begin anew; the old file {}. {}",
                                   where_kept(beside, failed), complaint));
    return kept;
  }
  Faults faults;
  const JsonCursor root(*document, file.string(), faults);
  root.each("tries", [&](const JsonCursor& entry) {
    const std::size_t before = faults.size();
    Score score = score_from(entry);
    if (faults.size() == before) kept.scores.push_back(std::move(score));
  });
  kept.whole = faults.empty();
  for (const Fault& fault : faults) warnings.push_back(fault.text());
  return kept;
}

}  // namespace

std::vector<Score> read_scores(const fs::path& file, std::vector<std::string>& warnings) {
  return read_kept(file, warnings).scores;
}

Status add_score(const Score& score, const fs::path& file, std::vector<std::string>& warnings) {
  Kept kept = read_kept(file, warnings);
  std::error_code failed;
  if (!kept.whole) {
    const fs::path beside = place_beside(file);
    fs::copy_file(file, beside, failed);
    if (failed) {
      return Error{fmt::format("some scores could not be read, and the file {}", where_kept(beside, failed)),
                   file.string(), "The new score was not written"};
    }
    warnings.push_back(
        fmt::format("Some scores could not be read; the file with all of them {}.", where_kept(beside, failed)));
  }
  kept.scores.push_back(score);
  JsonNode tries = JsonNode::array();
  for (const Score& each : kept.scores) tries.push(score_json(each));
  fs::create_directories(file.parent_path(), failed);  // what stands in the way is told by the writing
  JsonNode out = JsonNode::object();
  out.set("format", format_name).set("version", version).set("tries", std::move(tries));
  return write_file(file, write_json(out));
}

}  // namespace palpate
