#include <palpate/app/access_desk.h>

#include <algorithm>
#include <thread>

namespace palpate {

struct AccessDesk::Work {
  Work(const LoadedBody& loaded, const RayScene& rays, const NeedleProbe& probe, std::uint32_t skin_index)
      : jobs(std::max(2u, std::thread::hardware_concurrency()) - 1),
        skin(loaded.geometry.mesh(skin_index), AccessPlanner::skin_piece_mm2),
        planner(loaded.body, loaded.geometry, rays, probe, skin, &jobs) {}

  JobQueue jobs;
  SkinMap skin;
  AccessPlanner planner;
  std::optional<AccessRequest> asked;
  AccessMap made;
  std::shared_ptr<const AccessPaint> paint;
};

AccessDesk::AccessDesk() = default;
AccessDesk::~AccessDesk() = default;

void AccessDesk::forget() {
  work_.reset();
}

const AccessMap* AccessDesk::map(const AccessRequest& request, const LoadedBody& loaded, const RayScene& rays,
                                 const NeedleProbe& probe) {
  const StructureId skin = loaded.body.find("skin");
  if (!skin.valid() || !loaded.geometry.has(skin.index())) return nullptr;
  if (!work_) work_ = std::make_unique<Work>(loaded, rays, probe, skin.index());
  const auto& last = work_->asked;
  const bool same = last && last->target == request.target && last->needle_mm == request.needle_mm &&
                    last->margin_mm == request.margin_mm;
  if (!same) {
    work_->made = work_->planner.map(request);
    work_->paint = std::make_shared<const AccessPaint>(paint_of(work_->made));
    work_->asked = request;
  }
  return &work_->made;
}

std::shared_ptr<const AccessPaint> AccessDesk::paint() const {
  return work_ ? work_->paint : nullptr;
}

}  // namespace palpate
