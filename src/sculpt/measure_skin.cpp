#include "loft_start.h"
#include "measure_sections.h"
#include "symmetry.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/measure.h>

#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t points_a_part = 12'000;
constexpr std::size_t bins = 48;       // along a part's bones
constexpr float overlap_mm = 30.0f;    // at most, beyond the last bone of a part
constexpr float left_edge_mm = -0.5f;  // limbs of the right end there

std::vector<glm::vec3> points_on(const std::vector<MeshData>& meshes) {
  std::vector<glm::vec3> points;
  for (const MeshData& mesh : meshes) {
    for (const SurfacePoint& point : spread_points(mesh, points_a_part / std::max<std::size_t>(1, meshes.size()))) {
      points.push_back(point.position);
    }
  }
  return points;
}

glm::vec3 longest_way(const std::vector<glm::vec3>& points) {
  glm::vec3 mean(0.0f);
  for (const glm::vec3 p : points) mean += p / static_cast<float>(points.size());
  glm::mat3 spread(0.0f);
  for (const glm::vec3 p : points) spread += glm::outerProduct(p - mean, p - mean);
  glm::vec3 way(0.1f, -1.0f, 0.1f);
  for (int i = 0; i < 60; ++i) way = glm::normalize(spread * way);  // power iteration
  const bool lies = std::abs(way.y) < 0.7f;                         // a foot: from the heel forwards
  return (lies ? way.z < 0.0f : way.y > 0.0f) ? -way : way;
}

// The middle of the bones, so many millimetres along the way.
class MiddleLine {
 public:
  MiddleLine(const std::vector<glm::vec3>& points, glm::vec3 way) : low(1e9f), high(-1e9f) {
    for (const glm::vec3 p : points) {
      low = std::min(low, glm::dot(p, way));
      high = std::max(high, glm::dot(p, way));
    }
    std::vector<glm::vec3> sums(bins, glm::vec3(0.0f));
    std::vector<float> counts(bins, 0.0f);
    for (const glm::vec3 p : points) {
      const float share = (glm::dot(p, way) - low) / std::max(1e-3f, high - low);
      const std::size_t bin = std::min(bins - 1, static_cast<std::size_t>(share * static_cast<float>(bins)));
      sums[bin] += p;
      counts[bin] += 1.0f;
    }
    for (std::size_t i = 0; i < bins; ++i) {
      if (counts[i] > 0.0f) middles_.push_back(sums[i] / counts[i]);
    }
    for (const glm::vec3 p : middles_) along_.push_back(glm::dot(p, way));
  }

  [[nodiscard]] glm::vec3 at(float along) const {
    const auto above = std::upper_bound(along_.begin(), along_.end(), along);
    if (above == along_.begin()) return middles_.front();
    if (above == along_.end()) return middles_.back();
    const auto i = static_cast<std::size_t>(above - along_.begin());
    return glm::mix(middles_[i - 1], middles_[i], (along - along_[i - 1]) / (along_[i] - along_[i - 1]));
  }

  float low, high;  // mm along the way, of the bones

 private:
  std::vector<glm::vec3> middles_;
  std::vector<float> along_;
};

class SkinMeasuring {
 public:
  SkinMeasuring(const MeshData& skin, const SkinRules& rules) : skin_(skin), rules_(rules) {
    for (const SkinPart& part : rules.parts) points_.push_back(points_on(part.bones));
  }

  Result<Form> measure(std::size_t index) {
    part_ = &rules_.parts[index];
    if (part_->sheet) return as_sheet();
    std::vector<glm::vec3> others, alike;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const bool is_alike = part_->apart_mm > 0.0f && rules_.parts[i].name == part_->name;
      std::vector<glm::vec3>& more = is_alike ? alike : others;
      if (i != index) more.insert(more.end(), points_[i].begin(), points_[i].end());
    }
    if (points_[index].empty()) return Error{"There are no bones to find it by", "", ""};
    const PointTree own(points_[index]), other(std::move(others)), same(std::move(alike));
    own_ = &own;
    others_ = &other;
    alike_ = &same;
    if (!part_->shell) return as_loft(points_[index]);
    Result<Shell> shell = measure_shell(patch([this](glm::vec3 p) { return belongs(p); }), *part_->shell);
    if (!shell) return shell.error();
    return Form{std::move(*shell)};
  }

 private:
  // How much nearer it is to the bones of others, in mm. Limbs are known on the left by their mirror images.
  [[nodiscard]] float beyond(glm::vec3 p) const {
    const glm::vec3 right(part_->midline ? -std::abs(p.x) : p.x, p.y, p.z);
    return own_->distance(p) - others_->distance(right);
  }

  [[nodiscard]] bool belongs(glm::vec3 p) const {
    const float edge = left_edge_mm + (part_->across ? part_->across(p) : 0.0f);
    if (!part_->midline && p.x > edge) return false;
    const float halfway = alike_->empty() ? -1e9f : own_->distance(p) - alike_->distance(p);
    return halfway < -2.0f * part_->apart_mm && beyond(p) < part_->shared_mm;
  }

  // The largest piece of the skin that is within.
  [[nodiscard]] MeshData patch(const std::function<bool(glm::vec3)>& is_within) const {
    std::vector<bool> within;
    for (const glm::vec3 p : skin_.positions) within.push_back(is_within(p));
    MeshData patch;
    patch.positions = skin_.positions;
    for (std::size_t t = 0; t < skin_.triangle_count(); ++t) {
      const std::uint32_t* corner = &skin_.indices[3 * t];
      if (within[corner[0]] && within[corner[1]] && within[corner[2]]) {
        patch.indices.insert(patch.indices.end(), {corner[0], corner[1], corner[2]});
      }
    }
    patch = compact(patch);
    std::vector<MeshData> pieces = components(patch);
    if (!pieces.empty()) patch = std::move(pieces.front());
    compute_normals(patch);
    return patch;
  }

  // The farthest place of the skin, along a way, of all that is nearest to the part.
  [[nodiscard]] glm::vec3 tip(glm::vec3 way) const {
    glm::vec3 farthest(0.0f);
    float most = -std::numeric_limits<float>::infinity();
    for (const glm::vec3 p : skin_.positions) {
      if (glm::dot(p, way) <= most || !belongs(p) || beyond(p) > 0.0f) continue;
      most = glm::dot(p, way);
      farthest = p;
    }
    return farthest;
  }

  [[nodiscard]] Result<Form> as_sheet() const {
    const MeshData sheet = patch(part_->sheet);
    if (sheet.positions.empty()) return Error{"There is no skin where it should be", "", ""};
    std::vector<float> along;
    for (const glm::vec3 p : sheet.positions) along.push_back(glm::dot(p, part_->axis));
    const auto [low, high] = std::minmax_element(along.begin(), along.end());
    const float from = *low, length = std::max(1e-3f, *high - *low);
    for (float& value : along) value = (value - from) / length;
    Result<Loft> loft = measure_loft(sheet, along, {part_->sections, part_->harmonics, {}, {}});
    if (!loft) return loft.error();
    loft->both_sides = !part_->midline;
    return Form{std::move(*loft)};
  }

  [[nodiscard]] Result<Form> as_loft(const std::vector<glm::vec3>& bones) const {
    SectionRule rule;
    rule.way = !part_->heights.empty()           ? glm::vec3(0.0f, -1.0f, 0.0f)
               : glm::length(part_->axis) > 0.0f ? glm::normalize(part_->axis)
                                                 : longest_way(bones);
    const MiddleLine line(bones, rule.way);
    const float overlap = std::min(overlap_mm, part_->shared_mm);
    rule.from = line.low - overlap;
    rule.to = line.high + overlap;
    rule.free_origin = part_->starts_here;
    rule.free_insertion = part_->ends_here;
    if (rule.free_origin) rule.from = glm::dot(rule.tip_origin = tip(-rule.way), rule.way);
    if (rule.free_insertion) rule.to = glm::dot(rule.tip_insertion = tip(rule.way), rule.way);
    if (part_->heights.size() > 2) {
      rule.from = -part_->heights.front();
      rule.to = -part_->heights.back();
      for (const float height : part_->heights) {
        const float share = (-height - rule.from) / (rule.to - rule.from);
        rule.places.push_back(std::round(1000.0f * share) / 1000.0f);
      }
    } else {
      for (const double place : section_places(part_->sections)) rule.places.push_back(static_cast<float>(place));
    }
    rule.harmonics = part_->harmonics;
    rule.midline = part_->midline;
    rule.sunk_mm = part_->sunk_mm;
    rule.rounded_mm = part_->rounded_mm;
    rule.inside = [&](float along) {
      const glm::vec3 p = line.at(along);
      if (rule.free_insertion && along > line.high)
        return glm::mix(p, rule.tip_insertion, (along - line.high) / (rule.to - line.high));
      if (rule.free_origin && along < line.low)
        return glm::mix(p, rule.tip_origin, (line.low - along) / (line.low - rule.from));
      return p;
    };
    rule.belongs = [this](glm::vec3 p) { return belongs(p); };
    rule.left_out = rules_.left_out;
    Result<Loft> loft = measure_sections(skin_, rule);
    if (!loft) return loft.error();
    loft->both_sides = !part_->midline;
    return Form{std::move(*loft)};
  }

  const MeshData& skin_;
  const SkinRules& rules_;
  std::vector<std::vector<glm::vec3>> points_;  // on the bones of each part
  const SkinPart* part_ = nullptr;              // the one at hand
  const PointTree* own_ = nullptr;
  const PointTree* others_ = nullptr;
  const PointTree* alike_ = nullptr;
};

}  // namespace

Result<std::vector<Form>> measure_skin(const MeshData& skin, const SkinRules& rules) {
  SkinMeasuring measuring(skin, rules);
  std::vector<Form> forms;
  for (std::size_t i = 0; i < rules.parts.size(); ++i) {
    Result<Form> form = measuring.measure(i);
    if (!form) return Error{fmt::format("The skin of \"{}\": {}", rules.parts[i].name, form.error().what), "", ""};
    forms.push_back(std::move(*form));
  }
  return forms;
}

}  // namespace palpate
