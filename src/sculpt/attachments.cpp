#include <palpate/sculpt/attachments.h>

#include <palpate/mesh/normals.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/weld.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace palpate {
namespace {

constexpr float touches_mm = 1.5f;                  // a bone that the muscle does not come as near to is not attached
constexpr std::array reaches = {1.0f, 1.4f, 1.9f};  // times both, where no bone is near enough
constexpr float wide_mm = 2.2f;                     // what lies nearer to the muscle belongs to the patch
constexpr float above_mm = 0.3f;                    // the bone, so that both can be drawn
constexpr float fine_mm = 2.5f;                     // edges that borders are found on
constexpr double mm2_a_triangle = 9.0;
constexpr std::size_t least_triangles = 6;
constexpr int most_divisions = 2;
constexpr double most_above_wanted = 4.0;

using Triangle = std::array<std::uint32_t, 3>;

// A part of a bone's surface, and how far each vertex is beyond the patch's border (negative within).
struct Ground {
  std::vector<glm::vec3> positions, normals;
  std::vector<float> beyond;
  std::vector<Triangle> triangles;
};

Ground ground_near(const Solid& bone, glm::vec3 low, glm::vec3 high) {
  Ground ground;
  const MeshData& mesh = bone.mesh();
  std::vector<std::uint32_t> index(mesh.positions.size(), std::numeric_limits<std::uint32_t>::max());
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    glm::vec3 least(1e30f), most(-1e30f);
    for (std::size_t corner = 0; corner < 3; ++corner) {
      least = glm::min(least, mesh.positions[mesh.indices[3 * t + corner]]);
      most = glm::max(most, mesh.positions[mesh.indices[3 * t + corner]]);
    }
    if (glm::any(glm::greaterThan(least, high)) || glm::any(glm::lessThan(most, low))) continue;
    Triangle triangle{};
    for (std::size_t corner = 0; corner < 3; ++corner) {
      const std::uint32_t vertex = mesh.indices[3 * t + corner];
      if (index[vertex] == std::numeric_limits<std::uint32_t>::max()) {
        index[vertex] = static_cast<std::uint32_t>(ground.positions.size());
        ground.positions.push_back(mesh.positions[vertex]);
        ground.normals.push_back(mesh.normals[vertex]);
      }
      triangle[corner] = index[vertex];
    }
    ground.triangles.push_back(triangle);
  }
  return ground;
}

float longest_edge(const Ground& ground) {
  float longest = 0.0f;
  for (const Triangle& t : ground.triangles) {
    for (std::size_t i = 0; i < 3; ++i)
      longest = std::max(longest, glm::distance(ground.positions[t[i]], ground.positions[t[(i + 1) % 3]]));
  }
  return longest;
}

// Leaves out the triangles that lie beyond the border for certain.
void drop_far(Ground& ground, const SurfaceTree& surface, float wide) {
  std::vector<float> distance;
  for (const glm::vec3& p : ground.positions) distance.push_back(surface.nearest(p).distance);
  const float far = wide + longest_edge(ground);
  std::erase_if(ground.triangles, [&](const Triangle& t) {
    return std::min({distance[t[0]], distance[t[1]], distance[t[2]]}) > far;
  });
}

// Each triangle into four.
void divide(Ground& ground) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
  const auto middle = [&](std::uint32_t a, std::uint32_t b) {
    const auto [found, is_new] =
        middles.try_emplace(std::minmax(a, b), static_cast<std::uint32_t>(ground.positions.size()));
    if (is_new) {
      ground.positions.push_back(0.5f * (ground.positions[a] + ground.positions[b]));
      ground.normals.push_back(glm::normalize(ground.normals[a] + ground.normals[b]));
    }
    return found->second;
  };
  std::vector<Triangle> finer;
  for (const Triangle& t : ground.triangles) {
    const std::uint32_t ab = middle(t[0], t[1]), bc = middle(t[1], t[2]), ca = middle(t[2], t[0]);
    for (const Triangle& small : {Triangle{t[0], ab, ca}, {ab, t[1], bc}, {ca, bc, t[2]}, {ab, bc, ca}})
      finer.push_back(small);
  }
  ground.triangles = std::move(finer);
}

float nearest_of(const std::vector<const Solid*>& bones, glm::vec3 p) {
  float nearest = std::numeric_limits<float>::max();
  for (const Solid* bone : bones) nearest = std::min(nearest, std::abs(bone->place_of(p).depth));
  return nearest;
}

// The triangles within the border, those across it cut along it.
void add_within(const Ground& ground, MeshData& patch) {
  const auto corner_at = [&](std::uint32_t a, std::uint32_t b, float share) {
    const glm::vec3 normal = glm::normalize(glm::mix(ground.normals[a], ground.normals[b], share));
    patch.positions.push_back(glm::mix(ground.positions[a], ground.positions[b], share) + above_mm * normal);
  };
  for (const Triangle& t : ground.triangles) {
    const auto first = static_cast<std::uint32_t>(patch.positions.size());
    for (std::size_t i = 0; i < 3; ++i) {
      const std::uint32_t a = t[i], b = t[(i + 1) % 3];
      const float from = ground.beyond[a], to = ground.beyond[b];
      if (from <= 0.0f) corner_at(a, a, 0.0f);
      if ((from <= 0.0f) != (to <= 0.0f)) corner_at(a, b, from / (from - to));
    }
    const auto corners = static_cast<std::uint32_t>(patch.positions.size()) - first;
    for (std::uint32_t i = 1; i + 1 < corners; ++i)
      for (const std::uint32_t corner : {0u, i, i + 1}) patch.indices.push_back(first + corner);
  }
}

struct Ends {
  std::vector<const Solid*> own, other;
};

// The patch on triangles that were divided so often; empty if no bone of the end is within reach.
MeshData patch_of(const MeshData& muscle, const SurfaceTree& surface, const Ends& ends, float reach, int divisions) {
  const float wide = reach * wide_mm;
  glm::vec3 low(1e30f), high(-1e30f);
  for (const glm::vec3& p : muscle.positions) low = glm::min(low, p), high = glm::max(high, p);
  MeshData patch;
  for (const Solid* bone : ends.own) {
    Ground ground = ground_near(*bone, low - wide, high + wide);
    drop_far(ground, surface, wide);
    for (int i = 0; i < divisions && longest_edge(ground) > fine_mm; ++i) divide(ground);
    float nearest = std::numeric_limits<float>::max();
    for (const glm::vec3& p : ground.positions) {
      const SurfaceTree::Place place = surface.nearest(p);
      const bool belongs = place.distance < wide &&
                           nearest_of(ends.other, place.position) >= std::abs(bone->place_of(place.position).depth);
      ground.beyond.push_back(belongs ? place.distance - wide : std::max(place.distance - wide, fine_mm));
      if (belongs) nearest = std::min(nearest, place.distance);
    }
    if (nearest <= reach * touches_mm) add_within(ground, patch);
  }
  if (patch.triangle_count() < least_triangles) return {};
  patch = weld(patch);
  compute_normals(patch);
  return patch;
}

}  // namespace

MeshData attachment_patch(const MeshData& muscle, const std::vector<const Solid*>& own_end,
                          const std::vector<const Solid*>& other_end) {
  const SurfaceTree surface(muscle, 12'000);
  MeshData patch;
  if (surface.empty()) return patch;
  const Ends ends{own_end, other_end};
  for (const float reach : reaches) {
    // Some borders are so frayed that few of the divided triangles can be taken away again: those are divided less.
    for (int divisions = most_divisions; divisions >= 0; --divisions) {
      const MeshData coarser = patch_of(muscle, surface, ends, reach, divisions);
      if (coarser.empty()) break;
      const double wanted = surface_area(coarser) / mm2_a_triangle;
      patch = simplified(coarser, static_cast<std::size_t>(wanted));
      if (static_cast<double>(patch.triangle_count()) < most_above_wanted * wanted + 60.0) break;
    }
    if (!patch.empty()) break;
  }
  return patch;
}

}  // namespace palpate
