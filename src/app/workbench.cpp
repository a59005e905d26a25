#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>

#include "ray_build.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

namespace palpate {
namespace {

// A flight of fewer pictures is jerks: where pictures take that long it arrives at once.
constexpr double fewest_pictures_of_a_flight = 6.0;

}  // namespace

Workbench::Workbench(const ProgramData& data, Settings settings, std::function<void()> wake)
    : data_(data),
      settings_(std::move(settings)),
      wake_(std::move(wake)),
      search_(search_entries(data.anatomy.concepts)),
      history_(Session()),
      loaded_(std::make_unique<LoadedBody>()),
      rays_(std::make_shared<const RayScene>()),
      pain_(data, wake_),
      physique_desk_(wake_) {
  for (const Fault& fault : data.faults) messages_.push_back(fault.text());
}

Workbench::~Workbench() = default;

void Workbench::open_body(std::vector<AtlasSource> sources, LoadOptions options) {
  pain_.forget();
  physique_desk_.forget();
  physique_asked_.reset();
  scale_ = 1.0f;
  loader_.reset();
  ray_build_ = std::make_unique<RayBuild>(wake_);
  loaded_ = std::make_unique<LoadedBody>();
  rays_ = std::make_shared<const RayScene>();
  ++rays_version_;
  problems_seen_ = 0;
  all_is_there_ = false;
  framed_ = {};
  pointed_.reset();
  list_stale_ = true;
  refresh_zone();  // it named structures of the body that is gone
  access_desk_.forget();
  probe_.reset();
  refresh_needle();
  options.on_arrival = wake_;
  loader_ = std::make_unique<BodyLoader>(data_.anatomy, std::move(sources), std::move(options));
}

void Workbench::cancel_loading() {
  if (!loader_ || !loading()) return;
  loader_->cancel();
  say("Loading was stopped; what had arrived stays.");
}

bool Workbench::loading() const {
  return loader_ && !all_is_there_;
}
Progress::State Workbench::progress() const {
  return loader_ ? loader_->progress() : Progress::State();
}
bool Workbench::rays_ready() const {
  return !ray_build_ ||
         (ray_build_->taken == ray_build_->wanted && ray_build_->wanted == loaded_->geometry.chunks().size());
}

// While a body arrives, the muscle and the skin are enough to know where a zone lies and where its pain is painted.
bool Workbench::zone_is_placed() const {
  if (rays_ready()) return true;
  const StructureId skin = loaded_->body.find("skin");
  return zone_ && zone_->resolved.in_muscle && skin.valid() && rays_->has(skin.index());
}

bool Workbench::update() {
  bool changed = false;
  if (loader_ && loader_->take(*loaded_)) {
    start_ray_build();
    changed = true;
    frame_all();
  }
  // The end may come a moment after the last piece.
  if (loading() && loader_->finished()) {
    all_is_there_ = true;
    changed = show_something() || changed;
  }
  for (; problems_seen_ < loaded_->problems.size(); ++problems_seen_) say(loaded_->problems[problems_seen_]);
  if (ray_build_) {
    std::vector<std::shared_ptr<const ChunkScenes>> ready;
    {
      const std::lock_guard lock(ray_build_->mutex);
      ready.swap(ray_build_->ready);
    }
    if (!ready.empty()) {
      ray_build_->taken += ready.size();
      std::move(ready.begin(), ready.end(), std::back_inserter(ray_build_->all));
      rays_ = std::make_shared<const RayScene>(ray_build_->all);
      ++rays_version_;
      changed = true;
    }
  }
  if (const auto fitted = physique_desk_.take()) {
    take_skin(*fitted);
    changed = true;
  }
  refresh_physique();
  if (changed) {
    list_stale_ = true;
    refresh_zone();
    refresh_needle();
  }
  if (pain_.update(session(), record())) list_stale_ = changed = true;
  refresh_pain();
  return changed;
}

// What arrives later may reach farther, and the window may change; whoever has moved meanwhile keeps the view.
void Workbench::frame_all() {
  const bool untouched = (session().camera == Session().camera || session().camera == framed_) && !flight_;
  if (!untouched || loaded_->body.bounds().empty()) return;
  framed_ = framed(Session().camera, loaded_->body.bounds(), aspect());
  history_.amend(MoveCamera{framed_, {}});
  list_stale_ = true;
}

void Workbench::set_viewport(glm::vec2 size) {
  if (size == viewport_) return;
  viewport_ = size;
  if (framed_ == session().camera && !(framed_ == Camera())) frame_all();
}

// A body of which nothing would be seen, organs alone for instance, is shown whole.
bool Workbench::show_something() {
  std::set<System> there;
  for (std::uint32_t i = 0; i < loaded_->body.size(); ++i) there.insert(loaded_->body[StructureId(i)].system);
  const auto is_shown = [&](System system) { return session().systems[static_cast<std::size_t>(system)]; };
  if (there.empty() || std::any_of(there.begin(), there.end(), is_shown)) return false;
  for (const System system : there) history_.amend(ShowSystem{system, true});
  return true;
}

void Workbench::start_ray_build() {
  const BodyGeometry& geometry = loaded_->geometry;
  for (std::size_t i = ray_build_->wanted; i < geometry.chunks().size(); ++i)
    ray_build_->add(geometry.chunks()[i], geometry.owners()[i]);
}

void Workbench::perform(const Action& action) {
  history_.perform(action);
  if (!std::holds_alternative<MoveCamera>(action)) {
    needle_follows_skin_ |= std::holds_alternative<SetPhysique>(action);
    refresh_physique();
    refresh_zone();
    refresh_needle();
    refresh_pain();
  }
  list_stale_ = true;
}

// Resolves the chosen zone anew if the choice, or what is known of the body, has changed.
void Workbench::refresh_zone() {
  const std::optional<ZoneChoice>& wanted = session().zone;
  if (wanted == zone_wanted_ && zone_version_ == rays_version_) return;
  const bool other_choice = wanted != zone_wanted_;
  zone_wanted_ = wanted;
  zone_version_ = rays_version_;
  zone_.reset();
  other_points_.clear();
  list_stale_ = true;
  if (!wanted) return;
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  zone_ = view_zone(*wanted, loaded_->body, data_.anatomy.concepts, data_.library, anchors, scale_);
  if (!zone_) {
    if (other_choice) say(fmt::format("The trigger point {} of {} is not known here.", wanted->point, wanted->muscle));
    return;
  }
  for (const TriggerPoint& point : zone_->record->trigger_points) {
    if (point.id == wanted->point || point.in != zone_->point->in) continue;
    if (const auto other = anchors.trigger_point(point, wanted->side)) other_points_.push_back(*other);
  }
  if (fly_to_zone_when_ready_ && zone_is_placed()) {
    fly_to_zone_when_ready_ = false;
    fly_to(camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_), {});
  }
}

void Workbench::choose(ConceptId id, Side side, const std::string& point) {
  if (!id.valid()) return;
  const Concept& entry = data_.anatomy.concepts[id];
  Side chosen = entry.sided ? (side == Side::none ? session().side : side) : Side::none;
  if (entry.sided && loaded_->body.realise(data_.anatomy.concepts, id, chosen).empty() &&
      !loaded_->body.realise(data_.anatomy.concepts, id, opposite(chosen)).empty()) {
    chosen = opposite(chosen);  // only the other side is in this body
  }
  Select select{structure_key(entry.key, chosen), entry.name, {}};
  const auto points = data_.library.trigger_points_in(entry.key);
  if (!points.empty()) {
    const bool known = std::any_of(points.begin(), points.end(), [&](const TriggerPoint* p) { return p->id == point; });
    select.zone = ZoneChoice{data_.library.about(entry.key)->muscle, known ? point : points.front()->id,
                             chosen == Side::none ? session().side : chosen};
  }
  perform(select);
  if (loaded_->body.realise(data_.anatomy.concepts, id, chosen).empty() && loaded_->body.size() > 0 && !loading()) {
    say(fmt::format("{} is not in this body; its page is shown without it.", entry.name));
  }
  if (select.zone) {
    fly_to_zone_when_ready_ = !zone_is_placed();
    if (zone_ && !fly_to_zone_when_ready_)
      fly_to(camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_), {});
  } else if (const Bounds bounds = selection_bounds(); !bounds.empty()) {
    fly_to(framed(session().camera, bounds, aspect()), {});
  }
}

void Workbench::choose_structure(StructureId id) {
  const Structure& structure = loaded_->body[id];
  Select select{structure.key, shown_name(structure), {}};
  if (structure.concept_id.valid() && structure.kind == Kind::muscle) {
    const std::string& key = data_.anatomy.concepts[structure.concept_id].key;
    const auto points = data_.library.trigger_points_in(key);
    const bool same_muscle = session().zone && data_.library.about(key) != nullptr &&
                             session().zone->muscle == data_.library.about(key)->muscle;
    if (!points.empty() && !same_muscle) {
      select.zone = ZoneChoice{data_.library.about(key)->muscle, points.front()->id,
                               structure.side == Side::none ? session().side : structure.side};
    } else if (same_muscle) {
      select.zone = session().zone;
    }
  }
  perform(select);
}

void Workbench::choose_zone(const ZoneChoice& choice) {
  const MuscleRecord* record = data_.library.record(choice.muscle);
  const TriggerPoint* point = record != nullptr ? record->find(choice.point) : nullptr;
  perform(ChooseZone{choice, point != nullptr ? point->label : choice.point});
  fly_to_zone_when_ready_ = !zone_is_placed();
  if (zone_ && !fly_to_zone_when_ready_)
    fly_to(camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_), {});
}

void Workbench::fly_to(const Camera& camera, std::string label) {
  if (camera == session().camera) return flight_.reset();  // there already: no step
  const bool amends = label.empty();
  if (settings_.reduced_motion) {
    if (amends) {
      history_.amend(MoveCamera{camera, {}});
    } else {
      perform(MoveCamera{camera, std::move(label)});
      history_.finish_step();
    }
    list_stale_ = true;
    flight_.reset();
    return;
  }
  flight_ = Flight{session().camera, camera, 0.0, 0.25, amends, std::move(label)};
}

bool Workbench::advance(double seconds) {
  if (!flight_) return false;
  flight_->seconds += seconds;
  if (seconds > flight_->duration / fewest_pictures_of_a_flight) flight_->seconds = flight_->duration;
  const auto t = static_cast<float>(flight_->seconds / flight_->duration);
  const Camera now = flight(flight_->from, flight_->to, t);
  if (flight_->amends) {
    history_.amend(MoveCamera{now, {}});
  } else {
    history_.perform(MoveCamera{now, flight_->label});
  }
  list_stale_ = true;
  if (t < 1.0f) return true;
  if (!flight_->amends) history_.finish_step();
  flight_.reset();
  return false;
}

ConceptId Workbench::selected() const {
  return selected_concept(session(), loaded_->body, data_.anatomy.concepts).id;
}

const MuscleRecord* Workbench::record() const {
  const ConceptId id = selected();
  return id.valid() ? data_.library.about(data_.anatomy.concepts[id].key) : nullptr;
}

const DrawList& Workbench::draw_list() {
  if (!list_stale_ && list_.light_theme == (settings_.theme == Theme::light)) return list_;
  SceneInput input{loaded_->body,   data_.anatomy.concepts,      data_.library, session(),
                   settings_.theme, loaded_->geometry.version(), std::nullopt,  zone(),
                   other_points_};
  input.pain = pain();
  input.comparison = comparison();
  input.needle = needle();
  if (access() != nullptr) input.access = access_desk_.paint();
  // The skin one draws on is not about to be chosen.
  const bool drawn_on = pointed_ && input.pain != nullptr && loaded_->body[pointed_->structure].system == System::skin;
  if (pointed_ && !drawn_on) input.hovered = pointed_->structure.index();
  list_ = build_draw_list(input);
  list_stale_ = false;
  return list_;
}

Bounds Workbench::selection_bounds() const {
  Bounds bounds;
  for (const StructureId id : selected_structures(session(), loaded_->body, data_.anatomy.concepts))
    bounds.include(loaded_->body[id].bounds);
  return bounds;
}

std::vector<std::string> Workbench::selected_keys() const {
  std::vector<std::string> keys;
  for (const StructureId id : selected_structures(session(), loaded_->body, data_.anatomy.concepts))
    keys.push_back(loaded_->body[id].key);
  return keys;
}

std::string Workbench::selected_name() const {
  const StructureId structure = loaded_->body.find(session().selected);
  if (structure.valid()) return shown_name(loaded_->body[structure]);
  const ConceptId id = selected();
  return id.valid() ? data_.anatomy.concepts[id].name : session().selected;
}

std::vector<ShellRequest> Workbench::take_requests() {
  return std::exchange(requests_, {});
}

void Workbench::say(std::string message) {
  if (std::find(messages_.begin(), messages_.end(), message) == messages_.end())
    messages_.push_back(std::move(message));
}

}  // namespace palpate
