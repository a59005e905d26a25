#include <palpate/base/file.h>
#include <palpate/base/json_cursor.h>
#include <palpate/session/action.h>
#include <palpate/session/pain_file.h>
#include <palpate/session/session_file.h>

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <optional>
#include <utility>

namespace palpate {
namespace {

constexpr int version = 1;
constexpr const char* format_name = "palpate-session";

JsonNode vector_json(glm::vec3 v) {
  JsonNode list = JsonNode::array();
  for (const float value : {v.x, v.y, v.z}) list.push(JsonNode(static_cast<double>(value)));
  return list;
}

JsonNode texts_json(const std::vector<std::string>& texts) {
  JsonNode list = JsonNode::array();
  for (const std::string& text : texts) list.push(JsonNode(text));
  return list;
}

std::string_view key_of(Show show) {
  return show == Show::hidden ? "hidden" : show == Show::ghost ? "ghost" : "normal";
}
std::string_view key_of(Axis axis) {
  return axis == Axis::sagittal ? "sagittal" : axis == Axis::coronal ? "coronal" : "transverse";
}
std::string_view key_of(LeftTab tab) {
  switch (tab) {
    case LeftTab::regions:
      return "regions";
    case LeftTab::systems:
      return "systems";
    case LeftTab::pain:
      return "pain";
    case LeftTab::view:
      return "view";
  }
  return "regions";
}

JsonNode camera_json(const Camera& camera) {
  JsonNode out = JsonNode::object();
  out.set("target_mm", vector_json(camera.target));
  out.set("yaw_deg", static_cast<double>(camera.yaw_deg)).set("pitch_deg", static_cast<double>(camera.pitch_deg));
  out.set("distance_mm", static_cast<double>(camera.distance_mm));
  return out;
}

// A block that is no object has its usual values, and that is said.
std::optional<JsonCursor> object_at(const JsonCursor& in, std::string_view key) {
  auto child = in.child(key);
  if (!child || child->node().is(JsonNode::Kind::object)) return child;
  child->fault(fmt::format("{} stands here, but an object is expected; the usual values are taken",
                           name_of(child->node().kind())),
               Severity::warning);
  return std::nullopt;
}

float read_number(const JsonCursor& in, std::string_view key, float usual) {
  const double value = in.number(key, static_cast<double>(usual));
  if (std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max())) return static_cast<float>(value);
  in.fault_at(key, "this number is too large; the usual one is taken", Severity::warning);
  return usual;
}

// One of a few words.
template <class Value>
Value read_word(const JsonCursor& in, std::string_view key, Value usual,
                std::initializer_list<std::pair<std::string_view, Value>> known) {
  if (!in.has(key) || !in.node().find(key)->is(JsonNode::Kind::string)) {
    (void)in.text(key);  // complains of the type
    return usual;
  }
  const std::string word = in.text(key);
  for (const auto& [name, value] : known) {
    if (name == word) return value;
  }
  in.fault_at(key, fmt::format("\"{}\" is not known here; the usual one is taken", word), Severity::warning);
  return usual;
}

Side read_side(const JsonCursor& in) {
  return read_word(in, "side", Side::right, {{"left", Side::left}, {"right", Side::right}});
}

void read_camera(const JsonCursor& in, Camera& camera) {
  const Camera usual;
  const std::vector<double> target = in.numbers("target_mm");
  if (target.size() == 3) {
    camera.target = {target[0], target[1], target[2]};
  } else if (in.has("target_mm")) {
    in.fault_at("target_mm", "three numbers are expected; the usual ones are taken", Severity::warning);
  }
  camera.yaw_deg = read_number(in, "yaw_deg", usual.yaw_deg);
  camera.pitch_deg = read_number(in, "pitch_deg", usual.pitch_deg);
  camera.distance_mm = read_number(in, "distance_mm", usual.distance_mm);
  const bool finite =
      std::isfinite(camera.target.x) && std::isfinite(camera.target.y) && std::isfinite(camera.target.z);
  if (!finite || camera.distance_mm <= 0.0f) {
    in.fault("the camera is nowhere; the usual one is taken", Severity::warning);
    camera = usual;
  }
}

void read_systems(const JsonCursor& root, Session& session) {
  const JsonNode* list = root.node().find("systems");
  const std::vector<std::string> names = root.texts("systems");
  if (list == nullptr || !list->is(JsonNode::Kind::array)) return;
  session.systems.fill(false);
  for (const std::string& name : names) {
    if (const auto system = system_from(name)) {
      session.systems[static_cast<std::size_t>(*system)] = true;
    } else {
      root.fault_at("systems", fmt::format("the system \"{}\" is not known and is left out", name), Severity::warning);
    }
  }
}

void read_zone(const JsonCursor& in, Session& session) {
  ZoneChoice zone{in.require_text("muscle"), in.require_text("point"), read_side(in)};
  if (!zone.muscle.empty() && !zone.point.empty()) session.zone = std::move(zone);
}

void read_held(const JsonCursor& in, Session& session) {
  HeldNeedle needle;
  const std::vector<double> entry = in.numbers("entry_mm"), direction = in.numbers("direction");
  if (entry.size() != 3 || direction.size() != 3) {
    in.fault("a needle needs entry_mm and direction, three numbers each; the described approach is taken",
             Severity::warning);
    return;
  }
  needle.entry = {entry[0], entry[1], entry[2]};
  needle.direction = {direction[0], direction[1], direction[2]};
  needle.depth_mm = read_number(in, "depth_mm", needle.depth_mm);
  needle.length_mm = read_number(in, "length_mm", needle.length_mm);
  needle.diameter_mm = read_number(in, "diameter_mm", needle.diameter_mm);
  session = apply(session, HoldNeedle{needle, {}});
  if (!session.held) in.fault("the needle is nowhere; the described approach is taken", Severity::warning);
}

void read_exercise(const JsonCursor& in, Session& session) {
  if (!session.zone)
    return in.fault("there is no trigger point to place a needle for; it is left out", Severity::warning);
  Exercise exercise;
  exercise.look =
      read_word(in, "look", exercise.look, {{"blind", Exercise::Look::blind}, {"glassy", Exercise::Look::glassy}});
  exercise.checked = in.boolean("checked", exercise.checked);
  session.exercise = exercise;
}

void read_physique(const JsonCursor& in, Session& session) {
  Physique physique;
  physique.sex = read_word(in, "sex", physique.sex, {{"female", Sex::female}, {"male", Sex::male}});
  physique.height_mm = read_number(in, "height_mm", physique.height_mm);
  physique.bmi = read_number(in, "bmi", physique.bmi);
  session = apply(session, SetPhysique{physique});
}

void read_exceptions(const JsonCursor& root, Session& session) {
  root.each_member("exceptions", [&](const std::string& key, const JsonCursor& value) {
    const std::string& text = value.node().text();
    if (text == "hidden") {
      session.exceptions[key] = Show::hidden;
    } else if (text == "ghost") {
      session.exceptions[key] = Show::ghost;
    } else {
      value.fault("hidden or ghost is expected; it is left out", Severity::warning);
    }
  });
}

void read_clip(const JsonCursor& in, ClipPlane& clip) {
  const ClipPlane usual;
  clip.on = in.boolean("on", usual.on);
  clip.axis = read_word(in, "axis", usual.axis,
                        {{"sagittal", Axis::sagittal}, {"transverse", Axis::transverse}, {"coronal", Axis::coronal}});
  clip.at_mm = read_number(in, "at_mm", usual.at_mm);
  clip.flipped = in.boolean("flipped", usual.flipped);
}

// Whether this is a session that can be read at all.
Status check_head(const JsonCursor& root) {
  const JsonNode* format = root.node().find("format");
  if (format == nullptr || format->text() != format_name)
    return Error{"this is not a session of Palpate", root.file(), "Choose a file that Palpate saved"};
  const JsonNode* found = root.node().find("version");
  if (found == nullptr || !found->is(JsonNode::Kind::integer) || found->integer() < 1) {
    return Error{"the session does not say its version as a number from 1 on", root.file(),
                 "Choose a file that Palpate saved"};
  }
  if (found->integer() > version) {
    return Error{fmt::format("the session has version {}; this program reads up to {}", found->integer(), version),
                 root.file(), "Open it with a newer Palpate"};
  }
  return {};
}

}  // namespace

JsonNode session_json(const Session& s, const std::vector<std::string>& atlases) {
  JsonNode out = JsonNode::object();
  out.set("format", format_name).set("version", version).set("atlases", texts_json(atlases));
  out.set("camera", camera_json(s.camera));
  JsonNode systems = JsonNode::array();
  for (const System system : all_systems()) {
    if (s.shows(system)) systems.push(JsonNode(palpate::key_of(system)));
  }
  out.set("systems", std::move(systems)).set("peel", static_cast<double>(s.peel));
  JsonNode exceptions = JsonNode::object();
  for (const auto& [key, show] : s.exceptions) exceptions.set(key, key_of(show));
  out.set("exceptions", std::move(exceptions)).set("only", texts_json(s.only)).set("selected", s.selected);
  out.set("side", palpate::key_of(s.side));
  if (s.zone) {
    out.set("zone", JsonNode::object()
                        .set("muscle", s.zone->muscle)
                        .set("point", s.zone->point)
                        .set("side", palpate::key_of(s.zone->side)));
  }
  out.set("needle", s.needle).set("hazards", s.hazards).set("attachments", s.attachments).set("labels", s.labels);
  if (s.held) {
    out.set("held", JsonNode::object()
                        .set("entry_mm", vector_json(s.held->entry))
                        .set("direction", vector_json(s.held->direction))
                        .set("depth_mm", static_cast<double>(s.held->depth_mm))
                        .set("length_mm", static_cast<double>(s.held->length_mm))
                        .set("diameter_mm", static_cast<double>(s.held->diameter_mm)));
  }
  if (s.exercise) {
    out.set("exercise",
            JsonNode::object().set("look", palpate::key_of(s.exercise->look)).set("checked", s.exercise->checked));
  }
  out.set("margin_mm", static_cast<double>(s.margin_mm)).set("access", s.access);
  if (s.physique) {
    out.set("physique", JsonNode::object()
                            .set("sex", palpate::key_of(s.physique->sex))
                            .set("height_mm", static_cast<double>(s.physique->height_mm))
                            .set("bmi", static_cast<double>(s.physique->bmi)));
  }
  JsonNode clip = JsonNode::object();
  clip.set("on", s.clip.on)
      .set("axis", key_of(s.clip.axis))
      .set("at_mm", static_cast<double>(s.clip.at_mm))
      .set("flipped", s.clip.flipped);
  out.set("clip", std::move(clip)).set("pain", pain_json(s.pain)).set("other", s.other);
  out.set("movement", s.movement).set("compared", s.compared);
  out.set("left_tab", key_of(s.left_tab)).set("left_panel", s.left_panel).set("right_panel", s.right_panel);
  return out;
}

Result<SessionFile> session_from_json(const JsonNode& document, const std::string& file) {
  Faults faults;
  const JsonCursor root(document, file, faults);
  if (const Status head = check_head(root); !head) return head.error();
  SessionFile out;
  Session& s = out.session;
  out.atlases = root.texts("atlases");
  if (const auto camera = object_at(root, "camera")) read_camera(*camera, s.camera);
  read_systems(root, s);
  s.peel = read_number(root, "peel", s.peel);
  read_exceptions(root, s);
  s.selected = root.text("selected");
  s.side = read_side(root);
  if (const auto zone = object_at(root, "zone")) read_zone(*zone, s);
  s.needle = root.boolean("needle", s.needle);
  s.hazards = root.boolean("hazards", s.hazards);
  s.attachments = root.boolean("attachments", s.attachments);
  s.labels = root.boolean("labels", s.labels);
  if (const auto held = object_at(root, "held")) read_held(*held, s);
  if (const auto exercise = object_at(root, "exercise")) read_exercise(*exercise, s);
  s = apply(s, SetMargin{read_number(root, "margin_mm", s.margin_mm)});
  s.access = root.boolean("access", s.access);
  if (const auto physique = object_at(root, "physique")) read_physique(*physique, s);
  if (const auto clip = object_at(root, "clip")) read_clip(*clip, s.clip);
  s.pain = read_pain(root, "pain");
  s.other = root.text("other");
  s.movement = root.text("movement");
  s.compared = root.text("compared");
  s.left_tab = read_word(
      root, "left_tab", s.left_tab,
      {{"regions", LeftTab::regions}, {"systems", LeftTab::systems}, {"pain", LeftTab::pain}, {"view", LeftTab::view}});
  s.left_panel = root.boolean("left_panel", s.left_panel);
  s.right_panel = root.boolean("right_panel", s.right_panel);
  // Through the same door as everything else, so that values come into their limits.
  s = apply(s, SetPeel{s.peel});
  s = apply(s, ShowOnly{root.texts("only"), {}});
  s = apply(s, MoveCamera{s.camera, {}});
  for (const Fault& fault : faults) out.warnings.push_back(fault.text());
  return out;
}

Status save_session(const Session& session, const std::vector<std::string>& atlases,
                    const std::filesystem::path& path) {
  return write_file(path, write_json(session_json(session, atlases)));
}

Result<SessionFile> open_session(const std::filesystem::path& path) {
  const auto document = read_json_file(path.string());
  if (!document) return document.error();
  return session_from_json(*document, path.string());
}

}  // namespace palpate
