#include <palpate/app/physique_desk.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace palpate {

struct PhysiqueDesk::Work {
  FittedSkin modelled;
  std::uint32_t chunk = 0;
  float stature = 0.0f;
  std::vector<std::uint32_t> owners;

  std::mutex mutex;  // over what follows
  bool wanted_is_new = false, running = false;
  std::optional<Physique> wanted;
  std::optional<FittedSkin> made;
  std::vector<ModelledLayer> layers;

  std::unique_ptr<SkinMover> mover;  // of the worker alone
  std::unique_ptr<JobQueue> helpers = std::make_unique<JobQueue>(std::max(2u, std::thread::hardware_concurrency()) - 1);
  std::unique_ptr<JobQueue> queue = std::make_unique<JobQueue>(1);  // last: its thread ends before what it uses

  [[nodiscard]] FittedSkin make(const std::optional<Physique>& physique) const;
};

FittedSkin PhysiqueDesk::Work::make(const std::optional<Physique>& physique) const {
  if (!physique) return modelled;
  FittedSkin fitted;
  fitted.physique = physique;
  fitted.scale = stature > 0.0f ? physique->height_mm / stature : 1.0f;
  MovedSkin moved = mover->moved(*physique, fitted.scale);
  fitted.chunk = std::move(moved.chunk);
  fitted.scenes = std::make_shared<const ChunkScenes>(fitted.chunk, owners);
  fitted.bounds = moved.bounds;
  return fitted;
}

PhysiqueDesk::PhysiqueDesk(std::function<void()> wake) : wake_(std::move(wake)) {}
PhysiqueDesk::~PhysiqueDesk() = default;

void PhysiqueDesk::forget() {
  work_.reset();
}

void PhysiqueDesk::begin(const LoadedBody& loaded, std::shared_ptr<const RayScene> rays,
                         const std::vector<std::shared_ptr<const ChunkScenes>>& scenes, const ConceptCatalog& concepts,
                         const LandmarkTable& landmarks, const LayerTable& table) {
  const StructureId skin = loaded.body.find("skin");
  if (work_ || !skin.valid() || !loaded.geometry.has(skin.index())) return;
  work_ = std::make_unique<Work>();
  Work& work = *work_;
  work.chunk = loaded.geometry.place(skin.index()).chunk;
  work.owners = loaded.geometry.owners()[work.chunk];
  work.stature = stature_mm(loaded.body);
  work.modelled = {std::nullopt, 1.0f, loaded.geometry.chunks()[work.chunk], scenes[work.chunk],
                   loaded.body[skin].bounds};
  work.running = true;
  work.queue->post([this, &work, &loaded, rays = std::move(rays), &concepts, &landmarks, &table] {
    work.mover = std::make_unique<SkinMover>(loaded.body, loaded.geometry, *rays, concepts, landmarks, table,
                                             work.helpers.get());
    {
      const std::lock_guard lock(work.mutex);
      work.layers = work.mover->layers();
      work.running = false;
    }
    if (wake_) wake_();
  });
}

void PhysiqueDesk::want(const std::optional<Physique>& physique) {
  if (!work_) return;
  Work& work = *work_;
  {
    const std::lock_guard lock(work.mutex);
    work.wanted = physique;
    work.wanted_is_new = true;
  }
  work.queue->post([this, &work] {
    std::optional<Physique> now;
    {
      const std::lock_guard lock(work.mutex);
      if (!work.wanted_is_new) return;  // a later wish was made already
      now = work.wanted;
      work.wanted_is_new = false;
      work.running = true;
    }
    FittedSkin fitted = work.make(now);
    {
      const std::lock_guard lock(work.mutex);
      work.made = std::move(fitted);
      work.running = false;
    }
    if (wake_) wake_();
  });
}

std::optional<FittedSkin> PhysiqueDesk::take() {
  if (!work_) return std::nullopt;
  const std::lock_guard lock(work_->mutex);
  return std::exchange(work_->made, std::nullopt);
}

bool PhysiqueDesk::busy() const {
  if (!work_) return false;
  const std::lock_guard lock(work_->mutex);
  return work_->running || work_->wanted_is_new || work_->made.has_value();
}

const std::vector<ModelledLayer>& PhysiqueDesk::layers() const {
  static const std::vector<ModelledLayer> none;
  if (!work_) return none;
  const std::lock_guard lock(work_->mutex);
  return work_->layers;  // written once, before anybody sees it not empty
}

std::uint32_t PhysiqueDesk::chunk_number() const {
  return work_ ? work_->chunk : 0;
}

float PhysiqueDesk::modelled_stature_mm() const {
  return work_ ? work_->stature : 0.0f;
}

}  // namespace palpate
