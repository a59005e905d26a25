#include <palpate/anatomy/body.h>
#include <palpate/scene/access_paint.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float reach_mm = 4.5f;  // of one point of the map: they lie about 2 mm apart, farther where they are thinned
constexpr float blur_mm = 1.5f;   // how soft the borders are
constexpr float covered = 0.25f;  // the weight that counts as skin that was looked at

// Weights of the kinds, and of their clearance.
using Weights = std::array<float, access_kinds + 1>;

class Splatter {
 public:
  explicit Splatter(AccessPaint& paint) : paint_(paint), weights_(count(paint)) {}

  void add(const AccessPoint& point, float known_mm) {
    const glm::vec3 place = (point.position - paint_.low) / AccessPaint::cell_mm - 0.5f;
    const float reach = reach_mm / AccessPaint::cell_mm;
    const glm::ivec3 from = glm::max(glm::ivec3(glm::ceil(place - reach)), glm::ivec3(0));
    const glm::ivec3 to = glm::min(glm::ivec3(glm::floor(place + reach)), paint_.cells - 1);
    const float clearance = known_mm > 0.0f ? std::clamp(point.clear_mm / known_mm, 0.0f, 1.0f) : 1.0f;
    for (int z = from.z; z <= to.z; ++z) {
      for (int y = from.y; y <= to.y; ++y) {
        for (int x = from.x; x <= to.x; ++x) {
          const glm::vec3 way = (glm::vec3(x, y, z) - place) * AccessPaint::cell_mm;
          const float far2 = glm::dot(way, way);
          if (far2 > reach_mm * reach_mm) continue;
          const float weight = std::exp(-far2 / (2.0f * blur_mm * blur_mm));
          Weights& cell = weights_[index({x, y, z})];
          cell[static_cast<std::size_t>(point.access)] += weight;
          if (point.access == Access::clear) cell[access_kinds] += weight * clearance;
        }
      }
    }
  }

  void finish() const {
    const std::size_t half = weights_.size();
    paint_.values.assign(2 * half, glm::u8vec4(0));
    for (std::size_t i = 0; i < half; ++i) {
      const Weights& w = weights_[i];
      float sum = 0.0f;
      for (std::size_t kind = 0; kind < access_kinds; ++kind) sum += w[kind];
      if (sum <= 0.0f) continue;
      const float scale = 255.0f * std::min(1.0f, sum / covered) / sum;
      const auto share = [&](Access kind) { return to_byte(w[static_cast<std::size_t>(kind)] * scale); };
      const float clear = w[static_cast<std::size_t>(Access::clear)];
      paint_.values[i] = {share(Access::clear), share(Access::close), share(Access::danger), share(Access::bone)};
      paint_.values[half + i] = {share(Access::too_deep),
                                 to_byte(clear > 0.0f ? 255.0f * w[access_kinds] / clear : 0.0f), 0, 0};
    }
  }

 private:
  static std::size_t count(const AccessPaint& paint) {
    return static_cast<std::size_t>(paint.cells.x) * static_cast<std::size_t>(paint.cells.y) *
           static_cast<std::size_t>(paint.cells.z);
  }
  static std::uint8_t to_byte(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f)); }
  [[nodiscard]] std::size_t index(glm::ivec3 c) const {
    return static_cast<std::size_t>((c.z * paint_.cells.y + c.y) * paint_.cells.x + c.x);
  }

  AccessPaint& paint_;
  std::vector<Weights> weights_;
};

}  // namespace

glm::u8vec4 AccessPaint::at(glm::ivec3 cell, int half) const {
  return values[static_cast<std::size_t>(((half * cells.z + cell.z) * cells.y + cell.y) * cells.x + cell.x)];
}

AccessPaint paint_of(const AccessMap& map) {
  AccessPaint paint;
  Bounds bounds;
  for (const AccessPoint& point : map.points) bounds.include(point.position);
  if (bounds.empty()) return paint;
  paint.low = bounds.low - reach_mm;
  paint.cells = glm::ivec3(glm::ceil((bounds.size() + 2.0f * reach_mm) / AccessPaint::cell_mm));
  Splatter splatter(paint);
  for (const AccessPoint& point : map.points) splatter.add(point, map.known_mm);
  splatter.finish();
  return paint;
}

}  // namespace palpate
