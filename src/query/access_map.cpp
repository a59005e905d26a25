#include <palpate/query/access_map.h>

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr float same_place_mm = 0.1f;  // a ray that ends on the skin meets it a little sooner or later
constexpr float poking_mm = 40.0f;     // as far as anything sticks out of the skin
constexpr std::size_t part_points = 64;

bool is_obstacle(NeedleTissue tissue) {
  return tissue == NeedleTissue::bone || (is_danger(tissue) && tissue != NeedleTissue::joint);
}

bool same_paths(const AccessRequest& a, const AccessRequest& b) {
  return a.target == b.target && a.reach_mm == b.reach_mm && a.most_points == b.most_points;
}

// Some of many, spread over all of them: the same ones again whenever that many are left out.
void thin_out(SkinArea& pieces, std::size_t most) {
  if (pieces.size() <= most) return;
  constexpr std::uint32_t golden = 2654435769u;  // 2^32 / 1.618...: its multiples fill the numbers evenly
  const double share = static_cast<double>(most) / static_cast<double>(pieces.size());
  const auto limit = static_cast<std::uint32_t>(share * 4294967295.0);
  pieces.erase(std::remove_if(pieces.begin(), pieces.end(), [&](std::uint32_t p) { return p * golden > limit; }),
               pieces.end());
  if (pieces.size() > most) pieces.resize(most);
}

}  // namespace

AccessPlanner::AccessPlanner(const Body& body, const BodyGeometry& geometry, const RayScene& rays,
                             const NeedleProbe& probe, const SkinMap& skin, JobQueue* jobs)
    : body_(body),
      geometry_(geometry),
      probe_(probe),
      skin_(skin),
      jobs_(jobs),
      skins_(rays.with_only([&](std::uint32_t s) { return tissue(s) == NeedleTissue::skin; })),
      obstacles_(rays.with_only([&](std::uint32_t s) { return is_obstacle(tissue(s)); })),
      dangers_(
          rays.with_only([&](std::uint32_t s) { return is_obstacle(tissue(s)) && tissue(s) != NeedleTissue::bone; })) {
  for (std::uint32_t s = 0; s < body.size(); ++s) {
    if (dangers_.has(s)) danger_list_.push_back(s);
  }
}

NeedleTissue AccessPlanner::tissue(std::uint32_t structure) const {
  return structure < body_.size() ? probe_.tissue(structure) : NeedleTissue::none;
}

void AccessPlanner::in_parts(std::size_t count, const std::function<void(std::size_t)>& work) const {
  const std::size_t parts = (count + part_points - 1) / part_points;
  const auto part = [&](std::size_t p) {
    for (std::size_t i = p * part_points; i < std::min(count, (p + 1) * part_points); ++i) work(i);
  };
  if (jobs_ != nullptr) return jobs_->parallel_for(parts, part);
  for (std::size_t p = 0; p < parts; ++p) part(p);
}

// From the target outwards the skin is met first where the piece is, and from within.
bool AccessPlanner::leads_through_body(glm::vec3 target, const SkinPiece& piece) const {
  const float length = glm::distance(target, piece.position);
  if (length < same_place_mm) return false;
  const Ray ray{target, (piece.position - target) / length, length + same_place_mm};
  const auto hit = skins_.nearest_hit(ray);
  if (!hit) return glm::dot(ray.direction, piece.normal) > 0.0f;
  return !hit->entering && hit->distance > length - same_place_mm;
}

// A closed mesh that pokes through the skin there, so that a path begins within it.
std::uint32_t AccessPlanner::lies_within(const AccessPoint& point) const {
  const auto hit = obstacles_.nearest_hit({point.position, point.normal, poking_mm});
  if (!hit || hit->entering || !body_.structures()[hit->structure].quality.closed()) return AccessPoint::nothing;
  return hit->structure;
}

// What is met; and how near dangers are on the way there.
void AccessPlanner::follow(AccessPoint& point, glm::vec3 target) const {
  point.stop_mm = point.length_mm;
  const glm::vec3 direction = (target - point.position) / point.length_mm;
  point.structure = lies_within(point);
  if (point.structure != AccessPoint::nothing) {
    point.stop_mm = 0.0f;
  } else if (const auto hit = obstacles_.nearest_hit({point.position, direction, point.length_mm})) {
    point.structure = hit->structure;
    point.stop_mm = hit->distance;
  }
  const bool bone = point.structure != AccessPoint::nothing && probe_.tissue(point.structure) == NeedleTissue::bone;
  if (point.structure != AccessPoint::nothing) point.access = bone ? Access::bone : Access::danger;
  if (point.access == Access::danger) {
    point.clear_mm = 0.0f;
    return;
  }
  const DangerField::Near near = field_.along(point.position, point.position + direction * point.stop_mm);
  point.clear_mm = near.mm;
  if (!bone && near.structure != DangerField::none) point.structure = near.structure;
}

void AccessPlanner::trace(const AccessRequest& request) {
  SkinArea pieces = skin_.within(request.target, request.reach_mm);
  thin_out(pieces, request.most_points);
  std::vector<std::uint8_t> counts(pieces.size(), 0);
  in_parts(pieces.size(),
           [&](std::size_t i) { counts[i] = leads_through_body(request.target, skin_.pieces()[pieces[i]]) ? 1 : 0; });
  points_.clear();
  Bounds paths;
  paths.include(request.target);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (counts[i] == 0) continue;
    const SkinPiece& piece = skin_.pieces()[pieces[i]];
    AccessPoint point;
    point.piece = pieces[i];
    point.position = piece.position;
    point.normal = piece.normal;
    point.length_mm = glm::distance(piece.position, request.target);
    points_.push_back(point);
    paths.include(piece.position);
  }
  const float known_mm = std::max(usual_known_mm, request.margin_mm + DangerField::error_mm);
  if (!field_.covers(paths, known_mm)) {
    const Bounds around{paths.low - slack_mm, paths.high + slack_mm};
    field_ = DangerField(geometry_, danger_list_, around, known_mm, jobs_);
    ++fields_made_;
  }
  at_least_.assign(points_.size(), 0.0f);
  in_parts(points_.size(), [&](std::size_t i) {
    follow(points_[i], request.target);
    at_least_[i] = points_[i].clear_mm - DangerField::error_mm;
  });
  traced_ = request;
}

void AccessPlanner::judge(std::size_t i, const AccessRequest& request) {
  AccessPoint& point = points_[i];
  if (point.access == Access::danger || point.access == Access::bone) return;
  if (point.length_mm > request.needle_mm) {
    point.access = Access::too_deep;
    return;
  }
  // The grid's distances are never too small: only where one could be too large is it measured.
  if (point.clear_mm >= request.margin_mm && at_least_[i] < request.margin_mm) {
    const DangerField::Part part = field_.part_within(point.position, request.target, request.margin_mm);
    if (part.from_mm <= part.to_mm) {
      const glm::vec3 direction = (request.target - point.position) / point.length_mm;
      const auto nearest = dangers_.nearest_to_stretch(point.position + direction * part.from_mm,
                                                       point.position + direction * part.to_mm, point.clear_mm);
      if (nearest) {
        point.clear_mm = nearest->distance;
        point.structure = nearest->structure;
      }
    }
    at_least_[i] = std::min(point.clear_mm, request.margin_mm);
  }
  point.access = point.clear_mm < request.margin_mm ? Access::close : Access::clear;
}

AccessMap AccessPlanner::map(const AccessRequest& asked) {
  AccessRequest request = asked;
  request.margin_mm = std::min(asked.margin_mm, DangerField::most_known_mm - DangerField::error_mm);
  if (!traced_ || !same_paths(*traced_, request) || field_.known_mm() < request.margin_mm + DangerField::error_mm)
    trace(request);
  in_parts(points_.size(), [&](std::size_t i) { judge(i, request); });
  AccessMap map;
  map.points = points_;
  map.known_mm = field_.known_mm();
  for (const AccessPoint& point : points_) ++map.counts[static_cast<std::size_t>(point.access)];
  return map;
}

}  // namespace palpate
