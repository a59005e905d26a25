#include <palpate/base/file.h>
#include <palpate/base/json_cursor.h>
#include <palpate/session/action.h>
#include <palpate/session/session_file.h>

#include <fmt/format.h>

#include <cmath>

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
  return tab == LeftTab::systems ? "systems" : tab == LeftTab::view ? "view" : "regions";
}

JsonNode camera_json(const Camera& camera) {
  JsonNode out = JsonNode::object();
  out.set("target_mm", vector_json(camera.target));
  out.set("yaw_deg", static_cast<double>(camera.yaw_deg)).set("pitch_deg", static_cast<double>(camera.pitch_deg));
  out.set("distance_mm", static_cast<double>(camera.distance_mm));
  return out;
}

void read_camera(const JsonCursor& in, Camera& camera) {
  const std::vector<double> target = in.numbers("target_mm");
  if (target.size() == 3) camera.target = {target[0], target[1], target[2]};
  camera.yaw_deg = static_cast<float>(in.number("yaw_deg", 0.0));
  camera.pitch_deg = static_cast<float>(in.number("pitch_deg", 0.0));
  camera.distance_mm = static_cast<float>(in.number("distance_mm", 3600.0));
  const bool finite = std::isfinite(camera.target.x + camera.target.y + camera.target.z + camera.distance_mm);
  if (!finite || camera.distance_mm <= 0.0f) {
    in.fault("the camera is nowhere; the usual one is taken", Severity::warning);
    camera = Camera();
  }
}

void read_systems(const JsonCursor& root, Session& session) {
  if (!root.has("systems")) return;
  session.systems.fill(false);
  for (const std::string& name : root.texts("systems")) {
    if (const auto system = system_from(name)) {
      session.systems[static_cast<std::size_t>(*system)] = true;
    } else {
      root.fault_at("systems", fmt::format("the system \"{}\" is not known and is left out", name), Severity::warning);
    }
  }
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
  clip.on = in.boolean("on", false);
  const std::string axis = in.text("axis", "transverse");
  clip.axis = axis == "sagittal" ? Axis::sagittal : axis == "coronal" ? Axis::coronal : Axis::transverse;
  clip.at_mm = static_cast<float>(in.number("at_mm", 1000.0));
  clip.flipped = in.boolean("flipped", false);
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
  JsonNode clip = JsonNode::object();
  clip.set("on", s.clip.on)
      .set("axis", key_of(s.clip.axis))
      .set("at_mm", static_cast<double>(s.clip.at_mm))
      .set("flipped", s.clip.flipped);
  out.set("clip", std::move(clip));
  out.set("left_tab", key_of(s.left_tab)).set("left_panel", s.left_panel).set("right_panel", s.right_panel);
  return out;
}

Result<SessionFile> session_from_json(const JsonNode& document, const std::string& file) {
  Faults faults;
  const JsonCursor root(document, file, faults);
  if (root.text("format") != format_name)
    return Error{"this is not a session of Palpate", file, "Choose a file that Palpate saved"};
  const std::int64_t found = root.integer("version", 0);
  if (found < 1 || found > version) {
    return Error{fmt::format("the session has version {}; this program reads up to {}", found, version), file,
                 "Open it with a newer Palpate"};
  }
  SessionFile out;
  Session& s = out.session;
  out.atlases = root.texts("atlases");
  if (const auto camera = root.child("camera")) read_camera(*camera, s.camera);
  read_systems(root, s);
  s.peel = static_cast<float>(root.number("peel", static_cast<double>(s.peel)));
  read_exceptions(root, s);
  s.selected = root.text("selected");
  s.side = side_from(root.text("side", "right")).value_or(Side::right);
  if (s.side == Side::none) s.side = Side::right;
  if (const auto zone = root.child("zone")) {
    const Side side = side_from(zone->text("side", "right")).value_or(Side::right);
    s.zone =
        ZoneChoice{zone->require_text("muscle"), zone->require_text("point"), side == Side::none ? Side::right : side};
  }
  s.needle = root.boolean("needle", s.needle);
  s.hazards = root.boolean("hazards", s.hazards);
  s.attachments = root.boolean("attachments", s.attachments);
  s.labels = root.boolean("labels", s.labels);
  if (const auto clip = root.child("clip")) read_clip(*clip, s.clip);
  const std::string tab = root.text("left_tab", "regions");
  s.left_tab = tab == "systems" ? LeftTab::systems : tab == "view" ? LeftTab::view : LeftTab::regions;
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
