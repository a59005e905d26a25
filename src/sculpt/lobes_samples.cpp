#include "lobes_samples.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr std::size_t thrown_into_box = 120'000;
constexpr std::size_t wanted_inside = 6'000;
constexpr float least_half = 1.0f;  // mm: nothing is measured thinner than twice that

glm::vec3 fold(glm::vec3 p, bool folded) {
  if (folded) p.x = -std::abs(p.x);
  return p;
}

// How thick the solid is below a place of its surface, as far as it matters: in steps, no more than twice least_half.
float thickness_below(const Solid& solid, const SurfacePoint& point) {
  constexpr float step = 0.2f;
  float deep = step;
  while (deep < 2.0f * least_half && solid.inside(point.position - deep * point.normal)) deep += step;
  return deep;
}

}  // namespace

float Dice::next() {
  state_ += 0x9E3779B97F4A7C15u;  // SplitMix64 (Steele et al. 2014)
  std::uint64_t x = state_;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  x ^= x >> 31;
  return static_cast<float>(x >> 40) * 0x1p-24f;
}

float Dice::bell() {
  float sum = -6.0f;
  for (int i = 0; i < 12; ++i) sum += next();
  return sum;
}

Solid::Solid(const MeshData& mesh) : mesh_(mesh), winding_(mesh), tree_(mesh, 40'000) {
  if (mesh.empty()) return;
  low_ = high_ = mesh.positions[mesh.indices[0]];
  for (const std::uint32_t v : mesh.indices) {
    low_ = glm::min(low_, mesh.positions[v]);
    high_ = glm::max(high_, mesh.positions[v]);
  }
}

float Solid::signed_distance(glm::vec3 p) const {
  const float distance = tree_.nearest(p).distance;
  return inside(p) ? -distance : distance;
}

LobeSamples sample(const Solid& solid, std::size_t count, bool folded) {
  LobeSamples found;
  Dice dice(20);
  const glm::vec3 pad = glm::vec3(3.0f) + 0.05f * (solid.high() - solid.low());
  const glm::vec3 low = solid.low() - pad, size = solid.high() + pad - low;
  std::vector<glm::vec3> thrown;
  std::size_t hits = 0, throws = 0;
  for (; throws < thrown_into_box && found.inside.size() < wanted_inside; ++throws) {
    const float x = dice.next(), y = dice.next(), z = dice.next();
    const glm::vec3 p = low + glm::vec3(x, y, z) * size;
    if (solid.inside(p)) {
      ++hits;
      found.inside.push_back(fold(p, folded));
    }
    if (thrown.size() < count / 4) thrown.push_back(p);
  }
  const double volume = static_cast<double>(size.x) * static_cast<double>(size.y) * static_cast<double>(size.z) *
                        static_cast<double>(hits) / static_cast<double>(std::max<std::size_t>(throws, 1));
  const double area = surface_area(solid.mesh());
  found.thickness = area > 0.0 ? static_cast<float>(2.0 * volume / area) : 1.0f;

  const auto add = [&](glm::vec3 p, float swell) {
    found.all.push_back({fold(p, folded), solid.signed_distance(p) - swell, 1.0f});
  };
  for (const glm::vec3 p : thrown) add(p, 0.0f);
  // Half of those near the surface closely around it, half as far as the next part of the bone may lie.
  const float close = std::clamp(0.15f * found.thickness, 0.3f, 1.5f), wide = std::max(1.5f, 0.6f * found.thickness);
  const std::vector<SurfacePoint> points = spread_points(solid.mesh(), (count - thrown.size()) / 2);
  for (const SurfacePoint& point : points) {
    const float half = 0.5f * thickness_below(solid, point), swell = std::max(least_half - half, 0.0f);
    if (swell > 0.0f)  // what is thin is hardly seen otherwise
      found.all.push_back({fold(point.position - half * point.normal, folded), -least_half, 5.0f});
    add(point.position + close * dice.bell() * point.normal, swell);
    const glm::vec3 aside(dice.bell(), dice.bell(), dice.bell());
    add(point.position + wide * (0.8f * dice.bell() * point.normal + 0.3f * aside), swell);
  }
  // Shuffled, so that the first part of them is a smaller sample of the same kind.
  for (std::size_t i = found.all.size(); i > 1; --i)
    std::swap(found.all[i - 1],
              found.all[std::min(i - 1, static_cast<std::size_t>(dice.next() * static_cast<float>(i)))]);
  return found;
}

}  // namespace palpate
