#include "cli.h"

#include <palpate/base/image.h>
#include <palpate/base/text.h>
#include <palpate/mesh/cluster.h>
#include <palpate/render/gl_renderer.h>
#include <palpate/render/headless.h>
#include <palpate/scene/build.h>
#include <palpate/scene/camera_math.h>
#include <palpate/scene/needle_view.h>
#include <palpate/session/action.h>
#include <palpate/session/session_file.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <optional>

namespace palpate {
namespace {

Result<std::vector<System>> parse_systems(const std::string& text) {
  std::vector<System> systems;
  for (const std::string& name : split(text, ',')) {
    const auto system = system_from(name);
    if (!system)
      return Error{fmt::format("\"{}\" is not a system", name), "--systems",
                   "For instance skin,muscles,skeleton,nerves,vessels,viscera,joints,fascia"};
    systems.push_back(*system);
  }
  return systems;
}

Result<ClipPlane> parse_clip(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  ClipPlane clip;
  clip.on = true;
  const std::string& axis = parts[0];
  clip.axis = axis == "sagittal" ? Axis::sagittal : axis == "coronal" ? Axis::coronal : Axis::transverse;
  char* end = nullptr;
  if (parts.size() > 1 && !parts[1].empty()) clip.at_mm = std::strtof(parts[1].c_str(), &end);
  const bool axis_known = axis == "sagittal" || axis == "coronal" || axis == "transverse";
  if (!axis_known || end == nullptr || *end != '\0' || !std::isfinite(clip.at_mm) || parts.size() > 3 ||
      (parts.size() == 3 && parts[2] != "flip")) {
    return Error{fmt::format("\"{}\" is not a cut", text), "--clip",
                 "Write transverse:1200, coronal:0 or sagittal:40:flip"};
  }
  clip.flipped = parts.size() == 3;
  return clip;
}

// `camera`, turned as the text says.
Result<Camera> parse_view(const std::string& text, const Camera& camera) {
  constexpr std::array<std::pair<const char*, StandardView>, 6> views = {{{"front", StandardView::front},
                                                                          {"back", StandardView::back},
                                                                          {"left", StandardView::left},
                                                                          {"right", StandardView::right},
                                                                          {"top", StandardView::top},
                                                                          {"bottom", StandardView::bottom}}};
  for (const auto& [name, view] : views) {
    if (text == name) return turned_to(camera, view);
  }
  Camera turned = camera;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%f,%f%c", &turned.yaw_deg, &turned.pitch_deg, &rest) == 2 &&
      std::isfinite(turned.yaw_deg) && std::isfinite(turned.pitch_deg))
    return turned;
  return Error{fmt::format("\"{}\" is not a view", text), "--view",
               "Write front, back, left, right, top, bottom, zone or YAW,PITCH"};
}

// What can be seen to be wrong before a body is read.
Status check_options(const RenderOptions& options) {
  if (const auto size = parse_size(options.size); !size) return size.error();
  if (!options.systems.empty()) {
    if (const auto systems = parse_systems(options.systems); !systems) return systems.error();
  }
  if (!options.clip.empty()) {
    if (const auto clip = parse_clip(options.clip); !clip) return clip.error();
  }
  if (!options.view.empty() && options.view != "zone") {
    if (const auto camera = parse_view(options.view, {}); !camera) return camera.error();
  }
  return {};
}

// What is drawn, from the options; complaints are collected and end the command.
class RenderJob {
 public:
  RenderJob(const ProgramData& data, const LoadedBody& loaded, const RenderOptions& options, float aspect)
      : data_(data), loaded_(loaded), options_(options), aspect_(aspect) {}

  Result<DrawList> run(const RayScene& rays) {
    if (!options_.session.empty()) {
      auto file = open_session(options_.session);
      if (!file) return file.error();
      for (const std::string& warning : file->warnings) complain(warning);
      session_ = file->session;
    }
    for (const auto step :
         {&RenderJob::set_shown, &RenderJob::set_selection, &RenderJob::set_zone, &RenderJob::set_clip}) {
      if (Status status = (this->*step)(); !status) return status.error();
    }
    const AnchorResolver anchors(loaded_.body, data_.anatomy.concepts, data_.anatomy.landmarks, rays);
    std::optional<ZoneView> zone;
    if (session_.zone) {
      zone = view_zone(*session_.zone, loaded_.body, data_.anatomy.concepts, data_.library, anchors);
      if (!zone)
        return Error{"this trigger point cannot be placed on this body", options_.trigger_point, "Run palpate check"};
    }
    if (Status status = set_camera(zone ? &*zone : nullptr); !status) return status.error();
    SceneInput input{loaded_.body,
                     data_.anatomy.concepts,
                     data_.library,
                     session_,
                     options_.light ? Theme::light : Theme::dark,
                     loaded_.geometry.version(),
                     std::nullopt,
                     zone ? &*zone : nullptr,
                     {}};
    const NeedleProbe probe(loaded_.body, rays);
    const auto needle = view_needle(session_, input.zone, loaded_.body, anchors, probe);
    if (needle && session_.needle) input.needle = &*needle;
    return build_draw_list(input);
  }

 private:
  Result<std::vector<std::string>> structure_keys(const std::vector<std::string>& names) const {
    std::vector<std::string> keys;
    for (const std::string& name : names) {
      if (loaded_.body.find(name).valid()) {
        keys.push_back(name);
        continue;
      }
      const Meant meant = meant_by(name, data_.anatomy.concepts);
      const auto found = loaded_.body.realise(data_.anatomy.concepts, meant.id, meant.side);
      if (found.empty())
        return Error{fmt::format("\"{}\" is not in this body", name), "", "Look for it with palpate search"};
      for (const StructureId id : found) keys.push_back(loaded_.body[id].key);
    }
    return keys;
  }

  Status set_shown() {
    if (!options_.systems.empty()) {
      const auto systems = parse_systems(options_.systems);
      if (!systems) return systems.error();
      session_.systems.fill(false);
      for (const System system : *systems) session_ = apply(session_, ShowSystem{system, true});
    }
    if (options_.peel >= 0.0f) session_ = apply(session_, SetPeel{options_.peel});
    struct Group {
      const std::vector<std::string>& names;
      Show show;
    };
    for (const Group& group : {Group{options_.hide, Show::hidden}, Group{options_.ghost, Show::ghost}}) {
      const auto keys = structure_keys(group.names);
      if (!keys) return keys.error();
      session_ = apply(session_, SetShow{*keys, group.show, {}});
    }
    const auto only = structure_keys(options_.only);
    if (!only) return only.error();
    if (!only->empty()) session_ = apply(session_, ShowOnly{*only, {}});
    if (options_.no_needle) session_ = apply(session_, SetSwitch{Switch::needle, false});
    return {};
  }

  Status set_selection() {
    for (const std::string& name : options_.select) {
      if (loaded_.body.find(name).valid()) {
        session_ = apply(session_, Select{name, {}, {}});
        continue;
      }
      const Meant meant = meant_by(name, data_.anatomy.concepts);
      if (!meant.id.valid())
        return Error{fmt::format("\"{}\" is not known", name), "--select", "Look for it with palpate search"};
      const Concept& entry = data_.anatomy.concepts[meant.id];
      const Side side = entry.sided && meant.side == Side::none ? Side::right : meant.side;
      session_ = apply(session_, Select{structure_key(entry.key, side), {}, {}});
    }
    return {};
  }

  Status set_zone() {
    if (options_.trigger_point.empty()) return {};
    const auto [path, side] = split_structure_key(options_.trigger_point);
    const std::size_t slash = path.rfind('/');
    const std::string muscle = path.substr(0, slash),
                      id = slash == std::string::npos ? std::string() : path.substr(slash + 1);
    const MuscleRecord* record = data_.library.record(muscle);
    if (record == nullptr)
      return Error{fmt::format("there is no record of \"{}\"", muscle), "--trigger-point",
                   "palpate info lists the records"};
    const TriggerPoint* point =
        id.empty() && !record->trigger_points.empty() ? &record->trigger_points.front() : record->find(id);
    if (point == nullptr) {
      std::vector<std::string> ids;
      for (const TriggerPoint& t : record->trigger_points) ids.push_back(t.id);
      return Error{fmt::format("{} has no trigger point \"{}\"", muscle, id), "--trigger-point",
                   fmt::format("It has: {}", join(ids, ", "))};
    }
    const Side chosen = side == Side::none ? Side::right : side;
    if (options_.select.empty()) session_ = apply(session_, Select{structure_key(point->in, chosen), {}, {}});
    session_ = apply(session_, ChooseZone{ZoneChoice{muscle, point->id, chosen}, {}});
    return {};
  }

  Status set_clip() {
    if (options_.clip.empty()) return {};
    const auto clip = parse_clip(options_.clip);
    if (!clip) return clip.error();
    session_ = apply(session_, SetClip{*clip});
    return {};
  }

  Status set_camera(const ZoneView* zone) {
    Camera camera = session_.camera;
    std::string frame = options_.frame;
    if (frame == "auto")
      frame = zone != nullptr              ? "zone"
              : !session_.selected.empty() ? "selection"
              : !session_.only.empty()     ? "selection"
                                           : "body";
    if (zone == nullptr && (frame == "zone" || options_.view == "zone"))
      return Error{"there is no zone to look at", options_.view == "zone" ? "--view" : "--frame",
                   "Choose one with --trigger-point"};
    if (zone != nullptr && frame == "zone") camera = camera_for_zone(camera, *zone, loaded_.body, aspect_);
    if (!options_.view.empty() && options_.view != "zone") {
      const auto turned = parse_view(options_.view, camera);
      if (!turned) return turned.error();
      camera = *turned;
    }
    if (options_.session.empty() || options_.frame != "auto") {
      if (frame == "selection") camera = framed(camera, selection_bounds(), aspect_);
      if (frame == "body") camera = framed(camera, loaded_.body.bounds(), aspect_);
    }
    camera.distance_mm /= std::max(options_.zoom, 0.01f);
    session_ = apply(session_, MoveCamera{camera, {}});
    return {};
  }

  Bounds selection_bounds() const {
    Bounds bounds;
    for (const StructureId id : selected_structures(session_, loaded_.body, data_.anatomy.concepts))
      bounds.include(loaded_.body[id].bounds);
    for (const std::string& key : session_.only) {
      if (const StructureId id = loaded_.body.find(key); id.valid() && session_.selected.empty())
        bounds.include(loaded_.body[id].bounds);
    }
    return bounds.empty() ? loaded_.body.bounds() : bounds;
  }

  const ProgramData& data_;
  const LoadedBody& loaded_;
  const RenderOptions& options_;
  float aspect_;
  Session session_;
};

// Only what anchors must meet: rays are costly to prepare for a whole body.
std::unique_ptr<RayScene> rays_for(const LoadedBody& loaded, bool needed) {
  return needed ? std::make_unique<RayScene>(chunk_scenes(loaded.geometry)) : std::make_unique<RayScene>();
}

struct ReadBody {
  ProgramData data;
  LoadedBody loaded;
};

Result<ReadBody> read_all(const CommonOptions& common, bool draft) {
  auto data = load_program_data(common.assets);
  if (!data) return data.error();
  auto sources = choose_sources(common.atlases, {}, data->assets, data->faults);
  if (!sources) return sources.error();
  if (sources->empty()) return Error{"there is no body to draw", "", "Name one with --atlas FOLDER"};
  LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, draft));
  return ReadBody{std::move(*data), std::move(loaded)};
}

// What a quick picture of this size needs: of geometry without detail levels, what is finer than a pixel goes.
BodyGeometry for_draft(const BodyGeometry& geometry, const Camera& camera, glm::ivec2 size) {
  JobQueue jobs(std::max<std::size_t>(worker_count(), 2) - 1);
  const glm::vec3 eye = view_frame(camera).eye;
  const auto pixel_mm = [&](const ChunkPart& part) {
    const float distance = glm::distance(eye, glm::clamp(eye, part.low, part.high));
    return pixel_size_mm(std::max(distance, 1.0f), static_cast<float>(size.y));
  };
  BodyGeometry coarse;
  for (std::size_t c = 0; c < geometry.chunks().size(); ++c) {
    const std::shared_ptr<const MeshChunk>& chunk = geometry.chunks()[c];
    const bool has_levels = std::any_of(chunk->parts().begin(), chunk->parts().end(),
                                        [](const ChunkPart& part) { return part.level_count > 1; });
    coarse.add(has_levels ? chunk : clustered(*chunk, pixel_mm, jobs), geometry.owners()[c]);
  }
  return coarse;
}

}  // namespace

ExitCode cli_render(const CommonOptions& common, const RenderOptions& options) {
  const auto fail = [](const Error& error) {
    complain(error);
    return ExitCode::failed;
  };
  if (Status understood = check_options(options); !understood) return complain(understood.error()), ExitCode::usage;
  const glm::ivec2 size = *parse_size(options.size);
  // The graphics driver takes as long to start as a body from the cache: side by side.
  auto arriving = std::async(std::launch::async, [&] { return read_all(common, options.draft); });
  auto context = HeadlessContext::create();
  auto renderer = context ? make_gl_renderer() : Result<std::unique_ptr<Renderer>>(context.error());
  const auto read = arriving.get();
  if (!read) return fail(read.error());
  const ProgramData& data = read->data;
  const LoadedBody& loaded = read->loaded;
  for (const std::string& problem : loaded.problems) complain(problem);
  if (loaded.body.size() == 0) return fail({"nothing could be read of this body", "", "The messages above say why"});

  const bool zone_wanted = !options.trigger_point.empty() || !options.session.empty();
  const std::unique_ptr<RayScene> rays = rays_for(loaded, zone_wanted);
  const auto list =
      RenderJob(data, loaded, options, static_cast<float>(size.x) / static_cast<float>(size.y)).run(*rays);
  if (!list) return fail(list.error());

  if (!renderer) return fail(renderer.error());
  const BodyGeometry drawn = options.draft ? for_draft(loaded.geometry, list->camera, size) : loaded.geometry;
  (*renderer)->sync(drawn, loaded.textures);
  const PictureId picture = (*renderer)->create_picture();
  DrawQuality quality = DrawQuality::full();
  quality.plain = options.draft;
  (*renderer)->draw(picture, *list, size, quality);
  while ((*renderer)->refine(picture)) {
  }
  if (Status written = write_png((*renderer)->read(picture), options.output); !written) return fail(written.error());
  return ExitCode::ok;
}

}  // namespace palpate
