#include <palpate/app/pain_desk.h>

#include <array>
#include <iterator>
#include <mutex>

namespace palpate {

struct PainDesk::Work {
  const LoadedBody* loaded = nullptr;
  std::shared_ptr<const RayScene> rays;
  CancelToken cancel;
  std::mutex mutex;
  std::unique_ptr<PainMap> made;   // by the worker, until it is taken
  std::unique_ptr<PainMap> taken;  // what the view points into
  JobQueue queue{1};               // last: its thread ends before what it uses

  ~Work() { cancel.cancel(); }
};

PainDesk::PainDesk(const ProgramData& data, std::function<void()> wake) : data_(data), wake_(std::move(wake)) {}
PainDesk::~PainDesk() = default;

void PainDesk::forget() {
  work_.reset();
  view_ = {};
  comparison_ = {};
  drawing_.clear();
  other_.clear();
}

void PainDesk::prepare(const LoadedBody& loaded, std::shared_ptr<const RayScene> rays) {
  if (work_) return;
  work_ = std::make_unique<Work>();
  work_->loaded = &loaded;
  work_->rays = std::move(rays);
  const StructureId skin = loaded.body.find("skin");
  if (!skin.valid() || !loaded.geometry.has(skin.index())) {
    view_.state = PainView::State::no_skin;
    return;
  }
  work_->queue.post([this, work = work_.get(), skin] {
    const AnchorResolver anchors(work->loaded->body, data_.anatomy.concepts, data_.anatomy.landmarks, *work->rays);
    auto map = std::make_unique<PainMap>(SkinMap(work->loaded->geometry.mesh(skin.index())), anchors, data_.library,
                                         data_.areas, data_.anatomy.concepts, work->cancel);
    {
      const std::lock_guard lock(work->mutex);
      work->made = std::move(map);
    }
    if (wake_) wake_();
  });
}

bool PainDesk::update(const Session& session, const MuscleRecord* selected) {
  const bool other_muscles = name_comparison(session, selected);
  if (!work_) return other_muscles;
  bool fresh = false;
  if (!work_->taken) {
    const std::lock_guard lock(work_->mutex);
    work_->taken = std::move(work_->made);
    fresh = work_->taken != nullptr;
  }
  if (!work_->taken) return other_muscles;
  view_.map = work_->taken.get();
  view_.state = PainView::State::ready;
  const AnchorResolver anchors(work_->loaded->body, data_.anatomy.concepts, data_.anatomy.landmarks, *work_->rays);
  const bool other_drawing = fresh || !(session.pain == drawing_), other_area = fresh || session.other != other_;
  if (other_drawing) refresh_marks(session.pain, anchors);
  if (other_area) refresh_other(session.other, anchors);
  const bool compares = comparison_.second != nullptr && !comparison_.ready;
  if (compares) refresh_comparison(anchors);
  return other_drawing || other_area || other_muscles || compares;
}

// Which muscles are compared; true if they are others than before.
bool PainDesk::name_comparison(const Session& session, const MuscleRecord* selected) {
  const MuscleRecord* second =
      session.compared.empty() || selected == nullptr ? nullptr : data_.library.about(session.compared);
  if (second == selected) second = nullptr;
  const MuscleRecord* first = second == nullptr ? nullptr : selected;
  if (first == comparison_.first && second == comparison_.second && session.side == comparison_.side) return false;
  comparison_ = {};
  comparison_.first = first;
  comparison_.second = second;
  comparison_.side = session.side;
  return true;
}

void PainDesk::refresh_comparison(const AnchorResolver& anchors) {
  const std::array<const MuscleRecord*, 2> muscles = {comparison_.first, comparison_.second};
  for (std::size_t i = 0; i < muscles.size(); ++i) {
    comparison_.pain[i] = pain_of(*view_.map, *muscles[i], comparison_.side);
    for (const TriggerPoint& point : muscles[i]->trigger_points) {
      std::vector<ResolvedZone> zones = anchors.zones(point, comparison_.side);
      std::move(zones.begin(), zones.end(), std::back_inserter(comparison_.zones[i]));
    }
  }
  comparison_.skin = compare(comparison_.pain[0], comparison_.pain[1]);
  comparison_.ready = true;
}

void PainDesk::refresh_marks(const PainDrawing& drawing, const AnchorResolver& anchors) {
  // Only what has changed is pressed onto the skin anew: while a line is drawn, its last mark.
  std::size_t same = 0;
  while (same < view_.marks.size() && same < drawing.size() && view_.marks[same].mark == drawing[same]) ++same;
  view_.marks.resize(same);
  for (std::size_t i = same; i < drawing.size(); ++i) view_.marks.push_back(drawn(drawing[i], data_.areas, anchors));
  view_.painted = paint(view_.marks, view_.map->skin());
  view_.answer = find_muscles(view_.painted, *view_.map);
  drawing_ = drawing;
}

void PainDesk::refresh_other(const std::string& key, const AnchorResolver& anchors) {
  const auto [id, side] = split_structure_key(key);
  view_.other = key.empty() ? nullptr : view_.map->other(id, side);
  view_.other_strokes.clear();
  if (view_.other != nullptr)
    view_.other_strokes =
        anchors.strokes(view_.other->area->strokes, view_.other->side == Side::none ? Side::right : view_.other->side);
  other_ = key;
}

}  // namespace palpate
