// `palpate needle`: what a needle meets, without a window.
#include "cli.h"

#include <palpate/base/json.h>
#include <palpate/query/anchors.h>
#include <palpate/query/moved_skin.h>
#include <palpate/scene/build.h>
#include <palpate/scene/needle_view.h>
#include <palpate/session/action.h>

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace palpate {
namespace {

constexpr const char* what_this_is =
    "Geometry of one body: a living person differs. For study; depths are never an instruction.";

Result<glm::vec3> three_numbers(const std::string& text, const char* option) {
  glm::vec3 v(0.0f);
  char rest = 0;
  if (std::sscanf(text.c_str(), "%f,%f,%f%c", &v.x, &v.y, &v.z, &rest) != 3 || !std::isfinite(v.x + v.y + v.z))
    return Error{fmt::format("\"{}\" is not a place or a direction", text), option,
                 "Write x,y,z, for instance -80,1340,-60"};
  return v;
}

// "trapezius/descending-1.right"
Result<ZoneChoice> point_meant(const std::string& text, const ProgramData& data) {
  const auto [whole, side] = split_structure_key(text);
  const std::size_t slash = whole.rfind('/');
  const MuscleRecord* record = slash == std::string::npos ? nullptr : data.library.about(whole.substr(0, slash));
  const TriggerPoint* point = record != nullptr ? record->find(whole.substr(slash + 1)) : nullptr;
  if (point == nullptr) {
    return Error{fmt::format("there is no trigger point \"{}\"", text), "--trigger-point",
                 "Write MUSCLE/POINT.SIDE; `palpate info MUSCLE` lists the points of a muscle"};
  }
  return ZoneChoice{record->muscle, point->id, side == Side::none ? Side::right : side};
}

Result<Session> session_meant(const NeedleOptions& options, const ProgramData& data) {
  Session session;
  session.margin_mm = options.margin_mm;
  if (const auto sex = sex_from(options.sex)) session.physique = Physique{*sex, options.height_mm, options.bmi};
  if (!options.trigger_point.empty()) {
    const auto zone = point_meant(options.trigger_point, data);
    if (!zone) return zone.error();
    session.zone = *zone;
  }
  if (options.entry.empty() != options.direction.empty())
    return Error{"a needle needs both a place and a direction", "palpate needle", "Give --entry and --direction"};
  if (options.entry.empty()) {
    if (session.zone) return session;
    return Error{"no needle is said", "palpate needle", "Give --entry and --direction, or --trigger-point"};
  }
  const auto entry = three_numbers(options.entry, "--entry"),
             direction = three_numbers(options.direction, "--direction");
  if (!entry) return entry.error();
  if (!direction) return direction.error();
  HeldNeedle needle;
  needle.entry = *entry;
  needle.direction = *direction;
  if (options.length_mm > 0.0f) needle.length_mm = options.length_mm;
  needle.depth_mm = options.depth_mm >= 0.0f ? options.depth_mm : needle.length_mm;
  Session held = apply(session, HoldNeedle{needle, {}});
  if (!held.held) return Error{"the direction has no length", "--direction", "Give a direction such as 0,0,1"};
  return held;
}

// The skin for a build in place of that of the body; how many millimetres of the person one of the body then is.
Result<float> fit_skin(const Physique& physique, const ProgramData& data, LoadedBody& loaded) {
  const float stature = stature_mm(loaded.body);
  const RayScene rays(chunk_scenes(loaded.geometry));
  const SkinMover mover(loaded.body, loaded.geometry, rays, data.anatomy.concepts, data.anatomy.landmarks,
                        data.library.layers());
  if (!mover.has_skin() || stature <= 0.0f)
    return Error{"this body has no skin that could be moved", "--sex", "Leave out --sex, --height and --bmi"};
  const float scale = physique.height_mm / stature;
  const StructureId skin = loaded.body.find("skin");
  const MovedSkin moved = mover.moved(physique, scale);
  loaded.geometry.replace(loaded.geometry.place(skin.index()).chunk, moved.chunk);
  loaded.body.set_bounds(skin, moved.bounds);
  return scale;
}

JsonNode vector_json(glm::vec3 v) {
  JsonNode list = JsonNode::array();
  for (const float value : {v.x, v.y, v.z}) list.push(JsonNode(static_cast<double>(value)));
  return list;
}

double number(float value) {
  return static_cast<double>(value);
}

std::string_view key_of(NeedleView::Verdict verdict) {
  return verdict == NeedleView::Verdict::struck ? "struck" : verdict == NeedleView::Verdict::close ? "close" : "clear";
}

JsonNode nearest_json(const NeedleNearest& near, const Body& body, float margin_mm) {
  const auto key = [&](std::uint32_t s) { return body.structures()[s].key; };
  return JsonNode::object()
      .set("danger", label_of(near.danger))
      .set("verdict", key_of(verdict_on(near, margin_mm)))
      .set("structure", key(near.structure))
      .set("path_mm", number(near.path_mm))
      .set("at_mm", number(near.at_mm))
      .set("tip_structure", key(near.tip_structure))
      .set("tip_mm", number(near.tip_mm));
}

JsonNode path_json(const NeedlePath& path, const Body& body, JsonNode out) {
  const auto key = [&](std::uint32_t s) { return body.structures()[s].key; };
  JsonNode passes = JsonNode::array(), unsure = JsonNode::array(), layers = JsonNode::array();
  for (const NeedleCrossing& c : path.crossings) {
    passes.push(JsonNode::object()
                    .set("structure", key(c.structure))
                    .set("tissue", label_of(c.tissue))
                    .set("from_mm", number(c.from_mm))
                    .set("to_mm", number(c.to_mm)));
  }
  for (const NeedleLayer& l : path.layers) {
    layers.push(JsonNode::object()
                    .set("structure", l.structure ? key(*l.structure) : "")
                    .set("tissue", label_of(l.tissue))
                    .set("from_mm", number(l.from_mm))
                    .set("to_mm", number(l.to_mm)));
  }
  for (const NeedleTouch& t : path.cannot_tell) {
    JsonNode at = JsonNode::array();
    for (const float mm : t.at_mm) at.push(JsonNode(number(mm)));
    unsure.push(JsonNode::object().set("structure", key(t.structure)).set("surface_met_at_mm", std::move(at)));
  }
  out.set("reached_mm", number(path.reached_mm)).set("enters_skin", path.enters_skin);
  if (path.stop) {
    out.set("stopped_by",
            JsonNode::object().set("structure", key(path.stop->bone)).set("at_mm", number(path.stop->at_mm)));
  }
  return out.set("passes", std::move(passes)).set("layers", std::move(layers)).set("cannot_tell", std::move(unsure));
}

void print_json(const NeedleView& view, const Body& body, const Session& session) {
  JsonNode out = JsonNode::object();
  out.set("about", what_this_is)
      .set("described_approach", view.described)
      .set("entry_mm", vector_json(view.needle.entry))
      .set("direction", vector_json(view.needle.direction))
      .set("length_mm", number(view.needle.length_mm))
      .set("depth_mm", number(view.needle.depth_mm))
      .set("tilt_deg", number(view.tilt_deg))
      .set("tilt", view.tilt)
      .set("verdict", key_of(view.verdict));
  if (session.physique) {
    out.set("physique", JsonNode::object()
                            .set("sex", key_of(session.physique->sex))
                            .set("height_mm", number(session.physique->height_mm))
                            .set("bmi", number(session.physique->bmi)));
  }
  out = path_json(view.path, body, std::move(out));
  JsonNode nearest = JsonNode::array(), ahead = JsonNode::array(), warnings = JsonNode::array();
  JsonNode remarks = JsonNode::array();
  for (const NeedleNearest& near : view.nearest) nearest.push(nearest_json(near, body, session.margin_mm));
  for (const NeedleAhead& a : view.ahead) {
    ahead.push(JsonNode::object()
                   .set("structure", body.structures()[a.structure].key)
                   .set("tissue", label_of(a.tissue))
                   .set("beyond_mm", number(a.beyond_mm)));
  }
  for (const std::string& warning : view.warnings) warnings.push(JsonNode(warning));
  for (const std::string& remark : view.remarks) remarks.push(JsonNode(remark));
  out.set("nearest", std::move(nearest)).set("ahead", std::move(ahead)).set("warnings", std::move(warnings));
  out.set("remarks", std::move(remarks));
  if (!view.beyond_report.empty()) out.set("beyond_report", view.beyond_report);
  if (view.aim) {
    out.set("aim", JsonNode::object()
                       .set("tip_mm", number(view.aim->tip_mm))
                       .set("path_mm", number(view.aim->path_mm))
                       .set("tip_in_zone", view.aim->in_zone)
                       .set("tip_in_muscle", view.aim->in_muscle));
  }
  fmt::print("{}", write_json(out));
}

void print_text(const NeedleView& view, const Body& body, const Session& session) {
  const auto name = [&](std::uint32_t s) { return shown_name(body.structures()[s]); };
  fmt::print("{}\n{}\n{}: {:.2f} x {:.0f} mm, {:.1f} mm deep, {}\n", what_this_is,
             session.physique ? fmt::format("{}, as studies of groups let expect\n", in_words(*session.physique)) : "",
             view.described ? "Described approach" : "Needle", view.needle.diameter_mm, view.needle.length_mm,
             view.path.reached_mm, view.tilt);
  for (const std::string& warning : view.warnings) fmt::print("WARNING: {}\n", warning);
  if (!view.beyond_report.empty()) fmt::print("WARNING: {}\n", view.beyond_report);
  for (const std::string& remark : view.remarks) fmt::print("{}\n", remark);
  fmt::print("\nPasses, in this order:\n");
  for (const NeedleLayer& l : view.path.layers)
    fmt::print("  {:6.2f} to {:6.2f} mm  {}\n", l.from_mm, l.to_mm,
               l.structure ? name(*l.structure) : "within the skin, in nothing that this body has");
  if (view.path.stop) fmt::print("  stopped by {} at {:.2f} mm\n", name(view.path.stop->bone), view.path.stop->at_mm);
  for (const NeedleTouch& t : view.path.cannot_tell)
    fmt::print("  cannot tell: {}, whose mesh has holes, is met at {:.2f} mm\n", name(t.structure), t.at_mm.front());
  if (!view.path.enters_skin) fmt::print("  this body has no closed skin at the entry\n");
  fmt::print("\nNearest, from the needle and from its tip:\n");
  for (const NeedleNearest& near : view.nearest)
    fmt::print("  {:6} {:6.2f} mm at a depth of {:5.2f}; tip {:6.2f} mm  {}\n",
               key_of(verdict_on(near, session.margin_mm)), near.path_mm, near.at_mm, near.tip_mm,
               name(near.structure));
  if (view.aim)
    fmt::print("\nThe tip is {:.1f} mm from the middle of the zone{}; the needle passes it at {:.1f} mm.\n",
               view.aim->tip_mm, view.aim->in_zone ? ", within it" : "", view.aim->path_mm);
}

}  // namespace

ExitCode cli_needle(const CommonOptions& common, const NeedleOptions& options) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  auto session = session_meant(options, *data);
  if (!session) return complain(session.error()), ExitCode::usage;
  auto sources = choose_sources(common.atlases, {}, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  for (const std::string& problem : loaded.problems) complain(problem);
  float scale = 1.0f;
  if (session->physique) {
    const auto fitted = fit_skin(*session->physique, *data, loaded);
    if (!fitted) return complain(fitted.error()), ExitCode::failed;
    scale = *fitted;
  }
  const RayScene rays(chunk_scenes(loaded.geometry));
  const AnchorResolver anchors(loaded.body, data->anatomy.concepts, data->anatomy.landmarks, rays);
  const NeedleProbe probe(loaded.body, rays);
  std::optional<ZoneView> zone;
  if (session->zone)
    zone = view_zone(*session->zone, loaded.body, data->anatomy.concepts, data->library, anchors, scale);
  const ZoneView* seen = zone ? &*zone : nullptr;
  auto view = view_needle(*session, seen, loaded.body, anchors, probe, scale);
  if (view && view->described && (options.length_mm > 0.0f || options.depth_mm >= 0.0f)) {
    HeldNeedle needle = view->needle;
    if (options.length_mm > 0.0f) needle.length_mm = options.length_mm;
    if (options.depth_mm >= 0.0f) needle.depth_mm = options.depth_mm;
    *session = apply(*session, HoldNeedle{needle, {}});
    view = view_needle(*session, seen, loaded.body, anchors, probe, scale);
  }
  if (!view) {
    complain(Error{"no approach of a needle is described for this trigger point, or it is not on this body",
                   options.trigger_point, "Give --entry and --direction"});
    return ExitCode::not_found;
  }
  if (common.json) {
    print_json(*view, loaded.body, *session);
  } else {
    print_text(*view, loaded.body, *session);
  }
  return ExitCode::ok;
}

}  // namespace palpate
