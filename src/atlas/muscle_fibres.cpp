#include "muscle_fibres.h"

#include <palpate/anatomy/concept.h>
#include <palpate/mesh/point_tree.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float reach_mm = 3.0f;  // beyond the nearest distance: what still counts as attached
constexpr float farthest_reach_mm = 14.0f;
constexpr float touching_mm = 1.0f;

std::vector<glm::vec3> gather(const std::vector<std::string>& concepts, Side side, const AttachmentSurfaces& surfaces) {
  std::vector<glm::vec3> points;
  for (const std::string& key : concepts) {
    for (const Side s : {Side::none, Side::left, Side::right}) {
      // A muscle of one side is attached to that side and to the midline, one that is not sided to both.
      if (side != Side::none && s != side && s != Side::none) continue;
      const auto found = surfaces.find(structure_key(key, s));
      if (found != surfaces.end()) points.insert(points.end(), found->second.begin(), found->second.end());
    }
  }
  return points;
}

// Distance of each vertex to a surface; far for those that look away from it, so that of a thin muscle only the face
// towards the bone counts as attached.
std::vector<float> distances(const MeshData& mesh, std::vector<glm::vec3> surface) {
  std::vector<float> out(mesh.positions.size(), 1e30f);
  const PointTree tree(std::move(surface));
  if (tree.empty()) return out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const glm::vec3 way = tree.points()[tree.nearest(mesh.positions[i])] - mesh.positions[i];
    const float distance = glm::length(way);
    const bool looks_away = distance > touching_mm && glm::dot(way, mesh.normals[i]) < -0.35f * distance;
    if (!looks_away) out[i] = distance;
  }
  return out;
}

// Within this of its bone a vertex counts as attached: a little more than where the muscle comes closest.
float reach(std::vector<float> distance) {
  if (distance.empty()) return 0.0f;
  const auto low = distance.begin() + static_cast<std::ptrdiff_t>(distance.size() / 50);
  std::nth_element(distance.begin(), low, distance.end());
  return std::min(*low + reach_mm, farthest_reach_mm);
}

}  // namespace

FibreField muscle_fibres(const MeshData& mesh, const MuscleEnds* ends, Side side, const AttachmentSurfaces& surfaces) {
  std::vector<FibreEnd> marks;
  if (ends != nullptr) {
    const std::vector<float> from = distances(mesh, gather(ends->from, side, surfaces));
    const std::vector<float> to = distances(mesh, gather(ends->to, side, surfaces));
    const float from_reach = reach(from), to_reach = reach(to);
    marks.assign(mesh.positions.size(), FibreEnd::none);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const bool at_origin = from[i] <= from_reach, at_insertion = to[i] <= to_reach;
      if (at_origin && (!at_insertion || from[i] <= to[i])) {
        marks[i] = FibreEnd::origin;
      } else if (at_insertion) {
        marks[i] = FibreEnd::insertion;
      }
    }
  }
  FibreField field = fibre_field(mesh, marks);
  if (ends == nullptr || !ends->tendon_known) return field;
  const auto soft = [](float share, float length) {
    return length <= 0.0f ? 0.0f : 1.0f - glm::smoothstep(0.75f * length, 1.15f * length, share);
  };
  // The known shares are of the muscle from end to end. Where slips run the whole way, one that ends elsewhere (of
  // external oblique on the iliac crest, while its aponeurosis reaches the linea alba) has no tendon there.
  const bool in_slips = std::any_of(field.ends.begin(), field.ends.end(),
                                    [](const FibrePieceEnds& e) { return e.origin && e.insertion; });
  for (std::size_t i = 0; i < field.tendon.size(); ++i) {
    const FibrePieceEnds& at = field.ends[i];
    if (at.lone_tendon) continue;
    const bool elsewhere = in_slips && !at.insertion;
    field.tendon[i] = soft(field.along[i], ends->tendon_at_origin);
    if (!elsewhere) field.tendon[i] = std::max(field.tendon[i], soft(1.0f - field.along[i], ends->tendon_at_insertion));
  }
  return field;
}

}  // namespace palpate
