#include <palpate/base/text.h>
#include <palpate/query/anchors.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float start_above_skin_mm = 30.0f;  // rays into the body start in the air
constexpr float deepest_mm = 260.0f;
constexpr float same_place_mm = 0.05f;
constexpr float sheet_mm = 4.0f;         // taken for the thickness of a muscle that has no far side
constexpr float stroke_step_mm = 12.0f;  // strokes are pressed onto the skin at least this often
constexpr float finger_mm = 8.0f;        // over which the skin's normal is smoothed
constexpr float least_way_mm = 5.0f;     // from an entry over the zone to its middle, where there is no skin

glm::vec3 unit_or(glm::vec3 v, glm::vec3 fallback) {
  const float length = glm::length(v);
  return length > 1e-6f ? v / length : fallback;
}

// Where a line that meets a muscle leaves what it met first. A line through an edge meets two faces at one place.
float leaves(const std::vector<RayHit>& hits) {
  const RayHit& first = hits.front();
  for (const RayHit& hit : hits) {
    if (hit.structure == first.structure && hit.distance > first.distance + same_place_mm) return hit.distance;
  }
  return first.distance + sheet_mm;
}

float angle_to_skin(const ResolvedNeedle& needle) {
  return glm::degrees(std::asin(glm::clamp(-glm::dot(needle.direction, needle.skin_normal), -1.0f, 1.0f)));
}

}  // namespace

glm::vec3 body_direction(glm::vec3 lateral_up_front, Side side) {
  const float outwards = side == Side::left ? 1.0f : -1.0f;  // +x is the body's left
  return {lateral_up_front.x * outwards, lateral_up_front.y, lateral_up_front.z};
}

std::optional<glm::vec3> locate(const Place& place, Side side, const LandmarkTable& landmarks) {
  glm::vec3 sum(0.0f);
  float weight_sum = 0.0f;
  for (const auto& [name, weight] : place.landmarks) {
    const bool other = starts_with(name, "other:");
    const auto at = landmarks.position(other ? std::string_view(name).substr(6) : name, other ? opposite(side) : side);
    if (!at) return std::nullopt;
    sum += weight * *at;
    weight_sum += weight;
  }
  if (weight_sum <= 0.0f) return std::nullopt;
  return sum / weight_sum + body_direction(place.offset, side);
}

AnchorResolver::AnchorResolver(const Body& body, const ConceptCatalog& concepts, const LandmarkTable& landmarks,
                               const RayScene& rays)
    : body_(body), concepts_(concepts), landmarks_(landmarks), rays_(rays) {}

std::optional<std::uint32_t> AnchorResolver::skin() const {
  const StructureId id = body_.find("skin");
  if (!id.valid() || !rays_.has(id.index())) return std::nullopt;
  return id.index();
}

NearestPoint AnchorResolver::on_skin(glm::vec3 p) const {
  const std::optional<std::uint32_t> surface = skin();
  const glm::vec3 outwards = unit_or(glm::vec3(p.x, 0.0f, p.z), {0.0f, 0.0f, 1.0f});
  if (!surface) return {p, outwards, 0.0f};
  const std::optional<NearestPoint> found = rays_.nearest_point(*surface, p);
  if (!found) return {p, outwards, 0.0f};
  // The faces of a mesh are rougher than skin: take the mean of a few around.
  const glm::vec3 n = found->normal;
  const glm::vec3 u = unit_or(glm::cross(n, std::abs(n.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)), {1, 0, 0});
  const glm::vec3 v = glm::cross(n, u);
  glm::vec3 sum = n;
  for (const auto& [a, b] : {std::pair(1.0f, 0.0f), {-1.0f, 0.0f}, {0.0f, 1.0f}, {0.0f, -1.0f}}) {
    const auto near = rays_.nearest_point(*surface, found->position + finger_mm * (a * u + b * v));
    if (near && glm::dot(near->normal, n) > 0.0f) sum += near->normal;
  }
  return {found->position, unit_or(sum, n), found->distance};
}

std::optional<ResolvedPoint> AnchorResolver::trigger_point(const TriggerPoint& point, Side side) const {
  const std::optional<glm::vec3> stated = locate(point.place, side, landmarks_);
  if (!stated) return std::nullopt;
  const std::vector<StructureId> target = body_.realise(concepts_, concepts_.find(point.in), side);
  const auto is_target = [&](std::uint32_t s) {
    return std::find(target.begin(), target.end(), StructureId(s)) != target.end();
  };

  ResolvedPoint resolved;
  const NearestPoint skin_point = on_skin(*stated);
  resolved.skin = skin_point.position;
  resolved.skin_normal = skin_point.normal;
  const Ray inwards{resolved.skin + resolved.skin_normal * start_above_skin_mm, -resolved.skin_normal, deepest_mm};
  const std::vector<RayHit> hits = target.empty() ? std::vector<RayHit>() : rays_.all_hits(inwards, is_target);
  if (!hits.empty()) {
    const float from = hits.front().distance - start_above_skin_mm;
    const float to = leaves(hits) - start_above_skin_mm;
    resolved.muscle_from_mm = from;
    resolved.muscle_to_mm = to;
    resolved.in_muscle = true;
    resolved.position = resolved.skin - resolved.skin_normal * glm::mix(from, to, point.depth);
    return resolved;
  }
  // The line misses the muscle: the nearest point of it, and from there the skin above.
  std::optional<NearestPoint> best;
  for (const StructureId id : target) {
    const auto near = rays_.nearest_point(id.index(), *stated);
    if (near && (!best || near->distance < best->distance)) best = near;
  }
  if (!best) {
    resolved.position = *stated;
    return resolved;
  }
  resolved.position = best->position;
  const glm::vec3 way = best->position - *stated;
  resolved.moved_mm = glm::length(way - resolved.skin_normal * glm::dot(way, resolved.skin_normal));
  const NearestPoint above = on_skin(best->position);
  resolved.skin = above.position;
  resolved.skin_normal = above.normal;
  resolved.muscle_from_mm = resolved.muscle_to_mm = glm::distance(above.position, best->position);
  return resolved;
}

ResolvedStroke AnchorResolver::pressed(const std::vector<std::pair<glm::vec3, float>>& line) const {
  ResolvedStroke points;
  const auto press = [&](glm::vec3 p, float radius) {
    const NearestPoint on = on_skin(p);
    points.push_back({on.position, on.normal, radius});
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto& [at, radius] = line[i];
    if (i > 0) {
      const auto& [last, last_radius] = line[i - 1];
      const int steps = static_cast<int>(glm::distance(at, last) / stroke_step_mm);
      for (int step = 1; step <= steps; ++step) {
        const float t = static_cast<float>(step) / static_cast<float>(steps + 1);
        press(glm::mix(last, at, t), glm::mix(last_radius, radius, t));
      }
    }
    press(at, radius);
  }
  return points;
}

std::vector<ResolvedStroke> AnchorResolver::strokes(const std::vector<Stroke>& stated, Side side) const {
  std::vector<ResolvedStroke> resolved;
  for (const Stroke& stroke : stated) {
    std::vector<std::pair<glm::vec3, float>> line;
    for (const StrokePoint& p : stroke) {
      if (const auto at = locate(p.place, side, landmarks_)) line.emplace_back(*at, p.radius_mm);
    }
    if (!line.empty()) resolved.push_back(pressed(line));
  }
  return resolved;
}

std::vector<ResolvedZone> AnchorResolver::zones(const TriggerPoint& point, Side side) const {
  std::vector<ResolvedZone> resolved;
  for (const ReferralZone& zone : point.zones) {
    const Side zone_side = zone.side == ZoneSide::other ? opposite(side) : side;
    resolved.push_back({zone.essential, strokes(zone.strokes, zone_side)});
  }
  return resolved;
}

ResolvedNeedle AnchorResolver::over_zone(const NeedleWay& way, Side side, const ResolvedPoint& point) const {
  ResolvedNeedle needle{point.skin, point.skin_normal, -point.skin_normal, 90.0f};
  if (way.axis) needle.direction = unit_or(body_direction(*way.axis, side), needle.direction);
  // Without a skin there is nothing to come out of: as far out as the zone is deep.
  float out = std::max(glm::distance(point.skin, point.position), least_way_mm);
  if (const auto surface = skin()) {
    const Ray outwards{point.position, -needle.direction, deepest_mm};
    const auto hit = rays_.nearest_hit(outwards, [&](std::uint32_t s) { return s == *surface; });
    if (hit) out = hit->distance;
  }
  needle.entry = point.position - needle.direction * out;
  if (skin()) needle.skin_normal = on_skin(needle.entry).normal;
  return needle;
}

std::optional<ResolvedNeedle> AnchorResolver::needle(const NeedleWay& way, Side side,
                                                     const ResolvedPoint& point) const {
  if (way.over_zone) {
    ResolvedNeedle needle = over_zone(way, side, point);
    needle.angle_from_skin_deg = angle_to_skin(needle);
    return needle;
  }
  const std::optional<glm::vec3> stated = locate(way.entry, side, landmarks_);
  if (!stated) return std::nullopt;
  const NearestPoint skin_point = on_skin(*stated);
  ResolvedNeedle needle{skin_point.position, skin_point.normal, -skin_point.normal, 90.0f};
  if (way.towards) {
    const auto goal = locate(*way.towards, side, landmarks_);
    if (!goal) return std::nullopt;
    needle.direction = unit_or(*goal - needle.entry, needle.direction);
  } else if (way.axis) {
    needle.direction = unit_or(body_direction(*way.axis, side), needle.direction);
  }
  needle.angle_from_skin_deg = angle_to_skin(needle);
  return needle;
}

ResolvedNeedle AnchorResolver::aimed(const ResolvedNeedle& needle, const NeedleWay& way, glm::vec3 goal) const {
  ResolvedNeedle out = needle;
  const auto across = [](glm::vec3 v, glm::vec3 direction) { return v - glm::dot(v, direction) * direction; };
  // First the entry moves over the skin, then the direction turns: a described direction is kept as long as it can be.
  const glm::vec3 miss = across(goal - out.entry, out.direction);
  const float far = glm::length(miss);
  if (far > 0.1f && way.entry_radius_mm > 0.0f) {
    const glm::vec3 shift = miss * std::min(1.0f, way.entry_radius_mm / far);
    const NearestPoint on = on_skin(out.entry + shift);
    // Curved skin may lead farther than the circle reaches; then the described entry stays.
    if (glm::distance(on.position, needle.entry) <= 1.2f * way.entry_radius_mm) {
      out.entry = on.position;
      out.skin_normal = on.normal;
    }
  }
  const glm::vec3 to_goal = goal - out.entry;
  const float length = glm::length(to_goal);
  if (length > 1.0f) {
    const glm::vec3 wanted = to_goal / length;
    const float turn = std::acos(glm::clamp(glm::dot(wanted, out.direction), -1.0f, 1.0f));
    const glm::vec3 side = across(wanted, out.direction);
    if (turn > 1e-4f && glm::length(side) > 1e-5f) {
      const float by = std::min(turn, glm::radians(way.spread_deg));
      out.direction = std::cos(by) * out.direction + std::sin(by) * glm::normalize(side);
    }
  }
  out.angle_from_skin_deg = angle_to_skin(out);
  return out;
}

std::vector<std::uint32_t> AnchorResolver::covering(const ResolvedPoint& point,
                                                    const std::vector<StructureId>& target) const {
  const float depth = glm::distance(point.skin, point.position);
  const Ray inwards{point.skin + point.skin_normal * 5.0f, -point.skin_normal, depth + 5.0f};
  std::vector<std::uint32_t> found;
  for (const RayHit& hit : rays_.all_hits(inwards)) {
    if (std::find(target.begin(), target.end(), StructureId(hit.structure)) != target.end()) break;
    if (std::find(found.begin(), found.end(), hit.structure) == found.end()) found.push_back(hit.structure);
  }
  return found;
}

}  // namespace palpate
