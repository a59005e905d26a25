// What the pointer does on the body.
#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr float same_spot_px = 5.0f;

}  // namespace

bool Workbench::shown_at(std::uint32_t structure, bool solid_only) const {
  if (structure >= list_.states.size()) return false;
  const DrawState::Mode mode = list_.states[structure].mode;
  return solid_only ? mode == DrawState::Mode::solid : mode != DrawState::Mode::hidden;
}

void Workbench::point_at(std::optional<glm::vec2> at) {
  std::optional<PointedAt> found;
  if (at) {
    (void)draw_list();  // what is shown must be up to date
    const Ray ray = ray_through(session().camera, *at, viewport_);
    // Glass is looked through, unless there is nothing behind it.
    for (const bool solid_only : {true, false}) {
      const auto counts = [&](std::uint32_t s) { return shown_at(s, solid_only); };
      if (!list_.clip) {
        if (const auto hit = rays_->nearest_hit(ray, counts))
          found = PointedAt{StructureId(hit->structure), hit->position, hit->distance};
      } else {
        for (const RayHit& hit : rays_->all_hits(ray, counts)) {
          if (cut_away(list_, hit.position)) continue;
          found = PointedAt{StructureId(hit.structure), hit.position, hit.distance};
          break;
        }
      }
      if (found) break;
    }
  }
  const bool same = found.has_value() == pointed_.has_value() && (!found || found->structure == pointed_->structure);
  pointed_ = found;
  if (!same) list_stale_ = true;
}

std::vector<PointedAt> Workbench::beneath(glm::vec2 at) const {
  std::vector<PointedAt> found;
  const Ray ray = ray_through(session().camera, at, viewport_);
  for (const RayHit& hit : rays_->all_hits(ray, [&](std::uint32_t s) {
         return s < loaded_->body.size() && loaded_->body.structures()[s].system != System::skin_regions;
       })) {
    if (cut_away(list_, hit.position)) continue;
    const bool known = std::any_of(found.begin(), found.end(),
                                   [&](const PointedAt& p) { return p.structure.index() == hit.structure; });
    if (!known) found.push_back({StructureId(hit.structure), hit.position, hit.distance});
  }
  return found;
}

void Workbench::click(glm::vec2 at) {
  point_at(at);
  if (session().asks()) return place_needle(at);
  const bool again = last_click_ && glm::distance(*last_click_, at) <= same_spot_px && !session().selected.empty();
  last_click_ = at;
  if (again) {
    request(ShellRequest::beneath);
    return;
  }
  if (pointed_) {
    choose_structure(pointed_->structure);
  } else if (!session().selected.empty()) {
    perform(Select{{}, {}, {}});
  }
}

void Workbench::orbit(glm::vec2 drag) {
  flight_.reset();
  perform(MoveCamera{orbited(session().camera, drag), "Turn the body"});
}

void Workbench::pan(glm::vec2 drag) {
  flight_.reset();
  perform(MoveCamera{panned(session().camera, drag, viewport_.y), "Move the body"});
}

void Workbench::zoom(float steps, glm::vec2 at) {
  flight_.reset();
  const float scaled = steps * settings_.zoom_speed_percent / 100.0f;
  std::optional<glm::vec3> pivot;
  if (pointed_) pivot = pointed_->position;
  perform(MoveCamera{zoomed(session().camera, scaled, pivot, at, viewport_), "Zoom"});
}

}  // namespace palpate
